"""What the search looks in."""

from __future__ import annotations

import json
from typing import Any

from conftest import ROOT
from playwright.sync_api import Browser

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.pages import site_assets, site_files
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.search_index import search_index
from generator.record.history import History
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator

SCRIPTS = ROOT / "site_src" / "docs" / "assets" / "search"


def _data(archive: Archive, t: Translator = DANISH_T) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(search_index(t, archive, Analysis(archive).histories, ()).data)
    return data


def test_each_page_but_the_front_has_one_entry(golden: Archive) -> None:
    """A theme has an entry and no page, and so has what nobody has read."""
    edition = Edition(golden, History(missing="prøve"))
    files = site_files(edition)
    pages = {page.path for page in files} - {"index.md"}
    pages |= {"bidrag/index.md", "bidrag/ny-aftale/index.md", "om.md"}  # written by hand
    no_pages = {addresses.unread(each.id) for each in golden.unread}
    no_pages |= {addresses.theme(theme.id) for theme in golden.register.themes}
    [index] = [asset for asset in site_assets(edition, files) if asset.path == "assets/search/index.json"]
    every_url = [entry["u"] for entry in json.loads(index.data)["entries"]]
    urls = [url for url in every_url if url not in no_pages]
    assert len(every_url) == len(set(every_url)) == len(pages) + len(no_pages)
    assert {url.rstrip("/") for url in urls} == {path.removesuffix("/index.md").removesuffix(".md") for path in pages}


def test_an_initiative_is_found_by_every_name_it_has_had(real: Archive) -> None:
    entries = {entry["u"]: entry for entry in _data(real)["entries"]}
    strategy = entries["initiativer/ny-faelles-strategi/"]
    assert {"Ny fællesoffentlig digitaliseringsstrategi", "FODS"} <= set(strategy["n"])
    assert "FODS" in entries["initiativer/strategi-2016-2020/"]["n"]  # only its oldest agreement says so
    assert {"ØA21", "ØA2021"} <= set(entries["aftaler/2021/"]["n"])


def test_a_line_says_which_agreement_it_is_from(real: Archive) -> None:
    entries = {entry["u"]: entry for entry in _data(real)["entries"]}
    lines = [tuple(line) for line in entries["initiativer/digital-infrastruktur/"]["l"]]
    assert (
        "Økonomiaftalerne 2021",
        "Drift, vedligehold og videreudvikling: 141,4 mio. kr. → 247,4 mio. kr. om året (fra 2021 og frem)",
        "initiativer/digital-infrastruktur/#2021--aarlige-midler",
    ) in lines


def test_a_word_is_found_however_it_is_written_and_shown_as_it_is_written(browser: Browser) -> None:
    """Soft hyphens, decomposed letters and ligatures come with copied text, and with what is pasted into the box."""
    page = browser.new_page()
    for name in ("danish.js", "index.js"):
        page.add_script_tag(path=SCRIPTS / name)
    written = "Den f\u00e6l\u00adleso\ufb00entlige in\u200bfra\u00adstruktur pa\u030a NemLog\u2011in: 100¹"
    cut = page.evaluate(
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
        found = page.evaluate(
            "([entry, query]) => searchIndex.search(searchIndex.create({synonyms: [], entries: [entry]}), query).length",
            [entry, query],
        )
        assert found == 1, query
    page.close()


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
