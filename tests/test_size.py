"""How long the pages are on a phone, measured on the site of the frozen data; the figures are printed after the tests.

The next agreement makes some of them longer, and that is no fault of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import served
from playwright.sync_api import Browser, Page

WORDS_ON_THE_FRONT_PAGE = 300


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Page]:
    with served(site) as address:
        context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
        yield context.new_page()
        context.close()


@pytest.mark.parametrize(
    ("pages", "aim"),
    [
        pytest.param("index.html", 4, id="front page"),
        pytest.param("tidslinje/index.html", 8, id="timeline"),
        pytest.param("sammenlign/*/*/index.html", 12, id="comparison"),
        pytest.param("initiativer/*/index.html", 6, id="initiative"),
        pytest.param("aftaler/*/index.html", 10, id="agreement"),
        pytest.param("andre-kilder/index.html", 10, id="other sources"),
        pytest.param("rettelser/index.html", 3, id="corrections"),
        pytest.param("metode/index.html", 8, id="method"),
        pytest.param("bidrag/**/index.html", 10, id="guide"),
    ],
)
def test_the_longest_page_of_a_kind_is_at_most_so_many_screens_of_a_phone(
    phone: Page, site: Path, pages: str, aim: int, record_property: Callable[[str, object], None]
) -> None:
    """In either language, and as it opens: what is folded is not counted."""
    found = [path for folder in ("", "en") for path in sorted((site / folder).glob(pages))]
    assert len(found) > 1
    screens: dict[str, float] = {}
    for path in found:
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        phone.goto(address)
        screens[address] = phone.evaluate("document.documentElement.scrollHeight / innerHeight")
    longest = max(screens, key=lambda address: screens[address])
    record_property("measured", f"/{longest}: {screens[longest]:.1f} screens (aim {aim})")
    assert screens[longest] <= aim


@pytest.mark.parametrize("address", ["", "en/"])
def test_the_front_page_shows_few_words(
    phone: Page, address: str, record_property: Callable[[str, object], None]
) -> None:
    """All that is seen on a phone: menu, picture and footer too, but not what is folded or only read aloud."""
    phone.goto(address)
    words = phone.evaluate(
        """() => {
          const isSeen = (node) => {
            for (let at = node.parentElement; at; at = at.parentElement)
              if (at.offsetWidth <= 1 && at.offsetHeight <= 1) return false;
            if (!node.parentElement.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].some((at) => at.right > 0 && at.left < innerWidth && at.bottom > 0);
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let words = [];
          while (texts.nextNode())
            if (isSeen(texts.currentNode))
              words = words.concat(texts.currentNode.data.match(/[\\p{L}\\p{N}][\\p{L}\\p{N}.,’'-]*/gu) ?? []);
          return words;
        }"""
    )
    record_property("measured", f"/{address}: {len(words)} words (aim {WORDS_ON_THE_FRONT_PAGE})")
    assert len(words) <= WORDS_ON_THE_FRONT_PAGE
