"""What became of each initiative by the newest text that was read: the picture's rows, in groups, and its headline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from generator.comparing.analysis import Analysis, Chapter, InitiativeHistory
from generator.comparing.comparison import Group
from generator.model.agreement import ENDED_BY_SOURCE, Agreement
from generator.model.archive import Archive
from generator.wording.translator import Translator
from generator.wording.writing import inside, period_words


class Fate(Enum):
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

    def _text(self, t: Translator) -> str:
        """Of the agreement itself its short name; of what was read about it the years that the agreement is for."""
        if self.last.is_read_itself:
            return inside(t, t.text(self.last.short))
        if years := self.last.effective:
            return t("teksten om %(years)s", years=period_words(t, years.from_, years.to))
        return t("teksten om %(agreement)s", agreement=inside(t, t.text(self.last.short)))

    def heading(self, t: Translator) -> str:
        match self.fate:
            case Fate.STILL:
                return t("Nævnt før og stadig i den nyeste tekst")
            case Fate.HEIR:
                return t("Udsprunget af noget ældre, i den nyeste tekst")
            case Fate.NEW:
                return t("Først nævnt i den nyeste tekst")
            case Fate.REGISTERED:
                return t("Først registreret i den nyeste tekst")
            case Fate.TAKEN_OVER:
                return t("Gået over i et andet initiativ")
            case Fate.SILENT:
                return t("Sidst nævnt i %(text)s", text=self._text(t))
            case Fate.ENDED:
                return t("Slut, ifølge en kilde")


def by_fate(archive: Archive, lives: Iterable[InitiativeHistory]) -> tuple[FateRow, ...]:
    """*lives* by what became of them; of those that fell silent, the last that was mentioned comes first."""
    newest = len(archive.agreements) - 1
    groups: dict[tuple[Fate, int], list[InitiativeHistory]] = {}
    for life in lives:
        fate = fate_of(archive, life)
        last = archive.position[life.present[-1].agreement.id] if fate is Fate.SILENT else newest
        groups.setdefault((fate, last), []).append(life)
    order = list(Fate)
    return tuple(
        FateRow(fate, archive.agreements[last], tuple(groups[fate, last]))
        for fate, last in sorted(groups, key=lambda group: (order.index(group[0]), -group[1]))
    )


def fate_of(archive: Archive, life: InitiativeHistory) -> Fate:
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


def headline(t: Translator, archive: Archive, lives: Sequence[InitiativeHistory]) -> str:
    """What the picture shows of efforts, in sentences made from the data; empty where there is nothing older."""
    newest, texts = archive.agreements[-1].id, len(archive.agreements)
    older = [
        life
        for life in lives
        if any(_is_effort(chapter) and chapter.agreement.id != newest for chapter in life.present)
    ]
    if not older:
        return ""
    still = sum(life.present[-1].agreement.id == newest for life in older)
    throughout = sum(len(life.present) == texts for life in lives)
    first = t(
        "Af %(total)s indsatser i de ældre tekster er %(still)s nævnt i den nyeste.", total=len(older), still=still
    )
    if not throughout:
        every = t("Ingen er nævnt i alle %(texts)s tekster.", texts=texts)
    else:
        every = t.plural(
            "Én er nævnt i alle %(texts)s tekster.",
            "%(count)s er nævnt i alle %(texts)s tekster.",
            throughout,
            texts=texts,
        )
    return f"{first} {every}"


def _is_effort(chapter: Chapter) -> bool:
    return chapter.initiative is not None and chapter.initiative.kind == "effort"


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
