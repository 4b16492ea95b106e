"""No command ends in a traceback, whatever ends it, and a slow one says on a terminal what it is doing."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, ROOT, project_copy
from faults import archive_repo, small_site

from generator import answers
from generator.commands import frame, main

# What each is asked to do. One that is not here is asked for nothing, and must then do something.
ARGUMENTS: Mapping[str, Sequence[str]] = {
    "check": (),
    "diff": ("a", "b"),
    "freeze": ("--check",),
    "impact": ("HEAD",),
    "new": ("e", "--follows", "d"),
    "pages": ("--out", "sider"),
    "read": ("tekst.txt", "--for", "2021"),
    "schema": ("--out", "skema"),
    "show": ("hoejbro",),
    "suggest": ("d",),
    "verify": ("--sources", "kilder"),
}
COMMANDS = main.list_commands(None)  # type: ignore[arg-type]  # it is asked for no context
# By what, and at which of its moments: the first ones, and some in the middle of all but the shortest. Nobody reads
# what is written to a pipe, and the command goes on to its end.
STOPS = (
    ("PIPE", 0), ("INT", 1), ("INT", 20), ("TERM", 3), ("HUP", 3), ("MEMORY", 3), ("MEMORY", 20),
)  # fmt: skip


@dataclass(frozen=True)
class Ending:
    code: int
    moments: int
    said: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = archive_repo(tmp_path_factory.mktemp("ender") / "arkiv").path
    small_site(found)
    (found / "tekst.txt").write_text("Der er afsat 12 mio. kr. i 2021.", encoding="utf-8")
    (found / "kilder").mkdir()
    return found


def _endings(folder: Path, *cases: tuple[str, int, str]) -> list[Ending]:
    """How commands end that are stopped at a moment by something."""
    told = [
        {"folder": str(folder), "arguments": [name, *ARGUMENTS.get(name, ())], "moment": moment, "by": by}
        for name, moment, by in cases
    ]
    result = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "endings.py")],
        input=json.dumps(told), cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Ending(**json.loads(line)) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def endings(folder: Path) -> Mapping[str, Mapping[tuple[str, int], Ending]]:
    cases = [(name, moment, by) for name in COMMANDS for by, moment in STOPS]
    found: dict[str, dict[tuple[str, int], Ending]] = {name: {} for name in COMMANDS}
    for (name, moment, by), ending in zip(cases, _endings(folder, *cases), strict=True):
        found[name][by, moment] = ending
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_stopped_shows_no_traceback(
    endings: Mapping[str, Mapping[tuple[str, int], Ending]], name: str
) -> None:
    whole = endings[name]["PIPE", 0]
    assert whole.code != 2, ("give it arguments above", whole.said)
    for (by, moment), ending in endings[name].items():
        if (name, by) == ("site", "MEMORY"):
            continue  # MkDocs and its libraries then say what they like; docs/running.md
        where = (by, moment, ending.said)
        assert not [word for word in ("Traceback", "Exception ignored") if word in ending.said], where
        if by in {"TERM", "HUP"}:  # a build takes away what it wrote before it goes
            assert ending.code in {-getattr(signal, f"SIG{by}"), 128 + getattr(signal, f"SIG{by}")}, where
        elif by == "INT" and moment <= whole.moments:
            # While it looks for its last answer it has not begun.
            assert ending.code == (-signal.SIGINT if name in answers.COMMANDS else 1), where
        elif by == "MEMORY":  # a library in Rust that gets no memory ends the process itself
            assert ending.code in {0, 1, -signal.SIGABRT}, where
        else:
            assert ending.code in {0, 1}, where


WHILE_IT_STARTS = """
import os, sys
def hook(event, args):
    if event == "import" and args[0] == "generator.commands.frame":  # which each command imports first
        os.kill(os.getpid(), 2)
        os._exit(9)  # it was swallowed
sys.addaudithook(hook)
sys.argv = ["aftalespor", {name!r}]
from generator.__main__ import start
start()
"""


@pytest.mark.parametrize("name", ["check", "pages", "site"])  # one that keeps answers, one that does not, and MkDocs's
def test_ctrl_c_while_what_a_command_needs_is_imported_ends_it_at_once(name: str) -> None:
    """A library that is being imported may swallow it, or have it shown as a traceback."""
    code = WHILE_IT_STARTS.format(name=name)
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (-signal.SIGINT, "")


# ---- A slow command says on a terminal what it is doing, and nothing anywhere else.

# The slow step waits for the words to be shown, so that nothing depends on how fast this machine is.
SLOW = """
import sys, threading
from generator import progress
progress.AFTER = {after}

def slow(function):
    def run(*given, **named):
        for thread in threading.enumerate():
            if thread.name == "progress" and {after} == 0:
                thread.join()
        return function(*given, **named)
    return run
"""
CHECK = f"""{SLOW}
from generator.commands import main
import generator.commands.check as check
check.load_with_warnings = slow(check.load_with_warnings)
main(["--agreements", "tests/frozen/agreements", "check"], prog_name="aftalespor")
"""
BUILD = f"""{SLOW}
from generator import mkdocs_plugin
mkdocs_plugin.SiteCache = slow(mkdocs_plugin.SiteCache)
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]])
"""
FOREVER = 3600


def _on_a_terminal(code: str, *arguments: str, ci: str = "", cwd: Path = ROOT) -> str:
    """What *code* writes to its stderr, when that is a terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "CI": ci, "TERM": "xterm-256color", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", code, *arguments]
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    written = b"".join(_until_closed(ours))
    os.close(ours)
    assert process.wait() == 0, written.decode()
    return written.decode()


def _until_closed(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(terminal, 4096)
        except OSError:  # Linux says so when the last writer is gone
            return
        if not found:
            return
        yield found


def test_a_slow_command_says_what_it_does_and_takes_it_away_again() -> None:
    written = _on_a_terminal(CHECK.format(after=0))
    assert "Checking the snapshots …" in written
    assert written.rstrip().endswith(("\x1b[2K", "\x1b[?25h"))  # the line cleared, the cursor back


def test_a_quick_command_says_nothing() -> None:
    assert _on_a_terminal(CHECK.format(after=FOREVER)) == ""


def test_ci_is_told_nothing_even_where_it_has_a_terminal() -> None:
    assert _on_a_terminal(CHECK.format(after=0), ci="true") == ""


def test_a_pipe_is_told_nothing() -> None:
    command = [sys.executable, "-c", CHECK.format(after=0)]
    env = {key: value for key, value in os.environ.items() if key != "CI"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_build_says_how_far_it_is(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    written = _on_a_terminal(BUILD.format(after=0), str(tmp_path / "site"), cwd=project)
    assert "Reading and comparing the snapshots …" in written
    assert "pages written …" in written


@pytest.mark.parametrize(
    "command",
    [["check"], ["verify", "--sources", "."], ["pages", "--out", "."], ["freeze", "--check"], ["impact", "HEAD"]],
    ids=lambda command: command[0],
)
def test_every_command_that_can_take_long_says_what_it_does(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []

    @contextmanager
    def told(words: str) -> Iterator[None]:
        said.append(words)
        yield

    monkeypatch.setattr(frame.progress, "progress", told)
    CliRunner().invoke(main, ["--agreements", str(tmp_path), *command])  # it fails: there are no snapshots
    assert len(said) == 1
