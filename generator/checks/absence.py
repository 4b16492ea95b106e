"""Rules for what is said to be new, or to stand in one text only: it can be searched for, and hits are of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.checks.fault import Fault, ValuesCheck, either
from generator.comparing.absences import NOVELTIES, is_shown
from generator.comparing.queries import SMALL_WORDS, WORD, query_of_initiative
from generator.comparing.stemming import stem
from generator.folding import fold_case
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive
from generator.model.facts import Fact
from generator.model.fields import HitElsewhere, Value


def novelty_can_be_searched(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure what is called new can be searched for in the older texts, and that nothing else is."""
    for initiative in archive.agreements[position].initiatives:
        origin = initiative.origin
        if origin is None:
            continue
        terms = origin.search.terms if origin.search else ()
        if origin.outcome not in NOVELTIES and origin.search:
            yield (
                origin.place.at("search"),
                f"{origin.outcome} says nothing of older texts that are silent. Remove search.",
            )
        elif origin.outcome in NOVELTIES and not terms and query_of_initiative(initiative).is_empty:
            yield (
                origin.place,
                f"{initiative.id!r} has no words of its own to search for. Give search.terms or aliases.",
            )


def hits_are_of_other_texts(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure each hit is in the text of an agreement that is said not to have what it resembles."""
    older = [agreement.id for agreement in archive.agreements[:position]]
    for initiative in archive.agreements[position].initiatives:
        for hit in _hits_of_origin(initiative):
            if hit.agreement not in archive.position:
                continue  # of which `hits_are_of_agreements` warns
            if hit.agreement not in older:
                yield _misplaced(hit, older)
            elif hit.initiative:
                place = hit.place.at("initiative")
                yield place, f"what is in {hit.agreement!r} is not new. Link to it under from."
        for fact in initiative.facts:
            lacking = _lacking(archive, position, initiative, fact) if fact.hits else []
            for hit in fact.hits:
                if hit.agreement in archive.position:
                    yield from _faults_of_hit(archive, hit, lacking)


def hits_are_of_agreements(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure each hit names an agreement that is here: what explains the words of one that is gone is of no use."""
    agreements = {value.id: value for value in values if isinstance(value, Agreement)}
    for agreement in agreements.values():
        for initiative in agreement.initiatives:
            for hit in (*_hits_of_origin(initiative), *(hit for fact in initiative.facts for hit in fact.hits)):
                if hit.agreement not in agreements:
                    options = either(agreements)
                    yield (
                        hit.place.at("agreement"),
                        f"no agreement {hit.agreement!r} here. Use {options}, or remove the hit.",
                    )


def terms_are_of_what_left(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is not mentioned was searched for by a word of its title, its aliases or its phrase."""
    agreements = {value.id: value for value in values if isinstance(value, Agreement)}
    for agreement in agreements.values():
        before = agreements.get(agreement.follows or "")
        older = {initiative.id: initiative for initiative in before.initiatives} if before else {}
        for departure in agreement.not_continued:
            initiative = older.get(departure.id)
            if initiative and departure.search and not _is_of(departure.search.terms, initiative):
                terms = ", ".join(f"»{term}«" for term in departure.search.terms)
                words = ", ".join(word for word in _words(initiative.title.da) if word not in SMALL_WORDS)
                yield (
                    departure.search.place.at("terms"),
                    f"{terms} is no word of »{initiative.title.da}«. Search for what it is called: terms: [{words}].",
                )


def _is_of(terms: Sequence[str], initiative: Initiative) -> bool:
    """Whether a word of a term, or the beginning of one, stands in what the initiative is called or quoted in."""
    called = fold_case(" ".join((initiative.title.da, *initiative.aliases, *initiative.phrase)))
    stems = {stem(word) for word in _words(called)}
    return any(word in called or stem(word) in stems for term in terms for word in _words(term))


def _words(text: str) -> list[str]:
    return WORD.findall(fold_case(text))


def _hits_of_origin(initiative: Initiative) -> tuple[HitElsewhere, ...]:
    search = initiative.origin.search if initiative.origin else None
    return search.hits if search else ()


def _faults_of_hit(archive: Archive, hit: HitElsewhere, lacking: list[str]) -> Iterator[Fault]:
    if hit.agreement not in lacking:
        yield _misplaced(hit, lacking)
    elif hit.initiative:
        there = list(archive.initiatives[archive.position[hit.agreement]])
        if hit.initiative not in there:
            place = hit.place.at("initiative")
            yield (
                place,
                f"no initiative {hit.initiative!r} in {hit.agreement!r}. Leave initiative out, or use {either(there)}.",
            )


def _lacking(archive: Archive, position: int, initiative: Initiative, fact: Fact) -> list[str]:
    """The agreements that have the initiative and not the fact, and are compared with this one."""
    return [
        archive.agreements[other].id
        for other in archive.appearances(initiative.id)
        if other != position
        and is_shown(archive, other, position)
        and all(fact.id != there.id for there in archive.initiatives[other][initiative.id].facts)
    ]


def _misplaced(hit: HitElsewhere, allowed: list[str]) -> Fault:
    advice = f"Use {either(allowed)}, or remove the hit" if allowed else "Remove the hit"
    return hit.place.at("agreement"), f"{hit.agreement!r} is not said to lack this. {advice}."


ABSENCE_CHECKS: tuple[Callable[[Archive, int], Iterator[Fault]], ...] = (
    novelty_can_be_searched,
    hits_are_of_other_texts,
)
ABSENCE_WARNINGS: tuple[ValuesCheck, ...] = (hits_are_of_agreements, terms_are_of_what_left)
