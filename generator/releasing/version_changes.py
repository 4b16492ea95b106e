"""What each published version of the data brought, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.model.archive import Archive
from generator.model.versions import Release, StatedChange
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.record.building import RecordChange
from generator.record.words import CAUSES, UNCAUSED
from generator.wording.catalogue import _


@dataclass(frozen=True)
class VersionChange:
    """A change that a version brought: in words, and where on the site it is."""

    cause: str
    cause_label: str
    agreement: str | None
    initiative: str | None
    title: str
    note: str
    address: str


def version_changes(edition: Edition, release: Release) -> tuple[VersionChange, ...]:
    """What a version brought: agreements that came in, as git has it, and the changes that were explained."""
    return tuple(tell() for tell in tellers(edition, release))


def tellers(edition: Edition, release: Release) -> Iterator[Callable[[], VersionChange]]:
    """The same, each told in the language that is spoken when it is asked for."""
    for change in edition.record:
        if change.is_first and change.version == release.version:
            yield partial(_came, change)
    yield from (partial(stated_change, edition, change) for change in release.changes)


def _came(change: RecordChange) -> VersionChange:
    label, _meaning = UNCAUSED["foerste"]
    address = addresses.agreement(change.agreement_id)
    return VersionChange("new", label, change.agreement_id, None, change.title, change.sentences[0], address)


def stated_change(edition: Edition, change: StatedChange) -> VersionChange:
    archive = edition.archive
    if change.initiative:
        address = addresses.initiative(change.initiative)
        is_here = change.agreement in archive.by_id
        if is_here and change.initiative in archive.initiatives[archive.position[str(change.agreement)]]:
            address = addresses.presence(str(change.agreement), change.initiative)
    elif change.agreement:
        address = addresses.agreement(change.agreement)
    else:
        address = "rettelser/"
    named = [_title(archive, i) for i in (change.initiative, change.agreement) if i]
    title = ", ".join(named) or _explained(edition, change)
    label = CAUSES[change.cause][0]
    return VersionChange(
        change.cause, label, change.agreement, change.initiative, title, change.note.words, address
    )


def _explained(edition: Edition, change: StatedChange) -> str:
    """What a change that names no agreement is about: all, or those that its commit changed in this way."""
    if change.commit is None:
        return _("Alle aftaler")
    found = {
        c.agreement_id: c.agreement_called
        for c in edition.record
        if c.revision.hash.startswith(change.commit) and (c.cause, c.said) == (change.cause, change.note)
    }
    if set(found) == set(edition.archive.by_id):
        return _("Alle aftaler")
    return ", ".join(called.words for called in found.values()) or _("Flere aftaler")


def _title(archive: Archive, some_id: str) -> str:
    if some_id in archive.by_id:
        return archive.by_id[some_id].title.words
    return archive.latest(some_id).title.words if some_id in archive.initiative_ids else some_id
