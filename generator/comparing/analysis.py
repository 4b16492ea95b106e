"""Everything that is derived from an archive: each part when it is first asked for, and once.

Among it the history of each initiative through all agreements: what each says of it, or that it says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.comparing.comparison import Chapter, Comparison, InitiativeHistory
from generator.comparing.figures import Amount, AmountGroup, Due, Whole, amounts, comparable, dues, wholes
from generator.comparing.findings import EarlierSilences, compare_agreements, earlier_silences
from generator.model.agreement import Departure
from generator.model.archive import Archive, Silence
from generator.model.lineage import Lineage


def _history(lineage: Lineage, initiative_id: str, steps: Sequence[Comparison]) -> InitiativeHistory:
    """*steps* are the comparisons of each agreement with the one that follows it, oldest first."""
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


@dataclass(frozen=True)
class Analysis:
    """What follows from the agreements of `archive`, as long as somebody holds it. Nothing is computed unasked."""

    archive: Archive
    _compared: dict[tuple[str, str], Comparison] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage(self.archive)

    @cached_property
    def earlier_silences(self) -> EarlierSilences:
        return earlier_silences(self.archive)

    def comparison(self, old_id: str, new_id: str) -> Comparison:
        """Any two agreements side by side. With the newer one first, it is the mirror of the other way."""
        pair, position = (old_id, new_id), self.archive.position
        if pair not in self._compared and position[old_id] > position[new_id]:
            self._compared[pair] = self.comparison(new_id, old_id).mirrored()
        elif pair not in self._compared:
            self._compared[pair] = compare_agreements(self.lineage, self.earlier_silences, old_id, new_id)
        return self._compared[pair]

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every pair that is shown, consecutive ones first."""
        return tuple(self.comparison(old.id, new.id) for old, new in self.archive.pairs())

    @cached_property
    def steps(self) -> Mapping[str, Comparison]:
        """Each agreement beside the one before it, by the id of the newer, oldest first."""
        return {new.id: self.comparison(old.id, new.id) for old, new in self.archive.steps()}

    @cached_property
    def histories(self) -> Mapping[str, InitiativeHistory]:
        """The history of every initiative, by id, in the order of first appearance."""
        steps = tuple(self.steps.values())
        return {i: _history(self.lineage, i, steps) for i in self.archive.initiative_ids}

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        """Every deadline and target, earliest first."""
        return dues(self.archive)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount, as they stand in the snapshots."""
        return amounts(self.archive)

    @cached_property
    def wholes(self) -> tuple[Whole, ...]:
        """Every amount once, with its parts inside."""
        return wholes(self.amounts)

    @cached_property
    def amount_groups(self) -> tuple[AmountGroup, ...]:
        """The amounts that may be measured against each other."""
        return comparable(self.amounts)
