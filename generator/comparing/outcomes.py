"""The statuses: which group each belongs to, and what it needs. What they are called is in wording/labels.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    ADDED = "added"
    CARRIED = "carried"
    NOT_CARRIED = "not-carried"


class Outcome(StrEnum):
    """What became of one initiative between two agreements."""

    NEW = "new"
    FIRST_MENTIONED = "first-mentioned"
    RESUMED = "resumed"
    ARRIVED_BETWEEN = "arrived-between"
    UNCHANGED = "continued-unchanged"
    CHANGED = "continued-changed"
    BACKGROUND = "continued-background"
    SPLIT = "split"
    MERGED = "merged"
    ABSORBED = "absorbed"
    SPUN_OFF = "spun-off"
    COMPLETED = "completed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    DISCONTINUED = "discontinued"
    NOT_MENTIONED = "not-mentioned"
    NOT_EXAMINED = "not-examined"

    @property
    def group(self) -> Group:
        return _GROUPS[self]


@dataclass(frozen=True)
class Status:
    """A row of the table that the code, the labels and the method page share."""

    outcome: Outcome
    group: Group


STATUSES: tuple[Status, ...] = (
    Status(Outcome.NEW, Group.ADDED),
    Status(Outcome.FIRST_MENTIONED, Group.ADDED),
    Status(Outcome.RESUMED, Group.ADDED),
    Status(Outcome.ARRIVED_BETWEEN, Group.ADDED),
    Status(Outcome.CHANGED, Group.CARRIED),
    Status(Outcome.UNCHANGED, Group.CARRIED),
    Status(Outcome.BACKGROUND, Group.CARRIED),
    Status(Outcome.ABSORBED, Group.CARRIED),
    Status(Outcome.MERGED, Group.CARRIED),
    Status(Outcome.SPLIT, Group.CARRIED),
    Status(Outcome.SPUN_OFF, Group.CARRIED),
    Status(Outcome.COMPLETED, Group.NOT_CARRIED),
    Status(Outcome.EXPIRED, Group.NOT_CARRIED),
    Status(Outcome.SUPERSEDED, Group.NOT_CARRIED),
    Status(Outcome.DISCONTINUED, Group.NOT_CARRIED),
    Status(Outcome.NOT_MENTIONED, Group.NOT_CARRIED),
    Status(Outcome.NOT_EXAMINED, Group.NOT_CARRIED),
)
_GROUPS = {status.outcome: status.group for status in STATUSES}
