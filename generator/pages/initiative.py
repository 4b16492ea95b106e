"""The page of one initiative through all agreements, its frame for pages of others, and the list of all by theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.comparing.comparison import Chapter, InitiativeHistory
from generator.model.agreement import Agreement, Fact, Initiative
from generator.model.archive import Statement
from generator.model.beside import Theme
from generator.model.fields import Text
from generator.pages.builder import OtherSources, PartBuilder
from generator.pages.corrections import Gone, Moved
from generator.pages.fates import Picture, cell
from generator.pages.parts import (
    Elsewhere,
    Happening,
    Searched,
    StatedClaim,
    StatedDeparture,
    StatedFacet,
    StatedInitiative,
)
from generator.pages.rendering import Printer, standalone_printer
from generator.publishing import addresses, citation
from generator.publishing.calendars import calendar_path, dated
from generator.publishing.citation import Cited, reference, standing_of, state_words
from generator.publishing.edition import Edition
from generator.publishing.embeds import Embed, code, embed_of
from generator.publishing.site_file import SiteAsset
from generator.record.history import RecordChange
from generator.wording.translator import Translator


@dataclass(frozen=True)
class ShownChapter:
    """A chapter with all that shows it; `stated` is None where the agreement does not have the initiative.

    `heirs` and `other` are what it went into, as the agreement calls them.
    """

    chapter: Chapter
    stated: StatedInitiative | None
    before: Agreement | None
    elsewhere: Elsewhere | None
    claims: tuple[StatedClaim, ...]
    facets: tuple[StatedFacet, ...]
    one_sided: tuple[tuple[Fact, Searched], ...]
    searched: tuple[Searched, ...]
    heirs: tuple[Initiative, ...]
    other: Initiative | None
    departure: StatedDeparture | None
    silence: Searched | None


@dataclass(frozen=True)
class Embedded:
    """What others may set into their own pages; `code` is HTML to copy, and whole where the site has an address."""

    embed: Embed
    code: str
    is_whole: bool


@dataclass(frozen=True)
class Taken:
    """A reference to a fact in the language of the page, to copy; it leads to what stands at `address`."""

    reference: str
    address: str
    is_whole: bool

    @classmethod
    def of(cls, parts: PartBuilder, statement: Statement) -> Taken:
        cited = citation.of_fact(parts.t, parts.edition, statement)
        return cls(reference(parts.t, cited), cited.address, cited.is_whole)


@dataclass(frozen=True)
class InitiativePage:
    """`taken` is what is copied of each fact, by the anchor of the fact."""

    life: InitiativeHistory
    theme: Text
    picture: Picture
    texts: int
    chapters: tuple[ShownChapter, ...]
    taken: Mapping[str, Taken]
    events: tuple[Happening, ...]
    corrections: tuple[RecordChange, ...]
    moved: tuple[Moved, ...]
    feed: str
    calendar: str
    cited: Cited
    embedded: Embedded

    @classmethod
    def build(cls, parts: PartBuilder, others: OtherSources, gone: Gone, life: InitiativeHistory) -> InitiativePage:
        edition, embed = parts.edition, embed_of(parts.t, life)
        record = (change for change in edition.published_record if change.initiative_id == life.id)
        return cls(
            life,
            next(theme.title for theme in edition.archive.register.themes if theme.id == life.latest.theme),
            Picture.of(parts.t, edition, [(None, [life])]),
            len(edition.archive.agreements),
            tuple(_chapter(parts, others, life, chapter) for chapter in life.chapters),
            {
                addresses.fact_anchor(each.agreement.id, each.fact.id): Taken.of(parts, each)
                for each in edition.archive.statements
                if each.initiative.id == life.id
            },
            tuple(map(parts.happening, edition.everything.events_of(life.id))),
            tuple(c for c in record if c.cause == "correction"),
            gone.from_page(addresses.initiative(life.id)),
            addresses.initiative_feed(life.id),
            calendar_path(life.id) if any(due.initiative.id == life.id for due in dated(edition)) else "",
            citation.cited(parts.t, citation.of_initiative(parts.t, edition, life)),
            Embedded(embed, code(parts.t, edition.site, embed), bool(edition.site.url)),
        )


def _chapter(parts: PartBuilder, others: OtherSources, life: InitiativeHistory, chapter: Chapter) -> ShownChapter:
    agreement, initiative, finding = chapter.agreement, chapter.initiative, chapter.finding
    archive, departure, silence = parts.archive, chapter.departure, chapter.silence
    before = archive.by_id[agreement.follows] if agreement.follows else None
    return ShownChapter(
        chapter,
        parts.initiative(agreement, initiative) if initiative else None,
        before,
        others.at(agreement.id, life.id),
        parts.claims(finding) if finding else (),
        parts.facets(before, agreement, finding) if before and finding and initiative else (),
        parts.one_sided(before, agreement, finding) if before and finding and initiative else (),
        tuple(map(parts.searched, finding.searched)) if finding else (),
        parts.called(finding.news, agreement) if finding and not initiative else (),
        archive.wording(finding.other, agreement.id) if finding and finding.other else None,
        parts.departure(agreement, departure) if departure else None,
        parts.searched(silence) if silence else None,
    )


def embed_files(t: Translator, edition: Edition) -> tuple[SiteAsset, ...]:
    """The embeds in one language, sorted by path: that of the Danish ones."""
    printed = standalone_printer(t, edition)
    files = (_embed(t, edition, life, printed) for life in edition.analysis.histories.values())
    return tuple(sorted(files, key=lambda file: file.path))


def _embed(t: Translator, edition: Edition, life: InitiativeHistory, printed: Printer) -> SiteAsset:
    site, embed = edition.site, embed_of(t, life)
    page = addresses.in_language(t, embed.page)
    root = "../" * addresses.in_language(t, embed.address).count("/")
    values = {
        "chapters": tuple((each, cell(t, edition.archive, life, each.agreement)) for each in life.chapters),
        "agreements": tuple(chapter.agreement for chapter in life.chapters),  # a silence too is of a text
        "live": lambda address: root + addresses.in_language(t, address),
        "page": embed.page,
        "canonical": site.link(page) if site.url else root + page,
        "state": state_words(t, standing_of(t, edition)).removeprefix("data").strip(),
    }
    # Where the file of a language goes is the site's to say.
    return SiteAsset(f"{embed.address}index.html", printed("embed", embed.title, values))


@dataclass(frozen=True)
class InitiativesPage:
    """Each theme comes with its feed and its initiatives."""

    count: int
    themes: tuple[tuple[Theme, str, tuple[InitiativeHistory, ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> InitiativesPage:
        lives = parts.edition.analysis.histories.values()
        themes = (
            (theme, addresses.theme_feed(theme.id), tuple(life for life in lives if life.latest.theme == theme.id))
            for theme in parts.archive.register.themes
        )
        return cls(len(lives), tuple(themes))
