"""Characters that nobody can see in a review, and line ends that programs do not agree on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.folding import INVISIBLE

# The soft hyphen is left: it comes with copied text and shows itself at a line's end.
_INVISIBLE = f"{INVISIBLE}\u2028\u2029"
_HIDDEN = re.compile(rf"[{_INVISIBLE}\x85]|\r(?!\n)")
# What the parser refuses as a character can still be written as an escape, such as "\\0".
_HIDDEN_ESCAPE = re.compile(rf"[{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = frozenset("\r\x85\u2028\u2029")


def hidden_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each hidden character stands: its position, and its line from 0.

    Of a line end that is none in every program only the first is told: whoever mends one mends them all.
    """
    line = begin = 0
    reported = set()
    for match in _HIDDEN.finditer(text):
        line += text.count("\n", begin, match.start())
        begin = match.start()
        if match[0] not in reported:
            yield begin, line, match[0]
        if is_line_end(match[0]):
            reported.add(match[0])


def hidden_escapes(raw: str, value: str) -> Collection[str]:
    """The hidden characters of a *value* that do not stand in the text it was read from, but as escapes in it."""
    return dict.fromkeys(_HIDDEN_ESCAPE.findall(value)) if not _HIDDEN.search(raw) else ()


def is_half(character: str) -> bool:
    """Whether it is no character at all, but half of a pair of surrogates."""
    return "\ud800" <= character <= "\udfff"


def is_line_end(character: str) -> bool:
    """Whether it ends a line in some programs only."""
    return character in _LINE_ENDS


def why_not(character: str) -> str:
    """What is wrong with a hidden character, and what to do about it."""
    return f"U+{ord(character):04X} {_why_not(character)}"


def _why_not(character: str) -> str:
    if is_line_end(character):
        return "ends a line in some programs and not in others. Save the file with line ends of one kind."
    if _TURNING.match(character):
        return "is invisible and turns text around. Remove it."
    if is_half(character):
        return "is half a character. Write the character itself."
    return "is invisible. Remove it."
