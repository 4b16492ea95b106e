"""What became of each initiative by the newest text: groups, a headline, the picture of them, and its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Chapter, InitiativeHistory
from generator.model.agreement import ENDED_BY_SOURCE, Agreement, Group, Outcome, named_parties
from generator.model.archive import Archive
from generator.model.beside import UnreadAgreement
from generator.pages.words import CELL_WORDS, Mark, mark
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.labels import KINDS, OUTCOMES, PRESENCES
from generator.wording.translator import Labels, Translator
from generator.wording.writing import inside, period_words, sentence


class Fate(StrEnum):
    """In the order of the picture; each value is an anchor on the page."""

    STILL = "stadig"
    HEIR = "udsprunget"
    NEW = "ny"
    REGISTERED = "registreret"
    TAKEN_OVER = "overgaaet"
    SILENT = "sidst"
    ENDED = "slut"

    @property
    def is_of_newest_only(self) -> bool:
        """Whether no older text mentions it, so that nothing has become of it yet."""
        return self in {Fate.HEIR, Fate.NEW, Fate.REGISTERED}


_HEADINGS = Labels.of("fates")


@dataclass(frozen=True)
class FateRow:
    """A group of initiatives of which the same became; `last` is the last text that mentions those now silent."""

    fate: Fate
    last: Agreement
    lives: tuple[InitiativeHistory, ...]

    @property
    def id(self) -> str:
        return f"{self.fate.value}-{self.last.id}" if self.fate is Fate.SILENT else self.fate.value

    @property
    def count(self) -> int:
        return len(self.lives)

    def heading(self, t: Translator) -> str:
        return t.label(_HEADINGS, self.fate) % {"text": self._text(t)}

    def _text(self, t: Translator) -> str:
        """Of the agreement itself its short name; of what was read about it the years that the agreement is for."""
        short = inside(t, t.text(self.last.short))
        if self.last.is_read_itself:
            return short
        if years := self.last.effective:
            return t("teksten om %(years)s", years=period_words(t, years.from_, years.to))
        return t("teksten om %(agreement)s", agreement=short)


def by_fate(archive: Archive, lives: Iterable[InitiativeHistory]) -> tuple[FateRow, ...]:
    """*lives* by what became of them; of those that fell silent, the last that was mentioned comes first."""
    newest = len(archive.agreements) - 1
    groups: dict[tuple[Fate, int], list[InitiativeHistory]] = {}
    for life in lives:
        fate = _fate_of(archive, life)
        last = archive.position[life.present[-1].agreement.id] if fate is Fate.SILENT else newest
        groups.setdefault((fate, last), []).append(life)
    order = list(Fate)
    return tuple(
        FateRow(fate, archive.agreements[last], tuple(groups[fate, last]))
        for fate, last in sorted(groups, key=lambda group: (order.index(group[0]), -group[1]))
    )


def _fate_of(archive: Archive, life: InitiativeHistory) -> Fate:
    last = life.chapters[-1]
    if last.initiative and last.agreement is archive.agreements[-1]:
        if life.present[0] is not last:
            return Fate.STILL
        if last.finding and last.finding.group is Group.CARRIED:
            return Fate.HEIR
        origin = last.initiative.origin
        return Fate.NEW if origin and origin.outcome != "not-examined" else Fate.REGISTERED
    if last.departure and last.departure.outcome in ENDED_BY_SOURCE:
        return Fate.ENDED
    return Fate.TAKEN_OVER if last.is_last_word else Fate.SILENT


def efforts(lives: Iterable[InitiativeHistory]) -> list[InitiativeHistory]:
    """Those that some text has as an effort, though another may have them as a goal."""
    return [life for life in lives if any(_is_effort(chapter) for chapter in life.present)]


def _is_effort(chapter: Chapter) -> bool:
    return chapter.initiative is not None and chapter.initiative.kind == "effort"


def headline(t: Translator, archive: Archive, lives: Sequence[InitiativeHistory]) -> str:
    """What the picture shows of efforts, in sentences made from the data; empty where there is nothing older."""
    newest = archive.agreements[-1].id
    older = [
        life
        for life in lives
        if any(_is_effort(chapter) and chapter.agreement.id != newest for chapter in life.present)
    ]
    if not older:
        return ""
    still = [life for life in older if life.present[-1].agreement.id == newest]
    background = sum(life.latest.presence == "background" for life in still)
    arguable = sum(life.is_arguable for life in still)
    first = t(
        "Af %(total)s indsatser i de ældre tekster finder vi %(still)s igen i den nyeste.",
        total=len(older),
        still=len(still),
    )
    doubted = t.plural("%(count)s kan diskuteres", "%(count)s kan diskuteres", arguable) if arguable else ""
    if arguable and arguable == len(still):
        doubted = t.plural("Den kan diskuteres", "Alle %(count)s kan diskuteres", arguable)
    only = t.plural("%(count)s er kun baggrund", "%(count)s er kun baggrund", background) if background else ""
    doubts = t(", og ").join(filter(None, (doubted, only)))
    return f"{first} {doubts}." if doubts else first


@dataclass(frozen=True)
class Fates:
    """What became of the efforts and of all else, by the newest text, and in sentences of the efforts."""

    headline: str
    efforts: tuple[FateRow, ...]
    others: tuple[FateRow, ...]

    @classmethod
    def of(cls, t: Translator, analysis: Analysis) -> Fates:
        """Of what the texts say of agreements nothing is counted."""
        archive = analysis.archive
        lives = [life for life in analysis.histories.values() if life.id not in archive.about]
        tried = efforts(lives)
        others = [life for life in lives if life not in tried]
        return cls(headline(t, archive, tried), by_fate(archive, tried), by_fate(archive, others))


@dataclass(frozen=True)
class FateCell:
    """An initiative in one agreement.

    `outcome` and `words` are only there when they add something to the mark; `target` is the page that
    proves it. `statuses` are what the cell can be found by.
    """

    mark: Mark
    outcome: Outcome | None = None
    words: str = ""
    target: str = ""
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class LifeLine:
    """The row of an initiative: a cell for each column, and the kinds and parties by which it can be found."""

    life: InitiativeHistory
    kinds: tuple[str, ...]
    parties: tuple[str, ...]
    cells: tuple[FateCell, ...]


@dataclass(frozen=True)
class Picture:
    """Initiatives in groups by what became of them, beside the agreements; whether other sources are in it."""

    columns: tuple[Agreement | tuple[UnreadAgreement, ...], ...]
    groups: tuple[tuple[FateRow | None, tuple[LifeLine, ...]], ...]
    has_others: bool

    @classmethod
    def of(
        cls, t: Translator, edition: Edition, rows: Iterable[tuple[FateRow | None, Iterable[InitiativeHistory]]]
    ) -> Picture:
        groups = (
            (
                row,
                tuple(
                    LifeLine(life, kinds_of(life), parties_of(life), tuple(line(t, edition, life))) for life in lives
                ),
            )
            for row, lives in rows
        )
        return cls(tuple(columns(edition.archive)), tuple(groups), bool(edition.beyond.agreements))

    @property
    def unread(self) -> tuple[UnreadAgreement, ...]:
        """The first agreements that were not read, if there are any."""
        return next((column for column in self.columns if isinstance(column, tuple)), ())


def columns(archive: Archive) -> Iterator[Agreement | tuple[UnreadAgreement, ...]]:
    """What each column is of: an agreement, or those after it that have not been read."""
    for agreement in archive.agreements:
        yield agreement
        if gap := archive.unread_after[agreement.id]:
            yield gap


def line(t: Translator, edition: Edition, life: InitiativeHistory) -> Iterator[FateCell]:
    """The cells of an initiative's row, one for each column.

    Of an agreement that has not been read nothing is known. Where the text that was read says nothing and
    another source has the initiative in that agreement, the cell says so.
    """
    whole = edition.everything.archive
    for column in columns(edition.archive):
        if isinstance(column, tuple):
            yield FateCell(Mark("unread", t("ikke læst")))
            continue
        shown = cell(t, edition.archive, life, column)
        position = whole.position.get(column.id)
        is_elsewhere = position is not None and life.id in whole.initiatives[position]
        if is_elsewhere and shown.mark.kind in {"absent", "before"}:
            mark_of_others = Mark("elsewhere", t("en anden kilde nævner det"))
            shown = replace(shown, mark=mark_of_others, target=addresses.elsewhere(column.id, life.id))
        yield shown


def cell(t: Translator, archive: Archive, life: InitiativeHistory, agreement: Agreement) -> FateCell:
    is_before = archive.position[agreement.id] < archive.appearances(life.id)[0]
    shown = mark(t, life, agreement, is_before=is_before)
    chapter = life.by_agreement.get(agreement.id)
    if chapter is None:
        return FateCell(shown)
    target = f"initiativer/{life.id}/#{agreement.id}"
    if chapter.finding:
        target = f"sammenlign/{agreement.follows}/{agreement.id}/#{chapter.finding.id}"
    outcome = chapter.outcome
    if not chapter.initiative:  # the mark is the outcome
        return FateCell(shown, target=target, statuses=(outcome.value,) if outcome else ())
    presence = chapter.initiative.presence
    if outcome is None or outcome is Outcome.BACKGROUND:  # »background« is said already
        return FateCell(shown, target=target, statuses=(presence,))
    return FateCell(shown, outcome, t.label(CELL_WORDS, outcome), target, (presence, outcome.value))


def kinds_of(life: InitiativeHistory) -> tuple[str, ...]:
    """What the agreements have the initiative as: an effort may be a goal in another."""
    return tuple(sorted({chapter.initiative.kind for chapter in life.present if chapter.initiative}))


def parties_of(life: InitiativeHistory) -> tuple[str, ...]:
    """The parties that some agreement names for the initiative: as party, payer or recipient."""
    facts = (fact for chapter in life.present if chapter.initiative for fact in chapter.initiative.facts)
    return tuple(sorted({party for fact in facts for _, party in named_parties(fact)}))


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    count: int


def choices(t: Translator, archive: Archive, lives: Iterable[InitiativeHistory]) -> Mapping[str, Sequence[Choice]]:
    """What each filter offers, by the name it has in the address; only what finds something."""
    lives = tuple(lives)
    statuses = Counter(
        status
        for life in lives
        for status in {s for agreement in archive.agreements for s in cell(t, archive, life, agreement).statuses}
    )
    themes = {theme.id: t.text(theme.title) for theme in archive.register.themes}
    parties = {party.id: t.text(party.title) for party in archive.register.parties}
    outcomes = {outcome.value: t.label(OUTCOMES, outcome).both for outcome in Outcome}
    return {
        "tema": _offer(themes, Counter(life.latest.theme for life in lives)),
        "art": _offer(t.labels(KINDS), Counter(kind for life in lives for kind in kinds_of(life))),
        "omtale": _offer(t.labels(PRESENCES), statuses),
        "status": _offer(outcomes, statuses),
        "part": _offer(parties, Counter(party for life in lives for party in parties_of(life))),
    }


def _offer(words: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Choice, ...]:
    offered = ((value, label) for value, label in words.items() if counts.get(value))
    return tuple(Choice(value, sentence(label), counts[value]) for value, label in offered)
