"""Blocks out of a PDF, which knows letters and places and nothing of paragraphs.

Lines of one column that stand at the usual distance, in letters of one size, are a paragraph until one of them ends
with room for a word more. A paragraph that a column or a page cuts goes on where the same letters do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from generator.evidence.blocks import (
    Vocabulary,
    begins_item,
    begins_small,
    broken_word,
    ends_entry,
    ends_sentence,
    join,
)
from generator.evidence.pdf_lines import PdfLine, pages_of

_SAME_SIZE = 0.08  # of the size
_SPACING = 1.15  # times the usual distance of lines, beyond which a new paragraph begins
_USUAL_LEADING = 1.5  # times the size, where nothing else tells
_SLACK = 0.8  # times the size, that a full line may be short of the edge
_FULL = 2.0  # times the size, within which lines end near enough to tell where the edge is
_JUSTIFIED = 0.6  # of the lines of a paragraph, that end at the very edge
_TELLING = 4  # lines of a paragraph, of which that says something
_INDENT = (0.4, 3.0)  # times the size, of a paragraph's first line
_RECENT = 8  # paragraphs that a line may go on with
_AHEAD = 60  # blocks among which a paragraph that is cut goes on

Paragraph = list[PdfLine]


def blocks_of_pdf(data: bytes, name: str) -> list[str]:
    """The blocks in the order of the file; running heads stand once, after all the rest."""
    pages = pages_of(data, name)
    furniture, heads = _furniture(pages)
    lines = [line for _, lines in pages for line in lines if line not in furniture]
    vocabulary = Vocabulary(line.text for line in lines)
    edges = _Edges(lines)
    paragraphs = _continued(_paragraphs(lines, edges), edges)
    return [*(join((line.text for line in paragraph), vocabulary) for paragraph in paragraphs), *heads]


class _Edges:
    """How far the lines of each column reach, and how far apart lines of each size are."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        self._rights: dict[tuple[int, int, int], list[float]] = defaultdict(list)
        for line in lines:
            for place in self._places(line):
                self._rights[place].append(line.right)
        self._distances: dict[int, Counter[float]] = defaultdict(Counter)
        for above, below in pairwise(lines):
            if above.page == below.page and _overlap(above, below) and above.base > below.base:
                self._distances[round(above.size)][round(above.base - below.base, 1)] += 1

    def right_of(self, line: PdfLine) -> float:
        return max(max(self._rights[place]) for place in self._places(line))

    def is_known(self, line: PdfLine) -> bool:
        """Whether another line of its column reaches as far as the longest, or nearly."""
        edge = self.right_of(line) - _FULL * line.size
        return any(sum(right > edge for right in self._rights[place]) > 1 for place in self._places(line))

    def is_justified(self, lines: Sequence[PdfLine]) -> bool:
        full = [self.right_of(line) - line.right < _SLACK * line.size / 2 for line in lines]
        return len(lines) >= _TELLING and sum(full) >= _JUSTIFIED * len(lines)

    def leading_of(self, line: PdfLine) -> float:
        usual = self._distances[round(line.size)].most_common(1)
        return usual[0][0] if usual and usual[0][0] < 2 * round(line.size) else _USUAL_LEADING * line.size

    @staticmethod
    def _places(line: PdfLine) -> tuple[tuple[int, int, int], ...]:
        size, left = round(line.size), int(line.left // 4)
        return tuple((line.page, size, left + n) for n in (0, 1))


def _paragraphs(lines: Sequence[PdfLine], edges: _Edges) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for line in lines:
        recent = paragraphs[-_RECENT:][::-1]
        if recent and _is_below(recent[0][-1], line, edges):
            goes_on = None if _ends(recent[0], line, edges) else recent[0]
        else:  # some programs write the lines of cells in turn
            goes_on = next((paragraph for paragraph in recent if _is_open(paragraph, line, edges)), None)
        if goes_on:
            goes_on.append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_open(paragraph: Paragraph, line: PdfLine, edges: _Edges) -> bool:
    """Whether a paragraph that others have been written after goes on with the line."""
    last = paragraph[-1]
    is_within = broken_word(last.text) is not None or (begins_small(line.text) and not ends_sentence(last.text))
    return is_within and _is_below(last, line, edges) and not _ends(paragraph, line, edges)


def _is_below(above: PdfLine, below: PdfLine, edges: _Edges) -> bool:
    """Whether the line stands right under the other, in letters of the same size."""
    distance = above.base - below.base
    return (
        above.page == below.page
        and _alike(above, below)
        and 0 < distance <= _SPACING * edges.leading_of(above)
        and _overlap(above, below)
    )


def _ends(paragraph: Paragraph, following: PdfLine, edges: _Edges) -> bool:
    line = paragraph[-1]
    if begins_item(following.text, after=line.text, first=paragraph[0].text) or ends_entry(line.text):
        return True
    if broken_word(line.text):
        return False
    goes_on = begins_small(following.text)
    if not goes_on and _other_font(line, following):
        return True
    if ends_sentence(line.text):
        is_indented = _INDENT[0] < (following.left - line.left) / line.size < _INDENT[1] and len(paragraph) > 1
        return is_indented or (_has_room(line, following, paragraph, edges) and not goes_on)
    return not goes_on and (_has_room(line, following, paragraph, edges) or not edges.is_known(line))


def _has_room(line: PdfLine, following: PdfLine, paragraph: Paragraph, edges: _Edges) -> bool:
    """Whether the line could have taken the first word of the next one as well."""
    right = max(edges.right_of(line), *(each.right for each in (line, *paragraph)))
    return line.right + line.size / 4 + following.first_word < right - _SLACK * line.size


def _continued(paragraphs: Sequence[Paragraph], edges: _Edges) -> list[Paragraph]:
    """The paragraphs with those joined that a column or a page has cut in two."""
    waiting = [[*paragraph] for paragraph in paragraphs]  # one that goes on another is left empty
    for n, paragraph in enumerate(waiting):
        while paragraph and (rest := _continuation(paragraph, waiting[n + 1 : n + 1 + _AHEAD], edges)):
            paragraph.extend(rest)
            rest.clear()
    return [paragraph for paragraph in waiting if paragraph]


def _continuation(paragraph: Paragraph, following: Sequence[Paragraph], edges: _Edges) -> Paragraph | None:
    last = paragraph[-1]
    broken = broken_word(last.text)
    if ends_sentence(last.text) or ends_entry(last.text) or not (broken or len(paragraph) > 1):
        return None
    for candidate in filter(None, following):
        first = candidate[0]
        if first.page > last.page + 1:
            return None
        is_elsewhere = first.page > last.page or first.base > last.base
        if is_elsewhere and _alike(last, first) and not _other_font(last, first):
            if begins_item(first.text, after=last.text, first=paragraph[0].text):
                return None
            is_same = broken or begins_small(first.text) or edges.is_justified(paragraph)
            return candidate if is_same and not _has_room(last, first, paragraph, edges) else None
    return None


def _alike(line: PdfLine, other: PdfLine) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)


