"""The built site in a real browser: what a reader does, how many clicks and screens it takes, and no word broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import served
from playwright.sync_api import Browser, Locator, Page, expect

KINDS = [
    "", "tidslinje/", "aftaler/", "aftaler/pagt/", "sammenlign/", "sammenlign/pagt/2021/",
    "sammenlign/2016-2020/2023/", "initiativer/", "initiativer/mit-overblik/", "initiativer/strategi-2016-2020/",
    "indlejr/initiativer/mit-overblik/", "penge/", "frister/", "andre-kilder/", "data/", "rettelser/", "metode/",
    "ordliste/", "om/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800)])
def test_how_far_we_have_read_is_on_the_front_pages_first_screen(
    browser: Browser, address: str, language: str, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address + language)
    said = page.locator(".as-reach").bounding_box()
    assert said
    assert said["y"] + said["height"] <= height
    page.close()


TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("url", KINDS)
def test_a_page_asks_no_other_host_reports_no_error_and_scrolls_no_way_but_down(
    page: Page, address: str, url: str
) -> None:
    """Wide tables scroll inside a region of their own, which says so."""
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url, wait_until="networkidle")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) <= 0, width
    assert [u for u in asked if not u.startswith((address, "data:", "blob:"))] == []
    assert errors == []


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


# ---- What readers come for, done by clicking from the front page, and how many clicks it takes.

# For the eight together.
MOST_CLICKS = 12


@dataclass(frozen=True)
class Task:
    """*answer* is in sight once each of *clicks* has been made, from where *goes_on* was done or the front page."""

    clicks: tuple[Callable[[Page], Locator], ...]
    answer: Callable[[Page], Locator]
    goes_on: str | None = None


def _menu(name: str) -> Callable[[Page], Locator]:
    return lambda page: page.get_by_role("navigation", name="Faner").get_by_role("link", name=name)


def _link(name: str, within: str = "main") -> Callable[[Page], Locator]:
    return lambda page: page.locator(within).get_by_role("link", name=name, exact=True).first


TASKS = {
    "what became of Mit Overblik": Task(
        (_link("Mit Overblik"),), lambda page: page.locator(".as-lead", has_text="videreført")
    ),
    "infrastructure before and after": Task(
        (_menu("Penge og frister"),), lambda page: page.locator("tr", has_text=re.compile("141,4.*247,4", re.DOTALL)).first
    ),
    "the silences of 2021 about the pact, with evidence": Task(
        (
            _menu("Sammenlign"),
            _link("Pagten 2019 → Økonomiaftalerne 2021"),
            lambda page: page.locator("#viden-overblik-gennemsigtighed summary").first,
        ),
        lambda page: page.get_by_text("Søgt i").first,
    ),
    "deadlines that have passed, and what is known": Task(
        (_menu("Penge og frister"), _link("Frister")),
        lambda page: page.get_by_text("passeret").first,
    ),
    "money for 2023": Task((_menu("Penge og frister"),), lambda page: page.get_by_text("2023").first),
    "cite an amount": Task(
        (_menu("Penge og frister"), lambda page: page.get_by_role("link", name="citér Drift, vedligehold")),
        lambda page: page.locator(":target").get_by_text("Henvisning").first,
    ),
    "2016-2020 against the newest": Task(
        (_menu("Sammenlign"), _link("Strategien 2016-2020 → Økonomiaftalerne 2023")),
        lambda page: page.locator("h1", has_text="2016-2020"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TASKS)
def test_the_answer_is_in_sight_after_the_clicks(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("")
    task = TASKS[name]
    for click in (*(TASKS[task.goes_on].clicks if task.goes_on else ()), *task.clicks):
        click(page).click()
    expect(task.answer(page)).to_be_visible()


def test_the_tasks_together_take_few_clicks() -> None:
    assert sum(len(task.clicks) for task in TASKS.values()) <= MOST_CLICKS


# ---- How long the pages are on a phone, measured on the site of the frozen data; the figures are printed after the tests.

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


# ---- Words on a phone: none breaks in its middle, and none that is too long pushes the page aside.

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
def test_no_word_breaks_in_its_middle(browser: Browser, address: str, language: str) -> None:
    """In the widest of the usual typefaces."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for kind in [kind for kind in KINDS if not kind.startswith("indlejr/")] + ["bidrag/", "bidrag/ny-aftale/"]:
        page.goto(language + kind)
        page.add_style_tag(content='body, body * { font-family: "DejaVu Sans" !important }')
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
