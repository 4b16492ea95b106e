"""The rules that snapshots keep. Each check is one rule, named as its function with hyphens.

`AGREEMENT_CHECKS` look at one snapshot, `CHAIN_CHECKS` at how they follow one another, and
`LINEAGE_CHECKS` at what became of each initiative; the last need a sound chain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.archive import Archive
from generator.lineage import ENDED_BY_SOURCE, dormant, is_linked
from generator.model import (
    Agreement,
    AmountFact,
    DeadlineFact,
    Departure,
    Evidence,
    Initiative,
    Link,
    Origin,
    PartyFact,
    Register,
)
from generator.place import Place, Problem
from generator.walk import walk

MAX_PHRASE_WORDS = 12

Fault = tuple[Place, str]


def check(
    agreements: Sequence[Agreement], register: Register, *, lineage: bool = True
) -> tuple[Problem, ...]:
    """Run every check that can be run and return all problems, sorted.

    With *lineage* false, those on what became of each initiative are left out: a snapshot has holes.
    """
    found = [
        Problem.at(place, rule_id(rule), message)
        for rule in AGREEMENT_CHECKS
        for agreement in agreements
        for place, message in rule(agreement, register)
    ]
    broken_chain = [
        Problem.at(place, rule_id(rule), message)
        for rule in CHAIN_CHECKS
        for place, message in rule(agreements)
    ]
    if lineage and agreements and not broken_chain:
        archive = Archive.in_order(agreements, register)
        found += [
            Problem.at(place, rule_id(rule), message)
            for rule in LINEAGE_CHECKS
            for position in range(len(archive.agreements))
            for place, message in rule(archive, position)
        ]
    return tuple(sorted(set(found + broken_chain)))


def rule_id(rule: Callable[..., object]) -> str:
    return rule.__name__.replace("_", "-")


# One snapshot at a time


def file_named_after_id(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a snapshot's file is named after its id, so that it can be found."""
    name = agreement.place.file.rpartition("/")[2]
    if name != f"{agreement.id}.yaml":
        yield agreement.place.at("id"), f"id {agreement.id!r} in {name}. Name the file {agreement.id}.yaml."


