"""The small values that facts are made of: dates of stated precision, kroner, quantities, text."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import total_ordering

_SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (12, 12)}
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-(" + "|".join(_SEASONS) + r"))?")

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
KRONER = re.compile(rf"({_NUMBER}) (?:(mio|mia)\. )?kr\.")
QUANTITY = re.compile(rf"({_NUMBER}) (\S.*)")
_SCALE = {None: 1, "mio": 10**6, "mia": 10**9}
MAX_DIGITS = 15  # what a spreadsheet keeps of a number, and more than any agreement is about


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date with the precision its source gives: a year, a season, a month or a day.

    Nothing is filled in. Order is by the first day the date can mean, then by the last.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: str | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read '2019', '2019-03', '2019-03-07' or '2021-efterår'; raise ValueError otherwise."""
        match = DATE.fullmatch(text)
        if not match:
            raise ValueError(
                "a date is YYYY, YYYY-MM, YYYY-MM-DD or a year and a season such as 2021-efterår"
            )
        year, month, day, season = match.groups()
        value = cls(int(year), int(month) if month else None, int(day) if day else None, season)
        try:
            _ = value.earliest, value.latest
        except ValueError:
            raise ValueError("there is no such date in the calendar") from None
        return value

    @property
    def earliest(self) -> date:
        month = _SEASONS[self.season][0] if self.season else self.month or 1
        return date(self.year, month, self.day or 1)

    @property
    def latest(self) -> date:
        month = _SEASONS[self.season][1] if self.season else self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: PartialDate) -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        if self.season:
            return f"{self.year}-{self.season}"
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


@dataclass(frozen=True)
class Quantity:
    """A number and what it counts: 90 pct., 10.000 årsværk."""

    value: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read '90 pct.' or '10.000 årsværk' (Danish number, then the unit); raise ValueError otherwise."""
        match = QUANTITY.fullmatch(text)
        if not match:
            raise ValueError("a quantity is a Danish number and its unit, such as 90 pct. or 10.000 årsværk")
        return cls(_bounded(parse_number(match[1])), match[2])

    def __str__(self) -> str:
        return f"{format_number(self.value)} {self.unit}"


def parse_number(text: str) -> Decimal:
    """Read a number written as Danes write it: '10.000' is ten thousand, '39,3' has one decimal."""
    return Decimal(text.replace(".", "").replace(",", "."))


def format_number(value: Decimal) -> str:
    """Write a number as Danes do, with the decimals it was stated with."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def parse_kroner(text: str) -> Decimal:
    """Read '247,4 mio. kr.' as an amount in whole kroner; raise ValueError otherwise.

    The stated decimals are kept in the exponent, so that 115,0 mio. kr. is shown as it was written.
    """
    match = KRONER.fullmatch(text)
    if not match:
        raise ValueError("an amount is a Danish number and kr., mio. kr. or mia. kr., such as 247,4 mio. kr.")
    return _bounded(parse_number(match[1]), _SCALE[match[2]])


def _bounded(number: Decimal, scale: int = 1) -> Decimal:
    """Return *number* times *scale*; raise ValueError where no table could hold it as it was written."""
    _, digits, exponent = number.as_tuple()
    if max(len(digits), -int(exponent)) > MAX_DIGITS or number * scale >= 10**MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return number * scale


def format_kroner(amount: Decimal) -> str:
    """Write kroner in the largest Danish unit that keeps the number above one."""
    for unit in ("mia", "mio"):
        if abs(amount) >= _SCALE[unit]:
            return f"{format_number(amount / _SCALE[unit])} {unit}. kr."
    return f"{format_number(amount)} kr."
