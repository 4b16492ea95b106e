"""Choosing two agreements and going through what differs, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browsers("chromium", "firefox")


def test_choosing_two_agreements_goes_to_their_page(page: Page) -> None:
    page.goto("sammenlign/")
    page.get_by_label("Fra", exact=True).select_option("pagt")
    page.get_by_label("Til", exact=True).select_option("2022")
    page.get_by_role("button", name="Sammenlign").click()
    expect(page).to_have_url(re.compile(r"/sammenlign/pagt/2022/$"))


def test_the_order_of_choosing_does_not_matter(page: Page) -> None:
    page.goto("sammenlign/?fra=2023&til=2021")
    expect(page.get_by_label("Fra", exact=True)).to_have_value("2023")
    page.get_by_role("button", name="Sammenlign").press("Enter")
    expect(page).to_have_url(re.compile(r"/sammenlign/2021/2023/$"))


def test_one_agreement_twice_is_answered_in_words(page: Page) -> None:
    page.goto("sammenlign/?fra=2021&til=2021")
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.locator(".as").get_by_role("status")).to_have_text("Vælg to forskellige aftaler.")


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


def test_single_keys_do_nothing_elsewhere(page: Page) -> None:
    """WCAG 2.1.4: a letter must not act while the reader is somewhere else."""
    page.goto("sammenlign/2022/2023/")
    page.keyboard.press("j")
    expect(page.locator(".as-finding h4:focus")).to_have_count(0)


def test_two_columns_on_a_wide_screen_and_one_on_a_narrow(page: Page) -> None:
    page.goto("sammenlign/pagt/2021/")
    page.locator("#mit-overblik .as-words > summary").click()
    sides = page.locator("#mit-overblik .as-side")
    page.set_viewport_size({"width": 1280, "height": 800})
    wide = [box["y"] for side in sides.all() if (box := side.bounding_box())]
    assert wide[0] == wide[1]
    page.set_viewport_size({"width": 360, "height": 800})
    narrow = [box["y"] for side in sides.all() if (box := side.bounding_box())]
    assert narrow[0] < narrow[1]


def test_an_insertion_and_a_deletion_have_a_word_and_a_mark(page: Page) -> None:
    page.goto("sammenlign/pagt/2021/")
    gone = page.locator("del", has_text="udgået:").first
    come = page.locator("ins", has_text="nyt:").first
    assert "line-through" in gone.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert "underline" in come.evaluate("e => getComputedStyle(e).textDecorationLine")
