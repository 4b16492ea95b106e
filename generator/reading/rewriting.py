"""A value as a snapshot has it, from one as people write it: »7. marts 2025«, »181,4 millioner kroner«."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal

from generator.folding import fold_case
from generator.model.values import (
    BOUND_WORDS,
    PARTS_OF_YEAR,
    PartialDate,
    format_number,
    parse_count,
    parse_kroner,
    parse_measure,
)
from generator.quantities.reader import readings
from generator.quantities.readings import Moment, StatedQuantity

_BEFORE_DATE = ("", "den", "d.", "i")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{1,2}))?|(\d{4})(\d{2})(\d{2})")
_PART_OF_YEAR = re.compile(r"(\d{4})\W*([qkh])([1-4])|([qkh])([1-4])\W*(\d{4})")  # »2027-Q2«, »Q2 2027«, »k2 2027«
_WORDS: Mapping[str, str] = {
    "tusind": r"tusinde?|t\.",
    "mio.": r"millioner|million|mill\b\.?|mio\b\.?",
    "mia.": r"milliarder|milliard|mia\b\.?|mrd\b\.?",
    "kr.": r"kroner|krone|dkk|kr\b\.?",
    "pct.": r"procent|pct\b\.?|%",
    "mindst": r"minimum|over|mere end",
    "op til": r"maksimalt|maks\b\.?|max\b\.?",
}
_POINT = re.compile(r"(?<![\d.])(\d+)\.(\d{1,2})(?![\d.])")  # a decimal point, as English has it
_MILLION = Decimal(10**6)


def rewritten(written: str, why: str) -> str | None:
    """What to write for *written*, which was refused because of *why*: None where that cannot be said."""
    rewrite = next((rewrite for kind, rewrite in _REWRITES.items() if why.startswith(kind)), None)
    with suppress(ValueError, ArithmeticError):
        return rewrite(fold_case(written).strip()) if rewrite else None
    return None


def _date(text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()[:3] if match[1] else match.groups()[3:]
        parts = (year, f"{int(month):02}", *([f"{int(day):02}"] if day else ()))
        return str(PartialDate.parse("-".join(parts)))
    if match := _PART_OF_YEAR.fullmatch(text):
        year, letter, number = match.groups()[:3] if match[1] else (match[6], match[4], match[5])
        return str(PartialDate.parse(f"{year}-{'H' if letter == 'h' else 'K'}{number}"))
    stated = readings(text)
    moment = stated[0] if len(stated) == 1 else None
    if not isinstance(moment, Moment) or moment.years is None or moment.years[0] != moment.years[1]:
        return None
    start, end = moment.span
    if text[:start].strip() not in _BEFORE_DATE or text[end:].strip(" ."):
        return None
    year, (first, last) = str(moment.years[0]), moment.months
    if first == last and moment.day:
        return str(PartialDate.parse(f"{year}-{first:02}-{moment.day:02}"))
    if first == last:
        return f"{year}-{first:02}"
    part = next((part for part, months in PARTS_OF_YEAR.items() if months == (first, last)), None)
    return f"{year}-{part}" if part else None


def _amount(text: str) -> str | None:
    if re.fullmatch(r"\d+(\.0)?", text):
        number = Decimal(text)
        return _parsed(f"{_short(number / _MILLION)} mio. kr.") if number >= _MILLION else None
    text = _in_our_words(text)
    has_scale = any(scale in text for scale in ("mio.", "mia.", "tusind"))
    if "kr." not in text and not has_scale and "." not in text:
        return None  # kroner or millions of them, nobody can tell
    return _parsed(" ".join((*text.replace("kr.", " ").split(), "kr.")))


def _parsed(text: str) -> str:
    parse_kroner(text)
    return text


def _short(number: Decimal) -> str:
    return format_number(number.normalize() + 0 if number % 1 else Decimal(int(number)))


def _measure(text: str) -> str:
    text = _in_our_words(text)
    parse_measure(text)
    return text


def _count(text: str) -> str:
    """Thousands are set apart by a point, which YAML takes for that of a decimal."""
    stated = readings(f"{text} ting")
    number = stated[0] if len(stated) == 1 and not re.search(r"\d", text) else None
    if isinstance(number, StatedQuantity) and number.low == number.high:  # »fjorten«, »op til ti«
        text = " ".join(filter(None, (number.bound and BOUND_WORDS[number.bound][0], f"{number.low:f}")))
    quantity = parse_count(text)
    return f"{quantity.exact:f}" if quantity.exact is not None else text


def _in_our_words(text: str) -> str:
    text = re.sub(r"(?<=\d)(?=[a-zæøå%])", " ", _POINT.sub(r"\1,\2", text))
    for ours, theirs in _WORDS.items():
        text = re.sub(rf"(?<![\w])(?:{theirs})(?!\w)", f"{ours} ", text)
    return " ".join(text.split())


_REWRITES: Mapping[str, Callable[[str], str | None]] = {
    "A date": _date,
    "An amount": _amount,
    "A quantity": _measure,
    "A count": _count,
}
