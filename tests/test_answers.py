"""What a command said last is said again only while all that it hangs on is as it was."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT

from generator import answers
from generator.cache import FOLDER
from generator.model.beside import FROZEN
from generator.releasing.release import IDS

START = (
    "import sys; from generator.__main__ import start\n"
    "try: start()\n"
    "finally: sys.stdout and sys.stderr.write(f'\\n{\"pydantic\" not in sys.modules}')"
)


@dataclass
class Project:
    """A folder of snapshots, and the home of who asks about them."""

    path: Path
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def ask(self, *arguments: str, cwd: Path | None = None) -> tuple[bool, int, str, str]:
        """Whether the answer was kept; the exit code, stdout and stderr."""
        env = {**os.environ, "HOME": str(self.home), "PYTHONPATH": str(ROOT), **self.environment}
        command = [sys.executable, "-c", START, *arguments]
        done = subprocess.run(command, cwd=cwd or self.path, env=env, capture_output=True, text=True, check=False)
        said, _, kept = done.stderr.rpartition("\n")
        return kept == "True", done.returncode, done.stdout, said

    def files(self) -> list[Path]:
        return [path for path in (self.home / FOLDER).glob("*") if path.name != ".gitignore"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "projekt"
    shutil.copytree(ROOT / "tests" / "golden" / "agreements", folder / "agreements")
    (tmp_path / "hjem").mkdir()
    return Project(folder, tmp_path / "hjem")


@pytest.mark.parametrize(
    "command",
    [("diff", "a", "b"), ("diff", "a", "b", "--format", "json"), ("show", "hoejbro"), ("check",)],
    ids=" ".join,
)
def test_the_second_answer_is_the_first(project: Project, command: tuple[str, ...]) -> None:
    kept, *first = project.ask(*command)
    assert not kept
    assert project.ask(*command) == (True, *first)
    assert first[0] == (command[0] == "diff")


def _edit(project: Project) -> None:
    path = project.path / "agreements" / "a.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# et ord\n", encoding="utf-8")


def _add(project: Project) -> None:
    (project.path / "agreements" / "b.yml").write_text("", encoding="utf-8")


def _add_folder(project: Project) -> None:
    (project.path / "agreements" / "mere").mkdir()


def _publish(project: Project) -> None:
    path = project.path / FROZEN / "1.0.0" / IDS
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")


def _link(project: Project) -> None:
    path = project.path / "agreements" / "a.yaml"
    path.rename(project.path / "a.yaml")
    path.symlink_to(project.path / "a.yaml")


def _init(project: Project) -> None:
    (project.path / ".git").mkdir()


@pytest.mark.parametrize("change", [_edit, _add, _add_folder, _publish, _link, _init])
def test_what_may_change_the_answer_has_it_worked_out(
    project: Project, change: Callable[[Project], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.path)
    before = answers._made_from(["check"])
    assert before == answers._made_from(["check"]) != answers._made_from(["show", "a"])
    change(project)
    assert answers._made_from(["check"]) != before is not None


def test_a_mistake_is_found_the_moment_it_is_made(project: Project) -> None:
    assert [project.ask("check")[1] for _ in range(2)] == [0, 0]
    _add(project)
    assert [project.ask("check")[1] for _ in range(2)] == [1, 1]
    (project.path / "agreements" / "b.yml").unlink()
    assert project.ask("check")[1] == 0


def test_another_program_is_not_believed(project: Project, tmp_path: Path) -> None:
    project.ask("check")
    other = shutil.copytree(ROOT / "generator", tmp_path / "andet" / "generator")
    project.environment["PYTHONPATH"] = str(other.parent)
    project.ask("check")
    assert project.ask("check")[0]
    (other / "wording" / "en.po").write_text("", encoding="utf-8")
    assert not project.ask("check")[0]


def test_what_is_broken_does_no_harm(project: Project) -> None:
    first = project.ask("show", "hoejbro")
    [path] = project.files()
    for content in (b"", b"0 0 ", path.read_bytes()[:-1]):
        path.write_bytes(content)
        assert project.ask("show", "hoejbro") == first
    assert project.ask("show", "hoejbro")[0]


@pytest.mark.parametrize("where", ["a file", "a closed folder", "a checkout", "the project itself"])
def test_where_nothing_can_be_kept_or_believed_nothing_is(project: Project, where: str) -> None:
    if where == "a file":
        (project.home / ".cache").write_text("", encoding="utf-8")
    elif where == "a closed folder":
        shutil.rmtree(project.home)
        project.home = Path("/dev/null")
    elif where == "a checkout":
        (project.home / ".git").mkdir()
    else:
        project.home = project.path
    given = {project.ask("show", "hoejbro") for _ in range(2)}
    assert [kept for kept, *_ in given] == [False]
    assert not (project.home / FOLDER).exists()


@pytest.mark.parametrize(
    "command", [("check", "--since", "HEAD"), ("diff", "a", "b", "--at", "HEAD"), ("diff", "a", "x")]
)
def test_what_asks_git_or_fails_is_worked_out_each_time(project: Project, command: tuple[str, ...]) -> None:
    assert not project.ask(*command)[0]
    assert project.files() == []


def test_an_answer_on_a_terminal_is_for_that_terminal(project: Project) -> None:
    """With its colours, and none for a pipe."""
    plain = project.ask("show", "hoejbro")
    shown = [_on_a_terminal(project, "show", "hoejbro") for _ in range(2)]
    assert shown[0] == shown[1] != plain[2]
    assert b"\x1b[" in shown[0]
    assert project.ask("show", "hoejbro") == plain
    project.environment["COLUMNS"] = "40"
    assert project.ask("show", "hoejbro")[2] != plain[2]


def _on_a_terminal(project: Project, *arguments: str) -> bytes:
    ours, theirs = pty.openpty()
    env: Mapping[str, str] = {**os.environ, "HOME": str(project.home), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments], cwd=project.path, env=env, stdout=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:  # how a terminal says that the other end is closed
        pass
    os.close(ours)
    process.wait()
    return shown


def test_it_knows_where_published_ids_are() -> None:
    """It is written there again, as what knows takes long to load."""
    assert f"{FROZEN}/*/{IDS}" == answers.FROZEN_IDS
