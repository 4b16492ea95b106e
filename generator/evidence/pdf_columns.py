"""Columns that a program has written in turn, a line of each: put one after the other again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.evidence.line_edges import begins_small
from generator.evidence.pdf_lines import PdfLine

_SAME_BASE = 1.0  # points
_TELLING = 3  # rows, at least; fewer may be anything
_WITHIN = 0.3  # of the lines, that go on within a sentence; in a table nearly none does

PdfRow = list[PdfLine]


def columns_in_order(lines: Iterable[PdfLine]) -> Iterator[PdfLine]:
    """The lines of a page; rows of as many cells at the same places are columns if sentences go on in them."""
    band: list[PdfRow] = []
    for row in _rows(lines):
        if band and not _is_aligned(band[-1], row):
            yield from _in_order(band)
            band = []
        band.append(row)
    yield from _in_order(band)


def _rows(lines: Iterable[PdfLine]) -> Iterator[PdfRow]:
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
