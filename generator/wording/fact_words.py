"""Facts, and differences between them, in Danish words."""

from __future__ import annotations

from collections.abc import Mapping

from generator.comparing.facets import Facet
from generator.model.facts import (
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
    Years,
)
from generator.model.values import format_kroner
from generator.wording.danish import date_words, format_number_of, joined, period_words, sentence
from generator.wording.labels import COMMITMENTS, KINDS, PRESENCES

FACT_KINDS = {
    "amount": "Beløb",
    "deadline": "Frist",
    "target": "Måltal",
    "count": "Antal",
    "scope": "Indhold",
    "party": "Parter",
    "title": "Navn",
    "kind": "Art",
    "presence": "Omtale",
    "commitment": "Forpligtelse",
}
MODES = {"edited": "Ændret", "added": "Nyt i teksten", "not-repeated": "Ikke gentaget"}
OTHER_MENTION = "Omtalt på en anden måde"  # for how a text speaks of a thing, which changes nothing about it
AMOUNT_BASES = {"per-year": "om året", "total": "i alt"}
BOUNDS = {
    "by": "senest {}",
    "during": "i løbet af {}",
    "towards": "frem mod {}",
    "towards-end": "frem mod udgangen af {}",
    "at-end": "ved udgangen af {}",
    "until": "til og med {}",
    "from": "fra {}",
}
BOUND_MEANINGS = {bound: words.format("…") for bound, words in BOUNDS.items()}
ROLES = {
    "agrees": "aftaler det",
    "pays": "betaler",
    "contributes": "bidrager",
    "receives": "får det",
    "delivers": "leverer det",
}


def years_words(years: Years | None) -> str:
    """Say which years an amount covers; an absent period is said to be absent, never guessed."""
    if years is None:
        return "år ikke oplyst"
    if years.to is None:
        return f"fra {years.from_} og frem"
    return str(years.from_) if years.from_ == years.to else f"{years.from_}–{years.to}"


def fact_words(fact: Fact, names: Mapping[str, str]) -> str:
    """The value of a fact in a few words; its label says what it is about. *names* are the parties' titles."""
    match fact:
        case AmountFact():
            before = f"{format_kroner(fact.before)} → " if fact.before is not None else ""
            return (
                f"{before}{format_kroner(fact.amount)} {AMOUNT_BASES[fact.basis]} ({years_words(fact.years)})"
            )
        case DeadlineFact():
            if fact.starts and fact.bound == "until":
                return period_words(fact.starts, fact.date)
            start = f"{date_words(fact.starts)} og " if fact.starts else ""
            return BOUNDS[fact.bound].format(f"{start}{date_words(fact.date)}")
        case TargetFact():
            parts = [str(fact.value)]
            if fact.by:
                parts.append(f"i {date_words(fact.by)}")
            if fact.over:
                parts.append(f"over {fact.over}")
            if fact.baseline:
                parts.append(f"(fra {fact.baseline})")
            return " ".join(parts)
        case CountFact():
            return f"{format_number_of(fact.count)} {fact.unit.da}"
        case ScopeFact():
            return fact.label.da
        case PartyFact():
            return sentence(joined([names[party] for party in fact.party]))


def mode_words(facet: Facet) -> str:
    """What happened to the thing that a facet is about."""
    return OTHER_MENTION if facet.kind == "presence" else MODES[facet.mode]


def fact_heading(fact: Fact) -> str:
    """What sort of fact it is, as a heading over several."""
    if isinstance(fact, DeadlineFact) and fact.starts and fact.bound == "until":
        return "Periode"
    if isinstance(fact, ScopeFact) and fact.group:
        return fact.group.da
    return FACT_KINDS[fact.kind]


def facet_heading(facet: Facet) -> str:
    """What sort of thing a facet is about."""
    fact = facet.new or facet.old
    return FACT_KINDS[facet.kind] if fact is None or isinstance(fact, str) else fact_heading(fact)


def facet_words(facet: Facet, names: Mapping[str, str]) -> tuple[str, str | None, str | None]:
    """What a facet is about, beyond its kind, and its words before and after; None where a side has none."""
    if isinstance(facet.old, str) and isinstance(facet.new, str):
        table = {"kind": KINDS, "presence": PRESENCES, "commitment": COMMITMENTS}.get(facet.kind, {})
        return "", table.get(facet.old, facet.old), table.get(facet.new, facet.new)
    sides = [_side(side, other, names) for side, other in ((facet.old, facet.new), (facet.new, facet.old))]
    fact = facet.new or facet.old
    label = "" if fact is None or isinstance(fact, str | ScopeFact) else fact.label.da
    return label, sides[0], sides[1]


def _side(side: str | Fact | None, other: str | Fact | None, names: Mapping[str, str]) -> str | None:
    if side is None or isinstance(side, str):
        return side
    if isinstance(side, AmountFact) and other is not None:
        side = side.model_copy(update={"before": None})  # the other side says what it was
    return fact_words(side, names)
