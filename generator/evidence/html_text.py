"""Blocks out of a web page: what a browser shows, a block where it begins a new one, in the letters that it says."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator.evidence.blocks import BLOCK_END, LINE_BREAK, raised, struck
from generator.model.place import GeneratorError
from generator.reading import limits
from generator.reading.files import decoded

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What the standard's style sheet shows as a block, a cell or an item. All else is inline, what nobody knows too.
_BLOCK_NAMES = (
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav "
    "ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul "
    "xmp text"  # the last is that of a picture in SVG
)
_SILENT_NAMES = (
    "applet area audio base basefont canvas datalist embed frame head iframe link meta noembed noframes noscript "
    "object param rp script source style template title track video"
)
_BLOCKS, _SILENT = frozenset(_BLOCK_NAMES.split()), frozenset(_SILENT_NAMES.split())
_AS_WRITTEN = frozenset(["pre", "textarea", "listing", "xmp", "plaintext"])
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)
_ABOVE = frozenset(["rt", "rtc"])  # the words
_STRIKING = frozenset(["s", "del", "strike"])
_STRIKING_STYLE = re.compile(r"text-decoration[-\w]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISING = re.compile(r"vertical-align\s*:\s*(?:super|text-top)|position\s*:\s*super", re.IGNORECASE)
_TURNING_STYLE = re.compile(r"unicode-bidi\s*:[^;]*override", re.IGNORECASE)
_TURNED = "\u202e"  # what follows runs from right to left
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(f"\u00ad(?: ?{LINE_BREAK} ?)?|\u200b")  # where a word may be broken, and where it is
# Elements whose end tag may not be left out, so that they can be counted before anything is built.
_NESTING = re.compile(
    rb"<(/?)(?:div|span|section|article|aside|blockquote|ul|ol|dl|table|b|i|em|strong|font|a)[\s>]", re.IGNORECASE
)


class _Look(NamedTuple):
    """How a text is shown: with its white space as it is written, struck out, from right to left."""

    as_written: bool = False
    is_struck: bool = False
    is_turned: bool = False

    def inside(self, tag: str, style: str) -> _Look:
        return _Look(
            self.as_written or tag in _AS_WRITTEN,
            self.is_struck or tag in _STRIKING or bool(_STRIKING_STYLE.search(style)),
            tag == "bdo" or bool(_TURNING_STYLE.search(style)),
        )

    def shown(self, text: str) -> str:
        text = re.sub("\r\n?|\n", LINE_BREAK, text) if self.as_written else _SPACES.sub(" ", text)
        return struck(text) if self.is_struck else text


class _End(NamedTuple):
    """What an element ends with, and the part with which a raised text begins that ends with it."""

    text: str
    raised_from: int | None


def blocks_of_html(data: bytes, name: str, charset: str | None = None) -> list[str]:
    """The blocks of a page; *charset* is what a server said of it."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - for those who read a page

    _check_nesting(data, name)
    root = LexborHTMLParser(_decoded_page(data, name, charset)).root
    walked = [root] if root else []
    texts = [_text(start, walked) for start in walked]  # to which annotations are added on the way
    return BLOCK_END.join(texts).split(BLOCK_END)


