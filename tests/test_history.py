"""When snapshots were registered, from real git repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import GitRepo, from_git, tables

from generator.record.git_history import files_at, read_history
from generator.record.history import History

MakeRepo = Callable[[str], GitRepo]
A = "id: a\ntitle: A\n"
B = "id: 'b'\ntitle: B\n"


def _days(history: History) -> dict[str, tuple[int, int]]:
    return {i: (record.registered.date.day, record.changed.date.day) for i, record in history.records.items()}


def test_a_snapshot_is_registered_once_and_changed_later(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    first = repo.commit()
    repo.write("agreements/b.yaml", B)
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: A\n")
    last = repo.commit()
    repo.write("README.md", "ikke data")
    repo.commit()

    history = read_history(repo.path / "agreements")
    assert history.missing is None
    assert _days(history) == {"a": (1, 3), "b": (2, 2)}
    assert history.records["a"].registered.hash == first
    assert history.latest is not None
    assert (history.latest.hash, history.latest.date) == (last, date(2020, 1, 3))
    assert not history.is_dirty


def _with_a_branch(make_repo: MakeRepo) -> GitRepo:
    """One agreement on main, and another on the branch `gren`; main is out."""
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.git("switch", "--quiet", "--create", "gren")
    repo.write("agreements/b.yaml", B)
    repo.commit()
    repo.git("switch", "--quiet", "main")
    return repo


def test_a_deleted_snapshot_does_not_stop_the_rest(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.write("agreements/b.yaml", B)
    repo.commit()
    (repo.path / "agreements/b.yaml").unlink()
    repo.commit()
    history = read_history(repo.path / "agreements")
    assert _days(history)["a"] == (1, 1)


HOSTILE_SETTINGS = tables("history")["hostile_settings"]


def test_the_developers_settings_change_nothing(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("aftaler æ/a.yaml", A)
    repo.write(".gitattributes", "*.yaml diff=tekst\n")
    repo.commit()
    repo.write("aftaler æ/b.yaml", B)
    before = read_history(repo.path / "aftaler æ")
    assert before.is_dirty
    assert _days(before) == {"a": (1, 1)}
    for key, value in HOSTILE_SETTINGS:
        repo.git("config", key, value)
    assert read_history(repo.path / "aftaler æ") == before


def test_what_is_kept_beside_the_commits_changes_nothing(make_repo: MakeRepo) -> None:
    """Replaced objects and grafts are of one machine; the record is that of the commits."""
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: A\n")
    last = repo.commit()
    before = read_history(repo.path / "agreements")
    (repo.path / ".git" / "info").mkdir(exist_ok=True)
    (repo.path / ".git" / "info" / "grafts").write_text(f"{last}\n", encoding="utf-8")
    assert read_history(repo.path / "agreements") == before
    (repo.path / ".git" / "info" / "grafts").unlink()
    repo.git("replace", "--graft", last)
    assert read_history(repo.path / "agreements") == before


# Merges


def _entries(history: History) -> set[tuple[str, str, bool]]:
    return {(step.revision.hash, step.agreement_id, step.is_first) for step in history.steps}


def _merged(repo: GitRepo, *how: str) -> History:
    repo.git("merge", "--quiet", "--message", "Flet", *how)
    return read_history(repo.path / "agreements")


def test_a_merge_that_ends_as_one_side_hides_nothing_of_the_other(make_repo: MakeRepo) -> None:
    """Such as that of a branch made from a copy without history: git's log would follow it alone."""
    repo = make_repo("repo")
    for text in (A, A + "short: A\n"):
        repo.write("agreements/a.yaml", text)
        repo.commit()
    before = read_history(repo.path / "agreements")
    repo.git("switch", "--quiet", "--orphan", "kopi")
    repo.write("agreements/a.yaml", A + "short: Ny\n")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    after = _merged(repo, "--allow-unrelated-histories", "--strategy-option=theirs", "kopi")
    assert _entries(before) < _entries(after)
    assert after.records["a"].registered == before.records["a"].registered


def test_what_two_lines_registered_was_not_put_in_again(make_repo: MakeRepo) -> None:
    """As when a branch is squashed and then merged: the line of main says when, and neither is a return."""
    repo = _with_a_branch(make_repo)
    repo.git("merge", "--quiet", "--squash", "gren")
    squashed = repo.commit()
    history = _merged(repo, "--no-ff", "gren")
    assert [step.is_first for step in history.steps] == [True] * 3
    assert history.records["b"].registered.hash == squashed


