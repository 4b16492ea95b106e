"""Blocks out of what word processors save: .docx (ECMA-376) and .odt (OpenDocument).

Both are a zip of XML. It is read as it comes, so no tree is built, and a document type is refused, without which
there are no entities to expand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import IO
from xml.etree.ElementTree import XMLParser

from generator.evidence.blocks import BLOCK_END, LINE_BREAK, raised, struck
from generator.model.place import GeneratorError
from generator.reading import limits

_MANY = 5_000  # files that are looked at; a report with a picture on every page has some hundreds
_PIECE = 2**16
_ADVICE = "Save it anew, or copy its text into a .txt."
_NO_BREAK_HYPHEN = "\u2011"
_SOFT_HYPHEN = "\u00ad"


class _RefusedError(ValueError):
    """More than anybody reads, or a document type, with which entities may come."""


def blocks_of_docx(data: bytes, name: str) -> list[str]:
    """The text first, then notes, and what stands at the head and foot of its pages."""
    return _blocks(data, name, _Word, "word", ["document", "footnotes", "endnotes", "header", "footer"])


def blocks_of_odt(data: bytes, name: str) -> list[str]:
    """The text first, then its notes."""
    return _blocks(data, name, _OpenDocument, "", ["content"])


def _blocks(data: bytes, name: str, reader: type[_Word | _OpenDocument], folder: str, order: list[str]) -> list[str]:
    blocks: list[str] = []
    room = limits.MAX_SOURCE_BYTES
    wanted = re.compile(rf"{folder}/?({'|'.join(order)})\d*\.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            paths = [(order.index(part[1]), part[0]) for part in map(wanted.fullmatch, file.namelist()[:_MANY]) if part]
            for _, path in sorted(paths):
                text = reader()
                with file.open(path) as stream:
                    room -= _feed(XMLParser(target=text), stream, room)  # noqa: S314 - no document type, no entities
                blocks += "".join([*text.parts, *text.notes]).split(BLOCK_END)
    except _RefusedError as error:
        raise GeneratorError(f"{name} {error}. {_ADVICE}") from error
    except Exception as error:
        # A damaged file makes zipfile and expat raise anything, from their own errors to OverflowError.
        raise GeneratorError(f"{name} cannot be read as what its name says: {error}. {_ADVICE}") from error
    if not blocks:
        raise GeneratorError(f"{name} holds no document. {_ADVICE}")
    return blocks


def _feed(parser: XMLParser[None], stream: IO[bytes], room: int) -> int:
    """How many bytes there were; no more than *room* are unpacked."""
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > room:
            raise _RefusedError(f"unpacks to more than {limits.MAX_SOURCE_BYTES:,} bytes")
        parser.feed(piece)
    parser.close()
    return size


class _Reader:
    """Collects text as a target of the parser; `_silent` counts the elements around that show none."""

    silent_tags: frozenset[str]

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.notes: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        if self._silent or local in self.silent_tags:
            self._silent += 1
        else:
            self.begin(local, {_local(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent -= 1
        else:
            self.finish(_local(tag))

    def doctype(self, *_: str | None) -> None:
        raise _RefusedError("has a document type of its own, which is not read")

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        raise NotImplementedError

    def finish(self, tag: str) -> None:
        raise NotImplementedError


class _Word(_Reader):
    """Text stands in `t`, in a run `r` of one look, in a paragraph `p`; cells and notes hold paragraphs."""

    silent_tags = frozenset(["pPr", "sectPr", "sdtPr", "instrText", "del", "moveFrom", "Fallback"])
    _marks: Mapping[str, str] = {"tab": " ", "cr": LINE_BREAK, "noBreakHyphen": _NO_BREAK_HYPHEN}

    def __init__(self) -> None:
        super().__init__()
        self._run: list[str] = []
        self._looks: set[str] = set()  # raised, hidden, struck
        self._is_text = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if tag == "p":
            self.parts.append(BLOCK_END)
        elif tag == "r":
            self._run, self._looks = [], set()
        elif tag == "vertAlign":
            follows_digit = "".join(self.parts[-1:])[-1:].isdigit()
            if value == "superscript" or (value == "subscript" and follows_digit):
                self._looks.add("raised")
        elif tag == "position" and value and not value.startswith(("-", "0")):
            self._looks.add("raised")
        elif tag in ("vanish", "strike", "dstrike") and value not in ("0", "false"):
            self._looks.add("hidden" if tag == "vanish" else "struck")
        elif tag == "t":
            self._is_text = True
        elif tag == "br":
            self._run.append(LINE_BREAK if attributes.get("type", "textWrapping") == "textWrapping" else " ")
        elif tag in self._marks:
            self._run.append(self._marks[tag])

    def finish(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "r" and "hidden" not in self._looks:
            text = "".join(self._run).replace(_SOFT_HYPHEN, "")
            text = struck(text) if "struck" in self._looks else text
            self.parts.append(raised(text) if "raised" in self._looks else text)
            self._run = []
        elif tag == "p":
            self.parts.append(BLOCK_END)

    def data(self, text: str) -> None:
        if self._is_text and not self._silent:
            self._run.append(text)


class _OpenDocument(_Reader):
    """Text stands in `p` and `h`, in spans that name a style; a note stands inside the paragraph it is on."""

    silent_tags = frozenset(
        ["annotation", "tracked-changes", "note-citation", "sequence-decls", "forms", "title", "desc", "scripts"]
    )
    _marks: Mapping[str, str] = {"tab": " ", "line-break": LINE_BREAK, "s": " "}

    def __init__(self) -> None:
        super().__init__()
        self._raising: set[str] = set()
        self._striking: set[str] = set()
        self._style = ""
        self._spans: list[str] = []  # their styles
        self._depth = 0  # of paragraphs, or text between them would count
        self._outside: list[tuple[list[str], list[str]]] = []

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "text-properties":
            if attributes.get("text-position", "").startswith("super"):
                self._raising.add(self._style)
            if attributes.get("text-line-through-style", "none") != "none":
                self._striking.add(self._style)
        elif tag in ("p", "h"):
            self._depth += 1
            self.parts.append(BLOCK_END)
        elif tag == "span":
            self._spans.append(attributes.get("style-name", ""))
        elif tag == "note-body":
            self._outside.append((self.parts, self._spans))
            self.parts, self._spans = [], []
        elif tag in self._marks and self._depth:
            self.parts.append(self._marks[tag])

    def finish(self, tag: str) -> None:
        if tag in ("p", "h"):
            self._depth -= 1
            self.parts.append(BLOCK_END)
        elif tag == "span":
            self._spans.pop()
        elif tag == "note-body":
            self.notes += self.parts
            self.parts, self._spans = self._outside.pop()

    def data(self, text: str) -> None:
        if self._depth and not self._silent:
            text = text.replace(_SOFT_HYPHEN, "")
            text = text if self._striking.isdisjoint(self._spans) else struck(text)
            self.parts.append(text if self._raising.isdisjoint(self._spans) else raised(text))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
