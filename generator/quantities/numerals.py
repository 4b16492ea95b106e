"""The tokens of a folded text, and the number at a place among them: digits or words, fraction and scale."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.folding import Span
from generator.quantities.words import (
    ABBREVIATED,
    ARTICLES,
    BELOW_HUNDRED,
    HALF_ANOTHER,
    HALVES,
    NOUNS,
    POINT_WORDS,
    SCALED_KRONER,
    SCALES,
    SHARES,
    SPELLED_SCALES,
    word_set,
    word_value,
)

TokenKind = Literal["number", "fraction", "date", "note", "word", "mark"]
DASH = "-"
BREAK = "|"  # between pieces that are quoted apart, and between the cells of a table
_LOOKAHEAD = 12  # no form looks further ahead than this
# A date is in digits: 31.12.2024, 31/12 2024, 31-12-24 or 2024-12-31. Of a number thousands are set apart by a point, a
# space, an apostrophe or a line, or as in English; decimals may have a space before the comma where letters were set
# apart, or nothing (»,8 mio.«).
_TOKEN = re.compile(
    r"""
    (?P<date>(?<![\w.,])(?:\d{1,2}(?:[-./]\d{1,2}[-./]|/\d{1,2}\ (?=\d{4}))(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)
        (?![.,]?\d)(?!-\d))
    |(?P<number>
        \d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?
        | \d{1,3}(?:\ \d{3})+(?![\d.])(?:,\d+)?
        | \d{1,3}(?:(?P<apart>['´`_])\d{3}(?:(?P=apart)\d{3})*)(?!\d)(?:,\d+)?
        | \d{1,3}(?:,\d{3}){2,}(?![\d,])
        | \d+(?:\ ?,\d+)?
        | (?<![\w,]),\d+)
    |(?P<fraction>[¼½¾⅓⅔⅛])
    |(?P<note>[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?)
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """`text` is in lower case and `raw` as written; a glued token has nothing between it and the one before."""

    kind: TokenKind
    text: str
    raw: str
    start: int
    end: int
    is_glued: bool


class Tokens(list[Token]):
    """The tokens of a folded text, and then so many empty ones that nobody need ask whether there is a next."""

    def __init__(self, text: str) -> None:
        last = -1
        for match in _TOKEN.finditer(text):
            kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the groups are named after the kinds
            self.append(Token(kind, match[0].lower(), match[0], match.start(), match.end(), match.start() == last))
            last = match.end()
        self.text = text
        self._after = {token.end: place for place, token in enumerate(self, 1)}
        self += [Token("mark", "", "", len(text), len(text), is_glued=False)] * _LOOKAHEAD

    def match(self, pattern: re.Pattern[str], place: int) -> re.Match[str] | None:
        """What *pattern* has from the token at *place* on, if it ends where a token does."""
        match = pattern.match(self.text, self[place].start)
        return match if match and match.end() in self._after else None

    def after(self, offset: int) -> int:
        """The place after the token that ends at *offset* in the text."""
        return self._after[offset]

    def words(self, begin: int, end: int) -> list[str]:
        return [token.text for token in self[max(0, begin) : end]]

    def span(self, begin: int, end: int) -> Span:
        return self[begin].start, self[end - 1].end

    def ends_sentence(self, place: int) -> bool:
        """Whether the token at *place* is the end of a sentence, and no full stop of an abbreviation."""
        text = self[place].text
        return text in ("?", "!", "") or (text == "." and self[place + 1].raw[:1].isupper())


class Numeral(NamedTuple):
    """`begin` and `end` are places among the tokens; `scale` is what the words for a scale come to."""

    value: Decimal
    begin: int
    end: int
    scale: int = 1
    is_kroner: bool = False  # »90 tkr.« says so in one word
    is_about: bool = False  # »et par«
    is_mixed: bool = False  # »1/2« alone may be something else


_FRACTIONS = dict(zip("¼½¾⅛", map(Decimal, ("0.25", "0.5", "0.75", "0.125")), strict=True)) | {
    "⅓": 1 / Decimal(3),
    "⅔": 2 / Decimal(3),
}
_RATIO = re.compile(r"(\d+)[/⁄](2|3|4|5|8|10)(?!\ ?/)")
_DIGIT_AND_TEN = re.compile(r"([^\W\d_]+)([ -])og\2([^\W\d_]+)", re.IGNORECASE)
_NOTES = re.compile(r"(?:\ ?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?|\*|\[\ ?[\d.,]+\ ?\]))+")
_GROUPING = str.maketrans(dict.fromkeys(". \xa0\u2007\u2009\u202f'´`_") | {",": "."})
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+")
_THOUSAND = 1000
_BEFORE_TWO = word_set("mellem henholdsvis hhv både")
_AFTER_ARTICLE = {*SCALES, *SHARES, *POINT_WORDS, "komma"}  # »en million«, »en promille«


def parsed(digits: str) -> Decimal:
    """Read digits as Danes write them: '1.250' and '1 250' are more than a thousand, '39,3' has one decimal.

    Two commas set thousands apart as in English: '1,250,000'.
    """
    return Decimal((digits.replace(",", "") if digits.count(",") > 1 else digits).translate(_GROUPING))


def number_at(tokens: Tokens, begin: int) -> Numeral | None:
    """The number whose first token is at *begin*, with every word for a scale that follows it."""
    number = _plain(tokens, begin)
    if number and tokens[number.end].text == "komma":  # »en komma fem«, »41 komma 5«
        decimals = _plain(tokens, number.end + 1)
        if decimals and number.value == int(number.value) and decimals.value == int(decimals.value):
            number = number._replace(value=Decimal(f"{number.value:f}.{decimals.value:f}"), end=decimals.end)
    return scaled(tokens, number) if number else None


def after_notes(tokens: Tokens, place: int) -> int:
    """The place after the marks of footnotes, which belong to no number."""
    match = tokens.match(_NOTES, place)
    return tokens.after(match.end()) if match else place


def after_point(tokens: Tokens, place: int) -> int:
    """The place after a word at *place* and the full stop of its abbreviation."""
    is_short = tokens[place].text in ABBREVIATED and tokens[place + 1].text == "." and tokens[place + 1].is_glued
    return place + 1 + is_short


def after_hyphen(tokens: Tokens, place: int) -> int:
    """The place after the hyphen between a number and its word: »300-millioners«, »15-årige«."""
    return place + (tokens[place].text == DASH and tokens[place].is_glued and tokens[place + 1].is_glued)


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
    if one.text == "." and one.is_glued and two.kind == "number" and two.is_glued and three.text in SCALES:
        whole = tokens[begin].text
        whole = whole.replace(",", "") if _ENGLISH.fullmatch(whole) else whole
        if whole.isdecimal() and two.text.isdecimal():
            return Numeral(Decimal(f"{whole}.{two.text}"), begin, begin + 3)  # »2.5 mia.«, »1,250.5 mio.«
    return _and_a_half(tokens, Numeral(value, begin, begin + 1))


def _ratio(tokens: Tokens, begin: int) -> Decimal | None:
    match = tokens.match(_RATIO, begin)
    upper, lower = map(Decimal, match.groups()) if match else (0, 1)
    return Decimal(upper / lower) if 0 < upper < lower else None


def _spelled(tokens: Tokens, begin: int) -> Numeral | None:
    word, following, third = tokens[begin].text, tokens[begin + 1].text, tokens[begin + 2].text
    if following in ("og", DASH) and (apart := _digit_and_ten(tokens, begin)):
        return apart
    if word in ARTICLES:
        if following in HALVES:  # »en halv snes«
            return Numeral(
                HALVES[following] * NOUNS.get(third, 1), begin, begin + 2 + (third in NOUNS), is_about=third in NOUNS
            )
        if following in NOUNS:
            return Numeral(NOUNS[following], begin, begin + 2, is_about=following != "dusin")
        if following in HALF_ANOTHER:  # »en trekvart«
            return Numeral(HALF_ANOTHER[following], begin, begin + 2)
        is_one = following in _AFTER_ARTICLE or _is_before_number(tokens, begin)
        return Numeral(Decimal(1), begin, begin + 1) if is_one else None
    if word in HALVES and following in SCALES:  # a headline's »halv milliard«
        return Numeral(HALVES[word], begin, begin + 1)
    if word in SPELLED_SCALES:
        return Numeral(Decimal(1), begin, begin)  # the scale says all
    value = word_value(word)
    return None if value is None else _and_a_half(tokens, Numeral(value, begin, begin + 1))


def _digit_and_ten(tokens: Tokens, begin: int) -> Numeral | None:
    """»fem og tyve«, »fem-og-tyve«; two numbers in »mellem fem og tyve«."""
    match = tokens.match(_DIGIT_AND_TEN, begin)
    value = BELOW_HUNDRED.get(f"{match[1]}og{match[3]}".lower()) if match else None
    is_two = not _BEFORE_TWO.isdisjoint(tokens.words(begin - 2, begin))  # »hhv.« are two
    return None if match is None or value is None or is_two else Numeral(value, begin, tokens.after(match.end()))


def _is_before_number(tokens: Tokens, begin: int) -> bool:
    """Whether an article is the first of two numbers: »mellem en og to milliarder«, »en til to«, »en ud af fem«."""
    words = tokens.words(begin + 1, begin + 3)
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
    while not number.is_kroner and (scale := scale_at(tokens, after_hyphen(tokens, after_notes(tokens, number.end)))):
        factor, end, is_kroner = scale
        number = number._replace(value=number.value * factor, end=end, scale=number.scale * factor, is_kroner=is_kroner)
        if rest := _rest(tokens, number, factor):
            number = number._replace(value=number.value + rest.value, end=rest.end)
    return number


def scale_at(tokens: Tokens, place: int) -> tuple[int, int, bool] | None:
    """The factor of the scale that begins at *place*, the place after it, and whether it says kroner too."""
    word = tokens[place].text
    if word in SCALED_KRONER:
        return SCALED_KRONER[word], after_point(tokens, place), True
    if word == "t" and tokens[place + 1].text == "." and tokens[place + 2].text in ("kr", "dkk"):
        return _THOUSAND, place + 2, False
    return (SCALES[word], after_point(tokens, place), False) if word in SCALES else None


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
