"""`mkdocs serve`: each page is made when it is asked for, as a build makes it, and again when the data has changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import GOLDEN, ROOT
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

ADDRESS = "http://127.0.0.1:8000/"


def _config(project: Path, out: Path, command: str) -> MkDocsConfig:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(out))
    config.site_url = ADDRESS
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
def previewed(project: Path) -> tuple[Any, Server, Path]:
    """A preview that was built, its server and the folder that it serves."""
    out = project / "preview"
    config = _config(project, out, "serve")
    build(config, serve_url=ADDRESS)
    preview = config.plugins["aftalespor"]._preview
    server = Server(serve_request=lambda *_: [], observer=SimpleNamespace(), mount_path="/")

    def builder() -> None:
        server.builds += 1
        build(_config(project, out, "serve"), serve_url=ADDRESS)

    server.builds = 0
    preview.answer_for(server, builder)
    return preview, server, out


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


def test_only_what_is_not_data_makes_mkdocs_build(project: Path, previewed: tuple[Any, Server, Path]) -> None:
    _, server, out = previewed
    _edit(project, "_glossary.yaml", "text:", "text:")
    server.builder()
    assert server.builds == 0
    about = project / "site_src" / "docs" / "om.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nEn ny linje.\n", encoding="utf-8")
    server.builder()
    assert server.builds == 1
    assert "En ny linje." in (out / "om" / "index.html").read_text(encoding="utf-8")


def test_a_fault_is_told_and_what_was_there_stays(
    project: Path, previewed: tuple[Any, Server, Path], caplog: pytest.LogCaptureFixture
) -> None:
    preview, server, out = previewed
    preview.make("initiativer/hoejbro/")
    before = _pages(out)
    _edit(project, "b.yaml", "kind: effort", "kind: kage")
    with pytest.raises(SystemExit):
        server.builder()
    assert "unknown-value" in caplog.text
    assert _pages(out) == before
