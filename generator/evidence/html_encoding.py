"""Which letters the bytes of a web page are, as the HTML standard has it.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
A byte-order mark comes first, then what the server says, then the page's own `<meta>`. A page that says nothing is
UTF-8 if it can be, and else Windows-1252, in which most old Danish pages are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from generator.model.place import GeneratorError
from generator.reading import limits
from generator.reading.snapshots import decoded

_SCANNED = 1024  # bytes in which the standard looks for a <meta>
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le"}
_XML = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*([\"'])([^\"']*)\1")
_SKIPPED = re.compile(rb"<!--.*?(?:-->|\Z)|<[!/?](?!--)[^>]*>?", re.DOTALL)
_TAG = re.compile(rb"<(/?[A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    rb"[\s/]*([^\s=/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?", re.DOTALL
)
_CHARSET = re.compile(rb"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.IGNORECASE)
_WESTERN = {"ascii", "iso8859-1", "cp1252"}  # the standard reads all three as Windows-1252


def decoded_page(data: bytes, name: str, charset: str | None = None) -> str:
    """The text of a page; *charset* is what a server said of it. Raises GeneratorError where it is not what it says."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name)
    if stated := _known(charset) or _stated(data[:_SCANNED]):
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
    if encoding == "cp1252":
        return data.decode(encoding, errors="replace")  # five of its 256 bytes are none
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise GeneratorError(
            f"{name} says it is {encoding}, and byte {error.start} is not. Save the page anew as UTF-8."
        ) from error


def _stated(start: bytes) -> str | None:
    """What the page says of itself in an XML declaration or in a `<meta>`, and nowhere else."""
    if declared := _XML.match(start):
        return _known(declared[2].decode("ascii", "replace"))
    for name, attributes in _tags(start):
        if name == b"meta" and (encoding := _of_meta(attributes)):
            # Had it been UTF-16, nobody could have read this far.
            return "utf-8" if encoding.startswith("utf-16") else encoding
    return None


def _tags(start: bytes) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    place = 0
    while (place := start.find(b"<", place)) >= 0:
        if skipped := _SKIPPED.match(start, place):
            place = skipped.end()
        elif tag := _TAG.match(start, place):
            attributes: dict[bytes, bytes] = {}
            place = tag.end()
            while attribute := _ATTRIBUTE.match(start, place):
                name = attribute[1].lower()
                attributes.setdefault(name, attribute[2] or attribute[3] or attribute[4] or b"")
                place = attribute.end()
            yield tag[1].lower(), attributes
        else:
            place += 1


def _of_meta(attributes: dict[bytes, bytes]) -> str | None:
    label = attributes.get(b"charset", b"")
    if not label and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        charset = _CHARSET.search(attributes.get(b"content", b""))
        label = (charset[1] or charset[2] or charset[3] or b"") if charset else b""
    return _known(label.decode("ascii", "replace"))


def _known(label: str | None) -> str | None:
    """Python's name of an encoding of text, or nothing."""
    try:
        encoding = codecs.lookup((label or "").strip()).name
        "".encode(encoding)  # some are codecs of bytes, such as hex
    except (LookupError, ValueError, TypeError):
        return None
    if encoding in {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7"}:
        return None
    return "cp1252" if encoding in _WESTERN else encoding
