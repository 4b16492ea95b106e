"""What the picture of fates shows in each cell, and what its filters offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.comparing.analysis import InitiativeHistory
from generator.comparing.comparison import STATUSES, Outcome
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import UnreadAgreement
from generator.model.facts import named_parties
from generator.pages.fates import FateRow
from generator.pages.words import CELL_WORDS, Mark, mark
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.labels import KINDS, OUTCOMES, PRESENCES
from generator.wording.translator import Translator

FateColumn = Agreement | tuple[UnreadAgreement, ...]


@dataclass(frozen=True)
class FateCell:
    """An initiative in one agreement.

    `outcome` and `words` are only there when they add something to the mark; `target` is the page that
    proves it. `statuses` are what the cell can be found by.
    """

    mark: Mark
    outcome: Outcome | None
    words: str
    target: str
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    count: int


@dataclass(frozen=True)
class LifeLine:
    """The row of an initiative: a cell for each column, and the parties by which it can be found."""

    life: InitiativeHistory
    parties: tuple[str, ...]
    cells: tuple[FateCell, ...]


@dataclass(frozen=True)
class Picture:
    """Initiatives in groups by what became of them, beside the agreements."""

    columns: tuple[FateColumn, ...]
    groups: tuple[tuple[FateRow | None, tuple[LifeLine, ...]], ...]

    @classmethod
    def of(cls, t: Translator, edition: Edition, rows: Iterable[FateRow]) -> Picture:
        groups = ((row, tuple(_life_line(t, edition, life) for life in row.lives)) for row in rows)
        return cls(tuple(columns(edition.archive)), tuple(groups))

    @classmethod
    def of_one(cls, t: Translator, edition: Edition, life: InitiativeHistory) -> Picture:
        return cls(tuple(columns(edition.archive)), ((None, (_life_line(t, edition, life),)),))


@dataclass(frozen=True)
class Legend:
    """What there is to explain beside the marks that every picture has."""

    unread: tuple[UnreadAgreement, ...]
    has_others: bool

    @classmethod
    def of(cls, edition: Edition) -> Legend:
        return cls(edition.archive.unread, bool(edition.beyond.agreements))


def _life_line(t: Translator, edition: Edition, life: InitiativeHistory) -> LifeLine:
    return LifeLine(life, parties_of(life), tuple(line(t, edition, life)))


def columns(archive: Archive) -> Iterator[FateColumn]:
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
    archive = edition.archive
    for column in columns(archive):
        if isinstance(column, tuple):
            yield FateCell(Mark("unread", t("ikke læst")), None, "", "", ())
            continue
        shown = cell(t, archive, life, column)
        if shown.mark.kind in {"absent", "before"} and _is_elsewhere(edition, life.id, column):
            target = addresses.elsewhere(column.id, life.id)
            mark_of_others = Mark("elsewhere", t("en anden kilde nævner det"))
            shown = replace(shown, mark=mark_of_others, target=target)
        yield shown


def _is_elsewhere(edition: Edition, initiative_id: str, agreement: Agreement) -> bool:
    whole = edition.everything.archive
    position = whole.position.get(agreement.id)
    return position is not None and initiative_id in whole.initiatives[position]


def cell(t: Translator, archive: Archive, life: InitiativeHistory, agreement: Agreement) -> FateCell:
    is_before = archive.position[agreement.id] < archive.appearances(life.id)[0]
    shown = mark(t, life, agreement, is_before=is_before)
    chapter = life.by_agreement.get(agreement.id)
    if chapter is None:
        return FateCell(shown, None, "", "", ())
    target = f"initiativer/{life.id}/#{agreement.id}"
    if chapter.finding:
        target = f"sammenlign/{agreement.follows}/{agreement.id}/#{chapter.finding.id}"
    outcome = chapter.outcome
    if not chapter.initiative:  # the mark is the outcome
        return FateCell(shown, None, "", target, (outcome.value,) if outcome else ())
    presence = chapter.initiative.presence
    if outcome is None or outcome is Outcome.BACKGROUND:  # »background« is said already
        return FateCell(shown, None, "", target, (presence,))
    return FateCell(shown, outcome, t.label(CELL_WORDS, outcome), target, (presence, outcome.value))


def parties_of(life: InitiativeHistory) -> tuple[str, ...]:
    """The parties that some agreement names for the initiative: as party, payer or recipient."""
    named: set[str] = set()
    for chapter in life.present:
        for fact in chapter.initiative.facts if chapter.initiative else ():
            named.update(party for _, party in named_parties(fact))
    return tuple(sorted(named))


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
    outcomes = {s.outcome.value: t.label(OUTCOMES, s.outcome).both for s in STATUSES}
    return {
        "tema": _offer(themes, Counter(life.latest.theme for life in lives)),
        "art": _offer(t.labels(KINDS), Counter(life.latest.kind for life in lives)),
        "omtale": _offer(t.labels(PRESENCES), statuses),
        "status": _offer(outcomes, statuses),
        "part": _offer(parties, Counter(party for life in lives for party in parties_of(life))),
    }


def _offer(words: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, label[:1].upper() + label[1:], counts[value])
        for value, label in words.items()
        if counts.get(value)
    )
