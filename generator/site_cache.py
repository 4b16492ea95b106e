"""The generated files of a site, from the last build while all that they are made from is as it was.

Each is cached by its path, sealed with the program, the data, its history, the site and its languages; what is drawn
is cached by what stands on it, and stays when something else changes. One that is missing or broken is made again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import NamedTuple

from generator.cache import Cache, program
from generator.model.fields import Language
from generator.publishing.addresses import Site
from generator.publishing.site_file import SiteAsset, SiteFile
from generator.sources import Sources

_LIST = "list of files"  # no path has a space
_LEVEL = 1  # of zlib: a fifth of the size in half the time of its default


class Generated(NamedTuple):
    """The pages and all other files, each sorted by path, and the versions that were published."""

    pages: tuple[SiteFile, ...]
    assets: tuple[SiteAsset, ...]
    published: tuple[str, ...]


class SiteCache:
    """The files of *sources*. As soon as one is not in the cache *make* plans all of them, and that one is made."""

    def __init__(
        self, sources: Sources, site: Site, languages: tuple[Language, ...], make: Callable[[], Generated]
    ) -> None:
        self._make = make
        made_from = repr((sources.digest, site, languages)).encode()
        self._by_path = Cache(sources.cache_root, program() + made_from)
        self._by_key = Cache(sources.cache_root, program())

    def files(self) -> Generated:
        """Those there are; raise InvalidDataError, as *make* does, where they are not in the cache."""
        pages, assets, published = json.loads(self._by_path.cached(_LIST, self._list))
        return Generated(
            tuple(
                SiteFile(path, title, about, partial(self._page, path), card, feed, day)
                for path, title, about, card, feed, day in pages
            ),
            tuple(SiteAsset(path, partial(self._asset, path, key), key) for path, key in assets),
            tuple(published),
        )

    def _list(self) -> bytes:
        pages, assets, published = self._generated
        about = [(page.path, page.title, page.description, page.card, page.feed, page.day) for page in pages]
        return json.dumps((about, [(asset.path, asset.key) for asset in assets], published)).encode()

    def _page(self, path: str) -> str:
        return _cached(self._by_path, path, lambda: bytes(self._pages[path].html, "utf-8")).decode()

    def _asset(self, path: str, key: str) -> bytes:
        return _cached(self._by_key if key else self._by_path, key or path, lambda: self._assets[path].data)

    @cached_property
    def _generated(self) -> Generated:
        return self._make()

    @cached_property
    def _pages(self) -> Mapping[str, SiteFile]:
        return {page.path: page for page in self._generated.pages}

    @cached_property
    def _assets(self) -> Mapping[str, SiteAsset]:
        return {asset.path: asset for asset in self._generated.assets}


def _cached(cache: Cache, name: str, make: Callable[[], bytes]) -> bytes:
    return zlib.decompress(cache.cached(name, lambda: zlib.compress(make(), _LEVEL)))
