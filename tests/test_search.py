"""The search in a real browser: what people type, through the dialog, and what it finds."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, cases
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML

pytestmark = pytest.mark.browsers("chromium", "firefox")

# Fixtures are found by their names in this module.


QUERIES: dict[str, dict[str, str | list[str]]] = YAML(typ="safe", pure=True).load(ROOT / "tests" / "queries.yaml")
FIRST = 3

# The page's talk with its worker, written down, so that a test knows when the answer to a query has come.
LISTEN = """
window.talk = [];
window.Worker = class extends Worker {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", (event) => window.talk.push(["from", event.data.type, event.data.data]));
  }
  postMessage(message) {
    window.talk.push(["to", message.type, message.data]);
    super.postMessage(message);
  }
};
"""


def _open(page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto("")
    page.get_by_role("textbox", name="Søg").click()


def _search(page: Page, query: str) -> list[str]:
    """Type *query* and give the addresses of the results, in the order in which they stand."""
    box = page.get_by_role("textbox", name="Søg")
    box.fill("")
    box.press_sequentially(query)
    page.wait_for_function(
        """query => {
            const asked = talk.filter(([way, type]) => way === "to" && type === 2);
            return asked.length && asked.at(-1)[2] === query
                && talk.filter(([way, type]) => way === "from" && type === 3).length === asked.length;
        }""",
        arg=query,
    )
    links: list[str] = page.locator(".md-search-result__item").evaluate_all(
        "items => items.map(item => item.querySelector('a').href)"
    )
    return [re.sub(r"\?[^#]*", "", link.split("/", 3)[3]) for link in links]


def queries_of_what_is_unread(page: Page, economy: tuple[str, ...], strategy: str) -> dict[str, str]:
    """What people type who look for an agreement that nobody has read, and where the site says that."""
    queries = {}
    for row in page.request.get("/data/v1/unread.json").json()["unread"]:
        first, last = row.get("effective_from_stated"), row.get("effective_to_stated")
        years = first if first == last else f"{first}-{last}"
        for kind in economy if row["kind"] == "økonomiaftale" else (strategy,):
            queries[f"{kind} {years}"] = f"aftaler/#ikke-laest-{row['id']}"
    assert queries
    return queries


def test_an_agreement_that_was_not_read_answers_first_that_it_was_not(page: Page) -> None:
    """Much else has its year: only its own entry says that nobody has read it."""
    _open(page)
    queries = queries_of_what_is_unread(page, ("aftale", "aftalen", "økonomiaftale"), "strategi")
    assert {query: _search(page, query)[0] for query in queries} == queries


@pytest.mark.browsers("chromium")  # of the ranking, which is the same in both
def test_the_pages_that_people_look_for_are_among_the_first_three(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    _open(page)
    tried: dict[str, list[bool]] = {}
    missed = []
    for group, queries in QUERIES.items():
        for n, (query, right) in enumerate(queries.items()):
            found = _search(page, str(query))[:FIRST]
            hit = not set(found).isdisjoint([right] if isinstance(right, str) else right)
            tried.setdefault("held out" if n % 3 == 2 else "tuned", []).append(hit)
            tried.setdefault(group, []).append(hit)
            if not hit:
                missed.append((group, query, right, found))
    with capsys.disabled():
        rates = ", ".join(f"{name} {sum(hits)}/{len(hits)}" for name, hits in tried.items())
        print(f"\nsearch: {rates}")  # noqa: T201
    assert missed == []


@pytest.fixture
def library(page: Page) -> Page:
    """A page that has the search's own scripts, without the dialog and the worker around them."""
    page.goto("about:blank")  # the content policy of our own pages lets no script be put in
    for name in ("danish.js", "index.js"):
        page.add_script_tag(path=ROOT / "site_src" / "docs" / "assets" / "search" / name)
    return page


@cases
def test_a_quantity_is_met_with_its_bound_and_without(written: str, typed: list[str], library: Page) -> None:
    missed = library.evaluate(
        """([written, typed]) => typed.filter((query) => {
            const entries = [{u: "x", k: "Initiativ", t: "Titel", l: [["", written]]}];
            return !searchIndex.search(searchIndex.create({synonyms: [], entries}), query).length;
        })""",
        [written, typed],
    )
    assert missed == []


def test_every_form_of_a_word_finds_every_other(library: Page) -> None:
    lines = YAML(typ="safe", pure=True).load(ROOT / "tests" / "danish_forms.yaml")
    pairs = [(one, other) for line in lines for one in line.split() for other in line.split()]
    found = library.evaluate(
        """pairs => pairs.filter(([typed, written]) => {
            const entries = [{u: "x", k: "Initiativ", t: written}];
            return !searchIndex.search(searchIndex.create({synonyms: [], entries}), typed).length;
        })""",
        pairs,
    )
    assert len(pairs) > 500
    assert found == []


def _with_one_error(word: str) -> set[str]:
    left_out = {word[:i] + word[i + 1 :] for i in range(len(word))}
    doubled = {word[:i] + word[i] + word[i:] for i in range(len(word))}
    swapped = {word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in range(1, len(word))}
    wrong = {word[:i] + "aeioutnrs"[i * 7 % 9] + word[i + 1 :] for i in range(len(word))}
    return (left_out | doubled | swapped | wrong) - {word}


