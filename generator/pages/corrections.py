"""The page of corrections: what we changed in our record, one entry for each sort of change, what was wrong first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.comparing.facets import Piece, redline
from generator.publishing.edition import Edition
from generator.record.entries import RecordChange
from generator.record.words import Amendment
from generator.wording.translator import Labels, Translator


@dataclass(frozen=True)
class ShownAmendment:
    """A line of what changed; `pieces` are there where it is so long that it is shown word by word."""

    amendment: Amendment
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ShownChange:
    change: RecordChange
    amendments: tuple[ShownAmendment, ...]


@dataclass(frozen=True)
class Reason:
    """What was changed for one stated reason; `note` is None where nobody stated one."""

    note: str | None
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True)
class VersionChanges:
    """The reasons that one version brought, or what came before the first or after the last."""

    heading: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Correction:
    """All changes of one sort, newest version first. `id` is part of the anchor."""

    id: str
    heading: str
    meaning: str
    parts: tuple[VersionChanges, ...]

    @property
    def count(self) -> int:
        return sum(len(reason.changes) for part in self.parts for reason in part.reasons)


_SHORT = 60  # so many letters before and after are read faster one after the other
# What a reader may have seen otherwise comes first, and of that what was wrong.
_ENTRIES = Labels(
    {
        "correction": ("Rettelser", "Vi havde skrevet noget forkert eller for meget."),
        "ikke-oplyst": ("Årsag ikke oplyst", "Vi har ikke skrevet hvorfor."),
        "enrichment": ("Tilføjelser", "Vi har læst eller skrevet mere, og det gamle var ikke forkert."),
        "schema": ("Ny form", "Oplysningerne er skrevet på en ny måde og siger det samme."),
        "foer-udgivelsen": ("Ændret før udgivelsen", "Ingen udgivet version havde aftalen med, da vi ændrede det."),
        "foerste": ("Første gang i vores data", "Aftalen kom ind i vores data; det er ikke en ændring."),
    }
)  # fmt: skip


def _entries(t: Translator, edition: Edition) -> tuple[Correction, ...]:
    by_sort: dict[str, list[RecordChange]] = {sort: [] for sort in _ENTRIES}
    for change in edition.record:
        by_sort[_sort(change)].append(change)
    return tuple(
        Correction(sort, *t.label(_ENTRIES, sort), tuple(_parts(t, edition, changes)))
        for sort, changes in by_sort.items()
        if changes
    )


def _sort(change: RecordChange) -> str:
    if change.is_first:
        return "foerste"
    return "foer-udgivelsen" if change.is_unpublished else change.cause or "ikke-oplyst"


def _parts(t: Translator, edition: Edition, changes: Iterable[RecordChange]) -> Iterator[VersionChanges]:
    for version, of_version in groupby(changes, key=lambda change: change.version):
        by_note: dict[str | None, list[RecordChange]] = {}
        for change in of_version:
            by_note.setdefault(t.text(change.note) if change.note else None, []).append(change)
        reasons = tuple(Reason(note, tuple(map(_shown, of_note))) for note, of_note in by_note.items())
        yield VersionChanges(_heading(t, edition, version), reasons)


def _shown(change: RecordChange) -> ShownChange:
    return ShownChange(change, tuple(ShownAmendment(each, _pieces(each)) for each in change.amendments))


def _pieces(amendment: Amendment) -> tuple[Piece, ...]:
    old, new = amendment.old, amendment.new
    if amendment.is_untold or old is None or new is None or len(old + new) <= _SHORT:
        return ()
    return redline(old, new)


def _heading(t: Translator, edition: Edition, version: str | None) -> str:
    releases = edition.versions.releases
    if version is None and releases:
        return t("Efter version %(number)s", number=releases[-1].version)
    if version is None or version == releases[0].version:
        return t("Før første version")
    return t("Version %(number)s", number=version)


@dataclass(frozen=True)
class CorrectionsPage:
    """`why_missing` says why nothing can be told; `initiatives` and `agreements` are the ids that have a page."""

    entries: tuple[Correction, ...]
    why_missing: str
    initiatives: frozenset[str]
    agreements: frozenset[str]

    @classmethod
    def build(cls, t: Translator, edition: Edition) -> CorrectionsPage:
        archive, reason = edition.archive, edition.history.reason(t)
        return cls(_entries(t, edition), reason, frozenset(archive.initiative_ids), frozenset(archive.by_id))
