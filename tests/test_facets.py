"""What a difference between two wordings is shown as, and what is deliberately not a difference."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st
from snapshots import EVIDENCE, initiative

from generator.comparing.facets import Piece, facets, redline
from generator.model.agreement import Initiative
from generator.model.fields import Text
from generator.wording.fact_words import facet_words
from generator.wording.translator import DANISH_T, ENGLISH_T

PRICE = {"id": "pris", "kind": "amount", "label": "Pris", "amount": "1 mio. kr.", "basis": "total", **EVIDENCE}
SCOPE = {"id": "cykler", "kind": "scope", "label": "Cykler", **EVIDENCE}
SHARE = {"id": "andel", "kind": "target", "label": "Andel", "value": "90 pct.", **EVIDENCE}
COUNT = {"id": "stk", "kind": "count", "label": "Antal", "count": 3, "unit": "mio. breve", **EVIDENCE}
PARTIES = {"id": "parter", "kind": "party", "label": "Hvem", "party": ["kl", "staten"], "role": "pays", **EVIDENCE}
PAID = {
    **PRICE,
    "payer": ["kl", "staten"],
    "recipient": ["kl", "staten"],
    "transfer": {"from": "alfa", "to": ["beta", "gamma"]},
    "price_level": "2021-niveau",
}


def _one(**more: Any) -> Initiative:
    return Initiative.model_validate(initiative("alfa", **more))


FACTS = {"pris": PRICE, "cykler": SCOPE, "andel": SHARE, "stk": COUNT, "parter": PARTIES, "betalt": PAID}


def _written(keys: dict[str, Any]) -> dict[str, Any]:
    """*keys* with its facts written out."""
    facts = [FACTS[f] if isinstance(f, str) else {**FACTS[f["of"]], **f} for f in keys.get("facts", ())]
    return {**keys, "facts": [{key: value for key, value in fact.items() if key != "of"} for fact in facts]}


@cases
def test_facets(old: dict[str, Any], new: dict[str, Any], expected: list[list[str]]) -> None:
    found = facets(_one(**_written(old)), _one(**_written(new)))
    assert [[facet.kind, facet.mode, facet.subject] for facet in found] == expected


def test_not_repeating_a_fact_is_not_a_change() -> None:
    (found,) = facets(_one(facts=[PRICE]), _one())
    assert not found.is_change
    assert not facets(_one(), _one(presence="unnamed"))[0].is_change
    assert facets(_one(), _one(facts=[PRICE]))[0].is_change


DEADLINE = {"id": "f", "kind": "deadline", "label": "Frist", "date": "2027", "bound": "by", **EVIDENCE}
# For each key of each kind of fact that can be another from one agreement to the next, one that is.
OTHERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "amount": (
        PRICE,
        {
            "amount": "op til 1 mio. kr.",
            "basis": "per-year",
            "years": {"from": 2027},
            "payer": ["staten"],
            "recipient": ["staten"],
            "of_which": "ramme",
            "transfer": {"from": "alfa", "to": ["beta"]},
            "price_level": "2027-pl",
            "commitment": "aims",
        },
    ),
    "deadline": (
        DEADLINE,
        {"date": "2027-K3", "starts": "2026", "bound": "about", "commitment": "aims"},
    ),
    "target": (
        SHARE,
        {"value": "mindst 90 pct.", "baseline": "ca. 80 pct.", "by": "2027-H1", "over": "5-10 år", "commitment": "aims"},
    ),
    "count": (COUNT, {"count": "3-4", "unit": {"da": "breve", "en": "letters"}, "commitment": "aims"}),
    "party": (PARTIES, {"party": ["kl"], "role": "delivers", "commitment": "aims"}),
    "scope": (SCOPE, {"label": {"da": "Biler", "en": "Cars"}, "commitment": "aims"}),
}  # fmt: skip
NAMES = {"kl": Text(da="KL"), "staten": Text(da="staten")}


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind, (_, others) in OTHERS.items() for key in others])
def test_whatever_changed_of_a_fact_can_be_seen(kind: str, key: str) -> None:
    """Else a page says »changed« of what reads the same on both sides."""
    fact, others = OTHERS[kind]
    (facet,) = facets(_one(facts=[fact]), _one(facts=[{**fact, key: others[key]}]))
    _, before, after = facet_words(DANISH_T, facet, NAMES)
    assert before != after
    _, before, after = facet_words(ENGLISH_T, facet, NAMES)
    assert before != after


def test_what_a_text_says_an_amount_was_before_is_no_change_of_it() -> None:
    told = {**PRICE, "before": "½ mio. kr."}
    assert facets(_one(facts=[told]), _one(facts=[PRICE])) == ()
    assert facets(_one(facts=[PRICE]), _one(facts=[told])) == ()


@cases
def test_a_bound_that_changes_is_a_change_and_said_in_words(before: str, after: str) -> None:
    (facet,) = facets(_one(facts=[{**PRICE, "amount": before}]), _one(facts=[{**PRICE, "amount": after}]))
    assert facet.is_change
    words = [side and side.replace("–", "-") for side in facet_words(DANISH_T, facet, NAMES)[1:]]
    assert words == [f"{side} i alt (år ikke noteret)" for side in (before, after)]


# ---- Word by word, and nothing lost on either side.

WORDS = st.lists(st.sampled_from(["en", "ny", "fælles", "strategi", "for", "2022-2025"]), max_size=8)


@given(WORDS, WORDS)
def test_either_side_can_be_read_from_the_pieces(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    pieces = redline(before, after)
    assert " ".join(piece.text for piece in pieces if piece.kind != "inserted") == before
    assert " ".join(piece.text for piece in pieces if piece.kind != "deleted") == after


def test_a_word_is_the_same_however_it_is_written() -> None:
    assert redline("Den fæl\u00adles \u200b NemLog\u2011in", "Den fælles ny NemLog-in") == (
        Piece("same", "Den fælles"),
        Piece("inserted", "ny"),
        Piece("same", "NemLog-in"),
    )
