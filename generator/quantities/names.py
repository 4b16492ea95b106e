"""Numbers that count nothing: parts of names, numbers of an order, times of the day."""

from __future__ import annotations

from generator.quantities.amounts import noun_at
from generator.quantities.moments import Placed, is_year, label
from generator.quantities.numerals import Tokens, after_notes, number_at, parsed
from generator.quantities.readings import LabelKind, Moment
from generator.quantities.tokens import DASH, Token, ends_sentence
from generator.quantities.units import ABBREVIATED, CURRENCIES, SCALED_KRONER, SCALES, SHARES, TIMES
from generator.quantities.words import word_set

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
