"""Sorting amounts, and explanations of terms beside them, as a reader uses them in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browsers("chromium", "firefox")

TERM = "aftaler/2022/"


def _ids(table: Locator) -> list[str]:
    return table.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")


def _numbers(table: Locator) -> list[float]:
    return table.locator("tbody th").evaluate_all("cells => cells.map(cell => Number(cell.dataset.value))")


def test_amounts_are_sorted_by_a_button_in_the_header(page: Page) -> None:
    page.goto("penge/")
    table = page.locator("table.as-amounts").nth(1)
    as_written = _ids(table)
    header = table.locator("thead th").first
    assert header.get_attribute("aria-sort") is None

    button = header.get_by_role("button", name="Beløb")
    button.focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert _numbers(table) == sorted(_numbers(table))
    page.keyboard.press("Space")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert _numbers(table) == sorted(_numbers(table), reverse=True)
    expect(page.locator(".as").get_by_role("status").filter(has_text="beløb, faldende")).to_have_count(1)
    assert sorted(_ids(table)) == sorted(as_written)

    other = table.locator("thead th", has_text="Aftalt i")
    other.get_by_role("button").click()
    expect(other).to_have_attribute("aria-sort", "ascending")
    assert header.get_attribute("aria-sort") is None
    assert _ids(table) == as_written  # rows of one agreement keep the order of the page


def test_amounts_of_unknown_years_come_last_either_way(page: Page) -> None:
    page.goto("penge/")
    table = page.locator("table.as-amounts").nth(1)
    button = table.get_by_role("button", name="Dækker")
    for _ in ("ascending", "descending"):
        button.click()
        said = table.locator("tbody tr > td:nth-child(2)").all_inner_texts()
        unknown = said.count("år ikke noteret")
        assert unknown
        assert said[-unknown:] == ["år ikke noteret"] * unknown


@pytest.mark.browsers("chromium")  # Playwright cannot take the scripts from Firefox
def test_without_javascript_there_are_no_dead_buttons_and_all_amounts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("penge/")
    expect(page.locator("table.as-amounts button")).to_have_count(0)
    rows = page.locator("table.as-amounts tbody tr")
    expect(rows).to_have_count(10)
    expect(rows.first).to_contain_text("247,4 mio. kr.")
    expect(rows.first).to_contain_text("før 141,4 mio. kr.")
    page.goto(TERM)
    page.locator("a.as-term").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordliste")
    context.close()


def test_a_term_is_explained_by_keyboard_and_escape_closes(page: Page) -> None:
    page.goto(TERM)
    term = page.locator("a.as-term").first
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_count(0)
    term.focus()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(term.get_attribute("data-tip") or "")
    expect(term).to_have_attribute("aria-describedby", "as-tip")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    expect(term).to_be_focused()
    assert term.get_attribute("aria-describedby") is None
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordliste")
    expect(page.locator(":target dt")).to_be_visible()


def test_a_pointer_can_move_from_the_term_to_its_explanation(page: Page) -> None:
    page.goto(TERM)
    term = page.locator("a.as-term").first
    term.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    tip.hover()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip).to_have_count(0)


@pytest.mark.browsers("chromium")  # Playwright gives Firefox no fingers
@pytest.mark.parametrize("width", [320, 1280])
def test_an_explanation_stays_on_the_screen_and_the_first_tap_shows_it(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, has_touch=True, is_mobile=width < 800
    )
    page = context.new_page()
    page.goto(TERM)
    for term in page.locator("a.as-term:visible").all():
        term.tap()
        tip = page.get_by_role("tooltip")
        expect(tip).to_have_text(term.get_attribute("data-tip") or "")
        box = tip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.get_by_role("heading", level=1).tap()  # it may cover the next one
        expect(tip).to_be_hidden()
    page.locator("a.as-term:visible").last.tap()
    assert TERM in page.url
    page.locator("a.as-term:visible").last.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordliste")
    context.close()
