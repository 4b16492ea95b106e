"""Every generated page of the site, as `SiteFile`s: values in, finished HTML out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from generator.exports import Exports
from generator.feeds import feeds
from generator.model.fields import Language
from generator.pages.agreement import AgreementPage, AgreementsPage
from generator.pages.builder import OtherSources, PartBuilder
from generator.pages.comparison import ComparisonPage, ComparisonsPage
from generator.pages.corrections import Gone, path_of
from generator.pages.fates import Fates
from generator.pages.initiative import InitiativePage, InitiativesPage, embed_files
from generator.pages.overview import DataPage, FrontPage, single_pages
from generator.pages.picture import picture_assets
from generator.pages.rendering import Renderer, standalone_printer
from generator.publishing import addresses
from generator.publishing.calendars import calendars
from generator.publishing.citation import citation_files, standing_of
from generator.publishing.drawing import card_path, cards, tagline
from generator.publishing.edition import Edition
from generator.publishing.search_index import search_index
from generator.publishing.site_file import SiteAsset, SiteFile
from generator.releasing.release import contents
from generator.releasing.tombstones import Tombstone, tombstones
from generator.wording.labels import PAGE_WORDS
from generator.wording.translator import Translator
from generator.wording.writing import inside


def site_files(edition: Edition, data: Exports | None = None) -> tuple[SiteFile, ...]:
    """All generated pages, sorted by path. The same values give the same bytes.

    Whoever makes the assets too gives both the same *data*, so that it is made once.
    """
    return tuple(map(_held, planned_files(edition, data)))


def planned_files(edition: Edition, data: Exports | None = None) -> tuple[SiteFile, ...]:
    """The same pages, none of which is made before its HTML is asked for."""
    data = data or Exports(edition)
    pages = (page for language in edition.languages for page in _pages(Translator(language), data))
    return tuple(sorted(pages, key=lambda page: page.path))


def _held(page: SiteFile) -> SiteFile:
    """The few pages that the search index reads itself are made once and held; all others when they are written."""
    path = page.path.removeprefix(page.language.prefix)
    is_read = "/" not in path or path.endswith("/index.md")
    return replace(page, content=page.html) if is_read else page


def site_assets(edition: Edition, pages: Iterable[SiteFile], data: Exports | None = None) -> tuple[SiteAsset, ...]:
    """What is not a page, sorted by path: cards, and the search index made from *pages*, all that are generated."""
    assets = [*(data or Exports(edition)).files.values(), *script_assets(edition.languages)]
    for language in edition.languages:
        of_language = [page for page in pages if page.language is language]
        assets += _assets(Translator(language), edition, of_language)
    assets += _under_old_ids(assets, tombstones(edition.versions, edition.analysis))
    return tuple(sorted(assets, key=lambda asset: asset.path))


def _under_old_ids(assets: Sequence[SiteAsset], stones: Iterable[Tombstone]) -> Iterator[SiteAsset]:
    """What programs fetch of what has another id now, such as its embed, feed and data, also where it was."""
    pages = [(stone.address, stone.target) for stone in stones if stone.is_page and stone.target]
    moved = [(old[:-1], new[:-1]) for old, new in pages if old.partition("/")[0] == new.partition("/")[0]]
    for folder, in_data in _FOLDERS_IN_DATA.items():
        moved += [(old.replace(folder, in_data, 1), new.replace(folder, in_data, 1)) for old, new in moved]
    for old, new in dict.fromkeys(moved):
        there = re.compile(rf"(?<![^/]){re.escape(new)}(?=[/.])")
        yield from (replace(each, path=there.sub(old, each.path)) for each in assets if there.search(each.path))


_FOLDERS_IN_DATA = {"initiativer/": "initiatives/", "aftaler/": "agreements/", "sammenlign/": "comparisons/"}


def script_assets(languages: Iterable[Language]) -> Iterator[SiteAsset]:
    """The words of our scripts in each language that they are not written in."""
    for t in map(Translator, languages):
        if not t.is_danish:
            words = json.dumps(t.scripts(), ensure_ascii=False, separators=(",", ":"))
            yield SiteAsset(f"assets/words/{t.language.code}.js", f"globalThis.asCatalogue={words};\n".encode())


def _assets(t: Translator, edition: Edition, pages: Iterable[SiteFile]) -> Iterator[SiteAsset]:
    """What there is of each language; *pages* are those in that of *t*."""
    archive = edition.archive
    lives = edition.analysis.histories
    gone = {addresses.in_language(t, path) for path in Gone(t, edition).paths}
    searchable = [page for page in pages if page.path not in gone]
    yield from cards(t, archive, edition.analysis.comparisons, lives)
    elsewhere = [t.text(each.title) for laid in edition.beyond.agreements for each in laid.initiatives]
    yield search_index(t, archive, lives, searchable, elsewhere)
    for asset in (
        *feeds(t, edition),
        *calendars(t, edition),
        *embed_files(t, edition),
        *citation_files(t, edition),
        *picture_assets(t, edition, [*lives.values()]),
    ):
        yield replace(asset, path=addresses.in_language(t, asset.path))


def _pages(t: Translator, data: Exports) -> Iterator[SiteFile]:
    edition, analysis = data.edition, data.edition.analysis
    archive = edition.archive
    parts, gone = PartBuilder(t, edition), Gone(t, edition)
    others = OtherSources(parts)
    fates = Fates.of(t, analysis)
    page = Renderer(t, edition, standing_of(t, edition).day).page

    yield page(
        "index.md",
        "front",
        tagline(t),
        t("Hvad blev der af det, stat, KL og regioner aftalte om digitalisering?"),
        partial(FrontPage.build, t, edition, fates),
    )
    fixed: dict[str, tuple[str, Callable[[], object]]] = {
        "aftaler/index.md": ("agreements", partial(AgreementsPage.build, parts)),
        "sammenlign/index.md": ("comparisons", partial(ComparisonsPage.build, parts)),
        "initiativer/index.md": ("initiatives", partial(InitiativesPage.build, parts)),
        "data/index.md": ("data", lambda: DataPage.build(t, edition, data.tables, data.files)),
        **single_pages(parts, gone, fates),
    }
    for path, (template, build) in fixed.items():
        yield page(path, template, *t.label(PAGE_WORDS, path.removesuffix(".md").removesuffix("/index")), build)
    for agreement in archive.agreements:
        yield page(
            f"aftaler/{agreement.id}.md",
            "agreement",
            t.text(agreement.title),
            t.text(agreement.summary),
            partial(AgreementPage.build, parts, others, agreement),
            sort=t("aftale"),
        )
    for comparison in analysis.comparisons:
        old, new = comparison.old, comparison.new
        yield page(
            f"sammenlign/{old.id}/{new.id}.md",
            "comparison",
            f"{t.text(old.short)} → {t.text(new.short)}",
            t(
                "Hvad blev der af initiativerne fra %(old)s i %(new)s?",
                old=inside(t, t.text(old.title)),
                new=inside(t, t.text(new.title)),
            ),
            partial(ComparisonPage.build, parts, others, gone, comparison),
        )
    for life in analysis.histories.values():
        yield page(
            f"initiativer/{life.id}.md",
            "initiative",
            t.text(life.latest.title),
            t(
                "%(title)s gennem aftalerne: %(summary)s",
                title=t.text(life.latest.title),
                summary=t.text(life.latest.summary),
            ),
            partial(InitiativePage.build, parts, others, gone, life),
            sort=t("initiativ"),
            feed=addresses.initiative_feed(life.id),
        )
    for stone in gone.pages:
        tombstone = page(
            path_of(stone),
            "tombstone",
            t("Ikke længere i brug: »%(id)s«", id=stone.id),
            t("Her stod noget, som har fået en ny plads eller er taget ud."),
            partial(gone.page, stone),
        )
        yield replace(tombstone, card=card_path(t, "index.md"))  # none has a card of its own


# All that a published version says, in one language: one HTML file that stands alone, and never changes.


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
