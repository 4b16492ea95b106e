"""The built site: both routes, the same bytes, links that lead somewhere, and what a reader must find."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import GOLDEN, ROOT, GitRepo, build_site, cases, frozen_project, project_copy, served
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from generator.model.archive import Archive
from generator.wording.fact_words import fact_words
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator

BASE = "http://site.example/"


class Page:
    """The links, ids and headings of one page."""

    def __init__(self, html: str) -> None:
        tree = LexborHTMLParser(html)
        self.links = [str(link.attributes["href"]) for link in tree.css("a[href]")]
        self.ids = [str(each.attributes["id"]) for each in tree.css("[id]")]
        self.headings = [int(each.tag[1]) for each in tree.css("h1, h2, h3, h4, h5, h6")]
        self.language = tree.css_first("html").attributes.get("lang", "")


@pytest.fixture(scope="module")
def pages(current_site: Path) -> dict[str, Page]:
    return _pages(current_site)


def _pages(site: Path) -> dict[str, Page]:
    """Every HTML page of the site by its URL path."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        found[url] = Page(path.read_text(encoding="utf-8"))
    return found


def _target(page: str, link: str) -> tuple[str, str] | None:
    parts = urlsplit(urljoin(BASE + page, link))
    if parts.scheme not in {"http", "https"} or parts.netloc != "site.example":
        return None
    return unquote(parts.path).lstrip("/"), unquote(parts.fragment)


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place(pages: dict[str, Page], current_site: Path) -> None:
    broken = []
    for url, page in pages.items():
        for link in page.links:
            target = _target("" if url == "404.html" else url, link)
            if target is None:
                continue
            path, fragment = target
            if path in pages:
                if fragment and not fragment.startswith("__") and fragment not in pages[path].ids:
                    broken.append((url, link))
            elif not (current_site / path).is_file():
                broken.append((url, link))
    assert broken == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    for url, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), url


def test_every_page_names_its_language_and_has_one_first_heading_and_no_level_left_out(pages: dict[str, Page]) -> None:
    for url, page in pages.items():
        assert page.language == ("en" if re.match(r"(?:fast/[^/]+/)?en/", url) else "da"), url
        if url != "404.html":
            assert page.headings.count(1) == 1, url
            steps = zip(page.headings, page.headings[1:], strict=False)
            assert all(after - before <= 1 for before, after in steps), url


@cases
def test_the_answer_is_at_most_three_clicks_from_the_front_page(
    initiative_id: str, words: list[str], site: Path
) -> None:
    pages = _pages(site)
    goal = f"initiativer/{initiative_id}/"
    clicks = {"": 0}
    queue = deque([""])
    while queue:
        url = queue.popleft()
        for link in pages[url].links:
            target = _target(url, link)
            if target and target[0] in pages and target[0] not in clicks:
                clicks[target[0]] = clicks[url] + 1
                queue.append(target[0])
    assert clicks[goal] <= 3
    html = (site / goal / "index.html").read_text(encoding="utf-8")
    for word in words:
        assert word in html


