"""How initiatives lead from one agreement to another, over one step or many.

A step is from an agreement to the one that follows it. What a snapshot claims (same id, typed links,
departures) is followed along the chain; a composed way is never more certain than its weakest step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.agreement import Departure, Hit, Initiative, Link, Origin, Search
from generator.model.archive import Archive
from generator.model.fields import Certainty

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
    def new(self) -> str:
        return self.path[-1][1]


@dataclass(frozen=True)
class Silence:
    """An agreement that does not mention an initiative, what was searched for, and what else was found."""

    position: int
    initiative_id: str
    terms: tuple[str, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Ending:
    """Where an initiative left: the agreement that it is not in, and what that snapshot says of it."""

    position: int
    initiative_id: str
    departure: Departure
    silences: tuple[Silence, ...]


def ways(archive: Archive, start: str, old: int, new: int) -> tuple[Way, ...]:
    """Every way from initiative *start* of the agreement at *old* to those of the agreement at *new*, one an end.

    Composing old → middle → new gives the same ends as asking for old → new.
    """
    best: dict[str, Way] = {}
    for way in _ways_from(archive, Way(((old, start),), None, "certain"), new):
        held = best.get(way.new)
        if held is None or _rank(way) < _rank(held):
            best[way.new] = way
    return tuple(sorted(best.values(), key=_rank))


def _ways_from(archive: Archive, way: Way, goal: int) -> Iterator[Way]:
    position, initiative_id = way.path[-1]
    if position == goal:
        yield way
        return
    for later in range(position + 1, goal + 1):
        for link, heir in links_to(archive, initiative_id, later):
            yield from _ways_from(
                archive, _extended(way, later, heir.id, link.relation, link.certainty), goal
            )
        if initiative_id in archive.initiatives[later]:
            origin = archive.initiatives[later][initiative_id].origin
            certainty = origin.certainty if origin else "certain"
            yield from _ways_from(archive, _extended(way, later, initiative_id, None, certainty), goal)
            return


def _extended(way: Way, position: int, initiative_id: str, relation: str | None, certainty: Certainty) -> Way:
    weakest: Certainty = "arguable" if "arguable" in (way.certainty, certainty) else "certain"
    return Way((*way.path, (position, initiative_id)), relation or way.relation, weakest)


def _rank(way: Way) -> tuple[bool, int, bool, str]:
    """Prefer the way that keeps the id, then the shortest, then the most certain."""
    return way.relation is not None, len(way.path), way.certainty == "arguable", way.new


def links_to(archive: Archive, old_id: str, position: int) -> Iterator[tuple[Link, Initiative]]:
    """The typed links to *old_id* in the agreement at *position*, each with the initiative that has it."""
    for initiative in archive.initiatives[position].values():
        for link in initiative.from_:
            if link.id == old_id:
                yield link, initiative


def is_linked(archive: Archive, initiative_id: str, position: int) -> bool:
    """Whether something in the agreement at *position* takes over from the initiative."""
    return any(link.relation != "spun-off" for link, _ in links_to(archive, initiative_id, position))


def claim(archive: Archive, position: int, initiative_id: str, before: str) -> Origin | Link | None:
    """What the agreement at *position* says of where an initiative comes from, seen from *before*."""
    initiative = archive.initiatives[position][initiative_id]
    if initiative_id == before:
        return initiative.origin
    return next((link for link in initiative.from_ if link.id == before), None)


def last_departure(archive: Archive, initiative_id: str, before: int) -> tuple[int, Departure] | None:
    """Where an initiative last left the chain before position *before*; None if it never did."""
    seen = [n for n in archive.appearances(initiative_id) if n < before]
    if not seen or seen[-1] + 1 >= before:
        return None
    return _departure(archive, seen[-1] + 1, initiative_id)


def _departure(archive: Archive, position: int, initiative_id: str) -> tuple[int, Departure] | None:
    for departure in archive.agreements[position].not_continued:
        if departure.id == initiative_id:
            return position, departure
    return None


def dormant(archive: Archive, position: int) -> Mapping[str, Search]:
    """Initiatives that left in silence before the step to *position*, with the terms they were searched for.

    They must be searched for again in the agreement at *position*, until they come back.
    """
    asleep: dict[str, Search] = {}
    for initiative_id in archive.initiative_ids:
        left = last_departure(archive, initiative_id, position)
        if left and left[1].search is not None and not _taken_over(archive, initiative_id, left[0], position):
            asleep[initiative_id] = left[1].search
    return asleep


def _taken_over(archive: Archive, initiative_id: str, since: int, before: int) -> bool:
    return any(is_linked(archive, initiative_id, position) for position in range(since, before))


def ending(archive: Archive, start: str, old: int, new: int) -> Ending | None:
    """Why an initiative of the agreement at *old* leads nowhere in the one at *new*.

    Followed through its heirs to the last one that left. None when nothing says why.
    """
    reached = {(old, start)}
    for middle in range(old + 1, new):
        reached |= {(middle, way.new) for way in ways(archive, start, old, middle)}
    for position, initiative_id in sorted(reached, reverse=True):
        departure = _departure(archive, position + 1, initiative_id)
        if departure:
            silences = tuple(_silences(archive, initiative_id, position + 1, new, departure[1]))
            return Ending(position + 1, initiative_id, departure[1], silences)
    return None


def _silences(
    archive: Archive, initiative_id: str, left: int, new: int, departure: Departure
) -> Iterator[Silence]:
    if departure.search is None:
        return
    terms = departure.search.terms
    yield Silence(left, initiative_id, terms, departure.search.hits)
    for position in range(left + 1, new + 1):
        for silent in archive.agreements[position].still_not_mentioned:
            if silent.id == initiative_id:
                yield Silence(position, initiative_id, terms, silent.hits)
