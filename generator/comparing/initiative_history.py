"""One initiative through all agreements: what each says of it, or that it says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.facets import Facet
from generator.comparing.outcomes import Group, Outcome
from generator.model.agreement import ENDED_BY_SOURCE, Agreement, Departure, Initiative
from generator.model.fields import Text
from generator.model.lineage import Lineage, Silence
from generator.model.unread import UnreadAgreement


@dataclass(frozen=True)
class Chapter:
    """An initiative in one agreement.

    `initiative` is None where the agreement does not have it; then `departure` says why it left, in the
    agreement where it did, and `silence` what was searched for, there and later. `finding` is what became
    of it on the step to this agreement; None in the first agreement, and once it has left. `unread` are
    agreements after this one, before the next that was read, which nobody has looked for it in.
    """

    agreement: Agreement
    initiative: Initiative | None
    finding: Finding | None
    departure: Departure | None = None
    silence: Silence | None = None
    unread: tuple[UnreadAgreement, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What became of it here; None only in the first agreement of all."""
        if self.finding:
            return self.finding.outcome
        if self.initiative:
            return None
        if self.departure:
            return Outcome(self.departure.outcome)  # of what left in silence before this text
        return Outcome.NOT_MENTIONED if self.silence else Outcome.NOT_EXAMINED

    @property
    def is_heir(self) -> bool:
        """Whether it is here as what took over from another, or was set apart from it."""
        return self.finding is not None and self.initiative is not None and self.finding.is_heir(self.initiative.id)

    @property
    def is_last_word(self) -> bool:
        """Whether there is nothing more to follow: something took it over, or a source says it ended."""
        ended = self.departure is not None and self.departure.outcome in ENDED_BY_SOURCE
        taken_over = not self.initiative and self.finding is not None and self.finding.group is Group.CARRIED
        return ended or taken_over

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self.finding.facets if self.finding else ()


@dataclass(frozen=True)
class InitiativeHistory:
    id: str
    latest: Initiative
    chapters: tuple[Chapter, ...]

    @property
    def headings(self) -> tuple[Text, ...]:
        """The heading in each text that has it, oldest first."""
        return tuple(chapter.initiative.title for chapter in self.chapters if chapter.initiative)

    @cached_property
    def by_agreement(self) -> Mapping[str, Chapter]:
        return {chapter.agreement.id: chapter for chapter in self.chapters}

    @cached_property
    def present(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.initiative)


def histories(lineage: Lineage, steps: Sequence[Comparison]) -> Mapping[str, InitiativeHistory]:
    """The history of every initiative, by id, in the order of first appearance.

    *steps* are the comparisons of each agreement with the one that follows it, oldest first.
    """
    return {i: _history(lineage, i, steps) for i in lineage.archive.initiative_ids}


def _history(lineage: Lineage, initiative_id: str, steps: Sequence[Comparison]) -> InitiativeHistory:
    archive = lineage.archive
    appearances = archive.appearances(initiative_id)
    chapters: list[Chapter] = []
    for position in range(appearances[0], len(archive.agreements)):
        if chapters and chapters[-1].is_last_word and position > appearances[-1]:
            break
        finding = steps[position - 1].by_id.get(initiative_id) if position else None
        present = archive.initiatives[position].get(initiative_id)
        left = None if present else _left(lineage, initiative_id, position)
        agreement = archive.agreements[position]
        chapter = Chapter(agreement, present, finding, *(left or (None, None)))
        is_followed = position < appearances[-1] or not chapter.is_last_word
        chapters.append(replace(chapter, unread=archive.unread_after[agreement.id]) if is_followed else chapter)
    return InitiativeHistory(initiative_id, archive.latest(initiative_id), tuple(chapters))


def _left(lineage: Lineage, initiative_id: str, position: int) -> tuple[Departure | None, Silence | None] | None:
    last = max(n for n in lineage.archive.appearances(initiative_id) if n < position)
    end = lineage.ending(initiative_id, last, position)
    if end is None or end.initiative_id != initiative_id:
        return None
    silence = next((s for s in end.silences if s.position == position), None)
    return (end.departure if end.position == position else None), silence
