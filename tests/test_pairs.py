"""Choosing and reading a comparison in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browsers("chromium", "firefox")

# ---- Choosing two agreements and going through what differs, in a real browser.


def test_the_order_of_choosing_does_not_matter(page: Page) -> None:
    page.goto("sammenlign/?fra=2023&til=2021")
    expect(page.get_by_label("Fra", exact=True)).to_have_value("2023")
    page.get_by_label("Til", exact=True).select_option("2023")
    page.get_by_role("button", name="Sammenlign").press("Enter")
    expect(page.locator(".as").get_by_role("status")).to_have_text("Vælg to forskellige aftaler.")
    page.get_by_label("Til", exact=True).select_option("2021")
    page.get_by_role("button", name="Sammenlign").press("Enter")
    expect(page).to_have_url(re.compile(r"/sammenlign/2021/2023/$"))


def test_next_and_previous_finding_by_keyboard(page: Page) -> None:
    page.goto("sammenlign/2022/2023/")
    ids = [article.get_attribute("id") for article in page.locator(".as-finding").all()]
    page.get_by_role("button", name="Næste initiativ").press("Enter")
    expect(page.locator(f"[id='{ids[0]}'] h4")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"[id='{ids[2]}'] h4")).to_be_focused()
    expect(page.locator(f"[id='{ids[2]}'] h4")).to_be_in_viewport()
    page.keyboard.press("k")
    expect(page.locator(f"[id='{ids[1]}'] h4")).to_be_focused()


def test_an_insertion_and_a_deletion_have_a_word_and_a_mark(page: Page) -> None:
    page.goto("sammenlign/pagt/2021/")
    gone = page.locator("del", has_text="før:").first
    come = page.locator("ins", has_text="nu:").first
    assert "line-through" in gone.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert "underline" in come.evaluate("e => getComputedStyle(e).textDecorationLine")
