"""Facts in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from generator.model.facts import AmountFact, CountFact, DeadlineFact, Fact, PartyFact, ScopeFact, TargetFact, Years
from generator.model.fields import Text
from generator.wording.translator import Labels, Translator
from generator.wording.writing import date_words, period_words, price_level_words, quantity_words, sentence

FACT_KINDS = Labels(
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
AMOUNT_BASES = Labels({"per-year": "om året", "total": "i alt", "unstated": "om året eller i alt; det er ikke oplyst"})
BOUNDS = Labels(
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
ROLES = Labels(
    {
        "agrees": "aftaler det",
        "pays": "betaler",
        "contributes": "bidrager",
        "receives": "får det",
        "delivers": "leverer det",
    }
)


def years_words(t: Translator, years: Years | None) -> str:
    """Say which years an amount covers; an absent period is said to be absent, never guessed."""
    if years is None:
        return t("år ikke noteret")
    if years.to is None:
        return t("fra %(year)s og frem", year=years.from_)
    return str(years.from_) if years.from_ == years.to else f"{years.from_}–{years.to}"


def fact_words(t: Translator, fact: Fact, parties: Mapping[str, Text]) -> str:
    """The value of a fact in a few words; its label says what it is about. *parties* are titles by id."""
    match fact:
        case AmountFact():
            before = f"{quantity_words(t, fact.before)} → " if fact.before is not None else ""
            covered = years_words(t, fact.years)
            if fact.price_level:
                covered = f"{covered}, {price_level_words(t, fact.price_level)}"
            basis = "" if fact.basis == "unstated" else f" {t.label(AMOUNT_BASES, fact.basis)}"
            return f"{before}{quantity_words(t, fact.amount)}{basis} ({covered})"
        case DeadlineFact():
            if fact.starts and fact.is_period:
                return period_words(t, fact.starts, fact.date)
            days = [date_words(t, day) for day in (fact.starts, fact.date) if day]
            return _bound_words(t, fact).format(t.joined(days))
        case TargetFact():
            parts = [quantity_words(t, fact.value)]
            if fact.by:
                parts.append(t("i %(date)s", date=date_words(t, fact.by)))
            if fact.over:
                parts.append(t("over %(years)s", years=quantity_words(t, fact.over)))
            if fact.baseline:
                parts.append(t("(fra %(before)s)", before=quantity_words(t, fact.baseline)))
            return " ".join(parts)
        case CountFact():
            return f"{quantity_words(t, fact.count)} {t.text(fact.unit)}"
        case ScopeFact():
            return t.text(fact.label)
        case PartyFact():
            return sentence(party_names(t, fact.party, parties))
        case _:
            assert_never(fact)


def party_names(t: Translator, parties: Collection[str], titles: Mapping[str, Text]) -> str:
    """What *parties* are called, in the order of *titles*: who stands first in a snapshot says nothing."""
    order = list(titles)
    return t.joined([t.text(titles[party]) for party in sorted(set(parties), key=order.index)])


def _bound_words(t: Translator, fact: DeadlineFact) -> str:
    """English »by 2021« leaves the year itself out, as of any date without a day; the Danish has it in."""
    if fact.bound == "by" and not fact.date.day:
        return t.context("uden dag", "senest {}")
    return t.label(BOUNDS, fact.bound)


def fact_heading(t: Translator, fact: Fact) -> str:
    """What sort of fact it is, as a heading over several."""
    if isinstance(fact, DeadlineFact) and fact.is_period:
        return t("Periode")
    if isinstance(fact, ScopeFact) and fact.group:
        return t.text(fact.group)
    return t.label(FACT_KINDS, fact.kind)
