"""The search in a real browser: what people type in each language, through the dialog, and what it finds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, cases
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML

# Of each way to reach a result; what is found is the same in both.
IN_BOTH = pytest.mark.browsers("chromium", "firefox")
FIRST = 3
HELD_OUT = 0.9  # of the queries in English that nothing was tuned for
SCRIPTS = ROOT / "site_src" / "docs" / "assets" / "search"


def read_yaml(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(ROOT / "tests" / name)


@dataclass(frozen=True)
class Spoken:
    """A language as its readers have it: where its pages are, what its box is called, and its script."""

    prefix: str
    box: str
    script: str
    kind: str  # what it calls an initiative
    queries: str
    unread: tuple[tuple[str, ...], str]  # what an unread agreement of each kind is called, also by its Danish name

    def __str__(self) -> str:
        return self.script


DANISH = Spoken("", "Søg", "danish", "Initiativ", "queries.yaml", (("aftale", "aftalen", "økonomiaftale"), "strategi"))
ENGLISH = Spoken(
    "en/", "Search", "english", "Initiative", "queries_en.yaml",
    (("agreement", "economy agreement", "økonomiaftale"), "strategy"),
)  # fmt: skip
BOTH = pytest.mark.parametrize("language", [DANISH, ENGLISH], ids=str)

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


def _open(page: Page, language: Spoken = DANISH) -> None:
    page.add_init_script(LISTEN)
    page.goto(language.prefix)
    page.get_by_role("textbox", name=language.box).click()


def _search(page: Page, query: str, language: Spoken = DANISH) -> list[str]:
    """Type *query* and give the addresses of the results below those of the language, in the order in which they stand."""
    box = page.get_by_role("textbox", name=language.box)
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
    found = [re.sub(r"\?[^#]*", "", link.split("/", 3)[3]) for link in links]
    assert all(link.startswith(language.prefix) for link in found)
    return [link.removeprefix(language.prefix) for link in found]


@BOTH
def test_an_agreement_that_was_not_read_answers_first_that_it_was_not(page: Page, language: Spoken) -> None:
    """Much else has its year: only its own entry says that nobody has read it."""
    _open(page, language)
    economy, strategy = language.unread
    queries = {}
    for row in page.request.get("/data/v1/unread.json").json()["unread"]:
        first, last = row.get("effective_from_stated"), row.get("effective_to_stated")
        years = first if first == last else f"{first}-{last}"
        for kind in economy if row["kind"] == "økonomiaftale" else (strategy,):
            queries[f"{kind} {years}"] = f"aftaler/#ikke-laest-{row['id']}"
    assert queries
    assert {query: _search(page, query, language)[0] for query in queries} == queries


@BOTH
def test_the_pages_that_people_look_for_are_among_the_first_three(
    page: Page, language: Spoken, capsys: pytest.CaptureFixture[str]
) -> None:
    """In English also nine in ten of those that nothing was tuned for; in Danish all are."""
    _open(page, language)
    tried: dict[str, list[bool]] = {}
    missed = []
    for group, queries in read_yaml(language.queries).items():
        for n, (query, right) in enumerate(queries.items()):
            found = _search(page, str(query), language)[:FIRST]
            hit = not set(found).isdisjoint([right] if isinstance(right, str) else right)
            held_out = n % 3 == 2
            tried.setdefault("held out" if held_out else "tuned", []).append(hit)
            tried.setdefault(group, []).append(hit)
            if not hit and not (held_out and language is ENGLISH):
                missed.append((group, query, right, found))
    with capsys.disabled():
        rates = ", ".join(f"{name} {sum(hits)}/{len(hits)}" for name, hits in tried.items())
        print(f"\n{language} search: {rates}")  # noqa: T201
    assert missed == []
    assert sum(tried["held out"]) >= HELD_OUT * len(tried["held out"])


def _library(page: Page, language: Spoken) -> Page:
    """The page with the search's own scripts, without the dialog and the worker around them."""
    page.goto("about:blank")  # the content policy of our own pages lets no script be put in
    for name in (f"{language}.js", "index.js"):
        page.add_script_tag(path=SCRIPTS / name)
    return page


@cases
def test_a_quantity_is_met_with_its_bound_and_without(written: str, typed: list[str], page: Page) -> None:
    missed = _library(page, DANISH).evaluate(
        """([written, typed]) => typed.filter((query) => {
            const entries = [{u: "x", k: "Initiativ", t: "Titel", l: [["", written]]}];
            return !searchIndex.search(searchIndex.create({synonyms: [], entries}), query).length;
        })""",
        [written, typed],
    )
    assert missed == []


@BOTH
def test_every_form_and_spelling_of_a_word_finds_every_other(page: Page, language: Spoken) -> None:
    lines = [line.split() for line in read_yaml(f"{language}_forms.yaml")]
    pairs = [(one, other) for line in lines for one in line for other in line]
    found = _library(page, language).evaluate(
        """pairs => pairs.filter(([typed, written]) => {
            const entries = [{u: "x", k: "Initiativ", t: written}];
            return !searchIndex.search(searchIndex.create({synonyms: [], entries}), typed).length;
        })""",
        pairs,
    )
    assert len(pairs) > 350
    assert found == []


