"""The numbers and times of a text one by one, before they are joined, and numbers that count nothing but name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.quantities.amounts import noun_at, price_level_at, quantity_at
from generator.quantities.moments import MONTH_WORDS, SEASONS, Placed, is_year, label, moment_at
from generator.quantities.numerals import Tokens, after_notes, number_at, parsed
from generator.quantities.readings import LabelKind, Moment
from generator.quantities.tokens import DASH, LOOKAHEAD, Token, ends_sentence
from generator.quantities.units import (
    ABBREVIATED,
    BEFORE_NUMBER,
    CODES,
    CURRENCIES,
    SCALED_KRONER,
    SCALES,
    SHARES,
    SPELLED_SCALES,
    TIMES,
)
from generator.quantities.words import ARTICLES, BELOW_HUNDRED, HALF_ANOTHER, HALVES, ORDINALS, PARTS, word_set

# A number after one of these is a name: »side 18«, »§ 6«, »initiativ 8«.
NAMING = word_set(
    "side siden sider s nr nummer § stk kap kapitel afsnit bilag tabel figur boks punkt pkt artikel art litra "
    "note fodnote linje"
    " initiativ initiativerne fokusområde spor fase version trin tlf telefon fax isbn issn cvr postboks lov l b"
    " lovforslag aktstykke konto paragraf"
)
_NUMBERED = word_set("nr nummer tlf telefon fax isbn issn cvr")  # what 2022 is no year after
_LISTING = frozenset({"og", "eller", "samt", ",", "/"})
_UNITS = frozenset({*CURRENCIES, *SHARES, *SCALES, *SCALED_KRONER, *TIMES} - {"årig", "årige"})
_HOURS = 24
_LARGE = 1000
_MANY = 3  # so many numbers that hang together are those of a book or a telephone


def is_measured(tokens: Tokens, place: int) -> bool:
    """Whether a scale, a currency or a share follows, so that 2000 is no year: »2000 kr.«, »2000-2500 kr.«."""
    number = number_at(tokens, place)
    if number is None or tokens[place].kind == "date":
        return False
    if _has_unit(tokens, number.end) or number.scale > 1:
        return True
    mark, second = tokens[number.end], number_at(tokens, number.end + 1)
    return (
        is_year(tokens[place])
        and mark.is_glued
        and mark.text == DASH
        and second is not None
        and second.value >= _LARGE
        and _has_unit(tokens, second.end)
    )


def _has_unit(tokens: Tokens, end: int) -> bool:
    return tokens[after_notes(tokens, end)].text in _UNITS


def is_in_name(tokens: Tokens, place: int) -> bool:
    """Whether the number is a part of a word: »CO2«, »COVID-19«, »5G«, or of »ISBN 97887-85325-14-3«."""
    token, before = tokens[place], tokens[place - 1] if place else None
    if before and token.is_glued:
        is_cut = not before.is_glued or (before.text == "," and len(tokens[place - 2].text) == 1)
        if before.text == "^" or (before.text in (".", ",") and is_cut):
            return True  # ».8 mio.«, »o,8 mio.«
        is_part = before.text in (DASH, ".") and before.is_glued and tokens[place - 2].kind == "word"
        is_note = tokens[place - 2].text in ABBREVIATED  # »80 mio. kr.1«
        if before.kind == "word" or (is_part and (before.text == DASH or is_note)):
            return True
    if token.kind == "number" and tokens[place + 1].is_glued and tokens[place + 1].kind == "word":
        return not _has_unit(tokens, place + 1) and not tokens[place + 1].text.startswith("år")
    return end_of_chain(tokens, place) - place >= 2 * _MANY - 1


def end_of_chain(tokens: Tokens, place: int) -> int:
    """The place after numbers that hang together: »97887-85325-14-3«, »9.2«, »5G«, »72 28 24 00«."""
    end = place + 1
    while (
        tokens[end].is_glued
        and tokens[end + 1].is_glued
        and tokens[end + 1].kind == "number"
        and tokens[end].text in (DASH, ".", ":", "/")
    ):
        end += 2
    while end == place + 1 and tokens[end].is_glued and tokens[end].kind == "word":
        end += 1
    return end


def named(tokens: Tokens, place: int) -> Placed | None:
    if tokens[place].text not in NAMING:
        return None
    end = place + 1
    while tokens[end].text in (".", "nr", ":", "nummer"):
        end += 1
    is_numbered = tokens[place].text in _NUMBERED
    if tokens[end].kind not in ("number", "date") or is_measured(tokens, end):
        return None
    if is_year(tokens[end]) and not is_numbered:
        return None
    end = end_of_chain(tokens, end)
    while is_numbered and tokens[end].kind == "number" and not is_measured(tokens, end):
        end += 1  # »telefon 72 28 24 00«
    while tokens[end].text in (*_LISTING, DASH) and _continues(tokens, end + 1):
        end = end_of_chain(tokens, end + 1)
    return label(tokens, "name", place, end)


def _continues(tokens: Tokens, place: int) -> bool:
    """Whether the next number of a list names something too, and counts nothing."""
    after = tokens[place + 1]
    is_counting = after.kind == "word" and after.text not in _LISTING and after.raw[0].islower()
    return tokens[place].kind == "number" and not is_counting and not is_measured(tokens, place)


def clock(tokens: Tokens, place: int) -> Placed | None:
    """»kl. 14.20«, »uge 42«."""
    word = tokens[place].text
    if word in ("kl", "uge", "ugerne"):
        number = place + 1 + (tokens[place + 1].text == ".")
        if tokens[number].kind == "number" and not is_year(tokens[number]):
            return label(tokens, "clock" if word == "kl" else "week", place, end_of_chain(tokens, number))
    return None


def numbering(tokens: Tokens, place: int, previous: Placed | None) -> Placed | None:
    """Numbers of an order: »3. del«, »1)«, »9.2«, and the time that follows a day."""
    token, mark, after = tokens[place : place + 3]
    if token.kind != "number":
        return None
    if mark.is_glued and mark.text in (".", ":") and after.is_glued and after.kind == "number":
        is_time = len(after.text) == 2 and parsed(token.text) < _HOURS  # noqa: PLR2004
        follows_day = previous is not None and previous.end == place and isinstance(previous.reading, Moment)
        kind: LabelKind = "clock" if is_time and (mark.text == ":" or follows_day) else "name"
        return label(tokens, kind, place, end_of_chain(tokens, place))
    if mark.text == ")" and token.text.isdecimal() and tokens[place - 1].text not in ("(", DASH):
        return label(tokens, "ordinal", place, place + 1)
    if mark.text == "." and mark.is_glued and _is_ordinal(token, after, tokens[place + 3]):
        return label(tokens, "ordinal", place, place + 2)
    if _follows_name(tokens, place) and not noun_at(tokens, place + 1)[0]:
        return label(tokens, "name", place, end_of_chain(tokens, place))  # »Windows 11«
    return None


def _follows_name(tokens: Tokens, place: int) -> bool:
    """Whether the word before has a capital, and not because it begins a sentence."""
    if place < 2 or ends_sentence(tokens, place - 2):  # noqa: PLR2004 - two words before
        return False
    before, first = tokens[place - 1], tokens[place - 2]
    return before.kind == "word" and before.raw[0].isupper() and first.kind == "word"


def _is_ordinal(token: Token, after: Token, second: Token) -> bool:
    if not token.text.isdecimal() or is_year(token):
        return False
    is_joined = after.text == DASH and second.kind == "number"  # »1.-3. maj«
    return is_joined or (after.kind == "word" and after.raw[0].islower())


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
