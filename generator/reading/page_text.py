"""What a published text may not hold: what nobody sees in a review, and what a browser would act on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.model.place import Problem
from generator.reading.hidden import hidden_in, why_not

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ADDRESS = re.compile(r"<https?://[^\s<>\"'`]+>")
_TAG = re.compile(r"<[A-Za-z/!?][^\s<>]{0,20}")
# Where Markdown lets the address of a link begin, also in a quotation; a browser reads over white space in a scheme.
_LINK = re.compile(r"\](?:\(|:)[\s<>\\]*([A-Za-z][A-Za-z0-9+.\s\\-]*):|<([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = {"http", "https", "mailto"}
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_OF_HTML = frozenset("&<>\"'")


def unseen(text: str, file: str) -> Iterator[Problem]:
    """The characters that are invisible, or end a line in some programs only."""
    characters = {position: character for position, _, character in hidden_in(text)}
    characters |= {match.start(): match[0] for match in _CONTROL.finditer(text)}
    for position, character in characters.items():
        yield _problem(text, position, file, "hidden-character", why_not(character))


def unsound_markup(text: str, file: str) -> Iterator[Problem]:
    """What in a page of Markdown is HTML, a link that is more than an address, or a letter in disguise."""
    addresses = {match.start() for match in _ADDRESS.finditer(text)}
    for match in _TAG.finditer(text):
        if match.start() not in addresses:
            message = f"{match[0]!r} begins HTML, which may load or run something. Write it in Markdown."
            yield _problem(text, match.start(), file, "pages-are-markdown", message)
    for match in _LINK.finditer(text):
        scheme = re.sub(r"[\s\\]", "", match[1] or match[2])
        if scheme.lower() not in _SCHEMES:
            message = f"a link that begins {scheme:.20}: is not followed. Use https:, mailto: or a page of the site."
            yield _problem(text, match.start(), file, "links-are-addresses", message)
    for match in _REFERENCE.finditer(text):
        value = html.unescape(match[0])
        if value != match[0] and _is_disguised(value):
            message = f"{match[0]} stands for U+{ord(value[0]):04X}. Write the character itself, or remove it."
            yield _problem(text, match.start(), file, "characters-are-no-codes", message)


def _is_disguised(value: str) -> bool:
    """Whether a code is of a character that can be typed, or cannot be seen; of others it helps the reader."""
    is_plain = value.isascii() and value not in _OF_HTML
    return is_plain or bool(_CONTROL.search(value)) or any(hidden_in(value))


def _problem(text: str, position: int, file: str, rule: str, message: str) -> Problem:
    line = text.count("\n", 0, position) + 1
    return Problem(file, line, position - text.rfind("\n", 0, position), rule, message)
