"""How the findings of a comparison are made: what leads from the older agreement to the newer, what left, what came.

And what we say that a text does not say: each such claim is one `Absence`, so that whoever searches and whoever shows
the search ask for the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from generator.comparing.comparison import Claim, Comparison, Finding
from generator.comparing.facets import Facet, facets
from generator.comparing.queries import Query, query_of_fact, query_of_initiative
from generator.model.agreement import Fact, Initiative, Outcome, is_fact
from generator.model.archive import Archive, Silence
from generator.model.fields import HitElsewhere
from generator.model.lineage import Lineage, Way, claim, weakest

NOVELTIES = frozenset({"new", "first-mentioned"})
# What older texts were searched for, by position and id of an initiative that came as new there.
EarlierSilences = Mapping[tuple[int, str], tuple[Silence, ...]]


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
        origin = initiative.origin
        if origin is None or origin.outcome not in NOVELTIES:
            continue
        query = query_of_initiative(initiative)
        terms, hits = (origin.search.terms, origin.search.hits) if origin.search else ((), ())
        for older in range(position):
            there = tuple(hit for hit in hits if hit.agreement == archive.agreements[older].id)
            yield Absence(older, initiative, initiative, query, terms, there)


def earlier_silences(archive: Archive) -> EarlierSilences:
    """For each initiative that came as new what the older texts were searched for, the newest first."""
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
            if other == position:
                continue
            stated_there = {fact.id for fact in archive.initiatives[other][initiative.id].facts}
            for fact in initiative.facts:
                query = query_of_fact(fact, initiative)
                if fact.id not in stated_there and not query.is_empty:
                    hits = archive.hits_of_facts.get((initiative.id, fact.id, archive.agreements[other].id), ())
                    yield Absence(other, initiative, fact, query, (), hits)


def searches(archive: Archive) -> Mapping[str, str]:
    """For each text, by SHA-256, the digest of all that it is searched for, which changes with any of it."""
    by_text: dict[str, list[str]] = {}
    for position in range(len(archive.agreements)):
        for other, search in _searches(archive, position):
            for source in archive.agreements[other].sources:
                by_text.setdefault(source.sha256, []).append(json.dumps(search, ensure_ascii=False))
    return {
        sha256: hashlib.sha256("\n".join(sorted(of_text)).encode("utf-8")).hexdigest()[:16]
        for sha256, of_text in by_text.items()
    }


def _searches(archive: Archive, position: int) -> Iterator[tuple[int, list[str]]]:
    """What the claims of one agreement are searched for, each with the position of the agreement whose text it is."""
    for absence in chain(novelties(archive, position), one_sided_facts(archive, position)):
        terms = *absence.query.terms, *absence.terms
        yield absence.position, [absence.stated.id, *terms, *(hit.phrase for hit in absence.hits)]
    agreement = archive.agreements[position]
    for departure in agreement.not_continued:
        if departure.search:
            hits = (hit.phrase for hit in departure.search.hits)
            yield position, [departure.id, *departure.search.terms, *hits]
    asleep = archive.asleep[position]
    for silent in agreement.still_not_mentioned:
        yield position, [silent.id, *asleep[silent.id].terms, *(hit.phrase for hit in silent.hits)]


def searched_facets(archive: Archive, old: str, new: str, finding: Finding) -> Iterator[tuple[Fact, Silence]]:
    """Each fact that only one of the agreements *old* and *new* has, and what the other's text was searched for."""
    for facet in finding.facets:
        if facet.mode == "edited" or not facet.is_searched or not facet.is_examined:
            continue
        stated, silent = (new, old) if facet.mode == "added" else (old, new)
        initiative = archive.initiatives[archive.position[stated]][finding.id]
        fact = next(fact for fact in initiative.facts if fact.id == facet.subject)
        terms = query_of_fact(fact, initiative).terms
        hits = archive.hits_of_facts.get((finding.id, fact.id, silent), ())
        yield fact, Silence(archive.position[silent], finding.id, terms, hits)


def compare_agreements(lineage: Lineage, silences: EarlierSilences, old_id: str, new_id: str) -> Comparison:
    """Compare an agreement with a newer one, or with itself."""
    archive = lineage.archive
    old, new = archive.position[old_id], archive.position[new_id]
    findings = [*_carried(lineage, old, new)]
    counted = {i for finding in findings for i in (*finding.olds, *finding.news)}
    findings += [_ended(lineage, i, old, new) for i in archive.initiatives[old] if i not in counted]
    findings += [_begun(lineage, silences, i, old, new) for i in archive.initiatives[new] if i not in counted]
    order = list(Outcome)
    rank = {i: n for n, i in enumerate((*archive.initiatives[new], *archive.initiatives[old]))}
    findings.sort(key=lambda finding: (order.index(finding.outcome), rank[finding.id]))
    return Comparison(archive, archive.by_id[old_id], archive.by_id[new_id], tuple(findings))


def _carried(lineage: Lineage, old: int, new: int) -> Iterator[Finding]:
    """Findings for what leads from the older agreement into the newer."""
    archive = lineage.archive
    leads = {i: lineage.ways(i, old, new) for i in archive.initiatives[old]}
    continuing = {i for i, ways in leads.items() if ways and ways[0].relation is None}
    for initiative_id in archive.initiatives[old]:
        if initiative_id in continuing:
            yield _continued(archive, leads[initiative_id][0], old, new)
    for olds, news in _linked_groups(leads, continuing):
        along = [way for i in olds for way in leads[i] if way.new in news] or [leads[i][0] for i in olds]
        yield _linked(archive, olds, news, along)
    # What was spun off from one that lives on has a predecessor, which its own finding counts.
    taken = {way.new for i, ways in leads.items() if i not in continuing for way in ways} | continuing
    for initiative_id in archive.initiatives[new]:
        parents = [way for i in continuing for way in leads[i] if way.new == initiative_id]
        if parents and initiative_id not in taken:
            way = min(parents, key=lambda way: (len(way.path), way.path))
            yield replace(_linked(archive, (), (initiative_id,), [way]), other=way.path[0][1])


