"""All that a version says, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.comparing.analysis import InitiativeHistory
from generator.comparing.comparison import Comparison
from generator.model.agreement import Agreement
from generator.model.beside import UnreadAgreement
from generator.pages.comparison import Card, GroupSum, cards_of, group_sums
from generator.pages.elsewhere import OtherSources
from generator.pages.initiative import ShownChapter, chapters_of
from generator.pages.part_builder import PartBuilder
from generator.pages.parts import Quote


@dataclass(frozen=True)
class FrozenAgreement:
    agreement: Agreement
    agreed: Quote | None
    effective: Quote | None


@dataclass(frozen=True)
class FrozenComparison:
    comparison: Comparison
    sums: tuple[GroupSum, ...]
    cards: Mapping[str, Card]


@dataclass(frozen=True)
class FrozenPage:
    agreements: tuple[FrozenAgreement, ...]
    unread: tuple[UnreadAgreement, ...]
    comparisons: tuple[FrozenComparison, ...]
    lives: tuple[tuple[InitiativeHistory, tuple[ShownChapter, ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> FrozenPage:
        analysis, others = parts.edition.analysis, OtherSources(parts)
        return cls(
            tuple(_agreement(parts, agreement) for agreement in parts.archive.agreements),
            parts.archive.unread,
            tuple(
                FrozenComparison(comparison, group_sums(parts.t, comparison), cards_of(parts, others, comparison))
                for comparison in analysis.comparisons
            ),
            tuple((life, chapters_of(parts, others, life)) for life in analysis.histories.values()),
        )


def _agreement(parts: PartBuilder, agreement: Agreement) -> FrozenAgreement:
    agreed, effective = (
        parts.quote(agreement, stated) if stated else None for stated in (agreement.agreed, agreement.effective)
    )
    return FrozenAgreement(agreement, agreed, effective)
