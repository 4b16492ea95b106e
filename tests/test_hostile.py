"""One snapshot full of markup, links and template code: it comes out as the text that it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import GOLDEN, build_site, project_copy
from ruamel.yaml import YAML

from generator.history import History
from generator.loading import load_archive
from generator.pages import site_files

HOSTILE = (
    "<script>alert(1)</script> </div></details> [x](javascript:alert(2)) ![y](//ond.example/y.png) {{ 7*7 }} {% raw %}"
    " | *a* `b` --- &lt;i&gt; \"'> <img src=x onerror=alert(3)> =1+1 :::  {: onclick=alert(4) } </title>"
)
_TEXT_KEYS = {
    "title",
    "short",
    "summary",
    "note",
    "label",
    "text",
    "speaker",
    "publisher",
    "why",
    "unit",
    "group",
}


def _poison(value: object) -> object:
    if isinstance(value, dict):
        return {key: _poisoned(key, inner) for key, inner in value.items()}
    return [_poison(item) for item in value] if isinstance(value, list) else value


def _poisoned(key: str, value: object) -> object:
    if key in _TEXT_KEYS and isinstance(value, str):
        return f"{value} {HOSTILE}"
    if key == "aliases":
        return [HOSTILE]
    if key == "phrase" and isinstance(value, str):
        return "<b onclick=alert(5)> {{ x }} </q>"
    return _poison(value)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden agreements with hostile text in every text field."""
    folder = tmp_path_factory.mktemp("ond") / "agreements"
    shutil.copytree(GOLDEN / "agreements", folder)
    yaml = YAML(typ="safe", pure=True)
    for path in folder.glob("*.yaml"):
        poisoned = _poison(yaml.load(path))
        with path.open("w", encoding="utf-8") as out:
            yaml.dump(poisoned, out)
    return folder


def test_hostile_text_stays_text_in_our_pages(hostile: Path) -> None:
    for page in site_files(load_archive(hostile), History(missing="prøve")):
        _assert_harmless(page.text.split("---", 2)[2])
        assert "&lt;script&gt;" in page.text or "{{" not in page.text


def test_hostile_text_stays_text_in_the_built_site(hostile: Path, tmp_path: Path) -> None:
    """Themes put titles and descriptions into their HTML as they are."""
    project = project_copy(tmp_path / "projekt")
    shutil.rmtree(project / "agreements")
    shutil.copytree(hostile, project / "agreements")
    out = build_site(project / "mkdocs.yml", tmp_path / "ud")
    for path in out.rglob("*.html"):
        _assert_harmless(path.read_text(encoding="utf-8"))
    title = re.search(
        r"<title>(.*?)</title>", (out / "aftaler" / "a" / "index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert title
    assert "&lt;script&gt;" in title[1]


def _assert_harmless(html: str) -> None:
    tags = re.findall(r"<[a-zA-Z][^>]*>", html)
    assert not [tag for tag in tags if re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag))]
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript:alert' not in html
    assert 'ond.example/y.png"' not in html
    assert "49" not in re.findall(r"\{\{ (\S+) \}\}", html)
