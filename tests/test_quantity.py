"""What an agreement can say of how much: a number, an interval or a bound, written as its source has it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.values import BOUND_WORDS, SCALES, Quantity, parse_count, parse_kroner, parse_measure
from generator.wording.translator import DANISH_T, ENGLISH_T
from generator.wording.writing import QUANTITY_BOUNDS, quantity_words

MIO, MIA = 10**6, 10**9


@pytest.mark.parametrize(
    ("text", "ends", "bound", "danish", "english"),
    [
        ("247,4 mio. kr.", ("247.4e6", "247.4e6"), None, "247,4 mio. kr.", "DKK 247.4 million"),
        ("0,5 mia. kr.", ("5e8", "5e8"), None, "0,5 mia. kr.", "DKK 0.5 billion"),
        ("1½ mia. kr.", ("1.5e9", "1.5e9"), None, "1½ mia. kr.", "DKK 1½ billion"),
        ("½ mia. kr.", ("5e8", "5e8"), None, "½ mia. kr.", "DKK ½ billion"),
        ("90 tusind kr.", ("9e4", "9e4"), None, "90 tusind kr.", "DKK 90 thousand"),
        ("1.250 mio. kr.", ("1.25e9", "1.25e9"), None, "1.250 mio. kr.", "DKK 1,250 million"),
        ("2500 kr.", ("2500", "2500"), None, "2.500 kr.", "DKK 2,500"),
        ("ca. 80 mio. kr.", ("8e7", "8e7"), "about", "ca. 80 mio. kr.", "about DKK 80 million"),
        ("cirka 80 mio. kr.", ("8e7", "8e7"), "about", "ca. 80 mio. kr.", "about DKK 80 million"),
        ("op til 200 mio. kr.", (None, "2e8"), "at-most", "op til 200 mio. kr.", "up to DKK 200 million"),
        ("højst 200 mio. kr.", (None, "2e8"), "at-most", "op til 200 mio. kr.", "up to DKK 200 million"),
        ("mindst 1½ mia. kr.", ("1.5e9", None), "at-least", "mindst 1½ mia. kr.", "at least DKK 1½ billion"),
        ("80-100 mio. kr.", ("8e7", "1e8"), None, "80–100 mio. kr.", "DKK 80–100 million"),
        ("80–100 mio. kr.", ("8e7", "1e8"), None, "80–100 mio. kr.", "DKK 80–100 million"),
        ("ca. 80-100 mio. kr.", ("8e7", "1e8"), "about", "ca. 80–100 mio. kr.", "about DKK 80–100 million"),
        ("½-1 mia. kr.", ("5e8", "1e9"), None, "½–1 mia. kr.", "DKK ½–1 billion"),
        # each end may have a scale of its own
        ("500 mio.-1 mia. kr.", ("5e8", "1e9"), None, "500 mio.–1 mia. kr.", "DKK 500 million–1 billion"),
    ],
)
def test_kroner_keep_what_is_stated_and_how(
    text: str, ends: tuple[str | None, ...], bound: str | None, danish: str, english: str
) -> None:
    amount = parse_kroner(text)
    assert (amount.low, amount.high) == tuple(None if end is None else Decimal(end) for end in ends)
    assert amount.bound == bound
    assert str(amount) == quantity_words(DANISH_T, amount) == danish
    assert quantity_words(ENGLISH_T, amount) == english


@pytest.mark.parametrize(
    ("text", "numbers", "bound", "danish", "english"),
    [
        ("90 pct.", [90], None, "90 pct.", "90 per cent"),
        ("mindst 30 pct.", [30], "at-least", "mindst 30 pct.", "at least 30 per cent"),
        ("30-40 pct.", [30, 40], None, "30–40 pct.", "30–40 per cent"),
        ("5-10 år", [5, 10], None, "5–10 år", "5–10 years"),
        ("1½ år", [Decimal("1.5")], None, "1½ år", "1½ years"),
        ("op til 10.000 årsværk", [10_000], "at-most", "op til 10.000 årsværk", "up to 10,000 full-time equivalents"),
        ("1,2 mio. pct.", [1_200_000], None, "1,2 mio. pct.", "1.2 million per cent"),
    ],
)
def test_a_measure_keeps_what_is_stated_and_its_unit(
    text: str, numbers: list[Decimal], bound: str | None, danish: str, english: str
) -> None:
    measure = parse_measure(text)
    assert (list(measure.numbers), measure.bound) == (numbers, bound)
    assert quantity_words(DANISH_T, measure) == danish
    assert quantity_words(ENGLISH_T, measure) == english


@pytest.mark.parametrize(
    ("text", "numbers", "danish", "english"),
    [
        ("15", [15], "15", "15"),
        ("10000", [10_000], "10.000", "10,000"),  # as YAML has a number
        ("30-40", [30, 40], "30–40", "30–40"),
        ("ca. 40", [40], "ca. 40", "about 40"),
        ("op til 1,5 mio.", [1_500_000], "op til 1,5 mio.", "up to 1.5 million"),
    ],
)
def test_a_count_is_whole_and_has_no_unit(text: str, numbers: list[int], danish: str, english: str) -> None:
    count = parse_count(text)
    assert (list(count.numbers), count.unit) == (numbers, "")
    assert quantity_words(DANISH_T, count) == danish
    assert quantity_words(ENGLISH_T, count) == english


@pytest.mark.parametrize(
    "text",
    [
        "100-80 mio. kr.",
        "80-80 mio. kr.",
        "500-1 mia. kr.",  # 500 mia., for the first has no scale of its own
        "op til 80-100 mio. kr.",
        "mindst ca. 80 mio. kr.",
        "ca 80 mio. kr.",
        "op til mio. kr.",
        "1,5½ mia. kr.",
        "1 ½ mia. kr.",
        "80 mio. kr. - 100 mio. kr.",
        "80-100-120 mio. kr.",
        "-80 mio. kr.",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as|not both|smallest number first"):
        parse_kroner(text)


def test_a_price_level_is_a_key_of_its_own() -> None:
    """It is that of the amount before too."""
    expected = "write '3.032 mio. kr.' here, and the price level '2019-pl' under price_level"
    with pytest.raises(ValueError, match=re.escape(expected)):
        parse_kroner("3.032 mio. kr. (2019-pl)")


@pytest.mark.parametrize("text", ["1,5", "½", "40 projekter", "op til", "ca. 1,25"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a count is a whole number"):
        parse_count(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0,5 mia. kr.", "500 mio. kr."),
        ("1½ mia. kr.", "1.500,0 mio. kr."),
        ("½-1 mia. kr.", "500–1.000 mio. kr."),
        ("op til 200 mio. kr.", "højst 0,2 mia. kr."),
        ("80\u00a0mio.\u202fkr.", "80 mio. kr."),
        ("80\u2011100 mio. kr.", "80-100 mio. kr."),
    ],
)
def test_writing_a_quantity_another_way_changes_nothing(one: str, other: str) -> None:
    assert parse_kroner(one) == parse_kroner(other)
    assert parse_kroner(one).canonical == parse_kroner(other).canonical
    assert hash(parse_kroner(one)) == hash(parse_kroner(other))


def test_only_one_number_that_is_meant_as_it_stands_is_exact() -> None:
    """The rest is never calculated with: what is at most 200 less 100 is nothing that a text says."""
    texts = ("200 mio. kr.", "ca. 200 mio. kr.", "op til 200 mio. kr.", "mindst 200 mio. kr.", "100-200 mio. kr.")
    assert [parse_kroner(text).exact for text in texts] == [200 * MIO, None, None, None, None]
    assert len({parse_kroner(text) for text in texts}) == len(texts)


NUMBERS = st.integers(1, 999).map(str) | st.just("1½") | st.just("0,5") | st.just("12.345,67")
STATED = st.builds(
    lambda word, numbers, scale: " ".join(part for part in (word, numbers, scale, "kr.") if part),
    st.sampled_from(["", "ca.", "op til", "mindst"]),
    NUMBERS,
    st.sampled_from([*SCALES]),
)


@given(STATED)
def test_a_quantity_is_read_as_it_is_written(text: str) -> None:
    assert str(parse_kroner(text)) == text
    assert parse_kroner(str(parse_kroner(text))) == parse_kroner(text)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_quantities_are_the_same_as_text_when_they_are_the_same(one: int, other: int) -> None:
    first, second = parse_kroner(f"{one} kr."), parse_kroner(f"{other} kr.")
    assert (first == second) == (first.canonical == second.canonical)


def test_the_words_of_a_bound_are_those_that_are_shown() -> None:
    assert {bound: words.format("").strip() for bound, words in QUANTITY_BOUNDS.items()} == {
        bound: words[0] for bound, words in BOUND_WORDS.items()
    }


def test_a_quantity_that_is_built_says_what_it_is() -> None:
    assert Quantity(None, Decimal(MIA), "kr.").bound == "at-most"
