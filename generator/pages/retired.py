"""What stands at an address whose thing is gone: a page, or a line on the page that it was on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.comparing.analysis import Analysis
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.releasing.tombstones import Tombstone, tombstones
from generator.wording.translator import Translator


@dataclass(frozen=True)
class Moved:
    """What is gone, and what the thing is called that took its place; no name where nothing did."""

    stone: Tombstone
    name: str


@dataclass(frozen=True)
class TombstonePage:
    moved: Moved
    inside: tuple[Moved, ...]


class Gone:
    """What is gone from the addresses of an edition."""

    def __init__(self, t: Translator, edition: Edition) -> None:
        self._t = t
        self._analysis = edition.analysis
        self._stones = tombstones(edition.versions, edition.analysis)

    @property
    def pages(self) -> tuple[Tombstone, ...]:
        """What was a page and is none any more."""
        return tuple(stone for stone in self._stones if stone.is_page)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of those pages; a search for what is in use should not find them."""
        return frozenset(map(path_of, self.pages))

    def page(self, stone: Tombstone) -> TombstonePage:
        inside = (other for other in self._stones if other.page == stone.page and not other.is_page)
        return TombstonePage(self._moved(stone), tuple(map(self._moved, inside)))

    def from_page(self, page: str) -> tuple[Moved, ...]:
        """What stood on a page that is in use."""
        return tuple(self._moved(stone) for stone in self._stones if stone.page == page)

    def facts(self, kinds: tuple[str, ...]) -> tuple[Moved, ...]:
        """The facts that may have stood in a table of those kinds: what took their place tells which."""
        facts = (stone for stone in self._stones if stone.kind == "fact")
        return tuple(self._moved(stone) for stone in facts if self._kinds.get(stone.target, kinds[0]) in kinds)

    @cached_property
    def _kinds(self) -> Mapping[str | None, str]:
        return {
            addresses.fact(agreement.id, initiative.id, fact.id): fact.kind
            for agreement in self._analysis.archive.agreements
            for initiative in agreement.initiatives
            for fact in initiative.facts
        }

    def _moved(self, stone: Tombstone) -> Moved:
        return Moved(stone, self._titles[stone.target] if stone.target else "")

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return _titles(self._t, self._analysis)


def path_of(stone: Tombstone) -> str:
    return f"{stone.address.rstrip('/')}.md"


def _titles(t: Translator, analysis: Analysis) -> dict[str, str]:
    archive = analysis.archive
    titles: dict[str, str] = {}
    for permanent in addresses.permanents(analysis):
        ids = permanent.id.split("/")
        match permanent.kind:
            case "agreement":
                title = t.text(archive.by_id[ids[0]].title)
            case "initiative":
                title = t.text(archive.latest(ids[0]).title)
            case "presence" | "fact":
                initiative = archive.initiatives[archive.position[ids[0]]][ids[1]]
                facts = {fact.id: t.text(fact.label) for fact in initiative.facts}
                title = t.text(initiative.title) if permanent.kind == "presence" else facts[ids[2]]
                title = f"{title} ({t.text(archive.by_id[ids[0]].short)})"
            case "comparison" | "finding":
                title = f"{t.text(archive.by_id[ids[0]].short)} → {t.text(archive.by_id[ids[1]].short)}"
        titles[permanent.address] = title
    return titles
