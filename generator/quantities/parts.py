"""The numbers and times of a text one by one, before they are joined, and numbers that count nothing but name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.quantities.amounts import noun_at, price_level_at, quantity_at
from generator.quantities.moments import Placed, is_year, label, moment_at
from generator.quantities.numerals import DASH, Token, Tokens, after_notes, number_at, parsed
from generator.quantities.readings import Moment
from generator.quantities.words import ABBREVIATED, CURRENCIES, SCALED_KRONER, SCALES, SHARES, TIMES, word_set

# A number after one of these is a name: »side 18«, »§ 6«, »initiativ 8«; after some of them, 2022 is no year either.
_NUMBERED = word_set("nr nummer tlf telefon fax isbn issn cvr")
_NAMING = _NUMBERED | word_set(
    "side sider s § stk kap kapitel afsnit bilag tabel figur boks punkt pkt artikel art litra note fodnote linje"
    " initiativ initiativerne fokusområde spor fase version trin postboks lov l b lovforslag aktstykke konto paragraf"
)
_LISTING = frozenset({"og", "eller", "samt", ",", "/"})
_UNITS = frozenset({*CURRENCIES, *SHARES, *SCALES, *SCALED_KRONER, *TIMES} - {"årig", "årige"})
_INDEFINITE = word_set("flere mange nogle adskillige få enkelte")
_MANY = 3  # so many numbers that hang together are those of a book or a telephone


def parts_of(tokens: Tokens) -> Iterator[Placed]:
    """Every reading in the order of the text; none is part of another."""
    place, previous = 0, None
    while tokens[place].text:
        part = _part_at(tokens, place, previous)
        if part:
            yield part
            place, previous = part.end, part
            continue
        is_indefinite = tokens[place].text in _INDEFINITE
        place += 1
        while is_indefinite and tokens[place].text in SCALES:
            place += 1  # »flere hundrede tusind« says no number


def _part_at(tokens: Tokens, place: int, previous: Placed | None) -> Placed | None:
    token = tokens[place]
    match token.kind:
        case "note":
            return None
        case "mark":
            is_range = token.text == DASH and previous is not None and previous.end == place
            return None if is_range or token.text == "(" else _name(tokens, place) or quantity_at(tokens, place)
        case "word":
            return (
                _clock(tokens, place)
                or _price_level(tokens, place)
                or _name(tokens, place)
                or moment_at(tokens, place)
                or quantity_at(tokens, place)
            )
        case _:
            return _in_digits(tokens, place, previous)


def _in_digits(tokens: Tokens, place: int, previous: Placed | None) -> Placed | None:
    if _is_in_name(tokens, place):
        begin, first = place, previous.end if previous else 0
        while begin > first and tokens[begin].is_glued and _is_joining(tokens[begin - 1]):
            begin -= 1  # »CO2«
        return label(tokens, "name", begin, _end_of_chain(tokens, place))
    level = _price_level(tokens, place)
    if level or _is_measured(tokens, place):
        return level or quantity_at(tokens, place)
    moment = moment_at(tokens, place)
    if moment and is_year(tokens[place]) and isinstance(moment.reading, Moment):
        return moment._replace(reading=replace(moment.reading, noun=noun_at(tokens, moment.end)[0]))
    part = moment or _numbering(tokens, place, previous) or quantity_at(tokens, place)
    if part is None and tokens[place].kind == "date":  # »31.13.2024« is no day, and its digits are there all the same
        return label(tokens, "name", place, place + 1)
    return part


def _price_level(tokens: Tokens, place: int) -> Placed | None:
    level = price_level_at(tokens, place)
    return label(tokens, "price-level", place, level[1], level[0]) if level else None


def _is_measured(tokens: Tokens, place: int) -> bool:
    """Whether a scale, a currency or a share follows, so that 2000 is no year: »2000 kr.«, »2000-2500 kr.«."""
    number = number_at(tokens, place)
    if number is None or tokens[place].kind == "date":
        return False
    if _has_unit(tokens, number.end) or number.scale > 1:
        return True
    mark, second = tokens[number.end], number_at(tokens, number.end + 1)
    is_range = is_year(tokens[place]) and mark.is_glued and mark.text == DASH
    return is_range and second is not None and second.value >= 1000 and _has_unit(tokens, second.end)  # noqa: PLR2004


def _has_unit(tokens: Tokens, end: int) -> bool:
    return tokens[after_notes(tokens, end)].text in _UNITS


def _is_in_name(tokens: Tokens, place: int) -> bool:
    """Whether the number is a part of a word: »CO2«, »COVID-19«, »5G«, or of »ISBN 97887-85325-14-3«."""
    token, following = tokens[place], tokens[place + 1]
    if place and token.is_glued:
        first, before = tokens[place - 2], tokens[place - 1]
        is_cut = not before.is_glued or (before.text == "," and len(first.text) == 1)
        if before.text == "^" or (before.text in (".", ",") and is_cut):
            return True  # ».8 mio.«, »o,8 mio.«
        is_note = first.text in ABBREVIATED  # »80 mio. kr.1«
        is_part = before.is_glued and first.kind == "word" and (before.text == DASH or (before.text == "." and is_note))
        if before.kind == "word" or is_part:
            return True
    if token.kind == "number" and following.is_glued and following.kind == "word":
        return not _has_unit(tokens, place + 1) and not following.text.startswith("år")
    return _end_of_chain(tokens, place) - place >= 2 * _MANY - 1


def _end_of_chain(tokens: Tokens, place: int) -> int:
    """The place after numbers that hang together: »97887-85325-14-3«, »9.2«, »5G«, »72 28 24 00«."""
    end = place + 1
    while tokens[end].is_glued and tokens[end].text in (DASH, ".", ":", "/") and _is_glued(tokens[end + 1], "number"):
        end += 2
    return end + (end == place + 1 and _is_glued(tokens[end], "word"))


def _is_glued(token: Token, kind: str) -> bool:
    return token.is_glued and token.kind == kind


def _is_joining(token: Token) -> bool:
    return token.kind == "word" or token.text == DASH


def _name(tokens: Tokens, place: int) -> Placed | None:
    """»side 18«, »§ 6«, »initiativ 8, 9 og 12«, »telefon 72 28 24 00«."""
    if tokens[place].text not in _NAMING:
        return None
    end = place + 1
    while tokens[end].text in (".", "nr", ":", "nummer"):
        end += 1
    is_numbered = tokens[place].text in _NUMBERED
    is_number = tokens[end].kind in ("number", "date") and not _is_measured(tokens, end)
    if not is_number or (is_year(tokens[end]) and not is_numbered):
        return None
    end = _end_of_chain(tokens, end)
    while is_numbered and tokens[end].kind == "number" and not _is_measured(tokens, end):
        end += 1
    while tokens[end].text in (*_LISTING, DASH) and _continues(tokens, end + 1):
        end = _end_of_chain(tokens, end + 1)
    return label(tokens, "name", place, end)


def _continues(tokens: Tokens, place: int) -> bool:
    """Whether the next number of a list names something too, and counts nothing."""
    after = tokens[place + 1]
    is_counting = after.kind == "word" and after.text not in _LISTING and after.raw[0].islower()
    return tokens[place].kind == "number" and not is_counting and not _is_measured(tokens, place)


def _clock(tokens: Tokens, place: int) -> Placed | None:
    """»kl. 14.20«, »uge 42«."""
    word, number = tokens[place].text, place + 1 + (tokens[place + 1].text == ".")
    if word not in ("kl", "uge", "ugerne") or tokens[number].kind != "number" or is_year(tokens[number]):
        return None
    return label(tokens, "clock" if word == "kl" else "week", place, _end_of_chain(tokens, number))


def _numbering(tokens: Tokens, place: int, previous: Placed | None) -> Placed | None:
    """Numbers of an order: »3. del«, »1)«, »9.2«, »Windows 11«, and the time that follows a day."""
    token, mark, after, second = tokens[place : place + 4]
    if token.kind != "number":
        return None
    end = _end_of_chain(tokens, place)
    if mark.is_glued and mark.text in (".", ":") and _is_glued(after, "number"):
        is_time = len(after.text) == len("59") and parsed(token.text) < 24  # noqa: PLR2004 - the hours of a day
        follows_day = previous is not None and previous.end == place and isinstance(previous.reading, Moment)
        return label(tokens, "clock" if is_time and (mark.text == ":" or follows_day) else "name", place, end)
    if mark.text == ")" and token.text.isdecimal() and tokens[place - 1].text not in ("(", DASH):
        return label(tokens, "ordinal", place, place + 1)
    is_joined = after.text == DASH and second.kind == "number"  # »1.-3. maj«
    is_lower = after.kind == "word" and after.raw[0].islower()
    if mark.text == "." and mark.is_glued and token.text.isdecimal() and not is_year(token) and (is_joined or is_lower):
        return label(tokens, "ordinal", place, place + 2)
    if place < 2 or tokens.ends_sentence(place - 2):  # noqa: PLR2004 - two words before
        return None
    first, before = tokens[place - 2 : place]  # a capital that does not begin a sentence
    is_name = before.kind == "word" and before.raw[0].isupper() and first.kind == "word"
    return label(tokens, "name", place, end) if is_name and not noun_at(tokens, place + 1)[0] else None
