"""What git knows of the snapshots, as values: when each came in, when it changed, and every version that there was."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.model.place import GeneratorError
from generator.wording.translator import Translator, message

# Why nothing is known: in Danish to stand after »fordi«, in English for whoever builds, and what to do.
MISSING = {
    message("der endnu ikke er nogen versioner i git"): "nothing is committed yet. Commit the snapshots first.",
    message("kopien af git-historikken ikke er fuldstændig"): (
        "this clone has only the newest commits. Clone with git and without --depth."
    ),
    message("dele af git-historikken ikke er hentet"): (
        "parts of the history are not in this clone, and cannot be fetched. "
        "Run git fetch --refetch where the remote can be reached, or clone without --filter."
    ),
    message("filerne ikke er hentet med git"): (
        "the files are in no git repository. Clone with git and without --depth."
    ),
    message("git ikke er installeret"): "git is not installed. Install it.",
    message("git ikke stoler på mappen, som en anden bruger ejer"): (
        "git does not trust the folder, which another user owns. "
        "Run git config --global --add safe.directory with its path."
    ),
    message("git ikke kunne læse mappen"): ("git could not read the folder. Run git status and git fsck in it."),
}
NO_COMMITS, SHALLOW, PARTIAL, NO_REPOSITORY, NO_GIT, UNTRUSTED, UNREADABLE_FOLDER = MISSING


@dataclass(frozen=True)
class Revision:
    """A commit: its full hash and the day it was made, in the committer's own time."""

    hash: str
    date: date

    @property
    def short(self) -> str:
        return self.hash[:10]


@dataclass(frozen=True)
class Record:
    """When one snapshot was first registered and when its content last changed."""

    registered: Revision
    changed: Revision


@dataclass(frozen=True)
class Step:
    """What one commit did to one snapshot, or to what is none by the name of its file, as the ids of the blobs.

    `before` has one for each parent that the commit has, and None where the snapshot was not there. A merge
    is a step only where its result is that of none of its parents. One that `is_first` has no version before it on
    any line that leads to it.
    """

    revision: Revision
    agreement_id: str
    before: tuple[str | None, ...]
    after: str | None
    is_first: bool = False

    @property
    def olds(self) -> tuple[str, ...]:
        """The versions before it that there were."""
        return tuple(blob for blob in self.before if blob)


@dataclass(frozen=True)
class History:
    """What git knows of the snapshots; `missing` says in Danish, after »fordi«, why nothing is known; else None.

    `steps` are newest first: by descent, since a clock may be wrong. `undated` are commits that changed a snapshot
    on a day that cannot be read; they are no steps. `revisions` are all others that changed any file of the folder.
    `blobs` are what the snapshots hold in the newest commit. `passing` are files that came and went between the two
    ends and that no step tells of, each with a commit: a link, or what is too large to read.
    """

    missing: str | None = None
    latest: Revision | None = None
    is_dirty: bool = False
    records: Mapping[str, Record] = field(default_factory=dict)
    steps: tuple[Step, ...] = field(default=(), repr=False)
    undated: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = field(default=(), repr=False)
    blobs: frozenset[str] = field(default=frozenset(), repr=False)
    passing: Mapping[str, str] = field(default_factory=dict, repr=False)

    def seen_in(self, changes: Collection[tuple[str, str]]) -> History:
        """Let no merge that only joined what others wrote be the newest change of a snapshot.

        *changes* are those that the snapshots themselves show, as the hash of a commit and the id of an agreement.
        """
        records = dict(self.records)
        for agreement_id, record in self.records.items():
            wanted = set(self.blobs)
            for step in self.steps:
                if step.agreement_id != agreement_id or step.after not in wanted:
                    continue
                if len(step.before) == 1 or (step.revision.hash, agreement_id) in changes:
                    records[agreement_id] = replace(record, changed=step.revision)
                    break
                wanted.update(step.olds)
        return replace(self, records=records)

    def reason(self, t: Translator) -> str:
        """Why nothing is known, to stand after »fordi«; empty where it is."""
        return t(self.missing) if self.missing else ""

    @property
    def why_missing(self) -> str:
        """`missing` in English, for whoever builds the site, and what to do about it."""
        return MISSING[self.missing or NO_COMMITS]

    def require(self) -> None:
        """Raise GeneratorError when nothing is known."""
        if self.missing:
            raise GeneratorError(f"the history of the snapshots is missing: {self.why_missing}")


def blob_id(data: bytes, digits: int) -> str:
    """The id that git gives a file, of 64 digits in a repository of SHA-256."""
    whole = b"blob %d\0" % len(data) + data
    if digits == 64:  # noqa: PLR2004
        return hashlib.sha256(whole).hexdigest()
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()
