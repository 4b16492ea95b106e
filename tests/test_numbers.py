"""Danish numbers as running text has them, and those of a fact against its phrase and its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshots import REGISTER, agreement, initiative

from generator.checks import check
from generator.checks.numbers import number_stands_in_phrase
from generator.evidence.source_text import SourceText
from generator.evidence.verify import number_is_whole_in_source
from generator.model.archive import Archive
from generator.quantities.reader import readings
from generator.quantities.readings import Label, Moment, QuantityReading, StatedQuantity

HASH = "0" * 64
AMOUNT = {"kind": "amount", "basis": "total"}
PER_YEAR = {"kind": "amount", "basis": "per-year"}
TARGET = {"kind": "target"}
COUNT = {"kind": "count", "unit": "initiativer"}
DEADLINE = {"kind": "deadline", "bound": "by"}


def _archive(phrase: str | list[str], fact: dict[str, Any]) -> Archive:
    facts = [{"id": "f", "label": "F", "source": "k", "phrase": phrase, **fact}]
    return Archive((agreement("a0", None, [initiative("alfa", facts=facts)]),), REGISTER)


def faults(phrase: str | list[str], fact: dict[str, Any]) -> list[str]:
    return [message for _, message in number_stands_in_phrase(_archive(phrase, fact).agreements[0], REGISTER)]


@pytest.mark.parametrize(
    ("phrase", "fact"),
    [
        ("1½ mia. kr. til broer", {**AMOUNT, "amount": "1½ mia. kr."}),
        ("1½ mia. kr. til broer", {**AMOUNT, "amount": "1.500 mio. kr."}),
        ("1 250 mio. kr. til broer", {**AMOUNT, "amount": "1.250 mio. kr."}),
        ("1\u00a0250\u2009mio.\u00a0kr. til broer", {**AMOUNT, "amount": "1.250 mio. kr."}),
        ("90 tusind kr. til broer", {**AMOUNT, "amount": "90.000 kr."}),
        ("90 t.kr. til broer", {**AMOUNT, "amount": "90 tusind kr."}),
        ("halvanden milliard kroner", {**AMOUNT, "amount": "1,5 mia. kr."}),
        ("en halv mio. kr. til broer", {**AMOUNT, "amount": "½ mio. kr."}),
        ("hundrede millioner kroner", {**AMOUNT, "amount": "100 mio. kr."}),
        ("tres mio. kr. til broer", {**AMOUNT, "amount": "60 mio. kr."}),
        ("DKK 80 mio. til broer", {**AMOUNT, "amount": "80 mio. kr."}),
        ("80 millioner til broer", {**AMOUNT, "amount": "80 mio. kr."}),
        ("80 mio. kr. i 2024-27", {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2024, "to": 2027}}),
        ("80 mio. kr. fra 2024 og frem", {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2024}}),
        (["80 mio. kr.", "i 2024", "og frem til 2027"], {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2024, "to": 2027}}),
        ("10, 20 og 30 mio. kr. til broer", {**AMOUNT, "amount": "20 mio. kr."}),
        ("fra 141,4 mio. kr. til 247,4 mio. kr. årligt", {**PER_YEAR, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}),
        ("fra 141,4 til 247,4 mio. kr. årligt", {**PER_YEAR, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}),
        ("før 141,4 mio. kr., nu 247,4 mio. kr.", {**AMOUNT, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}),
        ("247,4 mio. kr. mod tidligere 141,4 mio. kr.", {**AMOUNT, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}),
        ("141,4 mio. kr. i 2020 og 247,4 mio. kr. i 2024", {**AMOUNT, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}),
        ("op til 200 mio. kr.", {**AMOUNT, "amount": "op til 200 mio. kr."}),
        ("ca. 80 mio. kr.", {**AMOUNT, "amount": "ca. 80 mio. kr."}),
        ("mindst 80 mio. kr.", {**AMOUNT, "amount": "mindst 80 mio. kr."}),
        ("80-100 mio. kr.", {**AMOUNT, "amount": "80-100 mio. kr."}),
        ("mellem 80 og 100 mio. kr.", {**AMOUNT, "amount": "80-100 mio. kr."}),
        ("fra 80 til 100 mio. kr.", {**AMOUNT, "amount": "80-100 mio. kr."}),
        ("i alt 320 mio. kr., heraf 80 mio. kr. årligt", {**AMOUNT, "amount": "320 mio. kr."}),
        ("i alt 320 mio. kr., heraf 80 mio. kr. årligt", {**PER_YEAR, "amount": "80 mio. kr."}),
        ("80 mio. kr., der fordeles hvert år", {**AMOUNT, "amount": "80 mio. kr."}),
        ("3.032 (2019-pl) mio. kr.", {**AMOUNT, "amount": "3.032 mio. kr.", "price_level": "2019-niveau"}),
        ("100¹ mio. kr.", {**AMOUNT, "amount": "100 mio. kr."}),
        ("90 pct. af borgerne", {**TARGET, "value": "90 pct."}),
        ("90 procent af borgerne", {**TARGET, "value": "90 pct."}),
        ("90 % af borgerne mod 83 %", {**TARGET, "value": "90 pct.", "baseline": "83 pct."}),
        ("syv ud af ti borgere", {**TARGET, "value": "70 pct."}),
        ("syv ud af ti borgere", {**TARGET, "value": "7 ud af 10 borgere"}),
        ("10.000 årsværk over ti år", {**TARGET, "value": "10.000 årsværk", "over": "10 år"}),
        ("over 100 løsninger", {**TARGET, "value": "mindst 100 løsninger"}),
        ("33 konkrete initiativer", {**COUNT, "count": 33}),
        ("femogtyve initiativer", {**COUNT, "count": 25}),
        ("et nyt initiativ", {**COUNT, "count": 1}),
        ("2000 initiativer", {**COUNT, "count": 2000}),
        ("ca. 40 initiativer", {**COUNT, "count": "ca. 40"}),
        ("111,5 mio. besøg", {"kind": "count", "unit": "besøg", "count": 111500000}),
        ("senest 3. kvartal 2027", {**DEADLINE, "date": "2027-K3"}),
        ("fra 2025 og senest 2027", {**DEADLINE, "date": "2027"}),
        ("gælder fra 2025 til 2027", {**DEADLINE, "date": "2025", "bound": "from"}),
        ("fra 2027, altså senest i 2027", {**DEADLINE, "date": "2027"}),
        ("i 1. halvår 2026", {**DEADLINE, "date": "2026-H1"}),
        ("1. januar 2027", {**DEADLINE, "date": "2027-01-01"}),
        ("den 1/1-2027", {**DEADLINE, "date": "2027-01"}),
        (["senest 1. januar", "i 2027"], {**DEADLINE, "date": "2027-01-01"}),
        ("i vinteren 2024/25", {**DEADLINE, "date": "2024-vinter"}),
        ("i 2024-27", {**DEADLINE, "starts": "2024", "date": "2027"}),
    ],
)  # fmt: skip
def test_a_right_value_stands_in_its_phrase(phrase: str | list[str], fact: dict[str, Any]) -> None:
    assert faults(phrase, fact) == []


@pytest.mark.parametrize(
    ("phrase", "fact", "message"),
    [
        ("86,5 mio. kr.", {**AMOUNT, "amount": "86,5 mia. kr."}, "86,5 mia. kr. does not stand in the phrase, which says »86,5 mio. kr.«."),
        ("80 mio. kr. hvert andet år", {**AMOUNT, "amount": "80 mio. kr."}, "basis is total"),
        ("80 mio. kr. hvert andet år", {**PER_YEAR, "amount": "80 mio. kr."}, "basis is per-year"),
        ("80 mio. kr. (2019-pl)", {**AMOUNT, "amount": "80 mio. kr."}, "in prices of 2019. Record price_level."),
        ("80 mio. kr. i 2019-priser", {**AMOUNT, "amount": "80 mio. kr."}, "in prices of 2019. Record price_level."),
        ("80 mio. kr. ± 5 mio. kr.", {**AMOUNT, "amount": "80 mio. kr."}, "as »ca. 80 mio. kr.«"),
        ("80 mio. kr.", {**AMOUNT, "amount": "80 kr."}, "80 kr. does not stand in the phrase, which says »80 mio. kr.«."),
        ("1½ mia. kr.", {**AMOUNT, "amount": "1 mia. kr."}, "1 mia. kr. does not stand in the phrase, which says »1½ mia. kr.«."),
        ("1½ mia. kr.", {**AMOUNT, "amount": "2 mia. kr."}, "does not stand"),
        ("1 250 mio. kr.", {**AMOUNT, "amount": "250 mio. kr."}, "does not stand"),
        ("90 tusind kr.", {**AMOUNT, "amount": "90 kr."}, "does not stand"),
        ("90 tusind kr.", {**AMOUNT, "amount": "90 mio. kr."}, "does not stand"),
        ("-1024 mio. kr.", {**AMOUNT, "amount": "1.024 mio. kr."}, "does not stand"),
        ("100¹ mio. kr.", {**AMOUNT, "amount": "1.001 mio. kr."}, "does not stand"),
        ("5 mio. euro", {**AMOUNT, "amount": "5 mio. kr."}, "5 mio. kr. stands in the phrase as »5 mio. euro«."),
        ("5 mio. svenske kroner", {**AMOUNT, "amount": "5 mio. kr."}, "stands in the phrase as"),
        ("90 pct. af borgerne", {**AMOUNT, "amount": "90 kr."}, "90 kr. stands in the phrase as »90 pct.«."),
        ("90 kr. pr. borger", {**TARGET, "value": "90 pct."}, "90 pct. stands in the phrase as »90 kr.«."),
        ("80 initiativer", {**AMOUNT, "amount": "80 kr."}, "80 kr. stands in the phrase as »80 initiativer«."),
        ("i 2021", {**AMOUNT, "amount": "2.021 kr."}, "does not stand"),
        ("op til 200 mio. kr.", {**AMOUNT, "amount": "200 mio. kr."}, "200 mio. kr. stands in the phrase as »op til 200 mio. kr.«."),
        ("200 mio. kr.", {**AMOUNT, "amount": "op til 200 mio. kr."}, "stands in the phrase as »200 mio. kr.«"),
        ("80-100 mio. kr.", {**AMOUNT, "amount": "100 mio. kr."}, "does not stand"),
        ("fra 141,4 mio. kr. til 247,4 mio. kr.", {**AMOUNT, "amount": "141,4 mio. kr.", "before": "247,4 mio. kr."}, "Swap them."),
        ("før 141,4 mio. kr., nu 247,4 mio. kr.", {**AMOUNT, "amount": "141,4 mio. kr.", "before": "247,4 mio. kr."}, "Swap them."),
        ("247,4 mio. kr. mod tidligere 141,4 mio. kr.", {**AMOUNT, "amount": "141,4 mio. kr.", "before": "247,4 mio. kr."}, "Swap them."),
        ("141,4 mio. kr. og 247,4 mio. kr.", {**AMOUNT, "amount": "247,4 mio. kr.", "before": "141,4 mio. kr."}, "does not say that 141,4 mio. kr. was before"),
        ("fra 141,4 mio. kr. til 247,4 mio. kr.", {**AMOUNT, "amount": "141,4 mio. kr."}, "what there was before"),
        ("80 mio. kr. årligt", {**AMOUNT, "amount": "80 mio. kr."}, "basis is total, but by the phrase it is per year."),
        ("80 mio. kr. om året", {**AMOUNT, "amount": "80 mio. kr."}, "per year"),
        ("i alt 80 mio. kr.", {**PER_YEAR, "amount": "80 mio. kr."}, "basis is per-year, but by the phrase it is in total."),
        ("80 mio. kr. over fire år", {**PER_YEAR, "amount": "80 mio. kr."}, "in total"),
        ("500 kr. om måneden", {**PER_YEAR, "amount": "500 kr."}, "for each month, citizen or the like"),
        ("500 kr. pr. borger", {**AMOUNT, "amount": "500 kr."}, "for each month, citizen or the like"),
        ("5 promille", {**TARGET, "value": "5 pct."}, "stands in the phrase as »5 promille«"),
        ("hver femte borger", {**TARGET, "value": "5 pct."}, "does not stand"),
        ("80 mio. borgere", {**AMOUNT, "amount": "80 mio. kr."}, "stands in the phrase as »80 mio. borgere«"),
        ("flere hundrede mio. kr.", {**AMOUNT, "amount": "100 mio. kr."}, "does not stand"),
        ("\u2212 80 mio. kr.", {**AMOUNT, "amount": "80 mio. kr."}, "does not stand"),
        ("CO2-initiativer", {**COUNT, "count": 2}, "does not stand"),
        ("uge 3 i 2026", {**DEADLINE, "date": "2026-03"}, "does not stand"),
        ("80 mio. kr. (2019-pl)", {**AMOUNT, "amount": "80 mio. kr.", "price_level": "2021-niveau"}, "2021-niveau, and the phrase says 2019."),
        ("80 mio. kr. i 2024", {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2025}}, "2025 does not stand"),
        ("80 mio. kr. i 2024 og 90 mio. kr. i 2025", {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2025, "to": 2025}}, "by the phrase it is in 2024."),
        ("80 mio. kr. i 2024-27", {**AMOUNT, "amount": "80 mio. kr.", "years": {"from": 2024}}, "by the phrase it ends in 2027."),
        ("90 pct. mod 83 pct. i dag", {**TARGET, "value": "83 pct.", "baseline": "90 pct."}, "Swap them."),
        ("fra 83 til 90 pct.", {**TARGET, "value": "83 pct.", "baseline": "90 pct."}, "Swap them."),
        ("5 pct.-point", {**TARGET, "value": "5 pct."}, "5 pct. stands in the phrase as »5 pct.-point«."),
        ("10 måneder", {**TARGET, "value": "10 år"}, "10 år stands in the phrase as »10 måneder«."),
        ("10 år", {**TARGET, "value": "10 årsværk"}, "stands in the phrase as »10 år«."),
        ("syv ud af ti", {**COUNT, "count": 7}, "does not stand"),
        ("3. del af initiativerne", {**COUNT, "count": 3}, "does not stand"),
        ("initiativ 8", {**COUNT, "count": 8}, "does not stand"),
        ("i 2021", {**COUNT, "count": 2021}, "does not stand"),
        ("33 mål og ni initiativer", {**COUNT, "count": 33}, "33 stands in the phrase, but not as »ni initiativer«."),
        ("over 30 initiativer", {**COUNT, "count": 30}, "30 stands in the phrase as »mindst 30«."),
        ("15 år", {**COUNT, "count": 15}, "15 stands in the phrase as »15 år«."),
        ("fra den 1. maj 2027", {**DEADLINE, "date": "2027-05-01"}, "bound is by, but the phrase says »fra« before 2027-05-01. Write bound: from."),
        ("Tidligst 2027", {**DEADLINE, "date": "2027"}, "the phrase says »tidligst«"),
        ("senest 2027", {**DEADLINE, "date": "2027", "bound": "from"}, "the phrase says »senest«"),
        ("senest i 2027", {**DEADLINE, "date": "2027", "bound": "during"}, "»senest« before 2027. Write bound: by."),
        ("ikke før 2027", {**DEADLINE, "date": "2027", "bound": "about"}, "»ikke før« before 2027. Write bound: from."),
        ("til og med 2027", {**DEADLINE, "date": "2027", "bound": "from"}, "the phrase says »til og med«"),
        ("i 2027", {**DEADLINE, "date": "2027-K3"}, "2027-K3 does not stand in the phrase."),
        ("2. kvartal 2027", {**DEADLINE, "date": "2027-K3"}, "does not stand"),
        ("1. februar 2027", {**DEADLINE, "date": "2027-01"}, "does not stand"),
    ],
)  # fmt: skip
def test_a_wrong_value_does_not(phrase: str, fact: dict[str, Any], message: str) -> None:
    said = faults(phrase, fact)
    assert len(said) == 1
    assert message in said[0]


def test_what_we_worked_out_is_exempt() -> None:
    assert faults("86,5 mio. kr.", {**AMOUNT, "amount": "86,5 mia. kr.", "derived": True}) == []


def _around(text: str, phrase: str | list[str], fact: dict[str, Any]) -> list[str]:
    texts = {HASH: SourceText.of(text)}
    return [message for _, message in number_is_whole_in_source(_archive(phrase, fact), 0, texts)]


@pytest.mark.parametrize(
    ("text", "phrase", "amount", "expected"),
    [
        ("Der er op til 80 mio. kr. til broer.", "80 mio. kr. til broer", "80 mio. kr.", "»op til 80 mio. kr.«"),
        ("Der er 80 mio. kr. årligt til broer.", "80 mio. kr.", "80 mio. kr.", "per year"),
        ("Der er 80 mio. euro til broer.", "80 mio.", "80 mio. kr.", "»80 mio. euro«"),
        ("Der er mellem 80 og 100 mio. kr. til broer.", "100 mio. kr.", "100 mio. kr.", "»80 og 100 mio. kr.«"),
        ("Der er 80 mio. kr. til broer.", "80 mio. kr.", "80 mio. kr.", None),
        ("Der er 80 mio. kr. årligt. Der er 80 mio. kr. i alt.", "80 mio. kr.", "80 mio. kr.", None),
    ],
)  # fmt: skip
def test_a_phrase_may_not_leave_out_what_changes_its_number(
    text: str, phrase: str, amount: str, expected: str | None
) -> None:
    said = _around(text, phrase, {**AMOUNT, "amount": amount})
    assert len(said) == bool(expected)
    assert all(str(expected) in message for message in said)


def test_the_past_is_not_asked_again() -> None:
    """A revision from before the rule was made can still be compared with."""
    archive = _archive("80 mio. kr.", {**AMOUNT, "amount": "80 kr."})
    rules = [{p.rule for p in check(archive.agreements, REGISTER, is_past=is_past)} for is_past in (False, True)]
    assert rules[0] - rules[1] == {"number-stands-in-phrase"}


# ---- Danish numbers as running text writes them, each with its value. The table is the reader's specification.

FORMS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "quantities.yaml").read_text(encoding="utf-8"))


def shown(reading: QuantityReading) -> str:
    match reading:
        case StatedQuantity():
            return _quantity(reading)
        case Moment():
            return _moment(reading)
        case Label():
            return f"({reading.kind}{f' {reading.year}' if reading.year else ''})"


def _quantity(q: StatedQuantity) -> str:
    values = dict.fromkeys((q.low, q.high))
    numbers = [f"{round(value * q.of)}" if q.of else f"{value.normalize():f}" for value in values]
    unit = f"of {q.of}" if q.of else q.unit
    parts = [q.bound, "..".join(numbers), unit, q.basis, q.when, q.year and f"in {q.year}"]
    parts += [q.price_year and f"pl {q.price_year}", "" if q.is_asserted else "(not asserted)"]
    return " ".join(str(part) for part in parts if part)


def _moment(m: Moment) -> str:
    first, last = m.years or ("", "")
    day = f"-{m.day:02}" if m.day else ""
    if m.months == (1, 12):
        return f"{first}" if first == last else f"{first}..{last or ''}"
    months = "..".join(f"{month:02}" for month in dict.fromkeys(m.months))
    return f"{first if first == last else f'{first}..{last}'}-{months}{day}"


@pytest.mark.parametrize("text", FORMS)
def test_a_danish_form_has_its_value(text: str) -> None:
    assert "; ".join(map(shown, readings(text))) == FORMS[text]


PIECES = st.sampled_from(
    ["80", "20,5", "mio. kr.", "1.250,5", "80'000", ",8", "x", "gange", "hver", "ikke", "o", "_", "1 250", "2022-2025", "2024-27", "14. juni", "90 pct.", "tre", "halvtreds", "Ord", "ord",
     "kr.", "½", "1/2", "CO2", "%", "1)", "(", "maj", "\n", "14.20", "kl.", "2024/25", "-", "–", "/", "1.2.3", "19.999",
     "mia.", "og", "til", "fra", "0,5", "hundrede", "én", "en halv", "§", "nr.", "ud af", "ca.", "2019-pl", "¹", "|", ","]
)  # fmt: skip
TEXTS = st.tuples(st.lists(PIECES, max_size=25), st.sampled_from(["", " ", "\u00a0"])).map(
    lambda drawn: drawn[1].join(drawn[0])
)


@given(TEXTS)
def test_no_digit_is_passed_over(text: str) -> None:
    """Whoever must account for every number of a source learns of every one."""
    numerals = [span for reading in readings(text) for span in reading.numerals]
    for place, character in enumerate(text):
        if character.isdecimal():
            assert any(start <= place < end for start, end in numerals), text[: place + 1]


@settings(deadline=None)  # the first reading of a process compiles its tables
@given(TEXTS)
def test_readings_stand_in_order_and_apart(text: str) -> None:
    end = 0
    for reading in readings(text):
        assert end <= reading.span[0] < reading.span[1] <= len(text)
        end = reading.span[1]
        for start, stop in reading.numerals:
            assert reading.span[0] <= start < stop <= reading.span[1]


@given(TEXTS)
def test_what_cannot_be_seen_changes_no_number(text: str) -> None:
    written = [shown(reading) for reading in readings(text)]
    assert [shown(reading) for reading in readings(text.replace(" ", "\u2009"))] == written
    assert [shown(reading) for reading in readings("\u00ad".join(text))] == written
