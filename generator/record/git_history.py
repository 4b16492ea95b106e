"""Reads from git what it knows of the snapshots: when each came in, when it changed, and every version that there was.

Snapshots are followed by the id they hold, not by path, so a renamed file keeps its history. Nothing but
hashes, dates and what the files held comes from git: no authors, no messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain
from pathlib import Path

from generator.model.place import GeneratorError, InvalidDataError
from generator.reading import limits
from generator.reading.files import agreement_id, read_file
from generator.record.history import NO_COMMITS, SHALLOW, History, Record, Revision, Step, blob_id
from generator.record.repository import Commit, NoHistoryError, Repository, opened

# What is no snapshot and says something too; in a step of it the name stands where an agreement's id would.
OTHERS = ("_beyond.yaml", "_unread.yaml")
# What was published and why, and what was verified; that is no change of what the snapshots say.
_BOOKKEEPING = ("_versions.yaml", "_verified.yaml")
_ORDINARY = "100644"


def files_at(folder: Path, revision: str) -> Mapping[str, bytes]:
    """The files of *folder* as they were at any git revision, by name; the work tree is not touched.

    Raises GeneratorError when there is no such revision, or the folder was not there.
    """
    with opened(folder) as repository:
        return _files_at(repository, revision)


def read_blobs(folder: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """What each of *blobs* holds, in order, and one byte more than may be read where it is too large."""
    if blobs:
        with opened(folder) as repository:
            yield from repository.contents(blobs)


def read_history(folder: Path, at: str | None = None) -> History:
    """Read the history of the snapshots in *folder*, up to the revision *at* if one is given.

    Never raises for want of git: it says what is missing.
    """
    try:
        with opened(folder) as repository:
            repository.require_commits()
            if repository.is_shallow():
                return History(missing=SHALLOW)
            history = _read(repository, at)
    except NoHistoryError as error:
        return History(missing=error.missing)
    # A folder that was unpacked inside another repository is in git, and yet git knows nothing of it.
    return history if history.latest else History(missing=NO_COMMITS)


@dataclass(frozen=True)
class Divergence:
    """The newest commit and an older revision: what each has in its history that the other has not.

    `files` are those of the snapshots at the revision by name, and `frozen` the blobs of the published ones by path.
    `cache_root` is as the function of that name gives it.
    """

    history: History
    base: History
    files: Mapping[str, bytes]
    frozen: Mapping[str, str]
    cache_root: Path | None


def read_divergence(folder: Path, revision: str, frozen: Path, cache: Path) -> Divergence:
    """Ask git once for all that `check --since` compares; raise GeneratorError where it lacks some of that."""
    with opened(folder) as repository:
        files = _files_at(repository, revision)
        if repository.is_shallow():
            History(missing=SHALLOW).require()
        head, commit = repository.commit("HEAD"), repository.commit(revision)
        history, base = _read(repository, None, commit), _read(repository, revision, head)
        frozen_files = repository.files_below(frozen, commit)
        return Divergence(history, base, files, frozen_files, repository.cache_root(cache))


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
            return repository.cache_root(name)
    except NoHistoryError:
        return folder.resolve().parent


def project_files(folder: Path, at: str | None = None) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """Every file of the project by its path from where *folder* lies, and what git has of those that are not ordinary.

    Of the work tree, or as they were at a revision. A link is what it leads to, as git has it. What git is told to
    ignore is left out. The others are programs, links, submodules and what is too large to be read whole: git's mode
    and id, of the work tree as staged.
    """
    project = folder.resolve().parent
    with opened(folder) as repository:
        commit = None if at is None else repository.commit(at)
        tree = repository.tree(project, commit)
        if commit is None:
            paths = {name: project / name for name in repository.work_tree(project)}
            files = {name: _held(path) for name, path in paths.items() if path.is_symlink() or path.is_file()}
        else:
            blobs = repository.files_below(project, commit)
            files = dict(zip(blobs, repository.contents(blobs.values()), strict=True))
    large = {name for name, data in files.items() if len(data) > limits.MAX_FILE_BYTES}
    return files, {n: " ".join(entry) for n, entry in tree.items() if entry.mode != _ORDINARY or n in large}


def _held(path: Path) -> bytes:
    """As much as is read of a file in git."""
    if path.is_symlink():
        return bytes(path.readlink())
    with path.open("rb") as source:
        return source.read(limits.MAX_FILE_BYTES + 1)


def _files_at(repository: Repository, revision: str) -> dict[str, bytes]:
    files = repository.files(repository.commit(revision))
    if not files:
        raise GeneratorError(f"no folder {repository.folder.name} at {revision!r}. Use a later revision.")
    return dict(zip(files, repository.contents(files.values()), strict=True))


def _read(repository: Repository, at: str | None = None, other: str | None = None) -> History:
    """The history up to the revision *at*, else up to the work tree; without that of the commit *other*."""
    head = repository.commit(at or "HEAD")
    commits = repository.commits(head, *([f"^{other}"] if other else []))
    tree, known = repository.files(head), repository.files(other) if other else {}
    versions = [(blob, name) for c in commits for name, sides in c.changes if _is_data(name) for blob in sides if blob]
    before = [blob for name, blob in known.items() if _is_snapshot(name) and commits]
    others = {blob: name for blob, name in versions if name in OTHERS}
    blobs = dict.fromkeys((*(blob for blob, _ in versions), *before))
    contents = zip(blobs, repository.contents(blobs), strict=True)
    ids = {blob: others.get(blob) or agreement_id(data) for blob, data in contents}
    steps, registered = _steps(commits, ids, filter(None, map(ids.__getitem__, before)))
    records: dict[str, Record] = {}
    for step in steps:
        first = registered[step.agreement_id]
        if first and step.after and step.agreement_id not in OTHERS:
            records.setdefault(step.agreement_id, Record(first, step.revision))
    newest_commits = chain(repository.latest(head, _BOOKKEEPING), commits)
    return History(
        latest=next((Revision(c.hash, c.date) for c in newest_commits if c.date), None),
        is_dirty=at is None and not _is_as_committed(repository.folder, tree),
        records=records,
        steps=tuple(step for step in steps if step.after not in step.before),
        undated=tuple(commit.hash for commit in commits if commit.date is None and _data_in(commit)),
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
    commits: Sequence[Commit], ids: Mapping[str, str | None], known: Iterable[str]
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
            sides = _by_agreement(_data_in(commit), ids)
            steps += (
                Step(revision, i, tuple(olds), after, i not in past) for i, (*olds, after) in reversed(sides.items())
            )
            past = {**dict.fromkeys(sides, revision), **past} if sides.keys() - past.keys() else past
        lines[commit.hash] = past
    return steps[::-1], lines[commits[0].hash] if commits else {}


def _data_in(commit: Commit) -> list[tuple[str | None, ...]]:
    return [sides for name, sides in commit.changes if _is_data(name)]


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


def _is_as_committed(folder: Path, tree: Mapping[str, str]) -> bool:
    """Whether each YAML file of *folder* holds just what *tree* says, whatever git was told to assume of it."""
    listed = {name: blob for name, blob in tree.items() if name.endswith(".yaml")}
    if {path.name for path in folder.glob("*.yaml")} != listed.keys():
        return False
    try:
        return all(blob_id(read_file(folder / name, name), len(blob)) == blob for name, blob in listed.items())
    except (InvalidDataError, OSError):
        return False


def _is_data(name: str) -> bool:
    return _is_snapshot(name) or name in OTHERS


def _is_snapshot(name: str) -> bool:
    return "/" not in name and name.endswith(".yaml") and not name.startswith("_")
