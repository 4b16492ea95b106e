"""The same pages in the preview of MkDocs, and after a save."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import GOLDEN, ROOT, project_copy
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser, expect

# ---- `mkdocs serve`: each page is made when it is asked for, as a build makes it, and again when the data has changed.

PREVIEWED_AT = "http://127.0.0.1:8000/"


def _config(project: Path, out: Path, command: str) -> MkDocsConfig:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(out))
    config.site_url = PREVIEWED_AT
    config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
    return config


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The golden agreements and the site's own pages, without what was published of the real ones."""
    shutil.copytree(GOLDEN / "agreements", tmp_path / "agreements")
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src", ignore=shutil.ignore_patterns("fast"))
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(text.replace("strict: true", "strict: false"), encoding="utf-8")
    return tmp_path


class Server(SimpleNamespace):
    """As much of the server as the preview speaks to."""

    def set_app(self, app: Any) -> None:
        self.app = app


@pytest.fixture
def previewed(project: Path) -> Iterator[tuple[Any, Server, Path]]:
    """A preview that was built, its server and the folder that it serves."""
    out = project / "preview"
    config = _config(project, out, "serve")
    build(config, serve_url=PREVIEWED_AT)
    preview = config.plugins["aftalespor"]._preview
    server = Server(serve_request=lambda *_: [], observer=SimpleNamespace(), mount_path="/")

    def builder() -> None:
        server.builds += 1
        build(_config(project, out, "serve"), serve_url=PREVIEWED_AT)

    server.builds = 0
    preview.answer_for(server, builder)
    yield preview, server, out
    _config(project, out, "build")  # MkDocs keeps the plugin for the next build of this process, with its preview


def _pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
        if path.name != "404.html"
    }


def _edit(project: Path, name: str, find: str, replace: str) -> None:
    path = project / "agreements" / name
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, replace), encoding="utf-8")


def test_after_a_save_every_page_is_that_of_a_build(project: Path, previewed: tuple[Any, Server, Path]) -> None:
    preview, server, out = previewed
    preview.make("initiativer/hoejbro/")
    preview.make("")
    _edit(project, "b.yaml", "12 mio. kr.", "14 mio. kr.")
    server.builder()
    assert server.builds == 0
    build(_config(project, project / "built", "build"))
    built = _pages(project / "built")
    assert "14 mio. kr." in built["initiativer/hoejbro/index.html"]
    for name in built:
        preview.make(re.sub(r"index\.html$", "", name))
    assert _pages(out) == built
    for path in (project / "built").rglob("*"):
        name = path.relative_to(project / "built").as_posix()
        if path.is_file() and not name.startswith(("sitemap", "search/")):  # these know hand-written pages only
            preview.make(name)
            assert (out / name).read_bytes() == path.read_bytes(), name


# ---- `make serve`: a saved snapshot shows at once, and a fault neither hides nor kills the server.

PATIENCE = 60  # seconds; a build takes two on a quiet machine


@pytest.fixture
def served_project(tmp_path: Path) -> Path:
    return project_copy(tmp_path, GOLDEN / "agreements")


@pytest.fixture
def server(served_project: Path) -> Iterator[tuple[str, Path]]:
    """The address of a preview of *served_project*, and the file with what it prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = served_project / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", "--watch", "agreements"]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, cwd=served_project, stdout=out, stderr=out, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
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
    served_project: Path, server: tuple[str, Path], browser: Browser
) -> None:
    """And a browser that looks at the page reloads it, by a script that the page's content policy lets in."""
    address, log = server
    snapshot = served_project / "agreements" / "c.yaml"
    sound = snapshot.read_text(encoding="utf-8")

    def page() -> str:
        with urllib.request.urlopen(f"{address}initiativer/hoejbro/", timeout=5) as response:  # noqa: S310 - our own server
            return str(response.read().decode("utf-8"))

    _until(lambda: "<title>Ny Højbro" in page(), "the first build")
    context = browser.new_context(base_url=address)
    reader = context.new_page()
    said: list[str] = []
    reader.on("console", lambda message: said.append(message.text))
    reader.goto("initiativer/hoejbro/")
    expect(reader).to_have_title(re.compile("^Ny Højbro"))
    snapshot.write_text(sound.replace("    title: Ny Højbro\n", "    title: Ny lav bro\n"), encoding="utf-8")
    _until(lambda: "<title>Ny lav bro" in page(), "the edit shows")
    expect(reader).to_have_title(re.compile("^Ny lav bro"), timeout=PATIENCE * 1000)
    assert reader.goto("ingen-saadan-side/").status == 404  # type: ignore[union-attr]
    assert [line for line in said if "Policy" in line] == []
    context.close()

    line = sound.splitlines().index("kind: økonomiaftale") + 1
    snapshot.write_text(sound.replace("kind: økonomiaftale", "kind: kage"), encoding="utf-8")
    told = f"agreements/c.yaml:{line}:7: unknown-value: 'kage' is not one of the values here."
    _until(lambda: told in log.read_text(encoding="utf-8"), "the fault is told")
    assert "Traceback" not in log.read_text(encoding="utf-8")

    snapshot.write_text(sound, encoding="utf-8")
    _until(lambda: "<title>Ny Højbro" in page(), "the mended snapshot shows")
