"""Pages that stand alone: one small HTML file each, with its style in it, no script, and no request to anywhere.

They are what a published version is frozen into, and what others set into pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.language import speaking
from generator.pages.standalone.press import Press
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset


def frozen_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """The pages of the edition's version in its languages, with paths from that version's own folder, sorted by path.

    Nothing but the data and the version goes into them: not the history, and not where the site is.
    """
    if edition.version is None:
        raise ValueError("only a version can be frozen")
    found: list[SiteAsset] = []
    for language in edition.languages:
        with speaking(language):
            press = Press(edition, is_frozen=True)
            found += [press.index(), *press.pages(), *press.embeds()]
    return _sorted(found)


def embed_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """The embeds that follow the data in the language that is spoken, sorted by path: that of the Danish ones."""
    return _sorted(Press(edition, is_frozen=False).embeds())


def _sorted(files: Iterator[SiteAsset] | list[SiteAsset]) -> tuple[SiteAsset, ...]:
    return tuple(sorted(files, key=lambda file: file.path))
