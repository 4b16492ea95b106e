"""Siden sidst: what a returning reader is told, what a link tells, and that neither costs or sends anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import AGREEMENTS
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from generator.loading import load
from generator.model.archive import Archive
from generator.model.versions import Release, Versions
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History

KEY = "aftalespor.version"
EVIL = "<img src=x onerror=alert(1)> </script> {{ 7*7 }}"


def _change(title: str = "Mit Overblik", **more: Any) -> dict[str, Any]:
    return {
        "cause": "correction",
        "cause_label": "Rettelse",
        "agreement": "pagt",
        "initiative": "mit-overblik",
        "title": title,
        "note": "Fristen var læst forkert.",
        "address": "initiativer/mit-overblik/",
        **more,
    }


def _version(number: str, *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    note = {"note": f"Hvad {number} er.", "changes": list(changes)}
    return {"version": number, "date": "2026-05-03", **note, **more}


VERSIONS = [
    _version("1.0.0"),
    _version("1.0.1", _change()),
    _version("1.1.0", _change("Signaturprojekter"), _change("Alt", address="rettelser/"), date="2026-06"),
]


@dataclass
class Reader:
    """A reader at the front page of a site that shows version 1.1.0; `asked` is what the pages asked for."""

    page: Page
    asked: list[str] = field(default_factory=list)

    @property
    def box(self) -> Any:
        return self.page.locator(".as-since-box")

    @property
    def stored(self) -> str | None:
        return self.page.evaluate(f"localStorage.getItem('{KEY}')")

    def visits(self, url: str = "", remembering: str | None = None) -> Reader:
        if remembering is not None:
            self.page.goto("assets/logo.svg")  # the same origin, without the script
            self.page.evaluate(f"localStorage.setItem('{KEY}', {json.dumps(remembering)})")
        self.asked.clear()
        self.page.goto(url, wait_until="networkidle")
        return self

    def asked_for_versions(self) -> int:
        return sum(url.endswith("versions.json") for url in self.asked)


Visiting = Callable[..., Reader]


@pytest.fixture
def visiting(browser: Browser, address: str) -> Iterator[Visiting]:
    """Makes readers of a site whose published version and list of versions we choose."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(
        versions: Any = VERSIONS, current: str = "1.1.0", width: int = 1280, status: int = 200, **more: Any
    ) -> Reader:
        context = browser.new_context(
            base_url=address, locale="da-DK", viewport={"width": width, "height": 900}, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        reader = Reader(page)

        def front(route: Route) -> None:
            if route.request.resource_type != "document":
                return route.continue_()
            response = route.fetch()
            html, count = re.subn(r'data-version="[^"]*"', f'data-version="{current}"', response.text())
            assert count == 1
            return route.fulfill(response=response, body=html)

        def listed(route: Route) -> None:
            body = (
                versions if isinstance(versions, str) else json.dumps({"latest": None, "versions": versions})
            )
            route.fulfill(status=status, content_type="application/json", body=body)

        def noted(request: Request) -> None:
            reader.asked.append(request.url)

        page.route(re.compile(rf"^{re.escape(address)}(\?.*)?$"), front)
        page.route("**/data/v1/versions.json", listed)
        page.on("request", noted)
        page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
        return reader

    yield make
    for context in contexts:
        context.close()
    # The theme has some of its own where storage is blocked.
    assert [error for error in errors if "siden-sidst" in error] == []


def test_a_first_visit_costs_nothing_and_shows_nothing(visiting: Visiting) -> None:
    reader = visiting().visits()
    expect(reader.box).to_have_count(0)
    assert reader.asked_for_versions() == 0
    assert reader.stored == "1.1.0"


def test_the_same_version_again_asks_for_nothing(visiting: Visiting) -> None:
    reader = visiting().visits(remembering="1.1.0")
    expect(reader.box).to_have_count(0)
    assert reader.asked_for_versions() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_returning_reader_sees_what_is_new_and_says_it_is_seen(visiting: Visiting, width: int) -> None:
    reader = visiting(width=width).visits(remembering="1.0.0")
    expect(reader.box).to_contain_text(
        "Du så sidst version 1.0.0 fra 3. maj 2026. Siden da er der kommet 2 versioner"
    )
    headings = reader.box.get_by_role("heading", level=3).all_inner_texts()
    assert headings == ["Version 1.1.0 (2026-06)", "Version 1.0.1 fra 3. maj 2026"]
    assert reader.box.get_by_role("listitem").all_inner_texts() == [
        "Rettelse Signaturprojekter: Fristen var læst forkert.",
        "Rettelse Alt: Fristen var læst forkert.",
        "Rettelse Mit Overblik: Fristen var læst forkert.",
    ]
    link = reader.box.get_by_role("link", name="Mit Overblik")
    assert link.evaluate("link => new URL(link.href).pathname") == "/initiativer/mit-overblik/"
    assert reader.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert reader.asked_for_versions() == 1
    assert reader.stored == "1.0.0"  # only the reader says that it is seen

    reader.box.get_by_role("button", name="Set").click()
    expect(reader.box).to_have_count(0)
    expect(reader.page.get_by_text("Husket. Du får besked")).to_be_focused()
    assert reader.stored == "1.1.0"
    reader.visits()
    expect(reader.box).to_have_count(0)
    assert reader.asked_for_versions() == 0


def test_not_now_asks_again_next_time(visiting: Visiting) -> None:
    reader = visiting().visits(remembering="1.0.1")
    expect(reader.box).to_contain_text("er der kommet én version af vores data")
    reader.box.get_by_role("button", name="Ikke nu").press("Enter")
    expect(reader.box).to_have_count(0)
    assert reader.stored == "1.0.1"
    expect(reader.visits().box).to_be_visible()


def test_a_link_tells_the_same_and_touches_nothing_that_is_stored(visiting: Visiting) -> None:
    reader = visiting().visits("?siden=1.0.0", remembering="1.1.0")
    expect(reader.box.get_by_role("heading", level=2)).to_have_text("Siden version 1.0.0")
    expect(reader.box.get_by_role("listitem")).to_have_count(3)
    expect(reader.box.get_by_role("button", name="Set")).to_have_count(0)
    reader.box.get_by_role("button", name="Luk").click()
    expect(reader.box).to_have_count(0)
    assert reader.stored == "1.1.0"

    newcomer = visiting().visits("?siden=1.0.0")
    expect(newcomer.box).to_be_visible()
    assert newcomer.stored is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("?siden=7.7.7", "Vi kender ikke version »7.7.7«."),
        ("?siden=1.1.0", "Intet er ændret."),
        ("?siden=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "»<img src=x onerror=alert(1)>«"),
    ],
)
def test_a_link_is_always_answered(visiting: Visiting, url: str, said: str) -> None:
    expect(visiting().visits(url).box).to_contain_text(said)


