"""What the search looks in, in one file and in many small ones: the same is found in both."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, served
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.pages import site_assets, site_files
from generator.publishing import addresses, search_index, search_shards
from generator.publishing.edition import Edition
from generator.publishing.search_index import SEARCH_INDEX, search_files
from generator.publishing.search_shards import in_shards
from generator.publishing.site_file import SiteAsset
from generator.record.history import History
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator


def _index(archive: Archive) -> dict[str, list[dict[str, list[list[str]]]]]:
    pages = site_files(Edition(archive, History(missing="prøve")))
    (file,) = (
        asset for asset in site_assets(Edition(archive, History(missing="prøve")), pages) if asset.path == SEARCH_INDEX
    )
    index: dict[str, list[dict[str, list[list[str]]]]] = json.loads(file.data)
    return index


@pytest.mark.parametrize("name", ["real", "golden"])
def test_each_page_but_the_front_has_one_entry(name: str, request: pytest.FixtureRequest) -> None:
    """A theme has an entry and no page, and so has what nobody has read."""
    archive: Archive = request.getfixturevalue(name)
    files = site_files(Edition(archive, History(missing="prøve")))
    pages = {page.path for page in files} - {"index.md"}
    pages |= {"bidrag/index.md", "bidrag/ny-aftale/index.md", "om.md"}  # written by hand
    unread = {addresses.unread(each.id) for each in archive.unread}
    unread |= {addresses.theme(theme.id) for theme in archive.register.themes}
    every_url = [str(entry["u"]) for entry in _index(archive)["entries"]]
    urls = [url for url in every_url if url not in unread]
    assert len(every_url) == len(set(every_url)) == len(pages) + len(unread)
    assert {url.rstrip("/") for url in urls} == {path.removesuffix("/index.md").removesuffix(".md") for path in pages}


def test_an_initiative_is_found_by_every_name_it_has_had(real: Archive) -> None:
    entries = {str(entry["u"]): entry for entry in _index(real)["entries"]}
    strategy = entries["initiativer/ny-faelles-strategi/"]
    assert {"Ny fællesoffentlig digitaliseringsstrategi", "FODS"} <= set(map(str, strategy["n"]))
    assert "FODS" in entries["initiativer/strategi-2016-2020/"]["n"]  # only its oldest agreement says so
    assert {"ØA21", "ØA2021"} <= set(map(str, entries["aftaler/2021/"]["n"]))


def test_a_line_says_which_agreement_it_is_from(real: Archive) -> None:
    entries = {str(entry["u"]): entry for entry in _index(real)["entries"]}
    lines = [tuple(line) for line in entries["initiativer/digital-infrastruktur/"]["l"]]
    assert (
        "Økonomiaftalerne 2021",
        "Drift, vedligehold og videreudvikling: 141,4 mio. kr. → 247,4 mio. kr. om året (fra 2021 og frem)",
        "initiativer/digital-infrastruktur/#2021--aarlige-midler",
    ) in lines


# ---- The search in small files: it finds what it finds in one, and fetches no more as there is more to find in.

SCRIPTS = ROOT / "site_src" / "docs" / "assets" / "search"
QUERIES: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(ROOT / "tests" / "queries.yaml")
ASK = """async ([query, size]) => {
    const {data, get} = await window.opened;
    const shards = searchShards.open(data, get); // anew: nothing that another query fetched may help
    const {results} = await searchShards.search(shards, query);
    return results.map(r => r.entry.u).slice(0, size);
}"""


def _data(archive: Archive, t: Translator = DANISH_T) -> dict[str, Any]:
    (file,) = search_files(t, archive, Analysis(archive).histories, ())
    data: dict[str, Any] = json.loads(file.data)
    return data


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the entries, in one file as in many."""
    return {key: value for key, value in data.items() if key != "entries"}


