"""The letters of a PDF, each with its place on the page, as PDFium finds them: the one door to it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.place import GeneratorError
from generator.reading import limits

HYPHEN_AT_LINE_END = "\x02"  # what PDFium puts for a hyphen after which the line ends
_UNKNOWN = {"\0", "\ufffd", "\ufffe", "\uffff"}
_MOST_UNKNOWN = 0.1  # of all letters, beyond which a text is none
_LONGEST_NAME = 128  # bytes of the name of a font

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Letter:
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
class LetteredPage:
    height: float
    letters: tuple[Letter, ...]


def lettered_pages(data: bytes, name: str) -> list[LetteredPage]:
    """All pages; raises GeneratorError for what cannot be opened, is too much or has letters that nobody can know."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - eight megabytes, for those who read a PDF

    pages: list[LetteredPage] = []
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.MAX_PAGES:
                raise GeneratorError(f"{name} has more than {limits.MAX_PAGES:,} pages. Save the part that is read.")
            room = limits.MAX_SOURCE_LETTERS
            for page in document:
                textpage, turn = page.get_textpage(), _turn(page.get_rotation(), *page.get_size())
                if textpage.count_chars() > room:
                    raise GeneratorError(
                        f"{name} has more than {limits.MAX_SOURCE_LETTERS:,} letters. Save the part that is read."
                    )
                letters = tuple(_letters(textpage, turn))
                textpage.close()
                room -= len(letters)
                pages.append(LetteredPage(page.get_height(), letters))
                page.close()
    except pypdfium2.PdfiumError as error:
        raise GeneratorError(
            f"{name} cannot be read as a PDF: {error}. Save it anew, without a password, or copy its text."
        ) from error
    shown = [letter.text for page in pages for letter in page.letters]
    if sum(text in _UNKNOWN for text in shown) > _MOST_UNKNOWN * len(shown):
        raise GeneratorError(f"{name} does not say which letters it shows. Copy its text, or have it recognised (OCR).")
    return pages


def _turn(degrees: int, width: float, height: float) -> Turn:
    """From where the file puts a point to where a reader sees it, on a page that is shown turned."""
    turns: Mapping[int, Turn] = {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }
    return turns.get(degrees, lambda x, y: (x, y))


def _letters(textpage: Any, turn: Turn) -> Iterator[Letter]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415 - same

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box = pdfium.FS_RECTF()
    font, last_object = "", None
    for index in range(textpage.count_chars()):
        pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        text_object = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value
        if text_object and text_object != last_object:
            font, last_object = _font(textpage, index), text_object
        (first, low), (second, high) = turn(box.left, box.bottom), turn(box.right, box.top)
        yield Letter(
            text=chr(pdfium.FPDFText_GetUnicode(textpage, index)),
            is_added=pdfium.FPDFText_IsGenerated(textpage, index) == 1,
            left=min(first, second),
            right=max(first, second),
            bottom=min(turn(left.value, bottom.value)[1], turn(right.value, top.value)[1]),
            base=turn(x.value, y.value)[1],
            size=abs(high - low),
            font=font,
        )


def _font(textpage: Any, index: int) -> str:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - same

    name = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, _LONGEST_NAME, ctypes.c_int())
    return name.value.decode("utf-8", "replace")
