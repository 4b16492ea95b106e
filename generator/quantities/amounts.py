"""A number with its currency and price level (»25-niveau«), its share or what it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from generator.folding import Span
from generator.quantities.moments import Placed, is_year
from generator.quantities.numerals import (
    DASH,
    Numeral,
    Tokens,
    after_hyphen,
    after_notes,
    after_point,
    number_at,
    parsed,
    scale_at,
    scaled,
)
from generator.quantities.readings import POINTS, RATIO, QuantityKind, StatedQuantity
from generator.quantities.words import (
    ARTICLES,
    BEFORE_NUMBER,
    BELOW_HUNDRED,
    CODES,
    COUNTRIES,
    CURRENCIES,
    DANISH_KRONER,
    EACH,
    ONES,
    PARTS,
    POINT_WORDS,
    SCALES,
    SHARES,
    TIMES,
    word_set,
    word_value,
)

_END = r"(?![^\W\d_])"
_LEVEL = rf"""
    (?:\d{{4}}|\d\d)
    (?: \ ?-\ ?(?:pl|p|niveau|priser|prisniveau|prisen|pris|lønniveau) | \ ?(?:pl|p(?=\ ?/)) ){_END}
    (?: (?:\ ?(?:og|-|/))*\ ?(?:lønniveau|niveau|l){_END} )*
    | (?:pl|prisniveau|lønniveau)[ .-]*(?:\d{{4}}|\d\d)(?!\d|\ ?,\d)"""
_PRICE_LEVEL = re.compile(rf"\(\ ?(?:i\ )?(?:{_LEVEL})\ ?\)|{_LEVEL}", re.VERBOSE | re.IGNORECASE)
_DASH_OF_PRICE = re.compile(rf",-(?!\d)(?:\ ?kr{_END}\.?)?", re.IGNORECASE)
_MINUS = frozenset({"÷", "minus"})
# Words that are never the noun that a number counts.
_FUNCTION_WORDS = word_set(
    "og eller til à i af på for med ved som der den det de at er var har havde skal vil kan må bør blev bliver fra mod"
    " om under over efter før inden hvor hvoraf heraf samt men så når da end ud op ned pr per årligt årlig hvert"
    " senest mellem frem ikke også hver ca cirka mindst højst hhv henholdsvis fordelt svarende udgør udgjorde"
)
_MAX_NOUN = 3
_ENGLISH = re.compile(r"[1-9]\d{0,2},\d{3}")


class Unit(NamedTuple):
    kind: QuantityKind
    unit: str
    end: int
    factor: Decimal = Decimal(1)


def price_level_at(tokens: Tokens, begin: int) -> tuple[int, int] | None:
    """The year of the price level whose first token is at *begin*, and the place after it and its brackets."""
    match = tokens.match(_PRICE_LEVEL, begin)
    digits = re.findall(r"\d+", match[0])[0] if match else ""
    return (int(digits) + (2000 if len(digits) == len("25") else 0), tokens.after(match.end())) if match else None


def quantity_at(tokens: Tokens, begin: int) -> Placed | None:
    """The quantity whose first token is at *begin*: a sign, a currency before it, or the number itself."""
    if tokens[begin].text in ("minus", DASH) and begin and tokens[begin - 1].text == "/":
        return None  # »plus/minus«
    sign, place = _sign(tokens, begin)
    before = currency_before(tokens, place)
    number = number_at(tokens, before.end if before else place)
    if number is None:
        return _share_in_words(tokens, begin) or _aged(tokens, begin)
    level = price_level_at(tokens, after_notes(tokens, number.end))
    if level:
        number = scaled(tokens, number._replace(end=level[1]))
    if tokens[number.end].text in PARTS:
        return _ratio(tokens, begin, number.end + 1, number.value, PARTS[tokens[number.end].text])
    unit = _unit(tokens, number, before)
    if number.is_mixed and number.scale == 1 and unit.kind == "count" and unit.unit not in TIMES:
        first = number.begin  # after a sign: »÷1/2«
        upper, lower = parsed(tokens[first].text), int(tokens[first + 2].text)
        if tokens[number.end].text == "af":
            return _ratio(tokens, begin, number.end, upper, lower)
        number, unit = Numeral(upper, first, first + 1), Unit("count", "", first + 1)  # »1/2 10 timer«
    end = unit.end
    if unit.kind == "amount" and tokens[end].text == "(" and (late := price_level_at(tokens, end)):
        level, end = level or late, late[1]
    value = sign * number.value * unit.factor * _thousand(tokens, number, unit)
    reading = StatedQuantity(
        tokens.span(begin, end),
        _numerals(tokens, begin, end, number),
        value,
        value,
        unit.kind,
        unit.unit,
        bound="about" if number.is_about else None,
        price_year=level[0] if level else None,
    )
    return Placed(reading, begin, end, number.scale)


def _numerals(tokens: Tokens, begin: int, end: int, number: Numeral) -> tuple[Span, ...]:
    if tokens[number.begin].text in ONES and number.end - number.begin == 1 == number.scale:
        return ()  # »én« is hardly a number
    digits = [(t.start, t.end) for t in tokens[begin:end] if t.kind in ("number", "fraction")]
    if tokens[number.begin].kind == "word":
        digits.insert(0, tokens.span(number.begin, number.end))
    return tuple(digits)


def _thousand(tokens: Tokens, number: Numeral, unit: Unit) -> int:
    """»80,000 kr.« is English: nobody counts in thousandths of a krone, or of a citizen."""
    digits = tokens[number.begin].text
    is_alone = number.end == number.begin + 1 and number.scale == 1
    is_english = is_alone and _ENGLISH.fullmatch(digits) and unit.unit not in TIMES and unit.kind != "share"
    return 1000 if is_english and (unit.kind == "amount" or digits.endswith(",000")) else 1


def _sign(tokens: Tokens, begin: int) -> tuple[int, int]:
    token = tokens[begin]
    is_free = not token.is_glued or tokens[begin - 1].text == "("
    is_tight = token.text == DASH and is_free and tokens[begin + 1].is_glued
    return (-1, begin + 1) if token.text in _MINUS or is_tight else (1, begin)


def currency_before(tokens: Tokens, place: int) -> Unit | None:
    """»DKK 80«, and with its scale too »mio. kr. 80« and »tkr. 80«; a year is none of an amount in a table's head."""
    scale, place, is_kroner = scale_at(tokens, place) or (0, place, False)
    token, end = tokens[place], place if is_kroner else after_point(tokens, place)
    has_scale = scale or not {"t", *SCALES}.isdisjoint(tokens.words(place - 2, place))
    if has_scale and not (tokens[end].kind == "number" and not is_year(tokens[end])):
        return None
    factor = Decimal(scale or 1)
    if is_kroner:
        return Unit("amount", DANISH_KRONER, end, factor)
    if token.raw in CODES:
        return Unit("amount", token.raw, place + 1, factor)
    return Unit("amount", CURRENCIES[token.text], end, factor) if token.text in BEFORE_NUMBER else None


