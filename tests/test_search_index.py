"""What the search looks in: one entry for each page, told apart, and nothing but text."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from generator.model.archive import Archive
from generator.pages import site_assets, site_files
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.search_index import SEARCH_INDEX
from generator.record.history import History


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


def test_entries_are_told_apart_by_kind_and_title(real: Archive) -> None:
    seen = Counter((str(entry["k"]), str(entry["t"])) for entry in _index(real)["entries"])
    assert [found for found, times in seen.items() if times > 1] == []


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


def test_the_themes_own_index_has_only_hand_written_pages(real: Archive) -> None:
    """Nobody fetches it, and all the same it would grow with the site."""
    for page in site_files(Edition(real, History(missing="prøve"))):
        assert 'search: {"exclude": true}' in page.text
