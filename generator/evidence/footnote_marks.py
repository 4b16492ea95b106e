"""Footnote marks, which are no part of the word or the number they stand at: »100¹ mio.« is a hundred millions.

Whoever takes a text out of a file writes raised digits as the superscripts of Unicode; here is decided what they are.
"""

from __future__ import annotations

import re

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