def _unit(tokens: Tokens, number: Numeral, before: Unit | None) -> Unit:
    if number.is_kroner:
        return Unit("amount", DANISH_KRONER, number.end)
    place = after_hyphen(tokens, after_notes(tokens, number.end))
    unit = _currency(tokens, place) or _share(tokens, place)
    if unit is None and number.scale > 1 and tokens[place].text in ("(", "i"):
        unit = _currency(tokens, place + 1)  # »80 mio. (euro)«
    if before:
        return before._replace(end=_after_dash(tokens, number.end))
    if unit:
        return unit
    noun, end = noun_at(tokens, place)
    if noun or number.scale == 1:
        return Unit("count", noun, end if noun else number.end)
    return Unit("amount", "", number.end)


def _currency(tokens: Tokens, place: int) -> Unit | None:
    token = tokens[place]
    if token.text in CURRENCIES:
        return Unit("amount", CURRENCIES[token.text], after_point(tokens, place))
    if token.raw in CODES:
        return Unit("amount", token.raw, place + 1)
    coin = place + 1 + (tokens[place + 1].text == DASH)
    if token.text in COUNTRIES and tokens[coin].text in CURRENCIES:
        return Unit("amount", COUNTRIES[token.text], coin + 1)
    if token.text == "øre":
        return Unit("amount", DANISH_KRONER, place + 1, Decimal("0.01"))
    end = _after_dash(tokens, place)
    return Unit("amount", DANISH_KRONER, end) if end > place else None


