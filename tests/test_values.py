"""Dates of stated precision, kroner and Danish numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.facts import AmountFact
from generator.model.values import PartialDate, format_number, parse_kroner, parse_measure, parse_number, unit_key
from generator.wording.fact_words import fact_words
from generator.wording.labels import kind_counts
from generator.wording.translator import DANISH_T
from generator.wording.writing import date_words


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("2021", "2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2019-03", "marts 2019", date(2019, 3, 1), date(2019, 3, 31)),
        ("2020-06-09", "9. juni 2020", date(2020, 6, 9), date(2020, 6, 9)),
        ("2021-efterår", "efteråret 2021", date(2021, 9, 1), date(2021, 11, 30)),
        ("2021-forår", "foråret 2021", date(2021, 3, 1), date(2021, 5, 31)),
        ("2027-K1", "1. kvartal 2027", date(2027, 1, 1), date(2027, 3, 31)),
        ("2027-K3", "3. kvartal 2027", date(2027, 7, 1), date(2027, 9, 30)),
        ("2026-H1", "1. halvår 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", "2. halvår 2026", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_date_keeps_the_precision_it_was_given(text: str, words: str, earliest: date, latest: date) -> None:
    date = PartialDate.parse(text)
    assert (str(date), date_words(DANISH_T, date), date.earliest, date.latest) == (text, words, earliest, latest)


@pytest.mark.parametrize(
    ("text", "written"), [("2027-3. kvartal", "2027-K3"), ("2027-3.kvartal", "2027-K3"), ("2026-1. halvår", "2026-H1")]
)
def test_a_quarter_and_a_half_year_may_be_written_in_words(text: str, written: str) -> None:
    assert PartialDate.parse(text) == PartialDate.parse(written)
    assert str(PartialDate.parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "2021-K5",
        "2021-H3",
        "2021-5. kvartal",
        "2021-3. halvår",
        "2021-13",
        "2021-02-30",
        "21",
        "2021-6-9",
        "maj 2021",
        "2021-høst",
        "",
    ],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_year_sorts_before_its_later_months() -> None:
    texts = ("2021-12", "2022", "2021-K1", "2021", "2021-H1", "2021-01-01", "2021-K4")
    ordered = [str(date) for date in sorted(map(PartialDate.parse, texts))]
    assert ordered == ["2021-01-01", "2021-K1", "2021-H1", "2021", "2021-K4", "2021-12", "2022"]


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("247,4 mio. kr.", 247_400_000),
        ("115,0 mio. kr.", 115_000_000),
        ("1,5 mia. kr.", 1_500_000_000),
        ("1.200 kr.", 1200),
        ("10.000,50 kr.", Decimal("10000.50")),
    ],
)
def test_kroner_are_read_and_written_as_they_were_stated(text: str, kroner: Decimal | int) -> None:
    assert parse_kroner(text).exact == kroner
    assert str(parse_kroner(text)) == text


@pytest.mark.parametrize("text", ["247.4 mio. kr.", "12 kroner", "mio. kr.", "1.23 kr.", "12", "-5 kr.", "12 mio kr"])
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as"):
        parse_kroner(text)


@pytest.mark.parametrize("number", ["9" * 400, "1.000.000.000.000.000", f"0,{'0' * 400}1", "1,234567890123456"])
def test_a_number_that_no_table_could_hold_is_refused(number: str) -> None:
    for parse, unit in ((parse_kroner, "kr."), (parse_measure, "pct.")):
        with pytest.raises(ValueError, match="at most 15 digits"):
            parse(f"{number} {unit}")
    assert parse_kroner("1.234,567 mia. kr.").exact == 1_234_567_000_000


@given(st.decimals(0, 10**9, places=2))
def test_a_number_survives_being_written_in_danish(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"basis": "per-year", "years": {"from": 2021}}, "2 mio. kr. om året (fra 2021 og frem)"),
        ({"basis": "total", "years": {"from": 2019, "to": 2022}}, "2 mio. kr. i alt (2019–2022)"),
        ({"basis": "total", "years": {"from": 2023, "to": 2023}}, "2 mio. kr. i alt (2023)"),
        # an absent period is said to be absent, never guessed
        ({"basis": "total"}, "2 mio. kr. i alt (år ikke noteret)"),
        ({"basis": "per-year", "before": "1 mio. kr."}, "1 mio. kr. → 2 mio. kr. om året (år ikke noteret)"),
        ({"basis": "unstated"}, "2 mio. kr. (år ikke noteret)"),
    ],
)
def test_an_amount_says_what_it_covers(more: dict[str, object], words: str) -> None:
    fact = {"id": "a", "kind": "amount", "label": "A", "amount": "2 mio. kr.", "source": "k", "phrase": "p", **more}
    assert fact_words(DANISH_T, AmountFact.model_validate(fact), {}) == words


def test_counts_are_given_per_kind() -> None:
    assert kind_counts(DANISH_T, ["goal", "effort", "goal", "framework"]) == "1 indsats, 2 mål og 1 ramme"
    assert kind_counts(DANISH_T, ["governance", "governance"]) == "2 initiativer om styring"
    assert DANISH_T.joined(["a"]) == "a"
    assert DANISH_T.joined([]) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pct.", "procent"),
        ("pct.", "%"),
        ("pct. af borgerne", "%\u00a0af borgerne"),
        ("pct.-point", "procentpoint"),
        ("pct. point", "%-point"),
        ("mio. breve", "millioner breve"),
        ("stk.", "stk"),
        ("kr. pr. år", "kroner pr. år"),
    ],
)
def test_an_abbreviated_unit_is_the_same_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("pct.", "pct.-point"), ("mio. breve", "mia. breve"), ("MW", "mW"), ("år", "årsværk"), ("m²", "m")],
)
def test_another_unit_is_another_unit(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)
