"""Words on a phone: none breaks in its middle, and none that is too long pushes the page aside."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from test_browser import KINDS

LONG = "Menneskerettighedsforkæmpersammenslutninger"[:41]
# A word is broken where its letters stand on more than one line. What is only read aloud, code and the search box are left out.
BROKEN = r"""() => {
  const broken = new Set();
  const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, parent = node.parentElement;
    if (parent.closest("code, pre, script, style, option") || !parent.checkVisibility({visibilityProperty: true})) continue;
    let at = parent;
    while (at && !(at.offsetWidth <= 1)) at = at.parentElement;
    if (at) continue;
    for (const word of node.data.matchAll(/\p{L}{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) broken.add(word[0]);
    }
  }
  return [...broken];
}"""
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("typeface", ["DejaVu Sans", "Liberation Sans"])
def test_no_word_breaks_in_its_middle(browser: Browser, address: str, language: str, typeface: str) -> None:
    """In the widest of the usual typefaces, and in one that is as wide as Arial; Roboto is narrower than both."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for kind in [kind for kind in KINDS if not kind.startswith("indlejr/")] + ["bidrag/", "bidrag/ny-aftale/"]:
        page.goto(language + kind)
        page.add_style_tag(content=f'body, body * {{ font-family: "{typeface}" !important }}')
        page.evaluate(UNFOLD)
        if broken := page.evaluate(BROKEN):
            found[kind] = broken
    context.close()
    assert found == {}


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_word_of_41_letters_pushes_no_page_sideways(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 740})
    page = context.new_page()
    found: dict[str, int] = {}
    for kind in [kind for kind in KINDS if not kind.startswith("indlejr/")]:
        page.goto(language + kind)
        page.evaluate(UNFOLD)
        page.evaluate(
            "word => { for (const each of document.querySelectorAll("
            "'.md-content :is(h1, h2, h3, h4, p, li, dt, dd, th, td, summary, figcaption, label)'))"
            " if (each.offsetWidth > 1) each.append(' ' + word); }",
            LONG,
        )
        if (too_wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found[kind] = too_wide
    context.close()
    assert found == {}
