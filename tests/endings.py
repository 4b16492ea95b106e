"""Runs commands that are stopped, each in a copy of a process in which all is imported; said to it and told by it as JSON.

Run as a script: a process of its own, so that nothing of the tests is copied with it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp, mkstemp
from typing import Any

from generator.__main__ import start

# What a command does to the world. The moments of a command are counted in these, for the clock counts otherwise each time.
_MOMENTS = {"open", "os.rename", "os.mkdir", "os.remove", "os.scandir", "subprocess.Popen"}
_ROOM = 2_000_000


def _memory_is_out() -> None:
    size = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _ROOM, size + _ROOM))


def _stop_at(moment: int, by: str, counted: list[int]) -> None:
    is_done = False

    def hook(event: str, _: object) -> None:
        nonlocal is_done
        if event not in _MOMENTS or is_done:
            return
        counted[0] += 1
        if counted[0] == moment:
            is_done = True
            _memory_is_out() if by == "MEMORY" else os.kill(os.getpid(), getattr(signal, f"SIG{by}"))

    sys.addaudithook(hook)


def _run(case: Mapping[str, Any], folder: str, report: int, out: int, err: int) -> None:
    """Become the command. What is left of Python ends as it does in any process."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(folder)
    sys.argv = ["aftalespor", *case["arguments"]]
    counted = [0]
    _stop_at(case["moment"], case["by"], counted)
    try:
        start()
    finally:
        os.write(report, str(counted[0]).encode())


def main() -> None:
    import_module("generator.answers")
    frame = import_module("generator.commands")
    for name in frame.main.list_commands(None):
        frame.main.get_command(None, name)
    for case in json.loads(sys.stdin.read()):
        folder, (err, _), (out, _) = mkdtemp(), mkstemp(), mkstemp()
        copytree(case["folder"], folder, dirs_exist_ok=True)
        if case["by"] == "PIPE":
            unread, out = os.pipe()
            os.close(unread)
        report, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(report)
            return _run(case, folder, told, out, err)
        os.close(told)
        moments = os.read(report, 20)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = os.pread(err, 100_000, 0).decode("utf-8", errors="replace")
        for each in (report, err, out):
            os.close(each)
        rmtree(folder)
        answer = {"code": code, "moments": int(moments or 0), "said": said}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return None


if __name__ == "__main__":
    main()
