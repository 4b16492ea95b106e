"""The text of a source from the bytes of its file: plain text, a web page or a PDF.

It comes as blocks (`evidence/blocks.py`): paragraphs, headings, cells and list items, each ended by a line feed.
"""

from __future__ import annotations

import io
import logging
import re
from html.parser import HTMLParser

from pypdf import PdfReader

from generator.evidence.blocks import LINE_BREAK, joined
from generator.model.place import GeneratorError
from generator.reading import limits
from generator.reading.snapshots import decoded

SUFFIXES = (".txt", ".html", ".htm", ".pdf")
_SILENT = {"script", "style", "template", "noscript", "svg", "head"}  # what a browser shows no text of
_INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
# A word broken at the end of a line; »cyber-« before »og« is no such word.
_BROKEN = re.compile(r"(\w)-\n(?=[a-zæøå])(?!og\b|eller\b|samt\b)")
_SOFT_HYPHEN = "\u00ad"
_CHARSET = re.compile(rb"charset=[\"']?(iso-8859-1|windows-1252)", re.IGNORECASE)


def text_of(data: bytes, name: str) -> str:
    """The blocks of a file, read by the ending of its *name*, which is also how to name it in errors.

    Each is ended by a line feed. LINE SEPARATOR (U+2028) stands for a line break inside a block, such as `<br>`.
    Lines that were only wrapped are joined. Raises GeneratorError for what is no text or cannot be read.
    """
    ending = f".{name.rpartition('.')[2]}".lower()
    if ending == ".pdf":
        text = _pdf_text(data, name)
    elif ending in (".html", ".htm"):
        text = _html_text(data, name)
    elif ending == ".txt":
        text = _plain_text(decoded(data, name, limits.MAX_SOURCE_BYTES))
    else:
        raise GeneratorError(f"{name} is none of {', '.join(SUFFIXES)}. Save the text as one of them.")
    if not text.strip():
        raise GeneratorError(f"there is no text in {name}. A scanned page must be made text first.")
    return text


def _plain_text(text: str) -> str:
    return joined(re.split("[\r\n\f]+", text))


def _html_text(data: bytes, name: str) -> str:
    # The old Danish pages that are not UTF-8 say so at the top.
    old = _CHARSET.search(data[:2048])
    page = _Page()
    page.feed(
        data.decode("windows-1252", errors="replace") if old else decoded(data, name, limits.MAX_SOURCE_BYTES)
    )
    page.close()
    return joined("".join(page.parts).replace(_SOFT_HYPHEN, "").split("\n"))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "body":  # a head that was never closed ends here
            self._silent = []
        elif tag in _SILENT:
            self._silent.append(tag)
        self._break_line(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._break_line(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        self._break_line(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(" ".join(re.split(r"[ \t\r\n]+", data)))

    def _break_line(self, tag: str) -> None:
        if tag == "br":
            self.parts.append(LINE_BREAK)
        elif tag not in _INLINE:
            self.parts.append("\n")


def _pdf_text(data: bytes, name: str) -> str:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a file's form help nobody here
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
    except Exception as error:
        # A broken file makes pypdf raise anything, from its own errors to KeyError; none of it is our fault.
        raise GeneratorError(
            f"{name} cannot be read as a PDF: {error}. Save it anew, or copy its text."
        ) from error
    return joined(_BROKEN.sub(r"\1", "\n".join(pages).replace(_SOFT_HYPHEN, "")).split("\n"))
