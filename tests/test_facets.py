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


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, []),
        # our own words and the evidence are not the agreement's
        ({}, {"summary": "Helt andre ord.", "phrase": "andre ord", "note": "En note."}, []),
        ({"facts": [PRICE]}, {"facts": [{**PRICE, "label": "Prisen", "phrase": "andre ord"}]}, []),
        # a heading is a name only where both texts name it
        ({}, {"title": "Nyt navn"}, [("title", "edited", "title")]),
        ({"presence": "unnamed"}, {"title": "Nyt navn", "presence": "unnamed"}, []),
        ({"presence": "unnamed"}, {"title": "Nyt navn"}, [("presence", "edited", "presence")]),
        # a mention in passing commits to nothing, so it loosens nothing
        ({}, {"presence": "background", "commitment": "notes"}, [("presence", "edited", "presence")]),
        ({"commitment": "aims"}, {}, [("commitment", "edited", "commitment")]),
        ({"facts": [PRICE]}, {}, [("amount", "not-repeated", "pris")]),
        ({}, {"facts": [PRICE]}, [("amount", "added", "pris")]),
        ({"facts": [PRICE]}, {"facts": [{**PRICE, "amount": "2 mio. kr."}]}, [("amount", "edited", "pris")]),
        # the same number in another basis is another thing
        ({"facts": [PRICE]}, {"facts": [{**PRICE, "basis": "per-year"}]}, [("amount", "edited", "pris")]),
        # 1,0 and 1 are the same amount
        ({"facts": [PRICE]}, {"facts": [{**PRICE, "amount": "1,0 mio. kr."}]}, []),
        # of a scope the label is the content
        ({"facts": [SCOPE]}, {"facts": [{**SCOPE, "label": "Gående"}]}, [("scope", "edited", "cykler")]),
        # facts are known by id: their order carries no meaning
        ({"facts": [PRICE, SCOPE]}, {"facts": [SCOPE, PRICE]}, []),
        # what nobody can see is no other name; what anybody can see is
        *(
            ({"title": "Digital på dit hjem"}, {"title": restyled}, [])
            for restyled in (
                "Digital\u00a0på dit hjem", "Digital  på dit hjem", "Digital\u2009på dit hjem",
                "Digi\u00adtal på dit hjem", "Digital\u200b på dit hjem", "Digital pa\u030a dit hjem",
                "Digital på dit hjem\ufeff",
            )
        ),
        ({"title": "NemLog-in"}, {"title": "NemLog\u2011in"}, []),
        ({"title": "Et \u201dnavn\u201d"}, {"title": 'Et "navn"'}, []),
        ({"title": "Mit Overblik"}, {"title": "Mit overblik"}, [("title", "edited", "title")]),
        ({"title": "Aa"}, {"title": "Å"}, [("title", "edited", "title")]),
        ({"title": "1½ år"}, {"title": "11/2 år"}, [("title", "edited", "title")]),
        ({"facts": [SCOPE]}, {"facts": [{**SCOPE, "label": "Cyk\u00adler"}]}, []),
        ({"facts": [COUNT]}, {"facts": [{**COUNT, "unit": "mio.\u00a0breve"}]}, []),
        # who is named first says nothing, who is named does
        ({"facts": [PARTIES]}, {"facts": [{**PARTIES, "party": ["staten", "kl"]}]}, []),
        ({"facts": [PARTIES]}, {"facts": [{**PARTIES, "party": ["kl"]}]}, [("party", "edited", "parter")]),
        *(({"facts": [PAID]}, {"facts": [{**PAID, name: ["staten", "kl"]}]}, []) for name in ("payer", "recipient")),
        ({"facts": [PAID]}, {"facts": [{**PAID, "transfer": {"from": "alfa", "to": ["gamma", "beta"]}}]}, []),
        (
            {"facts": [PAID]},
            {"facts": [{**PAID, "transfer": {"from": "alfa", "to": ["beta"]}}]},
            [("amount", "edited", "pris")],
        ),
        ({"facts": [PAID]}, {"facts": [{**PAID, "price_level": "2021\u2011niveau"}]}, []),
        # an abbreviation is no other unit
        ({"facts": [SHARE]}, {"facts": [{**SHARE, "value": "90 procent"}]}, []),
        ({"facts": [SHARE]}, {"facts": [{**SHARE, "value": "90 %"}]}, []),
        ({"facts": [SHARE]}, {"facts": [{**SHARE, "value": "90 procentpoint"}]}, [("target", "edited", "andel")]),
        ({"facts": [COUNT]}, {"facts": [{**COUNT, "unit": "millioner breve"}]}, []),
        ({"facts": [COUNT]}, {"facts": [{**COUNT, "unit": "mia. breve"}]}, [("count", "edited", "stk")]),
    ],
)  # fmt: skip
def test_facets(old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    found = facets(_one(**old), _one(**new))
    assert [(facet.kind, facet.mode, facet.subject) for facet in found] == expected


def test_not_repeating_a_fact_is_not_a_change() -> None:
    """Silence about a fact is never reported as a change of it."""
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
    """It is shown as in the newer text."""
    assert redline("Den fæl\u00adles \u200b NemLog\u2011in", "Den fælles ny NemLog-in") == (
        Piece("same", "Den fælles"),
        Piece("inserted", "ny"),
        Piece("same", "NemLog-in"),
    )