def _after_dash(tokens: Tokens, place: int) -> int:
    """The place after the dash of »500,-«."""
    match = tokens.match(_DASH_OF_PRICE, place) if tokens[place].is_glued else None
    return tokens.after(match.end()) if match else place


def _share(tokens: Tokens, place: int) -> Unit | None:
    token, end = tokens[place], after_point(tokens, place)
    if token.text in POINT_WORDS:
        return Unit("share", POINTS, end)
    if token.text not in SHARES:
        return None
    has_dash = tokens[end].text == DASH
    point = tokens[end + has_dash]
    if point.text in ("point", "points") and (point.is_glued or not has_dash):
        return Unit("share", POINTS, end + has_dash + 1)
    return Unit("share", SHARES[token.text], end)


def noun_at(tokens: Tokens, begin: int) -> tuple[str, int]:
    """What is counted, and the place after it: adjectives in the plural and a noun, up to three words."""
    words: list[str] = []
    place = begin
    while len(words) < _MAX_NOUN and _may_be_counted(tokens, place):
        end = place + 1
        while tokens[end].text == DASH and tokens[end].is_glued and tokens[end + 1].kind == "word":
            end += 2  # »it-projekter«
        words.append("".join(tokens.words(place, end)))
        place = end
        if words[-1] in TIMES or not words[-1].endswith("e") or words[-1].endswith("ere"):
            break  # no adjective
    return " ".join(words), place


def _may_be_counted(tokens: Tokens, place: int) -> bool:
    token = tokens[place]
    is_word = token.kind == "word" and token.raw[0].islower()
    return is_word and token.text not in _FUNCTION_WORDS and word_value(token.text) is None


def _aged(tokens: Tokens, begin: int) -> Placed | None:
    """»femårige«: a quantity that nobody counts, so it has no numeral to account for."""
    word, ending, _ = tokens[begin].text.partition("årig")
    value = BELOW_HUNDRED.get(word) if ending else None
    if value is None:
        return None
    return Placed(StatedQuantity(tokens.span(begin, begin + 1), (), value, value, "count", "år"), begin, begin + 1)


def _share_in_words(tokens: Tokens, begin: int) -> Placed | None:
    """»halvdelen«, »en tredjedel«, »to tredjedele«, »hver femte«."""
    word, following = tokens[begin].text, tokens[begin + 1].text
    if word == "hver" and following in EACH and tokens[begin + 2].text not in TIMES:
        return _ratio(tokens, begin, begin + 2, Decimal(1), EACH[following])
    if word in PARTS:
        return _ratio(tokens, begin, begin + 1, Decimal(1), PARTS[word])
    if word in ARTICLES and following in PARTS:
        return _ratio(tokens, begin, begin + 2, Decimal(1), PARTS[following])
    return None


def _ratio(tokens: Tokens, begin: int, end: int, upper: Decimal, lower: int) -> Placed:
    span = tokens.span(begin, end)
    value = upper / lower
    return Placed(StatedQuantity(span, (span,), value, value, "share", RATIO, Decimal(lower)), begin, end)
