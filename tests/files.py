"""Small files of each kind, as simple as they can be and still be read by others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Text:
    """Words at a place on a page, in points from the lower left corner."""

    words: str
    x: float = 0  # where both are 0, right after what stands before
    y: float = 0
    size: float = 10
    rise: float = 0
    bold: bool = False


def lines(*words: str, x: float = 50, y: float = 700, size: float = 10, bold: bool = False) -> list[Text]:
    """Lines below one another, the first at *y*."""
    return [Text(line, x, y - n * 1.2 * size, size, 0, bold) for n, line in enumerate(words)]


def pdf(*pages: Sequence[Text]) -> bytes:
    """A PDF of A4 pages with what stands on each, in the order in which it is given."""
    fonts = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, len(pages)),
        *fonts,
    ]
    for n, page in enumerate(pages):
        stream = b"BT\n%s\nET" % b"\n".join(map(_shown, page))
        resources = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources %s >>" % (6 + 2 * n, resources),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))


def _shown(text: Text) -> bytes:
    words = text.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"F2" if text.bold else b"F1"
    place = b"1 0 0 1 %g %g Tm " % (text.x, text.y) if text.x or text.y else b""
    return b"/%s %g Tf %s%g Ts (%s) Tj" % (font, text.size, place, text.rise, words)


def docx(body: str, **parts: str) -> bytes:
    """A .docx with the paragraphs *body*, and with *parts* such as footnotes, all as WordprocessingML."""
    names = f'xmlns:w="{_WORD}" xmlns:mc="{_MARKUP}"'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:{name} {names}>{part}</w:{name}>" for name, part in parts.items()},
        }
    )


def odt(body: str, styles: str = "") -> bytes:
    """An .odt with the paragraphs *body* and automatic *styles*, as OpenDocument has them."""
    names = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return data.getvalue()