def test_what_was_never_merged_is_not_the_newest_change(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    first = repo.commit()
    repo.git("switch", "--quiet", "--create", "gren")
    repo.write("agreements/a.yaml", A + "short: A\n")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.commit()
    history = _merged(repo, "--strategy=ours", "gren")
    assert len(history.steps) == 2
    assert history.seen_in(()).records["a"].changed.hash == first


# What a commit may hold


def _commit_by_hand(repo: GitRepo, when: str, entry: str = "") -> None:
    """A commit whose date nobody checked, or with an entry in the folder that is no file."""
    path = "agreements"
    tree = repo.git("rev-parse", f"HEAD:{path}")
    if entry:
        listed = repo.git("ls-tree", tree)
        tree = from_git(repo, f"{listed}\n{entry}\n", "mktree", "--missing")
    top = from_git(repo, f"040000 tree {tree}\t{path}\n", "mktree")
    by = f"Prøve <proeve@example.org> {when}"
    text = f"tree {top}\nparent {repo.git('rev-parse', 'HEAD')}\nauthor {by}\ncommitter {by}\n\nEn\n"
    commit = from_git(repo, text, "hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    repo.git("reset", "--quiet", "--soft", commit)


@pytest.mark.parametrize("when", ["99999999999999999999 +0100", "1577836800000000 +0000", "", "i går"])
def test_a_date_that_cannot_be_read_costs_its_commit_only(make_repo: MakeRepo, when: str) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    blob = from_git(repo, "id: c\n", "hash-object", "-w", "--stdin")
    _commit_by_hand(repo, when, f"100644 blob {blob}\tc.yaml")
    undated = repo.git("rev-parse", "HEAD")
    repo.git("reset", "--quiet", "--hard")
    repo.write("README.md", "ikke data")
    later = repo.commit()
    newest = read_history(repo.path / "agreements").latest
    assert newest is not None
    assert newest.hash == later  # which holds the data, and has a day
    repo.day = 1
    repo.write("agreements/a.yaml", A + "short: A\n")
    repo.commit()
    history = read_history(repo.path / "agreements")
    assert _days(history) == {"a": (1, 2)}
    assert history.undated == (undated,)


@pytest.mark.parametrize(
    "entry", [f"160000 commit {'1' * 40}\tx.yaml", "120000 blob {blob}\tx.yaml"], ids=["submodule", "link"]
)
def test_only_ordinary_files_are_versions(make_repo: MakeRepo, entry: str) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    before = read_history(repo.path / "agreements")
    _commit_by_hand(repo, "1577880000 +0100", entry.format(blob=from_git(repo, B, "hash-object", "-w", "--stdin")))
    repo.git("reset", "--quiet", "--hard", "HEAD")
    repo.git("commit", "--quiet", "--allow-empty", "--message", "x")
    after = read_history(repo.path / "agreements")
    assert (after.missing, after.records) == (None, before.records)


def test_a_name_cannot_be_taken_for_a_line_of_git(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    before = read_history(repo.path / "agreements")
    blob = repo.git("rev-parse", "HEAD:agreements/a.yaml")
    line = f":000000 100644 {'0' * 40} {blob} A\tagreements"
    for end in ("\u2028", "\x85", "\n", "\x1c"):
        repo.write(f"agreements/x{end}{line}/b.yaml", B)
    repo.commit()
    assert read_history(repo.path / "agreements").steps == before.steps


# Kinds of repositories


def _two_versions(repo: GitRepo) -> str:
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: A\n")
    return repo.commit()


@pytest.mark.parametrize("option", ["--object-format=sha256", "--ref-format=reftable"])
def test_the_formats_of_the_next_git_have_their_history(tmp_path: Path, option: str) -> None:
    try:
        repo = GitRepo(tmp_path / "repo", GitRepo.month, option)
    except subprocess.CalledProcessError:
        pytest.skip(f"this git does not know {option}")
    last = _two_versions(repo)
    history = read_history(repo.path / "agreements")
    assert _days(history) == {"a": (1, 2)}
    assert (history.records["a"].changed.hash, history.is_dirty) == (last, False)
    assert files_at(repo.path / "agreements", "HEAD~1") == {"a.yaml": A.encode()}


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_clone_without_all_objects_says_that_parts_are_not_here(
    make_repo: MakeRepo, tmp_path: Path, kind: str
) -> None:
    """GitPython calls each object that is missing one of dubious ownership."""
    repo = make_repo("repo")
    _two_versions(repo)
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "klon"
    subprocess.run(["git", "clone", "--quiet", f"--filter={kind}", repo.path.as_uri(), str(clone)], check=True)
    repo.path.rename(tmp_path / "flyttet")
    history = read_history(clone / "agreements")
    assert history.missing == "dele af git-historikken ikke er hentet"
    assert "git fetch --refetch" in history.why_missing
    (tmp_path / "flyttet").rename(repo.path)
    assert _days(read_history(clone / "agreements")) == {"a": (1, 2)}


# What is read is what is committed


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_was_told_to_overlook_is_noticed(make_repo: MakeRepo, flag: str) -> None:
    repo = make_repo("repo")
    _two_versions(repo)
    repo.git("update-index", flag, "agreements/a.yaml")
    repo.write("agreements/a.yaml", A)
    assert repo.git("status", "--porcelain") == ""
    assert read_history(repo.path / "agreements").is_dirty


def test_a_snapshot_that_a_sparse_checkout_leaves_out_is_noticed(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/b.yaml", B)
    _two_versions(repo)
    assert not read_history(repo.path / "agreements").is_dirty
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/agreements/b.yaml")
    assert repo.git("status", "--porcelain") == ""
    assert read_history(repo.path / "agreements").is_dirty
