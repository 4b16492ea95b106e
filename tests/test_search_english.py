"""The search of the English pages: what readers of English type into a real browser, and what it finds."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, served
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML
from test_search import FIRST, LISTEN, _with_one_error, queries_of_what_is_unread
from test_search_index import SCRIPTS, _open, _written

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.publishing import search_shards
from generator.publishing.search_index import search_files
from generator.wording.translator import ENGLISH_T

pytestmark = pytest.mark.browsers("chromium", "firefox")

HELD_OUT = 0.9  # of the queries that nothing was tuned for


def _yaml(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(ROOT / "tests" / name)


QUERIES: dict[str, dict[str, str | list[str]]] = _yaml("queries_en.yaml")


def _start(page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto("en/")
    page.get_by_role("textbox", name="Search").click()


def _search(page: Page, query: str) -> list[str]:
    """Type *query* and give the addresses of the results below en/, in the order in which they stand."""
    box = page.get_by_role("textbox", name="Search")
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
    assert all(link.startswith("en/") for link in found)
    return [link.removeprefix("en/") for link in found]


def test_an_agreement_that_was_not_read_answers_first_that_it_was_not(page: Page) -> None:
    """Whether it is asked for in English, or by its Danish name as a source has it."""
    _start(page)
    kinds = ("agreement", "economy agreement", "økonomiaftale")
    queries = queries_of_what_is_unread(page, kinds, "strategy")
    assert {query: _search(page, query)[0] for query in queries} == queries


@pytest.mark.browsers("chromium")  # of the ranking, which is the same in both
def test_the_pages_that_people_look_for_are_among_the_first_three(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    _start(page)
    tried: dict[str, list[bool]] = {}
    missed = []
    for group, queries in QUERIES.items():
        for n, (query, right) in enumerate(queries.items()):
            found = _search(page, str(query))[:FIRST]
            hit = not set(found).isdisjoint([right] if isinstance(right, str) else right)
            held_out = n % 3 == 2
            tried.setdefault("held out" if held_out else "tuned", []).append(hit)
            tried.setdefault(group, []).append(hit)
            if not hit and not held_out:
                missed.append((group, query, right, found))
    with capsys.disabled():
        rates = ", ".join(f"{name} {sum(hits)}/{len(hits)}" for name, hits in tried.items())
        print(f"\nEnglish search: {rates}")  # noqa: T201
    assert missed == []
    assert sum(tried["held out"]) >= HELD_OUT * len(tried["held out"])


@pytest.mark.browsers("chromium")  # Firefox does not tell of the script that a worker is
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


def test_a_search_costs_little(site: Path) -> None:
    """Compressed, as the Danish one."""
    files = [
        path for name in ("english.js", "index.js", "en/index.json") for path in site.glob(f"assets/**/search/{name}")
    ]
    assert len(files) == 3
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) < 42_000


def test_results_are_told_in_english_and_what_is_danish_is_marked(page: Page) -> None:
    _start(page)
    assert _search(page, "247.4")[0] == "initiativer/digital-infrastruktur/"
    first, second = (page.locator(".md-search-result__item").nth(n) for n in (0, 1))
    expect(first.locator("h1")).to_have_text("Initiative Digital infrastructure")
    expect(first.locator("mark").first).to_have_text("247.4")
    expect(second).to_contain_text("Fact")
    expect(second.locator("a").first).to_have_attribute(
        "href", re.compile("/en/initiativer/digital-infrastruktur/.*#2021--aarlige-midler")
    )
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("matching document"))
    _search(page, "gennemsigtighed")  # only the words of a source have it
    expect(page.locator(".md-search-result__item span[lang=da] mark").first).to_have_text("gennemsigtighed")


def test_where_nothing_is_found_the_dialog_says_in_english_what_to_try(page: Page) -> None:
    _start(page)
    assert _search(page, "xyzzyqq") == []
    advice = page.locator(".as-search-advice")
    expect(advice).to_contain_text("spelling the word in another way")
    expect(advice.get_by_role("link")).to_have_text(["the list of all initiatives"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/initiativer/")


@pytest.fixture
def library(page: Page) -> Page:
    """A page that has the search's own scripts, without the dialog and the worker around them."""
    page.goto("about:blank")
    for name in ("english.js", "index.js"):
        page.add_script_tag(path=SCRIPTS / name)
    return page


def test_every_form_and_spelling_of_a_word_finds_every_other(library: Page) -> None:
    lines = [line.split() for line in _yaml("english_forms.yaml")]
    pairs = [(one, other) for line in lines for one in line for other in line]
    found = library.evaluate(
        """pairs => pairs.filter(([typed, written]) => {
            const entries = [{u: "x", k: "Initiative", t: written}];
            return !searchIndex.search(searchIndex.create({synonyms: [], entries}), typed).length;
        })""",
        pairs,
    )
    assert len(pairs) > 350
    assert found == []


