"""How initiatives lead from one agreement to another, over one step or many.

A step is from an agreement to the one that follows it. What a snapshot claims (same id, typed links,
departures) is followed along the chain; a composed way is never more certain than its weakest step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.agreement import ENDED_BY_SOURCE, Departure, Link, Origin
from generator.model.archive import Archive, Ending, Silence
from generator.model.fields import Certainty


@dataclass(frozen=True, slots=True)
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
class Lineage:
    """How the initiatives of an archive lead to one another. What was followed once is followed no second time."""

    archive: Archive
    _reached: dict[tuple[int, str], Mapping[int, tuple[Way, ...]]] = field(default_factory=dict, init=False)

    def ways(self, start: str, old: int, new: int) -> tuple[Way, ...]:
        """Every way from initiative *start* of the agreement at *old* to those of the one at *new*, one an end.

        Composing old → middle → new gives the same ends as asking for old → new.
        """
        return self.reached(start, old).get(new, ())

    def reached(self, start: str, old: int) -> Mapping[int, tuple[Way, ...]]:
        """For each agreement that initiative *start* of the agreement at *old* leads to, the best way to each end.

        Followed for all newer agreements at once, going on from the best ways so far: there may be very many ways.
        """
        if (old, start) not in self._reached:
            self._reached[old, start] = _followed(self.archive, start, old)
        return self._reached[old, start]

    @cached_property
    def roots(self) -> Mapping[tuple[int, str], tuple[Way, ...]]:
        """By position and id of an initiative the ways to it from where nothing comes before, oldest first."""
        roots: dict[tuple[int, str], tuple[Way, ...]] = {}
        for start, present in enumerate(self.archive.initiatives):
            for root, initiative in present.items():
                if not initiative.from_ and self.archive.appearances(root)[0] == start:
                    for position, ways in self.reached(root, start).items():
                        roots |= {(position, way.new): (*roots.get((position, way.new), ()), way) for way in ways}
        return roots

    def ending(self, start: str, old: int, new: int) -> Ending | None:
        """Why an initiative of the agreement at *old* leads nowhere in the one at *new*.

        Followed through its heirs to the last one that left. None when nothing says why.
        """
        reached = self.reached(start, old).items()
        ends = {(position, way.new): way.certainty for position, ways in reached if position < new for way in ways}
        for (position, initiative_id), certainty in sorted(ends.items(), reverse=True):
            left = _left(self.archive, initiative_id, position + 1, new)
            if left and (later := _stated_later(self.archive, initiative_id, left[0], new)):
                return Ending(*later, initiative_id, (), certainty)
            if left:
                searched = tuple(_silences(self.archive, initiative_id, *left, new))
                return Ending(*left, initiative_id, searched, certainty)
        return None


def _followed(archive: Archive, start: str, old: int) -> Mapping[int, tuple[Way, ...]]:
    # A way that keeps the id and one that does not are both gone on from: by a later link the shorter may win.
    best: dict[int, dict[tuple[str, bool], Way]] = {old: {(start, False): Way(((old, start),), None, "certain")}}
    for position in range(old, len(archive.agreements)):
        for way in best.get(position, {}).values():
            for further in _steps_on(archive, way):
                ways = best.setdefault(further.path[-1][0], {})
                end = further.new, further.relation is not None
                if end not in ways or _rank(further) < _rank(ways[end]):
                    ways[end] = further
    return {position: _best_of_each_end(ways.values()) for position, ways in best.items()}


def _best_of_each_end(ways: Iterable[Way]) -> tuple[Way, ...]:
    best: dict[str, Way] = {}
    for way in sorted(ways, key=_rank):
        best.setdefault(way.new, way)
    return tuple(best.values())


def _steps_on(archive: Archive, way: Way) -> Iterator[Way]:
    """The ways that are one step longer: to where the id next stands, and by each link until then."""
    position, initiative_id = way.path[-1]
    again = next((n for n in archive.appearances(initiative_id) if n > position), None)
    for later, link, heir in archive.links.get(initiative_id, ()):
        if position < later and (again is None or later <= again):
            yield _extended(way, later, heir.id, link.relation, link.certainty)
    if again is not None:
        origin = archive.initiatives[again][initiative_id].origin
        yield _extended(way, again, initiative_id, None, origin.certainty if origin else "certain")


def _extended(way: Way, position: int, initiative_id: str, relation: str | None, certainty: Certainty) -> Way:
    path = (*way.path, (position, initiative_id))
    return Way(path, relation or way.relation, weakest((way.certainty, certainty)))


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """That of a whole, which is no more certain than any part of it."""
    return "arguable" if "arguable" in certainties else "certain"


def _rank(way: Way) -> tuple[bool, int, bool, str]:
    """Prefer the way that keeps the id, then the shortest, then the most certain."""
    return way.relation is not None, len(way.path), way.certainty == "arguable", way.new


def is_linked(archive: Archive, initiative_id: str, position: int) -> bool:
    """Whether something in the agreement at *position* takes over from the initiative."""
    links = archive.links.get(initiative_id, ())
    return any(at == position and link.relation != "spun-off" for at, link, _ in links)


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
    left = _left(archive, initiative_id, seen[-1] + 1, before - 1)
    return left and (_stated_later(archive, initiative_id, left[0], before - 1) or left)


def _stated_later(archive: Archive, initiative_id: str, left: int, until: int) -> tuple[int, Departure] | None:
    """Where a text up to *until* says what became of what left in silence at *left*."""
    for position in range(left + 1, until + 1):
        departure = archive.departures[position].get(initiative_id)
        if departure and departure.outcome in ENDED_BY_SOURCE:
            return position, departure
    return None


def _left(archive: Archive, initiative_id: str, first: int, last: int) -> tuple[int, Departure] | None:
    """Where an initiative left at *first* or, as far as texts were not examined for it, in one after it."""
    left = None
    for position in range(first, last + 1):
        departure = archive.departures[position].get(initiative_id)
        if departure is None:
            break
        left = position, departure
        if departure.outcome != "not-examined":
            break
    return left


def _silences(archive: Archive, initiative_id: str, left: int, departure: Departure, new: int) -> Iterator[Silence]:
    if departure.search is None:
        return
    terms = departure.search.terms
    yield Silence(left, initiative_id, terms, departure.search.hits)
    for position in range(left + 1, new + 1):
        silent = archive.silences[position].get(initiative_id)
        if silent:
            yield Silence(position, initiative_id, terms, silent.hits)
