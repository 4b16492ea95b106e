"""The lines of a PDF's page, and the cells that stand beside one another on one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from generator.evidence.blocks import raised
from generator.evidence.pdf_letters import HYPHEN_AT_LINE_END, Letter
from generator.evidence.word_breaks import SOFT_HYPHEN, begins_small

_HYPHENS = (HYPHEN_AT_LINE_END, SOFT_HYPHEN)
_ENDS = ("\r", "\n")
_WIDE = 1.5  # a gap, in letter heights, that parts two cells where no space is written
_WIDE_SPACE = 3.0  # the same where one is
_OUTLIER = 2.5  # times the usual gap of the line, too: in a justified line all are wide
_GAP = 0.2  # a gap that is a space, though none is written
_RAISED = 0.2  # above the line


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of one column or cell. Measures are in points, from the lower left corner of the page."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    first_font: str
    last_font: str
    first_word: float  # how wide it is


def lines_of(letters: Sequence[Letter], page: int) -> Iterator[PdfLine]:
    """The lines in the order in which the file has them, which is that of its columns."""
    for row in _rows(letters):
        base = _base(row)
        size = median(letter.size for letter in row if abs(letter.base - base) < 1) or 1.0
        for cell in _cells(row, size):
            yield _line(cell, page, base, size)


def _rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters of each line. PDFium ends one where letters are raised; such pieces are put together again."""
    row: list[Letter] = []
    for piece in _pieces(letters):
        if row and not _goes_on(row, piece):
            yield row
            row = []
        row += piece
    if row:
        yield row


def _pieces(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    piece: list[Letter] = []
    for letter in letters:
        if letter.text in _ENDS or (piece and _is_back(piece[-1], letter)):
            yield from _unless_empty(piece)
            piece = []
        if letter.text not in _ENDS:
            piece.append(letter)
        if letter.text == HYPHEN_AT_LINE_END:
            yield from _unless_empty(piece)
            piece = []
    yield from _unless_empty(piece)


def _unless_empty(piece: list[Letter]) -> Iterator[list[Letter]]:
    if any(not letter.text.isspace() for letter in piece):
        yield piece


def _is_back(before: Letter, letter: Letter) -> bool:
    """Whether a line begins here. PDFium knows, but not on a page that is shown turned."""
    is_lower = before.base - letter.base > max(before.size, letter.size) / 2
    return is_lower and letter.left < before.left and not letter.is_added and not before.is_added


def _goes_on(row: Sequence[Letter], piece: Sequence[Letter]) -> bool:
    size = max(row[-1].size, piece[0].size, 1.0)
    gap = piece[0].left - row[-1].right
    return abs(_base(row) - _base(piece)) < size / 2 and -_GAP * size < gap < _WIDE * size


def _base(letters: Sequence[Letter]) -> float:
    return Counter(round(letter.base, 1) for letter in letters if not letter.is_added).most_common(1)[0][0]


def _cells(row: Sequence[Letter], size: float) -> Iterator[Sequence[Letter]]:
    """The parts of a row with so much room between them that they are cells of a table, or columns."""
    places = [n for n, letter in enumerate(row) if not letter.text.isspace()]
    gaps = [row[after].left - row[before].right for before, after in pairwise(places)]
    usual = median_low([gap for gap in gaps if gap > _GAP * size] or [0.0])
    begin = 0
    for (before, after), gap in zip(pairwise(places), gaps, strict=True):
        has_space = any(letter.text.isspace() and not letter.is_added for letter in row[before:after])
        if gap > (max(_WIDE_SPACE * size, _OUTLIER * usual) if has_space else _WIDE * size):
            yield row[begin : before + 1]
            begin = after
    yield row[begin : places[-1] + 1]


def _line(cell: Sequence[Letter], page: int, base: float, size: float) -> PdfLine:
    while cell[0].text.isspace():
        cell = cell[1:]
    first_space = next((n for n, letter in enumerate(cell) if letter.text.isspace()), len(cell))
    return PdfLine(
        text=" ".join(_text(cell, base, size).split()),
        page=page,
        left=cell[0].left,
        right=cell[-1].right,
        base=base,
        size=size,
        first_font=cell[0].font,
        last_font=cell[-1].font,
        first_word=cell[first_space - 1].right - cell[0].left,
    )


def _text(cell: Sequence[Letter], base: float, size: float) -> str:
    parts: list[str] = []
    for n, letter in enumerate(cell):
        text = "-" if letter.text in _HYPHENS else letter.text  # a soft one that is drawn is one, too
        if n and letter.left - cell[n - 1].right > _GAP * size:
            parts.append(" ")
        is_raised = text.isdigit() and letter.bottom - base > _RAISED * size
        parts.append(raised(text) if is_raised else text)
    # Letters beyond the first 65,536 come in halves.
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_SAME_BASE = 1.0  # points
_TELLING = 3  # rows, at least; fewer may be anything
_WITHIN = 0.3  # of the lines, that go on within a sentence; in a table nearly none does

PdfRow = list[PdfLine]


def columns_in_order(lines: Iterable[PdfLine]) -> Iterator[PdfLine]:
    """The lines of a page; rows of as many cells at the same places are columns if sentences go on in them."""
    band: list[PdfRow] = []
    for row in _column_rows(lines):
        if band and not _is_aligned(band[-1], row):
            yield from _in_order(band)
            band = []
        band.append(row)
    yield from _in_order(band)


def _column_rows(lines: Iterable[PdfLine]) -> Iterator[PdfRow]:
    row: PdfRow = []
    for line in lines:
        if row and not (abs(line.base - row[-1].base) < _SAME_BASE and line.left > row[-1].right):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_aligned(row: PdfRow, other: PdfRow) -> bool:
    return len(row) == len(other) and all(
        abs(line.left - below.left) < line.size and line.base > below.base
        for line, below in zip(row, other, strict=True)
    )


def _in_order(band: Sequence[PdfRow]) -> Iterator[PdfLine]:
    later = [line for row in band[1:] for line in row]
    small = sum(begins_small(line.text) for line in later)
    if len(band) >= _TELLING and small >= _WITHIN * len(later):
        yield from (line for column in zip(*band, strict=True) for line in column)
    else:
        yield from (line for row in band for line in row)
