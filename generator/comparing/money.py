"""Every amount of the agreements, and which of them may be measured against each other.

A bar beside a bar is a claim that the two can be compared. So the rule is narrow, and it stands here
and nowhere else. Amounts are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.folding import fold
from generator.model.agreement import AmountFact
from generator.model.archive import Archive, StatementOf
from generator.model.values import SCALES, Quantity, format_number, parse_kroner

Amount = StatementOf[AmountFact]


@dataclass(frozen=True)
class AmountPart:
    """An amount that is in another, and those that are in it.

    `permille` is its share of the whole and `start` where that begins; None where no bar may say so.
    """

    amount: Amount
    permille: int | None = None
    start: int = 0
    parts: tuple[AmountPart, ...] = ()


@dataclass(frozen=True)
class Whole:
    """An amount that is in no other, and its parts.

    `rest` is what the parts leave of it, reckoned by us; None where they leave nothing, or nobody can say.
    """

    amount: Amount
    parts: tuple[AmountPart, ...] = ()
    rest: Quantity | None = None

    @property
    def is_drawn(self) -> bool:
        return any(part.permille is not None for part in self.parts)


@dataclass(frozen=True)
class AmountGroup:
    """At least two amounts of one agreement, on the same basis and for the same years: one picture with one scale."""

    amounts: tuple[Amount, ...]

    def permille(self, amount: Amount) -> int:
        """How long the bar of *amount* is, in thousandths of the longest in the group."""
        longest = max(_kroner(other) for other in self.amounts)
        return int(_kroner(amount) * 1000 / longest) if longest else 0


def amounts(archive: Archive) -> tuple[Amount, ...]:
    """Every amount once: by agreement, then by initiative, as they stand in the snapshots."""
    return tuple(
        Amount(stated.agreement, stated.initiative, stated.fact)
        for stated in archive.statements
        if isinstance(stated.fact, AmountFact)
    )


def comparable(amounts: Iterable[Amount]) -> tuple[AmountGroup, ...]:
    """Group the amounts that may be measured against each other, and leave out all others.

    A group is of one agreement, one basis and one price level. Years that are not stated are equal to nothing, not
    even to other years that are not stated. A part is never beside a whole: it is drawn inside its own. An interval,
    or what is about, at most or at least a number, has no length to draw.
    """
    gathered: dict[tuple[object, ...], list[Amount]] = {}
    for amount in amounts:
        fact = amount.fact
        is_open = fact.years is None or fact.years.to is None
        if is_open or fact.basis == "unstated" or fact.of_which or fact.transfer or not _is_drawable(fact):
            continue
        key = (amount.agreement.id, fact.basis, _span(fact), _price_level(fact))
        gathered.setdefault(key, []).append(amount)
    return tuple(AmountGroup(tuple(alike)) for alike in gathered.values() if len(alike) > 1)


def wholes(amounts: Sequence[Amount]) -> tuple[Whole, ...]:
    """Every amount once: those that are in no other, in their order, with their parts inside."""
    by_id = {amount.id: amount for amount in amounts}
    parts: dict[str, list[Amount]] = {}
    tops = []
    for amount in amounts:
        above = _above(amount, by_id)
        if above is None or _is_in_itself(amount, by_id):
            tops.append(amount)
        else:
            parts.setdefault(above.id, []).append(amount)
    return tuple(_whole(amount, parts) for amount in tops)


def _above(amount: Amount, by_id: Mapping[str, Amount]) -> Amount | None:
    return by_id.get(f"{amount.agreement.id}/{amount.initiative.id}/{amount.fact.of_which}")


def _is_in_itself(amount: Amount, by_id: Mapping[str, Amount]) -> bool:
    """Whether the way up from *amount* has no end."""
    passed: set[str] = set()
    above: Amount | None = amount
    while above is not None and above.id not in passed:
        passed.add(above.id)
        above = _above(above, by_id)
    return above is not None


def _whole(top: Amount, below: Mapping[str, Sequence[Amount]]) -> Whole:
    parts = _parts(top, below)
    total = _kroner(top) if _is_drawable(top.fact) else None
    if not total or not all(_is_like(top.fact, part.amount.fact) for part in parts):
        return Whole(top, parts)
    shares = [_kroner(part.amount) for part in parts]
    rest = total - sum(shares)
    if rest < 0:  # they overlap
        return Whole(top, parts)
    ends = [int(sum(shares[:n]) * 1000 / total) for n in range(len(shares) + 1)]
    drawn = [
        replace(part, permille=end - start, start=start)
        for part, (start, end) in zip(parts, pairwise(ends), strict=True)
    ]
    return Whole(top, tuple(drawn), _in_scale_of(top, rest) if parts and rest else None)


def _parts(amount: Amount, below: Mapping[str, Sequence[Amount]]) -> tuple[AmountPart, ...]:
    return tuple(AmountPart(each, parts=_parts(each, below)) for each in below.get(amount.id, ()))


def _is_like(whole: AmountFact, part: AmountFact) -> bool:
    """Whether a part can be drawn, and is stated for the same thing as its whole or not stated apart from it."""
    return (
        _is_drawable(part)
        and part.basis == whole.basis
        and _span(part) in (None, _span(whole))
        and _price_level(part) in (None, _price_level(whole))
    )


def _in_scale_of(amount: Amount, kroner: Decimal) -> Quantity:
    scale = amount.fact.amount.written.partition(" ")[2]
    number = format_number(Decimal(f"{(kroner / SCALES[scale]).normalize():f}"))
    return parse_kroner(" ".join(filter(None, (number, scale, "kr."))))


def _kroner(amount: Amount) -> Decimal:
    """The number to draw; raise ValueError where there is no exact one."""
    exact = amount.fact.amount.exact
    if exact is None:
        raise ValueError(f"{amount.fact.amount} is not one number")
    return exact


def _is_drawable(fact: AmountFact) -> bool:
    """Whether there is one number, which a source says; our own arithmetic is not measured against it."""
    return fact.amount.exact is not None and not fact.derived


# Values know their place in the file, so two that say the same are not equal; what they say is.
def _span(fact: AmountFact) -> tuple[int, int | None] | None:
    return (fact.years.from_, fact.years.to) if fact.years else None


def _price_level(fact: AmountFact) -> str | None:
    return fold(fact.price_level.da) if fact.price_level else None