def _check_nesting(data: bytes, name: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(data):
        depth = depth + 1 if not tag[1] else max(0, depth - 1)
        if depth > limits.MAX_NESTING:
            raise GeneratorError(
                f"{name} has more than {limits.MAX_NESTING:,} elements inside one another. Save its text instead."
            )


def _text(root: LexborNode, annotations: list[LexborNode]) -> str:
    """The text from *root* on, without calling itself: pages are nested deeper than Python calls.

    What stands above its words is no part of them, and is added to *annotations*.
    """
    parts: list[str] = []
    stack: list[tuple[LexborNode, _Look] | _End] = [(root, _Look())]
    is_raised = False
    while stack:
        item = stack.pop()
        if isinstance(item, _End):
            parts.append(item.text)
            if item.raised_from is not None:
                parts[item.raised_from :] = [raised("".join(parts[item.raised_from :]))]
                is_raised = False
            continue
        node, look = item
        tag = node.tag or ""
        if tag == "-text":
            parts.append(look.shown(node.text_content or ""))
        elif tag in _ABOVE and stack:
            annotations.append(node)
        elif tag == "br":
            parts.append(LINE_BREAK)
        elif not tag.startswith(("-", "!")) and not _is_silent(tag, node.attributes):
            style = node.attributes.get("style") or ""
            before = next((part[-1] for part in reversed(parts) if part), " ")
            begins_raised = not is_raised and _is_raised(tag, node.attributes, before)
            is_raised = is_raised or begins_raised
            end = BLOCK_END if tag in _BLOCKS or _BLOCK_STYLE.search(style) else ""
            stack.append(_End(end, len(parts) if begins_raised else None))
            look = look.inside(tag, style)
            parts += [end, _TURNED if look.is_turned else ""]
            stack += [(child, look) for child in reversed([*_children(node, tag)])]
    return _INVISIBLE.sub("", "".join(parts))


def _children(node: LexborNode, tag: str) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if tag != "svg" or child.tag not in ("-text", "title", "desc"):
            yield child
        child = child.next


_Attributes = Mapping[str, str | None]


def _is_silent(tag: str, attributes: _Attributes) -> bool:
    is_closed = tag == "dialog" and "open" not in attributes
    is_hidden = "hidden" in attributes and attributes["hidden"] != "until-found"
    return tag in _SILENT or is_closed or is_hidden or bool(_HIDING.search(attributes.get("style") or ""))


def _is_raised(tag: str, attributes: _Attributes, before: str) -> bool:
    """Whether a number here is the mark of a note, or one that is no digit of the number *before* it."""
    is_note = tag == "a" and not before.isspace() and (attributes.get("href") or "").startswith("#")
    is_lowered = tag == "sub" and before.isdigit()
    return tag == "sup" or is_note or is_lowered or bool(_RAISING.search(attributes.get("style") or ""))


# Which letters the bytes of a page are, as the HTML standard has it: a byte-order mark comes first, then what the
# server says, then the page's own `<meta>`. A page that says nothing is UTF-8 if it can be, and else Windows-1252, in
# which most old Danish pages are.
# https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
_SCANNED = 1024  # bytes in which the standard looks for a <meta>
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le"}
_XML = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*([\"'])([^\"']*)\1")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_WESTERN = {"ascii", "iso8859-1", "cp1252"}  # the standard reads all three as Windows-1252
_NO_ENCODINGS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7"}


def _decoded_page(data: bytes, name: str, charset: str | None) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name)
    if stated := _known(charset) or _stated(data[:_SCANNED].decode("latin-1")):
        return _decoded(data, stated, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def decoded_text(data: bytes, name: str, charset: str | None = None) -> str:
    """A plain text, which is UTF-8 unless a server says otherwise; raises InvalidDataError at a byte that is none."""
    stated = _known(charset)
    return _decoded(data, stated, name) if stated else decoded(data, name, limits.MAX_SOURCE_BYTES)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        # Five of the 256 bytes of Windows-1252 are none.
        return data.decode(encoding, errors="replace" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError as error:
        raise GeneratorError(
            f"{name} says it is {encoding}, and byte {error.start} is not. Save the page anew as UTF-8."
        ) from error


def _stated(start: str) -> str | None:
    """What the page says of itself in an XML declaration or in a `<meta>`, and nowhere else."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - for those who read a page

    if declared := _XML.match(start):
        return _known(declared[2])
    for meta in LexborHTMLParser(start).css("meta"):
        label = meta.attributes.get("charset")
        if not label and (meta.attributes.get("http-equiv") or "").lower() == "content-type":
            charset = _CHARSET.search(meta.attributes.get("content") or "")
            label = charset[1] if charset else None
        if encoding := _known(label):
            # Had it been UTF-16, nobody could have read this far.
            return "utf-8" if encoding.startswith("utf-16") else encoding
    return None


def _known(label: str | None) -> str | None:
    """Python's name of an encoding of text, or nothing."""
    try:
        encoding = codecs.lookup((label or "").strip()).name
        "".encode(encoding)  # some are codecs of bytes, such as hex
    except (LookupError, ValueError, TypeError):
        return None
    return None if encoding in _NO_ENCODINGS else "cp1252" if encoding in _WESTERN else encoding
