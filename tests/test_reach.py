"""Nobody shut out, nothing heavy, and a page that stands alone where it is found or shared."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import GOLDEN_URL, theme_pages
from PIL import Image
from playwright.sync_api import Browser, Page, Response
from test_browser import KINDS

from generator.model.archive import Archive
from generator.pages import site_files
from generator.publishing.drawing import SIZE
from generator.publishing.edition import Edition
from generator.record.history import History

FIRST_VISIT_KB = 90
SECOND_PAGE_KB = 25
SEARCH_KB = 45  # grows with what can be found, until the index is cut in small files
# Those whose markup depends on the language: what is Danish in them is marked, told of and explained.
ENGLISH = ["en/", "en/initiativer/mit-overblik/", "en/rettelser/", "en/data/", "en/bidrag/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, address: str, scheme: str) -> None:
    """In the dark only colours are others."""
    colours = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
    options = {"resultTypes": ["violations"], **(colours if scheme == "dark" else {})}
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for url in [*KINDS, *ENGLISH, "404.html"]:
        page.goto(url, wait_until="networkidle")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        violations = Axe().run(page, options=options).response["violations"]
        if violations:
            found[url] = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations]
    context.close()
    assert found == {}


def test_the_menu_fits_a_line_and_a_page_of_markdown_a_phone_in_both_languages(page: Page) -> None:
    for prefix in ("", "en/"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{prefix}bidrag/", wait_until="networkidle")
        assert page.locator(".md-tabs__list").evaluate("(menu) => menu.scrollWidth <= menu.clientWidth"), prefix
        page.set_viewport_size({"width": 360, "height": 800})
        tables = page.locator(".md-typeset__scrollwrap")
        assert tables.count() > 0
        assert tables.evaluate_all("(all) => all.every((table) => table.scrollWidth <= table.clientWidth)"), prefix


@pytest.mark.parametrize("url", ["", "sammenlign/pagt/2021/", "initiativer/mit-overblik/"])
def test_everything_can_be_reached_by_keyboard_with_visible_focus(page: Page, url: str) -> None:
    page.goto(url)
    reached = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const e = document.activeElement;
                if (!e || e === document.body || !e.closest('.as')) return null;
                const s = getComputedStyle(e);
                window.__n = window.__n || new Map();
                if (!window.__n.has(e)) window.__n.set(e, window.__n.size);
                return [window.__n.get(e), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0, e.outerHTML.slice(0, 80)];
            }"""
        )
        if state:
            assert state[1], f"no visible focus on {state[2]}"
            reached.add(state[0])
    wanted = page.evaluate(
        "[...document.querySelectorAll('.as a[href], .as button, .as summary, .as select')].filter(e => e.checkVisibility()).length"
    )
    assert len(reached) >= min(wanted, 300)


def test_motion_stops_for_readers_who_ask_for_it(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    page.goto("")
    seconds = page.evaluate(
        "[...document.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).transitionDuration) || 0)"
    )
    assert max(seconds) < 0.01
    context.close()


def test_statuses_keep_their_words_and_border_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, forced_colors="active")
    page = context.new_page()
    page.goto("sammenlign/2021/2022/")
    status = page.locator(".as-status").first
    assert status.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert status.inner_text().strip()
    context.close()


def _compressed(response: Response) -> int:
    """What a host that compresses text sends; pictures and fonts are compressed already."""
    body = response.body()
    is_text = re.search(r"text|javascript|json|svg|xml", response.headers.get("content-type", ""))
    return len(gzip.compress(body, 9, mtime=0)) if is_text else len(body)


def test_a_visit_is_light(browser: Browser, address: str) -> None:
    """The first page, another one, and the search to its first result; `make bench` prints the figures."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - a bound method cannot be marked
    seen: set[str] = set()

    def fetched(what: str) -> float:
        sizes = {response.url: _compressed(response) for response in responses if response.url not in seen}
        seen.update(sizes)
        print(f"{what}: {sum(sizes.values()) / 1000:.1f} KB")  # noqa: T201 - a figure for whoever runs it
        return sum(sizes.values()) / 1000

    page.goto("", wait_until="networkidle")
    assert fetched("first visit") <= FIRST_VISIT_KB
    page.goto("sammenlign/pagt/2021/", wait_until="networkidle")
    assert fetched("second page") <= SECOND_PAGE_KB
    box = page.get_by_role("textbox", name="Søg")
    box.click()
    box.press_sequentially("digital")
    page.locator(".md-search-result__item").first.wait_for()
    assert 0 < fetched("search to its first result") <= SEARCH_KB
    context.close()


def test_every_page_has_a_title_and_a_description_of_its_own(real: Archive) -> None:
    pages = site_files(Edition(real, History(missing="prøve")))
    for values in (Counter(page.title for page in pages), Counter(page.description for page in pages)):
        assert [value for value, count in values.items() if count > 1] == []
    for page in pages:
        assert len(page.description) >= 20, page.path


def test_a_public_build_has_canonical_addresses_and_a_sitemap_of_them(golden_site: Path) -> None:
    sitemap = set(re.findall(r"<loc>(.*?)</loc>", (golden_site / "sitemap.xml").read_text(encoding="utf-8")))
    pages = theme_pages(golden_site)
    assert len(sitemap) == len(pages)
    for path in pages:
        html = path.read_text(encoding="utf-8")
        address = GOLDEN_URL + path.parent.relative_to(golden_site).as_posix().removeprefix(".")
        canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
        assert canonical == [address if address.endswith("/") else f"{address}/"]
        assert canonical[0] in sitemap


def test_every_shared_link_shows_a_card_that_exists_in_the_language_of_the_page(golden_site: Path) -> None:
    for path in theme_pages(golden_site):
        html = path.read_text(encoding="utf-8")
        (image,) = re.findall(r'<meta property="og:image" content="([^"]+)"', html)
        is_english = path.is_relative_to(golden_site / "en")
        assert image.startswith(f"{GOLDEN_URL}assets/kort/{'en/' if is_english else ''}")
        with Image.open(golden_site / image.removeprefix(GOLDEN_URL)) as card:
            assert card.size == SIZE