def test_without_any_published_version_a_link_is_told_so(visiting: Visiting) -> None:
    reader = visiting(current="").visits("?siden=1.0.0")
    expect(reader.box).to_contain_text("endnu ikke udgivet")
    assert reader.asked_for_versions() == 0
    quiet = visiting(current="").visits(remembering="1.0.0")
    expect(quiet.box).to_have_count(0)


def test_a_remembered_version_that_is_unknown_is_said_to_be(visiting: Visiting) -> None:
    reader = visiting().visits(remembering="0.9.0")
    expect(reader.box).to_contain_text("Du så sidst version »0.9.0«, og den kender vi ikke.")
    reader.box.get_by_role("button", name="Set").click()
    assert reader.stored == "1.1.0"


def test_what_is_no_version_is_forgotten(visiting: Visiting) -> None:
    reader = visiting().visits(remembering=EVIL)
    expect(reader.box).to_have_count(0)
    assert reader.stored == "1.1.0"


@pytest.mark.parametrize(
    ("versions", "status"), [("ikke json", 200), ("{}", 200), ("[]", 200), ("null", 200), ([], 404)]
)
def test_a_list_that_cannot_be_had_is_silence_to_a_reader_and_an_answer_to_a_link(
    visiting: Visiting, versions: Any, status: int
) -> None:
    reader = visiting(versions, status=status)
    expect(reader.visits(remembering="1.0.0").box).to_have_count(0)
    assert reader.stored == "1.0.0"
    expect(reader.visits("?siden=1.0.0").box).to_contain_text("kunne ikke hentes")


def test_without_storage_there_is_silence_and_links_still_work(visiting: Visiting) -> None:
    reader = visiting()
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    expect(reader.visits().box).to_have_count(0)
    assert reader.asked_for_versions() == 0
    expect(reader.visits("?siden=1.0.0").box).to_be_visible()


def test_hostile_text_stays_text_and_no_link_leads_away(visiting: Visiting) -> None:
    changes = [
        _change(EVIL, note=EVIL, cause_label=EVIL, address=address)
        for address in ("javascript:alert(1)", "https://ond.example/", "//ond.example/", "http://[", None, 7)
    ]
    versions = [_version("1.0.0"), _version("1.1.0", *changes, note=EVIL, date=EVIL)]
    reader = visiting(versions).visits(remembering="1.0.0")
    expect(reader.box.locator("img, script")).to_have_count(0)
    expect(reader.box).to_contain_text(EVIL)
    for link in reader.box.get_by_role("link").all():
        assert link.evaluate("link => link.origin === location.origin")


def test_many_changes_are_counted_and_the_page_has_them_all(visiting: Visiting) -> None:
    versions = [_version("1.0.0"), _version("1.1.0", *[_change(f"Nr. {n}") for n in range(20)])]
    reader = visiting(versions).visits(remembering="1.0.0")
    expect(reader.box.get_by_role("listitem")).to_have_count(5)
    expect(reader.box).to_contain_text("Der er 15 ændringer til.")
    link = reader.box.get_by_role("link", name="Alle versioner")
    assert link.evaluate("link => new URL(link.href).pathname") == "/data/versioner/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_box_shuts_nobody_out(visiting: Visiting, width: int, scheme: str) -> None:
    reader = visiting(width=width, color_scheme=scheme).visits(remembering="1.0.0")
    expect(reader.box).to_be_visible()
    found = Axe().run(reader.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert reader.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_without_a_script_there_is_a_link_when_there_is_a_version(golden: Archive) -> None:
    edition = Edition(golden, History(missing="prøve"))
    release = Release.model_validate(
        {"version": "1.0.0", "date": "2026-05-03", "commit": "a" * 40, "digest": "b" * 64, "note": "Første"}
    )
    for found, expected in (
        (edition, False),
        (replace(edition, versions=Versions(releases=(release,))), True),
    ):
        html = next(page.html for page in site_files(found) if page.path == "index.md")
        assert ('data/versioner/">version 1.0.0</a>' in html) == expected
        assert f'data-version="{"1.0.0" if expected else ""}"' in html


def test_the_front_page_has_the_box() -> None:
    """The real front page, as it is built, with what its script needs."""
    edition = load(AGREEMENTS)
    number = edition.version.number if edition.version else ""
    html = next(page.html for page in site_files(edition) if page.path == "index.md")
    assert html.count("data-as-since") == 1
    assert f'data-version="{number}"' in html
    assert 'data-versions="./data/v1/versions.json"' in html