def _linked_groups(
    leads: Mapping[str, tuple[Way, ...]], continuing: set[str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Old and new initiatives that links join, each group once; a new one that keeps its id counts itself."""
    waiting = [i for i, ways in leads.items() if ways and i not in continuing]
    while waiting:
        olds, news = {waiting[0]}, {way.new for way in leads[waiting[0]]} - continuing
        while more := [i for i in waiting if i not in olds and {way.new for way in leads[i]} & news]:
            olds |= set(more)
            news |= {way.new for i in more for way in leads[i]} - continuing
        yield tuple(i for i in waiting if i in olds), tuple(sorted(news))
        waiting = [i for i in waiting if i not in olds]


def _continued(archive: Archive, way: Way, old: int, new: int) -> Finding:
    before, after = archive.initiatives[old][way.new], archive.initiatives[new][way.new]
    differences = tuple(_placed(archive, facet, way.new, old, new) for facet in facets(before, after))
    if after.presence == "background":
        outcome = Outcome.BACKGROUND
    else:
        outcome = Outcome.CHANGED if any(facet.is_change for facet in differences) else Outcome.UNCHANGED
    return Finding(outcome, (way.new,), (way.new,), way.certainty, differences, _claims(archive, [way]))


def _placed(archive: Archive, facet: Facet, initiative_id: str, old: int, new: int) -> Facet:
    """The facet, which knows whether the text that seems to lack it was read, can be searched, and has it elsewhere."""
    if facet.mode == "edited":
        return facet
    silent, stated = (old, new) if facet.mode == "added" else (new, old)
    is_read = archive.initiatives[silent][initiative_id].source in archive.texts_read[silent]
    if facet.mode == "added" and is_fact(facet.new):  # and so must be what is new
        is_read = is_read and facet.new.source in archive.texts_read[new]
    hits = archive.hits_of_facts.get((initiative_id, facet.subject, archive.agreements[silent].id), ())
    fact, is_elsewhere = facet.new or facet.old, is_read and any(hit.initiative for hit in hits)
    is_searched = not (is_fact(fact) and query_of_fact(fact, archive.initiatives[stated][initiative_id]).is_empty)
    return replace(facet, is_searched=is_searched, is_examined=is_read, is_elsewhere=is_elsewhere)


def _linked(archive: Archive, olds: tuple[str, ...], news: tuple[str, ...], along: list[Way]) -> Finding:
    relation = next(way.relation for way in along if way.relation)
    certainty = weakest(way.certainty for way in along)
    other = None if news else along[0].new
    return Finding(Outcome(relation), olds, news, certainty, (), _claims(archive, along), other=other)


def _ended(lineage: Lineage, initiative_id: str, old: int, new: int) -> Finding:
    end = lineage.ending(initiative_id, old, new)
    if end is None or (end.silences and end.silences[-1].position != new):
        return Finding(Outcome.NOT_EXAMINED, (initiative_id,), ())  # nobody has searched in the newer one
    certainty = weakest((end.departure.certainty, end.certainty))
    return Finding(Outcome(end.departure.outcome), (initiative_id,), (), certainty, ending=end, searched=end.silences)


def _begun(lineage: Lineage, silences: EarlierSilences, initiative_id: str, old: int, new: int) -> Finding:
    """An initiative of the newer agreement that nothing in the older leads to."""
    archive = lineage.archive
    back = lineage.roots[new, initiative_id]
    older = [way for way in back if way.path[0][0] < old]
    if older:
        return _resumed(lineage, initiative_id, older[0], old)
    way = min(back, key=lambda way: way.path)
    position, root = way.path[0]
    origin = archive.initiatives[position][root].origin
    origin_outcome = origin.outcome if origin else "new"
    claims = _claims(archive, [way])
    if origin:
        first = Claim(position, root, root, origin)
        claims = (first, *claims) if first.says_why else claims
    certainty = weakest((way.certainty, origin.certainty if origin else "certain"))
    # »New« would be false of what an agreement between the two already had.
    came_between = position < new and origin_outcome != "not-examined"
    outcome = Outcome.ARRIVED_BETWEEN if came_between else Outcome(origin_outcome)
    searched = silences.get((position, root), ())
    return Finding(outcome, (), (initiative_id,), certainty, claims=claims, arrived=position, searched=searched)


def _resumed(lineage: Lineage, initiative_id: str, way: Way, old: int) -> Finding:
    """An initiative that an agreement before the older one has. That the older one does not is searched for, too."""
    start, root = way.path[0]
    gone = _ended(lineage, root, start, old)
    outcome = Outcome.NOT_EXAMINED if gone.outcome is Outcome.NOT_EXAMINED else Outcome.RESUMED
    claims = _claims(lineage.archive, [way])
    return Finding(outcome, (), (initiative_id,), way.certainty, claims=claims, searched=gone.searched[-1:])


def _claims(archive: Archive, along: list[Way]) -> tuple[Claim, ...]:
    """What the snapshots say at each step of the ways, where they say why, once each, oldest first."""
    steps = {
        (position, initiative_id, before)
        for way in along
        for (_, before), (position, initiative_id) in zip(way.path, way.path[1:], strict=False)
    }
    claims = (Claim(*step, statement) for step in sorted(steps) if (statement := claim(archive, *step)) is not None)
    return tuple(each for each in claims if each.says_why)
