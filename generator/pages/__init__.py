"""Every generated page of the site, as `SiteFile`s: values in, finished HTML out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from generator.comparing.comparison import Comparison
from generator.comparing.deadlines import aftermath
from generator.comparing.initiative_history import InitiativeHistory
from generator.exports import Exports
from generator.feeds import feeds
from generator.feeds.timeline import initiative_path, theme_path
from generator.model.agreement import ORIGINALS
from generator.model.archive import Archive
from generator.model.beyond import in_time
from generator.model.language import DANISH, speaking, spoken
from generator.pages import corrections, elsewhere
from generator.pages.citing import takes_along
from generator.pages.data_page import about_data
from generator.pages.fates import by_fate, efforts, headline
from generator.pages.life_lines import choices
from generator.pages.picture import picture_assets
from generator.pages.rendering import Renderer
from generator.pages.retired import facts_gone, pages_gone, stones_of, title_of, tombstone_pages
from generator.pages.standalone import embed_files
from generator.publishing import addresses, citation, embeds
from generator.publishing.calendars import calendars, dated
from generator.publishing.cards import cards, tagline
from generator.publishing.citation_forms import citation_files
from generator.publishing.edition import Edition
from generator.publishing.search_index import search_files
from generator.publishing.site_file import Made, SiteAsset, SiteFile
from generator.publishing.standing import standing
from generator.wording.catalogue import _, of_scripts
from generator.wording.glossary import entries, letters
from generator.wording.writing import inside


def site_files(edition: Edition, data: Exports | None = None) -> tuple[SiteFile, ...]:
    """All generated pages, sorted by path. The same values give the same bytes.

    Whoever makes the assets too gives both the same *data*, so that it is made once.
    """
    return tuple(map(_held, planned_files(edition, data)))


def planned_files(edition: Edition, data: Exports | None = None) -> tuple[SiteFile, ...]:
    """The same pages, none of which is made before its HTML is asked for."""
    data = data or Exports(edition)
    pages: list[SiteFile] = []
    for language in edition.languages:
        with speaking(language):
            pages += _pages(data)
    return tuple(sorted(pages, key=lambda page: page.path))


def _held(page: SiteFile) -> SiteFile:
    """The few pages that the search index reads itself are made once and held; all others when they are written."""
    path = page.path.removeprefix(page.language.prefix)
    is_read = "/" not in path or path.endswith("/index.md")
    return replace(page, made=page.html) if is_read else page


def site_assets(
    edition: Edition, pages: Iterable[SiteFile], data: Exports | None = None
) -> tuple[SiteAsset, ...]:
    """What is not a page, sorted by path: cards, and the search index made from *pages*, all that are generated."""
    found = [*(data or Exports(edition)).files.values()]
    for language in edition.languages:
        with speaking(language):
            found += _assets(edition, [page for page in pages if page.language is language])
    return tuple(sorted(found, key=lambda asset: asset.path))


def _assets(edition: Edition, pages: Iterable[SiteFile]) -> Iterator[SiteAsset]:
    """What there is of each language; *pages* are those in the one that is spoken."""
    archive = edition.archive
    lives = edition.analysis.histories
    gone = {addresses.in_language(path) for path in pages_gone(edition)}
    found_by_search = [page for page in pages if page.path not in gone]
    yield from cards(archive, edition.analysis.comparisons, lives)
    elsewhere = [each.title.words for laid in edition.beyond.agreements for each in laid.initiatives]
    yield from search_files(archive, lives, found_by_search, elsewhere)
    if spoken() is not DANISH:
        words = json.dumps(of_scripts(), ensure_ascii=False, separators=(",", ":"))
        yield SiteAsset(f"assets/words/{spoken().code}.js", f"globalThis.asCatalogue={words};\n".encode())
    for asset in (
        *feeds(edition),
        *calendars(edition),
        *embed_files(edition),
        *citation_files(edition),
        *picture_assets(edition, [*lives.values()]),
    ):
        yield replace(asset, path=addresses.in_language(asset.path), made=_in_language(asset.made))


def _in_language(made: Made) -> Made:
    """The same in the language that is spoken now, whenever it is made."""
    if not callable(made):
        return made
    language = spoken()

    def in_language() -> bytes:
        with speaking(language):
            return made()

    return in_language


def _pages(data: Exports) -> Iterator[SiteFile]:
    edition = data.edition
    archive, history = edition.archive, edition.history
    comparisons = edition.analysis.comparisons
    lives = edition.analysis.histories
    steps = edition.analysis.steps
    tried = efforts(life for life in lives.values() if life.id not in archive.about)
    told = elsewhere.by_place(edition)
    shared = {
        "archive": archive,
        "edition": edition,
        "history": history,
        "comparisons": comparisons,
        "lives": lives,
        "steps": steps,
        "headline": headline(archive, tried),
        "efforts": by_fate(archive, tried),
        "with_dates": {due.initiative.id for due in dated(edition)},
        "name_of_stone": title_of(edition.analysis),
        "stones_of": stones_of(edition),
        "facts_gone": facts_gone(edition),
        "told_elsewhere": told,
        "elsewhere_fates": elsewhere.fates(edition),
        "counted_with_others": partial(elsewhere.counted_with_others, edition),
        "address_of": partial(elsewhere.address_of, edition),
        "contradictions": partial(elsewhere.contradictions, told),
        "events_of": edition.everything.events_of,
        "in_time": in_time,
        "taken_along": takes_along(data),
    }
    page = Renderer(archive, shared).page

    yield page(
        "index.md",
        "front",
        tagline(),
        _("Hvad blev der af det, stat, KL og regioner aftalte om digitalisering?"),
        **_read(archive),
    )
    yield page(
        "tidslinje.md",
        "timeline",
        _("Tidslinje"),
        _(
            "De initiativer, vi følger, gennem de tekster, vi har læst: hvor de er nævnt, ændret, ikke omtalt eller genoptaget."
        ),
        choices=choices(archive, lives.values()),
        others_than_efforts=by_fate(
            archive, [life for life in lives.values() if life not in tried and life.id not in archive.about]
        ),
    )
    yield page(
        "aftaler/index.md",
        "agreements",
        _("Aftaler"),
        _("De fælles aftaler om offentlig digitalisering, som vi kender, i rækkefølge."),
    )
    for agreement in archive.agreements:
        into = steps.get(agreement.id)
        out_of = next((c for c in steps.values() if c.old.id == agreement.id), None)
        yield page(
            f"aftaler/{agreement.id}.md", "agreement", agreement.title.words, agreement.summary.words,
            sort=_("aftale"), agreement=agreement, into=into, out_of=out_of,
            citation=citation.of_agreement(edition, agreement),
        )  # fmt: skip
    yield page(
        "sammenlign/index.md",
        "comparisons",
        _("Sammenlign to aftaler"),
        _("Vælg to aftaler og se, hvad der kom til, fortsatte og ikke er omtalt."),
    )
    for comparison in comparisons:
        old, new = comparison.old, comparison.new
        yield page(
            f"sammenlign/{old.id}/{new.id}.md", "comparison", f"{old.short.words} → {new.short.words}",
            _("Hvad blev der af initiativerne fra %(old)s i %(new)s?", old=inside(old.title.words), new=inside(new.title.words)),
            late=partial(_compared, edition, comparison),
        )  # fmt: skip
    yield page(
        "initiativer/index.md",
        "initiatives",
        _("Initiativer"),
        _("De initiativer, vi følger, og hvilke aftaler de står i."),
        theme_path=theme_path,
    )
    for life in lives.values():
        yield page(
            f"initiativer/{life.id}.md", "initiative", life.latest.title.words,
            _("%(title)s gennem aftalerne: %(summary)s", title=life.latest.title.words, summary=life.latest.summary.words), sort=_("initiativ"),
            feed=initiative_path(life.id), late=partial(_lived, edition, life),
        )  # fmt: skip
    yield page(
        "penge.md", "money", _("Penge"), _("Beløb, som vi har noteret i teksterne om aftalerne, med kilde."),
        amounts=edition.analysis.amounts, wholes=edition.analysis.wholes, groups=edition.analysis.amount_groups,
    )  # fmt: skip
    yield page(
        "frister.md", "deadlines", _("Frister"), _("Frister og måltal, som vi har noteret i teksterne om aftalerne, efter dato."),
        dues=edition.analysis.dues, aftermath=partial(aftermath, archive, edition.beyond), measured_on=history.latest.date if history.latest else None,
    )  # fmt: skip
    yield page(
        "metode.md",
        "method",
        _("Metode"),
        _("Hvad et initiativ er, hvad hver status betyder, og hvad tavshed betyder."),
        standing=standing(edition),
        occurring={finding.outcome for comparison in comparisons for finding in comparison.findings},
    )

    yield page(
        "data/index.md", "data", _("Datasæt"), _("Hent oplysningerne som regneark, CSV, database eller JSON."),
        late=partial(about_data, data),
    )  # fmt: skip

    explained = entries(archive.glossary)
    yield page(
        "ordliste.md", "glossary", _("Ordliste"), _("Fagordene om det offentliges digitalisering, forklaret i få ord."),
        entries=explained, letters=letters(explained), titles_of_entries={entry.id: entry.title for entry in explained},
    )  # fmt: skip

    yield page(
        "rettelser.md", "corrections", _("Rettelser"), _("Hvad vi har rettet og tilføjet i vores egne data, hvornår og hvorfor."),
        entries=corrections.entries(edition),
    )  # fmt: skip
    yield from tombstone_pages(page, edition)
    yield page(
        "andre-kilder/index.md", "beyond", _("Andre kilder"),
        _("Hvad andre offentlige dokumenter siger om aftalerne, hvad der skete siden, og hvor kilder er uenige."),
    )  # fmt: skip


def _compared(edition: Edition, comparison: Comparison) -> dict[str, Any]:
    steps = edition.analysis.steps
    return {
        "comparison": comparison,
        "citation": citation.of_pair(edition, comparison.old, comparison.new),
        "before": steps.get(comparison.old.id),
        "after": next((step for step in steps.values() if step.old.id == comparison.new.id), None),
    }


def _lived(edition: Edition, life: InitiativeHistory) -> dict[str, Any]:
    return {
        "life": life,
        "citation": citation.of_initiative(edition, life),
        "embed": embeds.of_initiative(life),
    }


def _read(archive: Archive) -> dict[str, Any]:
    """How many texts about agreements have been read, and which agreements themselves."""
    originals = [agreement for agreement in archive.agreements if agreement.is_read_itself]
    sources = [source for agreement in archive.agreements for source in agreement.sources]
    return {"texts": sum(source.kind not in ORIGINALS for source in sources), "originals": originals}
