"""The parts of a source text that may be initiatives: those it numbers, or else what stands below its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.evidence.blocks import LINE_BREAK, blocks_of, joined_blocks
from generator.maintaining.findings import Figure, findings

_NUMBERED = re.compile(r"(?:initiativ|indsats|punkt)\s+(\d+(?:\.\d+)*)\b[.:]?\s*(?:-|–)?\s*(.*)", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}")  # of a table of contents
_HEADING_WORDS, _TEXT_WORDS = 14, 15
_HEADING_END = re.compile(r"[.,;!?»”)]$")


@dataclass(frozen=True)
class Part:
    """A heading, with the number that the text gives it, and the numbers that stand below it."""

    title: str
    number: str | None
    figures: tuple[Figure, ...]

    @property
    def phrase(self) -> str:
        """Its title, or as much of it as may be quoted."""
        return " ".join(self.title.split()[:MAX_PHRASE_WORDS])


def heading_of(text: str) -> str | None:
    """What the text begins with, where that may be its title."""
    first = next(iter(blocks_of(text)), "")
    return _one_line(first) if first and len(first.split()) <= 2 * _HEADING_WORDS else None


def drafted_parts(text: str) -> tuple[Part, ...]:
    """The parts of a *text* that was taken out of a file, in order; each number once, where most stands below it."""
    blocks = blocks_of(text)
    starts = list(_numbered(blocks)) or list(_headings(blocks))
    longest: dict[str, tuple[int, Part]] = {}
    for (at, first, number, title), end in zip(starts, [s[0] for s in starts[1:]] + [len(blocks)], strict=True):
        below = blocks[first:end]
        size = sum(map(len, below))
        if size > longest.get(number or f"{at}", (-1, None))[0]:
            part = Part(_one_line(title), number, findings(joined_blocks(below), ()))
            longest[number or f"{at}"] = size, part
    return tuple(part for _, part in longest.values())


# Where it stands, where what is below it begins, its number and its title.
_Start = tuple[int, int, str | None, str]


def _numbered(blocks: Sequence[str]) -> Iterator[_Start]:
    headings = [(n, match) for n, block in enumerate(blocks) if (match := _NUMBERED.fullmatch(_one_line(block)))]
    for n, match in headings:
        is_alone = not match[2]
        title = blocks[n + 1] if is_alone and n + 1 < len(blocks) else match[2]
        if len(title.split()) <= 2 * _HEADING_WORDS and not _LEADERS.search(title):
            yield n, n + 1 + is_alone, match[1], title


def _headings(blocks: Sequence[str]) -> Iterator[_Start]:
    for n, (block, below) in enumerate(pairwise(blocks)):
        is_short = 1 <= len(block.split()) <= _HEADING_WORDS and not _HEADING_END.search(block)
        if is_short and block[0].isupper() and len(below.split()) >= _TEXT_WORDS:
            yield n, n + 1, None, block


def _one_line(block: str) -> str:
    return " ".join(block.replace(LINE_BREAK, " ").split())
