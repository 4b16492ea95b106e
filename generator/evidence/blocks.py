"""The form of a text that was taken out of a file: blocks, and the lines that were meant inside them.

A block is a paragraph, a heading, a cell or a list item. Nothing that was only wrapped is a line here: whoever
takes a text out of a file has joined such lines, and has mended the words that were broken at their ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
