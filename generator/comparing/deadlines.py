"""Every deadline and target of the agreements in order of date, and which dates have passed.

Beside a date that has passed stands what later texts and other sources tell of it, if they do. Whether anything was
kept is not in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.agreement import Agreement, DeadlineFact, Departure, TargetFact
from generator.model.archive import Archive, StatementOf
from generator.model.beyond import Beyond, Dispute, Event, in_time
from generator.model.fields import Commitment
from generator.model.values import PartialDate


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
