"""No command ends in a traceback, whatever ends it: each command that there is, and each signal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from faults import archive_repo, small_site

from generator import answers
from generator.commands import main

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
            continue  # MkDocs and its libraries then say what they like; docs/faults.md
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


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_while_what_a_command_needs_is_imported_ends_it_at_once(name: str) -> None:
    """A library that is being imported may swallow it, or have it shown as a traceback."""
    code = WHILE_IT_STARTS.format(name=name)
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (-signal.SIGINT, "")