def _with_one_error(word: str) -> set[str]:
    left_out = {word[:i] + word[i + 1 :] for i in range(len(word))}
    doubled = {word[:i] + word[i] + word[i:] for i in range(len(word))}
    swapped = {word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in range(1, len(word))}
    wrong = {word[:i] + "aeioutnrs"[i * 7 % 9] + word[i + 1 :] for i in range(len(word))}
    return (left_out | doubled | swapped | wrong) - {word}


@BOTH
def test_one_error_anywhere_in_the_longest_word_of_a_title_still_finds_it(
    page: Page, language: Spoken, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = json.loads((site / f"assets/search/{language.prefix}index.json").read_text(encoding="utf-8"))
    titles = {e["u"]: e["t"].lower() for e in index["entries"] if e["k"] == language.kind}
    longest = {url: max(re.findall(r"[^\W\d_]+", title), key=len) for url, title in titles.items()}
    asked = [(url, word, sorted(_with_one_error(word))) for url, word in longest.items() if len(word) >= 6]
    found = _library(page, language).evaluate(
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
        print(f"\n{language} search: one typing error {sum(found)}/{len(found)}")  # noqa: T201
    assert len(found) > 1000
    assert sum(found) / len(found) >= 0.99


@IN_BOTH
def test_what_is_pasted_or_spoken_is_searched_for(page: Page) -> None:
    """It comes without a key, and the theme listens for keys."""
    page.goto("")
    page.get_by_role("textbox", name="Søg").click()
    page.get_by_role("textbox", name="Søg").fill("samtykke")
    expect(page.locator(".md-search-result__list")).to_contain_text("samtykkeløsning")


def test_the_page_says_which_language_it_is_in_and_only_that_is_fetched(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("en/metode/", wait_until="networkidle")
    assert [worker.url.rsplit("/", 2)[1:] for worker in page.workers] == [["search", "worker.js?en"]]
    before = {"dialog.js", "worker.js?en"}
    assert {url.split("/search/")[1] for url in asked if "/search/" in url} == before
    page.get_by_role("textbox", name="Search").click()
    with page.expect_response("**/assets/search/en/index.json"):
        page.keyboard.press("k")
    page.wait_for_load_state("networkidle")
    fetched = {url.split("/search/")[1] for url in asked if "/search/" in url} - before
    assert fetched == {"english.js", "index.js", "en/index.json"}


@IN_BOTH
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


def test_results_are_told_in_english_and_what_is_danish_is_marked(page: Page) -> None:
    _open(page, ENGLISH)
    assert _search(page, "247.4", ENGLISH)[0] == "initiativer/digital-infrastruktur/"
    first, second = (page.locator(".md-search-result__item").nth(n) for n in (0, 1))
    expect(first.locator("h1")).to_have_text("Initiative Digital infrastructure")
    expect(first.locator("mark").first).to_have_text("247.4")
    expect(second).to_contain_text("Fact")
    expect(second.locator("a").first).to_have_attribute(
        "href", re.compile("/en/initiativer/digital-infrastruktur/.*#2021--aarlige-midler")
    )
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("matching document"))
    _search(page, "gennemsigtighed", ENGLISH)  # only the words of a source have it
    expect(page.locator(".md-search-result__item span[lang=da] mark").first).to_have_text("gennemsigtighed")


def test_a_word_is_marked_on_the_page_as_the_page_spells_it(page: Page) -> None:
    _open(page)
    _search(page, "koerekort")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiativer/koerekort/**")
    expect(page.locator("mark[data-md-highlight]").first).to_have_text("kørekort", ignore_case=True)


@IN_BOTH
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


@IN_BOTH
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


def test_escape_gives_the_focus_back_to_where_the_reader_was(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    link = page.get_by_role("link", name="Aftaler", exact=True).first
    link.focus()
    page.get_by_role("textbox", name="Søg").click()
    page.keyboard.type("overblik")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_stems_are_those_of_the_snowball_project(page: Page) -> None:
    """But for words that have a spelling of their own here."""
    theirs: Mapping[str, str] = read_yaml("english_stems.yaml")
    ours = _library(page, ENGLISH).evaluate("words => words.map(searchLanguage.stem)", [*theirs])
    wrong = {word: stem for word, stem in zip(theirs, ours, strict=True) if stem != theirs[word]}
    assert len(theirs) > 140
    assert wrong == {}


def test_amounts_are_understood_as_they_are_typed(page: Page) -> None:
    typed = ["DKK 60m", "1.5bn", "1,5 mia.", "80 mn", "10,000", "10.000", "247,4", "MitID"]
    read = _library(page, ENGLISH).evaluate(
        "all => all.map(text => searchIndex.tokens(searchLanguage.asWritten(text)).map(token => token.key).join(' '))",
        typed,
    )
    assert read == [
        "dkk 60 million", "1,5 billion", "1,5 billion", "80 million", "10000", "10000", "247,4", "mitid",
    ]  # fmt: skip
