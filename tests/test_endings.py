"""No command ends in a traceback, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from conftest import ROOT

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
