"""Reads from git what it knows of the snapshots: when each came in, when it changed, and every version that there was.

Snapshots are followed by the id they hold, not by path, so a renamed file keeps its history. Nothing but
hashes, dates and what the files held comes from git: no authors, no messages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from pathlib import Path

from generator.model.place import GeneratorError, InvalidDataError
from generator.reading.files import read_file
from generator.record.history import History, Record, Revision, Step
from generator.record.missing import NO_COMMITS, SHALLOW
from generator.record.repository import Commit, NoHistoryError, Repository, opened

Contents = Callable[[Iterable[str]], Iterator[bytes]]
# Which agreement is in each of some versions, by the ids of their blobs; the second reads those that are not known yet.
IdsOf = Callable[[Sequence[str], Contents], Mapping[str, str | None]]

_ID = re.compile(rb"^id:\s*['\"]?([a-z0-9-]+)", re.MULTILINE)
# What is no snapshot and says something too; in a step of it the name stands where an agreement's id would.
OTHERS = ("_beyond.yaml", "_unread.yaml")
# What was published and why, and what was verified; that is no change of what the snapshots say.
_BOOKKEEPING = ("_versions.yaml", "_verified.yaml")


def files_at(folder: Path, revision: str) -> Mapping[str, bytes]:
    """The files of *folder* as they were at any git revision, by name; the work tree is not touched.

    Raises GeneratorError when there is no such revision, or the folder was not there.
    """
    with opened(folder) as repository:
        tree = repository.tree(repository.commit(revision))
        if not tree:
            raise GeneratorError(f"no folder {folder.name} at {revision!r}. Use a later revision.")
        return dict(zip(tree, repository.contents(tree.values()), strict=True))


def files_below(folder: Path, other: Path, revision: str) -> Mapping[str, str]:
    """Every file below *other*, in the repository of *folder*, as it was at a revision: blobs by path."""
    with opened(folder) as repository:
        return repository.files_below(other, repository.commit(revision))


def agreement_id(data: bytes) -> str | None:
    """The id of the agreement in a snapshot."""
    # Only the id is needed, so the snapshot is not parsed: parsing is what costs.
    match = _ID.search(data)
    return match[1].decode() if match else None


def _ids(blobs: Sequence[str], read: Contents) -> dict[str, str | None]:
    return {blob: agreement_id(data) for blob, data in zip(blobs, read(blobs), strict=True)}


def read_history(folder: Path, at: str | None = None, ids_of: IdsOf = _ids, since: str | None = None) -> History:
    """Read the history of the snapshots in *folder*, up to the revision *at* if one is given, and after *since*.

    *ids_of* is asked once for the agreements in all versions; who has met a blob before need not read it again.
    Never raises for want of git: it says what is missing.
    """
    try:
        with opened(folder) as repository:
            if repository.is_shallow():
                return History(missing=SHALLOW)
            history = _read(repository, at, ids_of, since)
    except NoHistoryError as error:
        return History(missing=error.missing)
    # A folder that was unpacked inside another repository is in git, and yet git knows nothing of it.
    return history if history.latest else History(missing=NO_COMMITS)


def commits_between(folder: Path, commits: Sequence[str]) -> tuple[frozenset[str], ...]:
    """For each of *commits*, those that lead up to it and not to the one before; nothing where it is unknown."""
    with opened(folder) as repository:
        return tuple(repository.between(commits))


def days_of_data(folder: Path) -> Mapping[str, date | None]:
    """The day of every commit up to the newest that changed more than what was published or verified."""
    with opened(folder) as repository:
        if repository.is_shallow():
            raise NoHistoryError(SHALLOW, folder)
        return {commit.hash: commit.date for commit in repository.touching("HEAD", _BOOKKEEPING)}


def cache_root(folder: Path, name: Path) -> Path | None:
    """Where *name* may lie: at the top of the repository, or beside *folder*; None where it came with the checkout."""
    try:
        with opened(folder) as repository:
            return None if repository.is_tracked(repository.top / name.parts[0]) else repository.top
    except NoHistoryError:
        return folder.resolve().parent


def _read(repository: Repository, at: str | None, ids_of: IdsOf, since: str | None) -> History:
    head = repository.commit(at or "HEAD")
    base = repository.commit(since) if since else None
    known = repository.tree(base) if base else {}
    commits = [*repository.commits(head, *([f"^{base}"] if base else []))]
    changes: dict[str, list[tuple[str | None, ...]]] = {commit.hash: [] for commit in commits}
    others: dict[str, str] = {}
    for commit in commits:
        for name, sides in commit.changes:
            if is_snapshot(name) or name in OTHERS:
                changes[commit.hash].append(sides)
            if name in OTHERS:
                others |= {blob: name for blob in sides if blob}
    met = [blob for each in changes.values() for sides in each for blob in sides if blob]
    before = [blob for name, blob in known.items() if is_snapshot(name)]
    ids = {**ids_of([*dict.fromkeys((*met, *before))], repository.contents), **others}
    steps, registered = _steps(commits, changes, ids, filter(None, map(ids.__getitem__, before)))
    records: dict[str, Record] = {}
    for step in steps:
        if step.agreement_id in OTHERS:
            continue
        if step.after is not None and (first := registered[step.agreement_id]):
            records.setdefault(step.agreement_id, Record(first, step.revision))
    tree = repository.tree(head)
    newest_commits = (*repository.latest(head, _BOOKKEEPING), *commits)
    return History(
        latest=next((Revision(c.hash, c.date) for c in newest_commits if c.date), None),
        is_dirty=at is None and not is_as_committed(repository.folder, tree),
        records=records,
        steps=tuple(step for step in steps if step.after not in step.before),
        undated=tuple(commit.hash for commit in commits if commit.date is None and changes[commit.hash]),
        revisions=tuple(Revision(commit.hash, commit.date) for commit in commits if commit.date),
        blobs=frozenset(tree.values()),
        passing={
            name: commit.hash
            for commit in commits
            for name, sides in commit.changes
            if name not in tree and name not in known and not any(ids.get(blob) for blob in sides if blob)
        },
    )


def _steps(
    commits: Sequence[Commit],
    changes: Mapping[str, Sequence[tuple[str | None, ...]]],
    ids: Mapping[str, str | None],
    known: Iterable[str],
) -> tuple[list[Step], Mapping[str, Revision | None]]:
    """The steps, newest first, with those that only renamed a file, and the commit that registered each agreement.

    Where two lines of a merge registered the same agreement, the first parent's counts: it is what was merged into.
    *known* are the agreements that were there before the oldest of *commits*.
    """
    before: Mapping[str, Revision | None] = dict.fromkeys(known)
    lines: dict[str, Mapping[str, Revision | None]] = {}
    steps: list[Step] = []
    for commit in reversed(commits):
        first, *others = [lines.get(parent, before) for parent in commit.parents] or [{}]
        past = reduce(lambda line, other: {**other, **line}, others, first)
        if commit.date:
            revision = Revision(commit.hash, commit.date)
            sides = _by_agreement(changes[commit.hash], ids)
            steps += (
                Step(revision, i, tuple(olds), after, i not in past) for i, (*olds, after) in reversed(sides.items())
            )
            past = {**dict.fromkeys(sides, revision), **past} if sides.keys() - past.keys() else past
        lines[commit.hash] = past
    return steps[::-1], lines[commits[0].hash] if commits else {}


def _by_agreement(
    changes: Iterable[tuple[str | None, ...]], ids: Mapping[str, str | None]
) -> dict[str, list[str | None]]:
    """The versions of each agreement on either side of a commit, whichever files they were in."""
    versions: dict[str, list[str | None]] = {}
    for blobs in changes:
        for side, blob in enumerate(blobs):
            if blob and (agreement := ids[blob]):
                versions.setdefault(agreement, [None] * len(blobs))[side] = blob
    return dict(sorted(versions.items()))


def is_as_committed(folder: Path, tree: Mapping[str, str]) -> bool:
    """Whether each YAML file of *folder* holds just what *tree* says, whatever git was told to assume of it."""
    listed = {name: blob for name, blob in tree.items() if name.endswith(".yaml")}
    if {path.name for path in folder.glob("*.yaml")} != listed.keys():
        return False
    try:
        return all(blob_id(read_file(folder / name, name), len(blob)) == blob for name, blob in listed.items())
    except (InvalidDataError, OSError):
        return False


def blob_id(data: bytes, digits: int) -> str:
    """The id that git gives a file, of 64 digits in a repository of SHA-256."""
    whole = b"blob %d\0" % len(data) + data
    if digits == 64:  # noqa: PLR2004
        return hashlib.sha256(whole).hexdigest()
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


def is_snapshot(name: str) -> bool:
    return "/" not in name and name.endswith(".yaml") and not name.startswith("_")
