"""Every table that is exported. A table added to the list is in every format, the JSON API and the page about data."""

from __future__ import annotations

from collections.abc import Callable

from generator.exports.agreement_tables import agreements, initiatives, parties, presences, sources, themes
from generator.exports.beyond_tables import events, other_sources, other_statements
from generator.exports.comparison_tables import comparisons, differences, outcomes
from generator.exports.fact_table import facts
from generator.exports.record_table import corrections
from generator.exports.table import Table
from generator.exports.unread_table import unread
from generator.publishing.edition import Edition

TABLES: tuple[Callable[[Edition], Table], ...] = (
    facts,
    initiatives,
    agreements,
    presences,
    comparisons,
    outcomes,
    differences,
    sources,
    parties,
    themes,
    corrections,
    other_sources,
    other_statements,
    events,
    unread,
)


def all_tables(edition: Edition) -> tuple[Table, ...]:
    return tuple(make(edition) for make in TABLES)
