"""Scripts and styles that a host may keep for a year, and a page that finds nothing of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, build_site, project_copy, served, theme_pages
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from generator.publishing.content_policy import hash_source
from generator.publishing.fingerprint import SCRIPTS, is_script, script_folder
from generator.publishing.site_file import SiteAsset
from generator.reading.hand_written import files_that_end

DOCS = ROOT / "site_src" / "docs"
OURS = [path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*")) if is_script(path.name)]
BY_CONTENT = re.compile(r"assets/(?:[0-9a-f]{10}/.+|.+\.[0-9a-f]{8}\.min)\.(?:css|js)")


def _addresses(page: Path, site: Path) -> set[str]:
    """The scripts and styles that a page asks for, from the top of the site, and the worker that its search starts."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    named = [node.attributes["src"] for node in tree.css("script[src]")]
    named += [node.attributes["href"] for node in tree.css('link[rel="stylesheet"]')]
    config = tree.css_first("#__config")
    named += [json.loads(config.text())["search"].partition("?")[0]] if config else []
    return {(page.parent / str(name)).resolve().relative_to(site.resolve()).as_posix() for name in named}


def test_each_script_and_style_that_a_page_names_is_there_and_is_named_by_what_is_in_it(site: Path) -> None:
    pages = theme_pages(site)
    named = {page: _addresses(page, site) for page in pages}
    for page, addresses in named.items():
        assert len(addresses) > 10, page
        for address in addresses:
            assert (site / address).is_file(), (page, address)
            assert BY_CONTENT.fullmatch(address), (page, address)
    # and there is one folder of ours, in which all of them are
    [folder] = {
        match[1] for path in named.values() for each in path if (match := re.match(r"(assets/[0-9a-f]{10}/)", each))
    }
    there = {path.relative_to(site / folder).as_posix() for path in (site / folder).rglob("*") if path.is_file()}
    assert there == {*(name.removeprefix("assets/") for name in OURS), "words/en.js"}
    assert not [name for name in OURS if (site / name).exists()]


@pytest.mark.parametrize("name", OURS)
def test_one_byte_of_any_of_them_gives_all_another_address(name: str, tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("fast"))
    before = script_folder(files_that_end(tmp_path / "docs", SCRIPTS))
    with (tmp_path / "docs" / name).open("ab") as file:
        file.write(b" ")
    assert script_folder(files_that_end(tmp_path / "docs", SCRIPTS)) != before


def test_what_is_made_counts_too_and_what_is_no_script_does_not() -> None:
    words = [SiteAsset("assets/words/en.js", text) for text in (b"1", b"2")]
    assert len({script_folder({}), *(script_folder({}, [each]) for each in words)}) == 3
    assert script_folder({}, [SiteAsset("data/v1/a.csv", b"")]) == script_folder({})


def test_a_changed_style_has_another_address_on_every_page_of_a_built_site(tmp_path: Path) -> None:
    """The second site has an address too, so that a page that is not there leads on from any depth."""
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    before = build_site(project / "mkdocs.yml", tmp_path / "before")
    with (project / "site_src" / "docs" / "aftalespor.css").open("ab") as style:
        style.write(b"\n")
    after = build_site(project / "mkdocs.yml", tmp_path / "after", SITE_URL="https://spor.example/under/")
    for page in theme_pages(before):
        one, other = (_addresses(site / page.relative_to(before), site) for site in (before, after))
        assert not {name for name in one & other if re.match(r"assets/[0-9a-f]{10}/", name)}

    tree = LexborHTMLParser((after / "404.html").read_text(encoding="utf-8"))
    links = {link.attributes["href"] for link in tree.css("article a")}
    assert {"/under/initiativer/", "/under/en/"} <= links
    styles = [str(node.attributes["href"]) for node in tree.css('link[rel="stylesheet"]')]
    assert all(style.startswith("/under/assets/") for style in styles)


def test_a_page_that_is_not_there_is_dressed_at_any_depth_where_the_site_has_no_address(site: Path, page: Page) -> None:
    """A host shows it below whatever address was asked for, and nobody knows where the site begins."""
    html = (site / "404.html").read_text(encoding="utf-8")
    tree = LexborHTMLParser(html)
    assert tree.css("link[rel=stylesheet], script, img") == []
    style = tree.css_first("style").text()
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    assert hash_source(style) in str(policy)
    assert {link.attributes["href"] for link in tree.css("a")} == {"./", "../"}
    with served(site) as address:
        page.goto(f"{address}404.html")
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # else the policy took it
        assert page.get_by_role("heading", level=1).inner_text() == "Siden findes ikke"
