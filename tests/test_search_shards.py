"""The search in small files: it finds what it finds in one, and fetches no more as there is more to find in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, served
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML

from generator.comparing.initiative_history import histories
from generator.model.archive import Archive
from generator.publishing.search_index import search_files
from generator.publishing.search_shards import in_shards

SCRIPTS = ROOT / "site_src" / "docs" / "assets" / "search"
QUERIES: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(ROOT / "tests" / "queries.yaml")
ASK = """async ([query, size]) => {
    const shards = await window.opened;
    const {results} = await searchShards.search(shards, query);
    return results.map(r => r.entry.u).slice(0, size);
}"""


def _data(archive: Archive) -> dict[str, Any]:
    (file,) = search_files(archive, histories(archive), ())
    data: dict[str, Any] = json.loads(file.data)
    return data


def _written(folder: Path, data: dict[str, Any]) -> Path:
    for asset in in_shards(data["synonyms"], data["entries"]):
        path = folder / asset.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.data)
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder / "assets" / "search")
    (folder / "index.html").write_text("<!doctype html><title>Prøve</title>", encoding="utf-8")
    return folder


def _open(page: Page, address: str) -> Page:
    page.goto(address)
    for name in ("danish.js", "index.js", "shards.js"):
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate(
        """() => {
            const get = async path => (await fetch(`assets/search/${path}`)).json();
            window.opened = get("index.json").then(data => searchShards.open(data, [], get));
        }"""
    )
    return page


@pytest.fixture(scope="module")
def data(real: Archive) -> dict[str, Any]:
    return _data(real)


@pytest.fixture(scope="module")
def asked(browser: Browser, data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that has the real data in small files, and beside it in one."""
    with served(_written(tmp_path_factory.mktemp("shards"), data)) as address:
        page = _open(browser.new_page(), address)
        page.evaluate("data => { window.whole = searchIndex.create(data); }", data)
        yield page
        page.close()


def _queries(known: set[str]) -> list[tuple[str, list[str]]]:
    found = []
    for queries in QUERIES.values():
        for query, right in queries.items():
            rights = [right] if isinstance(right, str) else right
            if known.intersection(rights):
                found.append((str(query), rights))
    return found


def test_what_people_type_is_found_in_small_files_as_in_one(asked: Page, data: dict[str, Any]) -> None:
    queries = _queries({entry["u"] for entry in data["entries"]})
    assert len(queries) > 120
    missed = []
    for query, right in queries:
        found = asked.evaluate(ASK, [query, 20])
        whole = asked.evaluate(
            "query => searchIndex.search(whole, query).map(r => r.entry.u).slice(0, 20)", query
        )
        if set(found[:3]).isdisjoint(right) or found[:3] != whole[:3]:
            missed.append((query, right, found[:3], whole[:3]))
    assert missed == []
