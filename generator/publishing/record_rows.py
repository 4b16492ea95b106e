"""The record of changes as flat rows, one for each line that was changed, for whoever takes the data home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.publishing.edition import Edition
from generator.record.words import CAUSES


@dataclass(frozen=True)
class RecordRow:
    """`what`, `before` and `after` are empty where a change is told in one sentence only."""

    commit: str
    date: date
    version: str | None
    agreement: str
    agreement_title: str
    initiative: str | None
    title: str
    cause: str | None
    cause_label: str | None
    note: str | None
    what: str | None
    before: str | None
    after: str | None
    sentence: str
    address: str


def record_rows(edition: Edition) -> tuple[RecordRow, ...]:
    """In the order of the page of corrections: newest first."""
    rows = []
    for change in edition.record:
        told: list[tuple[str | None, str | None, str | None, str]]
        told = [(line.heading, line.old, line.new, line.sentence) for line in change.amendments]
        for what, before, after, sentence in told or [(None, None, None, s) for s in change.sentences]:
            rows.append(
                RecordRow(
                    change.revision.hash,
                    change.revision.date,
                    change.version,
                    change.agreement_id,
                    change.agreement_title,
                    change.initiative_id,
                    change.title,
                    change.cause,
                    CAUSES[change.cause][0] if change.cause else None,
                    change.note,
                    what,
                    before,
                    after,
                    sentence,
                    edition.site.link(change.address),
                )
            )
    return tuple(rows)