@pytest.mark.browsers("chromium")  # of the ranking, which is the same in both
def test_one_error_anywhere_in_the_longest_word_of_a_title_still_finds_it(
    library: Page, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = json.loads((site / "assets/search/index.json").read_text(encoding="utf-8"))
    titles = {e["u"]: e["t"].lower() for e in index["entries"] if e["k"] == "Initiativ"}
    longest = {url: max(re.findall(r"[^\W\d_]+", title), key=len) for url, title in titles.items()}
    asked = [(url, word, sorted(_with_one_error(word))) for url, word in longest.items() if len(word) >= 6]
    found = library.evaluate(
        """([data, asked]) => {
            const index = searchIndex.create(data);
            const finds = (query, url) => searchIndex.search(index, query).slice(0, 3).some(r => r.entry.u === url);
            // A word that many titles share does not find each of them first when it is spelt right either.
            const fair = asked.filter(([url, word]) => finds(word, url));
            return fair.flatMap(([url, , errors]) => errors.map(query => finds(query, url)));
        }""",
        [index, asked],
    )
    with capsys.disabled():
        print(f"\nsearch: one typing error {sum(found)}/{len(found)}")  # noqa: T201
    assert len(found) > 1500
    assert sum(found) / len(found) >= 0.99


def test_the_theme_asks_our_worker_and_nothing_is_fetched_before_it_is_needed(page: Page) -> None:
    """Fails when a new version of the theme names its worker otherwise, or speaks otherwise to it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(LISTEN)
    page.goto("", wait_until="networkidle")
    assert [worker.url.rsplit("/", 2)[1:] for worker in page.workers] == [["search", "worker.js"]]
    assert page.evaluate("talk.map(([way, type]) => [way, type])")[:1] == [["from", 1]]
    ahead = ("/index.js", "/index.json", "/danish.js", "/search_index.json")
    assert not [url for url in asked if "lunr" in url or url.endswith(ahead)]
    page.get_by_role("textbox", name="Søg").click()
    with page.expect_response("**/assets/search/index.json"):
        page.keyboard.press("k")


def test_a_search_costs_little(site: Path) -> None:
    """Compressed: what every visit pays, and what the first search pays on top."""

    def cost(*names: str) -> int:
        found = [path for name in names for path in site.glob(f"assets/**/search/{name}")]
        assert len(found) == len(names)
        return sum(len(gzip.compress(path.read_bytes(), 9)) for path in found)

    assert cost("worker.js", "dialog.js") < 5_000
    assert cost("danish.js", "index.js", "index.json") < 36_000


def test_results_say_what_they_are_and_where_the_words_stand(page: Page) -> None:
    _open(page)
    assert _search(page, "digitaliseringspagten")[:2] == ["initiativer/digitaliseringspagten/", "aftaler/pagt/"]
    headings = page.locator(".md-search-result__item h1")
    expect(headings.nth(0)).to_have_text("Initiativ Digitaliseringspagten")
    expect(headings.nth(1)).to_have_text("Aftale Digitaliseringspagten")
    _search(page, "247,4")
    expect(page.locator(".md-search-result__item").first).to_contain_text("Økonomiaftalerne 2021: Drift")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("247,4")
    expect(page.locator(".md-search-result__meta")).to_have_text("2 resultater")
    fact = page.locator(".md-search-result__item").nth(1)
    expect(fact).to_contain_text("Oplysning")
    expect(fact.locator("a").first).to_have_attribute(
        "href", re.compile("initiativer/digital-infrastruktur/.*#2021--aarlige-midler")
    )


def test_a_word_is_marked_on_the_page_as_the_page_spells_it(page: Page) -> None:
    _open(page)
    _search(page, "koerekort")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiativer/koerekort/**")
    expect(page.locator("mark[data-md-highlight]").first).to_have_text("kørekort", ignore_case=True)


def test_results_are_reached_by_keyboard(page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto("")
    page.get_by_role("textbox", name="Søg").focus()
    second = _search(page, "samtykke")[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second}**")


def test_where_nothing_is_found_the_dialog_says_what_to_try(page: Page) -> None:
    _open(page)
    advice = page.locator(".as-search-advice")
    expect(advice).to_be_hidden()
    assert _search(page, "xyzzyqq") == []
    expect(page.locator(".md-search-result__meta")).to_have_text("Ingen resultater fundet")
    expect(advice).to_contain_text("at stave ordet på en anden måde")
    expect(advice.get_by_role("link")).to_have_text(["listen over alle initiativer"])
    assert _search(page, "samtykke")
    expect(advice).to_be_hidden()
    _search(page, "xyzzyqq")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiativer/")


def test_the_dialog_is_as_usable_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640}, locale="da-DK")
    phone = context.new_page()
    phone.add_init_script(LISTEN)
    phone.goto("")
    phone.locator("label.md-header__button[for=__search]").click()
    assert _search(phone, "oekonomiaftalerne")
    # The dialog grows into place.
    phone.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth")
    widest = (
        "Math.max(...[...document.querySelectorAll('.md-search__inner *')].map(e => e.getBoundingClientRect().right))"
    )
    assert phone.evaluate(widest) <= 320
    context.close()


@pytest.mark.browsers("chromium")  # Playwright cannot take the scripts from Firefox
def test_without_javascript_there_is_no_box_that_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("")
    expect(plain.locator(".md-search__input")).to_be_hidden()
    expect(plain.get_by_role("link", name="Tidslinje").first).to_be_visible()
    context.close()


def test_escape_gives_the_focus_back_to_where_the_reader_was(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    link = page.get_by_role("link", name="Aftaler", exact=True).first
    link.focus()
    page.get_by_role("textbox", name="Søg").click()
    page.keyboard.type("overblik")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
