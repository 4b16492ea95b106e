"""The sentences that pages show: their text, cut where a reader sees a new line, with the place each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from generator.folding import fold, unmasked
from generator.publishing.site_file import SiteFile

# Each begins a line of its own on the screen. A row of a table is one sentence; its cells are told apart.
_LINES = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "summary", "figcaption", "caption", "tr", "div"}
_CELLS = {"td", "th"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "line", "circle", "use"}
_UNSEEN = {"script", "style", "svg", "template"}
# What leads around or names what stands below it.
_SIGNPOSTS = {"nav", "thead", "dt", "summary", "h2", "button", "label"}
_JUMP = "as-jump"
# What tells of our own record, such as its version and how to cite it, and not of the agreements.
_RECORD = "data-as-record"
_BETWEEN_CELLS = " | "
_WORD = re.compile(r"\w\w")
_COUNT = re.compile(r" \d+$")
_OFF_THE_SITE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TEXT_FRAGMENT = re.compile(r"#?:~:.*", re.DOTALL)


@dataclass(frozen=True, order=True)
class Sentence:
    """`page` is the address of the page, and `anchor` the nearest id at or above the sentence, or empty.

    Two that look the same are equal, but for letters that only look like ours; one that `is_exact`, such as an address,
    looks like no other. One that `is_signpost` says nothing by itself of what the page is about.
    """

    page: str
    anchor: str
    text: str = field(compare=False)
    is_signpost: bool = field(default=False, compare=False)
    is_exact: bool = field(default=False, compare=False)
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", self.text if self.is_exact else fold(unmasked(self.text)))

    @property
    def address(self) -> str:
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


def sentences(pages: Iterable[SiteFile]) -> Iterator[Sentence]:
    """Every sentence of *pages*, in the order in which they stand there, then the addresses they lead to elsewhere."""
    for page in pages:
        yield from _of_page(page.address, page.html)


@lru_cache(maxsize=2**11)  # most pages are the same on both sides
def _of_page(address: str, html: str) -> tuple[Sentence, ...]:
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return (*reader.sentences, *reader.addresses)


@dataclass
class _Open:
    tag: str
    anchor: str
    is_unseen: bool
    is_signpost: bool = False
    pieces: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sentences: list[Sentence] = []
        self.addresses: dict[Sentence, None] = {}  # each once at a place, however many facts rest on it there
        self._page = page
        self._stack = [_Open("", "", is_unseen=False)]
        self._status = ""  # the heading that a finding stands under says what became of it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        values = dict(attrs)
        above = self._stack[-1]
        if tag in _LINES:
            self._end_line()
        elif tag in _CELLS and "".join(self._line().pieces).strip():
            self._line().pieces.append(_BETWEEN_CELLS)
        classes = (values.get("class") or "").split()
        is_unseen = above.is_unseen or tag in _UNSEEN or bool({"as-hidden", _JUMP} & set(classes)) or _RECORD in values
        is_signpost = above.is_signpost or tag in _SIGNPOSTS
        anchor = values.get("id") or above.anchor
        self._stack.append(_Open(tag, anchor, is_unseen, is_signpost))
        for address in _addresses(values):
            self.addresses[Sentence(self._page, anchor, address, is_exact=True)] = None

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in _LINES | _SIGNPOSTS:
            self._end_line()
        self._stack.pop()

    def handle_data(self, data: str) -> None:
        if not self._stack[-1].is_unseen:
            self._line().pieces.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _line(self) -> _Open:
        lines = _LINES | _SIGNPOSTS
        return next(element for element in reversed(self._stack) if element.tag in lines or not element.tag)

    def _end_line(self) -> None:
        line = self._line()
        text = " ".join("".join(line.pieces).split())
        line.pieces.clear()
        if line.tag in ("h2", "h3"):
            is_status = line.tag == "h3" and not line.is_signpost
            self._status = _COUNT.sub("", text) if is_status else ""
        if line.tag == "h4" and self._status and text:
            text = f"{self._status}: {text}"
        sentence = Sentence(self._page, line.anchor, text, line.is_signpost)
        if _WORD.search(sentence.folded):
            self.sentences.append(sentence)


def _addresses(values: Mapping[str, str | None]) -> Iterator[str]:
    """Where a link leads off the site, whatever words it leads to there; and what is shown above it with an address."""
    link, title = values.get("href") or "", values.get("title") or ""
    if _OFF_THE_SITE.match(link):
        yield _TEXT_FRAGMENT.sub("", link)
    if "://" in title:
        yield title
