"""Dates of stated precision, numbers as they are written in Danish, and quantities: how much an agreement states."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache, total_ordering
from itertools import chain
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer
from pydantic.json_schema import WithJsonSchema

from generator.folding import fold, fold_case

# The first and the last month of each part of a year that a date can be.
PARTS_OF_YEAR = {
    "forår": (3, 5),
    "sommer": (6, 8),
    "efterår": (9, 11),
    "vinter": (12, 12),
    **{f"K{n}": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)},
    **{f"H{n}": (6 * n - 5, 6 * n) for n in (1, 2)},
}
_IN_WORDS = re.compile(r"([1-4])\. ?kvartal|([12])\. ?halvår")  # another way to write K3 and H1
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-(" + "|".join(PARTS_OF_YEAR) + rf"|{_IN_WORDS.pattern}))?")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date with the precision its source gives: a year, a season, half-year, quarter or month, or a day.

    Nothing is filled in. Order is by the first day the date can mean, then by the last.
    """

    year: int
    month: int | None = None
    day: int | None = None
    part: str | None = None  # a key of PARTS_OF_YEAR

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read '2019', '2019-03', '2019-03-07', '2021-efterår', '2027-K3' or '2026-H1'; raise ValueError otherwise."""
        match = DATE.fullmatch(text)
        if not match:
            raise ValueError(
                "a date is YYYY, YYYY-MM, YYYY-MM-DD or a year and a part of it such as 2021-efterår,"
                " 2027-K3 (3. kvartal) or 2026-H1 (1. halvår)"
            )
        year, month, day, part, quarter, half = match.groups()
        part = f"K{quarter}" if quarter else f"H{half}" if half else part
        value = cls(int(year), int(month) if month else None, int(day) if day else None, part)
        try:
            _ = value.earliest, value.latest
        except ValueError:
            raise ValueError("there is no such date in the calendar; write the one that the text has") from None
        return value

    @property
    def earliest(self) -> date:
        month = PARTS_OF_YEAR[self.part][0] if self.part else self.month or 1
        return date(self.year, month, self.day or 1)

    @property
    def latest(self) -> date:
        month = PARTS_OF_YEAR[self.part][1] if self.part else self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: PartialDate) -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        if self.part:
            return f"{self.year}-{self.part}"
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


def parse_number(text: str) -> Decimal:
    """Read a number written as Danes write it: '10.000' is ten thousand, '39,3' has one decimal."""
    return Decimal(text.replace(".", "").replace(",", "."))


def format_number(value: Decimal) -> str:
    """Write a number as Danes do, with the decimals it was stated with."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


# The first of each line stands for all of them.
_SAME_WORD = (
    ("pct", "procent", "%"),
    ("pct-point", "pctpoint", "procentpoint", "procent-point", "%-point"),
    ("mio", "million", "millioner"),
    ("mia", "milliard", "milliarder"),
    ("kr", "krone", "kroner", "dkk"),
    ("stk", "styk", "styks"),
)
_KEYS = {word: words[0] for words in _SAME_WORD for word in words}
_PERCENTAGE_POINT = re.compile(r"(?<!\w)(?:pct\.?|procent|%)[ -](?=point\b)", re.IGNORECASE)


@lru_cache(maxsize=2**10)
def unit_key(unit: str) -> str:
    """What two units have in common when they are the same; upper and lower case differ, as in MW and mW."""
    words = _PERCENTAGE_POINT.sub("procent-", fold(unit)).split()
    return " ".join(_KEYS.get(fold_case(word).replace(".", ""), word.rstrip(".")) for word in words)


Bound = Literal["about", "at-most", "at-least"]

# The words a snapshot may use; the first is the one that is shown.
BOUND_WORDS: dict[Bound, tuple[str, ...]] = {
    "about": ("ca.", "cirka", "omkring"),
    "at-most": ("op til", "højst"),
    "at-least": ("mindst",),
}
SCALES = {"": 1, "tusind": 10**3, "mio.": 10**6, "mia.": 10**9}
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
MAX_DIGITS = 15  # what a spreadsheet keeps of a number, and more than any agreement is about

_PARTS = "".join(_FRACTIONS)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words).replace(".", r"\.")  # an editor refuses what `re.escape` does with a space


_SCALED = (
    rf"((?:\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,\d+|[{_PARTS}])?|[{_PARTS}])"
    rf"(?: ({_any_of(filter(None, SCALES))}))?"
)
_STATED = rf"(?:({_any_of(chain(*BOUND_WORDS.values()))}) )?{_SCALED}(?:[-–]{_SCALED})?"
COUNT = re.compile(rf"{_STATED}()")
KRONER = re.compile(rf"{_STATED} (kr\.)")
_LONG = re.compile(r"(?<![\d,])\d{4,}")  # a number whose thousands are not set apart, as YAML has it
MEASURE = re.compile(rf"{_STATED} (\S.*)")
_OR_BOUND = "or have ca., op til or mindst before it"
_AT_PRICE_LEVEL = re.compile(r"(.*kr\.),? \(?(\d{4}-\w+|pl-\d{4})\)?")


