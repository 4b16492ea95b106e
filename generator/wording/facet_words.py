"""Differences between two wordings of an initiative, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from generator.comparing.facets import Facet
from generator.model.facts import AmountFact, CountFact, DeadlineFact, Fact, PartyFact, TargetFact, TextFact, is_fact
from generator.model.fields import Text
from generator.wording.fact_words import FACT_KINDS, ROLES, fact_heading, fact_words, party_names
from generator.wording.labels import COMMITMENTS, KINDS, PRESENCES
from generator.wording.translator import Labels, Translator

MODES = Labels({"edited": "Ændret", "added": "Nyt i teksten", "not-repeated": "Ikke gentaget"})


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
    if isinstance(facet.old, Text) and isinstance(facet.new, Text):
        return "", t.text(facet.old), t.text(facet.new)
    if isinstance(facet.old, str) and isinstance(facet.new, str):
        table: Mapping[str, str] = {"kind": KINDS, "presence": PRESENCES, "commitment": COMMITMENTS}[facet.kind]
        return "", t.label(table, facet.old), t.label(table, facet.new)
    sides = _sides(t, facet.old, facet.new, parties, with_terms=with_terms)
    fact = facet.new or facet.old
    label = t.text(fact.label) if is_fact(fact) and fact.kind != "scope" else ""
    return label, sides[0], sides[1]


def _sides(
    t: Translator,
    old: str | Text | Fact | None,
    new: str | Text | Fact | None,
    parties: Mapping[str, Text],
    *,
    with_terms: bool,
) -> tuple[str | None, str | None]:
    both = _side(t, old, parties, is_alone=new is None), _side(t, new, parties, is_alone=old is None)
    if not with_terms or both[0] != both[1] or not (is_fact(old) and is_fact(new)):
        return both
    terms = _terms(t, old, parties), _terms(t, new, parties)
    differing = [key for key in terms[1] if terms[0].get(key) != terms[1][key]]
    if not differing:
        return both
    before, after = (", ".join(side[key] for key in differing if key in side) for side in terms)
    return f"{both[0]}, {before}", f"{both[1]}, {after}"


def _side(t: Translator, side: str | Text | Fact | None, parties: Mapping[str, Text], *, is_alone: bool) -> str | None:
    if side is None or isinstance(side, str):
        return side
    if isinstance(side, Text):
        return t.text(side)
    if isinstance(side, AmountFact) and not is_alone:
        side = side.model_copy(update={"before": None})  # the other side says what it was
    return fact_words(t, side, parties)


def _terms(t: Translator, fact: Fact, parties: Mapping[str, Text]) -> Mapping[str, str]:
    """What a text says of a fact beside its value, by key."""
    level = t.label(COMMITMENTS, fact.commitment).lower() if fact.commitment else t("forpligtelse som initiativet")
    match fact:
        case AmountFact():
            return {
                "commitment": level,
                "payer": t("betales af %(parties)s", parties=party_names(t, fact.payer, parties))
                if fact.payer
                else t("hvem der betaler, er ikke noteret"),
                "recipient": t("går til %(parties)s", parties=party_names(t, fact.recipient, parties))
                if fact.recipient
                else t("hvem der får pengene, er ikke noteret"),
                "of_which": t("del af %(amount)s", amount=fact.of_which)
                if fact.of_which
                else t("ikke del af et andet beløb"),
                "transfer": t(
                    "flyttes fra %(start)s til %(ends)s",
                    start=fact.transfer.from_,
                    ends=t.joined(sorted(fact.transfer.to)),
                )
                if fact.transfer
                else t("flyttes ikke"),
            }
        case PartyFact():
            return {"commitment": level, "role": t.label(ROLES, fact.role)}
        case DeadlineFact() | TargetFact() | CountFact() | TextFact():
            return {"commitment": level}
        case _:
            assert_never(fact)
