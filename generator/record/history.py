"""The history of the snapshots and the entries of our record, as values.

What git knows: when each snapshot came in, when it changed, and every version that there was. What follows from that:
what one commit changed in our record, why, and the sentences that tell it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.model.beside import Cause
from generator.model.fields import Text
from generator.model.place import GeneratorError
from generator.wording.translator import Labels, Translator, message

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
# What stands where an agreement's id would, of a source that is of none.
OF_OTHERS = "andre-kilder"
CAUSES = Labels(
    {
        "correction": ("Rettelse", "vi havde skrevet noget forkert eller for meget"),
        "enrichment": ("Tilføjelse", "vi har læst eller skrevet mere, og det gamle var ikke forkert"),
        "schema": ("Ny form", "oplysningerne er skrevet på en ny måde og siger det samme"),
    }
)
NO_CAUSE = message("Årsag ikke oplyst")
UNREADABLE = message("Denne version kan ikke læses med nutidens regler, så vi kan ikke vise forskellen i ord.")
NOTHING_ALIKE = message("Versionen før kan ikke læses med nutidens regler, så vi kan ikke vise forskellen i ord.")
REMOVED = message("Aftalen er taget ud af vores data.")
RETURNED = message("Aftalen er sat ind i vores data igen.")
CAME = message("Aftalen er registreret første gang.")


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


@dataclass(frozen=True)
class Remark:
    """A sentence about a version as a whole; `initiatives` is how many came in with it, where that is known."""

    danish: str
    initiatives: int | None = None

    def words(self, t: Translator) -> str:
        if self.initiatives is None:
            return t(self.danish)
        return t.plural(
            "Aftalen er registreret første gang, med %(count)s initiativ.",
            "Aftalen er registreret første gang, med %(count)s initiativer.",
            self.initiatives,
        )


@dataclass(frozen=True)
class Amendment:
    """One line before and after; None where a version does not have it, or where what it had is `is_untold`.

    Both are Danish, unless it `is_english`; the rest always is.
    """

    heading: str
    old: str | None
    new: str | None
    sentence: str
    is_untold: bool = False
    is_english: bool = False


def amendment(heading: str, old: str | None, new: str | None) -> Amendment:
    if old is None:
        sentence = f"{heading}: tilføjet »{new}«."
    elif new is None:
        sentence = f"{heading}: fjernet »{old}«."
    else:
        sentence = f"{heading}: ændret fra »{old}« til »{new}«."
    return Amendment(heading, old, new, sentence)


def untold(heading: str, new: str | None) -> Amendment:
    """A line whose old words are not told again; no words of ours stand in their place."""
    if new is None:
        sentence = f"{heading}: fjernet; det gengives ikke."
    else:
        sentence = f"{heading}: skiftet ud med »{new}«; det gamle gengives ikke."
    return Amendment(heading, None, new, sentence, is_untold=True)


@dataclass(frozen=True)
class RecordChange:
    """What one commit changed in our record of one initiative, or of the agreement itself.

    `version` is the published version that the commit went into, None when it is in none yet. `cause` is
    None where nobody stated it. What changed is told line by line in `amendments`, which are Danish, or where that
    cannot be, in the one `remark`. An agreement that `is_first` was not changed but came in, and that needs no cause.
    What `is_unpublished` was changed before any published version had the agreement, so no reader of one saw it before.
    What is `of_others` is no part of a snapshot: it is what other sources say, or of an agreement that nobody has read.
    """

    revision: Revision
    version: str | None
    agreement_id: str
    agreement_title: Text
    initiative_id: str | None
    title: Text
    cause: Cause | None
    note: Text | None
    amendments: tuple[Amendment, ...] = ()
    remark: Remark | None = None
    is_first: bool = False
    is_unpublished: bool = False
    of_others: bool = False

    def sentences(self, t: Translator) -> tuple[str, ...]:
        """What changed: a remark, or amendments in Danish."""
        return (self.remark.words(t),) if self.remark else tuple(line.sentence for line in self.amendments)

    @property
    def anchor(self) -> str:
        """Made of the hash and the ids, so that it means the same for ever."""
        return "--".join((self.revision.short, *self.ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """What was changed, told apart from all else that the commit changed."""
        apart = OF_OTHERS if self.of_others and self.agreement_id != OF_OTHERS else None
        return tuple(filter(None, (apart, self.agreement_id, self.initiative_id)))

    @property
    def address(self) -> str:
        return f"rettelser/#{self.anchor}"


def blob_id(data: bytes, digits: int) -> str:
    """The id that git gives a file, of 64 digits in a repository of SHA-256."""
    whole = b"blob %d\0" % len(data) + data
    if digits == 64:  # noqa: PLR2004
        return hashlib.sha256(whole).hexdigest()
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()
