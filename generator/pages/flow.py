"""The flow of initiatives from agreement to agreement: how many came, stayed and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparing.comparison import Comparison
from generator.comparing.outcomes import Group, Outcome
from generator.model.agreement import Agreement
from generator.model.unread import UnreadAgreement

Counts = tuple[tuple[Outcome, int], ...]


@dataclass(frozen=True)
class Step:
    """How many initiatives came, stayed and went from one agreement to the next.

    Joining and dividing can make `carried_to` another number than `carried_from`. `background` is how many
    of those carried the newer text only mentions. `unread` lie between the two.
    """

    old: Agreement
    new: Agreement
    added: Counts
    carried_from: int
    carried_to: int
    not_carried: Counts
    background: int
    unread: tuple[UnreadAgreement, ...] = ()

    @property
    def came(self) -> int:
        return sum(count for _, count in self.added)

    @property
    def went(self) -> int:
        return sum(count for _, count in self.not_carried)


def flow(comparisons: Iterable[Comparison]) -> tuple[Step, ...]:
    """Count each step; *comparisons* are the consecutive ones, oldest first."""
    return tuple(_step(comparison) for comparison in comparisons)


def _step(comparison: Comparison) -> Step:
    added: Counter[Outcome] = Counter()
    not_carried: Counter[Outcome] = Counter()
    for finding in comparison.group(Group.ADDED):
        added[finding.outcome] += len(finding.news)
    for finding in comparison.group(Group.NOT_CARRIED):
        not_carried[finding.outcome] += len(finding.olds)
    carried = comparison.group(Group.CARRIED)
    return Step(
        comparison.old,
        comparison.new,
        tuple(added.items()),
        sum(len(finding.olds) for finding in carried),
        sum(len(finding.news) for finding in carried),
        tuple(not_carried.items()),
        sum(finding.outcome is Outcome.BACKGROUND for finding in carried),
        comparison.unread,
    )
