"""Text that is struck out: a reader sees its words, and sees that they hold no more.

Each of its characters is followed by Unicode's stroke, so that a search for silence finds it and no quotation does.
"""

from __future__ import annotations

import re

STROKE = "\u0336"
_STRUCK = re.compile(f".{STROKE}")


def struck(text: str) -> str:
    return re.sub(r"(\S)", rf"\1{STROKE}", text)


def without_struck(text: str) -> str:
    """The *text* with strokes where characters are struck out, each in the place where it was."""
    return _STRUCK.sub(STROKE * 2, text)
