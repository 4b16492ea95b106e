"""Rules for how the snapshots follow one another, and for what became of each initiative.

The latter need a sound chain. Among them: what is said to be new can be searched for, and each hit is of use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from generator.checks.fault import Fault, ValuesCheck, either
from generator.comparing.findings import NOVELTIES
from generator.comparing.queries import SMALL_WORDS, WORD, query_of_initiative, stem
from generator.folding import fold_case
from generator.model.agreement import ENDED_BY_SOURCE, Agreement, Fact, Initiative, Link
from generator.model.archive import Archive
from generator.model.fields import HitElsewhere, Value, walk
from generator.model.lineage import is_linked, last_departure


def agreement_ids_are_unique(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure two snapshots are never of the same agreement."""
    counts = Counter(agreement.id for agreement in agreements)
    for agreement in agreements:
        if (count := counts[agreement.id]) > 1:
            yield agreement.place.at("id"), f"{count} files have the id {agreement.id!r}. Keep one."


def follows_exists(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure `follows` names an agreement that is here."""
    known = [agreement.id for agreement in agreements]
    for agreement in agreements:
        if agreement.follows and agreement.follows not in known:
            yield agreement.place.at("follows"), f"no agreement {agreement.follows!r}. Use {either(sorted(known))}."


def follows_is_one_chain(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure exactly one agreement comes first, each is followed by at most one, and none follows itself."""
    if len({agreement.id for agreement in agreements}) < len(agreements):
        return  # which of two is followed cannot be said
    cycles = {agreement.id: cycle for agreement in agreements if (cycle := _cycle(agreement, agreements))}
    followed = Counter(agreement.follows for agreement in agreements if agreement.id not in cycles)
    for agreement in agreements:
        place = agreement.place.at("follows")
        if agreement.id in cycles:
            yield place, f"follows goes in a circle: {' → '.join(cycles[agreement.id])}. Break it."
        elif followed[agreement.follows] > 1:
            others = ", ".join(a.id for a in agreements if a.follows == agreement.follows and a is not agreement)
            after = f"follows {agreement.follows!r}" if agreement.follows else "follows nothing"
            yield place, f"{agreement.id!r} {after}, and so does {others}. Put one after the other."


def _cycle(agreement: Agreement, agreements: Sequence[Agreement]) -> list[str]:
    """The way from an agreement back to itself along `follows`, or nothing."""
    follows = {a.id: a.follows for a in agreements}
    way = [agreement.id]
    before = agreement.follows
    while before in follows and before not in way:
        way.append(before)
        before = follows[before]
    return [*way, agreement.id] if before == agreement.id else []


CHAIN_CHECKS: tuple[Callable[[Sequence[Agreement]], Iterator[Fault]], ...] = (
    agreement_ids_are_unique,
    follows_exists,
    follows_is_one_chain,
)


def novelty_can_be_searched(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure what is called new can be searched for in the older texts, and that nothing else is."""
    for initiative in archive.agreements[position].initiatives:
        origin = initiative.origin
        if origin is None:
            continue
        terms = origin.search.terms if origin.search else ()
        if origin.outcome not in NOVELTIES and origin.search:
            message = f"{origin.outcome} says nothing of older texts that are silent. Remove search."
            yield origin.place.at("search"), message
        elif origin.outcome in NOVELTIES and not terms and query_of_initiative(initiative).is_empty:
            message = f"{initiative.id!r} has no words of its own to search for. Give search.terms or aliases."
            yield origin.place, message


def hits_are_of_other_texts(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure each hit is in the text of an agreement that is said not to have what it resembles."""
    older = [agreement.id for agreement in archive.agreements[:position]]
    for initiative in archive.agreements[position].initiatives:
        search = initiative.origin.search if initiative.origin else None
        for hit in search.hits if search else ():
            if hit.agreement not in archive.position:
                continue  # of which `hits_are_of_agreements` warns
            if hit.agreement not in older:
                yield _misplaced(hit, older)
            elif hit.initiative:
                yield hit.place.at("initiative"), f"what is in {hit.agreement!r} is not new. Link to it under from."
        for fact in initiative.facts:
            lacking = _lacking(archive, position, initiative, fact) if fact.hits else []
            for hit in fact.hits:
                if hit.agreement not in archive.position:
                    continue
                there = archive.initiatives[archive.position[hit.agreement]]
                if hit.agreement not in lacking:
                    yield _misplaced(hit, lacking)
                elif hit.initiative and hit.initiative not in there:
                    remedy = f"Leave initiative out, or use {either(there)}."
                    message = f"no initiative {hit.initiative!r} in {hit.agreement!r}. {remedy}"
                    yield hit.place.at("initiative"), message


def hits_are_of_agreements(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure each hit names an agreement that is here: what explains the words of one that is gone is of no use."""
    agreements = {value.id: value for value in values if isinstance(value, Agreement)}
    hits = (hit for agreement in agreements.values() for hit in walk(agreement) if isinstance(hit, HitElsewhere))
    for hit in hits:
        if hit.agreement not in agreements:
            message = f"no agreement {hit.agreement!r} here. Use {either(agreements)}, or remove the hit."
            yield hit.place.at("agreement"), message


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
                message = f"{terms} is no word of »{initiative.title.da}«."
                remedy = f"Search for what it is called: terms: [{words}]."
                yield departure.search.place.at("terms"), f"{message} {remedy}"


def _is_of(terms: Sequence[str], initiative: Initiative) -> bool:
    """Whether all words of a term, or the beginnings of them, stand in what the initiative is called or quoted in."""
    called = fold_case(" ".join((initiative.title.da, *initiative.aliases, *initiative.phrase)))
    stems = {stem(word) for word in _words(called)}
    return any(
        all(word in called or stem(word) in stems for word in words) for term in terms if (words := _words(term))
    )


def _words(text: str) -> list[str]:
    return WORD.findall(fold_case(text))


def _lacking(archive: Archive, position: int, initiative: Initiative, fact: Fact) -> list[str]:
    """The agreements that have the initiative and not the fact, and are compared with this one."""
    return [
        archive.agreements[other].id
        for other in archive.appearances(initiative.id)
        if other != position and all(fact.id != there.id for there in archive.initiatives[other][initiative.id].facts)
    ]


def _misplaced(hit: HitElsewhere, allowed: list[str]) -> Fault:
    advice = f"Use {either(allowed)}, or remove the hit" if allowed else "Remove the hit"
    return hit.place.at("agreement"), f"{hit.agreement!r} is not said to lack this. {advice}."


def origins_are_stated(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure every initiative says where it comes from, and those of the first agreement do not."""
    for initiative in archive.agreements[position].initiatives:
        if position == 0 and (initiative.origin or initiative.from_):
            key = "origin" if initiative.origin else "from"
            yield initiative.place.at(key), f"{initiative.id!r} is in the first agreement. Remove {key}."
        elif position and not initiative.origin and not initiative.from_:
            message = f"{initiative.id!r} has no origin. Say continued, resumed, new or first-mentioned."
            yield initiative.place, message


def origins_match_ids(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure the stated origin agrees with where the id stands in earlier agreements."""
    for initiative in archive.agreements[position].initiatives if position else ():
        earlier = [n for n in archive.appearances(initiative.id) if n < position]
        expected = _expected_origins(archive, initiative, earlier, position)
        stated = initiative.origin.outcome if initiative.origin else "no origin"
        if (initiative.origin or initiative.from_) and stated not in expected:
            place = initiative.origin.place.at("outcome") if initiative.origin else initiative.place.at("from")
            where = archive.agreements[earlier[-1]].id if earlier else "no earlier agreement"
            remedy = f"Use {either(expected)}; one that was never published may get another id."
            yield place, f"{stated}, but {initiative.id!r} is last in {where}. {remedy}"


def _expected_origins(archive: Archive, initiative: Initiative, earlier: list[int], position: int) -> list[str]:
    if earlier and earlier[-1] == position - 1:
        return ["continued"]
    if earlier:
        # Of a text that was not examined nobody knows that the initiative was away.
        left = last_departure(archive, initiative.id, position)
        is_unknown = left is not None and left[1].outcome == "not-examined"
        return ["continued", "resumed"] if is_unknown else ["resumed"]
    return ["no origin"] if initiative.from_ else ["new", "first-mentioned", "not-examined"]


def known_titles_keep_their_ids(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure what has the title of an older initiative has its id, a link to it, or a note on why it is another."""
    # For the words of each title the agreement that first has it, and the id that it has there.
    titled: dict[frozenset[str], tuple[int, str]] = {}
    for earlier, agreement in enumerate(archive.agreements):
        for initiative in agreement.initiatives:
            titled.setdefault(_words_of(initiative.title.da), (earlier, initiative.id))
    for initiative in archive.agreements[position].initiatives:
        first, known_id = titled[_words_of(initiative.title.da)]
        if first == position or archive.appearances(initiative.id)[0] < position:
            continue
        is_linked_to = known_id in (link.id for link in initiative.from_)
        has_note = initiative.origin is not None and initiative.origin.note is not None
        if not (is_linked_to or has_note or known_id in archive.initiatives[position]):
            message = f"»{initiative.title.da}« is the title of {known_id!r} in {archive.agreements[first].id}."
            remedy = "Use that id if this one was never published, link to it under from, or say in origin.note why"
            yield initiative.place.at("id"), f"{message} {remedy} it is another."


@lru_cache(maxsize=2**14)  # asked again at each agreement
def _words_of(title: str) -> frozenset[str]:
    """The stems of the words of a title, or of one that says nothing, the title itself."""
    folded = fold_case(title)
    words = frozenset(stem(word) for word in WORD.findall(folded) if word not in SMALL_WORDS)
    return words or frozenset({folded})


def links_hold(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure typed links name an earlier initiative and mean what their word means."""
    present = archive.initiatives[position]
    sharing = Counter((link.id, link.relation) for i in present.values() for link in i.from_)
    for initiative in present.values():
        first: dict[str, object] = {}
        merged = sum(link.relation == "merged" for link in initiative.from_)
        for link in initiative.from_:
            place = link.place.at("id")
            if link.id == initiative.id:
                yield place, f"{link.id!r} is linked to itself. Remove the link."
            elif link is not first.setdefault(link.id, link):
                yield place, f"{link.id!r} is linked twice. Remove one of the links."
            elif not any(n < position for n in archive.appearances(link.id)):
                yield place, f"no earlier initiative {link.id!r}. Name one of an earlier agreement."
            elif message := _misused(link, link.id in present, sharing[link.id, link.relation], merged):
                yield place, message


def _misused(link: Link, is_present: bool, parts: int, merged: int) -> str | None:
    """What is wrong with the word of a link: *parts* initiatives have it to one, and this one *merged* so many."""
    match link.relation:
        case "spun-off":
            return None if is_present else f"spun-off, but {link.id!r} is not in this agreement. Use absorbed or split."
        case "split" | "merged" | "absorbed" if is_present:
            return f"{link.relation}, but {link.id!r} is still here. Use spun-off, or remove the link."
        case "split":
            return f"{link.id!r} is split into one. Use absorbed, or link the other part." if parts == 1 else None
        case "merged":
            return "merged from one. Use absorbed, or link the other." if merged == 1 else None
        case "absorbed":
            return None
        case _:
            assert_never(link.relation)


def everything_is_accounted_for(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure every initiative of the agreement before is here, is linked to, or is under not_continued."""
    if not position:
        return
    agreement = archive.agreements[position]
    departed = {departure.id for departure in agreement.not_continued}
    for initiative in archive.agreements[position - 1].initiatives:
        if initiative.id not in departed and not _back(archive, initiative.id, position):
            place = agreement.place.at("not_continued")
            remedy = "Give what became of it that id, link to it under from, or list it under not_continued."
            yield place, f"{initiative.id!r} of {agreement.follows!r} is unaccounted for. {remedy}"


def departures_have_left(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure not_continued lists only what is gone: from the agreement before, or by a text that says how it ended."""
    agreement = archive.agreements[position]
    before = archive.initiatives[position - 1] if position else {}
    for departure in agreement.not_continued:
        place = departure.place.at("id")
        left = last_departure(archive, departure.id, position)
        is_silence_known = left is not None and left[1].outcome not in ENDED_BY_SOURCE
        is_present = departure.id in before or (left is not None and left[1].outcome == "not-examined")
        if left and is_silence_known and not is_present and departure.outcome not in ENDED_BY_SOURCE:
            where = archive.agreements[left[0]].id
            message = f"{departure.id!r} left in {where!r}, and that its silence goes on is known without this"
            moved = f"Let its terms stand in {where!r} and its hits under still_not_mentioned here"
            yield place, f"{message}. {moved}, or say {either(sorted(ENDED_BY_SOURCE))} with the words that do."
        elif not is_present and not is_silence_known:
            yield place, f"{departure.id!r} is not in the agreement before. Remove it, or mend the id."
        elif back := _back(archive, departure.id, position):
            yield place, f"{departure.id!r} is also {back}. Keep it in one of the two."


def _back(archive: Archive, initiative_id: str, position: int) -> str:
    """Where else in the agreement an initiative stands that it is said not to have, if anywhere."""
    if initiative_id in archive.initiatives[position]:
        return "under initiatives"
    return "linked by from" if is_linked(archive, initiative_id, position) else ""


def silence_is_kept_up(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure what left without a word is searched for again in each later agreement until it comes back."""
    agreement = archive.agreements[position]
    asleep = archive.asleep[position]
    listed = {silent.id: silent for silent in agreement.still_not_mentioned}
    for initiative_id in asleep:
        accounted = {*listed, *archive.departures[position]}
        if initiative_id not in accounted and not _back(archive, initiative_id, position):
            place = agreement.place.at("still_not_mentioned")
            yield place, f"{initiative_id!r} left earlier. List it under still_not_mentioned, or as resumed."
    for initiative_id, silent in listed.items():
        if initiative_id not in asleep:
            yield silent.place.at("id"), f"{initiative_id!r} did not leave in silence earlier. Remove it."
        elif back := _back(archive, initiative_id, position):
            yield silent.place.at("id"), f"{initiative_id!r} is also {back}. Keep it in one of the two."


LINEAGE_CHECKS: tuple[Callable[[Archive, int], Iterator[Fault]], ...] = (
    origins_are_stated,
    origins_match_ids,
    known_titles_keep_their_ids,
    links_hold,
    everything_is_accounted_for,
    departures_have_left,
    silence_is_kept_up,
    novelty_can_be_searched,
    hits_are_of_other_texts,
)
ABSENCE_WARNINGS: tuple[ValuesCheck, ...] = (hits_are_of_agreements, terms_are_of_what_left)
