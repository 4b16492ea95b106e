"""What a text was searched for where only the other of two says something of an initiative."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparing.comparison import Finding
from generator.comparing.queries import query_of_fact
from generator.model.archive import Archive
from generator.model.facts import Fact
from generator.model.lineage import Silence


def searched_facets(archive: Archive, old: str, new: str, finding: Finding) -> list[tuple[Fact, Silence]]:
    """Each fact that only one of the agreements *old* and *new* has, and what the other's text was searched for."""
    return [*_searched(archive, old, new, finding)]


def _searched(archive: Archive, old: str, new: str, finding: Finding) -> Iterator[tuple[Fact, Silence]]:
    for facet in finding.facets:
        if facet.mode == "edited" or not facet.is_searched or not facet.is_examined:
            continue
        stated, silent = (new, old) if facet.mode == "added" else (old, new)
        initiative = archive.initiatives[archive.position[stated]][finding.id]
        fact = next(fact for fact in initiative.facts if fact.id == facet.subject)
        terms = query_of_fact(fact, initiative).terms
        hits = archive.hits_of_fact(finding.id, fact.id, silent)
        yield fact, Silence(archive.position[silent], finding.id, terms, hits)
