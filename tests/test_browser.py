"""The built site in a real browser: what a reader does, at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

KINDS = [
    "",
    "tidslinje/",
    "aftaler/",
    "aftaler/pagt/",
    "sammenlign/",
    "sammenlign/pagt/2021/",
    "sammenlign/2016-2020/2023/",
    "initiativer/",
    "initiativer/mit-overblik/",
    "initiativer/strategi-2016-2020/",
    "indlejr/initiativer/mit-overblik/",
    "penge/",
    "frister/",
    "andre-kilder/",
    "data/",
    "rettelser/",
    "metode/",
    "ordliste/",
    "om/",
]


def test_from_the_front_page_to_what_became_of_mit_overblik(page: Page) -> None:
    """At most three clicks, and the claim has its source."""
    page.goto("")
    page.get_by_role("link", name="Mit Overblik").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mit Overblik")
    for agreement in ("Digitaliseringspagten", "Økonomiaftalerne for 2021", "Økonomiaftalerne for 2023"):
        expect(page.get_by_role("heading", name=agreement)).to_be_visible()
    page.locator("#pagt details.as-words > summary").click()
    expect(page.locator("#pagt details[open]")).to_contain_text("ambitionen er, at overblikket etableres")
    expect(page.locator("#pagt details[open]").first).to_contain_text("KIT-magasinet")


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800)])
def test_how_far_we_have_read_is_on_the_front_pages_first_screen(
    browser: Browser, address: str, language: str, width: int, height: int
) -> None:
    """Which text is the newest, what is known and unread, and what is counted without a list."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address + language)
    said = page.locator(".as-reach").bounding_box()
    assert said
    assert said["y"] + said["height"] <= height
    page.close()


def test_from_the_front_page_to_what_the_infrastructure_was_to_cost(page: Page) -> None:
    page.goto("")
    page.get_by_role("link", name="Tidslinje", exact=True).first.click()
    page.get_by_role("link", name="Initiativer", exact=True).click()
    page.locator("main a[href$='digital-infrastruktur/']").first.click()
    chapter = page.locator("[id='2021']")
    expect(chapter).to_contain_text("141,4 mio. kr. → 247,4 mio. kr. om året (fra 2021 og frem)")
    chapter.locator("details.as-words > summary").click()
    expect(chapter.locator("details[open]").first).to_contain_text("fra 141,4 mio. kr. til 247,4 mio. kr. årligt")
    source = "https://digst.dk/nyheder/nyhedsarkiv/2020/juni/oekonomiaftaler-med-mange-digitale-aftryk/"
    passage = chapter.locator("dd", has_text="247,4").locator(".as-quote a")
    expect(passage).to_have_attribute("href", re.compile(re.escape(f"{source}#:~:text=")))
    expect(chapter.locator("details[open] .as-source a").first).to_have_attribute("href", source)


@pytest.mark.parametrize("url", KINDS)
def test_a_page_asks_no_other_host_and_reports_no_error(page: Page, address: str, url: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url, wait_until="networkidle")
    assert [u for u in asked if not u.startswith((address, "data:", "blob:"))] == []
    assert errors == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    """Wide tables scroll inside a region of their own, which says so."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    for url in KINDS:
        page.goto(url)
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, (url, too_wide)
    context.close()


def test_everything_is_readable_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("sammenlign/pagt/2021/")
    expect(page.locator(".as-sums").get_by_role("link", name="Mit Overblik", exact=True)).to_be_visible()
    finding = page.locator("#mit-overblik")
    expect(finding).to_contain_text("Nyt i teksten")
    finding.locator("summary").first.click()
    expect(finding.locator("details[open] q").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_without_javascript_no_page_scrolls_sideways_and_the_header_is_ours(
    browser: Browser, address: str, width: int
) -> None:
    """Such as where the title is long: the theme lays it over that of the site, and moves it by a script."""
    scripted = browser.new_context(base_url=address)
    page = scripted.new_page()
    page.goto("om/")
    ours = page.locator(".md-header").evaluate("header => getComputedStyle(header).backgroundColor")
    scripted.close()
    context = browser.new_context(base_url=address, java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    for url in KINDS:
        page.goto(url)
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, (url, too_wide)
    colour = page.locator(".md-header").evaluate("header => getComputedStyle(header).backgroundColor")
    assert colour == ours == "rgb(20, 52, 60)"
    context.close()


def test_a_link_to_a_correction_opens_what_was_and_is(page: Page) -> None:
    page.goto("rettelser/")
    corrections = page.locator(".as-amended:has(details)")
    first, second = (corrections.nth(n).get_attribute("id") for n in (0, -1))
    assert page.locator(".as details[open]").count() == 0
    page.goto(f"rettelser/#{first}")
    expect(page.locator(f"[id='{first}'] details[open]")).to_be_in_viewport()
    assert page.locator(".as-amended details[open]").count() == 1
    page.evaluate("id => { location.hash = id }", second)
    expect(page.locator(f"[id='{second}'] details[open]")).to_be_in_viewport()


def test_evidence_opens_by_keyboard_with_visible_focus(page: Page) -> None:
    page.goto("initiativer/mit-overblik/")
    summary = page.locator("#pagt summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pagt details[open]").first).to_be_visible()
    outline = summary.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline != "none"


@pytest.mark.browsers("chromium", "firefox")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_follow_the_readers_system(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("sammenlign/pagt/2021/")
    luminance = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    )
    assert luminance > 600 if scheme == "light" else luminance < 200
    context.close()
