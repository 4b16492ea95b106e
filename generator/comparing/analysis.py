"""Everything that is derived from an archive: each part when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.comparing.absences import earlier_silences
from generator.comparing.comparison import Comparison
from generator.comparing.deadlines import Due, dues
from generator.comparing.findings import EarlierSilences, compare_agreements
from generator.comparing.initiative_history import InitiativeHistory, histories
from generator.comparing.money import Amount, AmountGroup, Whole, amounts, comparable, wholes
from generator.model.archive import Archive
from generator.model.lineage import Lineage


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
        pair = old_id, new_id
        if pair not in self._compared:
            position = self.archive.position
            self._compared[pair] = (
                self.comparison(new_id, old_id).mirrored()
                if position[old_id] > position[new_id]
                else compare_agreements(self.lineage, self.earlier_silences, old_id, new_id)
            )
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
        return histories(self.lineage, tuple(self.steps.values()))

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
