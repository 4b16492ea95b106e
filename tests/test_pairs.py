"""Which comparisons have a page, and choosing and reading them in a real browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect
from snapshots import REGISTER, agreement, html_of, initiative

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.beside import Register, Versions
from generator.pages import site_assets, site_files
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.releasing.tombstones import lost, permanents

pytestmark = pytest.mark.browsers("chromium", "firefox")

_PAIR = re.compile(r"(?:sammenlign|comparisons)/([a-z0-9-]+)/([a-z0-9-]+)(?:/|\.json|#|$)")


def _within(archive: Archive, steps: int) -> Archive:
    register = archive.register.model_copy(update={"pairs_within": steps})
    return Archive(archive.agreements, register, archive.glossary)


def _chain(length: int, steps: int, **more: Any) -> Archive:
    register = Register.model_validate({**REGISTER.model_dump(by_alias=True), "pairs_within": steps})
    ids = [f"a{number}" for number in range(length)]
    follows = [None, *ids]
    return Archive(
        tuple(agreement(i, before, [initiative("alfa", **more)]) for i, before in zip(ids, follows, strict=False)),
        register,
    )


def _pairs(archive: Archive) -> list[tuple[str, str]]:
    return [(old.id, new.id) for old, new in archive.pairs()]


@pytest.fixture(scope="module")
def few(golden: Archive) -> Edition:
    """Four agreements of which the second and the last are too far apart."""
    return Edition(_within(golden, 1), History(missing="prøve"))


@pytest.fixture(scope="module")
def written(few: Edition) -> Mapping[str, str]:
    """Every page and every file of text, by path."""
    pages = site_files(few)
    texts = {page.path: page.html for page in pages}
    kinds = (".json", ".xml", ".html", ".csv", ".jsonld", ".txt", ".ics")
    assets = (asset for asset in site_assets(few, pages) if asset.path.endswith(kinds))
    return texts | {asset.path: asset.data.decode("utf-8-sig") for asset in assets}


def test_beyond_that_they_are_the_near_ones_and_those_with_the_first() -> None:
    assert _pairs(_chain(5, 2)) == [
        *[("a0", "a1"), ("a1", "a2"), ("a2", "a3"), ("a3", "a4")],
        *[("a0", "a2"), ("a1", "a3"), ("a2", "a4")],
        *[("a0", "a3"), ("a0", "a4")],
    ]


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_new_agreement_takes_no_pair_away(steps: int) -> None:
    for length in range(2, 8):
        assert set(_pairs(_chain(length, steps))) < set(_pairs(_chain(length + 1, steps)))


def test_a_lower_limit_that_loses_what_was_published_is_refused(golden: Archive, few: Edition) -> None:
    published = tuple(permanents(Analysis(golden)))
    gone, unmarked = lost(published, Versions(), few.analysis)
    assert "b/d" in {permanent.id for permanent in unmarked if permanent.kind == "comparison"}
    assert set(unmarked) <= set(gone)


def test_nothing_leads_to_a_pair_without_a_page(few: Edition, written: Mapping[str, str]) -> None:
    known = {a.id for a in few.archive.agreements}
    named = {
        (found[1], found[2])
        for text in written.values()
        for found in _PAIR.finditer(text)
        if {found[1], found[2]} <= known
    }
    assert named == set(_pairs(few.archive))
    assert ("b", "d") not in named


def test_the_picker_leads_by_the_steps_between(browser: Browser, few: Edition) -> None:
    page = browser.new_page()
    page.set_content(f"<base href='http://127.0.0.1:9/sammenlign/'>{_picker(few.archive)}")
    for script in ("words.js", "aftalespor.js"):
        page.add_script_tag(path=ROOT / "site_src/docs/assets" / script)
    page.select_option("#as-old", "d")
    page.select_option("#as-new", "b")
    page.get_by_role("button", name="Sammenlign").click()
    links = page.locator("[data-as-message] a")
    assert [link.get_attribute("href") for link in links.all()] == ["b/c/", "c/d/"]
    page.select_option("#as-old", "b")
    page.get_by_role("button", name="Sammenlign").click()
    assert page.locator("[data-as-message]").inner_text() == "Vælg to forskellige aftaler."
    page.close()


def _picker(archive: Archive) -> str:
    return html_of(Edition(archive, History(missing="prøve")), "sammenlign/index.md")


# ---- Choosing two agreements and going through what differs, in a real browser.


def test_the_order_of_choosing_does_not_matter(page: Page) -> None:
    page.goto("sammenlign/?fra=2023&til=2021")
    expect(page.get_by_label("Fra", exact=True)).to_have_value("2023")
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
