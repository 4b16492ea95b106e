"""Danish numbers as running text writes them, each with its value. The table is the reader's specification."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.quantities.reader import readings
from generator.quantities.readings import Label, Moment, QuantityReading, StatedQuantity

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


def test_a_span_is_where_it_is_written() -> None:
    text = "I alt\u00a080\u00a0mio.\u2009kr.\nog 20\u00ad24\u201327"
    assert [text[slice(*reading.span)] for reading in readings(text)] == ["80\u00a0mio.\u2009kr.", "20\u00ad24\u201327"]
