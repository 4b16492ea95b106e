"""Dates, counts, amounts and lists as they are written in the language that is spoken.

Babel knows neither a date without a day, nor an amount in the unit it was stated in, nor where a title stands in a
sentence, so these are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil

from markupsafe import Markup, escape

from generator.folding import fold
from generator.model.fields import Text
from generator.model.language import DANISH, spoken, standing_in
from generator.model.quantity import Bound, Quantity
from generator.model.units import unit_key
from generator.model.values import PartialDate
from generator.wording.catalogue import Wording, ngettext, pgettext

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS_OF_YEAR = Wording(
    {
        "forår": "foråret {}",
        "sommer": "sommeren {}",
        "efterår": "efteråret {}",
        "vinter": "vinteren {}",
        "K1": "1. kvartal {}",
        "K2": "2. kvartal {}",
        "K3": "3. kvartal {}",
        "K4": "4. kvartal {}",
        "H1": "1. halvår {}",
        "H2": "2. halvår {}",
    }
)
QUANTITY_BOUNDS: Mapping[Bound, str] = Wording(
    {"about": "ca. {}", "at-most": "op til {}", "at-least": "mindst {}"}
)
_PRICE_LEVEL = re.compile(r"(\d{4})-(pl|niveau|priser)\.?")
_PRICE_LEVELS = {"pl": "price and wage level", "niveau": "level", "priser": "prices"}
_TO_ENGLISH = {",": ".", ".": ",", "tusind": "thousand", "mio.": "million", "mia.": "billion"}
_SENTENCE_BEGINS = ("The ", "A ", "An ")


def _is_danish() -> bool:
    return spoken() is DANISH


def date_words(date: PartialDate) -> str:
    """Write a date with the precision it has: 9. juni 2020, marts 2019, efteråret 2021, 2024; or 9 June 2020."""
    if date.part:
        return _PARTS_OF_YEAR[date.part].format(date.year)
    if date.month is None:
        return str(date.year)
    month = f"{(MONTHS if _is_danish() else ENGLISH_MONTHS)[date.month - 1]} {date.year}"
    if not date.day:
        return month
    return f"{date.day}. {month}" if _is_danish() else f"{date.day} {month}"


def period_words(start: PartialDate, end: PartialDate | None) -> str:
    if end is None:
        return f"{'fra' if _is_danish() else 'from'} {date_words(start)}"
    return date_words(start) if start == end else f"{date_words(start)}–{date_words(end)}"


def sentence(text: str) -> str:
    """*text* with a capital at its beginning and the rest as it is."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A title as it stands inside a sentence: »i økonomiaftalerne for 2021«. An abbreviation keeps its capitals.

    So does an English name, which is told by another word with a capital; an article before it does not.
    """
    keeps = text[1:2].isupper()
    if not _is_danish() and not text.startswith(_SENTENCE_BEGINS):
        keeps = keeps or any(word[:1].isupper() for word in text.split()[1:])
    return text if keeps else text[:1].lower() + text[1:]


def definite(title: str) -> str:
    """The title of an agreement inside a sentence, with the article that Danish has in the title and English before it."""
    return pgettext("aftale", "%(title)s") % {"title": inside(title)}


def quoted(text: str) -> str:
    """*text* in quotation marks; markup stays markup."""
    return "»" + text + "«" if _is_danish() else "“" + text + "”"


def format_number_of(number: int) -> str:
    return f"{number:,}".replace(",", ".") if _is_danish() else f"{number:,}"


def quantity_words(quantity: Quantity) -> str:
    """»op til 247,4 mio. kr.« or »up to DKK 247.4 million«, with the decimals that were stated."""
    unit = unit_words(quantity)
    if _is_danish():
        words = f"{quantity.written} {unit}".strip()
    elif quantity.unit == "kr.":
        words = f"DKK {_english_number(quantity.written)}"
    else:
        words = f"{_english_number(quantity.written)} {unit}".strip()
    return QUANTITY_BOUNDS[quantity.bound].format(words) if quantity.bound else words


def price_level_words(level: Text) -> str:
    """»2019-pl« or »2019 price and wage level«: the usual forms have their English without being translated."""
    usual = _PRICE_LEVEL.fullmatch(fold(level.da))
    if _is_danish() or level.en or not usual:
        return level.words
    return f"{usual[1]} {_PRICE_LEVELS[usual[2]]}"


def unit_words(quantity: Quantity) -> str:
    """What is counted, where it is a word of ours; any other is written as in the source."""
    if _is_danish() or quantity.unit in ("", "kr."):
        return quantity.unit
    count = ceil(quantity.numbers[-1])  # »1½ years«, »½ year«
    match unit_key(quantity.unit):
        case "pct":
            return ngettext("pct.", "pct.", count)
        case "år":
            return ngettext("år", "år", count)
        case "årsværk":
            return ngettext("årsværk", "årsværk", count)
        case _:
            return standing_in(quantity.unit)


def _english_number(danish: str) -> str:
    """»1,5 mio.« as »1.5 million«."""
    return re.sub(r"tusind|mi[oa]\.|[,.]", lambda match: _TO_ENGLISH[match[0]], danish)


def quantity_of(count: int, words: tuple[str, str]) -> str:
    """»1 indsats«, »3 indsatser«."""
    return f"{format_number_of(count)} {ngettext(*words, count)}"


def joined(parts: Sequence[str]) -> str:
    """»a, b og c«."""
    return "".join(part + joint(len(parts) - n) for n, part in enumerate(parts, start=1))


def joint(left: int) -> str:
    """What stands after a part of a list when *left* parts follow it."""
    if left > 1:
        return ", "
    return (" og " if _is_danish() else " and ") if left else ""


def danish(text: Text | str) -> Markup:
    """What stays Danish in every language, such as the words of a source: marked so where another is spoken."""
    said = text.da if isinstance(text, Text) else text
    return escape(said) if _is_danish() else Markup('<span lang="da">{}</span>').format(said)