def ids_are_unique(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no id is given twice where ids are looked up."""
    for what, items in _namespaces(agreement):
        first: dict[str, Place] = {}
        for item_id, place in items:
            if item_id in first:
                yield (
                    place,
                    f"the {what} {item_id!r} is already on line {first[item_id].line}. Give each its own id.",
                )
            first.setdefault(item_id, place)


def _namespaces(agreement: Agreement) -> Iterator[tuple[str, list[tuple[str, Place]]]]:
    yield "initiative", [(i.id, i.place.at("id")) for i in agreement.initiatives]
    yield "source", [(s.id, s.place.at("id")) for s in agreement.sources]
    yield "context note", [(c.id, c.place.at("id")) for c in agreement.context]
    yield "count", [(c.id, c.place.at("id")) for c in agreement.counts]
    yield "party", [(p.party, p.place.at("party")) for p in agreement.parties]
    gone = (*agreement.not_continued, *agreement.still_not_mentioned)
    yield "departure", [(d.id, d.place.at("id")) for d in gone]
    for initiative in agreement.initiatives:
        yield "fact", [(fact.id, fact.place.at("id")) for fact in initiative.facts]


def sources_are_listed(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure every claim points to a source that the snapshot lists."""
    listed = [source.id for source in agreement.sources]
    for value in walk(agreement):
        if isinstance(value, Evidence | Origin | Link | Departure) and value.source not in (None, *listed):
            yield (
                value.place.at("source"),
                f"no source {value.source!r} here. Use {_either(listed)}, or list it under sources.",
            )


def source_and_phrase_go_together(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a source is never given without the words that stand in it, nor the words without their source."""
    for value in walk(agreement):
        if isinstance(value, Origin | Link | Departure) and (value.source is None) != (value.phrase is None):
            missing = "source" if value.source is None else "phrase"
            yield value.place, f"{missing!r} is missing beside the other. Give both, or neither."


def phrases_are_short(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a phrase is an anchor, not a copy: at most 12 words."""
    for value in walk(agreement):
        phrases = getattr(value, "phrase", None) or ()
        for phrase in (phrases,) if isinstance(phrases, str) else phrases:
            words = len(phrase.split())
            if words > MAX_PHRASE_WORDS:
                place = value.place.at("phrase")
                yield (
                    place,
                    f"the phrase has {words} words. Keep at most {MAX_PHRASE_WORDS} that hold the fact.",
                )


def themes_are_known(agreement: Agreement, register: Register) -> Iterator[Fault]:
    """Ensure every theme is in the register."""
    known = [theme.id for theme in register.themes]
    for initiative in agreement.initiatives:
        if initiative.theme not in known:
            yield initiative.place.at("theme"), f"no theme {initiative.theme!r}. Use {_either(known)}."


def parties_are_known(agreement: Agreement, register: Register) -> Iterator[Fault]:
    """Ensure every party and payer is in the register."""
    known = [party.id for party in register.parties]
    for place, party in _named_parties(agreement):
        if party not in known:
            yield place, f"no party {party!r}. Use {_either(known)}."


def _named_parties(agreement: Agreement) -> Iterator[tuple[Place, str]]:
    for value in agreement.parties:
        yield value.place.at("party"), value.party
    for value in walk(agreement):
        match value:
            case AmountFact():
                yield from ((value.place.at("payer"), party) for party in value.payer)
                yield from ((value.place.at("recipient"), party) for party in value.recipient)
            case PartyFact():
                yield from ((value.place.at("party"), party) for party in value.party)


def dates_in_order(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no period ends before it begins."""
    period = agreement.effective
    if period and period.to and period.to.latest < period.from_.earliest:
        yield (
            period.place.at("to"),
            f"effective.to {period.to} is before effective.from {period.from_}. Swap them.",
        )
    for fact in _facts(agreement):
        match fact:
            case AmountFact(years=years) if years and years.to is not None and years.to < years.from_:
                yield (
                    years.place.at("to"),
                    f"years.to {years.to} is before years.from {years.from_}. Swap them.",
                )
            case DeadlineFact(starts=starts, date=date) if starts and date.latest < starts.earliest:
                yield fact.place.at("starts"), f"starts {starts} is after date {date}. Swap them."


def before_differs(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an amount that says what it was before has really changed."""
    for fact in _facts(agreement):
        if isinstance(fact, AmountFact) and fact.before == fact.amount:
            yield fact.place.at("before"), "before equals amount. Remove before, or mend one of them."


def parts_belong_to_a_whole(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an of-which amount names an amount of the same initiative and basis, and is not more than it."""
    for initiative in agreement.initiatives:
        amounts = {fact.id: fact for fact in initiative.facts if isinstance(fact, AmountFact)}
        for part in amounts.values():
            if part.of_which is None:
                continue
            whole = amounts.get(part.of_which)
            place = part.place.at("of_which")
            if whole is None or whole is part:
                yield (
                    place,
                    f"no other amount {part.of_which!r} in this initiative. Name the amount it is part of.",
                )
            elif whole.basis != part.basis:
                yield place, f"{part.basis} cannot be part of {whole.basis}. Mend basis, or remove of_which."
            elif sum(p.amount for p in amounts.values() if p.of_which == whole.id) > whole.amount:
                yield place, f"the parts of {whole.id!r} come to more than the whole. Mend an amount."


def transfers_stay_inside(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure money is moved between initiatives that the snapshot has."""
    known = {initiative.id for initiative in agreement.initiatives}
    for fact in _facts(agreement):
        if isinstance(fact, AmountFact) and fact.transfer:
            for key, ends in (("from", (fact.transfer.from_,)), ("to", fact.transfer.to)):
                for end in ends:
                    if end not in known:
                        yield (
                            fact.transfer.place.at(key),
                            f"no initiative {end!r} in this snapshot. Name one that is.",
                        )


def arguable_claims_have_a_note(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a judgement that a careful reader could dispute says why it was made."""
    for value in walk(agreement):
        if isinstance(value, Origin | Departure) and value.certainty == "arguable" and value.note is None:
            yield (
                value.place.at("certainty"),
                "arguable without a note. Say in a note what speaks for and against.",
            )


def outcomes_have_evidence(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no outcome is claimed without what it needs."""
    for value in walk(agreement):
        match value:
            case Departure(outcome="not-mentioned", search=None):
                yield value.place, "not-mentioned without search.terms. List the terms that were looked for."
            case Departure(outcome=outcome, phrase=None) if outcome in ENDED_BY_SOURCE:
                yield (
                    value.place,
                    f"{outcome} without a phrase. Quote the source that says so, or use not-mentioned.",
                )
            case Departure(outcome=outcome, search=search) if outcome != "not-mentioned" and search:
                yield value.place.at("search"), f"a search says nothing about {outcome}. Remove search."
            case Origin(outcome="first-mentioned", phrase=None):
                yield (
                    value.place,
                    "first-mentioned without a phrase. Quote where the text says it is under way.",
                )
            case Origin(basis="explicit", phrase=None) | Link(basis="explicit", phrase=None):
                yield value.place.at("basis"), "explicit without a phrase. Quote where the text says so."
            case Origin(outcome="continued" | "resumed", basis=None):
                yield value.place, f"{value.outcome} without basis. Use explicit, same-name or same-subject."


# How the snapshots follow one another


def agreement_ids_are_unique(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure two snapshots are never of the same agreement."""
    for agreement_id, count in Counter(a.id for a in agreements).items():
        if count > 1:
            for agreement in agreements:
                if agreement.id == agreement_id:
                    yield agreement.place.at("id"), f"{count} files have the id {agreement_id!r}. Keep one."


def follows_exists(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure `follows` names an agreement that is here."""
    known = [agreement.id for agreement in agreements]
    for agreement in agreements:
        if agreement.follows and agreement.follows not in known:
            yield (
                agreement.place.at("follows"),
                f"no agreement {agreement.follows!r}. Use {_either(sorted(known))}.",
            )


def follows_is_one_chain(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure exactly one agreement comes first, each is followed by at most one, and none follows itself."""
    followed = Counter(agreement.follows for agreement in agreements)
    for agreement in agreements:
        place = agreement.place.at("follows")
        if followed[agreement.follows] > 1:
            others = ", ".join(
                a.id for a in agreements if a.follows == agreement.follows and a is not agreement
            )
            after = f"follows {agreement.follows!r}" if agreement.follows else "follows nothing"
            yield place, f"{agreement.id!r} {after}, and so does {others}. Put one after the other."
        elif cycle := _cycle(agreement, agreements):
            yield place, f"follows goes in a circle: {' → '.join(cycle)}. Break it."


def _cycle(agreement: Agreement, agreements: Sequence[Agreement]) -> list[str]:
    """The way from an agreement back to itself along `follows`, or nothing."""
    follows = {a.id: a.follows for a in agreements}
    way = [agreement.id]
    before = agreement.follows
    while before in follows and before not in way:
        way.append(before)
        before = follows[before]
    return [*way, agreement.id] if before == agreement.id else []


# What became of each initiative


def origins_are_stated(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure every initiative says where it comes from, and those of the first agreement do not."""
    for initiative in archive.agreements[position].initiatives:
        if position == 0 and (initiative.origin or initiative.from_):
            key = "origin" if initiative.origin else "from"
            yield initiative.place.at(key), f"{initiative.id!r} is in the first agreement. Remove {key}."
        elif position and not initiative.origin and not initiative.from_:
            yield (
                initiative.place,
                f"{initiative.id!r} has no origin. Say continued, resumed, new or first-mentioned.",
            )


def origins_match_ids(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure the stated origin agrees with where the id stands in earlier agreements."""
    for initiative in archive.agreements[position].initiatives if position else ():
        earlier = [n for n in archive.appearances(initiative.id) if n < position]
        expected = _expected_origins(initiative, earlier, position)
        stated = initiative.origin.outcome if initiative.origin else "no origin"
        if (initiative.origin or initiative.from_) and stated not in expected:
            place = (
                initiative.origin.place.at("outcome") if initiative.origin else initiative.place.at("from")
            )
            where = archive.agreements[earlier[-1]].id if earlier else "no earlier agreement"
            yield (
                place,
                f"{stated}, but {initiative.id!r} is last in {where}. Use {_either(expected)}, or another id.",
            )


def _expected_origins(initiative: Initiative, earlier: list[int], position: int) -> list[str]:
    if earlier:
        return ["continued"] if earlier[-1] == position - 1 else ["resumed"]
    return ["no origin"] if initiative.from_ else ["new", "first-mentioned", "not-examined"]


def links_hold(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure typed links name an earlier initiative and mean what their word means."""
    here = archive.initiatives[position]
    sharing = Counter((link.id, link.relation) for i in here.values() for link in i.from_)
    for initiative in here.values():
        for link in initiative.from_:
            place = link.place.at("id")
            if not any(n < position for n in archive.appearances(link.id)):
                yield place, f"no earlier initiative {link.id!r}. Name one of an earlier agreement."
            elif link.relation == "spun-off" and link.id not in here:
                yield place, f"spun-off, but {link.id!r} is not in this agreement. Use absorbed or split."
            elif link.relation != "spun-off" and link.id in here:
                yield (
                    place,
                    f"{link.relation}, but {link.id!r} is still here. Use spun-off, or remove the link.",
                )
            elif link.relation == "split" and sharing[link.id, "split"] == 1:
                yield place, f"{link.id!r} is split into one. Use absorbed, or link the other part."
            elif (
                link.relation == "merged"
                and sum(other.relation == "merged" for other in initiative.from_) == 1
            ):
                yield place, "merged from one. Use absorbed, or link the other."


def everything_is_accounted_for(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure every initiative of the agreement before is here, is linked to, or is under not_continued."""
    if not position:
        return
    agreement = archive.agreements[position]
    departed = {departure.id for departure in agreement.not_continued}
    for initiative in archive.agreements[position - 1].initiatives:
        gone = initiative.id not in archive.initiatives[position]
        if gone and initiative.id not in departed and not is_linked(archive, initiative.id, position):
            place = agreement.place.at("not_continued")
            yield (
                place,
                f"{initiative.id!r} of {agreement.follows!r} is unaccounted for. List it under not_continued.",
            )


def departures_have_left(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure not_continued lists only initiatives of the agreement before that are gone."""
    agreement = archive.agreements[position]
    before = archive.initiatives[position - 1] if position else {}
    for departure in agreement.not_continued:
        place = departure.place.at("id")
        if departure.id not in before:
            yield place, f"{departure.id!r} is not in the agreement before. Remove it, or mend the id."
        elif departure.id in archive.initiatives[position]:
            yield place, f"{departure.id!r} is also under initiatives. Keep it in one of the two."
        elif is_linked(archive, departure.id, position):
            yield place, f"{departure.id!r} is also linked by from. Keep it in one of the two."


def silence_is_kept_up(archive: Archive, position: int) -> Iterator[Fault]:
    """Ensure what left without a word is searched for again in each later agreement until it comes back."""
    agreement = archive.agreements[position]
    asleep = dormant(archive, position)
    listed = {silent.id: silent for silent in agreement.still_not_mentioned}
    for initiative_id in asleep:
        back = initiative_id in archive.initiatives[position] or is_linked(archive, initiative_id, position)
        if not back and initiative_id not in listed:
            place = agreement.place.at("still_not_mentioned")
            yield place, f"{initiative_id!r} left earlier. List it under still_not_mentioned, or as resumed."
    for initiative_id, silent in listed.items():
        if initiative_id not in asleep:
            yield silent.place.at("id"), f"{initiative_id!r} did not leave in silence earlier. Remove it."
        elif initiative_id in archive.initiatives[position]:
            yield (
                silent.place.at("id"),
                f"{initiative_id!r} is also under initiatives. Keep it in one of the two.",
            )


def _facts(agreement: Agreement) -> Iterator[object]:
    for initiative in agreement.initiatives:
        yield from initiative.facts


def _either(options: Iterable[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last


AGREEMENT_CHECKS: tuple[Callable[[Agreement, Register], Iterator[Fault]], ...] = (
    file_named_after_id,
    ids_are_unique,
    sources_are_listed,
    source_and_phrase_go_together,
    phrases_are_short,
    themes_are_known,
    parties_are_known,
    dates_in_order,
    before_differs,
    parts_belong_to_a_whole,
    transfers_stay_inside,
    arguable_claims_have_a_note,
    outcomes_have_evidence,
)
CHAIN_CHECKS: tuple[Callable[[Sequence[Agreement]], Iterator[Fault]], ...] = (
    agreement_ids_are_unique,
    follows_exists,
    follows_is_one_chain,
)
LINEAGE_CHECKS: tuple[Callable[[Archive, int], Iterator[Fault]], ...] = (
    origins_are_stated,
    origins_match_ids,
    links_hold,
    everything_is_accounted_for,
    departures_have_left,
    silence_is_kept_up,
)
