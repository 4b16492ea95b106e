"""All that a published version says, in one language: one HTML file that stands alone, and never changes."""

from __future__ import annotations

import hashlib

from generator.pages.agreement import AgreementPage
from generator.pages.builder import OtherSources, PartBuilder
from generator.pages.comparison import ComparisonPage
from generator.pages.corrections import Gone
from generator.pages.initiative import InitiativePage
from generator.pages.rendering import standalone_printer
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.releasing.release import contents
from generator.wording.translator import Translator


def version_files(edition: Edition) -> tuple[tuple[SiteAsset, ...], str]:
    """The files of the edition's version, and the SHA-256 of the list of their sums."""
    files = contents(frozen_files(edition), edition.analysis)
    return files, hashlib.sha256(files[-1].data).hexdigest()


def frozen_files(edition: Edition) -> tuple[SiteAsset, ...]:
    """The edition's version as a page a language, with paths from that version's own folder, sorted by path.

    Nothing but the data and the version goes into them: not the history, and not where the site is. They lead to
    the living site, which may have changed since. Raises ValueError for an edition of no version.
    """
    if edition.version is None:
        raise ValueError("only a version can be frozen")
    return tuple(sorted((_frozen(Translator(each), edition) for each in edition.languages), key=lambda file: file.path))


def _frozen(t: Translator, edition: Edition) -> SiteAsset:
    analysis, path = edition.analysis, t.language.prefix
    parts, gone = PartBuilder(t, edition), Gone(t, edition)
    others, up = OtherSources(parts), "../" * path.count("/") + "../../"
    values = {
        "agreements": [AgreementPage.build(parts, others, agreement) for agreement in edition.archive.agreements],
        "unread": edition.archive.unread,
        "comparisons": [ComparisonPage.build(parts, others, gone, each) for each in analysis.comparisons],
        "initiatives": [InitiativePage.build(parts, others, gone, life) for life in analysis.histories.values()],
        "live": lambda address: up + addresses.in_language(t, address),
        "beside": lambda address: f"#{addresses.frozen_anchor(address)}",
        "anchor": addresses.frozen_anchor,
    }
    title = t("Version %(number)s", number=edition.version.number if edition.version else "")
    return SiteAsset(f"{path}index.html", standalone_printer(t, edition)("frozen", title, values))
