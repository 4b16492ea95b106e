"""The one door to git. GitPython starts it, and git itself reads what the repository holds.

GitPython's own reader of objects knows no SHA-256, and takes every object that a partial clone lacks for a matter of
ownership, so nothing is asked of it: see docs/decisions.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO, NamedTuple

# Without this, importing GitPython on a machine that has no git fails instead of the first question to it.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

from generator.model.place import GeneratorError
from generator.reading import limits
from generator.record.history import MISSING, NO_COMMITS, NO_GIT, NO_REPOSITORY, PARTIAL, UNREADABLE_FOLDER, UNTRUSTED

# What git says, which GitPython asks it to say in English.
_SAYS = {
    "detected dubious ownership": UNTRUSTED,
    "does not have any commits yet": NO_COMMITS,
    "promisor remote": PARTIAL,
}
# What is kept beside the commits on one machine, or set for one user, must not change what others see in them.
_AS_COMMITTED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}
_SUBMODULE = "160000"
_COMMIT = "\x01"
_CHUNK = 1_000_000


class NoHistoryError(GeneratorError):
    """Nothing can be asked of git; `missing` is in Danish, to stand after »fordi«."""

    def __init__(self, missing: str, folder: Path) -> None:
        super().__init__(f"no git history for {folder}: {MISSING[missing]}")
        self.missing = missing


class TreeEntry(NamedTuple):
    """Git's mode of a file, link or submodule, and its id."""

    mode: str
    blob: str

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a file, and neither a link nor a submodule."""
        return self.mode in {"100644", "100755"}


@dataclass(frozen=True)
class Commit:
    """A commit: its parents among those that touched the folder too, and its day, None where git has no such day.

    `changes` has the files of the folder that none of its parents had as it has them, by name: a blob for each
    parent and last its own, None where the file is not there or is no ordinary one.
    """

    hash: str
    parents: tuple[str, ...]
    date: date | None
    changes: list[tuple[str, tuple[str | None, ...]]]


class Repository:
    """The repository that a folder is in, as it is while it is open: what was asked once is not asked again."""

    def __init__(self, folder: Path, repo: git.Repo) -> None:
        self.top = Path(repo.working_dir)
        self.folder = folder
        self._git = repo.git
        self._where = self._below(folder)
        self.commit = cache(self._commit)
        self.tree = cache(self._tree)

    def is_shallow(self) -> bool:
        """Whether commits are left out of the clone."""
        return str(self._git.rev_parse("--is-shallow-repository")) == "true"

    def require_commits(self) -> None:
        """Raise NoHistoryError where there is no commit, and where the branch is broken."""
        self._git.log("-1", "--format=")

    def cache_root(self, name: Path) -> Path | None:
        """Where *name* may lie: at the top; None where it, or anything in its folder, came with the checkout."""
        return None if self._git.ls_files("--", str(self.top / name.parts[0])) else self.top

    def _commit(self, revision: str) -> str:
        """The full id of the commit that *revision* names; raises GeneratorError where there is none."""
        try:
            # rev-parse would take a leading hyphen for an option of its own
            name = "" if revision.startswith("-") else revision
            return str(self._git.rev_parse("--verify", f"{name}^{{commit}}"))
        except git.GitCommandError as error:
            if _reason(error) == UNREADABLE_FOLDER:
                message = f"no revision {revision!r} here. Use a commit, a tag or a branch."
                raise GeneratorError(message) from error
            raise

    def between(self, commits: Iterable[str]) -> Iterator[frozenset[str]]:
        """For each of *commits*, those that lead up to it and not to the ones before; none where it is unknown."""
        before: list[str] = []
        for commit in commits:
            try:
                yield frozenset(str(self._git.rev_list(commit, *before, "--")).split())
                before.append(f"^{commit}")
            except git.GitCommandError:  # such as one that was rebased away
                yield frozenset()

    def latest(self, commit: str, leave_out: Iterable[str]) -> Iterator[Commit]:
        """The commit since which the folder, without *leave_out*, is as it is at *commit*; then *commit* itself."""
        for newest in self._log("--max-count=1", commit, "--", *self._folder_without(leave_out)):
            yield newest
            yield from self._log("--max-count=1", commit, "--")

    def touching(self, commit: str, leave_out: Iterable[str]) -> list[Commit]:
        """The commits up to *commit* that changed the folder without *leave_out*, on any line of a merge."""
        return self._log("--full-history", commit, "--", *self._folder_without(leave_out))

    def commits(self, *revisions: str) -> list[Commit]:
        """Every commit that touched the folder, no parent before its children, else the newest first.

        No line of a merge is left out, whatever became of it.
        """
        # The option -c shows of a merge what none of its parents had; showRoot lists what the first commit brought.
        return self._log(
            "--raw", "--no-abbrev", "--no-renames", "-c", "--full-history", "--date-order", "--parents",
            *revisions, "--", *self._folder_without(()),
        )  # fmt: skip

    def _tree(self, folder: Path, commit: str | None) -> dict[str, TreeEntry]:
        """Each file, link and submodule below *folder*, by path; as staged without *commit*."""
        if not folder.resolve().is_relative_to(self.top.resolve()):
            return {}
        below = self._below(folder)
        if commit is None:
            listed = self._listed("ls_files", "--full-name", "--stage", "--", str(folder))
        else:
            listed = self._listed("ls_tree", "-r", "--full-tree", commit, below or ".")
        entries = ((name.removeprefix(below), about.split()) for about, _, name in (e.partition("\t") for e in listed))
        return {name: TreeEntry(about[0], about[1 if commit is None else 2]) for name, about in entries}

    def work_tree(self, folder: Path) -> Iterator[str]:
        """The paths below *folder* of what is or may come to be in a commit, whether it is there or not."""
        options = ("--full-name", "--cached", "--others", "--exclude-standard", "--", str(folder))
        return (name.removeprefix(self._below(folder)) for name in self._listed("ls_files", *options))

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """What each of *blobs* holds, in order, and one byte more than may be read where it is too large."""
        names = [*blobs]
        if not names:
            return
        process = self._git.cat_file("--batch", "--buffer", istream=PIPE, as_process=True)
        # Aside, for a pipe would be full before git has begun to answer; and not in a file, for the disk may be full.
        Thread(target=_ask, args=(process.stdin, names), daemon=True).start()
        for _ in names:
            answer = process.stdout.readline().split()
            if len(answer) != 3:  # noqa: PLR2004 - its id, its type and its size
                if not answer:
                    process.wait()  # raises with what git said
                raise NoHistoryError(PARTIAL if self._is_partial() else UNREADABLE_FOLDER, self.folder)
            size = int(answer[2])
            data = process.stdout.read(min(size, limits.MAX_FILE_BYTES + 1))
            rest = size - len(data) + 1  # the line ends after it
            while rest and (passed_over := process.stdout.read(min(rest, _CHUNK))):
                rest -= len(passed_over)
            yield data
        process.wait()

    def files(self, commit: str) -> dict[str, str]:
        """The ordinary files right in the folder at *commit*, as blobs by name; none where there was no folder."""
        tree = self.tree(self.folder, commit).items()
        return {name: entry.blob for name, entry in tree if entry.is_ordinary and "/" not in name}

    def files_below(self, folder: Path, commit: str) -> dict[str, str]:
        """Every file and link below *folder* at *commit*, as blobs by path; none where it was not there."""
        return {n: entry.blob for n, entry in self.tree(folder, commit).items() if entry.mode != _SUBMODULE}

    def _below(self, folder: Path) -> str:
        return f"{folder.resolve().relative_to(self.top.resolve()).as_posix()}/".removeprefix("./")

    def _folder_without(self, names: Iterable[str]) -> tuple[str, ...]:
        return f":(literal){self._where or '.'}", *(f":(exclude,literal){self._where}{name}" for name in names)

    def _is_partial(self) -> bool:
        try:
            return bool(self._git.config("--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))
        except git.GitCommandError:  # there is no such setting
            return False

    def _listed(self, command: str, *arguments: str) -> list[str]:
        """What git lists: each part ends with a NUL, so no name of a file can be taken for anything else."""
        listed: bytes = getattr(self._git, command)("-z", *arguments, stdout_as_string=False)
        return listed.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def _log(self, *arguments: str) -> list[Commit]:
        show = ("--no-show-signature", f"--format={_COMMIT}%H%x20%ct%x20%cI%x20%P")
        log = self._git(c="log.showRoot=true").log("-z", *show, *arguments, stdout_as_string=False)
        parts = iter(log.decode("utf-8", "surrogateescape").split("\0"))
        commits: list[Commit] = []
        for part in map(str.lstrip, parts):
            if part.startswith(_COMMIT):
                commit, seconds, when, *parents = part.removeprefix(_COMMIT).split(" ")
                commits.append(Commit(commit, tuple(filter(None, parents)), _day(seconds, when), []))
            elif part.startswith(":"):
                name = next(parts).removeprefix(self._where)
                commits[-1].changes.append((name, _sides(part)))
        return commits


def _ask(git_reads: IO[bytes], names: list[str]) -> None:
    with suppress(OSError), git_reads:  # git has ended where it no longer reads, and tells why itself
        git_reads.write("".join(f"{name}\n" for name in names).encode())


@contextmanager
def opened(folder: Path) -> Iterator[Repository]:
    """The repository that *folder* is in; whatever git cannot do in there raises NoHistoryError."""
    try:
        # The library would take a folder named $HOME or ~ for what the shell makes of it.
        with git.Repo(folder.absolute(), search_parent_directories=True, expand_vars=False) as repo:
            repo.git.update_environment(**_AS_COMMITTED)
            repo.git.rev_parse("--git-dir")  # fails where git refuses the folder, which no later answer tells
            yield Repository(folder, repo)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        raise NoHistoryError(NO_REPOSITORY, folder) from None
    except git.GitCommandNotFound:
        raise NoHistoryError(NO_GIT, folder) from None
    except (git.GitCommandError, ValueError) as error:  # ValueError: an index or a setting that is broken
        raise NoHistoryError(_reason(error), folder) from None


def _reason(error: Exception) -> str:
    message = str(getattr(error, "stderr", ""))
    return next((missing for words, missing in _SAYS.items() if words in message), UNREADABLE_FOLDER)


def _day(seconds: str, when: str) -> date | None:
    """The day in the committer's own time; git writes 1970 where it cannot count so far."""
    try:
        moment = datetime.fromisoformat(when)
        return moment.date() if moment.timestamp() == int(seconds) else None
    except (ValueError, OverflowError):
        return None


def _sides(raw: str) -> tuple[str | None, ...]:
    """The blobs in a line of git's raw format: one mode and one id for each parent, then those of the commit."""
    count = len(raw) - len(raw.lstrip(":")) + 1
    words = raw.lstrip(":").split(" ")
    entries = map(TreeEntry, words[:count], words[count : 2 * count])
    return tuple(entry.blob if entry.is_ordinary else None for entry in entries)
