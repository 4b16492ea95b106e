"""The text of a source from the bytes of its file: plain text, a web page, a PDF or what a word processor saves."""

from __future__ import annotations

from generator.evidence.blocks import joined_blocks, without_marks
from generator.evidence.html_text import blocks_of_html, decoded_text
from generator.evidence.office_text import blocks_of_docx, blocks_of_odt
from generator.evidence.pdf_text import blocks_of_pdf
from generator.evidence.plain_text import blocks_of_plain_text
from generator.model.place import GeneratorError

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx", ".odt")


def text_of(data: bytes, name: str, charset: str | None = None) -> str:
    """The blocks of a file, read by the ending of its *name*, which is also how to name it in errors.

    Each is ended by a line feed. LINE SEPARATOR (U+2028) stands for a line break inside a block, such as `<br>`. Lines
    that were only wrapped are joined, words that were broken are whole, and marks of footnotes are left out. *charset*
    is what a server said of its letters. Raises GeneratorError for what is no text or cannot be read.
    """
    match f".{name.rpartition('.')[2]}".lower():
        case ".txt":
            blocks = blocks_of_plain_text(decoded_text(data, name, charset))
        case ".html" | ".htm":
            blocks = blocks_of_html(data, name, charset)
        case ".pdf":
            blocks = blocks_of_pdf(data, name)
        case ".docx":
            blocks = blocks_of_docx(data, name)
        case ".odt":
            blocks = blocks_of_odt(data, name)
        case _:
            raise GeneratorError(f"{name} is none of {', '.join(SUFFIXES)}. Save the text as one of them.")
    text = joined_blocks(map(without_marks, blocks))
    if not text:
        raise GeneratorError(f"there is no text in {name}. A scanned page must be made text first.")
    return text
