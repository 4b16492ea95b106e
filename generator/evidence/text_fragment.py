"""Addresses that lead to the very words in a page: URL text fragments, `#:~:text=`.

A browser that does not know them opens the page at its top. See https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

# The hyphen is left out on purpose: with the comma and the ampersand it is a part of the directive's own grammar.
_PLAIN = frozenset(f"{string.ascii_letters}{string.digits}._~".encode())


class Target(NamedTuple):
    """What a browser looks for: *words*, or what stands from them to *until*, between what is *before* and *after*."""

    words: str
    until: str = ""
    before: str = ""
    after: str = ""


def passage(url: str, phrases: Iterable[str], fragment: str | None = None) -> str:
    """Return the address of *url* at *phrases*, each of which the browser finds and marks on its own.

    A *fragment* that `directives` has made of them leads to the same words where they alone would not; an empty one
    says that no browser finds them.
    """
    directive = directives(Target(" ".join(p.split())) for p in phrases) if fragment is None else fragment
    return f"{url}{'' if '#' in url else '#'}:~:{directive}" if directive else url


def directives(targets: Iterable[Target]) -> str:
    """What stands after `:~:`; a browser scrolls to the first that it finds, and marks all of them."""
    return "&".join(f"text={_directive(target)}" for target in targets)


def _directive(target: Target) -> str:
    words, until, before, after = map(_encoded, target)
    parts = (before and f"{before}-", words, until, after and f"-{after}")
    return ",".join(part for part in parts if part)


@lru_cache(maxsize=2**14)  # the same words stand on many pages
def _encoded(phrase: str) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in phrase.encode("utf-8"))
