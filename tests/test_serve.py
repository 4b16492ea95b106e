"""`make serve`: a saved snapshot shows at once, and a fault neither hides nor kills the server."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import project_copy
from playwright.sync_api import Browser, expect

PATIENCE = 60  # seconds; a build takes two on a quiet machine


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_copy(tmp_path)


@pytest.fixture
def server(project: Path) -> Iterator[tuple[str, Path]]:
    """The address of a preview of *project*, and the file with what it prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = project / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", "--watch", "agreements"]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, cwd=project, stdout=out, stderr=out, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        try:
            yield f"http://127.0.0.1:{port}/", log
            assert process.poll() is None, "the server died"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _until(happens: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if happens():
                return
        except OSError:
            pass  # the server is not up yet
        time.sleep(0.2)
    pytest.fail(f"never: {what}")


def test_a_saved_snapshot_shows_and_a_fault_is_told_and_mended(
    project: Path, server: tuple[str, Path], browser: Browser
) -> None:
    """And a browser that looks at the page reloads it, by a script that the page's content policy lets in."""
    address, log = server
    snapshot = project / "agreements" / "2023.yaml"
    sound = snapshot.read_text(encoding="utf-8")

    def page() -> str:
        with urllib.request.urlopen(f"{address}initiativer/sundhed-dk/", timeout=5) as response:  # noqa: S310 - our own server
            return str(response.read().decode("utf-8"))

    _until(lambda: "<title>sundhed.dk" in page(), "the first build")
    context = browser.new_context(base_url=address)
    reader = context.new_page()
    said: list[str] = []
    reader.on("console", lambda message: said.append(message.text))
    reader.goto("initiativer/sundhed-dk/")
    expect(reader).to_have_title(re.compile("^sundhed.dk"))
    snapshot.write_text(sound.replace("      da: sundhed.dk\n", "      da: sundhed punktum dk\n"), encoding="utf-8")
    _until(lambda: "<title>sundhed punktum dk" in page(), "the edit shows")
    expect(reader).to_have_title(re.compile("^sundhed punktum dk"), timeout=PATIENCE * 1000)
    assert reader.goto("ingen-saadan-side/").status == 404  # type: ignore[union-attr]
    assert [line for line in said if "Policy" in line] == []
    context.close()

    line = sound.splitlines().index("kind: økonomiaftale") + 1
    snapshot.write_text(sound.replace("kind: økonomiaftale", "kind: kage"), encoding="utf-8")
    told = f"agreements/2023.yaml:{line}:7: unknown-value: 'kage' is not one of the values here."
    _until(lambda: told in log.read_text(encoding="utf-8"), "the fault is told")
    assert "Traceback" not in log.read_text(encoding="utf-8")

    snapshot.write_text(sound, encoding="utf-8")
    _until(lambda: "<title>sundhed.dk" in page(), "the mended snapshot shows")