@dataclass(frozen=True)
class Quantity:
    """At least *low* and at most *high* of *unit*: `ca. 80 mio. kr.`, `80-100 pct.`, `op til 40`.

    A bound leaves one end open; one number has both ends equal. `written` is the numbers as they stand in the source:
    0,5 mia. and 500 mio. are the same quantity.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    is_about: bool = False
    written: str = field(default="", compare=False)

    @property
    def bound(self) -> Bound | None:
        """How the numbers are to be read; None where they are meant as they stand."""
        if self.low is None:
            return "at-most"
        if self.high is None:
            return "at-least"
        return "about" if self.is_about else None

    @property
    def exact(self) -> Decimal | None:
        """The number, where there is one and it is meant as it stands. Nothing else may be calculated with."""
        return self.low if self.low == self.high and not self.is_about else None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The one or two numbers that are stated, smallest first."""
        return tuple(dict.fromkeys(number for number in (self.low, self.high) if number is not None))

    @property
    def canonical(self) -> str:
        """Equal text for equal quantities, however they are written: 1½ mia. kr. is 1500000000 kr."""
        numbers = "–".join(f"{number.normalize():f}" for number in self.numbers)
        return " ".join(part for part in (self.bound or "", numbers, unit_key(self.unit)) if part)

    def __str__(self) -> str:
        word = BOUND_WORDS[self.bound][0] if self.bound else ""
        return " ".join(part for part in (word, self.written, self.unit) if part)


def parse_kroner(text: str) -> Quantity:
    """Read `247,4 mio. kr.`, `80-100 mio. kr.` or `op til 1½ mia. kr.`; raise ValueError otherwise."""
    if match := KRONER.fullmatch(fold(text)):
        return _quantity(match)
    if at_level := _AT_PRICE_LEVEL.fullmatch(fold(text)):
        raise ValueError(f"write {at_level[1]!r} here, and the price level {at_level[2]!r} under price_level")
    like = "an amount is a Danish number and kr., mio. kr. or mia. kr., such as 247,4 mio. kr."
    raise ValueError(f"{like} It can be an interval (80-100 mio. kr.), {_OR_BOUND}")


def parse_measure(text: str) -> Quantity:
    """Read `90 pct.`, `mindst 30 pct.` or `5-10 år` (Danish number, then the unit); raise ValueError otherwise."""
    if match := MEASURE.fullmatch(fold(text)):
        return _quantity(match)
    like = "a quantity is a Danish number and its unit, such as 90 pct. or 10.000 årsværk."
    raise ValueError(f"{like} It can be an interval (5-10 år), {_OR_BOUND}")


def parse_count(text: str) -> Quantity:
    """Read `40`, `30-40` or `op til 40`: whole numbers without a unit; raise ValueError otherwise."""
    match = COUNT.fullmatch(fold(text))
    quantity = _quantity(match) if match else None
    if quantity and not any(number % 1 for number in quantity.numbers):
        return quantity
    raise ValueError(f"a count is a whole number, such as 40. It can be an interval (30-40), {_OR_BOUND}")


def _quantity(match: re.Match[str]) -> Quantity:
    word, first, first_scale, second, second_scale, unit = match.groups()
    bound = next((bound for bound, words in BOUND_WORDS.items() if word in words), None)
    scale = second_scale or "" if second else first_scale or ""
    low = high = _number(first, first_scale or scale)
    written = first if not first_scale else f"{first} {first_scale}"
    if second:
        high = _number(second, scale)
        written = f"{written}–{second} {scale}".strip()
        if bound in ("at-most", "at-least"):
            raise ValueError(f"write an interval or {word}, not both")
        if low >= high:
            raise ValueError("an interval has its smallest number first")
    return Quantity(
        None if bound == "at-most" else low,
        None if bound == "at-least" else high,
        unit,
        is_about=bound == "about",
        written=_LONG.sub(lambda digits: format_number(Decimal(digits[0])), written),
    )


def _number(text: str, scale: str) -> Decimal:
    """Return the number times its scale; raise ValueError where no table could hold it as it was written."""
    whole, part = (text[:-1], _FRACTIONS[text[-1]]) if text[-1] in _FRACTIONS else (text, Decimal(0))
    number = parse_number(whole or "0") + part
    _, digits, exponent = number.as_tuple()
    if max(len(digits), -int(exponent)) > MAX_DIGITS or number * SCALES[scale] >= 10**MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return number * SCALES[scale]


# The types of keys that are written as text and read as one of these.


def _parsed(parse: Callable[[str], object], kind: type) -> BeforeValidator:
    """Parse text with *parse*; let a value of *kind* pass; leave the rest to be refused as a wrong type."""

    def read(value: object) -> object:
        if isinstance(value, kind):
            return value
        if isinstance(value, float):
            parse("")  # which says what is to be written
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"found {type(value).__name__} where text was expected")  # noqa: TRY004 - pydantic reads ValueError
        return parse(str(value))

    return BeforeValidator(read)


def _written(form: re.Pattern[str]) -> dict[str, object]:
    return {"type": "string", "pattern": f"^(?:{form.pattern})$"}


Date = Annotated[
    PartialDate,
    _parsed(PartialDate.parse, PartialDate),
    # a year alone is a number to YAML
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, _written(DATE)]}),
]
# As plain data a quantity is one value, the same however it is written.
_CANONICAL = PlainSerializer(lambda quantity: quantity.canonical)
Kroner = Annotated[Quantity, _parsed(parse_kroner, Quantity), _CANONICAL, WithJsonSchema(_written(KRONER))]
Measure = Annotated[Quantity, _parsed(parse_measure, Quantity), _CANONICAL, WithJsonSchema(_written(MEASURE))]
Count = Annotated[
    Quantity,
    _parsed(parse_count, Quantity),
    _CANONICAL,
    WithJsonSchema({"anyOf": [{"type": "integer"}, _written(COUNT)]}),
]
