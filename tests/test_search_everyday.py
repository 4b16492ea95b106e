"""The search for people who know neither the words of the texts nor ours: everyday words, what it cost, what is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import AGREEMENTS, ROOT, cases
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML
from test_search import FIRST, LISTEN, _open, _search

from generator.comparing.analysis import Analysis
from generator.model.agreement import Outcome
from generator.model.archive import Archive

QUERIES: dict[str, dict[str, dict[str, str | list[str]]]] = YAML(typ="safe", pure=True).load(
    ROOT / "tests" / "queries_everyday.yaml"
)
WORDS: dict[str, Any] = YAML(typ="safe", pure=True).load(AGREEMENTS / "_search.yaml")
SCRIPTS = ROOT / "site_src" / "docs" / "assets" / "search"
FOUND = 0.95
LANGUAGES = {"da": ("danish.js", "index.json"), "en": ("english.js", "en/index.json")}
SILENCE = "Ikke omtalt. Det kan godt fortsætte; teksten siger det bare ikke."


class Search:
    """The search's own scripts with the site's own index, without the dialog and the worker around them."""

    def __init__(self, browser: Browser, site: Path, language: str) -> None:
        script, index = LANGUAGES[language]
        self.entries: list[dict[str, Any]] = []
        self._page = browser.new_page()
        for name in (script, "index.js"):
            self._page.add_script_tag(path=SCRIPTS / name)
        data = json.loads((site / "assets/search" / index).read_text(encoding="utf-8"))
        self.entries = data["entries"]
        self._page.evaluate("data => { window.index = searchIndex.create(data); }", data)

    def all(self, query: str) -> list[str]:
        """The addresses of every result, as they are in Danish."""
        ask = "query => searchIndex.search(index, query).map(r => r.entry.u)"
        return [url.removeprefix("en/") for url in self._page.evaluate(ask, query)]

    def first(self, query: str) -> list[str]:
        return self.all(query)[:FIRST]

    def close(self) -> None:
        self._page.close()


@pytest.fixture(scope="module", params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def search(browser: Browser, current_site: Path, language: str) -> Iterator[Search]:
    found = Search(browser, current_site, language)
    yield found
    found.close()


def test_everyday_words_reach_what_they_mean(
    search: Search, current: Archive, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = current.agreements[-2:]
    newest = {"aftaler/nyeste/": f"aftaler/{new.id}/", "sammenlign/nyeste/": f"sammenlign/{old.id}/{new.id}/"}
    tried = [(str(query), right) for group in QUERIES[language].values() for query, right in group.items()]
    missed = []
    for query, right in tried:
        found = search.first(query)
        wanted = [newest.get(url, url) for url in ([right] if isinstance(right, str) else right)]
        if set(found).isdisjoint(wanted):
            missed.append((query, wanted, found))
    with capsys.disabled():
        print(f"\neveryday words, {language}: {len(tried) - len(missed)}/{len(tried)}")  # noqa: T201
    assert len(tried) >= 60
    assert len(missed) <= len(tried) * (1 - FOUND), missed


def test_corrections_come_last(search: Search, language: str) -> None:
    """Their page has the name of every initiative; only who asks for corrections means it."""
    asked = next(lead for lead in WORDS["leads_to"] if lead["to"] == "rettelser")[language]
    queries = [str(query) for group in QUERIES[language].values() for query in group]
    queries += [entry["t"] for entry in search.entries if entry["u"].removeprefix("en/") != "rettelser/"]
    meant = [query for query in queries if any(word[:5].lower() in query.lower() for word in asked)]
    found = {query: search.all(query) for query in queries if query not in meant}
    assert [query for query, urls in found.items() if "rettelser/" in urls[:-1]] == []
    assert all(search.first(word)[0] == "rettelser/" for word in asked[:2])


@cases
def test_every_amount_answers_to_what_it_costs(
    language: str, words: dict[str, str], browser: Browser, current_site: Path, current: Archive
) -> None:
    search = Search(browser, current_site, language)
    titles = {entry["u"].removeprefix("en/"): entry["t"] for entry in search.entries}
    costly = {
        f"initiativer/{initiative.id}/"
        for agreement in current.agreements
        for initiative in agreement.initiatives
        if any(fact.kind == "amount" for fact in initiative.facts)
    }
    assert len(costly) > 8
    unanswered = [
        (word, url)
        for word, question in words.items()
        for url in costly
        if url not in search.first(f"{question} {titles[url]}") or url not in search.all(word)
    ]
    search.close()
    assert unanswered == []


@pytest.mark.parametrize("name", ["KL", "EU", "MitID", "Danske Regioner", "sundhed.dk"])
def test_a_genitive_finds_what_the_name_finds(search: Search, name: str) -> None:
    for genitive in (f"{name}'s", f"{name}’s", f"{name}s", f"{name}s".lower(), f"{name}´s"):
        assert search.first(name)[0] in search.first(genitive), genitive


def test_what_is_gone_is_reached_without_saying_that_it_was_dropped(page: Page, real: Archive) -> None:
    """Who types »droppet« is shown what the newest text does not mention, and how little that says."""
    silent = {
        f"initiativer/{life.id}/"
        for life in Analysis(real).histories.values()
        if life.chapters[-1].agreement is real.agreements[-1] and life.chapters[-1].outcome is Outcome.NOT_MENTIONED
    }
    assert silent
    _open(page)
    found = _search(page, "droppet")
    old, new = real.agreements[-2:]
    assert {f"sammenlign/{old.id}/{new.id}/", "metode/"} <= set(found[:FIRST])
    assert len(initiatives := {url for url in found if url.startswith("initiativer/")}) > 3  # as many as fit
    assert initiatives <= silent
    results = page.locator(".md-search-result__item")
    for n, url in enumerate(found):
        if url in silent:
            expect(results.nth(n)).to_contain_text(SILENCE)
        expect(results.nth(n)).not_to_contain_text("droppet", ignore_case=True)
    expect(page.locator(".md-search-result__list")).to_contain_text("Det kan godt fortsætte")


def test_a_question_about_one_initiative_is_about_it_whatever_the_answer(search: Search, language: str) -> None:
    """Mit Overblik is still mentioned and has no amount."""
    questions = {
        "da": ("er Mit Overblik droppet", "hvad koster Mit Overblik", "er Mit Overblik forsinket"),
        "en": ("was My Overview dropped", "cost of My Overview", "is My Overview delayed"),
    }
    for question in questions[language]:
        assert "initiativer/mit-overblik/" in search.first(question), question


SENTENCES = {
    "": "Søgningen kan ikke hentes, så der kan ikke søges lige nu.",
    "en/": "The search cannot be fetched, so searching is not possible right now.",
}


@pytest.mark.parametrize("where", SENTENCES)
@pytest.mark.parametrize("gone", ["worker.js", "index.js", "index.json", ""])
def test_the_search_box_says_that_its_files_cannot_be_had(page: Page, where: str, gone: str) -> None:
    """A mirrored copy may be without them. No reader is left to wait for what cannot come."""
    # All but the dialog's own script, or nothing on the page could say anything.
    page.context.route(re.compile(rf"/search/(?!dialog\.js)(?:.*/)?{gone}"), _missing)
    page.goto(where)
    page.get_by_role("textbox", name="Search" if where else "Søg").click()
    expect(page.locator("[data-as-search-failure]")).to_have_text(SENTENCES[where])
    expect(page.locator(".md-search-result__meta")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".as-search-advice a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("samtykke")
    expect(page.locator(".md-search__output")).to_contain_text(
        re.compile("ikke hentes|cannot be fetched|could not be fetched")
    )


def test_who_goes_offline_is_told_and_who_is_back_can_search(page: Page) -> None:
    page.add_init_script(LISTEN)
    page.goto("", wait_until="networkidle")
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Søg").click()
    expect(page.locator("[data-as-search-failure]")).to_be_visible()
    page.context.set_offline(False)
    assert "initiativer/digitalt-samtykke/" in _search(page, "samtykke")
    expect(page.locator("[data-as-search-failure]")).to_be_hidden()


def test_no_single_key_does_anything_anywhere_on_a_page(page: Page) -> None:
    """WCAG 2.1.4: the theme opens the search on F, S and /, and turns pages on P and N."""
    page.goto("aftaler/")
    for key in "fs/pn,.":
        page.keyboard.press(key)
    expect(page.get_by_role("textbox", name="Søg")).not_to_be_focused()
    assert page.url.endswith("/aftaler/")
    page.get_by_role("textbox", name="Søg").click()
    page.keyboard.type("fs/pn,.")
    expect(page.get_by_role("textbox", name="Søg")).to_have_value("fs/pn,.")


def _missing(route: Any) -> None:
    route.fulfill(status=404)
