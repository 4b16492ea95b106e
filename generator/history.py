"""When each snapshot came into this repository and when it last changed, read from git.

Snapshots are followed by the id they hold, not by path, so a renamed file keeps its history. Nothing but
hashes and dates leaves this module: no authors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

# Without this, importing GitPython on a machine that has no git fails instead of the first question to it.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

from generator.place import GeneratorError

_COMMIT = re.compile(r"commit ([0-9a-f]{40}) (\S+)")
_CHANGE = re.compile(r":\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*\t(.+)")
_ID = re.compile(rb"^id:\s*['\"]?([a-z0-9-]+)", re.MULTILINE)
_NO_BLOB = "0" * 40


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
class History:
    """What git knows of the snapshots; `missing` says in Danish why nothing is known, and is None otherwise."""

    missing: str | None = None
    latest: Revision | None = None
    is_dirty: bool = False
    records: Mapping[str, Record] = field(default_factory=dict)


def files_at(folder: Path, revision: str) -> Mapping[str, bytes]:
    """The files of *folder* as they were at any git revision, by name; the work tree is not touched.

    Raises GeneratorError when there is no such revision, or the folder was not there.
    """
    try:
        with git.Repo(folder, search_parent_directories=True) as repo:
            tree = repo.tree(_commit(repo, revision))
            found = tree / _where(repo, folder)
            return {blob.name: blob.data_stream.read() for blob in found.blobs}
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, git.GitCommandNotFound) as error:
        raise GeneratorError(f"no git history for {folder}. Leave --at out, or clone with git.") from error
    except KeyError as error:
        raise GeneratorError(f"no folder {folder.name} at {revision!r}. Use a later revision.") from error


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


def read_history(folder: Path, at: str | None = None) -> History:
    """Read the history of the snapshots in *folder*, up to the revision *at* if one is given.

    Never raises for want of git: it says what is missing.
    """
    try:
        with git.Repo(folder, search_parent_directories=True) as repo:
            if not repo.head.is_valid():
                return History(missing="der er endnu ingen versioner i git")
            if repo.git.rev_parse("--is-shallow-repository") == "true":
                return History(missing="kopien af git-historikken er ikke fuldstændig")
            return _read(repo, folder, at)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return History(missing="filerne er ikke hentet med git")
    except git.GitCommandNotFound:
        return History(missing="git er ikke installeret")
    except git.GitCommandError:
        return History(missing="git kunne ikke læse mappen")


def _read(repo: git.Repo, folder: Path, at: str | None) -> History:
    where = _where(repo, folder)
    records: dict[str, Record] = {}
    latest: Revision | None = None
    ids: dict[str, str | None] = {}
    for revision, blob, path in _changes(repo, where, _commit(repo, at or "HEAD")):
        latest = latest or revision
        if blob not in ids:
            ids[blob] = _agreement_id(repo, blob) if path.endswith(".yaml") else None
        agreement_id = ids[blob]
        if agreement_id is not None:
            newest = records.get(agreement_id)
            records[agreement_id] = Record(revision, newest.changed if newest else revision)
    is_dirty = at is None and bool(repo.git.status("--porcelain", "--", where))
    return History(None, latest, is_dirty, records)


def _changes(repo: git.Repo, where: str, commit: str) -> Iterator[tuple[Revision, str, str]]:
    """Each version of each file under *where* up to *commit*, newest first."""
    # -c core.quotePath=false keeps æøå in paths; -m shows what a merge brought in.
    log = repo.git(c="core.quotePath=false").log(
        "--raw", "--no-abbrev", "--no-renames", "-m", "--format=commit %H %cI", commit, "--", where
    )
    revision: Revision | None = None
    for line in log.splitlines():
        if match := _COMMIT.fullmatch(line):
            revision = Revision(match[1], datetime.fromisoformat(match[2]).date())
        elif revision and (match := _CHANGE.fullmatch(line)) and match[2] != _NO_BLOB:
            yield revision, match[2], match[3]


def _agreement_id(repo: git.Repo, blob: str) -> str | None:
    # Only the id is needed, so the snapshot is not parsed: parsing is what costs.
    match = _ID.search(repo.odb.stream(bytes.fromhex(blob)).read())
    return match[1].decode() if match else None
