"""Blocks out of a web page: what a browser shows, a block where it begins a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator.evidence.blocks import BLOCK_END, LINE_BREAK, raised, struck
from generator.model.place import GeneratorError
from generator.reading import limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What the standard's style sheet shows as a block, a cell or an item. All else is inline, what nobody knows too.
_BLOCK_NAMES = (
    "address article aside blockquote body caption center col colgroup dd details dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav "
    "ol optgroup option p plaintext pre search section select summary table tbody td text textarea tfoot th thead tr "
    "ul xmp"
)
_SILENT_NAMES = (
    "applet area audio base basefont canvas datalist dialog embed frame head iframe link meta noembed noframes "
    "noscript object param rp script source style template title track video"
)
_BLOCKS, _SILENT = frozenset(_BLOCK_NAMES.split()), frozenset(_SILENT_NAMES.split())
_AS_WRITTEN = frozenset(["pre", "textarea", "listing", "xmp", "plaintext"])
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)
_STRIKING = frozenset(["s", "del", "strike"])
_STRIKING_STYLE = re.compile(r"text-decoration[-\w]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISING = re.compile(r"vertical-align\s*:\s*(?:super|text-top)|position\s*:\s*super", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(f"\u00ad(?: ?{LINE_BREAK} ?)?|\u200b")  # where a word may be broken, and where it is
# Elements whose end tag may not be left out, so that they can be counted before anything is built.
_NESTING = re.compile(
    rb"<(/?)(?:div|span|section|article|aside|blockquote|ul|ol|dl|table|b|i|em|strong|font|a)[\s>]", re.IGNORECASE
)


class _Look(NamedTuple):
    """How a text is shown: with its white space as it is written, struck out."""

    as_written: bool = False
    is_struck: bool = False

    def inside(self, tag: str, style: str) -> _Look:
        return _Look(
            self.as_written or tag in _AS_WRITTEN,
            self.is_struck or tag in _STRIKING or bool(_STRIKING_STYLE.search(style)),
        )

    def shown(self, text: str) -> str:
        text = re.sub("\r\n?|\n", LINE_BREAK, text) if self.as_written else _SPACES.sub(" ", text)
        return struck(text) if self.is_struck else text


class _End(NamedTuple):
    """What an element ends with, and the part with which a raised text begins that ends with it."""

    text: str
    raised_from: int | None


def blocks_of_html(data: bytes, name: str) -> list[str]:
    """The blocks of a page, in the letters that it says itself, as the HTML standard has it; else they are UTF-8."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - for those who read a page

    _check_nesting(data, name)
    root = LexborHTMLParser(data, encoding=True).root
    text = _text(root) if root else ""
    if "\ufffd" in text:
        raise GeneratorError(f"{name} has letters that are not those it says, or UTF-8. Save the page anew as UTF-8.")
    return text.split(BLOCK_END)


def _check_nesting(data: bytes, name: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(data):
        depth = depth + 1 if not tag[1] else max(0, depth - 1)
        if depth > limits.MAX_NESTING:
            raise GeneratorError(
                f"{name} has more than {limits.MAX_NESTING:,} elements inside one another. Save its text instead."
            )


def _text(root: LexborNode) -> str:
    """The text from *root* on, without calling itself: pages are nested deeper than Python calls."""
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
            parts.append(end)
            stack += [(child, look) for child in reversed([*node.iter(include_text=True)])]
    return _INVISIBLE.sub("", "".join(parts))


_Attributes = Mapping[str, str | None]


def _is_silent(tag: str, attributes: _Attributes) -> bool:
    return tag in _SILENT or "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


def _is_raised(tag: str, attributes: _Attributes, before: str) -> bool:
    """Whether a number here is the mark of a note, or one that is no digit of the number *before* it."""
    is_note = tag == "a" and not before.isspace() and (attributes.get("href") or "").startswith("#")
    is_lowered = tag == "sub" and before.isdigit()
    return tag == "sup" or is_note or is_lowered or bool(_RAISING.search(attributes.get("style") or ""))