def _written(folder: Path, data: dict[str, Any]) -> Path:
    for asset in in_shards(DANISH_T, _known(data), data["entries"]):
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
            window.opened = get("index.json").then(data => ({data, get}));
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
        whole = asked.evaluate("query => searchIndex.search(whole, query).map(r => r.entry.u).slice(0, 20)", query)
        if set(found[:3]).isdisjoint(right) or found[:3] != whole[:3]:
            missed.append((query, right, found[:3], whole[:3]))
    assert missed == []


COPIED = [
    "NemLog-in 2.0",
    "1.000.000,50 kr.",
    "12a b.c-d",
    "Ångström Ærø Øre AAEOE née",
    "247.4 og 10.000",
    "x²",
    "1½ mia. ½ ½a 2¼-3¾ 1.250½",
    "",
    "infra\u00adstruktur infra\u200bstruktur NemLog\u2011in f\u00e6lleso\ufb00entlig a\u030ar p\u00e5",
    "100¹ 100⁴ mio. 1½ 100₁ CO₂-aftryk NemID™ m² \uff2d\uff49\uff54 \uff11\uff12 \u2018E\u2019s\u2026 a\u00a0b\u2009c",
    "\ufeffsundhed\uff0edk\u200b 2019\u20132022 5.000\u00ad.000 o\u00ad\u030a \u200b \u00ad",
]


@pytest.mark.parametrize(
    ("t", "script", "more"),
    [
        (DANISH_T, "danish", COPIED),
        (
            ENGLISH_T,
            "english",
            ["DKK 1,000,000.50", "247.4 and 10,000", "10.000", "one’s driver's", "on-line e.g. A.I."],
        ),
    ],
    ids=["da", "en"],
)
def test_words_are_cut_the_same_way_when_they_are_written_and_when_they_are_typed(
    browser: Browser, real: Archive, t: Translator, script: str, more: list[str]
) -> None:
    texts = sorted({text for entry in _data(real, t)["entries"] for _, text in search_shards._texts(entry)}) + more
    cut = [
        [[word.raw, word.key, word.is_number, word.is_glued] for word in search_shards.tokens(t, text)]
        for text in texts
    ]
    page = browser.new_page()
    for name in (f"{script}.js", "index.js"):
        page.add_script_tag(path=SCRIPTS / name)
    ask = "texts => texts.map(text => searchIndex.tokens(text).map(t => [t.raw, t.key, t.isNumber, t.glued]))"
    assert cut == page.evaluate(ask, texts)
    page.close()


def test_a_word_is_found_however_it_is_written_and_shown_as_it_is_written(asked: Page) -> None:
    """Soft hyphens, decomposed letters and ligatures come with copied text, and with what is pasted into the box."""
    written = "Den f\u00e6l\u00adleso\ufb00entlige in\u200bfra\u00adstruktur pa\u030a NemLog\u2011in: 100¹"
    cut = asked.evaluate(
        "text => searchIndex.tokens(text).map(({key, start, end}) => [key, text.slice(start, end)])", written
    )
    assert cut == [
        ["den", "Den"],
        ["fallesoffentlige", "f\u00e6l\u00adleso\ufb00entlige"],
        ["infrastruktur", "in\u200bfra\u00adstruktur"],
        ["pa", "pa\u030a"],
        ["nemlog", "NemLog"],
        ["in", "in"],
        ["100", "100"],
    ]
    entry = {"u": "a/", "k": "Side", "t": written}
    for query in ("infrastruktur", "f\u00e6llesoffentlige", "nemlog-in", "infra\u00adstruktur", "nemlog\u2010in"):
        found = asked.evaluate(
            "([entry, query]) => searchIndex.search(searchIndex.create({synonyms: [], entries: [entry]}), query).length",
            [entry, query],
        )
        assert found == 1, query


