"""The pages of amounts and of deadlines: tables of facts from all agreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.comparing.deadlines import Aftermath, Due, aftermath
from generator.comparing.money import Amount, AmountGroup, Whole
from generator.pages.part_builder import PartBuilder
from generator.pages.parts import StatedFact
from generator.pages.retired import Gone, Moved
from generator.pages.words import BASIS_HEADINGS


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
