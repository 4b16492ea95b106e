"""The journalist's desk: from a search to a citable, verified amount in under a minute."""

from __future__ import annotations

import json
import re
import time

import bibtexparser
import pytest
from conftest import FROZEN
from playwright.sync_api import Browser, Page, expect

from generator.loading import load
from generator.publishing.citation import citations
from generator.wording.translator import DANISH_T

AMOUNT = "initiativer/digital-infrastruktur/#2021--aarlige-midler"
INITIATIVE, _, ANCHOR = AMOUNT.partition("#")
FOLD = f'[id="{ANCHOR}"] > details.as-cite'
SOURCE = "https://digst.dk/nyheder/nyhedsarkiv/2020/juni/oekonomiaftaler-med-mange-digitale-aftryk/"
COPIED = ["initiativer/mit-overblik/", "sammenlign/pagt/2021/", "aftaler/2021/"]


@pytest.fixture(scope="session")
def cited() -> dict[str, str]:
    """Where each page is cited: at its frozen copy once there is one."""
    return {citation.page: citation.address for citation in citations(DANISH_T, load(FROZEN / "agreements"))}


def _unfold(page: Page) -> None:
    """What is taken along is folded at the end of most pages."""
    for fold in reversed(page.locator("details.as-take:not([open]) > summary").all()):
        fold.click()


def _pasted(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.fixture
def desk(browser: Browser, address: str) -> Page:
    context = browser.new_context(base_url=address, locale="da-DK", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def test_from_a_search_to_a_citable_verified_amount_in_under_a_minute(
    desk: Page, address: str, cited: dict[str, str]
) -> None:
    began = time.monotonic()
    desk.goto("", wait_until="networkidle")
    desk.get_by_role("textbox", name="Søg").click()
    desk.keyboard.type("247,4")
    result = desk.locator(".md-search-result__item", has_text="Oplysning").first
    expect(result).to_contain_text("141,4 mio. kr. → 247,4 mio. kr. om året")
    result.click()
    desk.wait_for_url(re.compile(f"/{INITIATIVE}.*#{ANCHOR}"))
    # Verified: the words, the place where they stand, and the hash of what was read.
    fold = desk.locator(FOLD)
    quoted = fold.get_by_role("link", name="fra 141,4 mio. kr. til 247,4 mio. kr. årligt")
    expect(quoted).to_be_visible()
    expect(quoted).to_have_attribute("href", re.compile(re.escape(f"{SOURCE}#:~:text=")))
    expect(fold.locator(".as-source code")).to_have_text(re.compile("[0-9a-f]{8}"))
    # Citable: one button, and the address is whole though the site was built without one.
    fold.get_by_role("button", name="Kopiér Henvisning").click()
    expect(desk.get_by_role("status").filter(has_text="Kopieret")).to_be_visible()
    assert f"{address}{cited[AMOUNT]}" in _pasted(desk)
    assert "247,4 mio. kr." in _pasted(desk)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("url", COPIED)
def test_each_way_of_citing_can_be_copied_with_the_keyboard(
    desk: Page, address: str, cited: dict[str, str], url: str
) -> None:
    desk.goto(url)
    _unfold(desk)
    for name, check in (
        ("Tekst på dansk", lambda text: text.startswith("Holdet bag Aftalespor: »")),
        ("Tekst på engelsk", lambda text: "[in Danish]" in text),
        ("BibTeX", lambda text: not bibtexparser.parse_string(text).failed_blocks),
        ("CSL-JSON", lambda text: json.loads(text)[0]["URL"] == f"{address}{cited[url]}"),
    ):
        button = desk.get_by_role("button", name=f"Kopiér {name}")
        button.focus()
        desk.keyboard.press("Enter")
        expect(desk.locator(".as-take .as-said").first).to_have_text("Kopieret")
        text = _pasted(desk)
        assert f"{address}{cited[url]}" in text, name
        assert check(text), name
        desk.evaluate("navigator.clipboard.writeText('')")


def test_the_code_of_an_embed_can_be_copied_and_used(desk: Page, address: str) -> None:
    desk.goto(INITIATIVE)
    _unfold(desk)
    desk.get_by_role("button", name="Kopiér Kode").click()
    expect(desk.locator(".as-said").last).to_have_text("Kopieret")
    code = _pasted(desk)
    desk.route("**/fremmed/", lambda route: route.fulfill(body=code, content_type="text/html; charset=utf-8"))
    desk.goto("fremmed/")  # a page of somebody else's, which is not under our content policy
    frame = desk.locator("iframe")
    frame.scroll_into_view_if_needed()
    expect(frame).to_have_attribute("src", f"{address}indlejr/{INITIATIVE}")
    expect(frame.content_frame.get_by_text("Kilder:")).to_be_visible()


def test_without_a_script_the_text_says_what_is_missing(browser: Browser, address: str, cited: dict[str, str]) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(AMOUNT)
    page.locator(f"{FOLD} > summary").click()
    expect(page.locator(FOLD)).to_contain_text(f" {cited[AMOUNT]}")
    page.locator("details.as-take > summary").first.click()
    expect(page.get_by_text("Adressen er skrevet fra sidens rod.").first).to_be_visible()
    assert page.get_by_role("button", name="Kopiér").count() == 0
    context.close()


def test_where_the_clipboard_is_closed_the_text_is_marked(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(AMOUNT)
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("nej"));
            document.execCommand = () => false;
        }"""
    )
    page.locator(FOLD).get_by_role("button", name="Kopiér Henvisning").click()
    expect(page.get_by_text("Det kunne ikke kopieres.")).to_be_visible()
    assert AMOUNT in page.evaluate("getSelection().toString()")
    context.close()
