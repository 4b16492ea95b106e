"""Dates of any precision, amounts in the unit they were stated in, and titles inside a sentence, in words."""

from __future__ import annotations

import re
from math import ceil

from generator.folding import fold
from generator.model.fields import Text
from generator.model.values import PartialDate, Quantity, unit_key
from generator.wording.translator import Labels, Translator

_PARTS_OF_YEAR = Labels.of("parts-of-year")
QUANTITY_BOUNDS = Labels.of("quantity-bounds")
_PRICE_LEVEL = re.compile(r"(\d{4})-(pl|niveau|priser)\.?")
_PRICE_LEVELS = {"pl": "price and wage level", "niveau": "level", "priser": "prices"}
_TO_ENGLISH = {",": ".", ".": ",", "tusind": "thousand", "mio.": "million", "mia.": "billion"}
_SENTENCE_BEGINS = ("The ", "A ", "An ")


def date_words(t: Translator, date: PartialDate) -> str:
    """A date with the precision it has: 9. juni 2020, marts 2019, efteråret 2021, 2024; or 9 June 2020."""
    if date.part:
        return t.label(_PARTS_OF_YEAR, date.part).format(date.year)
    if date.month is None:
        return str(date.year)
    return t.day(date.earliest) if date.day else t.month(date.earliest)


def period_words(t: Translator, start: PartialDate, end: PartialDate | None) -> str:
    if end is None:
        return f"{'from' if t.is_english else 'fra'} {date_words(t, start)}"
    return date_words(t, start) if start == end else f"{date_words(t, start)}–{date_words(t, end)}"


def sentence(text: str) -> str:
    """*text* with a capital at its beginning and the rest as it is."""
    return text[:1].upper() + text[1:]


def inside(t: Translator, text: str) -> str:
    """A title as it stands inside a sentence: »i økonomiaftalerne for 2021«.

    An abbreviation keeps its capitals. So does an English name, which is known by another
    word with a capital; an article before it does not.
    """
    keeps = text[1:2].isupper()
    if t.is_english and not text.startswith(_SENTENCE_BEGINS):
        keeps = keeps or any(word[:1].isupper() for word in text.split()[1:])
    return text if keeps else text[:1].lower() + text[1:]


def definite(t: Translator, title: str) -> str:
    """The title of an agreement inside a sentence; Danish has the article in it, English before it."""
    return t.context("aftale", "%(title)s") % {"title": inside(t, title)}


def quoted(t: Translator, text: str) -> str:
    """*text* in quotation marks, its own of the same kind as single ones; markup stays markup."""
    if t.is_english:
        return "“" + text.replace("“", "‘").replace("”", "’") + "”"
    return "»" + text.replace("»", "›").replace("«", "‹") + "«"


def quantity_words(t: Translator, quantity: Quantity) -> str:
    """»op til 247,4 mio. kr.« or »up to DKK 247.4 million«, with the decimals that were stated."""
    unit = unit_words(t, quantity)
    if not t.is_english:
        words = f"{quantity.written} {unit}".strip()
    elif quantity.unit == "kr.":
        words = f"DKK {_english_number(quantity.written)}"
    else:
        words = f"{_english_number(quantity.written)} {unit}".strip()
    return t.label(QUANTITY_BOUNDS, quantity.bound).format(words) if quantity.bound else words


def price_level_words(t: Translator, level: Text) -> str:
    """»2019-pl« or »2019 price and wage level«: the usual forms need no translation in the data."""
    usual = _PRICE_LEVEL.fullmatch(fold(level.da))
    if not t.is_english or level.en or not usual:
        return t.text(level)
    return f"{usual[1]} {_PRICE_LEVELS[usual[2]]}"


def unit_words(t: Translator, quantity: Quantity) -> str:
    """What is counted, where it is a word of ours; any other is written as in the source."""
    if not t.is_english or quantity.unit in ("", "kr."):
        return quantity.unit
    count = ceil(quantity.numbers[-1])  # »1½ years«, »½ year«
    match unit_key(quantity.unit):
        case "pct":
            return t.plural("pct.", "pct.", count)
        case "år":
            return t.plural("år", "år", count)
        case "årsværk":
            return t.plural("årsværk", "årsværk", count)
        case _:
            return t.danish(quantity.unit)


def _english_number(danish: str) -> str:
    """»1,5 mio.« as »1.5 million«."""
    return re.sub(r"tusind|mi[oa]\.|[,.]", lambda match: _TO_ENGLISH[match[0]], danish)


def quantity_of(t: Translator, count: int, words: tuple[str, str]) -> str:
    """»1 indsats«, »3 indsatser«."""
    return f"{t.number(count)} {t.plural(*words, count)}"
