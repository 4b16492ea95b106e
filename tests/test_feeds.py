"""The feeds: valid Atom, ids that last, dates from the data, and two clocks that never meet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
from conftest import cases
from snapshots import REGISTER, agreement, initiative

from generator.comparing.analysis import Analysis
from generator.feeds import NEWEST, feeds
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH, Text
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition, moment
from generator.record.history import Amendment, History, RecordChange, Revision
from generator.wording.translator import DANISH_T, ENGLISH_T

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
SINGLE = ("content", "published", "rights", "subtitle", "summary")
SHARED = {"id", "title", "updated", "author", "category", "contributor", "link", "rights"}
ALLOWED = {
    f"{ATOM}feed": SHARED | {"subtitle", "generator", "icon", "logo", "entry"},
    f"{ATOM}entry": SHARED | {"content", "published", "source", "summary"},
}
RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d{2}){0,2}:[A-Za-z0-9./_-]+")
URL = "https://spor.example/dk/"
HISTORY = History(None, Revision("a" * 40, date(2024, 5, 6)))


def _change(
    title: str = "Højbro",
    note: str | dict[str, str] | None = "Et tal var læst forkert.",
    sentences: tuple[str, ...] = ("Ændret: beløb: 1 mio. kr. → 2 mio. kr.",),
    agreement_title: str = "Første aftale",
    **more: Any,
) -> RecordChange:
    values: dict[str, Any] = {
        "revision": Revision("b" * 40, date(2024, 5, 6)),
        "version": "1.0.1",
        "agreement_id": "a",
        "agreement_title": Text(da=agreement_title),
        "initiative_id": None,
        "title": Text(da=title),
        "cause": "correction",
        "note": Text.model_validate(note) if note else None,
        "amendments": tuple(Amendment("Beløb", None, None, sentence) for sentence in sentences),
    }
    return RecordChange(**{**values, **more})


def _feeds(archive: Archive, url: str = "", record: tuple[RecordChange, ...] = ()) -> dict[str, bytes]:
    edition = Edition(archive, HISTORY, site=Site(url), record=record)
    found = [(asset.path, asset.data) for asset in feeds(DANISH_T, edition)]
    assert len({path for path, _ in found}) == len(found)
    return dict(found)


def _ids(data: bytes) -> list[str]:
    root = ET.fromstring(data)  # noqa: S314 - our own output
    return [entry.findtext(f"{ATOM}id") or "" for entry in root.findall(f"{ATOM}entry")]


@pytest.fixture(params=["real", "golden"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("url", ["", URL])
def test_every_feed_has_what_rfc_4287_demands(archive: Archive, url: str) -> None:
    for path, data in _feeds(archive, url, (_change(),)).items():
        root = ET.fromstring(data)  # noqa: S314 - our own output
        assert root.tag == f"{ATOM}feed"
        for element in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                found = element.findall(f"{ATOM}{name}")
                assert len(found) == 1, (path, name)
                assert found[0].text
            assert TAG.fullmatch(element.findtext(f"{ATOM}id") or ""), path
            for name in ("updated", "published"):
                assert all(RFC3339.fullmatch(found.text or "") for found in element.findall(f"{ATOM}{name}"))
            assert {child.tag.removeprefix(ATOM) for child in element} <= ALLOWED[element.tag]
            for name in SINGLE:
                assert len(element.findall(f"{ATOM}{name}")) <= 1, (path, name)
            links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
            assert [rel for rel, _ in links].count("alternate") == 1
            assert all(href and not re.search(r'[\s<>"{}|\\^`]', href) for _, href in links)
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Holdet bag Aftalespor"
        self_link = next(link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
        base = urljoin((url or "https://host.example/et/sted/") + path, root.get(BASE, ""))
        assert urljoin(base, self_link.get("href")) == (url or "https://host.example/et/sted/") + path
        newest = max((e.findtext(f"{ATOM}updated") or "" for e in root.findall(f"{ATOM}entry")), default="")
        assert root.findtext(f"{ATOM}updated") == newest or not newest


def test_every_finding_of_every_step_is_in_the_timeline_once(archive: Archive) -> None:
    expected = {
        f"tag:aftalespor.example,2026:fund/{c.old.id}/{c.new.id}/{finding.id}": finding.outcome.value
        for c in Analysis(archive).comparisons
        if c.is_consecutive
        for finding in c.findings
    }
    data = _feeds(archive)["feeds/tidslinje.xml"]
    assert sorted(_ids(data)) == sorted(expected)
    # and a reader that sorts them by what became of things has one of these for each, in words too
    for entry in feedparser.parse(data).entries:
        [tag] = entry.tags
        assert (tag.term, bool(tag.label)) == (expected[entry.id], True)


def test_each_theme_and_initiative_has_the_entries_of_its_own(archive: Archive) -> None:
    found = _feeds(archive)
    everything = set(_ids(found["feeds/tidslinje.xml"]))
    for initiative_id in archive.initiative_ids:
        own = set(_ids(found[f"feeds/initiativer/{initiative_id}.xml"]))
        assert own <= everything
        assert {f for f in everything if f.endswith(f"/{initiative_id}")} <= own
        theme = archive.latest(initiative_id).theme
        assert own <= set(_ids(found[f"feeds/temaer/{theme}.xml"]))
    themed = {i for theme in archive.register.themes for i in _ids(found[f"feeds/temaer/{theme.id}.xml"])}
    assert themed == everything


def test_ids_outlive_the_address_and_the_wording(golden: Archive) -> None:
    here, elsewhere = _feeds(golden), _feeds(golden, URL)
    assert [_ids(data) for data in here.values()] == [_ids(data) for data in elsewhere.values()]
    newest = golden.agreements[-1]
    renamed = tuple(
        i.model_copy(update={"title": i.title.model_copy(update={"da": "Andet navn"})}) for i in newest.initiatives
    )
    other = replace(golden, agreements=(*golden.agreements[:-1], newest.model_copy(update={"initiatives": renamed})))
    assert [_ids(data) for data in _feeds(other).values()] == [_ids(data) for data in here.values()]


def test_a_correction_is_never_news_and_news_is_never_a_correction(golden: Archive) -> None:
    """A change of the record alters one feed; and what it corrected keeps its place in time in the others."""
    before, after = _feeds(golden), _feeds(golden, record=(_change(), _change(initiative_id="hoejbro")))
    assert [path for path in before if before[path] != after[path]] == ["feeds/rettelser.xml"]
    corrections = set(_ids(after.pop("feeds/rettelser.xml")))
    assert len(corrections) == 2
    assert not any(corrections & set(_ids(data)) for data in after.values())
    later = replace(HISTORY, latest=Revision("c" * 40, date(2031, 1, 1)))
    for asset in feeds(DANISH_T, Edition(golden, later)):
        if asset.path != "feeds/rettelser.xml":
            assert asset.data == before[asset.path]


def test_the_feed_of_corrections_ends_where_a_reader_has_read(golden: Archive) -> None:
    record = tuple(_change(initiative_id="hoejbro", title=str(number)) for number in range(NEWEST + 1))
    read = feedparser.parse(_feeds(golden, URL, record)["feeds/rettelser.xml"])
    assert len(read.entries) == NEWEST == 100
    assert "Rettelse: 0 " in read.entries[0].title


def test_corrections_are_dated_by_their_commit_and_have_an_id_each(golden: Archive) -> None:
    record = (
        _change(initiative_id="hoejbro"),
        _change(initiative_id="hoejbro", title="Igen"),
        _change(is_first=True),
        _change(agreement_id="findes-ikke", cause=None, note=None, version=None, sentences=()),
    )
    read = feedparser.parse(_feeds(golden, URL, record)["feeds/rettelser.xml"])
    assert [entry.updated for entry in read.entries] == ["2024-05-06T00:00:00Z"] * 3
    start = f"tag:aftalespor.example,2026:rettelse/{'b' * 40}"
    assert [entry.id for entry in read.entries] == [
        f"{start}/a/hoejbro",
        f"{start}/a/hoejbro/2",
        f"{start}/findes-ikke",
    ]
    anchor = f"rettelser/#{'b' * 10}--"
    assert [entry.link.removeprefix(URL + anchor) for entry in read.entries] == [
        "a--hoejbro",
        "a--hoejbro",
        "findes-ikke",
    ]
    tags = [[(tag.term, tag.label) for tag in entry.get("tags", ())] for entry in read.entries]
    assert tags == [[("correction", "Rettelse")], [("correction", "Rettelse")], []]
    assert read.entries[0].title == "Rettelse: Højbro (Første aftale)"
    assert read.entries[2].title == "Årsag ikke oplyst: Højbro"
    assert "Et tal var læst forkert." in read.entries[0].content[0].value
    assert "1 mio. kr. → 2 mio. kr." in read.entries[0].content[0].value


def _chain(**source: Any) -> Archive:
    plain = {"id": "k", "kind": "news", "publisher": "P", "title": "T", "sha256": "0" * 64}
    first = agreement("a0", None, [initiative("alfa")], sources=[{**plain, "published": "2018-02-03"}], effective=None)
    more = {key: source.pop(key) for key in ("agreed", "effective") if key in source}
    origin = {"outcome": "continued", "basis": "same-name"}
    second = agreement("a1", "a0", [initiative("alfa", origin=origin)], sources=[{**plain, **source}], **more)
    return Archive((first, second), REGISTER)


EVIDENCE = {"source": "k", "phrase": "ordene"}


@cases
def test_an_entry_is_dated_by_the_text_and_no_day_is_invented_that_is_shown(
    source: dict[str, Any], expected: date, is_published: bool
) -> None:
    archive = _chain(**source)
    assert moment(archive, archive.agreements[1]) == expected
    entry = feedparser.parse(_feeds(archive, URL)["feeds/tidslinje.xml"]).entries[0]
    assert entry.updated == f"{expected}T00:00:00Z"
    assert ("published" in entry) == is_published
    assert ("kun til rækkefølgen" in entry.content[0].value) != is_published


def _of_both(archive: Archive, url: str, record: tuple[RecordChange, ...] = ()) -> list[dict[str, ET.Element]]:
    """The Danish feeds and the English, by the path of the Danish."""
    edition = Edition(archive, HISTORY, site=Site(url), record=record, languages=(DANISH, ENGLISH))
    return [
        {asset.path: ET.fromstring(asset.data) for asset in feeds(t, edition)}  # noqa: S314 - our own output
        for t in (DANISH_T, ENGLISH_T)
    ]


@pytest.mark.parametrize("url", ["", URL])
def test_each_language_has_feeds_of_its_own_that_name_the_other(archive: Archive, url: str) -> None:
    danish, english = _of_both(archive, url, (_change(),))
    assert danish.keys() == english.keys()
    whole = url or "https://host.example/et/sted/"
    for path in danish:
        for root, here, there in ((danish[path], "", "en/"), (english[path], "en/", "")):
            assert root.get(LANG) == ("en" if here else "da")
            base = urljoin(f"{whole}{here}{path}", root.get(BASE, ""))
            links = {
                (link.get("rel"), link.get("type"), link.get("hreflang")): urljoin(base, link.get("href"))
                for link in root.findall(f"{ATOM}link")
            }
            assert links["self", "application/atom+xml", None] == f"{whole}{here}{path}"
            other = links["related", "application/atom+xml", "da" if here else "en"]
            assert other == f"{whole}{there}{path}"
            assert links["alternate", "text/html", None].startswith(f"{whole}{here}")
            assert len(links) == 4
            for entry in root.findall(f"{ATOM}entry"):
                (link,) = entry.findall(f"{ATOM}link")
                assert urljoin(base, link.get("href")).startswith(f"{whole}{here}")
                leads = re.findall(r'href="([^"]+)"', entry.findtext(f"{ATOM}content") or "")
                assert all(urljoin(base, lead).startswith(f"{whole}{here}initiativer/") for lead in leads)
        ids = [[e.text or "" for e in root.iter(f"{ATOM}id")] for root in (danish[path], english[path])]
        assert [i.replace(",2026:", ",2026:en/", 1) for i in ids[0]] == ids[1]


@pytest.mark.parametrize("archive", ["golden"], indirect=True)
def test_readers_that_take_the_first_link_or_the_last_alternate_open_the_page(archive: Archive) -> None:
    """As @extractus/feed-extractor 8.0.3 and newsboat 2.21 do; see docs/running.md."""
    for root in (root for language in _of_both(archive, URL, (_change(),)) for root in language.values()):
        for element in (root, *root.findall(f"{ATOM}entry")):
            links = element.findall(f"{ATOM}link")
            alternates = [link for link in links if link.get("rel") == "alternate"]
            assert links[0].get("type") == "text/html"
            assert alternates == [links[0]]


def test_the_words_of_sources_stay_danish_and_are_marked(real: Archive) -> None:
    danish, english = _of_both(real, URL)
    contents = [
        [element.text or "" for element in found["feeds/tidslinje.xml"].iter(f"{ATOM}content")]
        for found in (danish, english)
    ]
    assert not any("lang=" in content for content in contents[0])
    assert any('Searched for: <span lang="da">' in content for content in contents[1])
    title = '“<span lang="da">Ny pagt om digitaliseringen</span>” [in English: New pact on digitalisation]'
    assert any(title in content for content in contents[1])


def test_a_correction_is_told_in_danish_and_marked_but_its_note_is_english_where_it_has_one(golden: Archive) -> None:
    note = {"da": "Et tal var læst forkert.", "en": "A figure was misread."}
    record = (_change(note=note), _change(agreement_id="findes-ikke", note="Andet."))
    _danish, english = _of_both(golden, URL, record)
    first, second = (element.text or "" for element in english["feeds/rettelser.xml"].iter(f"{ATOM}content"))
    assert "<p>A figure was misread.</p>" in first
    assert '<ul lang="da"><li>Ændret: beløb' in first
    assert '<p><span lang="da">Andet.</span></p>' in second


def test_every_link_of_every_feed_leads_to_a_page_and_a_place(site: Path) -> None:
    checked = 0
    for path in sorted(path for folder in ("feeds", "en/feeds") for path in (site / folder).rglob("*.xml")):
        base = "https://host.example/"
        root = ET.parse(path).getroot()  # noqa: S314 - our own output
        start = urljoin(base + path.relative_to(site).as_posix(), root.get(BASE, ""))
        content = " ".join(element.text or "" for element in root.iter(f"{ATOM}content"))
        links = [link.get("href") or "" for link in root.iter(f"{ATOM}link")]
        for link in [*links, *re.findall(r'href="([^"]+)"', content)]:
            target, fragment = urldefrag(urljoin(start, link))
            if not target.startswith(base):
                continue
            file = site / target.removeprefix(base)
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), (path, link)
            assert not fragment or f'id="{fragment}"' in file.read_text(encoding="utf-8"), (path, link)
            checked += 1
    assert checked > 200


def test_the_feeds_are_announced_in_the_pages_that_they_are_of(site: Path) -> None:
    announced = re.compile(r'<link rel="alternate feed" type="application/atom\+xml"[^>]*href="([^"]+)"')
    for prefix in ("", "en/"):
        for url in ("", "tidslinje/", "metode/", "initiativer/", "initiativer/mit-overblik/"):
            html = (site / prefix / url / "index.html").read_text(encoding="utf-8")
            found = [urljoin(f"https://h.example/{prefix}{url}", link) for link in announced.findall(html)]
            expected = ["feeds/tidslinje.xml", "feeds/rettelser.xml"]
            if url.count("/") == 2:
                expected.append(f"feeds/{url.rstrip('/')}.xml")
                assert f"{url.rstrip('/')}.xml" in html.partition("<main")[2]
            if url == "initiativer/":
                assert "feeds/temaer/samarbejde.xml" in html.partition("<main")[2]
            assert found == [f"https://h.example/{prefix}{path}" for path in expected]
