"""Folded text as the words, numbers and marks that a reader of numbers needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

TokenKind = Literal["number", "fraction", "date", "note", "word", "mark"]


class Token(NamedTuple):
    """`text` is in lower case and `raw` as written; a glued token has nothing between it and the one before."""

    kind: TokenKind
    text: str
    raw: str
    start: int
    end: int
    is_glued: bool


DASH = "-"
BREAK = "|"  # between pieces that are quoted apart, and between the cells of a table
LOOKAHEAD = 12  # no form looks further ahead than this
# A date in digits: 31.12.2024, 31/12 2024, 31-12-24 or 2024-12-31.
_DATE = (
    r"(?<![\w.,])(?:\d{1,2}(?:[-./]\d{1,2}[-./]|/\d{1,2}\ (?=\d{4}))(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)(?![.,]?\d)(?!-\d)"
)
# Thousands set apart by a point, a space, an apostrophe or a line, or as in English; decimals may have a space before
# the comma where letters were set apart, or nothing (»,8 mio.«).
_NUMBER = r"""
    \d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?
    | \d{1,3}(?:\ \d{3})+(?![\d.])(?:,\d+)?
    | \d{1,3}(?:(?P<apart>['´`_])\d{3}(?:(?P=apart)\d{3})*)(?!\d)(?:,\d+)?
    | \d{1,3}(?:,\d{3}){2,}(?![\d,])
    | \d+(?:\ ?,\d+)?
    | (?<![\w,]),\d+"""
_TOKEN = re.compile(
    rf"""
    (?P<date>{_DATE})
    |(?P<number>{_NUMBER})
    |(?P<fraction>[¼½¾⅓⅔⅛])
    |(?P<note>[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?)
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_END = Token("mark", "", "", 0, 0, is_glued=False)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a folded text, and then so many empty ones that nobody need ask whether there is a next."""
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the groups are named after the kinds
        start, end = match.span()
        raw = match[0]
        tokens.append(Token(kind, raw.lower(), raw, start, end, start == last))
        last = end
    tokens += [_END] * LOOKAHEAD
    return tokens


def ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token at *place* is the end of a sentence, and no full stop of an abbreviation."""
    token, after = tokens[place], tokens[place + 1]
    return token.text in ("?", "!", "") or (token.text == "." and after.raw[:1].isupper())
