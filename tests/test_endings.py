"""No command ends in a traceback, whatever ends it, and a slow one says on a terminal what it is doing."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, ROOT, project_copy

from generator.commands import frame, main

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
