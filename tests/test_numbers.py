"""Danish numbers as running text has them, and those of a fact against its phrase and its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import cases
from hypothesis import given
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


def _archive(phrase: str | list[str], fact: dict[str, Any]) -> Archive:
    facts = [{"id": "f", "label": "F", "source": "k", "phrase": phrase, **fact}]
    return Archive((agreement("a0", None, [initiative("alfa", facts=facts)]),), REGISTER)


def faults(phrase: str | list[str], fact: dict[str, Any]) -> list[str]:
    return [message for _, message in number_stands_in_phrase(_archive(phrase, fact).agreements[0], REGISTER)]


@cases
def test_a_right_value_stands_in_its_phrase(phrase: str | list[str], fact: dict[str, Any]) -> None:
    assert faults(phrase, fact) == []


@cases
def test_a_wrong_value_does_not(phrase: str, fact: dict[str, Any], message: str) -> None:
    said = faults(phrase, fact)
    assert len(said) == 1
    assert message in said[0]


@cases
def test_an_amount_in_our_own_words_stands_in_a_phrase_of_the_file(summary: str, message: str) -> None:
    facts = [{"id": "f", "label": "F", "source": "k", "phrase": "86,5 mio. kr.", **AMOUNT, "amount": "86,5 mio. kr."}]
    alone = agreement("a0", None, [initiative("alfa", facts=facts, summary=summary)])
    assert [m.partition(" Mend")[0] for _, m in number_stands_in_phrase(alone, REGISTER)] == [message][: bool(message)]


def test_what_we_worked_out_is_exempt() -> None:
    assert faults("86,5 mio. kr.", {**AMOUNT, "amount": "86,5 mia. kr.", "derived": True}) == []


def _around(text: str, phrase: str | list[str], fact: dict[str, Any]) -> list[str]:
    texts = {HASH: SourceText.of(text)}
    return [message for _, message in number_is_whole_in_source(_archive(phrase, fact), 0, texts)]


@cases
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
    numerals = [span for reading in readings(text) for span in reading.numerals]
    for place, character in enumerate(text):
        if character.isdecimal():
            assert any(start <= place < end for start, end in numerals), text[: place + 1]


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
