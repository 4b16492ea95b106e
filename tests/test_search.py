"""The search in a real browser: what people type, through the dialog, and what it finds."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML

# Fixtures are found by their names in this module.
from test_browser import address, browser, page  # noqa: F401

from generator.archive import Archive

pytestmark = pytest.mark.browser

QUERIES: dict[str, dict[str, str | list[str]]] = YAML(typ="safe", pure=True).load(
    ROOT / "tests" / "queries.yaml"
)
FIRST = 3
# What issue 3 names; each must find its page, whatever the rest do.
PROMISED = (
    "initiativet", "borgerne", "kommunernes", "strategi", "post", "KI", "AI", "ØA21", "FODS", "247,4",
    "Ny fællesoffentlig digitaliseringsstrategi", "oekonomi", "korekort", "signatruprojekter",
)  # fmt: skip

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


def _open(page: Page) -> None:  # noqa: F811
    page.add_init_script(LISTEN)
    page.goto("")
    page.get_by_role("textbox", name="Søg").click()


def _search(page: Page, query: str) -> list[str]:  # noqa: F811
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
    return [re.sub(r"\?.*", "", link.split("/", 3)[3]) for link in links]


def test_the_pages_that_people_look_for_are_among_the_first_three(
    page: Page,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
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
        print(f"\nsearch: {rates}")
    assert missed == []


def test_what_the_issue_names_is_among_the_queries() -> None:
    typed = {str(query) for queries in QUERIES.values() for query in queries}
    assert set(PROMISED) <= typed
    assert len(typed) >= 90
