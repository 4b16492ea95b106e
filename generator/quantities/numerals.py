"""A number at a place in a text: its digits or words, its fraction and its scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.folding import Span
from generator.quantities.tokens import DASH, Token
from generator.quantities.units import ABBREVIATED, POINT_WORDS, SCALED_KRONER, SCALES, SHARES, SPELLED_SCALES
from generator.quantities.words import ARTICLES, BELOW_HUNDRED, HALF_ANOTHER, HALVES, NOUNS, word_value

Tokens = Sequence[Token]
_FRACTIONS = {
    "¼": Decimal("0.25"),
    "½": Decimal("0.5"),
    "¾": Decimal("0.75"),
    "⅓": 1 / Decimal(3),
    "⅔": 2 / Decimal(3),
    "⅛": Decimal("0.125"),
}
_DENOMINATORS = frozenset({2, 3, 4, 5, 8, 10})
_GROUPING = str.maketrans(dict.fromkeys(". \xa0\u2007\u2009\u202f'´`_") | {",": "."})
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+")
_THOUSAND = 1000
_BEFORE_TWO = frozenset({"mellem", "henholdsvis", "hhv", "både"})
_AFTER_ARTICLE = {*SCALES, *SHARES, *POINT_WORDS}  # »en million«, »en promille«


class Numeral(NamedTuple):
    """`begin` and `end` are places among the tokens; `scale` is what the words for a scale come to."""

    value: Decimal
    begin: int
    end: int
    scale: int = 1
    is_kroner: bool = False  # »90 tkr.« says so in one word
    is_about: bool = False  # »et par«
    is_mixed: bool = False  # »1/2« alone may be something else


def parsed(digits: str) -> Decimal:
    """Read digits as Danes write them: '1.250' and '1 250' are more than a thousand, '39,3' has one decimal.

    Two commas set thousands apart as in English: '1,250,000'.
    """
    return Decimal((digits.replace(",", "") if digits.count(",") > 1 else digits).translate(_GROUPING))


def span_of(tokens: Tokens, begin: int, end: int) -> Span:
    return tokens[begin].start, tokens[end - 1].end


def number_at(tokens: Tokens, begin: int) -> Numeral | None:
    """The number whose first token is at *begin*, with every word for a scale that follows it."""
    plain = _plain(tokens, begin)
    return scaled(tokens, _with_decimals(tokens, plain)) if plain else None


def after_notes(tokens: Tokens, place: int) -> int:
    """The place after the marks of footnotes, which belong to no number."""
    while True:
        bracket, number, closing = tokens[place : place + 3]
        if bracket.kind == "note" or bracket.text == "*":
            place += 1
        elif bracket.text == "[" and number.kind == "number" and closing.text == "]":
            place += 3
        else:
            return place


def after_point(tokens: Tokens, place: int) -> int:
    """The place after a word at *place* and the full stop of its abbreviation."""
    is_short = tokens[place].text in ABBREVIATED and tokens[place + 1].text == "." and tokens[place + 1].is_glued
    return place + 1 + is_short


def _with_decimals(tokens: Tokens, whole: Numeral) -> Numeral:
    """»en komma fem«, »41 komma 5«."""
    if tokens[whole.end].text != "komma" or whole.value != int(whole.value):
        return whole
    decimals = _plain(tokens, whole.end + 1)
    if decimals is None or decimals.value != int(decimals.value):
        return whole
    return whole._replace(value=Decimal(f"{whole.value:f}.{decimals.value:f}"), end=decimals.end)


def _plain(tokens: Tokens, begin: int) -> Numeral | None:
    token = tokens[begin]
    if token.kind == "number":
        return _digits(tokens, begin)
    if token.kind == "fraction":
        return Numeral(_FRACTIONS[token.text], begin, begin + 1)
    return _spelled(tokens, begin) if token.kind == "word" else None


def _digits(tokens: Tokens, begin: int) -> Numeral:
    value = parsed(tokens[begin].text)
    one, two, three = tokens[begin + 1 : begin + 4]
    if one.kind == "fraction":
        return Numeral(value + _FRACTIONS[one.text], begin, begin + 2)
    if one.kind == "number" and not one.is_glued and (part := _ratio(tokens, begin + 1)):
        return Numeral(value + part, begin, begin + 4)
    if part := _ratio(tokens, begin):
        return Numeral(part, begin, begin + 3, is_mixed=True)
    if one.text == "." and one.is_glued and two.kind == "number" and two.is_glued and _is_scale(three):
        whole = tokens[begin].text
        whole = whole.replace(",", "") if _ENGLISH.fullmatch(whole) else whole
        if whole.isdecimal() and two.text.isdecimal():
            return Numeral(Decimal(f"{whole}.{two.text}"), begin, begin + 3)  # »2.5 mia.«, »1,250.5 mio.«
    return _and_a_half(tokens, Numeral(value, begin, begin + 1))


def _is_scale(token: Token) -> bool:
    return token.text in SCALES


def _ratio(tokens: Tokens, begin: int) -> Decimal | None:
    upper, slash, lower = tokens[begin : begin + 3]
    if slash.text not in ("/", "⁄") or not (slash.is_glued and lower.is_glued and lower.text.isdecimal()):
        return None
    numerator, denominator = parsed(upper.text), parsed(lower.text)
    is_part = 0 < numerator < denominator and denominator in _DENOMINATORS
    return numerator / denominator if is_part and tokens[begin + 3].text != "/" else None


def _spelled(tokens: Tokens, begin: int) -> Numeral | None:
    word, following = tokens[begin].text, tokens[begin + 1].text
    if apart := _digit_and_ten(tokens, begin):
        return apart
    if word in ARTICLES:
        if following in HALVES:
            noun = tokens[begin + 2].text if tokens[begin + 2].text in NOUNS else ""
            half = HALVES[following] * NOUNS.get(noun, Decimal(1))  # »en halv snes«
            return Numeral(half, begin, begin + (3 if noun else 2), is_about=bool(noun))
        if following in NOUNS:
            return Numeral(NOUNS[following], begin, begin + 2, is_about=following != "dusin")
        if following in HALF_ANOTHER:  # »en trekvart«
            return Numeral(HALF_ANOTHER[following], begin, begin + 2)
        is_one = following in (*_AFTER_ARTICLE, "komma") or _is_before_number(tokens, begin)
        return Numeral(Decimal(1), begin, begin + 1) if is_one else None
    if word in HALVES and following in SCALES:  # a headline's »halv milliard«
        return Numeral(HALVES[word], begin, begin + 1)
    if word in SPELLED_SCALES:
        return Numeral(Decimal(1), begin, begin)  # the scale says all
    value = word_value(word)
    return None if value is None else _and_a_half(tokens, Numeral(value, begin, begin + 1))


def _digit_and_ten(tokens: Tokens, begin: int) -> Numeral | None:
    """»fem og tyve«, »fem-og-tyve«; two numbers in »mellem fem og tyve«."""
    place = begin + 1
    is_dashed = tokens[place].text == DASH and tokens[place + 2].text == DASH
    place += is_dashed
    before = {token.text for token in tokens[max(0, begin - 2) : begin]}  # »hhv.« are two
    if tokens[place].text != "og" or not before.isdisjoint(_BEFORE_TWO):
        return None
    place += 1 + is_dashed
    value = BELOW_HUNDRED.get(f"{tokens[begin].text}og{tokens[place].text}")
    return None if value is None else Numeral(value, begin, place + 1)


def _is_before_number(tokens: Tokens, begin: int) -> bool:
    """Whether an article is the first of two numbers: »mellem en og to milliarder«, »en til to«, »en ud af fem«."""
    words = [token.text for token in tokens[begin + 1 : begin + 3]]
    is_between = words[0] == "og" and begin > 0 and tokens[begin - 1].text == "mellem"
    place = begin + 2 if is_between or words[0] in ("til", DASH) else begin + 3 if words == ["ud", "af"] else 0
    return place > 0 and (tokens[place].kind == "number" or word_value(tokens[place].text) is not None)


def _and_a_half(tokens: Tokens, number: Numeral) -> Numeral:
    """»to en halv«, »to og en halv«, »2 og et kvart«."""
    if tokens[number.end].text == "kvart" and number.value == 3:  # noqa: PLR2004 - »tre kvart«
        return number._replace(value=number.value / 4, end=number.end + 1)
    place = number.end + (tokens[number.end].text == "og")
    if tokens[place].text in ARTICLES and tokens[place + 1].text in HALVES:
        return number._replace(value=number.value + HALVES[tokens[place + 1].text], end=place + 2)
    return number


def scaled(tokens: Tokens, number: Numeral) -> Numeral:
    """The number with the words for a scale that follow it."""
    while scale := _scale_at(tokens, number):
        factor, end, is_kroner = scale
        number = number._replace(value=number.value * factor, end=end, scale=number.scale * factor, is_kroner=is_kroner)
        rest = _rest(tokens, number, factor)
        if rest:
            number = number._replace(value=number.value + rest.value, end=rest.end)
        if is_kroner:
            break
    return number


def _scale_at(tokens: Tokens, number: Numeral) -> tuple[int, int, bool] | None:
    """The factor of the next scale, the place after it, and whether it says kroner too."""
    place = after_notes(tokens, number.end)
    if tokens[place].text == DASH and tokens[place].is_glued and tokens[place + 1].is_glued:
        place += 1  # »300-millioners«
    word = tokens[place].text
    if word in SCALED_KRONER:
        return SCALED_KRONER[word], after_point(tokens, place), True
    if word == "t" and tokens[place + 1].text == "." and tokens[place + 2].text in ("kr", "dkk"):
        return _THOUSAND, place + 2, False
    if word in SCALES:
        return SCALES[word], after_point(tokens, place), False
    return None


def _rest(tokens: Tokens, number: Numeral, factor: int) -> Numeral | None:
    """The rest of a number: »hundrede og tyve«, »to tusind fem hundrede«, »3 mia. 200 mio.«."""
    has_and = tokens[number.end].text == "og"
    rest = _plain(tokens, number.end + has_and)
    if rest is None or (has_and and tokens[rest.begin].kind != "word"):
        return None
    if factor > _THOUSAND or tokens[rest.end].text in ("hundrede", "hundred"):
        rest = scaled(tokens, rest)
        is_rest = rest.scale >= min(factor // _THOUSAND, _THOUSAND) and not rest.is_kroner
    else:
        is_spelled = tokens[number.end - 1].text in SPELLED_SCALES and tokens[rest.begin].kind == "word"
        is_rest = is_spelled and has_and and rest.value in BELOW_HUNDRED.values()
    return rest if is_rest and rest.value < factor else None
