"""A whole edition full of hostile text, built for real and read by those who read us: every output, and a browser."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import openpyxl
import pytest
from conftest import GitRepo, build_site, cases, project_copy, served, watching
from hostile import ADDRESSES, EVIL, MARK, PAYLOADS, Poison, free_text_fields, poisoned_folder
from icalendar import Calendar
from openpyxl.utils.escape import unescape
from playwright.sync_api import Browser, Page

from generator.model.archive import Archive
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History

URL = "https://sted.example/rod/"
CC = "https://creativecommons.org/"
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Tags(HTMLParser):
    """The tags of a page with their attributes, what its scripts hold, and all its text with that of attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.texts: list[str] = []
        self.values: list[str] = []
        self._is_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs), (tag, attrs)  # no attribute twice
        self.tags.append((tag, values))
        self.values += values.values()
        self._is_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._is_script = self._is_script and tag != "script"

    def handle_data(self, data: str) -> None:
        (self.scripts if self._is_script else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    @property
    def shape(self) -> set[tuple[str, str]]:
        return {(tag, name) for tag, values in self.tags for name in (*values, "")}

    @property
    def text(self) -> str:
        """What stands on the page, and what stands in attributes, which readers are shown in other ways."""
        return _flat("".join([*self.texts, "\n", *self.values]))


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def poisons(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Poison, Poison]:
    """A project whose snapshots were hostile in one way, and are now in another, by hostile people."""
    project = project_copy(tmp_path_factory.mktemp("ondt") / "projekt")
    shutil.rmtree(project / "agreements")
    repo = GitRepo(project)
    before = poisoned_folder(project / "agreements", "a")
    repo.git("config", "user.name", "<script>pwned.push('navn')</script>")
    repo.git("checkout", "--quiet", "-b", "\"><svg/onload=pwned.push('gren')>")
    repo.commit(f"<img src=//{EVIL}/besked onerror=pwned.push('besked')>\n\n{{{{ 7*7 }}}} \x1b[31m ::error::x")
    after = poisoned_folder(project / "agreements", "b")
    names = {"GIT_AUTHOR_NAME": "<b onclick=pwned.push(1)>", "GIT_AUTHOR_EMAIL": '"><script>@x'}
    before_names = {name: os.environ.get(name, "") for name in names}
    os.environ.update(names)
    repo.commit("]]></entry><script>pwned.push('besked')</script>")
    os.environ.update(before_names)
    repo.git("tag", "v;rm${IFS}-rf")
    return project, before, after


@pytest.fixture(scope="module")
def out(poisons: tuple[Path, Poison, Poison]) -> Path:
    project, _, _ = poisons
    around = {path for path in project.parent.rglob("*") if ".git" not in path.parts}
    built = build_site(project / "mkdocs.yml", project.parent / "ud", SITE_URL=URL)
    new = {path for path in project.parent.rglob("*") if ".git" not in path.parts} - around
    # nothing is made beside the folder of the site but our own cache
    assert {path.relative_to(project.parent).parts[:2] for path in new if built not in path.parents} <= {
        ("ud",), ("projekt", ".cache"),
    }  # fmt: skip
    return built


@pytest.fixture(scope="module")
def pages(out: Path) -> dict[str, Tags]:
    return {
        path.relative_to(out).as_posix(): Tags(path.read_text(encoding="utf-8")) for path in sorted(out.rglob("*.html"))
    }


def test_every_field_that_takes_free_text_is_in_it(poisons: tuple[Path, Poison, Poison]) -> None:
    assert poisons[2].fields == set(free_text_fields())
    assert len(poisons[2].given) > 5 * len(PAYLOADS)


def test_no_page_has_a_tag_that_a_harmless_page_has_not(pages: dict[str, Tags], site: Path, golden: Archive) -> None:
    edition = Edition(golden, History(missing="prøve"))
    harmless = {pair for page in site_files(edition) for pair in Tags(page.html).shape}
    scripts = set()
    for path in site.rglob("*.html"):
        page = Tags(path.read_text(encoding="utf-8"))
        harmless |= page.shape
        scripts |= {script for script in page.scripts if not script.lstrip().startswith("{")}
    for name, page in pages.items():
        assert page.shape <= harmless, (name, page.shape - harmless)
        for script in page.scripts:
            if script.lstrip().startswith("{"):
                json.loads(script)
                assert "<" not in script
            else:
                assert script in scripts, (name, script[:80])


def test_no_link_runs_anything_or_leads_where_no_source_does(pages: dict[str, Tags]) -> None:
    ours = urlsplit(URL).netloc
    for name, page in pages.items():
        for tag, values in page.tags:
            if tag == "meta" and "http-equiv" in values:
                assert values["http-equiv"] == "Content-Security-Policy", name
            for key in {"href", "src", "action", "data", "srcdoc", "formaction", "poster"} & set(values):
                value = values[key]
                if value == "data:,":
                    continue
                parts = urlsplit(urljoin(f"{URL}{name}", value))
                assert parts.scheme in {"https", "http", "mailto"}, (name, tag, value)
                if tag == "a" and values.get("rel", "").startswith("external"):
                    continue
                if tag == "a" and parts.netloc != ours:  # to a source, from a page that stands alone
                    assert value.startswith((*(a.partition("#")[0] for a in ADDRESSES), CC)), (name, value)
                    continue
                assert parts.netloc == ours, (name, tag, value)
                assert parts.path.startswith(("/rod/", "/")), (name, value)
                assert ".." not in parts.path


def test_text_arrives_as_text(pages: dict[str, Tags], poisons: tuple[Path, Poison, Poison]) -> None:
    """Each that is shown is somewhere shown whole.

    The page of corrections shows what changed in it, word by word, and a search its words with plus signs between them.
    """
    read = [page for name, page in pages.items() if "rettelser/" not in name]
    all_text = "\n".join(page.text for page in read)
    given = poisons[2].given
    pieces = (piece for page in read for piece in (*page.texts, *page.values) if piece not in given)
    no_terms = re.sub(rf" \+ {MARK}\w+{MARK}", "", "\n".join(pieces))
    shown = {mark: text for mark, text in given.items() if mark in no_terms}
    assert len(shown) > len(given) / 3
    cut = [text for text in shown.values() if _flat(text) not in all_text]
    assert cut == []


def test_every_file_has_a_plain_name_inside_the_site(out: Path) -> None:
    for path in out.rglob("*"):
        assert not path.is_symlink()
        for part in path.relative_to(out).parts:
            assert re.fullmatch(r"[\w][\w.+-]*", part, re.ASCII), part


def test_feeds(out: Path) -> None:
    feeds = sorted((out / "feeds").rglob("*.xml"))
    assert feeds
    entries = 0
    for path in feeds:
        feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
        assert not feed.bozo, path
        for entry in feed.entries:
            entries += 1
            assert entry.link.startswith(URL)
            for content in entry.content:
                shape = Tags(content.value).shape
                assert {tag for tag, _ in shape} <= {"p", "ul", "li", "a", "q"}, path
                assert {name for _, name in shape} <= {"", "href"}
    assert entries > 50
    titles = [_flat(str(ET.parse(path).getroot().findtext("{*}title"))) for path in feeds]  # noqa: S314 - ours
    assert all(MARK in title for title in titles if title.startswith("<"))
    assert any(MARK in title for title in titles)


def test_calendars(out: Path) -> None:
    for path in (out / "frister.ics", *out.glob("initiativer/*/frister.ics")):
        data = path.read_bytes()
        assert all(len(line) <= 75 for line in data.split(b"\r\n")), path
        calendar = Calendar.from_ical(data)
        assert {component.name for component in calendar.walk()} == {"VCALENDAR", "VEVENT"}
        assert len(calendar.walk("VEVENT")) == data.count(b"UID:")
        for event in calendar.walk("VEVENT"):
            assert not event.errors
            assert set(event) <= {
                "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY",
                "DESCRIPTION", "CATEGORIES", "TRANSP", "URL",
            }  # fmt: skip
            assert str(event["URL"]).startswith(URL)
            assert len(event["CATEGORIES"].cats) == 2
    summaries = " ".join(
        str(event["SUMMARY"]) for event in Calendar.from_ical((out / "frister.ics").read_bytes()).walk("VEVENT")
    )
    assert MARK in summaries


def test_tables(out: Path, poisons: tuple[Path, Poison, Poison]) -> None:
    """A text is the same in CSV, in the spreadsheet and in the database; in none of them is it a formula."""
    data = out / "data" / "v1"
    found: dict[str, set[str]] = {"csv": set(), "csv-excel": set(), "xlsx": set(), "sqlite": set()}
    for kind, delimiter in (("csv", ","), ("csv-excel", ";")):
        for path in sorted((data / kind).glob("*.csv")):
            text = path.read_bytes().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, path
            for cell in (cell for row in rows for cell in row):
                assert not cell.startswith(FORMULA) or re.fullmatch(r"-?[\d.,]+", cell), (path, cell)
                found[kind].add(cell)
    book = openpyxl.load_workbook(data / "aftalespor.xlsx")
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            assert not cell.hyperlink or (cell.hyperlink.target or "").startswith(("https://", "http://"))
            # openpyxl decodes only a part of what Excel does, so a text may stand in either form
            found["xlsx"] |= {str(cell.value), unescape(str(cell.value))}
    with sqlite3.connect(data / "aftalespor.sqlite") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found["sqlite"] |= {str(cell) for row in base.execute(f'SELECT * FROM "{name}"') for cell in row}  # noqa: S608
    given = {_flat(text) for text in poisons[2].given.values()}
    # CSV has an apostrophe before what a spreadsheet would take for a formula
    kept = {
        kind: ({_flat(cell) for cell in cells} | {_flat(cell.removeprefix("'")) for cell in cells}) & given
        for kind, cells in found.items()
    }
    assert len(kept["csv"]) > 100
    assert kept["csv"] == kept["sqlite"] == kept["xlsx"]
    assert len(kept["csv-excel"]) > 100
    assert kept["csv-excel"] < kept["csv"]  # it has not the English


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_and_linked_data(out: Path, poisons: tuple[Path, Poison, Poison]) -> None:
    texts: set[str] = set()

    def gather(value: Any) -> None:
        match value:
            case dict():
                for inner in value.values():
                    gather(inner)
            case list():
                for inner in value:
                    gather(inner)
            case str():
                texts.add(_flat(value))

    for path in sorted(out.rglob("*.json")):
        gather(json.loads(path.read_text(encoding="utf-8")))
    assert len({_flat(text) for text in poisons[2].given.values()} & texts) > 100


def test_xml_and_pictures(out: Path) -> None:
    for path in (*out.rglob("*.svg"), *out.rglob("*.xml")):
        assert b"<!ENTITY" not in path.read_bytes()
        ET.parse(path)  # noqa: S314 - ours, without entities
    locations = [
        node.text or ""
        for node in ET.parse(out / "sitemap.xml").getroot().iter()  # noqa: S314 - ours
        if node.tag.endswith("}loc")
    ]
    assert len(locations) > 50
    assert all(re.fullmatch(re.escape(URL) + r"[\w./-]*", location, re.ASCII) for location in locations)


def test_nothing_of_who_wrote_it_is_published(out: Path) -> None:
    for path in out.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(word in data for word in (b"'navn'", b"'gren'", b"'besked'", b"rm${IFS}")), path


INIT = "globalThis.pwned = [];"
# One of each that does something of its own: filters, tips, buttons that copy, sort and choose.
KINDS = ("index.html", "tidslinje/*", "sammenlign/a/b/*", "initiativer/hoejbro/*", "penge/*", "data/*")


@pytest.fixture(scope="module")
def bare(browser: Browser, out: Path) -> Iterator[tuple[Page, list[str], str]]:
    """A browser that knows no content policy, so that what keeps the text a text is the first line alone."""
    with served(out) as address, watching() as (_, reached):
        context = browser.new_context(base_url=address, bypass_csp=True)
        context.add_init_script(INIT)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("dialog", lambda dialog: (reached.append(dialog.message), dialog.dismiss()))
        page.on(
            "request", lambda asked: None if asked.url.startswith((address, "data:,")) else reached.append(asked.url)
        )
        yield page, reached, address
        context.close()


def _assert_untouched(bare: tuple[Page, list[str], str]) -> None:
    page, reached, address = bare
    assert [frame.evaluate("globalThis.pwned") for frame in page.frames] == [[]] * len(page.frames)
    assert [url for url in reached if not url.startswith("data:image/svg+xml")] == []
    assert page.url.startswith(address)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_runs_nothing_and_asks_nobody(bare: tuple[Page, list[str], str], out: Path, kind: str) -> None:
    page = bare[0]
    found = sorted(
        path
        for path in out.glob(
            kind.replace("*", "index.html") if kind.count("*") == 1 else kind.replace("/*/*", "/*/index.html")
        )
        if path.name == "index.html"
    )
    assert found
    page.goto(found[0].relative_to(out).as_posix(), wait_until="load")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    for term in page.locator("a.as-term").all()[:5]:
        term.hover()
        tip = page.locator("#as-tip")
        if tip.count() and tip.is_visible():
            assert tip.evaluate("tip => tip.childElementCount") == 0
    for button in page.locator("[data-as-copy]:visible").all()[:8]:
        assert button.evaluate("it => it.closest('details').querySelector('code').childElementCount") == 0
        button.click()
    for button in page.locator(".as-sort:visible").all()[:3]:
        button.click()
    _assert_untouched(bare)


TRIED = (
    "<img src=x onerror=pwned.push('url')>",
    "\"><svg onload=pwned.push('url')>",
    "javascript:pwned.push('url')",
    f"//{EVIL}/",
    "__proto__",
    "1.0.0'\"<b>",
)


@cases
def test_what_an_address_asks_for_is_a_text(
    page_of: str, names: tuple[str, ...], bare: tuple[Page, list[str], str]
) -> None:
    page = bare[0]
    for payload in TRIED:
        query = "&".join(f"{name}={quote(payload, safe='')}" for name in names)
        page.goto(f"{page_of}?{query}#{quote(payload, safe='')}", wait_until="load")
        page.wait_for_timeout(100)
        _assert_untouched(bare)
        links = page.locator("a[href]").evaluate_all("links => [...new Set(links.map((link) => link.protocol))]")
        assert set(links) <= {"http:", "https:", "mailto:"}
        assert page.locator("main img[src=x], main svg[onload], .md-search img, .md-search svg[onload]").count() == 0


OF_RESULTS = "li a article h1 h2 p mark span div details summary del nav"


def test_what_is_found_and_what_is_typed_is_a_text(bare: tuple[Page, list[str], str]) -> None:
    page = bare[0]
    page.goto("", wait_until="networkidle")
    box = page.get_by_role("textbox", name="Søg")
    box.click()
    results = page.locator(".md-search-result__list")
    for query in (
        "script pwned",
        "onerror img",
        "iframe evil",
        "HYPERLINK",
        "<img src=x onerror=pwned.push(1)>",
        "zzz <b>x</b>",
    ):
        box.fill("")
        page.keyboard.type(query)
        page.wait_for_timeout(600)
        tags = results.evaluate("list => [...new Set([...list.querySelectorAll('*')].map((found) => found.localName))]")
        assert set(tags) <= set(OF_RESULTS.split()), query
        attributes = results.evaluate(
            "list => [...new Set([...list.querySelectorAll('*')].flatMap((found) => found.getAttributeNames()))]"
        )
        assert set(attributes) <= {"class", "href", "tabindex", "data-md-score", "open", "data-md-component"}, query
        _assert_untouched(bare)
    box.fill("")
    page.keyboard.type("onerror img")
    page.wait_for_timeout(800)
    page.keyboard.press("Enter")
    page.wait_for_url("**/*h=*")
    page.wait_for_timeout(300)
    _assert_untouched(bare)
