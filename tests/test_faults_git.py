"""Whatever state git is in, a command answers with a result or with words, and writes nothing half."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import GitRepo
from faults import archive_repo, run, tree

from generator.record.git_history import read_history

NO_COMMITS = "der endnu ikke er nogen versioner i git"
NO_REPOSITORY = "filerne ikke er hentet med git"
UNREADABLE = "git ikke kunne læse mappen"
# What needs git, and what does not.
ASKS_GIT = (
    ("show", "hoejbro", "--at", "foerste"),
    ("diff", "a", "a", "--at", "HEAD"),
    ("check", "--since", "HEAD"),
    ("impact", "findes-ikke"),  # found out before anything is rendered
    ("freeze", "--note", "En prøve."),
    ("pages", "--require-history", "--out", "ud"),
)
NEEDS_NO_GIT = (("check",), ("diff", "a", "a"), ("show", "hoejbro"))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    return archive_repo(tmp_path_factory.mktemp("git") / "arkiv")


@pytest.fixture
def repo(original: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A copy to break, which is also the working folder."""
    copy = original.copied_to(tmp_path / "arkiv")
    monkeypatch.chdir(copy.path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return copy


def _emptied(repo: GitRepo) -> Path:
    shutil.rmtree(repo.path / ".git")
    return repo.path / ".git"


def _inside_another(repo: GitRepo, patch: pytest.MonkeyPatch) -> None:
    _emptied(repo)
    patch.delenv("GIT_CEILING_DIRECTORIES")
    around = GitRepo(repo.path.parent)
    around.write("andet.txt", "et andet projekt")
    around.git("add", "andet.txt")
    around.git("commit", "--quiet", "--message", "Andet")


def _break(repo: GitRepo, name: str) -> None:
    found = repo.git("rev-parse", name)
    path = repo.path / ".git" / "objects" / found[:2] / found[2:]
    path.chmod(0o644)
    path.write_bytes(b"i stykker")


CLONE = "the files are in no git repository. Clone with git"
# What is done to a repository, what is then said to be missing, and what a command that asks git says.
BROKEN: Mapping[str, tuple[Callable[[GitRepo, pytest.MonkeyPatch], object], str, str]] = {
    "no git": (lambda _, patch: patch.setattr("git.Git.GIT_PYTHON_GIT_EXECUTABLE", "git-findes-ikke"),
               "git ikke er installeret", "git is not installed. Install it."),
    # git's own switch for trying this
    "another owner": (lambda _, patch: patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
                      "git ikke stoler på mappen, som en anden bruger ejer", "safe.directory"),
    "no repository": (lambda repo, _: _emptied(repo), NO_REPOSITORY, CLONE),
    "an empty repository": (lambda repo, _: _emptied(repo).mkdir(), NO_REPOSITORY, CLONE),
    "a lost submodule": (lambda repo, _: _emptied(repo).write_text("gitdir: ../findes-ikke\n"), NO_REPOSITORY, CLONE),
    "inside another": (_inside_another, NO_COMMITS, ""),
    "a broken config": (lambda repo, _: repo.write(".git/config", "[core\n"), UNREADABLE,
                        "git could not read the folder. Run git status and git fsck in it."),
    "a broken object": (lambda repo, _: _break(repo, "foerste:agreements/b.yaml"), UNREADABLE, ""),
    "a broken commit": (lambda repo, _: _break(repo, "foerste^{commit}"), UNREADABLE, ""),
    "a broken branch": (lambda repo, _: repo.write(".git/refs/heads/main", "i stykker\n"), UNREADABLE, ""),
    "no commits": (lambda repo, _: _emptied(repo) and repo.git("init", "--quiet"), NO_COMMITS, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_git_cannot_tell_is_said_and_the_rest_works(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    break_it, missing, told = BROKEN[name]
    break_it(repo, monkeypatch)
    before = tree(repo.path)
    assert read_history(Path("agreements")).missing == missing
    for command in NEEDS_NO_GIT:
        answer = run(*command)
        assert (answer.code, answer.crash) == (0, None), command
    for command in ASKS_GIT:
        answer = run(*command)
        assert answer.crash is None, command
        if told:  # else some of what is asked of git can still be had
            assert answer.code == 1, command
            assert told in answer.output
        elif answer.code:
            assert answer.output.startswith("aftalespor: "), command
    assert run(*ASKS_GIT[-1]).code == 1
    assert tree(repo.path) == before


def _submodule(repo: GitRepo, aside: Path) -> Path:
    GitRepo(aside).git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.path), "arkiv")
    return aside / "arkiv"


# What is done to the work tree, and where the files are then, if not where they were.
UNUSUAL: Mapping[str, Callable[[GitRepo, Path, pytest.MonkeyPatch], object]] = {
    "detached": lambda repo, *_: repo.git("checkout", "--quiet", "--detach"),
    "worktree": lambda repo, at, _: repo.git("worktree", "add", "--quiet", "--detach", str(at)) or at,
    "submodule": lambda repo, at, _: _submodule(repo, at),
    "broken index": lambda repo, *_: repo.write(".git/index", "i stykker"),  # what is committed stands elsewhere
    "locked index": lambda repo, *_: repo.write(".git/index.lock", ""),
    # as a hook of another repository sets it
    "another repository": lambda _, __, patch: patch.setenv("GIT_DIR", "/findes-ikke"),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_work_tree_has_its_history(
    repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = read_history(Path("agreements"))
    assert before.missing is None
    assert len(before.records) == 4
    at = UNUSUAL[name](repo, tmp_path / "ved siden af", monkeypatch)
    folder = (at if isinstance(at, Path) else repo.path) / "agreements"
    assert read_history(folder) == before
    assert "12 mio. kr." in run("--agreements", str(folder), "show", "hoejbro", "--at", "HEAD~1").output


def test_a_shallow_clone_says_what_to_do(repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = tmp_path / "klon"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repo.path.as_uri(), str(clone)], check=True)
    monkeypatch.chdir(clone)
    assert "13 mio. kr." in run("show", "hoejbro", "--at", "HEAD").output
    for command in (ASKS_GIT[-1], ("freeze", "--note", "En prøve."), ("check", "--since", "HEAD")):
        answer = run(*command)
        assert (answer.code, answer.crash) == (1, None)
        assert "only the newest commits. Clone with git and without --depth." in answer.output
    older = run("show", "hoejbro", "--at", "HEAD~1")
    assert (older.code, older.crash) == (1, None)
    assert "no revision 'HEAD~1' here" in older.output


def test_a_merge_that_stopped_is_told_of_by_its_marks(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "b.yaml"
    repo.git("switch", "--quiet", "--create", "gren", "foerste")
    path.write_text(path.read_text(encoding="utf-8").replace("12 mio. kr.", "14 mio. kr."), encoding="utf-8")
    repo.commit()
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "main")
    before = tree(repo.path)
    for command in (("check",), ("pages", "--out", "ud"), ("freeze", "--note", "x"), ("diff", "a", "b"), ("impact", "HEAD")):  # fmt: skip
        answer = run(*command)
        assert (answer.code, answer.crash) == (1, None), command
        assert "conflict-marker: <<<<<<< is where git left two versions." in answer.output, command
        assert "not-yaml" not in answer.output
    assert tree(repo.path) == before
    assert "14 mio. kr." in run("show", "hoejbro", "--at", "HEAD").output
    assert read_history(Path("agreements")).is_dirty
