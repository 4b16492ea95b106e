"""What a build is told from outside, what may then be promised, and addresses of scripts by their content."""

from __future__ import annotations

import json
import logging
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, ROOT, cases, project_copy, served, theme_pages
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from generator.commands import main
from generator.model.place import GeneratorError
from generator.publishing.addresses import Site
from generator.publishing.embeds import hash_source
from generator.publishing.site_file import SCRIPTS, is_script, script_folder
from generator.reading.hand_written import files_that_end


@pytest.mark.parametrize("said", ["", "spor.example,2027"])
def test_the_name_in_ids_is_chosen_in_the_settings(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    if said:
        monkeypatch.setenv("TAG_AUTHORITY", said)
    else:
        monkeypatch.delenv("TAG_AUTHORITY", raising=False)
    plugin = load_config(str(ROOT / "mkdocs.yml")).plugins["aftalespor"]
    assert plugin.config.site.authority == (said or Site().authority)


@cases
def test_what_is_no_address_is_refused(url: str, more: dict[str, str]) -> None:
    with pytest.raises(GeneratorError, match="Give a"):
        Site.at(url, **more)


PUBLIC = "https://spor.dk/"


@pytest.mark.parametrize("url", [PUBLIC, "https://en-ejer.github.io/aftalespor/", "https://spor.dk:8443"])
def test_nothing_is_published_under_a_name_that_nobody_holds(url: str) -> None:
    """It stands in every id for ever, so the first public build is the last moment to choose it."""
    with pytest.raises(GeneratorError, match=r"TAG_AUTHORITY is aftalespor\.example,2026, .* authority in mkdocs.yml"):
        Site.at(url)
    assert Site.at(url, authority="spor.dk,2026").is_public


@pytest.mark.parametrize(
    "url", ["", "https://spor.example/", "http://127.0.0.1:8000/", "http://[::1]/", "http://localhost"]
)
def test_what_nobody_comes_to_is_built_under_any_name(url: str) -> None:
    assert Site.at(url).authority == Site().authority


def test_pages_for_another_engine_are_named_in_the_same_way(tmp_path: Path) -> None:
    command = ["--agreements", str(GOLDEN / "agreements"), "pages", "--out", str(tmp_path / "ud"), "--site-url", PUBLIC]
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "TAG_AUTHORITY" in refused.stderr) == (1, True)
    assert CliRunner().invoke(main, command, env={"TAG_AUTHORITY": "spor.dk,2026"}).exit_code == 0
    assert "tag:spor.dk,2026:" in (tmp_path / "ud" / "feeds" / "tidslinje.xml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_copy(tmp_path, GOLDEN / "agreements")


def _set(project: Path, old: str, new: str) -> str:
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


def test_no_other_folder_of_data_can_be_set_than_what_is_checked(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.move(project / "agreements", project / "andre")
    file = _set(project, "  - aftalespor:\n", "  - aftalespor:\n      agreements: andre\n")
    with pytest.raises(Abort):
        load_config(file, strict=True)
    assert "Unrecognised configuration name: agreements" in caplog.text


def test_links_are_checked_whatever_is_set(project: Path) -> None:
    parts = ("omitted_files", "not_found", "absolute_links", "unrecognized_links", "anchors")
    ignored = "".join(f"  {part}: ignore\n" for part in parts)
    config = load_config(_set(project, "site_dir: site\n", f"site_dir: site\nvalidation:\n{ignored}"))
    assert config.validation.links.anchors != logging.WARNING
    config = config.plugins["aftalespor"].on_config(config)
    levels = {**config.validation.nav, **config.validation.links}
    assert {*parts} <= levels.keys()
    assert {*levels.values()} == {logging.WARNING}


# ---- Scripts and styles that a host may keep for a year, and a page that finds nothing of them.

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


def test_one_byte_of_any_of_them_gives_all_another_address(tmp_path: Path) -> None:
    docs = shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("fast"))
    folders = {script_folder(files_that_end(docs, SCRIPTS))}
    for name in OURS:
        with (docs / name).open("ab") as file:
            file.write(b" ")
        folders.add(script_folder(files_that_end(docs, SCRIPTS)))
    assert len(folders) == 1 + len(OURS)


def test_a_page_that_is_not_there_leads_on_from_any_depth_where_the_site_has_an_address(golden_site: Path) -> None:
    tree = LexborHTMLParser((golden_site / "404.html").read_text(encoding="utf-8"))
    links = {link.attributes["href"] for link in tree.css("article a")}
    assert {"/dk/initiativer/", "/dk/en/"} <= links
    styles = [str(node.attributes["href"]) for node in tree.css('link[rel="stylesheet"]')]
    assert all(style.startswith("/dk/assets/") for style in styles)


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
