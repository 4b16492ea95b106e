"""Differences between two wordings of an initiative, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from generator.comparing.facets import Facet
from generator.model.facts import (
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
    is_fact,
)
from generator.model.fields import Text
from generator.wording.catalogue import Wording, _
from generator.wording.fact_words import FACT_KINDS, ROLES, fact_heading, fact_words, party_names
from generator.wording.labels import COMMITMENTS, KINDS, PRESENCES
from generator.wording.writing import joined

MODES = Wording({"edited": "Ændret", "added": "Nyt i teksten", "not-repeated": "Ikke gentaget"})
# Of what cannot be searched for, such as »in municipalities«, we know only what stands in our record.
NOT_SEARCHED = Wording({False: "Ikke registreret fra den anden tekst"})
# Of what the other text has in another place: of another initiative, or in words of its own.
ELSEWHERE = Wording({True: "Siges på en anden måde i den anden tekst"})
# Of what is held against a source that was not read, such as one of which only the title was seen.
NOT_EXAMINED = Wording({False: "Ikke undersøgt"})
OTHER_MENTION = Wording(
    {"presence": "Omtalt på en anden måde"}
)  # for how a text speaks of a thing, which changes nothing about it


def mode_words(facet: Facet) -> str:
    """What happened to the thing that a facet is about."""
    place = NOT_EXAMINED.get(facet.is_examined) or ELSEWHERE.get(facet.is_elsewhere)
    place = place or NOT_SEARCHED.get(facet.is_searched)
    return OTHER_MENTION.get(facet.kind) or place or MODES[facet.mode]


def facet_heading(facet: Facet) -> str:
    """What sort of thing a facet is about."""
    fact = facet.new or facet.old
    return FACT_KINDS[facet.kind] if fact is None or isinstance(fact, str | Text) else fact_heading(fact)


def facet_words(
    facet: Facet, names: Mapping[str, str], *, with_terms: bool = True
) -> tuple[str, str | None, str | None]:
    """What a facet is about, beyond its kind, and its words before and after; None where a side has none.

    *with_terms* adds what differs of a fact whose value is the same, such as who pays.
    """
    if isinstance(facet.old, Text) and isinstance(facet.new, Text):
        return "", facet.old.words, facet.new.words
    if isinstance(facet.old, str) and isinstance(facet.new, str):
        table: Mapping[str, str] = {"kind": KINDS, "presence": PRESENCES, "commitment": COMMITMENTS}[
            facet.kind
        ]
        return "", table[facet.old], table[facet.new]
    sides = _sides(facet.old, facet.new, names, with_terms=with_terms)
    fact = facet.new or facet.old
    label = "" if fact is None or isinstance(fact, str | Text | ScopeFact) else fact.label.words
    return label, sides[0], sides[1]


def _sides(
    old: str | Text | Fact | None,
    new: str | Text | Fact | None,
    names: Mapping[str, str],
    *,
    with_terms: bool,
) -> tuple[str | None, str | None]:
    both = _side(old, names, is_alone=new is None), _side(new, names, is_alone=old is None)
    if not with_terms or both[0] != both[1] or not (is_fact(old) and is_fact(new)):
        return both
    terms = _terms(old, names), _terms(new, names)
    differing = [key for key in terms[1] if terms[0].get(key) != terms[1][key]]
    if not differing:
        return both
    before, after = (", ".join(side[key] for key in differing if key in side) for side in terms)
    return f"{both[0]}, {before}", f"{both[1]}, {after}"


def _side(side: str | Text | Fact | None, names: Mapping[str, str], *, is_alone: bool) -> str | None:
    if side is None or isinstance(side, str):
        return side
    if isinstance(side, Text):
        return side.words
    if isinstance(side, AmountFact) and not is_alone:
        side = side.model_copy(update={"before": None})  # the other side says what it was
    return fact_words(side, names)


def _terms(fact: Fact, names: Mapping[str, str]) -> Mapping[str, str]:
    """What a text says of a fact beside its value, by key."""
    level = COMMITMENTS[fact.commitment].lower() if fact.commitment else _("forpligtelse som initiativet")
    match fact:
        case AmountFact():
            return {
                "commitment": level,
                "payer": _("betales af %(parties)s", parties=joined(party_names(fact.payer, names)))
                if fact.payer
                else _("hvem der betaler, er ikke noteret"),
                "recipient": _("går til %(parties)s", parties=joined(party_names(fact.recipient, names)))
                if fact.recipient
                else _("hvem der får pengene, er ikke noteret"),
                "of_which": _("del af %(amount)s", amount=fact.of_which)
                if fact.of_which
                else _("ikke del af et andet beløb"),
                "transfer": _(
                    "flyttes fra %(start)s til %(ends)s",
                    start=fact.transfer.from_,
                    ends=joined(sorted(fact.transfer.to)),
                )
                if fact.transfer
                else _("flyttes ikke"),
            }
        case PartyFact():
            return {"commitment": level, "role": ROLES[fact.role]}
        case DeadlineFact() | TargetFact() | CountFact() | ScopeFact():
            return {"commitment": level}
        case _:
            assert_never(fact)
