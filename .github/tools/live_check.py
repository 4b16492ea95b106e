"""Do the sources still stand where we say, and say what we quote? `make live-check` fetches each and looks.

This is the one place that reads the web. What it finds is news for a person, never a fault in the data: pages
move, and are mended. The evidence itself is checked against the text that was read (`make verify`).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from generator.data_folder import load_archive
from generator.evidence.source_text import SourceText, text_of
from generator.model.agreement import Agreement, Source
from generator.model.fields import walk
from generator.model.place import GeneratorError

_SECONDS = 30
_PAUSE = 1.0  # between two pages, out of courtesy to those who publish them
_MOST = 10_000_000
_AGENT = "Aftalespor (nightly check that quoted sources still stand)"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_OF_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
_LONGEST_KIND = 80
_KIND = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True)
class Page:
    """What came back: the text if it could be read as one, else why not."""

    text: str | None
    trouble: str = ""


def report(agreements: Iterable[Agreement], fetch: Callable[[str], Page]) -> list[str]:
    """One line in Danish for each page that is gone, and each phrase that no longer stands in its page."""
    lines: list[str] = []
    pages: dict[str, Page] = {}
    for agreement in agreements:
        for source in agreement.sources:
            if source.url:
                if source.url not in pages:
                    pages[source.url] = fetch(source.url)
                lines += _troubles(agreement, source, pages[source.url])
    return lines


def _troubles(agreement: Agreement, source: Source, page: Page) -> Iterator[str]:
    if page.text is None:
        place = source.place.at("url")
        yield f"`{place.file}:{place.line}` {_address(source.url)} {page.trouble}"
        return
    text = SourceText.of(page.text)
    for value in walk(agreement):
        phrases = getattr(value, "phrase", None)
        if getattr(value, "source", None) == source.id and isinstance(phrases, tuple):
            place = value.place.at("phrase")
            yield from (
                f"`{place.file}:{place.line}` {_quoted(phrase)} står ikke på {_address(source.url)}"
                for phrase in phrases
                if not text.holds(phrase)
            )


def _quoted(text: str) -> str:
    """The text as code, in which GitHub sees no markup, link, mention or number of an issue."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}»{' '.join(text.split())}«{fence}"


def _address(url: str | None) -> str:
    """The address as a link: the model lets no <, > or space in, and what is no part of an address is encoded."""
    return f"<{quote(url or '', safe=_OF_ADDRESSES)}>"


def fetch(url: str) -> Page:
    """Get a page once, and its text if it is a text; never raises for what the web does."""
    time.sleep(_PAUSE)
    request = Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 - the model lets only http and https in
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - same
            kind = answer.headers.get_content_type()
            charset = answer.headers.get_content_charset()
            data = answer.read(_MOST)
    except (OSError, HTTPException, ValueError) as error:
        return Page(None, f"kan ikke hentes ({getattr(error, 'code', '') or type(error).__name__})")
    if kind not in _SUFFIXES:
        named = f" (`{kind}`)" if _KIND.fullmatch(kind) and len(kind) <= _LONGEST_KIND else ""
        return Page(None, f"er ikke en tekst, der kan gennemsøges{named}")
    try:
        return Page(text_of(_in_utf_8(data, charset), f"source{_SUFFIXES[kind]}"))
    except GeneratorError:
        return Page(None, "er skrevet, så den ikke kan gennemsøges")


def _in_utf_8(data: bytes, charset: str | None) -> bytes:
    """A text of which a server says the letters, with the mark that goes before whatever it says of itself."""
    try:
        text = data.decode("cp1252" if charset == "iso-8859-1" else charset or "", "replace")  # as browsers read it
    except (LookupError, ValueError):
        return data
    return text.encode("utf-8-sig")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--agreements", type=Path, default=Path("agreements"))
    options.add_argument("--out", type=Path, help="write the report here too; an empty file says all is well")
    arguments = options.parse_args()
    lines = report(load_archive(arguments.agreements).agreements, fetch)
    text = "".join(f"- {line}\n" for line in lines)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text or "Every source stands where we say, and holds every phrase.\n")


if __name__ == "__main__":
    main()
