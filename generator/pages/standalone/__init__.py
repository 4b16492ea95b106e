"""Pages that stand alone: one HTML file each, with its style in it, no script, and no request to anywhere.

One holds all that a published version says, in one language; the others are small and are set into pages of
others.
"""

from __future__ import annotations

from generator.pages.standalone.press import Press
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import Translator


def frozen_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """The edition's version as a page a language, with paths from that version's own folder, sorted by path.

    Nothing but the data and the version goes into them: not the history, and not where the site is. Raises
    ValueError for an edition of no version.
    """
    files = [Press(Translator(language), edition).version() for language in edition.languages]
    return tuple(sorted(files, key=lambda file: file.path))


def embed_files(t: Translator, edition: Edition) -> tuple[SiteAsset, ...]:
    """The embeds in one language, sorted by path: that of the Danish ones."""
    return tuple(sorted(Press(t, edition).embeds(), key=lambda file: file.path))
