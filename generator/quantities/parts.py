"""The numbers and times of a text one by one, before they are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.quantities.amounts import noun_at, quantity_at
from generator.quantities.moments import MONTH_WORDS, SEASONS, Placed, is_year, label, moment_at
from generator.quantities.names import NAMING, clock, end_of_chain, is_in_name, is_measured, named, numbering
from generator.quantities.numerals import Tokens
from generator.quantities.prices import price_level_at
from generator.quantities.readings import Moment
from generator.quantities.tokens import DASH, LOOKAHEAD, Token
from generator.quantities.units import BEFORE_NUMBER, CODES, SCALES, SPELLED_SCALES
from generator.quantities.words import ARTICLES, BELOW_HUNDRED, HALF_ANOTHER, HALVES, ORDINALS, PARTS, word_set

_INDEFINITE = word_set("flere mange nogle adskillige få enkelte")
_NUMBERS = frozenset({*BELOW_HUNDRED, *HALF_ANOTHER, *HALVES, *SPELLED_SCALES, *ARTICLES, *PARTS, *BEFORE_NUMBER})
_TIMES = frozenset({*MONTH_WORDS, *SEASONS, *ORDINALS})
_STARTERS = (
    _NUMBERS | _TIMES | NAMING | word_set("q h k hver minus kl uge ugerne pl prisniveau lønniveau mio mia mill mrd")
)
_STEMS = re.compile("hundred|tusind|årig")


def parts_of(tokens: Tokens) -> Iterator[Placed]:
    """Every reading in the order of the text; none is part of another."""
    place, previous = 0, None
    while place < len(tokens) - LOOKAHEAD:
        part = _part_at(tokens, place, previous) if _may_begin(tokens[place]) else None
        if part is None:
            place = _after_indefinite(tokens, place)
        else:
            yield part
            place, previous = part.end, part


def _may_begin(token: Token) -> bool:
    if token.kind == "word":
        is_starter = token.text in _STARTERS or token.raw in CODES
        return is_starter or _STEMS.search(token.text) is not None
    return token.kind != "note"


def _after_indefinite(tokens: Tokens, place: int) -> int:
    """The next place, after the scale in »flere hundrede tusind«, which says no number."""
    is_indefinite = tokens[place].text in _INDEFINITE
    place += 1
    while is_indefinite and tokens[place].text in SCALES:
        place += 1
    return place


def _part_at(tokens: Tokens, place: int, previous: Placed | None) -> Placed | None:
    token = tokens[place]
    if token.kind == "mark":
        is_range = token.text == DASH and previous is not None and previous.end == place
        return None if is_range or token.text == "(" else named(tokens, place) or quantity_at(tokens, place)
    if token.kind == "word":
        return (
            clock(tokens, place)
            or _level(tokens, place)
            or named(tokens, place)
            or moment_at(tokens, place)
            or quantity_at(tokens, place)
        )
    if is_in_name(tokens, place):
        begin = place
        while begin > (previous.end if previous else 0) and tokens[begin].is_glued and _is_joining(tokens[begin - 1]):
            begin -= 1  # »CO2«
        return label(tokens, "name", begin, end_of_chain(tokens, place))
    level = _level(tokens, place)
    if level or is_measured(tokens, place):
        return level or quantity_at(tokens, place)
    moment = moment_at(tokens, place)
    if moment and is_year(token) and isinstance(moment.reading, Moment):
        return moment._replace(reading=replace(moment.reading, noun=noun_at(tokens, moment.end)[0]))
    part = moment or numbering(tokens, place, previous) or quantity_at(tokens, place)
    if part is None and token.kind == "date":  # »31.13.2024« is no day, and its digits are there all the same
        return label(tokens, "name", place, place + 1)
    return part


def _is_joining(token: Token) -> bool:
    return token.kind == "word" or token.text == DASH


def _level(tokens: Tokens, place: int) -> Placed | None:
    level = price_level_at(tokens, place)
    return label(tokens, "price-level", place, level.end, level.year) if level else None
