"""Rules that one snapshot keeps, whatever the others say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import assert_never, get_args

from generator.checks.fault import Fault, either, repeated
from generator.checks.numbers import number_stands_in_phrase
from generator.folding import fold_case
from generator.model.agreement import (
    ENDED_BY_SOURCE,
    Agreement,
    AmountFact,
    DeadlineFact,
    Departure,
    Fact,
    Link,
    Origin,
    TextFact,
    Years,
    named_parties,
)
from generator.model.beside import Register
from generator.model.fields import AgreementKind, Evidence, Value, walk
from generator.model.values import PartialDate

MAX_PHRASE_WORDS = 12


def file_named_after_id(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a snapshot's file is named after its id, so that it can be found."""
    name = agreement.place.file.rpartition("/")[2]
    if name != f"{agreement.id}.yaml":
        yield agreement.place.at("id"), f"id {agreement.id!r} in {name}. Name the file {agreement.id}.yaml."


def kind_is_of_the_title(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an agreement that its title calls one kind of thing is not called another."""
    called = [kind for kind in get_args(AgreementKind) if kind in fold_case(agreement.title.da)]
    if called and agreement.kind not in called:
        message = f"the title says {either(called)}."
        yield agreement.place.at("kind"), f"{message} Write kind: {called[0]}, or mend the title."


def ids_are_unique(agreement: Agreement, register: Register) -> Iterator[Fault]:
    """Ensure no id is given twice where ids are looked up, and no fact two ids."""
    lists: list[tuple[str, Sequence[Value], str]] = [
        ("initiative", agreement.initiatives, "id"),
        ("source", agreement.sources, "id"),
        ("context note", agreement.context, "id"),
        ("count", agreement.counts, "id"),
        ("focus area", agreement.focus_areas, "id"),
        ("party", agreement.parties, "party"),
        ("departure", (*agreement.not_continued, *agreement.still_not_mentioned), "id"),
        *(("fact", initiative.facts, "id") for initiative in agreement.initiatives),
        ("party", register.parties, "id"),
        ("theme", register.themes, "id"),
    ]
    for kind, values, key in lists:
        for item_id, place, line in repeated((getattr(value, key), value.place.at(key)) for value in values):
            yield place, f"the {kind} {item_id!r} is already on line {line}. Give each its own id."
    for initiative in agreement.initiatives:
        statements = (
            (_words_of(fact), fact.place.at("id")) for fact in initiative.facts if not isinstance(fact, TextFact)
        )
        for _, place, line in repeated(statements):
            yield place, f"the same fact stands under another id on line {line}. Keep one of them."


def _words_of(fact: Fact) -> str:
    """What a fact says, whatever we call it."""
    return fact.model_dump_json(exclude={"id", "label", "note", "gloss", "hits", "left_out"})


def sources_are_listed(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure every claim points to a source that the snapshot lists."""
    listed = {source.id: None for source in agreement.sources}
    for value in walk(agreement):
        if isinstance(value, Agreement | Evidence | Origin | Link | Departure) and not (
            value.source is None or value.source in listed
        ):
            if value.place.keys and "source" not in value.place.keys:
                continue  # it was named above, where it is told of
            remedy = f"Use {either(listed)}, or list it under sources."
            yield value.place.at("source"), f"no source {value.source!r} here. {remedy}"


def source_and_phrase_go_together(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a source is never given without the words that stand in it, nor the words without their source."""
    for value in walk(agreement):
        if isinstance(value, Origin | Link | Departure) and (value.source is None) != (value.phrase is None):
            missing = "source" if value.source is None else "phrase"
            yield value.place, f"{missing!r} is missing beside the other. Give both, or neither."


def phrases_are_short(agreement: Value, _: Register) -> Iterator[Fault]:
    """Ensure a phrase is an anchor, not a copy: at most 12 words."""
    for value in walk(agreement):
        phrases = getattr(value, "phrase", None) or ()
        for phrase in (phrases,) if isinstance(phrases, str) else phrases:
            words = len(phrase.split())
            if words > MAX_PHRASE_WORDS:
                message = f"the phrase has {words} words. Keep at most {MAX_PHRASE_WORDS} that hold the fact."
                yield value.place.at("phrase"), message


def themes_are_known(agreement: Agreement, register: Register) -> Iterator[Fault]:
    """Ensure every theme is in the register."""
    known = {theme.id: None for theme in register.themes}
    for initiative in agreement.initiatives:
        if initiative.theme not in known:
            yield initiative.place.at("theme"), f"no theme {initiative.theme!r}. Use {either(known)}."


def focus_areas_are_listed(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an initiative stands in a focus area that its agreement has."""
    listed = {area.id: None for area in agreement.focus_areas}
    for initiative in agreement.initiatives:
        area = initiative.focus_area
        if area is not None and area not in listed:
            remedy = f"Use {either(listed)}, or list it under focus_areas." if listed else "List it under focus_areas."
            yield initiative.place.at("focus_area"), f"no focus area {area!r} here. {remedy}"


def complete_lists_what_it_counts(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no more are listed than the agreement counts, and in a list that is complete no fewer."""
    for count in agreement.counts:
        place, listed, counted = count.place.at("listed"), count.listed, count.count
        if listed > counted:
            yield place, f"{listed} are listed, and the agreement counts {counted}. Mend listed or count."
        elif agreement.coverage.complete and count.of is None and listed < counted:
            message = f"{listed} of {counted} are listed, so the list is not complete."
            yield place, f"{message} List the rest, or say complete: false under coverage."


def parties_are_known(agreement: Agreement, register: Register) -> Iterator[Fault]:
    """Ensure every party and payer is in the register."""
    known = {party.id: None for party in register.parties}
    named = [(party.place.at("party"), party.party) for party in agreement.parties]
    named += [(fact.place.at(key), party) for fact in _facts(agreement) for key, party in named_parties(fact)]
    for place, party in named:
        if party not in known:
            remedy = "Whoever else does something is named in a fact of its own, by label and phrase alone."
            yield place, f"no party {party!r}. Use {either(known)}. {remedy}"


def dates_in_order(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no period ends before it begins."""
    period = agreement.effective
    if period and period.to and period.to.latest < period.from_.earliest:
        yield period.place.at("to"), f"effective.to {period.to} is before effective.from {period.from_}. Swap them."
    for fact in _facts(agreement):
        match fact:
            case AmountFact(years=Years(from_=first, to=int(last)) as years) if last < first:
                yield years.place.at("to"), f"years.to {last} is before years.from {first}. Swap them."
            case DeadlineFact(starts=PartialDate() as starts, date=date) if date.latest < starts.earliest:
                yield fact.place.at("starts"), f"starts {starts} is after date {date}. Swap them."


def before_differs(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an amount that says what it was before has really changed."""
    for fact in _facts(agreement):
        if isinstance(fact, AmountFact) and fact.before == fact.amount:
            yield fact.place.at("before"), "before equals amount. Remove before, or mend one of them."


def parts_belong_to_a_whole(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure an of-which amount names one of the same initiative, basis and years, and is not more than it."""
    for initiative in agreement.initiatives:
        amounts = {fact.id: fact for fact in initiative.facts if isinstance(fact, AmountFact)}
        parts: defaultdict[str | None, Decimal] = defaultdict(Decimal)
        for fact in amounts.values():
            parts[fact.of_which] += Decimal(0) if fact.amount.is_about else fact.amount.low or Decimal(0)
        for part in amounts.values():
            if part.of_which is None:
                continue
            whole = amounts.get(part.of_which)
            place = part.place.at("of_which")
            if whole is None or whole is part:
                yield place, f"no other amount {part.of_which!r} in this initiative. Name the amount it is part of."
            elif whole.basis != part.basis:
                yield place, f"{part.basis} cannot be part of {whole.basis}. Mend basis, or remove of_which."
            elif whole.years and part.years and not _is_within(part.years, whole.years):
                yield place, f"{whole.id!r} is of other years. Name the amount that these are part of, or mend years."
            elif whole.amount.high is not None and not whole.amount.is_about and parts[whole.id] > whole.amount.high:
                yield place, f"the parts of {whole.id!r} come to more than the whole. Mend an amount."


def _is_within(part: Years, whole: Years) -> bool:
    ends_in_time = whole.to is None or (part.to is not None and part.to <= whole.to)
    return whole.from_ <= part.from_ and ends_in_time


def transfers_stay_inside(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure money is moved between initiatives that the snapshot has."""
    known = {initiative.id for initiative in agreement.initiatives}
    for transfer in (fact.transfer for fact in _facts(agreement) if isinstance(fact, AmountFact) and fact.transfer):
        for key, end in (("from", transfer.from_), *(("to", end) for end in transfer.to)):
            if end not in known:
                yield transfer.place.at(key), f"no initiative {end!r} in this snapshot. Name one that is."


def arguable_claims_have_a_note(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a judgement that a careful reader could dispute says why it was made, and is not called certain."""
    for value in walk(agreement):
        if not isinstance(value, Origin | Link | Departure):
            continue
        note = value.note.da if value.note else ""
        if value.certainty == "arguable" and not any(map(str.isalpha, note)):
            yield value.place.at("certainty"), "arguable without a note. Say in a note what speaks for and against."
        if value.certainty == "certain" and (doubt := _DOUBT.search(note)):
            message = f"certain, and the note says »{doubt[0]}«."
            remedy = "Write certainty: arguable, or say in the note what makes it certain."
            yield value.place.at("note"), f"{message} {remedy}"


# By these a note of ours doubts what it is about; »ingen tvivl« does not.
_DOUBT = re.compile(
    r"(?<!\w)(?:måske|formentlig|formodentlig|muligvis|muligt|antagelig\w*|sandsynlig\w*|uklar\w*|uvis\w*|usikker\w*"
    r"|(?<!ingen )(?<!uden )tvivl(?!fri)\w*|ikke sikkert|tyder på|ser ud til|(?:kan|kunne) (?:også )?være"
    r"|vi (?:antager|formoder|gætter|tror))(?!\w)",
    re.IGNORECASE,
)


def outcomes_have_evidence(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure no outcome is claimed without what it needs."""
    for value in walk(agreement):
        if isinstance(value, Departure):
            yield from _departure_faults(value)
        if isinstance(value, Origin):
            yield from _origin_faults(value)
        if isinstance(value, Origin | Link) and value.basis == "explicit" and value.phrase is None:
            yield value.place.at("basis"), "explicit without a phrase. Quote where the text says so."


def _departure_faults(departure: Departure) -> Iterator[Fault]:
    outcome = departure.outcome
    if outcome in ENDED_BY_SOURCE and departure.phrase is None:
        yield departure.place, f"{outcome} without a phrase. Quote the source that says so, or use not-mentioned."
    if outcome == "not-mentioned" and departure.search is None:
        yield departure.place, "not-mentioned without search.terms. List the terms that were looked for."
    if outcome != "not-mentioned" and departure.search:
        yield departure.place.at("search"), f"a search says nothing about {outcome}. Remove search."


def _origin_faults(origin: Origin) -> Iterator[Fault]:
    match origin.outcome:
        case "first-mentioned" if origin.phrase is None:
            yield origin.place, "first-mentioned without a phrase. Quote where the text says it is under way."
        case "continued" | "resumed" if origin.basis is None:
            yield origin.place, f"{origin.outcome} without basis. Use explicit, same-name or same-subject."
        case "first-mentioned" | "continued" | "resumed" | "new" | "not-examined":
            pass
        case _:
            assert_never(origin.outcome)


def _facts(agreement: Agreement) -> Iterator[Fact]:
    for initiative in agreement.initiatives:
        yield from initiative.facts


AgreementCheck = Callable[[Agreement, Register], Iterator[Fault]]
AGREEMENT_CHECKS: tuple[AgreementCheck, ...] = (
    file_named_after_id,
    kind_is_of_the_title,
    ids_are_unique,
    sources_are_listed,
    source_and_phrase_go_together,
    phrases_are_short,
    themes_are_known,
    focus_areas_are_listed,
    complete_lists_what_it_counts,
    parties_are_known,
    dates_in_order,
    before_differs,
    parts_belong_to_a_whole,
    transfers_stay_inside,
    arguable_claims_have_a_note,
    outcomes_have_evidence,
    number_stands_in_phrase,
)
