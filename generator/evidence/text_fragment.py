"""Addresses that lead to the very words in a page: URL text fragments, `#:~:text=`.

A browser that does not know them opens the page at its top. See https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import lru_cache

# The hyphen is left out on purpose: with the comma and the ampersand it is a part of the directive's own grammar.
_PLAIN = frozenset(f"{string.ascii_letters}{string.digits}._~".encode())


def passage(url: str, phrases: Iterable[str]) -> str:
    """Return the address of *url* at *phrases*, each of which the browser finds and marks on its own."""
    pieces = "&".join(f"text={_encoded(phrase)}" for phrase in phrases)
    return f"{url}{'' if '#' in url else '#'}:~:{pieces}"


@lru_cache(maxsize=2**14)  # the same words stand on many pages
def _encoded(phrase: str) -> str:
    text = " ".join(phrase.split())
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode("utf-8"))
