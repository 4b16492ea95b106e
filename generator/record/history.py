"""What git knows of the snapshots: when each came in, when it changed, and every version that there was.

Snapshots are followed by the id they hold, not by path, so a renamed file keeps its history. Nothing but
hashes, dates and what the files held leaves this module: no authors, no messages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path, PurePosixPath

# Without this, importing GitPython on a machine that has no git fails instead of the first question to it.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

from generator.model.place import GeneratorError
from generator.reading import limits
from generator.wording.catalogue import Wording

IdOf = Callable[[str, Callable[[], bytes]], str | None]

_COMMIT = re.compile(r"commit ([0-9a-f]{40}) (\S+)")
# One mode and one blob for each parent, then those of the commit itself.
_CHANGE = re.compile(r":+((?:\d{6} )+)((?:[0-9a-f]+ )+)[A-Z]+\d*\t(.+)")
_ID = re.compile(rb"^id:\s*['\"]?([a-z0-9-]+)", re.MULTILINE)
_NO_BLOB = "0" * 40
# What was published and why, and what was verified; that is no change of what the snapshots say.
_BOOKKEEPING = ("_versions.yaml", "_verified.yaml")
# Why nothing is known: in Danish to stand after »fordi«, in English for whoever builds, and what to do.
_MISSING = {
    "der endnu ikke er nogen versioner i git": ("nothing is committed yet", "Commit the snapshots first."),
    "kopien af git-historikken ikke er fuldstændig": (
        "this clone has only the newest commits",
        "Clone with git and without --depth.",
    ),
    "filerne ikke er hentet med git": (
        "the files are in no git repository",
        "Clone with git and without --depth.",
    ),
    "git ikke er installeret": ("git is not installed", "Install it."),
    "git ikke stoler på mappen, som en anden bruger ejer": (
        "git does not trust the folder, which another user owns",
        "Run git config --global --add safe.directory with its path.",
    ),
    "git ikke kunne læse mappen": ("git could not read the folder", "Run git status and git fsck in it."),
}
# The first of the three in the language that is spoken, to stand in a sentence.
_REASONS = Wording({why: why for why in _MISSING})
_NO_COMMITS, _SHALLOW, _NO_REPOSITORY, _NO_GIT, _UNTRUSTED, _UNREADABLE = _MISSING
# What git says, which GitPython asks it to say in English.
_SAYS = {"dubious ownership": _UNTRUSTED, "does not have any commits yet": _NO_COMMITS}
# What is kept beside the commits on one machine, or set for one user, must not change what others see in them.
_AS_COMMITTED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}


class _NoHistoryError(GeneratorError):
    """Nothing can be asked of git; `missing` is one of _MISSING."""

    def __init__(self, missing: str, folder: Path) -> None:
        why, what_to_do = _MISSING[missing]
        super().__init__(f"no git history for {folder}: {why}. {what_to_do}")
        self.missing = missing


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
    """What one commit did to one snapshot, as the ids of the blobs.

    `before` has one for each parent that the commit has, and None where the snapshot was not there. A merge
    is a step only where its result is that of none of its parents.
    """

    revision: Revision
    agreement_id: str
    before: tuple[str | None, ...]
    after: str | None


@dataclass(frozen=True)
class History:
    """What git knows of the snapshots; `missing` says in Danish, after »fordi«, why nothing is known; else None.

    `steps` are newest first.
    """

    missing: str | None = None
    latest: Revision | None = None
    is_dirty: bool = False
    records: Mapping[str, Record] = field(default_factory=dict)
    steps: tuple[Step, ...] = field(default=(), repr=False)

    def seen_in(self, changes: Collection[tuple[str, str]]) -> History:
        """Let no merge that only joined what others wrote be the newest change of a snapshot.

        *changes* are those that the snapshots themselves show, as the hash of a commit and the id of an agreement.
        """
        records = dict(self.records)
        for step in reversed(self.steps):  # oldest first, so that the newest stays
            has_own = len(step.before) == 1 or (step.revision.hash, step.agreement_id) in changes
            if has_own and step.after is not None and step.agreement_id in records:
                records[step.agreement_id] = replace(records[step.agreement_id], changed=step.revision)
        return replace(self, records=records)

    @property
    def reason(self) -> str | None:
        """`missing` in the language that is spoken."""
        return None if self.missing is None else _REASONS.get(self.missing, self.missing)

    @property
    def why_missing(self) -> str:
        """`missing` in English, for whoever builds the site, and what to do about it."""
        return ". ".join(_MISSING.get(self.missing or "", ("git knows nothing of them", "Commit them.")))

    def require(self) -> None:
        """Raise GeneratorError when nothing is known."""
        if self.missing:
            raise GeneratorError(f"the history of the snapshots is missing: {self.why_missing}")


def files_at(folder: Path, revision: str) -> Mapping[str, bytes]:
    """The files of *folder* as they were at any git revision, by name; the work tree is not touched.

    Raises GeneratorError when there is no such revision, or the folder was not there.
    """
    with _opened(folder) as repo:
        tree = repo.tree(_commit(repo, revision))
        try:
            found = tree / _where(repo, folder)
        except KeyError as error:
            raise GeneratorError(f"no folder {folder.name} at {revision!r}. Use a later revision.") from error
        return {blob.name: _content(repo, blob.hexsha) for blob in found.blobs}


@contextmanager
def _opened(folder: Path) -> Iterator[git.Repo]:
    """The repository that *folder* is in; whatever git cannot do in there raises _NoHistoryError."""
    try:
        with _repository(folder) as repo:
            repo.git.update_environment(**_AS_COMMITTED)
            repo.git.rev_parse("--git-dir")  # fails where git refuses the folder, which no later answer tells
            yield repo
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        raise _NoHistoryError(_NO_REPOSITORY, folder) from None
    except git.GitCommandNotFound:
        raise _NoHistoryError(_NO_GIT, folder) from None
    except (git.GitCommandError, ValueError) as error:  # ValueError: an object that is not in this copy
        reasons = (missing for words, missing in _SAYS.items() if words in str(error))
        raise _NoHistoryError(next(reasons, _UNREADABLE), folder) from None


def _repository(folder: Path) -> git.Repo:
    # The library would take a folder named $HOME or ~ for what the shell makes of it.
    return git.Repo(folder.absolute(), search_parent_directories=True, expand_vars=False)


def _commit(repo: git.Repo, revision: str) -> str:
    try:
        # rev-parse would take a leading hyphen for an option of its own
        commit = repo.commit("" if revision.startswith("-") else revision)
        _ = commit.tree  # a full hash is only looked up when something is asked of it
    except (ValueError, git.BadName, git.GitCommandError) as error:
        raise GeneratorError(f"no revision {revision!r} here. Use a commit, a tag or a branch.") from error
    return commit.hexsha


def _where(repo: git.Repo, folder: Path) -> str:
    return folder.resolve().relative_to(Path(repo.working_dir).resolve()).as_posix()


def agreement_id(data: bytes) -> str | None:
    """The id of the agreement in a snapshot."""
    # Only the id is needed, so the snapshot is not parsed: parsing is what costs.
    match = _ID.search(data)
    return match[1].decode() if match else None


def _read_id(blob: str, read: Callable[[], bytes]) -> str | None:
    del blob
    return agreement_id(read())


def read_history(folder: Path, at: str | None = None, id_of: IdOf = _read_id) -> History:
    """Read the history of the snapshots in *folder*, up to the revision *at* if one is given.

    *id_of* is asked once for the agreement in each version, by the id of its blob and by what gives its content;
    who has met the blob before need not read it again. Never raises for want of git: it says what is missing.
    """
    try:
        with _opened(folder) as repo:
            repo.git.log("-1", "--format=")  # fails where there is no commit, and where the branch is broken
            if repo.git.rev_parse("--is-shallow-repository") == "true":
                return History(missing=_SHALLOW)
            found = _read(repo, folder, at, id_of)
    except _NoHistoryError as error:
        return History(missing=error.missing)
    # A folder that was unpacked inside another repository is in git, and yet git knows nothing of it.
    return found if found.latest else History(missing=_NO_COMMITS)


def commits_between(folder: Path, commits: Sequence[str]) -> tuple[frozenset[str], ...]:
    """For each of *commits*, those that lead up to it and not to the one before; nothing where it is unknown."""
    with _opened(folder) as repo:
        found = []
        known: list[str] = []
        for commit in commits:
            try:
                lines = repo.git.rev_list(commit, *(f"^{earlier}" for earlier in known), "--")
            except git.GitCommandError:  # such as one that was rebased away
                found.append(frozenset[str]())
                continue
            known.append(commit)
            found.append(frozenset(lines.split()))
        return tuple(found)


def root(folder: Path) -> Path:
    """The top of the repository that *folder* is in, or the folder above it when it is in none."""
    try:
        with _repository(folder) as repo:
            return Path(repo.working_dir)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, git.GitCommandNotFound):
        return folder.resolve().parent


def is_tracked(folder: Path, path: Path) -> bool:
    """Whether *path*, or anything in it, is a part of the repository that *folder* is in."""
    try:
        with _opened(folder) as repo:
            return bool(repo.git.ls_files("--", str(path)))
    except _NoHistoryError:
        return False


def _read(repo: git.Repo, folder: Path, at: str | None, id_of: IdOf) -> History:
    where = _where(repo, folder)
    records: dict[str, Record] = {}
    latest: Revision | None = None
    ids: dict[str, str | None] = {}
    steps: list[Step] = []
    for revision, changes in _commits(repo, where, _commit(repo, at or "HEAD")):
        latest = latest or revision
        before: dict[str, list[str | None]] = {}
        after: dict[str, str] = {}
        for blobs in changes:
            for parent, blob in enumerate(blobs):
                if blob == _NO_BLOB:
                    continue
                if blob not in ids:
                    ids[blob] = id_of(blob, partial(_content, repo, blob))
                if found := ids[blob]:
                    sides = before.setdefault(found, [None] * (len(blobs) - 1))
                    if parent == len(sides):
                        after[found] = blob
                    else:
                        sides[parent] = blob
        for found, sides in sorted(before.items()):
            step = Step(revision, found, tuple(sides), after.get(found))
            if step.after is not None:
                newest = records.get(found)
                records[found] = Record(revision, newest.changed if newest else revision)
            if step.after not in step.before:  # a file that was only renamed holds what it held
                steps.append(step)
    is_dirty = at is None and bool(repo.git.status("--porcelain", "--untracked-files=all", "--", where))
    return History(None, latest, is_dirty, records, tuple(steps))


def _commits(repo: git.Repo, where: str, commit: str) -> Iterator[tuple[Revision, list[list[str]]]]:
    """Each commit up to *commit* that changed a file of *where*, newest first, with the blobs of each snapshot."""
    bookkeeping = [(PurePosixPath(where) / name).as_posix() for name in _BOOKKEEPING]
    # quotePath=false keeps æøå in paths; showRoot lists what the first commit brought; the option -c shows of a
    # merge what none of its parents had.
    log = repo.git(c=["core.quotePath=false", "log.showRoot=true"]).log(
        "--raw", "--no-abbrev", "--no-renames", "-c", "--format=commit %H %cI", commit,
        "--", where, *(f":(exclude,literal){path}" for path in bookkeeping),
    )  # fmt: skip
    revision: Revision | None = None
    changes: list[list[str]] = []
    for line in log.splitlines():
        if match := _COMMIT.fullmatch(line):
            if revision:
                yield revision, changes
            revision, changes = Revision(match[1], datetime.fromisoformat(match[2]).date()), []
        elif (match := _CHANGE.fullmatch(line)) and _is_snapshot(where, match[3]):
            changes.append(match[2].split())
    if revision:
        yield revision, changes


def _is_snapshot(where: str, path: str) -> bool:
    found = PurePosixPath(path)
    return found.parent == PurePosixPath(where) and found.suffix == ".yaml" and not found.name.startswith("_")


def _content(repo: git.Repo, blob: str) -> bytes:
    # One more than may be read, so that who reads it sees that it is too large.
    return bytes(repo.odb.stream(bytes.fromhex(blob)).read(limits.MAX_FILE_BYTES + 1))
