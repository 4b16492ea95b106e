"""What is no longer as it was: the page of corrections of our record, and what stands at an address that is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.record.history import RecordChange
from generator.releasing.tombstones import Tombstone, answering, tombstones
from generator.wording.translator import Labels, Translator, label_table

# Why something was changed, which is None where nobody said so, and what was changed for it.
Reason = tuple[str | None, tuple[RecordChange, ...]]


@dataclass(frozen=True)
class Correction:
    """All changes of one sort, by the version that brought them, newest first. `id` is part of the anchor."""

    id: str
    heading: str
    meaning: str
    parts: tuple[tuple[str, tuple[Reason, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(changes) for _heading, reasons in self.parts for _note, changes in reasons)


# What a reader may have seen otherwise comes first, and of that what was wrong.
_ENTRIES = Labels({sort: (words["heading"], words["meaning"]) for sort, words in label_table("corrections").items()})


@dataclass(frozen=True)
class CorrectionsPage:
    """`why_missing` says why nothing can be told; `initiatives` and `agreements` are the ids that have a page.

    `unpublished` is how many changes were made before any published version had the agreement; git has them.
    """

    entries: tuple[Correction, ...]
    unpublished: int
    why_missing: str
    initiatives: frozenset[str]
    agreements: frozenset[str]

    @classmethod
    def build(cls, t: Translator, edition: Edition) -> CorrectionsPage:
        by_sort: dict[str, list[RecordChange]] = {sort: [] for sort in _ENTRIES}
        for change in edition.published_record:
            by_sort[change.cause or "ikke-oplyst"].append(change)
        return cls(
            tuple(
                Correction(sort, *t.label(_ENTRIES, sort), tuple(_parts(t, edition, changes)))
                for sort, changes in by_sort.items()
                if changes
            ),
            sum(change.is_unpublished and not change.is_first for change in edition.record),
            edition.history.reason(t),
            frozenset(edition.archive.initiative_ids),
            frozenset(edition.archive.by_id),
        )


def _parts(
    t: Translator, edition: Edition, changes: Iterable[RecordChange]
) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    releases = edition.versions.releases
    for version, of_version in groupby(changes, key=lambda change: change.version):
        by_note: dict[str | None, list[RecordChange]] = {}
        for change in of_version:
            by_note.setdefault(t.text(change.note) if change.note else None, []).append(change)
        if version is None and releases:
            heading = t("Efter version %(number)s", number=releases[-1].version)
        elif version is None or version == releases[0].version:
            heading = t("Før første version")
        else:
            heading = t("Version %(number)s", number=version)
        yield heading, tuple((note, tuple(of_note)) for note, of_note in by_note.items())


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
        """What stands at each address that is in use, in a few words."""
        t, archive = self._t, self._analysis.archive
        shorts = {agreement.id: t.text(agreement.short) for agreement in archive.agreements}
        titles: dict[str, str] = {}
        for permanent in answering(self._analysis):
            first, *rest = permanent.id.split("/")
            match permanent.kind:
                case "agreement":
                    title = t.text(archive.by_id[first].title)
                case "initiative":
                    title = t.text(archive.latest(first).title)
                case "presence" | "fact":
                    initiative = archive.initiatives[archive.position[first]][rest[0]]
                    labels = {fact.id: fact.label for fact in initiative.facts}
                    title = f"{t.text(labels[rest[1]] if rest[1:] else initiative.title)} ({shorts[first]})"
                case "comparison" | "finding":
                    title = f"{shorts[first]} → {shorts[rest[0]]}"
            titles[permanent.address] = title
        return titles


def path_of(stone: Tombstone) -> str:
    return f"{stone.address.rstrip('/')}.md"
