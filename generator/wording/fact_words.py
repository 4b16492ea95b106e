"""Facts in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

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
from generator.wording.catalogue import Wording, _, pgettext
from generator.wording.writing import (
    date_words,
    joined,
    period_words,
    price_level_words,
    quantity_words,
    sentence,
)

FACT_KINDS = Wording(
    {
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
)
AMOUNT_BASES = Wording(
    {"per-year": "om året", "total": "i alt", "unstated": "om året eller i alt; det er ikke oplyst"}
)
BOUNDS = Wording(
    {
        "by": "senest {}",
        "during": "i løbet af {}",
        "towards": "frem mod {}",
        "towards-end": "frem mod udgangen af {}",
        "at-end": "ved udgangen af {}",
        "until": "til og med {}",
        "from": "fra {}",
        "about": "omkring {}",
    }
)
ROLES = Wording(
    {
        "agrees": "aftaler det",
        "pays": "betaler",
        "contributes": "bidrager",
        "receives": "får det",
        "delivers": "leverer det",
    }
)


def years_words(years: Years | None) -> str:
    """Say which years an amount covers; an absent period is said to be absent, never guessed."""
    if years is None:
        return _("år ikke noteret")
    if years.to is None:
        return _("fra %(year)s og frem", year=years.from_)
    return str(years.from_) if years.from_ == years.to else f"{years.from_}–{years.to}"


def fact_words(fact: Fact, names: Mapping[str, str]) -> str:
    """The value of a fact in a few words; its label says what it is about. *names* are the parties' titles."""
    match fact:
        case AmountFact():
            before = f"{quantity_words(fact.before)} → " if fact.before is not None else ""
            covered = years_words(fact.years)
            if fact.price_level:
                covered = f"{covered}, {price_level_words(fact.price_level)}"
            basis = "" if fact.basis == "unstated" else f" {AMOUNT_BASES[fact.basis]}"
            return f"{before}{quantity_words(fact.amount)}{basis} ({covered})"
        case DeadlineFact():
            if fact.starts and fact.is_period:
                return period_words(fact.starts, fact.date)
            days = [date_words(day) for day in (fact.starts, fact.date) if day]
            return _bound_words(fact).format(joined(days))
        case TargetFact():
            parts = [quantity_words(fact.value)]
            if fact.by:
                parts.append(_("i %(date)s", date=date_words(fact.by)))
            if fact.over:
                parts.append(_("over %(years)s", years=quantity_words(fact.over)))
            if fact.baseline:
                parts.append(_("(fra %(before)s)", before=quantity_words(fact.baseline)))
            return " ".join(parts)
        case CountFact():
            return f"{quantity_words(fact.count)} {fact.unit.words}"
        case ScopeFact():
            return fact.label.words
        case PartyFact():
            return sentence(joined(party_names(fact.party, names)))
        case _:
            assert_never(fact)


def party_names(parties: Collection[str], names: Mapping[str, str]) -> list[str]:
    """What *parties* are called, in the order of *names*: who stands first in a snapshot says nothing."""
    order = list(names)
    return [names[party] for party in sorted(set(parties), key=order.index)]


def _bound_words(fact: DeadlineFact) -> str:
    """English »by 2021« leaves the year itself out, as by any date without a day; the Danish has it with it."""
    if fact.bound == "by" and not fact.date.day:
        return pgettext("uden dag", "senest {}")
    return BOUNDS[fact.bound]


def fact_heading(fact: Fact) -> str:
    """What sort of fact it is, as a heading over several."""
    if isinstance(fact, DeadlineFact) and fact.is_period:
        return _("Periode")
    if isinstance(fact, ScopeFact) and fact.group:
        return fact.group.words
    return FACT_KINDS[fact.kind]
