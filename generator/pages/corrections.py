"""The page of corrections: every change of our record, in the order of versions, and two ways to look one up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.pages.words import day_words
from generator.publishing.edition import Edition
from generator.record.building import RecordChange
from generator.record.history import Revision
from generator.record.words import CAUSE_SHAPES, CAUSES, FIRST_SHAPE, NO_CAUSE_SHAPE, UNCAUSED
from generator.wording.catalogue import _


@dataclass(frozen=True)
class Mark:
    """Why something was changed, as a word and a shape. `id` is part of anchors and classes."""

    id: str
    shape: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Batch:
    """What one commit changed."""

    revision: Revision
    changes: tuple[RecordChange, ...]


@dataclass(frozen=True)
class Part:
    """The commits that went into one version, or came before the first or after the last."""

    anchor: str
    heading: str
    note: str
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class Way:
    """A way to look changes up: a heading, and what stands under it."""

    anchor: str
    heading: str
    changes: tuple[RecordChange, ...]


_SHAPES = {**CAUSE_SHAPES, "foerste": FIRST_SHAPE, "ikke-oplyst": NO_CAUSE_SHAPE}


def mark(cause: str) -> Mark:
    """The mark of a cause, or of what stands for one, in the language that is spoken."""
    words = UNCAUSED[cause] if cause in UNCAUSED else CAUSES[cause]
    return Mark(cause, _SHAPES[cause], *words)


def cause_mark(change: RecordChange) -> Mark:
    return mark(change.cause or ("foerste" if change.is_first else "ikke-oplyst"))


def marks() -> tuple[Mark, ...]:
    return tuple(map(mark, _SHAPES))


def parts(edition: Edition) -> tuple[Part, ...]:
    releases = edition.versions.releases
    found = []
    for version, changes in groupby(edition.record, key=lambda change: change.version):
        batches = tuple(
            Batch(revision, tuple(own)) for revision, own in groupby(changes, key=lambda c: c.revision)
        )
        release = next((r for r in releases if r.version == version), None)
        if release is None and edition.versions.latest:
            heading = _("Efter version %(number)s", number=edition.versions.latest.version)
            found.append(Part("efter-seneste", heading, _("Kommer med i den næste version."), batches))
        elif release is None or release is releases[0]:
            note = _("Ændret, før dataene første gang blev udgivet med et nummer, man kan henvise til.")
            found.append(Part("foer-foerste", _("Før første version"), note, batches))
        else:
            heading = _("Version %(number)s", number=release.version)
            told = _("Udgivet %(day)s. %(note)s", day=day_words(release.date.latest), note=release.note.words)
            found.append(Part(f"version-{release.version}", heading, told, batches))
    return tuple(found)


def by_cause(record: Iterable[RecordChange]) -> tuple[Way, ...]:
    found: dict[Mark, list[RecordChange]] = {mark: [] for mark in marks()}
    for change in record:
        found[cause_mark(change)].append(change)
    return tuple(
        Way(f"aarsag-{mark.id}", f"{mark.shape} {mark.label}", tuple(own))
        for mark, own in found.items()
        if own
    )


def by_agreement(record: Iterable[RecordChange]) -> tuple[Way, ...]:
    found: dict[tuple[str, str], list[RecordChange]] = {}
    for change in record:
        found.setdefault((change.agreement_id, change.agreement_title), []).append(change)
    return tuple(
        Way(f"aftale-{agreement_id}", title, tuple(own)) for (agreement_id, title), own in found.items()
    )