def _other_font(line: PdfLine, following: PdfLine) -> bool:
    """Whether each of two lines is of one font, and not of the same: a heading and its text."""
    is_plain = line.first_font == line.last_font and following.first_font == following.last_font
    return is_plain and line.first_font != following.first_font


def _overlap(line: PdfLine, other: PdfLine) -> bool:
    return min(line.right, other.right) > max(line.left, other.left)


_MARGIN = 0.12  # of the height of a page, at its top and at its foot
_OFTEN = 3  # pages; all of a shorter document
_DIGITS = 9  # of a number that are looked at
_SAME_HEIGHT = 3.0  # points
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:side|s|page|p)\b)?\W*\d+(?:\W*(?:af|of)?\W*\d+)?\W*", re.IGNORECASE)


def _furniture(pages: Sequence[tuple[float, Sequence[PdfLine]]]) -> tuple[set[PdfLine], list[str]]:
    """The lines of *pages* (each with its height) that are furniture, and what of it is more than a page number."""
    groups: dict[tuple[str, int], list[PdfLine]] = defaultdict(list)
    for height, lines in pages:
        for line in lines:
            if not height * _MARGIN < line.base < height * (1 - _MARGIN):
                groups[_NUMBER.sub("#", line.text), round(line.base / _SAME_HEIGHT)].append(line)
    enough = max(2, min(_OFTEN, len(pages)))
    furniture = {line for group in groups.values() for line in _repeated(group, enough)}
    heads = {re.sub(r"^\d+\s+|\s+\d+$", "", line.text) for line in furniture if not _PAGE_NUMBER.fullmatch(line.text)}
    return furniture, sorted(heads)


def _repeated(group: Sequence[PdfLine], enough: int) -> Sequence[PdfLine]:
    """Of lines that differ in numbers only, those whose numbers all stay the same, or grow as the pages do."""
    lines = group
    for slot in range(len(_NUMBER.findall(group[0].text))):
        values = [int(_NUMBER.findall(line.text)[slot][-_DIGITS:]) for line in lines]
        beyond = [value - line.page for value, line in zip(values, lines, strict=True)]
        usual = max(values, beyond, key=lambda numbers: Counter(numbers).most_common(1)[0][1])
        [(number, _)] = Counter(usual).most_common(1)
        lines = [line for line, each in zip(lines, usual, strict=True) if each == number]
    return lines if len({line.page for line in lines}) >= enough else ()
