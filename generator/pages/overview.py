"""The pages there is one of: the front page, the timeline, the method, amounts, deadlines, the data, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator.comparing.figures import Aftermath, Amount, AmountGroup, Due, Whole, aftermath
from generator.exports import paths, reuse
from generator.exports.catalogue import schema_org
from generator.exports.formats import FORMATS, Format
from generator.exports.table import Table
from generator.model.agreement import ORIGINALS, Agreement, Group, Outcome, Source, StatedCount
from generator.model.beside import Glossary, Release, UnreadAgreement
from generator.model.beyond import Dispute, Overlay, in_time
from generator.model.fields import Text
from generator.pages import words
from generator.pages.builder import PartBuilder
from generator.pages.corrections import CorrectionsPage, Gone, Moved
from generator.pages.fates import Choice, Fates, Picture, choices
from generator.pages.parts import Happening, Quote, StatedFact
from generator.pages.words import BASIS_HEADINGS
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.publishing.standing import DataStanding, standing
from generator.wording.labels import SOURCE_KINDS
from generator.wording.lexicon import GlossaryEntry, entries, letters
from generator.wording.sentences import document_words
from generator.wording.translator import Translator


@dataclass(frozen=True)
class FrontPage:
    """How far the reading goes, in sentences, of which those of nothing are empty; and the picture of the efforts.

    `texts` are texts about agreements. `older` and `newest` are the efforts that an older text has, and those
    that only the newest has.
    """

    reach: str
    unfollowed: str
    unread: tuple[UnreadAgreement, ...]
    texts: int
    originals: str
    notes: tuple[Text, ...]
    headline: str
    older: Picture
    newest: Picture
    in_newest: int

    @classmethod
    def build(cls, t: Translator, edition: Edition, fates: Fates) -> FrontPage:
        archive = edition.archive
        unlisted = words.unlisted_words(t, archive.unlisted)
        newest = [row for row in fates.efforts if row.fate.is_of_newest_only]
        older = [row for row in fates.efforts if not row.fate.is_of_newest_only]
        return cls(
            words.reach_words(t, archive),
            unlisted and t("Vi har ikke læst en liste over de %(unlisted)s, så dem følger vi ikke.", unlisted=unlisted),
            archive.unread,
            sum(source.kind not in ORIGINALS for agreement in archive.agreements for source in agreement.sources),
            t.joined([document_words(t, agreement) for agreement in archive.agreements if agreement.is_read_itself]),
            archive.register.notes,
            fates.headline,
            Picture.of(t, edition, ((row, row.lives) for row in older)),
            Picture.of(t, edition, ((row, row.lives) for row in newest)),
            sum(row.count for row in newest),
        )


@dataclass(frozen=True)
class TimelinePage:
    headline: str
    choices: Mapping[str, Sequence[Choice]]
    efforts: Picture
    others: Picture
    count: int

    @classmethod
    def build(cls, t: Translator, edition: Edition, fates: Fates) -> TimelinePage:
        shown = [life for row in (*fates.efforts, *fates.others) for life in row.lives]
        return cls(
            fates.headline,
            choices(t, edition.archive, shown),
            Picture.of(t, edition, ((row, row.lives) for row in fates.efforts)),
            Picture.of(t, edition, ((row, row.lives) for row in fates.others)),
            len(shown),
        )


@dataclass(frozen=True)
class MethodPage:
    """`statuses` are those that occur, by group; `unmet` are the others. `kinds` is by agreement."""

    statuses: tuple[tuple[Group, tuple[Outcome, ...]], ...]
    unmet: tuple[Outcome, ...]
    unread: tuple[UnreadAgreement, ...]
    agreements: tuple[Agreement, ...]
    notes: tuple[Text, ...]
    standing: DataStanding
    kinds: Mapping[str, str]
    languages: int
    measured_on: date | None
    site: Site

    @classmethod
    def build(cls, parts: PartBuilder) -> MethodPage:
        edition, archive, latest = parts.edition, parts.archive, parts.edition.history.latest
        comparisons = edition.analysis.comparisons
        met = {finding.outcome for comparison in comparisons for finding in comparison.findings}
        by_group = ((group, tuple(o for o in Outcome if o.group is group and o in met)) for group in Group)
        return cls(
            tuple(by_group),
            tuple(outcome for outcome in Outcome if outcome not in met),
            archive.unread,
            archive.agreements,
            archive.register.notes,
            standing(edition),
            {agreement.id: parts.kinds_of(agreement) for agreement in archive.agreements},
            len(edition.languages),
            latest.date if latest else None,
            edition.site,
        )


@dataclass(frozen=True)
class MoneyPage:
    """`by_basis` has the amounts that are in no other; `stated` has each of them and its parts, by its id."""

    count: int
    by_basis: tuple[tuple[str, str, tuple[Whole, ...]], ...]
    groups: tuple[AmountGroup, ...]
    stated: Mapping[str, StatedFact]
    position: Mapping[str, int]
    moved: tuple[Moved, ...]

    @classmethod
    def build(cls, parts: PartBuilder, gone: Gone) -> MoneyPage:
        analysis = parts.edition.analysis
        by_basis = (
            (basis, heading, tuple(whole for whole in analysis.wholes if whole.amount.fact.basis == basis))
            for basis, heading in parts.t.labels(BASIS_HEADINGS).items()
        )
        return cls(
            len(analysis.amounts),
            tuple(by_basis),
            analysis.amount_groups,
            _stated(parts, analysis.amounts),
            parts.archive.position,
            gone.facts(("amount",)),
        )


@dataclass(frozen=True)
class DueRow:
    """`is_passed` is false where no day is known to measure by; `after` is what is known of a date that has passed."""

    due: Due
    stated: StatedFact
    is_passed: bool
    after: Aftermath | None


@dataclass(frozen=True)
class DeadlinesPage:
    rows: tuple[DueRow, ...]
    measured_on: date | None
    why_unmeasured: str
    moved: tuple[Moved, ...]

    @classmethod
    def build(cls, parts: PartBuilder, gone: Gone) -> DeadlinesPage:
        edition, dues = parts.edition, parts.edition.analysis.dues
        day = edition.history.latest.date if edition.history.latest else None
        stated = _stated(parts, dues)
        rows = (
            DueRow(due, stated[due.id], due.is_passed(day), aftermath(edition.archive, edition.beyond, due))
            for due in dues
        )
        return cls(tuple(rows), day, edition.history.reason(parts.t), gone.facts(("deadline", "target")))


def _stated(parts: PartBuilder, facts: Iterable[Amount | Due]) -> Mapping[str, StatedFact]:
    return {each.id: parts.fact(each.agreement, each.initiative, each.fact) for each in facts}


@dataclass(frozen=True)
class DataPage:
    """`documents` are the sorts of JSON, each with its address and what it holds.

    `dataset` describes the data to search engines, and needs to know what addresses begin with.
    """

    tables: tuple[Table, ...]
    titles: Mapping[str, str]
    formats: tuple[Format, ...]
    files: Mapping[str, SiteAsset]
    reuse: Mapping[str, object]
    attribution: str
    version_words: str
    documents: tuple[tuple[str, str, str], ...]
    releases: tuple[Release, ...]
    site: Site
    dataset: Callable[[Callable[[str], str]], dict[str, object]]

    @classmethod
    def build(
        cls, t: Translator, edition: Edition, tables: tuple[Table, ...], files: Mapping[str, SiteAsset]
    ) -> DataPage:
        agreement, initiative, comparison = (
            t("En aftale med sine kilder, initiativer og oplysninger."),
            t("Et initiativ gennem aftalerne: oplysninger, citater, statusser og forskelle."),
            t("To aftaler: optællingen, hvert initiativs status, grunde og hvad der er søgt efter."),
        )
        return cls(
            tables,
            {table.name: t(table.title) for table in tables},
            FORMATS,
            files,
            reuse.sayings(t),
            reuse.attribution(t, edition),
            reuse.version_words(t, edition),
            (
                ("index", paths.INDEX, t("Listen over alt, hvad der er.")),
                ("agreement", paths.agreement(t("{aftale}")), agreement),
                ("initiative", paths.initiative(t("{initiativ}")), initiative),
                ("comparison", paths.comparison(t("{ældre}"), t("{nyere}")), comparison),
            ),
            edition.versions.releases,
            edition.site,
            lambda url: schema_org(t, edition, edition.site.link if edition.site.url else url),
        )


@dataclass(frozen=True)
class GlossaryPage:
    entries: tuple[GlossaryEntry, ...]
    letters: tuple[tuple[str, str], ...]
    titles: Mapping[str, str]

    @classmethod
    def build(cls, t: Translator, glossary: Glossary) -> GlossaryPage:
        explained = entries(t, glossary)
        return cls(explained, letters(t, explained), {entry.id: entry.title for entry in explained})


@dataclass(frozen=True)
class OtherPage:
    """Events come by agreement, overlays with what they identify of its numbers, sources by their kind."""

    disputes: tuple[tuple[Dispute, tuple[Quote, ...]], ...]
    events: tuple[tuple[Agreement, tuple[Happening, ...]], ...]
    overlays: tuple[tuple[Agreement, Overlay, tuple[StatedCount, ...]], ...]
    sources: tuple[tuple[str, tuple[Source, ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> OtherPage:
        beyond, everything = parts.edition.beyond, parts.edition.everything
        by_agreement = (
            (agreement, in_time(event for event in beyond.events if event.agreement == agreement.id))
            for agreement in parts.archive.agreements
        )
        by_kind = (
            (label, tuple(source for source in beyond.sources if source.kind == kind))
            for kind, label in parts.t.labels(SOURCE_KINDS).items()
        )
        return cls(
            tuple(map(parts.disputed, beyond.disputes)),
            tuple((agreement, tuple(map(parts.happening, events))) for agreement, events in by_agreement if events),
            tuple(
                (parts.archive.by_id[overlay.id], overlay, everything.identified(overlay.id))
                for overlay in beyond.agreements
            ),
            tuple((label, sources) for label, sources in by_kind if sources),
        )


def single_pages(parts: PartBuilder, gone: Gone, fates: Fates) -> Mapping[str, tuple[str, Callable[[], object]]]:
    """Most of the pages above by path: the name of the template, and what builds the page."""
    return {
        "tidslinje.md": ("timeline", partial(TimelinePage.build, parts.t, parts.edition, fates)),
        "penge.md": ("money", partial(MoneyPage.build, parts, gone)),
        "frister.md": ("deadlines", partial(DeadlinesPage.build, parts, gone)),
        "metode.md": ("method", partial(MethodPage.build, parts)),
        "ordliste.md": ("glossary", partial(GlossaryPage.build, parts.t, parts.archive.glossary)),
        "rettelser.md": ("corrections", partial(CorrectionsPage.build, parts.t, parts.edition)),
        "andre-kilder/index.md": ("beyond", partial(OtherPage.build, parts)),
    }
