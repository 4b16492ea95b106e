"""Each fact where it is stated: in which agreement, about which initiative, from which source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.agreement import Agreement, Initiative, Source
from generator.model.archive import Archive
from generator.model.facts import Fact


@dataclass(frozen=True)
class Statement:
    agreement: Agreement
    initiative: Initiative
    fact: Fact

    @property
    def source(self) -> Source:
        return next(source for source in self.agreement.sources if source.id == self.fact.source)

    @property
    def id(self) -> str:
        """Its id in all that we export."""
        return f"{self.agreement.id}/{self.initiative.id}/{self.fact.id}"


def statements(archive: Archive) -> Iterator[Statement]:
    """Every fact of every agreement, in the order of the data."""
    for agreement in archive.agreements:
        for initiative in agreement.initiatives:
            yield from (Statement(agreement, initiative, fact) for fact in initiative.facts)
