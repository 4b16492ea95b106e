"""Dates of stated precision, and numbers as they are written in Danish."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import total_ordering

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
