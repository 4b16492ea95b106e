"""How long it takes from saving a snapshot until the preview shows it, and until it shows another page.

Run it with `.venv/bin/python bench/serve.py`, or with the sizes to measure, such as 5x30 50x60.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from corpus import write_corpus

ROOT = Path(__file__).parent.parent
SIZES = ((5, 30), (50, 60))
RUNS = 5
HEADING = (
    "| agreements x initiatives | s to the first preview | s from saving to the initiative | to its newest comparison "
    "| to the front page | of them s of the processor |"
)


def main() -> None:
    sizes = [tuple(map(int, size.split("x"))) for size in sys.argv[1:]] or SIZES
    print(HEADING, "|---" * (HEADING.count("|") - 1) + "|", sep="\n")
    for agreements, initiatives in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(row(Path(folder), agreements, initiatives), flush=True)


def row(project: Path, agreements: int, initiatives: int) -> str:
    shutil.copytree(ROOT / "site_src", project / "site_src")
    shutil.rmtree(
        project / "site_src" / "docs" / "fast", ignore_errors=True
    )  # what was published of the real data
    shutil.copy(ROOT / "mkdocs.yml", project)
    write_corpus(project / "agreements", agreements, initiatives)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "ny"]):
        git = [shutil.which("git") or "git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run([*git, *command], cwd=project, check=True)
    snapshot = max((project / "agreements").glob("[!_]*.yaml"))
    text = snapshot.read_text(encoding="utf-8")
    found = re.search(r"^  - id: (\S+)\n    title: (?:'(.+)'|(.+))$", text, re.MULTILINE)
    assert found
    newest, older = sorted((project / "agreements").glob("[!_]*.yaml"))[:-3:-1]
    pages = (f"initiativer/{found[1]}/", f"sammenlign/{older.stem}/{newest.stem}/", "")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address, "--watch", "agreements"]
    log = (project / "serve.log").open("w")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=project, stdout=log, stderr=log, env=environment)
    try:
        first = until(f"http://{address}/{pages[0]}", "<title>", time.perf_counter())
        times: list[list[float]] = []
        for run in range(RUNS):
            name = f"Gemt for {run + 1}. gang"
            changed = text[: found.start()] + f"  - id: {found[1]}\n    title: {name}" + text[found.end() :]
            edition = f"udgave nummer {run + 1}"
            changed = re.sub(
                r"^(title|short): .*$", rf"\1: Økonomiaftale, {edition}", changed, flags=re.MULTILINE
            )
            start, before = time.perf_counter(), processor(server)
            snapshot.write_text(changed, encoding="utf-8")
            wanted = (name, edition, edition)
            shown = [until(f"http://{address}/{p}", w, start) for p, w in zip(pages, wanted, strict=True)]
            times.append([*shown, processor(server) - before])
        cells = [f"{statistics.median(column):.2f}" for column in zip(*times, strict=True)]
        return f"| {agreements}×{initiatives} | {first:.1f} | {' | '.join(cells)} |"
    finally:
        server.terminate()
        server.wait()
        if "Traceback" in (told := (project / "serve.log").read_text()):
            print(told)


def processor(server: subprocess.Popen[bytes]) -> float:
    """What the server has had of the processor: other work on the machine makes that no longer."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def until(address: str, words: str, start: float) -> float:
    """Seconds since *start* when the page has *words*; a browser that is told to reload asks as soon."""
    while time.perf_counter() - start < 900:
        try:
            with urllib.request.urlopen(address, timeout=600) as response:  # noqa: S310 - our own server
                if words in response.read().decode("utf-8"):
                    return time.perf_counter() - start
        except (urllib.error.URLError, ConnectionError):
            pass  # not up yet
        time.sleep(0.02)
    raise TimeoutError(f"{words!r} never stood on {address}")


if __name__ == "__main__":
    main()
