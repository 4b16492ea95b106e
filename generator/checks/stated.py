"""Whether a value of a fact is among the quantities and times that a text states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.model.quantity import BOUND_WORDS, Quantity
from generator.model.values import PARTS_OF_YEAR, PartialDate
from generator.quantities import PIECE_BREAK, Moment, QuantityKind, QuantityReading, StatedQuantity, readings
from generator.quantities.readings import DANISH_KRONER, PERCENT, RATIO
from generator.quantities.units import TIMES

_RANKS = {"before": 0, "now": 1, None: 1, "after": 2}


@dataclass(frozen=True)
class Phrase:
    """Words of a source, and what they state in numbers."""

    words: str
    readings: tuple[QuantityReading, ...]

    @classmethod
    def of(cls, pieces: Sequence[str]) -> Phrase:
        words = PIECE_BREAK.join(pieces)
        return cls(words, readings(words))

    @cached_property
    def quantities(self) -> list[StatedQuantity]:
        """What the text asserts: of »3 gange 80 mio. kr.«, three times."""
        return [reading for reading in self.readings if isinstance(reading, StatedQuantity) and reading.is_asserted]

    @cached_property
    def moments(self) -> list[Moment]:
        return [reading for reading in self.readings if isinstance(reading, Moment)]

    def quote(self, reading: QuantityReading) -> str:
        return f"»{' '.join(self.words[slice(*reading.span)].split())}«"


class NumberKind(NamedTuple):
    """What a value is a number of, as the reader of text has it."""

    kind: QuantityKind
    unit: str
    of: Decimal | None = None


MONEY = NumberKind("amount", DANISH_KRONER)


def kind_of(unit: str) -> NumberKind:
    """What a unit in a snapshot is: `pct.` is a share, `år` a count of years, `ud af 10 brugere` a ratio."""
    for reading in readings(f"1 {unit}"):
        if isinstance(reading, StatedQuantity):
            return NumberKind(reading.kind, reading.unit, reading.of)
    return NumberKind("count", unit)


def is_number_of(quantity: Quantity, stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether the text states the same number, whatever it is a number of."""
    factor = stated.of or 1 if kind.unit == RATIO else 100 if is_percentage_of(stated, kind) else 1
    ends = {stated.low * factor, stated.high * factor}
    return ends == set(quantity.numbers)


def is_percentage_of(stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether »syv ud af ti« is held against a percentage, of which it is 70."""
    return stated.unit == RATIO and kind.unit == PERCENT


def is_of(stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether the text states a number of the same thing; what counted things are called is for people to compare."""
    if kind.kind == "share" or stated.kind == "share":
        is_same = (stated.unit, stated.of) == (kind.unit, kind.of if kind.unit == RATIO else stated.of)
        return is_percentage_of(stated, kind) or (stated.kind == kind.kind and is_same)
    if kind.kind == "amount":
        return stated.kind == "amount" and stated.unit in (kind.unit, "")
    if stated.kind == "amount":
        return not stated.unit  # »252 mio.«, whatever of
    return _time(stated.unit) == _time(kind.unit) or not stated.unit


def _time(unit: str) -> str | None:
    return TIMES.get(unit.split(" ", maxsplit=1)[0].rstrip("."))


def with_bound(stated: StatedQuantity, quantity: Quantity) -> str:
    """The quantity as a snapshot would have it with the bound of the text."""
    word = BOUND_WORDS[stated.bound][0] if stated.bound else ""
    return " ".join(part for part in (word, quantity.written, quantity.unit) if part)


def is_change(first: StatedQuantity, second: StatedQuantity) -> bool | None:
    """Whether *first* was before *second* by the words or the years beside them; None where they do not say."""
    if first.year and second.year and first.year != second.year:
        return first.year < second.year
    ranks = _RANKS[first.when], _RANKS[second.when]
    return None if ranks[0] == ranks[1] else ranks[0] < ranks[1]


def states_year(stated: Sequence[Moment], year: int) -> bool:
    return any(moment.years and year in moment.years for moment in stated)


def states_date(stated: Sequence[Moment], date: PartialDate) -> bool:
    """Whether the text states a time as precise as *date* in it; its day and its year may stand apart."""
    if not states_year(stated, date.year):
        return False
    return any(_is_in(moment, date) for moment in stated if not moment.years or date.year in moment.years)


def _is_in(moment: Moment, date: PartialDate) -> bool:
    first, last = PARTS_OF_YEAR[date.part] if date.part else (date.month or 1, date.month or 12)
    is_same_winter = date.part == "vinter" and moment.months[0] == first
    is_within = first <= moment.months[0] <= moment.months[1] <= last
    is_whole = date.part is None and date.month is None
    return is_whole or ((is_within or is_same_winter) and date.day in (None, moment.day))
