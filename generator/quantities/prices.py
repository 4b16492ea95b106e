"""Price levels: »2019-pl«, »(i 2021-priser)«, »25-niveau«, »prisniveau 2024«."""

from __future__ import annotations

from typing import NamedTuple

from generator.quantities.numerals import Tokens
from generator.quantities.tokens import DASH
from generator.quantities.words import word_set

_LEVELS = word_set("pl p niveau priser prisniveau pris prisen lønniveau")
_NAMED = frozenset({"pl", "prisniveau", "lønniveau"})
_FILLERS = frozenset({"og", "lønniveau", "niveau", "l", "/", DASH})
_CENTURY = 100


class PriceLevel(NamedTuple):
    year: int
    end: int


def price_level_at(tokens: Tokens, begin: int) -> PriceLevel | None:
    """The price level whose first token is at *begin*, with its brackets."""
    place = begin + (tokens[begin].text == "(")
    place += tokens[place].text == "i"
    level = _year_first(tokens, place) or _name_first(tokens, place)
    if level and tokens[begin].text == "(":
        return level._replace(end=level.end + 1) if tokens[level.end].text == ")" else None
    return level if level and place == begin else None


def _year_first(tokens: Tokens, place: int) -> PriceLevel | None:
    year = _year(tokens, place)
    end = place + 1 + (tokens[place + 1].text == DASH)
    if year is None or tokens[end].text not in _LEVELS:
        return None
    is_apart = end == place + 1
    if is_apart and tokens[end].text != "pl" and (tokens[end].text, tokens[end + 1].text) != ("p", "/"):
        return None  # »2021 priser« may be anything
    return PriceLevel(year, _end(tokens, end + 1))


def _name_first(tokens: Tokens, place: int) -> PriceLevel | None:
    end = place + 1
    while tokens[end].text == DASH or tokens[end].text == ".":
        end += 1
    year = _year(tokens, end)
    if tokens[place].text not in _NAMED or year is None:
        return None
    return PriceLevel(year, end + 1)


def _year(tokens: Tokens, place: int) -> int | None:
    digits = tokens[place].text
    if tokens[place].kind != "number" or not digits.isdecimal() or len(digits) not in (2, 4):
        return None
    return int(digits) if len(digits) == 4 else 20 * _CENTURY + int(digits)  # noqa: PLR2004 - the digits of a year


def _end(tokens: Tokens, end: int) -> int:
    """The place after »p/l«, »pris- og lønniveau«."""
    last = end
    while tokens[end].text in _FILLERS and end - last < len(_FILLERS):
        end += 1
        if tokens[end - 1].text in ("lønniveau", "niveau", "l"):
            last = end
    return last
