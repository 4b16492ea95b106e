"""Times in running text: years and periods, quarters and halves, months, seasons and days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from generator.folding import Span
from generator.quantities.numerals import Tokens, span_of
from generator.quantities.readings import Label, LabelKind, Moment, QuantityReading
from generator.quantities.tokens import DASH, Token
from generator.quantities.words import ORDINALS

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
MONTH_WORDS: Mapping[str, int] = (
    {name: n for n, name in enumerate(MONTHS, 1)} | {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
)
SEASONS: Mapping[str, tuple[int, int]] = {
    f"{name}{end}": months
    for name, months in (("forår", (3, 5)), ("sommer", (6, 8)), ("efterår", (9, 11)), ("vinter", (12, 2)))
    for end in ("", "et", "en")
}
_PARTS_OF_YEAR = {"kvartal": 3, "kvartaler": 3, "kvt": 3, "kv": 3, "halvår": 6, "halvdel": 6}
_LAST_DAY = 31
_CENTURY = 100
_YEAR_DIGITS = 4
_OPEN = ("frem", "fremover", "fremefter", "fremadrettet", "fremtiden")
_MONTHS_IN_YEAR = 12
_QUARTER = re.compile("[qk][1-4]|h[12]")


class Placed(NamedTuple):
    """A reading and the tokens it is made of; `scale` is what the words for one come to."""

    reading: QuantityReading
    begin: int
    end: int
    scale: int = 1


class _Year(NamedTuple):
    first: int
    last: int | None
    end: int
    numerals: tuple[Span, ...]


class _TimeOfYear(NamedTuple):
    months: tuple[int, int]
    day: int | None = None
    numerals: tuple[Span, ...] = ()


_WHOLE_YEAR = _TimeOfYear((1, 12))


def moment_at(tokens: Tokens, begin: int) -> Placed | None:
    """The time whose first token is at *begin*."""
    token = tokens[begin]
    if token.kind == "date":
        return _numeric(tokens, begin)
    if token.kind == "number":
        return _day(tokens, begin) or _part(tokens, begin) or _years(tokens, begin)
    if token.kind == "word":
        return _month(tokens, begin) or _season(tokens, begin) or _part(tokens, begin) or _quarter(tokens, begin)
    return None


def is_year(token: Token) -> bool:
    is_whole = token.kind == "number" and token.text.isdecimal()
    return is_whole and len(token.text) == _YEAR_DIGITS and token.text[:2] in ("19", "20")


def label(tokens: Tokens, kind: LabelKind, begin: int, end: int, year: int | None = None) -> Placed:
    """The tokens as a number that counts nothing."""
    numerals = tuple(_span(t) for t in tokens[begin:end] if t.kind in ("number", "date"))
    return Placed(Label(span_of(tokens, begin, end), numerals, kind, year), begin, end)


def _span(token: Token) -> Span:
    return token.start, token.end


def _numeric(tokens: Tokens, begin: int) -> Placed | None:
    parts = [int(part) for part in re.split(r"[-./ ]", tokens[begin].text) if part]
    year, month, day = parts if parts[0] > _LAST_DAY else reversed(parts)
    year += 20 * _CENTURY if year < _CENTURY else 0
    try:
        date(year, month, day)
    except ValueError:
        return None
    time = _TimeOfYear((month, month), day, (_span(tokens[begin]),))
    return _placed(tokens, begin, begin + 1, time, (year, year))


def _placed(tokens: Tokens, begin: int, end: int, time: _TimeOfYear, years: tuple[int, int | None] | None) -> Placed:
    moment = Moment(span_of(tokens, begin, end), time.numerals, years, time.months, time.day)
    return Placed(moment, begin, end)


def _day(tokens: Tokens, begin: int) -> Placed | None:
    """»1. januar 2027«, »14 juni«."""
    token = tokens[begin]
    if not (token.text.isdecimal() and len(token.text) <= len(str(_LAST_DAY)) and 1 <= int(token.text) <= _LAST_DAY):
        return None
    name = _month_name(tokens, begin + 1 + (tokens[begin + 1].text == "."))
    if name is None:
        return None
    month, end = name
    return _with_year(tokens, begin, end, _TimeOfYear((month, month), int(token.text), (_span(token),)))


def _month(tokens: Tokens, begin: int) -> Placed | None:
    name = _month_name(tokens, begin)
    if name is None or (tokens[begin].text not in MONTHS and not is_year(tokens[name[1]])):
        return None
    month, end = name
    return _with_year(tokens, begin, end, _TimeOfYear((month, month)))


def _month_name(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """The month and the place after its name, with the full stop of »jan. 2027«."""
    month = MONTH_WORDS.get(tokens[place].text)
    if month is None:
        return None
    is_short = tokens[place].text not in MONTHS or tokens[place].text == "maj"
    has_stop = is_short and tokens[place + 1].text == "." and is_year(tokens[place + 2])
    end = place + 1 + has_stop
    return month, end + (tokens[end].text == "måned")


def _season(tokens: Tokens, begin: int) -> Placed | None:
    months = SEASONS.get(tokens[begin].text)
    season = _with_year(tokens, begin, begin + 1, _TimeOfYear(months)) if months else None
    return season if season and season.end > begin + 1 else None


def _part(tokens: Tokens, begin: int) -> Placed | None:
    """»3. kvartal 2027«, »første halvår af 2026«, »2. halvdel af 2025«."""
    token, is_digit = tokens[begin], tokens[begin].text.isdecimal() and tokens[begin + 1].text == "."
    number = int(token.text) if is_digit else ORDINALS.get(token.text, 0)
    place = begin + 1 + is_digit
    length = _PARTS_OF_YEAR.get(tokens[place].text)
    if length is None or not 1 <= number <= _MONTHS_IN_YEAR // length:
        return None
    place += 1 + (tokens[place].text in ("kvt", "kv") and tokens[place + 1].text == ".")
    numerals = (_span(token),) if is_digit else ()
    return _with_year(tokens, begin, place, _TimeOfYear(months_of(number, length), None, numerals))


def months_of(number: int, length: int) -> tuple[int, int]:
    """The months of a part of the year: of its third quarter, July to September."""
    return (number - 1) * length + 1, number * length


def _quarter(tokens: Tokens, begin: int) -> Placed | None:
    """»Q3 2027«, »H1 2026«."""
    number = tokens[begin + 1]
    if not (number.is_glued and _QUARTER.fullmatch(tokens[begin].text + number.text)):
        return None
    length = _PARTS_OF_YEAR["halvår" if tokens[begin].text == "h" else "kvartal"]
    time = _TimeOfYear(months_of(int(number.text), length), None, (_span(number),))
    return _with_year(tokens, begin, begin + 2, time)


def _with_year(tokens: Tokens, begin: int, end: int, time: _TimeOfYear) -> Placed:
    """The time with the year that may follow: »2027«, »i 2027«, »af 2027«; of a winter, »2024/25«."""
    place = end + (tokens[end].text in ("af", "i", DASH, "/") and is_year(tokens[end + 1]))
    if not is_year(tokens[place]):
        return _placed(tokens, begin, end, time, None)
    year = _year(tokens, place)
    if time.months[0] <= time.months[1]:
        year = year._replace(last=year.first, end=place + 1, numerals=year.numerals[:1])
    time = time._replace(numerals=(*time.numerals, *year.numerals))
    return _placed(tokens, begin, year.end, time, (year.first, year.last))


def _years(tokens: Tokens, begin: int) -> Placed | None:
    """»2027«, »2024-27«, »2021 og frem«, »2020'erne«; »2024-11« is November."""
    if not is_year(tokens[begin]):
        return None
    year, time = _year(tokens, begin), _WHOLE_YEAR
    one, two = tokens[year.end : year.end + 2]
    if year.end > begin + 1 and _is_month(tokens, begin):
        month = int(tokens[begin + 2].text)
        year, time = year._replace(last=year.first), _TimeOfYear((month, month))
    elif one.text == "'" and two.text == "erne":
        year = year._replace(last=year.first + 9, end=year.end + 2)
    elif one.text == "og" and two.text in _OPEN:
        year = year._replace(last=None, end=year.end + 2)
    elif [t.text for t in tokens[year.end : year.end + 4]] == ["og", "de", "følgende", "år"]:
        year = year._replace(last=None, end=year.end + 4)
    elif one.text == "ff":
        year = year._replace(last=None, end=year.end + 1)
    return _placed(tokens, begin, year.end, time._replace(numerals=year.numerals), (year.first, year.last))


