"""What an agreement can say of how much: a number, an interval or a bound, written as its source has it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st
from snapshots import EVIDENCE, REGISTER, agreement, html_of, initiative

from generator.model.agreement import AmountFact
from generator.model.archive import Archive
from generator.model.values import SCALES, PartialDate, parse_count, parse_kroner, parse_measure, unit_key
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.fact_words import fact_words
from generator.wording.labels import kind_counts
from generator.wording.translator import DANISH_T, ENGLISH_T
from generator.wording.writing import date_words, quantity_words

MIO, MIA = 10**6, 10**9


@cases
def test_kroner_keep_what_is_stated_and_how(
    text: str, ends: tuple[str | None, ...], bound: str | None, danish: str, english: str
) -> None:
    amount = parse_kroner(text)
    assert (amount.low, amount.high) == tuple(None if end is None else Decimal(end) for end in ends)
    assert amount.bound == bound
    assert str(amount) == quantity_words(DANISH_T, amount) == danish
    assert quantity_words(ENGLISH_T, amount) == english


@cases
def test_a_measure_keeps_what_is_stated_and_its_unit(
    text: str, numbers: list[Decimal], bound: str | None, danish: str, english: str
) -> None:
    measure = parse_measure(text)
    assert (list(measure.numbers), measure.bound) == (numbers, bound)
    assert quantity_words(DANISH_T, measure) == danish
    assert quantity_words(ENGLISH_T, measure) == english


@cases
def test_a_count_is_whole_and_has_no_unit(text: str, numbers: list[int], danish: str, english: str) -> None:
    count = parse_count(text)
    assert (list(count.numbers), count.unit) == (numbers, "")
    assert quantity_words(DANISH_T, count) == danish
    assert quantity_words(ENGLISH_T, count) == english


@cases
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


@cases
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


# ---- Dates of stated precision, kroner and Danish numbers.


@cases
def test_a_date_keeps_the_precision_it_was_given(
    text: str, danish: str, english: str, earliest: date, latest: date
) -> None:
    stated = PartialDate.parse(text)
    assert (str(stated), stated.earliest, stated.latest) == (text, earliest, latest)
    assert [date_words(t, stated) for t in (DANISH_T, ENGLISH_T)] == [danish, english]


@pytest.mark.parametrize(
    ("text", "written"), [("2027-3. kvartal", "2027-K3"), ("2027-3.kvartal", "2027-K3"), ("2026-1. halvår", "2026-H1")]
)
def test_a_quarter_and_a_half_year_may_be_written_in_words(text: str, written: str) -> None:
    assert PartialDate.parse(text) == PartialDate.parse(written)
    assert str(PartialDate.parse(text)) == written


@cases
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_year_sorts_before_its_later_months() -> None:
    texts = ("2021-12", "2022", "2021-K1", "2021", "2021-H1", "2021-01-01", "2021-K4")
    ordered = [str(date) for date in sorted(map(PartialDate.parse, texts))]
    assert ordered == ["2021-01-01", "2021-K1", "2021-H1", "2021", "2021-K4", "2021-12", "2022"]


@cases
def test_an_amount_says_what_it_covers(more: dict[str, object], words: str) -> None:
    fact = {"id": "a", "kind": "amount", "label": "A", "amount": "2 mio. kr.", "source": "k", "phrase": "p", **more}
    assert fact_words(DANISH_T, AmountFact.model_validate(fact), {}) == words


def test_counts_are_given_per_kind() -> None:
    assert kind_counts(DANISH_T, ["goal", "effort", "goal", "framework"]) == "1 indsats, 2 mål og 1 ramme"
    assert kind_counts(DANISH_T, ["governance", "governance"]) == "2 initiativer om styring"
    assert DANISH_T.joined(["a"]) == "a"
    assert DANISH_T.joined([]) == ""


@cases
def test_an_abbreviated_unit_is_the_same_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("pct.", "pct.-point"), ("mio. breve", "mia. breve"), ("MW", "mW"), ("år", "årsværk"), ("m²", "m")],
)
def test_another_unit_is_another_unit(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


# ---- What nobody minded when the code of amounts and dates was changed in small ways, until now.


def amount(fact_id: str, kroner: str = "4 mio. kr.", **more: Any) -> dict[str, Any]:
    return {"id": fact_id, "kind": "amount", "label": fact_id, "amount": kroner, "basis": "total", **EVIDENCE, **more}


def archive(*initiatives: dict[str, Any]) -> Archive:
    return Archive((agreement("a0", None, list(initiatives)),), REGISTER)


def test_amounts_for_the_same_years_are_each_told_by_their_initiative() -> None:
    """One box of two initiatives: the years stand once, over it, and each bar says whose it is."""
    years = {"from": 2021, "to": 2023}
    alfa = initiative("alfa", facts=[amount("x", years=years)])
    beta = initiative("beta", facts=[amount("y", "2 mio. kr.", years=years)])
    html = html_of(Edition(archive(alfa, beta), History(missing="prøve")), "penge.md")
    [figure] = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert figure.count("2021–2023") == 1
    labels = re.findall(r'<span class="as-bar-label">(.*?)</span>', figure, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", label) for label in labels] == ["Alfa: x", "Beta: y"]


@cases
def test_the_largest_and_the_finest_amount_that_is_read(text: str, is_read: bool) -> None:
    if is_read:
        assert str(parse_kroner(text))
    else:
        with pytest.raises(ValueError, match="at most 15 digits"):
            parse_kroner(text)
