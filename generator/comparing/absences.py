"""What we say that a text does not say: what is new, and what only one of two texts says of an initiative.

Each such claim is one `Absence`, so that whoever searches and whoever shows the search ask for the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.comparing.comparison import Finding
from generator.comparing.queries import Query, query_of_fact, query_of_initiative
from generator.model.agreement import Initiative
from generator.model.archive import Archive
from generator.model.facts import Fact
from generator.model.fields import HitElsewhere
from generator.model.lineage import Silence

NOVELTIES = frozenset({"new", "first-mentioned"})


@dataclass(frozen=True, slots=True)
class Absence:
    """That the text of the agreement at `position` does not have what is `stated` of an initiative elsewhere.

    It is the initiative itself, or one of its facts. `hits` are the places there that were explained.
    """

    position: int
    initiative: Initiative
    stated: Initiative | Fact
    query: Query
    terms: tuple[str, ...]
    hits: tuple[HitElsewhere, ...]


def novelties(archive: Archive, position: int) -> Iterator[Absence]:
    """What the agreement at *position* has as new or mentioned for the first time: absent from every older text."""
    for initiative in archive.agreements[position].initiatives:
        yield from _novelty(archive, position, initiative)


def _novelty(archive: Archive, position: int, initiative: Initiative) -> Iterator[Absence]:
    origin = initiative.origin
    if origin is None or origin.outcome not in NOVELTIES:
        return
    query = query_of_initiative(initiative)
    terms, hits = (origin.search.terms, origin.search.hits) if origin.search else ((), ())
    for older in range(position):
        there = tuple(hit for hit in hits if hit.agreement == archive.agreements[older].id)
        yield Absence(older, initiative, initiative, query, terms, there)


def earlier_silences(archive: Archive) -> Mapping[tuple[int, str], tuple[Silence, ...]]:
    """For each initiative that came as new what the older texts were searched for, the newest first.

    The key is the position of the agreement that has it as new, and its id there.
    """
    silences: dict[tuple[int, str], tuple[Silence, ...]] = {}
    for position in range(len(archive.agreements)):
        for absence in novelties(archive, position):
            key, terms = (position, absence.initiative.id), (*absence.query.terms, *absence.terms)
            silence = Silence(absence.position, absence.initiative.id, terms, absence.hits)
            silences[key] = (silence, *silences.get(key, ()))
    return silences


def one_sided_facts(archive: Archive, position: int) -> Iterator[Absence]:
    """What the agreement at *position* says of its initiatives, and another that has them too does not."""
    agreement = archive.agreements[position]
    for initiative in agreement.initiatives:
        for other in archive.appearances(initiative.id):
            if other == position or not is_shown(archive, other, position):
                continue
            said_there = {fact.id for fact in archive.initiatives[other][initiative.id].facts}
            for fact in initiative.facts:
                query = query_of_fact(fact, initiative)
                if fact.id not in said_there and not query.is_empty:
                    hits = archive.hits_of_fact(initiative.id, fact.id, archive.agreements[other].id)
                    yield Absence(other, initiative, fact, query, (), hits)


def is_shown(archive: Archive, one: int, other: int) -> bool:
    """Whether two agreements are compared anywhere."""
    old, new = sorted((one, other))
    return archive.is_pair(archive.agreements[old].id, archive.agreements[new].id)


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
