"""The folder for Zensical, built by it, beside the site of MkDocs: the same pages in another engine's frame."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, build_site, project_copy, served
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from generator import zensical_folder
from generator.model.place import GeneratorError

URL = "https://spor.example/"
# What each engine has of its own; docs/running.md.
OF_MKDOCS = {"search/search_index.json", "sitemap.xml.gz"}
OF_ZENSICAL = re.compile(r"search\.json|assets/(javascripts|stylesheets)/.*")
UNLIKE = {"sitemap.xml"}
PARTS = ("main article", "title", "nav.md-tabs", ".md-sidebar--primary", ".md-search", ".as-language", "footer")
ADDRESS = re.compile(r'((?:href|src|data-as-search-advice)=")([^"#:]+)')


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The golden archive as a site of MkDocs and as one of Zensical."""
    project = project_copy(tmp_path_factory.mktemp("projekt"), GOLDEN / "agreements")
    by_mkdocs = build_site(project / "mkdocs.yml", tmp_path_factory.mktemp("mkdocs"), SITE_URL=URL)
    folder = tmp_path_factory.mktemp("zensical") / "mappe"
    command = [sys.executable, "-m", "generator", "pages", "--engine", "zensical", "--out", str(folder)]
    command += ["--site-url", URL, "--language", "da", "--language", "en"]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "No issues found" in built.stderr
    return by_mkdocs, folder / "site"


def _files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _parts(path: Path) -> Iterator[tuple[str, list[str]]]:
    """What a reader meets on a page; an address as it is from there, and code without its colours."""
    text = ADDRESS.sub(lambda match: match[1] + posixpath.normpath(match[2]), path.read_text(encoding="utf-8"))
    page = LexborHTMLParser(text)
    for code in page.css("pre > code"):
        (
            code.parent.parent if "highlight" in code.parent.parent.attributes.get("class", "") else code.parent
        ).replace_with(code.text())  # type: ignore[union-attr]
    for part in PARTS:
        yield part, [" ".join((found.html or "").replace(">", "> ").split()) for found in page.css(part)]
    head = [
        *page.css("meta[name], meta[property], meta[http-equiv]"),
        *page.css('link[rel~="alternate"], link[rel="canonical"]'),
    ]
    yield "head", sorted(each.html or "" for each in head if each.attributes.get("name") != "generator")
    yield "language", [str(page.css_first("html").attributes["lang"])]


def test_zensical_makes_the_same_pages_as_mkdocs(sites: tuple[Path, Path]) -> None:
    by_mkdocs, by_zensical = sites
    pages = sorted(name for name in _files(by_mkdocs) if name.endswith(".html"))
    unlike = []
    seen: set[str] = set()
    for name in pages:
        ours = dict(_parts(by_mkdocs / name))
        seen |= {tag for tag in ("<ins", "<del", "<table") if any(tag in text for text in ours["main article"])}
        seen |= {*ours["language"]}
        unlike += [(name, part) for part, found in _parts(by_zensical / name) if ours[part] != found]
    assert unlike == []
    assert len(pages) > 100
    assert seen == {"<ins", "<del", "<table", "da", "en"}


def test_what_becomes_the_index_of_a_folder_leads_where_it_led() -> None:
    text = "[a](oevelse.txt) [b](../om.md#fejl) [c](https://sted.example/a.txt) [d](#her) [e](index.md)"
    there = "[a](../oevelse.txt) [b](../../om/index.md#fejl) [c](https://sted.example/a.txt) [d](#her) [e](../index.md)"
    assert zensical_folder._linked(text, "bidrag/side.md") == there


def test_every_other_file_is_the_same(sites: tuple[Path, Path]) -> None:
    by_mkdocs, by_zensical = sites
    ours, theirs = _files(by_mkdocs), _files(by_zensical)
    assert ours - theirs == OF_MKDOCS
    assert [name for name in sorted(theirs - ours) if not OF_ZENSICAL.fullmatch(name)] == []
    same = {name for name in ours & theirs if not name.endswith(".html")} - UNLIKE
    assert [name for name in sorted(same) if (by_mkdocs / name).read_bytes() != (by_zensical / name).read_bytes()] == []
    places = [set(re.findall(r"<loc>(.+)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))) for site in sites]
    assert places[0] == places[1]


@pytest.mark.parametrize(("start", "address"), [("", "initiativer/hoejbro/"), ("en/", "en/initiativer/hoejbro/")])
def test_our_own_search_answers_in_the_site_of_zensical(
    sites: tuple[Path, Path], browser: Browser, start: str, address: str
) -> None:
    with served(sites[1]) as base:
        page = browser.new_page(base_url=base)
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.goto(start, wait_until="networkidle")  # the index is fetched when the page has loaded
        box = page.locator(".md-search__input")
        box.click()
        box.press_sequentially("Højbro")
        expect(page.locator(f'.md-search-result a[href*="{address}"]').first).to_be_visible()
        page.close()
    assert refused == []


def test_another_version_of_the_theme_is_noticed() -> None:
    with pytest.raises(GeneratorError, match=r"the theme's base.html has no"):
        zensical_folder.changed("base.html", "<html>")
