"""All agreements in the order in which they follow one another, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.agreement import Agreement, Glossary, Initiative, Register


@dataclass(frozen=True)
class Archive:
    """Agreements, oldest first. Build it with `in_order`, which needs a sound chain of `follows`."""

    agreements: tuple[Agreement, ...]
    register: Register = field(repr=False)
    glossary: Glossary = field(default=Glossary(), repr=False)

    @classmethod
    def in_order(
        cls, agreements: Iterable[Agreement], register: Register, glossary: Glossary | None = None
    ) -> Archive:
        """Order by `follows`. The order in which the agreements come in makes no difference."""
        by_predecessor = {agreement.follows: agreement for agreement in agreements}
        ordered: list[Agreement] = []
        following = by_predecessor.get(None)
        while following:
            ordered.append(following)
            following = by_predecessor.get(following.id)
        return cls(tuple(ordered), register, glossary or Glossary())

    @cached_property
    def by_id(self) -> Mapping[str, Agreement]:
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {agreement.id: index for index, agreement in enumerate(self.agreements)}

    @cached_property
    def initiatives(self) -> tuple[Mapping[str, Initiative], ...]:
        """For each agreement its initiatives by id."""
        return tuple({i.id: i for i in agreement.initiatives} for agreement in self.agreements)

    @cached_property
    def initiative_ids(self) -> tuple[str, ...]:
        """Every initiative once, in the order of first appearance."""
        return tuple(dict.fromkeys(i.id for agreement in self.agreements for i in agreement.initiatives))

    def steps(self) -> Iterator[tuple[Agreement, Agreement]]:
        """Each agreement with the one that follows it."""
        yield from zip(self.agreements, self.agreements[1:], strict=False)

    def pairs(self) -> Iterator[tuple[Agreement, Agreement]]:
        """All pairs, the older first: consecutive ones before those further apart."""
        for gap in range(1, len(self.agreements)):
            yield from zip(self.agreements, self.agreements[gap:], strict=False)

    def appearances(self, initiative_id: str) -> tuple[int, ...]:
        """Return the positions of the agreements that the initiative is in."""
        return tuple(n for n, present in enumerate(self.initiatives) if initiative_id in present)

    def latest(self, initiative_id: str) -> Initiative:
        """Return the newest wording of an initiative."""
        return self.initiatives[self.appearances(initiative_id)[-1]][initiative_id]
