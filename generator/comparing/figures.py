"""Every deadline, target and amount of the agreements: which dates have passed, and which amounts may be compared.

Beside a date that has passed stands what later texts and other sources tell of it, if they do. Whether anything was
kept is not in the data. A bar beside a bar is a claim that the two can be compared, so the rule for amounts is narrow,
and stands here and nowhere else. Amounts are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from generator.folding import fold
from generator.model.agreement import Agreement, AmountFact, DeadlineFact, Departure, TargetFact
from generator.model.archive import Archive, StatementOf
from generator.model.beyond import Beyond, Dispute, Event, in_time
from generator.model.fields import Commitment
from generator.model.values import SCALES, PartialDate, Quantity, format_number, parse_kroner


@dataclass(frozen=True)
class Due(StatementOf[DeadlineFact | TargetFact]):
    """A deadline or a target with the initiative and the agreement it belongs to."""

    @property
    def by(self) -> PartialDate | None:
        """The date as the source gives it; None for a target without a year."""
        return self.fact.date if isinstance(self.fact, DeadlineFact) else self.fact.by

    @property
    def commitment(self) -> Commitment:
        """How firmly the parties bind themselves to this; the fact's own word goes before the initiative's."""
        return self.fact.commitment or self.initiative.commitment

    def is_passed(self, on: date | None) -> bool:
        """Whether the last day the date can mean is before *on*; never without a day to measure by.

        What holds *from* a date has a beginning and no end, and *about* a date has no last day, so they do not pass.
        """
        is_open = isinstance(self.fact, DeadlineFact) and self.fact.bound in ("from", "about")
        return on is not None and self.by is not None and not is_open and self.by.latest < on


@dataclass(frozen=True)
class Aftermath:
    """What is known of a deadline afterwards: what later texts say became of its initiative, and what others tell."""

    departures: tuple[tuple[Agreement, Departure], ...]
    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]


def aftermath(archive: Archive, beyond: Beyond, due: Due) -> Aftermath | None:
    """What is known, or None where nobody has looked. That a text is silent tells nothing of a deadline."""
    later = archive.agreements[archive.position[due.agreement.id] + 1 :]
    departures = tuple(
        (agreement, departure)
        for agreement in later
        for departure in agreement.not_continued
        if departure.id == due.initiative.id and departure.phrase
    )
    events = in_time(event for event in beyond.events if due.id in event.deadlines)
    disputes = tuple(dispute for dispute in beyond.disputes if due.id in dispute.deadlines)
    return Aftermath(departures, events, disputes) if departures or events or disputes else None


def first_day(fact: DeadlineFact) -> date:
    """The first day that the date of a deadline can mean: at the end of a year is its last day."""
    return fact.date.latest if fact.bound == "at-end" else fact.date.earliest


def dues(archive: Archive) -> tuple[Due, ...]:
    """Every deadline and target once, earliest first, those without a year last.

    Those of the same date stand as in the snapshots, the oldest agreement first.
    """
    entries = [
        Due(stated.agreement, stated.initiative, stated.fact)
        for stated in archive.statements
        if isinstance(stated.fact, DeadlineFact | TargetFact)
    ]
    return tuple(sorted(entries, key=_when))


def _when(due: Due) -> tuple[date, date]:
    # Ordered by the last day it can mean: »2021« is due after »juni 2021«, for all of the year is left.
    return (due.by.latest, due.by.earliest) if due.by else (date.max, date.max)


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
