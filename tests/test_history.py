"""When snapshots were registered, from real git repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import GitRepo

from generator.record.history import History, read_history

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


def test_a_renamed_file_keeps_its_history(make_repo: MakeRepo) -> None:
    """Snapshots are followed by the id they hold, not by path."""
    repo = make_repo("repo")
    repo.write("agreements/gammelt-navn.yaml", A)
    repo.commit()
    repo.git("mv", "agreements/gammelt-navn.yaml", "agreements/a.yaml")
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: A\n")
    repo.commit()
    assert _days(read_history(repo.path / "agreements")) == {"a": (1, 3)}


def test_what_a_merge_brings_in_is_seen(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.git("switch", "--quiet", "--create", "gren")
    repo.write("agreements/b.yaml", B)
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write("README.md", "andet")
    repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--message", "Flet", "gren")
    assert set(read_history(repo.path / "agreements").records) == {"a", "b"}


def test_a_deleted_snapshot_does_not_stop_the_rest(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.write("agreements/b.yaml", B)
    repo.commit()
    (repo.path / "agreements/b.yaml").unlink()
    repo.commit()
    history = read_history(repo.path / "agreements")
    assert _days(history)["a"] == (1, 1)


def test_paths_and_folders_may_have_danish_letters_and_spaces(make_repo: MakeRepo) -> None:
    repo = make_repo("mappe med æøå")
    repo.write("data/aftaler æøå/a.yaml", A)
    repo.commit()
    assert _days(read_history(repo.path / "data" / "aftaler æøå")) == {"a": (1, 1)}


def test_an_uncommitted_change_is_noticed(make_repo: MakeRepo) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: ny\n")
    assert read_history(repo.path / "agreements").is_dirty


def test_a_shallow_clone_says_that_history_is_missing(make_repo: MakeRepo, tmp_path: Path) -> None:
    """A shallow clone shows one commit without a word; it must not be taken for the first."""
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    repo.write("agreements/a.yaml", A + "short: A\n")
    repo.commit()
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repo.path.as_uri(), str(clone)], check=True)
    history = read_history(clone / "agreements")
    assert history.missing == "kopien af git-historikken ikke er fuldstændig"
    assert history.records == {}


def test_without_git_or_commits_history_is_missing(make_repo: MakeRepo, tmp_path: Path) -> None:
    bare = tmp_path / "tarball" / "agreements"
    bare.mkdir(parents=True)
    assert read_history(bare).missing == "filerne ikke er hentet med git"
    empty = make_repo("tom")
    empty.write("agreements/a.yaml", A)
    assert read_history(empty.path / "agreements").missing == "der endnu ikke er nogen versioner i git"


def test_a_machine_without_git_says_so(make_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    monkeypatch.setenv("PATH", "/findes-ikke")
    monkeypatch.setattr("git.Git.GIT_PYTHON_GIT_EXECUTABLE", "git-findes-ikke")
    assert read_history(repo.path / "agreements").missing == "git ikke er installeret"


HOSTILE_SETTINGS = (
    ("log.showSignature", "true"),
    ("color.ui", "always"),
    ("log.decorate", "full"),
    ("log.showRoot", "false"),
    ("log.follow", "true"),
    ("log.date", "relative"),
    ("log.diffMerges", "off"),
    ("format.pretty", "oneline"),
    ("diff.renames", "copies"),
    ("diff.external", "false"),
    ("diff.noprefix", "true"),
    ("diff.tekst.textconv", "false"),
    ("diff.relative", "true"),
    ("core.quotePath", "true"),
    ("core.abbrev", "4"),
    ("core.autocrlf", "true"),
    ("core.pager", "false"),
    ("status.showUntrackedFiles", "no"),
    ("status.relativePaths", "false"),
    ("status.short", "true"),
    ("status.branch", "true"),
)


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


def test_an_object_that_is_not_in_the_copy_is_no_crash(make_repo: MakeRepo) -> None:
    """Such as in a clone without blobs, when the network is down."""
    repo = make_repo("repo")
    repo.write("agreements/a.yaml", A)
    repo.commit()
    blob = repo.git("rev-parse", "HEAD:agreements/a.yaml")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert read_history(repo.path / "agreements").missing == "git ikke kunne læse mappen"
