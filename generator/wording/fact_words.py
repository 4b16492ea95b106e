"""Facts, and the differences between two wordings of an initiative, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from generator.comparing.facets import Facet
from generator.model.agreement import (
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
    TextFact,
    Years,
    is_fact,
)
from generator.model.fields import Commitment, Text
from generator.wording.labels import AMOUNT_BASES, BOUNDS, COMMITMENTS, FACT_KINDS, KINDS, MODES, PRESENCES, ROLES
from generator.wording.translator import Translator
from generator.wording.writing import date_words, period_words, price_level_words, quantity_words, sentence

# A citation has a text in each language, whichever of them its page is in.
_TARGET, _DEADLINE = Text(da="Mål", en="Target"), Text(da="Frist", en="Deadline")
_PERIOD = Text(da="Periode", en="Period")
_SOFT: Mapping[Commitment, Text | None] = {
    "decided": None,
    "aims": Text(da="ambition", en="ambition"),
    "examines": Text(da="skal undersøges", en="to be examined"),
    "discusses": Text(da="skal drøftes", en="to be discussed"),
    "notes": Text(da="kun nævnt", en="only mentioned"),
}


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
            # English »by 2021« leaves the year itself out, as of any date without a day; the Danish has it in.
            is_of_no_day = fact.bound == "by" and not fact.date.day
            bound = t.context("uden dag", "senest {}") if is_of_no_day else t.label(BOUNDS, fact.bound)
            return bound.format(t.joined(days))
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


def fact_heading(t: Translator, fact: Fact) -> str:
    """What sort of fact it is, as a heading over several."""
    if isinstance(fact, DeadlineFact) and fact.is_period:
        return t("Periode")
    if isinstance(fact, ScopeFact) and fact.group:
        return t.text(fact.group)
    return t.label(FACT_KINDS, fact.kind)


def sort_of(fact: Fact, commitment: Commitment) -> Text | None:
    """What a citation says before the value of something still to be reached, or it would read as a result."""
    match fact:
        case TargetFact():
            sort = _TARGET
        case DeadlineFact():
            sort = _PERIOD if fact.is_period else _DEADLINE
        case AmountFact() | CountFact() | TextFact() | PartyFact():
            return None
        case _:
            assert_never(fact)
    soft = _SOFT[commitment]
    return Text(da=f"{sort.da} ({soft.da})", en=f"{sort.en} ({soft.en})") if soft else sort


def mode_words(t: Translator, facet: Facet) -> str:
    """What happened to the thing that a facet is about."""
    if facet.kind == "presence":  # how a text speaks of a thing, which changes nothing about it
        return t("Omtalt på en anden måde")
    if not facet.is_examined:  # held against a source that was not read, such as one of which only the title was seen
        return t("Ikke undersøgt")
    if facet.is_elsewhere:  # in the other text it is of another initiative, or in words of its own
        return t("Siges på en anden måde i den anden tekst")
    if not facet.is_searched:  # such as »in municipalities«: we know only what stands in our record
        return t("Ikke registreret fra den anden tekst")
    return t.label(MODES, facet.mode)


def facet_heading(t: Translator, facet: Facet) -> str:
    """What sort of thing a facet is about."""
    fact = facet.new or facet.old
    return t.label(FACT_KINDS, facet.kind) if fact is None or isinstance(fact, str | Text) else fact_heading(t, fact)


def facet_words(
    t: Translator, facet: Facet, parties: Mapping[str, Text], *, with_terms: bool = True
) -> tuple[str, str | None, str | None]:
    """What a facet is about, beyond its kind, and its words before and after; None where a side has none.

    *with_terms* adds what differs of a fact whose value is the same, such as who pays.
    """
    old, new = facet.old, facet.new
    if isinstance(old, str) and isinstance(new, str):
        table: Mapping[str, str] = {"kind": KINDS, "presence": PRESENCES, "commitment": COMMITMENTS}[facet.kind]
        return "", t.label(table, old), t.label(table, new)
    before, after = _side(t, old, parties, is_alone=new is None), _side(t, new, parties, is_alone=old is None)
    if with_terms and before == after and is_fact(old) and is_fact(new):
        old_terms, new_terms = _terms(t, old, parties), _terms(t, new, parties)
        differing = [key for key in new_terms if old_terms.get(key) != new_terms[key]]
        if differing:
            before = ", ".join([str(before), *(old_terms[key] for key in differing if key in old_terms)])
            after = ", ".join([str(after), *(new_terms[key] for key in differing)])
    fact = new or old
    return t.text(fact.label) if is_fact(fact) and fact.kind != "scope" else "", before, after


def _side(t: Translator, side: str | Text | Fact | None, parties: Mapping[str, Text], *, is_alone: bool) -> str | None:
    if side is None or isinstance(side, str):
        return side
    if isinstance(side, Text):
        return t.text(side)
    if isinstance(side, AmountFact) and not is_alone:
        side = side.model_copy(update={"before": None})  # the other side says what it was
    return fact_words(t, side, parties)


def _terms(t: Translator, fact: Fact, parties: Mapping[str, Text]) -> dict[str, str]:
    """What a text says of a fact beside its value, by key."""
    terms = {
        "commitment": t.label(COMMITMENTS, fact.commitment).lower()
        if fact.commitment
        else t("forpligtelse som initiativet")
    }
    if isinstance(fact, PartyFact):
        terms["role"] = t.label(ROLES, fact.role)
    if not isinstance(fact, AmountFact):
        return terms
    terms["payer"] = t("hvem der betaler, er ikke noteret")
    if fact.payer:
        terms["payer"] = t("betales af %(parties)s", parties=party_names(t, fact.payer, parties))
    terms["recipient"] = t("hvem der får pengene, er ikke noteret")
    if fact.recipient:
        terms["recipient"] = t("går til %(parties)s", parties=party_names(t, fact.recipient, parties))
    terms["of_which"] = t("ikke del af et andet beløb")
    if fact.of_which:
        terms["of_which"] = t("del af %(amount)s", amount=fact.of_which)
    terms["transfer"] = t("flyttes ikke")
    if fact.transfer:
        ends = t.joined(sorted(fact.transfer.to))
        terms["transfer"] = t("flyttes fra %(start)s til %(ends)s", start=fact.transfer.from_, ends=ends)
    return terms
