"""The form of a text that was taken out of a file: blocks, lines that were meant, footnote marks, struck words.

A block is a paragraph, a heading, a cell or a list item. Nothing that was only wrapped is a line here: whoever
takes a text out of a file has joined such lines, mended the words that were broken at their ends, and written
raised digits as the superscripts of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Footnote marks are no part of the word or the number they stand at: »100¹ mio.« is a hundred millions.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"[{_DIGITS}]+")
# `1`, `[1]`, `1)`, `1, 2`
_REFERENCE = re.compile(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?")
_POWER = re.compile(r"[·×*x] ?10$")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kdcm]?m|CO|NO|SO)$", re.IGNORECASE)
_BEFORE = 8  # letters that are looked at
_SIGNS = re.compile(r"(?<=\d)(?:\*{1,3}|[†‡]{1,2})\)?(?=\s|$)")


def raised(text: str) -> str:
    """A raised *text* as superscripts where it is a number or the mark of a note, else as it is."""
    if not _REFERENCE.fullmatch(text.strip()):
        return text
    return re.sub(r"\D", "", text).translate(_RAISED)


def without_marks(text: str) -> str:
    """*text* without its footnote marks; »m²« and »CO₂« have none, and »2·10⁶« is written »2·10^6«."""
    return _SIGNS.sub("", _MARK.sub(_unless_mark, text))


def _unless_mark(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    if _POWER.search(before):
        return f"^{match[0].translate(_LOWERED)}"
    return match[0] if match[0] in ("²", "³") and _UNIT.search(before) else ""


# Of text that is struck out a reader sees the words, and sees that they hold no more. Each character is followed by
# a stroke, so that a search for silence finds it and no quotation does.
STROKE = "\u0336"
_STRUCK = re.compile(f".{STROKE}")


def struck(text: str) -> str:
    return re.sub(r"(\S)", rf"\1{STROKE}", text)


def without_struck(text: str) -> str:
    """The *text* with strokes where characters are struck out, each in the place where it was."""
    return _STRUCK.sub(STROKE * 2, text)


BLOCK_END = "\n"  # after each block; stands nowhere else
LINE_BREAK = "\u2028"  # a line that was meant: `<br>`, verse, the lines of an address

# No-break and narrow spaces are left as they are written; comparing is the business of whoever compares.
_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2029]+")


def joined_blocks(blocks: Iterable[str]) -> str:
    """The text of *blocks*, each ended by BLOCK_END; runs of spaces are one, and what is empty is left out."""
    return "".join(f"{block}{BLOCK_END}" for block in map(_tidy, blocks) if block)


def blocks_of(text: str) -> list[str]:
    """The blocks of a text that `joined_blocks` has made, each of one or more lines with LINE_BREAK between them."""
    return text.split(BLOCK_END)[:-1]


def _tidy(block: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in block.split(LINE_BREAK))
    return LINE_BREAK.join(line for line in lines if line)