def _year(tokens: Tokens, begin: int) -> _Year:
    """A year, or a period of years. One that ends before it begins is none, but may be a month."""
    first, spans = int(tokens[begin].text), (_span(tokens[begin]),)
    stop = begin + 2
    mark, end = tokens[begin + 1], tokens[stop]
    alone = _Year(first, first, begin + 1, spans)
    if mark.text == "til" and (end.text, tokens[begin + 3].text) == ("og", "med"):
        stop, end = begin + 4, tokens[begin + 4]
    if is_year(end) and mark.text in (DASH, "/", "til"):
        last = int(end.text)
    elif mark.text in (DASH, "/") and mark.is_glued and _has_two_digits(end):
        last = first // _CENTURY * _CENTURY + int(end.text)
    else:
        return alone
    if last < first and not _is_month(tokens, begin):
        return alone
    return _Year(first, last, stop + 1, (*spans, _span(end)))


def _is_month(tokens: Tokens, begin: int) -> bool:
    """Whether »2024-11« is November; »2024-27« and »2009-12« are years, each after the one before it."""
    mark, end = tokens[begin + 1], tokens[begin + 2]
    is_month = _has_two_digits(end) and 1 <= int(end.text) <= _MONTHS_IN_YEAR
    return is_month and mark.text == DASH and int(end.text) <= int(tokens[begin].text) % _CENTURY


def _has_two_digits(token: Token) -> bool:
    return token.is_glued and token.text.isdecimal() and len(token.text) == len("27")
