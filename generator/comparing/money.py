"""Every amount of the agreements, and which of them may be measured against each other.

A bar beside a bar is a claim that the two can be compared. So the rule is narrow, and it stands here
and nowhere else. Amounts are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from generator.folding import fold
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive
from generator.model.facts import AmountFact
from generator.model.quantity import Quantity


class Kinship(Enum):
    """Why the amounts of a group may be measured against each other."""

    BEFORE = "before"  # one amount, and what the same text says it was before
    PART = "part"  # an amount, and what the same text says it consists of
    PERIOD = "period"  # amounts on the same basis for the same stated years, in the same agreement


@dataclass(frozen=True)
class Amount:
    """An amount with the initiative and the agreement it belongs to."""

    agreement: Agreement
    initiative: Initiative
    fact: AmountFact


@dataclass(frozen=True)
class Figure:
    """A number to draw: an amount, or what the amount was before."""

    amount: Amount
    is_before: bool = False

    @property
    def quantity(self) -> Quantity:
        before = self.amount.fact.before
        return before if self.is_before and before is not None else self.amount.fact.amount

    @property
    def kroner(self) -> Decimal:
        """The number to draw; raise ValueError where there is no exact one."""
        if self.quantity.exact is None:
            raise ValueError(f"{self.quantity} is not one number")
        return self.quantity.exact


@dataclass(frozen=True)
class Group:
    """At least two figures on one scale. Each figure is in at most one group."""

    kinship: Kinship
    figures: tuple[Figure, ...]

    def permille(self, figure: Figure) -> int:
        """How long the bar of *figure* is, in thousandths of the longest in the group."""
        longest = max(other.kroner for other in self.figures)
        return int(figure.kroner * 1000 / longest) if longest else 0


def amounts(archive: Archive) -> tuple[Amount, ...]:
    """Every amount once: by agreement, then by initiative, as they stand in the snapshots."""
    return tuple(
        Amount(agreement, initiative, fact)
        for agreement in archive.agreements
        for initiative in agreement.initiatives
        for fact in initiative.facts
        if isinstance(fact, AmountFact)
    )


def comparable(found: Sequence[Amount]) -> tuple[Group, ...]:
    """Group the amounts that may be measured against each other, and leave out all others.

    A group is of one agreement and one basis. Years that are not stated are equal to nothing, not even to
    other years that are not stated; only a part needs no years, since the text ties it to its whole.
    An interval, or what is about, at most or at least a number, has no length to draw.
    """
    exact = [amount for amount in found if _is_exact(amount.fact)]
    families = _families(exact)
    gathered: dict[tuple[object, ...], list[Figure]] = {}
    for amount in exact:
        key = _key(amount, families)
        if key is None:
            continue
        figures = gathered.setdefault(key, [])
        if key[0] is Kinship.BEFORE:
            figures.append(Figure(amount, is_before=True))
        figures.append(Figure(amount))
    return tuple(
        Group(Kinship(key[0]), tuple(figures)) for key, figures in gathered.items() if len(figures) > 1
    )


_Id = tuple[str, str, str]


def _id(amount: Amount, fact_id: str | None = None) -> _Id:
    return amount.agreement.id, amount.initiative.id, fact_id or amount.fact.id


def _key(amount: Amount, families: Mapping[_Id, _Id]) -> tuple[object, ...] | None:
    """What an amount shares with those it may be measured against; None when there can be none."""
    fact = amount.fact
    if fact.derived:
        return None  # our own arithmetic is not measured against what a source says
    if _id(amount) in families:
        return Kinship.PART, *families[_id(amount)]
    if fact.of_which:
        return None  # a part that covers other years than its whole is not like anything else here
    if fact.before is not None:
        return Kinship.BEFORE, *_id(amount)
    if fact.basis == "unstated":
        return None  # two of them need not be alike
    if fact.years and fact.years.to is not None and not fact.transfer:
        return Kinship.PERIOD, amount.agreement.id, fact.basis, _span(fact), _price_level(fact)
    return None


def _families(found: Iterable[Amount]) -> dict[_Id, _Id]:
    """For each part that covers what its whole covers, and for that whole, the outermost whole."""
    by_id = {_id(amount): amount for amount in found if not amount.fact.derived}
    families: dict[_Id, _Id] = {}
    for part in by_id.values():
        whole, seen = part, {_id(part)}
        while whole.fact.of_which:
            above = by_id.get(_id(whole, whole.fact.of_which))
            if above is None or _id(above) in seen or not _covers(above.fact, whole.fact):
                break
            whole = above
            seen.add(_id(whole))
        if whole is not part:
            families[_id(part)] = families[_id(whole)] = _id(whole)
    return families


def _is_exact(fact: AmountFact) -> bool:
    return fact.amount.exact is not None and (fact.before is None or fact.before.exact is not None)


def _covers(whole: AmountFact, part: AmountFact) -> bool:
    """Whether a part is stated for the same thing as its whole, or not stated apart from it."""
    return (
        part.basis == whole.basis
        and _span(part) in (None, _span(whole))
        and _price_level(part) in (None, _price_level(whole))
    )


# Values know their place in the file, so two that say the same are not equal; what they say is.
def _span(fact: AmountFact) -> tuple[int, int | None] | None:
    return (fact.years.from_, fact.years.to) if fact.years else None


def _price_level(fact: AmountFact) -> str | None:
    return fold(fact.price_level.da) if fact.price_level else None
