"""What Firefox's Reader View, and other readers with Mozilla's Readability, keep of our pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, theme_pages
from playwright.sync_api import Browser, Page

READABILITY = ROOT / ".github/tools/node/node_modules/@mozilla/readability/Readability.js"

# The texts of a page that are not in what Readability keeps, and those that have come to stand in one block with
# texts of another. What leads to other pages, asks the reader, or is said at the foot of every page is no content.
# Readability may begin again from the markup, so a text is known by a letter of its own and not by its node.
LEFT = r"""(html) => {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const apart = "nav, form, footer, button, script, style, h1, .as-stepper, .headerlink, [hidden]";
  const block = "p, li, td, th, dt, dd, summary, h2, h3, h4, h5, h6, figcaption, caption, pre, tr, section, div";
  const texts = (root) => {
    const walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    return Array.from({ length: 1e5 }, () => walker.nextNode()).filter(Boolean);
  };
  const before = new Map();
  for (const text of texts(doc.querySelector("article"))) {
    const parent = text.parentElement;
    if (!/[\p{L}\p{N}]/u.test(text.data) || parent.closest(apart)) continue;
    const letter = String.fromCodePoint(0xf0000 + before.size);
    before.set(letter, [text.data.trim().replace(/\s+/g, " "), parent.closest(block)]);
    text.data = letter + text.data;
  }
  const kept = new Readability(doc, { serializer: (element) => element }).parse()?.content;
  const lost = new Map(before), blocks = new Map(), run = [];
  for (const text of kept ? texts(kept) : []) {
    for (const letter of text.data.match(/[\u{f0000}-\u{fffff}]/gu) ?? []) {
      lost.delete(letter);
      const [words, was] = before.get(letter);
      const now = text.parentElement.closest(block);
      const first = blocks.get(now) ?? blocks.set(now, was).get(now);
      if (!first.contains(was) && !was.contains(first)) run.push(words);
    }
  }
  return { lost: [...lost.values()].map(([words]) => words), run };
}"""


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    if not READABILITY.exists():
        if os.environ.get("CI") and shutil.which("npm"):
            pytest.fail("no @mozilla/readability found; .ci/run installs it")
        pytest.skip("no @mozilla/readability found; make node-tools installs it")
    page = chromium.new_page()
    page.add_script_tag(path=READABILITY)
    yield page
    page.close()


def test_reader_view_keeps_what_every_page_says(reader: Page, site: Path) -> None:
    """No fact, amount or caution is lost, and no cells or entries of a list become one run of words."""
    pages = sorted(theme_pages(site))
    assert len(pages) > 100
    left = {
        str(path.parent.relative_to(site)): reader.evaluate(LEFT, path.read_text(encoding="utf-8")) for path in pages
    }
    assert {url: found for url, found in left.items() if found["lost"] or found["run"]} == {}