def test_the_pages_of_the_newest_agreement_fit_a_phone_and_shut_nobody_out(
    browser: Browser, current_site: Path, current: Archive
) -> None:
    older, newest = (agreement.id for agreement in current.agreements[-2:])
    first = current.agreements[0].id
    urls = ("", f"aftaler/{newest}/", f"sammenlign/{older}/{newest}/", f"sammenlign/{first}/{newest}/")
    with served(current_site) as address:
        page = browser.new_page(base_url=address, viewport={"width": 360, "height": 800})
        for url in (*urls, "tidslinje/", *(f"en/{url}" for url in urls)):
            page.goto(url, wait_until="networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, url
            assert [violation["id"] for violation in Axe().run(page).response["violations"]] == [], url
        page.close()


@cases
def test_silence_is_never_called_dropped(language: str, dropped: str, ended: str, site: Path) -> None:
    """What the first words say is never said, and the others with a source alone, which these agreements have none of."""
    pages = [*(site / language).rglob("*.html")]
    assert len(pages) > 100
    for path in pages:
        text = path.read_text(encoding="utf-8").lower()
        assert not re.search(dropped, text), path
        if "/sammenlign/" in path.as_posix() or "/initiativer/" in path.as_posix():
            assert ended not in text, path


def test_every_number_of_a_fact_is_on_its_agreements_page(current_site: Path, current: Archive) -> None:
    for agreement in current.agreements:
        html = (current_site / "aftaler" / agreement.id / "index.html").read_text(encoding="utf-8")
        for initiative in agreement.initiatives:
            for fact in initiative.facts:
                assert fact_words(DANISH_T, fact, current.register.party_titles) in html, (
                    agreement.id,
                    initiative.id,
                    fact.id,
                )
        for item in agreement.context:
            assert f'id="note-{item.id}"' in html


def test_two_builds_give_the_same_bytes(site: Path, clock: Mapping[str, str], tmp_path: Path) -> None:
    """Another folder, year, time zone, locale and hash seed; the only date is that of the data.

    `make reproduce` also has another Python.
    """
    project = frozen_project(tmp_path / "æøå 100% #1")
    unlike = {
        "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
        "CLOCK": "2224000000", **clock,
    }  # fmt: skip
    _assert_same(site, build_site(project / "mkdocs.yml", tmp_path / "igen", **unlike))


def test_the_folder_route_gives_the_same_site(tmp_path: Path) -> None:
    """`aftalespor pages` and the plugin are two ways to the same site, so the plugin can be left."""
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    GitRepo(project).commit()
    with_plugin = build_site(project / "mkdocs.yml", tmp_path / "plugin")
    command = [sys.executable, "-m", "generator", "pages", "--out", str(tmp_path / "sider")]
    command += ["--language", "da", "--language", "en"]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    shutil.copytree(tmp_path / "sider", project / "site_src" / "docs", dirs_exist_ok=True)
    without, removed = re.subn(r"  - aftalespor:\n(?: {6}.*\n)+", "", config)
    assert removed == 1
    hooks = f"hooks: [{json.dumps(str(ROOT / 'generator' / 'mkdocs_folder.py'))}]\n"
    (project / "mkdocs.yml").write_text(without + hooks, encoding="utf-8")
    # Without the plugin nothing but this variable tells MkDocs the date of the data (2020-01-01T12:00 +01:00).
    by_folder = build_site(project / "mkdocs.yml", tmp_path / "mappe", SOURCE_DATE_EPOCH="1577876400")
    _assert_same(with_plugin, by_folder)


def _assert_same(one: Path, other: Path) -> None:
    names = [sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()) for root in (one, other)]
    assert names[0] == names[1]
    for name in names[0]:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_faulty_data_stops_the_build_with_its_problems(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "projekt")
    path = project / "agreements" / "pagt.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("        basis: total\n", "", 1), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(project / "mkdocs.yml"), "-d", str(tmp_path / "ud")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "amount-without-basis" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "ud").exists()


def test_a_build_without_history_and_address_says_what_is_missing_and_what_does_not_work(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(project / "mkdocs.yml")]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert result.stderr.count("history of the snapshots is missing") == 1
    assert "links in its feeds" in result.stderr.splitlines()[-1]
    for page, words in (
        ("aftaler/a", "Ukendt, fordi filerne ikke er hentet med git"),
        ("data", "har ikke en fast adresse. Henvisningerne i det"),
        ("en/data", "not find the pages"),
    ):
        assert words in (project / "site" / page / "index.html").read_text(encoding="utf-8")
    timeline = (project / "site" / "tidslinje" / "index.html").read_text(encoding="utf-8")
    assert "Sæt adressen ind i en nyhedslæser" not in timeline


def test_nothing_of_the_theme_is_there_that_no_page_asks_for(site: Path) -> None:
    """Its own search, in thirty languages, and maps of its code were a tenth of the files."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert not [name for name in names if "lunr" in name or "workers" in name or name.endswith(".map")]
    asked = {*re.findall(r"assets/javascripts/[\w./-]+", (site / "index.html").read_text(encoding="utf-8"))}
    assert asked == {name for name in names if name.startswith("assets/javascripts/")}


def test_readers_meet_few_labels(site: Path, record_property: Callable[[str, object], None]) -> None:
    """Statuses, tags and sorts of difference. The page of the method explains each, also what never occurs."""
    label = re.compile(r'<(span|a)[^>]* class="as-(?:status|tag|mode)[ "][^>]*>(.*?)</\1>', re.DOTALL)
    told = {
        " ".join(re.sub(r"<[^>]+>", "", found[2]).split())
        for page in site.rglob("index.html")
        if page.relative_to(site).parts[0] not in {"en", "metode", "indlejr"}
        for found in label.finditer(page.read_text(encoding="utf-8"))
    }
    record_property("measured", f"{len(told)} labels (aim 25)")
    assert 10 < len(told) <= 25, sorted(told)


@pytest.mark.parametrize(("language", "t"), [("", DANISH_T), ("en/", ENGLISH_T)])
def test_a_page_is_of_the_day_that_its_references_name(site: Path, language: str, t: Translator) -> None:
    """What asks a page for its date would else take that of a source on it, years before the page was made."""
    page = (site / language / "initiativer/mit-overblik/index.html").read_text(encoding="utf-8")
    (day,) = re.findall(r'<meta name="dcterms\.date" content="([^"]*)">', page)
    assert re.search(rf"commit [0-9a-f]{{10}}, {t.day(date.fromisoformat(day))}\.", page)
