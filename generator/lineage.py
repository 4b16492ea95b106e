"""What became of each initiative over one step or many: raw relations, not yet called anything.

A step is from an agreement to the one that follows it. What a snapshot says (same id, typed links,
departures) is turned into `Step`s; longer ways are composed of them and never gain in certainty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.archive import Archive
from generator.model import Certainty, Departure, Initiative, Link, Search

ENDED_BY_SOURCE = frozenset({"completed", "expired", "superseded", "discontinued"})


@dataclass(frozen=True)
class Way:
    """How one initiative of an older agreement leads to one of a newer.

    `path` holds (agreement position, initiative id) from the old end to the new one; where two
    neighbours are more than one position apart, the agreements between do not mention the initiative.
    `relation` is None when the id is kept all the way.
    """

    path: tuple[tuple[int, str], ...]
    relation: str | None
    certainty: Certainty

    @property
    def old(self) -> str:
        return self.path[0][1]

    @property
    def new(self) -> str:
        return self.path[-1][1]


@dataclass(frozen=True)
class Ending:
    """An initiative's last stop before *upto*: where it left, and why as far as is known."""

    position: int
    departure: Departure


def ways(archive: Archive, old: int, new: int) -> Mapping[str, tuple[Way, ...]]:
    """For each initiative of the agreement at *old*, every way that leads to one in the agreement at *new*.

    Composing old → middle → new gives the same ends as asking for old → new.
    """
    return {
        start: tuple(_unique_ends(_ways_from(archive, Way(((old, start),), None, "certain"), new)))
        for start in archive.initiatives[old]
    }


def _ways_from(archive: Archive, way: Way, goal: int) -> Iterator[Way]:
    position, initiative_id = way.path[-1]
    if position == goal:
        yield way
        return
    for later in range(position + 1, goal + 1):
        for link, heir in _links_to(archive, initiative_id, later):
            yield from _ways_from(archive, _extended(way, later, heir.id, link.relation, link.certainty), goal)
        if initiative_id in archive.initiatives[later]:
            certainty = _own_certainty(archive.initiatives[later][initiative_id])
            yield from _ways_from(archive, _extended(way, later, initiative_id, None, certainty), goal)
            return


def _extended(way: Way, position: int, initiative_id: str, relation: str | None, certainty: Certainty) -> Way:
    weakest: Certainty = "arguable" if "arguable" in (way.certainty, certainty) else "certain"
    return Way((*way.path, (position, initiative_id)), relation or way.relation, weakest)


def _links_to(archive: Archive, old_id: str, position: int) -> Iterator[tuple[Link, Initiative]]:
    for initiative in archive.initiatives[position].values():
        for link in initiative.from_:
            if link.id == old_id:
                yield link, initiative


def _own_certainty(initiative: Initiative) -> Certainty:
    return initiative.origin.certainty if initiative.origin else "certain"


def _unique_ends(found: Iterator[Way]) -> Iterator[Way]:
    """Keep one way to each end: the one that keeps the id, else the shortest, else the first."""
    best: dict[str, Way] = {}
    for way in found:
        held = best.get(way.new)
        if held is None or _rank(way) < _rank(held):
            best[way.new] = way
    yield from (best[end] for end in sorted(best))


def _rank(way: Way) -> tuple[bool, int, bool]:
    return way.relation is not None, len(way.path), way.certainty == "arguable"


def ending(archive: Archive, initiative_id: str, upto: int) -> Ending | None:
    """Say where an initiative last left the chain at or before position *upto*.

    None when it never left, or went on under another id.
    """
    seen = [n for n in archive.appearances(initiative_id) if n < upto]
    if not seen:
        return None
    position = seen[-1] + 1
    for departure in archive.agreements[position].not_continued:
        if departure.id == initiative_id:
            return Ending(position, departure)
    return None


def dormant(archive: Archive, position: int) -> Mapping[str, Search]:
    """Initiatives that left before the step to *position* without a word, with the terms they were searched for.

    They are in none of the agreements from where they left up to and including *position* - 1, and no
    source ended them, so each must be searched for again in the agreement at *position*.
    """
    asleep: dict[str, Search] = {}
    for initiative_id in archive.initiative_ids:
        last = ending(archive, initiative_id, position)
        if last and last.position < position and last.departure.outcome == "not-mentioned":
            if last.departure.search is not None:
                asleep[initiative_id] = last.departure.search
    return asleep


def is_linked(archive: Archive, initiative_id: str, position: int) -> bool:
    """Whether something in the agreement at *position* takes over from the initiative."""
    return any(link.relation != "spun-off" for link, _ in _links_to(archive, initiative_id, position))