def test_stems_are_those_of_the_snowball_project(library: Page) -> None:
    """But for words that have a spelling of their own here."""
    theirs: Mapping[str, str] = _yaml("english_stems.yaml")
    ours = library.evaluate("words => words.map(searchLanguage.stem)", [*theirs])
    wrong = {word: stem for word, stem in zip(theirs, ours, strict=True) if stem != theirs[word]}
    assert len(theirs) > 140
    assert wrong == {}


@pytest.mark.browsers("chromium")  # of the ranking, which is the same in both
def test_one_error_anywhere_in_the_longest_word_of_a_title_still_finds_it(
    library: Page, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = json.loads((site / "assets/search/en/index.json").read_text(encoding="utf-8"))
    titles = {e["u"]: e["t"].lower() for e in index["entries"] if e["k"] == "Initiative"}
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
        print(f"\nEnglish search: one typing error {sum(found)}/{len(found)}")  # noqa: T201
    assert len(found) > 1000
    assert sum(found) / len(found) >= 0.99


def test_amounts_are_understood_as_they_are_typed(library: Page) -> None:
    typed = ["DKK 60m", "1.5bn", "1,5 mia.", "80 mn", "10,000", "10.000", "247,4", "MitID"]
    read = library.evaluate(
        "all => all.map(text => searchIndex.tokens(searchLanguage.asWritten(text)).map(token => token.key).join(' '))",
        typed,
    )
    assert read == [
        "dkk 60 million", "1,5 billion", "1,5 billion", "80 million", "10000", "10000", "247,4", "mitid",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def data(real: Archive) -> dict[str, Any]:
    (file,) = search_files(ENGLISH_T, real, Analysis(real).histories, ())
    data: dict[str, Any] = json.loads(file.data)
    return data


@pytest.fixture(scope="module")
def asked(browser: Browser, data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that has the English data in small files, and beside it in one."""
    folder = _written(tmp_path_factory.mktemp("shards"), data, ENGLISH_T)
    with served(folder) as address:
        page = _open(browser.new_page(), address, "english", "en/")
        page.evaluate("data => { window.whole = searchIndex.create(data); }", data)
        yield page
        page.close()


@pytest.mark.browsers("chromium")  # of the ranking, which is the same in both
def test_words_are_cut_the_same_way_when_they_are_written_and_when_they_are_typed(
    asked: Page, data: dict[str, Any]
) -> None:
    texts = sorted({text for entry in data["entries"] for _, text in search_shards._texts(entry)})
    texts += ["DKK 1,000,000.50", "247.4 and 10,000", "10.000", "one’s driver's", "on-line e.g. A.I.", ""]
    cut = [[[t.raw, t.key, t.is_number, t.is_glued] for t in search_shards.tokens(ENGLISH_T, text)] for text in texts]
    typed = asked.evaluate(
        "texts => texts.map(text => searchIndex.tokens(text).map(t => [t.raw, t.key, t.isNumber, t.glued]))", texts
    )
    assert cut == typed


def test_the_same_pages_are_found_in_both_languages_and_stand_where_the_index_says(site: Path) -> None:
    danish, english = (
        {entry["u"] for entry in json.loads((site / name).read_text(encoding="utf-8"))["entries"]}
        for name in ("assets/search/index.json", "assets/search/en/index.json")
    )
    # Of the pages that are written by hand, the theme's own index has this one in Danish.
    assert english == {f"en/{address}" for address in danish | {"om/"}}
    assert [address for address in english if not (site / address.partition("#")[0] / "index.html").exists()] == []


def test_an_entry_is_found_by_its_danish_names_too(data: dict[str, Any]) -> None:
    entries = {entry["u"]: entry for entry in data["entries"]}
    assert all(address.startswith("en/") for address in entries)
    assert "Mit Overblik" in entries["en/initiativer/mit-overblik/"]["n"]
    assert {"Økonomiaftalerne for 2021", "ØA21"} <= set(entries["en/aftaler/2021/"]["n"])
    assert "Digital inklusion" in entries["en/initiativer/#inklusion"]["n"]
    lines = entries["en/initiativer/digital-infrastruktur/"]["l"]
    assert any(line[2:] == ["en/initiativer/digital-infrastruktur/#2021--aarlige-midler"] for line in lines)
    quoted = entries["en/initiativer/mit-overblik/"]["q"]
    assert {tuple(line[2:]) for line in quoted if line[1].startswith("“")} == {("da",)}
