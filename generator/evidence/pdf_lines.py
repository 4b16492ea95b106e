"""The letters of a PDF as PDFium finds them (the one door to it), the lines they make, and cells beside one another."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low
from typing import Any

from generator.evidence.blocks import SOFT_HYPHEN, begins_small, raised
from generator.model.place import GeneratorError
from generator.reading import limits

_HYPHEN_AT_LINE_END = "\x02"  # what PDFium puts for a hyphen after which the line ends
_UNKNOWN = {"\0", "\ufffd", "\ufffe", "\uffff"}
_MOST_UNKNOWN = 0.1  # of all letters, beyond which a text is none
_LONGEST_NAME = 128  # bytes of the name of a font


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with its room from left to right and the bottom of its ink, in points from the lower left corner.

    PDFium adds spaces and line ends of its own.
    """

    text: str
    is_added: bool
    left: float
    right: float
    bottom: float
    base: float  # of the line it stands on
    size: float  # its height, whatever is drawn of it
    font: str


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


def pages_of(data: bytes, name: str) -> list[tuple[float, list[PdfLine]]]:
    """The height and the lines of each page, one column after the other.

    Raises GeneratorError for what cannot be opened, is too much or has letters that nobody can know.
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - eight megabytes, for those who read a PDF

    pages: list[tuple[float, list[_Letter]]] = []
    room = limits.MAX_SOURCE_LETTERS
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.MAX_PAGES:
                raise GeneratorError(f"{name} has more than {limits.MAX_PAGES:,} pages. Save the part that is read.")
            for page in document:
                textpage = page.get_textpage()
                room -= textpage.count_chars()
                if room < 0:
                    raise GeneratorError(
                        f"{name} has more than {limits.MAX_SOURCE_LETTERS:,} letters. Save the part that is read."
                    )
                turn = _turn(page.get_rotation(), *page.get_size())
                pages.append((page.get_height(), [*_letters(textpage, turn)]))
                textpage.close()
                page.close()
    except pypdfium2.PdfiumError as error:
        raise GeneratorError(
            f"{name} cannot be read as a PDF: {error}. Save it anew, without a password, or copy its text."
        ) from error
    shown = [letter.text for _, letters in pages for letter in letters]
    if sum(text in _UNKNOWN for text in shown) > _MOST_UNKNOWN * len(shown):
        raise GeneratorError(f"{name} does not say which letters it shows. Copy its text, or have it recognised (OCR).")
    return [(height, [*_columns_in_order(_lines(letters, n))]) for n, (height, letters) in enumerate(pages)]


_Turn = Callable[[float, float], tuple[float, float]]


def _turn(degrees: int, width: float, height: float) -> _Turn:
    """From where the file puts a point to where a reader sees it, on a page that is shown turned."""
    turns: Mapping[int, _Turn] = {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }
    return turns.get(degrees, lambda x, y: (x, y))


def _letters(textpage: Any, turn: _Turn) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415 - same

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box, name = pdfium.FS_RECTF(), ctypes.create_string_buffer(_LONGEST_NAME)
    font, last_object = "", None
    for n in range(textpage.count_chars()):
        pdfium.FPDFText_GetCharBox(textpage, n, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(textpage, n, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, n, box)
        text_object = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, n), ctypes.c_void_p).value
        if text_object and text_object != last_object:
            pdfium.FPDFText_GetFontInfo(textpage, n, name, _LONGEST_NAME, ctypes.c_int())
            font, last_object = name.value.decode("utf-8", "replace"), text_object
        (first, low), (second, high) = turn(box.left, box.bottom), turn(box.right, box.top)
        yield _Letter(
            text=chr(pdfium.FPDFText_GetUnicode(textpage, n)),
            is_added=pdfium.FPDFText_IsGenerated(textpage, n) == 1,
            left=min(first, second),
            right=max(first, second),
            bottom=min(turn(left.value, bottom.value)[1], turn(right.value, top.value)[1]),
            base=turn(x.value, y.value)[1],
            size=abs(high - low),
            font=font,
        )


_WIDE = 1.5  # a gap, in letter heights, that parts two cells where no space is written
_WIDE_SPACE = 3.0  # the same where one is
_OUTLIER = 2.5  # times the usual gap of the line, too: in a justified line all are wide
_GAP = 0.2  # a gap that is a space, though none is written
_RAISED = 0.2  # above the line


def _lines(letters: Sequence[_Letter], page: int) -> Iterator[PdfLine]:
    """The lines in the order in which the file has them, which is that of its columns."""
    for row in _rows(letters):
        base = _base(row)
        size = median(letter.size for letter in row if abs(letter.base - base) < 1) or 1.0
        for cell in _cells(row, size):
            yield _line(cell, page, base, size)


def _rows(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """The letters of each line. PDFium ends one where letters are raised; such pieces are put together again."""
    row: list[_Letter] = []
    for piece in _pieces(letters):
        if all(letter.text.isspace() for letter in piece):
            continue
        if row and not _goes_on(row, piece):
            yield row
            row = []
        row += piece
    if row:
        yield row


def _pieces(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    piece: list[_Letter] = []
    for letter in letters:
        is_end = letter.text in ("\r", "\n")
        if is_end or (piece and (piece[-1].text == _HYPHEN_AT_LINE_END or _is_back(piece[-1], letter))):
            yield piece
            piece = []
        if not is_end:
            piece.append(letter)
    yield piece


def _is_back(before: _Letter, letter: _Letter) -> bool:
    """Whether a line begins here. PDFium knows, but not on a page that is shown turned."""
    is_lower = before.base - letter.base > max(before.size, letter.size) / 2
    return is_lower and letter.left < before.left and not letter.is_added and not before.is_added


def _goes_on(row: Sequence[_Letter], piece: Sequence[_Letter]) -> bool:
    size = max(row[-1].size, piece[0].size, 1.0)
    gap = piece[0].left - row[-1].right
    return abs(_base(row) - _base(piece)) < size / 2 and -_GAP * size < gap < _WIDE * size


def _base(letters: Sequence[_Letter]) -> float:
    return Counter(round(letter.base, 1) for letter in letters if not letter.is_added).most_common(1)[0][0]


def _cells(row: Sequence[_Letter], size: float) -> Iterator[Sequence[_Letter]]:
    """The parts of a row with so much room between them that they are cells of a table, or columns."""
    places = [n for n, letter in enumerate(row) if not letter.text.isspace()]
    gaps = [row[after].left - row[before].right for before, after in pairwise(places)]
    usual = median_low([gap for gap in gaps if gap > _GAP * size] or [0.0])
    begin = places[0]
    for (before, after), gap in zip(pairwise(places), gaps, strict=True):
        has_space = any(letter.text.isspace() and not letter.is_added for letter in row[before:after])
        if gap > (max(_WIDE_SPACE * size, _OUTLIER * usual) if has_space else _WIDE * size):
            yield row[begin : before + 1]
            begin = after
    yield row[begin : places[-1] + 1]


def _line(cell: Sequence[_Letter], page: int, base: float, size: float) -> PdfLine:
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


def _text(cell: Sequence[_Letter], base: float, size: float) -> str:
    parts: list[str] = []
    for n, letter in enumerate(cell):
        # A soft hyphen that is drawn is one, too.
        text = "-" if letter.text in (_HYPHEN_AT_LINE_END, SOFT_HYPHEN) else letter.text
        if n and letter.left - cell[n - 1].right > _GAP * size:
            parts.append(" ")
        is_raised = text.isdigit() and letter.bottom - base > _RAISED * size
        parts.append(raised(text) if is_raised else text)
    # Letters beyond the first 65,536 come in halves.
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_SAME_BASE = 1.0  # points
_TELLING = 3  # rows, at least; fewer may be anything
_WITHIN = 0.3  # of the lines, that go on within a sentence; in a table nearly none does

_Row = list[PdfLine]


def _columns_in_order(lines: Iterable[PdfLine]) -> Iterator[PdfLine]:
    """The lines of a page; rows of as many cells at the same places are columns if sentences go on in them."""
    band: list[_Row] = []
    for row in _column_rows(lines):
        if band and not _is_aligned(band[-1], row):
            yield from _in_order(band)
            band = []
        band.append(row)
    yield from _in_order(band)


def _column_rows(lines: Iterable[PdfLine]) -> Iterator[_Row]:
    row: _Row = []
    for line in lines:
        if row and not (abs(line.base - row[-1].base) < _SAME_BASE and line.left > row[-1].right):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_aligned(row: _Row, other: _Row) -> bool:
    return len(row) == len(other) and all(
        abs(line.left - below.left) < line.size and line.base > below.base
        for line, below in zip(row, other, strict=True)
    )


def _in_order(band: Sequence[_Row]) -> Iterator[PdfLine]:
    later = [line for row in band[1:] for line in row]
    small = sum(begins_small(line.text) for line in later)
    is_columns = len(band) >= _TELLING and small >= _WITHIN * len(later)
    yield from (line for lines in (zip(*band, strict=True) if is_columns else band) for line in lines)