def test_one_error_in_a_title_is_found_in_small_files_too(asked: Page, data: dict[str, Any]) -> None:
    titles = {e["u"]: e["t"].lower() for e in data["entries"] if e["k"] == "Initiativ"}
    words = {url: max(re.findall(r"[^\W\d_]+", title), key=len) for url, title in titles.items()}
    typed = [
        word[:at] + swap + word[at + 2 :]
        for word in sorted(words.values())
        if len(word) >= 6
        for at in range(0, len(word) - 1, 3)
        for swap in (word[at + 1] + word[at], word[at])  # swapped, and one left out
    ]
    same = asked.evaluate(
        """async queries => {
            let same = 0;
            for (const query of queries) {
                const few = searchShards.open((await window.opened).data, (await window.opened).get);
                const {results} = await searchShards.search(few, query);
                const whole = searchIndex.search(window.whole, query);
                same += results[0]?.entry.u === whole[0]?.entry.u;
            }
            return same / queries.length;
        }""",
        typed[::3],
    )
    assert len(typed) > 300
    assert same >= 0.99


@pytest.fixture(scope="module")
def large(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty times the real initiatives, each with a word of its own."""
    entries = [
        {**entry, "u": f"{entry['u']}{n}/", "t": f"{entry['t']} nr{n}x{len(entry['t'])}"}
        for n in range(30)
        for entry in data["entries"]
        if entry["k"] == "Initiativ"
    ]
    return _written(tmp_path_factory.mktemp("large"), {**data, "entries": [*data["entries"], *entries]})


@pytest.mark.parametrize("query", ["samtykke", "strategi", "signatruprojekter", "digital post", "247,4"])
def test_what_is_fetched_hardly_grows(browser: Browser, large: Path, data: dict[str, Any], query: str) -> None:
    """Less than twice what the whole of the real data is, which is what a search fetches today."""
    whole = len(gzip.compress(json.dumps(data, ensure_ascii=False).encode(), 9))
    with served(large) as address:
        page = browser.new_page()
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        _open(page, address)
        assert page.evaluate(ASK, [query, 10])
        page.close()
    files = {url.removeprefix(address) for url in asked_for if url.endswith(".json")}
    assert len(asked_for) == len({*asked_for})  # no file twice
    assert sum(len(gzip.compress((large / name).read_bytes(), 9)) for name in files) < 2 * whole
    everything = sum(len(gzip.compress(path.read_bytes(), 9)) for path in large.rglob("*.json"))
    assert everything > 10 * whole


def test_the_same_entries_give_the_same_files_in_a_folder_named_after_them(data: dict[str, Any]) -> None:
    def files(entries: list[dict[str, Any]]) -> dict[str, bytes]:
        return {asset.path: asset.data for asset in in_shards(DANISH_T, _known(data), entries)}

    first = files(data["entries"])
    assert files(data["entries"][::-1]) == first
    other = files([{**data["entries"][0], "t": "Noget andet"}, *data["entries"][1:]])
    assert set(first) & set(other) == {"assets/search/index.json"}  # so that no browser mixes the two


def test_few_entries_stay_in_one_file(real: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_files(real)) == 1
    monkeypatch.setattr(search_index, "WHOLE_UP_TO", 0)
    assert len(_files(real)) > 20


def _files(archive: Archive) -> list[SiteAsset]:
    return [*search_files(DANISH_T, archive, Analysis(archive).histories, ())]


def test_an_entry_is_found_by_its_danish_names_too_in_english(real: Archive) -> None:
    entries = {entry["u"]: entry for entry in _data(real, ENGLISH_T)["entries"]}
    assert all(address.startswith("en/") for address in entries)
    assert "Mit Overblik" in entries["en/initiativer/mit-overblik/"]["n"]
    assert {"Økonomiaftalerne for 2021", "ØA21"} <= set(entries["en/aftaler/2021/"]["n"])
    assert "Digital inklusion" in entries["en/initiativer/#inklusion"]["n"]
    lines = entries["en/initiativer/digital-infrastruktur/"]["l"]
    assert any(line[2:] == ["en/initiativer/digital-infrastruktur/#2021--aarlige-midler"] for line in lines)
    quoted = entries["en/initiativer/mit-overblik/"]["q"]
    assert {tuple(line[2:]) for line in quoted if line[1].startswith("“")} == {("da",)}
