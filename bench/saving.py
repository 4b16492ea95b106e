"""What a save costs in `mkdocs serve`, until the pages it changes show it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

SAVES = 5
WAIT = 600  # seconds


def seconds_of_a_save(mkdocs: Path, project: Path) -> float:
    """Seconds of the processor that the server needs for a save and for three pages after it, the least of five."""
    newest, older = sorted((project / "agreements").glob("[!_]*.yaml"))[:-3:-1]
    text = newest.read_text(encoding="utf-8")
    initiative = re.search(r"^  - id: (\S+)\n    title: .*$", text, re.MULTILINE)
    assert initiative
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {k: v for k, v in os.environ.items() if k != "AGREEMENTS"} | {"NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile("w+") as log:
        command = [mkdocs, "serve", "-a", address, "--watch", "agreements"]
        server = subprocess.Popen(command, cwd=project, stdout=log, stderr=log, env=environment)
        try:
            until_it_says(f"http://{address}/", "<title>")
            costs = []
            for save in range(SAVES):
                title, agreement = f"Gemt for {save + 1}. gang", f"udgave nummer {save + 1}"
                changed = text.replace(initiative[0], f"  - id: {initiative[1]}\n    title: {title}")
                name = rf"\1: Aftale, {agreement}"
                before = processor(server)
                newest.write_text(re.sub(r"^(title|short): .*$", name, changed, flags=re.MULTILINE), encoding="utf-8")
                until_it_says(f"http://{address}/initiativer/{initiative[1]}/", title)
                until_it_says(f"http://{address}/sammenlign/{older.stem}/{newest.stem}/", agreement)
                until_it_says(f"http://{address}/", agreement)
                costs.append(processor(server) - before)
            return min(costs)
        except TimeoutError as error:
            log.seek(0)
            sys.exit(f"{error}\n{log.read()[-4000:]}")
        finally:
            server.terminate()
            server.wait()


def processor(server: subprocess.Popen[bytes]) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def until_it_says(address: str, words: str) -> None:
    """Ask as a browser does that is told to reload, and as soon."""
    start = time.monotonic()
    while time.monotonic() - start < WAIT:
        try:
            with urllib.request.urlopen(address, timeout=WAIT) as response:  # noqa: S310 - our own server
                if words in response.read().decode("utf-8"):
                    return
        except (urllib.error.URLError, ConnectionError):
            pass  # not up yet
        time.sleep(0.02)
    raise TimeoutError(f"{words!r} never stood on {address}")
