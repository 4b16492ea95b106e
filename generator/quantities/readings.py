"""What running text states in numbers: quantities, times, and numbers that only name something."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from generator.folding import Span

Bound = Literal["about", "at-most", "at-least"]
AmountBasis = Literal["per-year", "per-other", "total"]
# When a quantity holds, by the words beside it: of two, the earlier one is what there was before.
When = Literal["before", "now", "after"]
QuantityKind = Literal["amount", "share", "count"]
LabelKind = Literal["name", "ordinal", "clock", "week", "price-level"]

POINTS = "procentpoint"
RATIO = "ud af"


@dataclass(frozen=True, slots=True)
class StatedQuantity:
    """A number with its scale applied, and what it is a number of.

    `unit` is a currency's code for an amount, or nothing where the text names none (»60 millioner«); »pct.«,
    »promille«, »procentpoint« or »ud af« for a share, and the noun for a count, as far as one follows. `low` and `high`
    differ for an interval. A ratio is a fraction of one; `of` is what it was taken of (»syv ud af ti«: 0.7 of 10). One
    that the text denies or only calculates with is not asserted, and no fact can rest on it: »3 gange 80 mio. kr.«.
    """

    span: Span
    numerals: tuple[Span, ...]
    low: Decimal
    high: Decimal
    kind: QuantityKind
    unit: str = ""
    of: Decimal | None = None
    bound: Bound | None = None
    basis: AmountBasis | None = None
    when: When | None = None
    year: int | None = None  # that it holds in, where one stands beside it
    price_year: int | None = None
    is_asserted: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as precisely as it is stated: whole years, or months of a year, or a day.

    `years` are the first and the last; the last is None where the text says »og frem«, and both are where it names no
    year. `months` are the first and the last of the year; those of a winter are 12 and 2.
    """

    span: Span
    numerals: tuple[Span, ...]
    years: tuple[int, int | None] | None = None
    months: tuple[int, int] = (1, 12)
    day: int | None = None
    noun: str = ""  # the word after a bare year, which may be what 2000 is a number of


@dataclass(frozen=True, slots=True)
class Label:
    """A number that counts nothing: »3. del«, »side 18«, »CO2«, »kl. 14.20«, »2021-niveau«."""

    span: Span
    numerals: tuple[Span, ...]
    kind: LabelKind
    year: int | None = None  # of a price level


QuantityReading = StatedQuantity | Moment | Label


def numbers_of(reading: QuantityReading) -> set[Decimal]:
    """The numbers that stand there, whatever of; of a time its day and its years. A label has none to look for."""
    match reading:
        case StatedQuantity():
            return {reading.low, reading.high}
        case Moment():
            return {Decimal(number) for number in (reading.day, *(reading.years or ())) if number is not None}
        case Label():
            return set()
        case _:
            assert_never(reading)
