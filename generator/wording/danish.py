"""Dates, counts and lists as Danes write them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.values import PartialDate

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_SEASONS = {"forår": "foråret", "sommer": "sommeren", "efterår": "efteråret", "vinter": "vinteren"}


def date_words(date: PartialDate) -> str:
    """Write a date with the precision it has: 9. juni 2020, marts 2019, efteråret 2021, 2024."""
    if date.season:
        return f"{_SEASONS[date.season]} {date.year}"
    if date.month is None:
        return str(date.year)
    month = f"{MONTHS[date.month - 1]} {date.year}"
    return f"{date.day}. {month}" if date.day else month


def period_words(start: PartialDate, end: PartialDate | None) -> str:
    if end is None:
        return f"fra {date_words(start)}"
    return date_words(start) if start == end else f"{date_words(start)}–{date_words(end)}"


def sentence(text: str) -> str:
    """*text* with a capital at its beginning and the rest as it is."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A title as it stands inside a sentence: »i økonomiaftalerne for 2021«. An abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def format_number_of(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def quantity_of(count: int, words: tuple[str, str]) -> str:
    """»1 indsats«, »3 indsatser«."""
    return f"{format_number_of(count)} {words[count != 1]}"


def joined(parts: Sequence[str]) -> str:
    """»a, b og c«."""
    return f"{', '.join(parts[:-1])} og {parts[-1]}" if len(parts) > 1 else "".join(parts)
