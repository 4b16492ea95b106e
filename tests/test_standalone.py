"""Pages that stand alone: whole in one small file, the same each time, and readable in a narrow frame."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import GOLDEN, build_site, project_copy, served
from markupsafe import escape
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser
from snapshots import PUBLIC, changed_since, published, release, unpublished

from generator.comparing.analysis import Analysis
from generator.model.agreement import Link
from generator.model.archive import Archive
from generator.pages import frozen_files, site_files
from generator.pages.initiative import embed_files
from generator.pages.rendering import STANDALONE
from generator.publishing import addresses
from generator.publishing.addresses import Site
from generator.publishing.citation import citations
from generator.publishing.embeds import code, embed_of
from generator.publishing.site_file import SiteAsset
from generator.record.history import History
from generator.releasing.tombstones import permanents
from generator.wording.labels import OUTCOMES
from generator.wording.sentences import RELATIONS
from generator.wording.translator import DANISH_T

VERSION = "fast/1.0.0/"
# What a host that compresses text sends for an embed, and for all that a version says.
LARGEST_EMBED, LARGEST_VERSION, LARGEST_STYLE = 8_000, 150_000, 2_500
KINDS = [VERSION, "indlejr/initiativer/mit-overblik/"]


class Parsed:
    """The links, ids and tags of one page."""

    def __init__(self, html: str) -> None:
        nodes = [node for node in LexborHTMLParser(html).css("*") if node.tag not in {"html", "head", "body"}]
        self.tags = [node.tag for node in nodes]
        self.ids = [str(node.attributes["id"]) for node in nodes if "id" in node.attributes]
        self.links = [node.attributes for node in nodes if node.tag == "a"]


@pytest.fixture(scope="module")
def frozen(real: Archive) -> tuple[SiteAsset, ...]:
    return frozen_files(published(real))


@pytest.fixture(scope="module")
def live(real: Archive) -> tuple[SiteAsset, ...]:
    return embed_files(DANISH_T, published(real))


def test_a_version_is_one_page_with_an_anchor_for_each_thing_that_can_be_cited(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    (file,) = frozen
    assert file.path == "index.html"
    ids = Parsed(file.data.decode()).ids
    wanted = [addresses.frozen_anchor(permanent.address) for permanent in permanents(Analysis(real))]
    assert not set(wanted) - set(ids)
    assert len(set(wanted)) == len(wanted)


def test_each_initiative_has_an_embed(real: Archive, live: tuple[SiteAsset, ...]) -> None:
    offered = {embed_of(DANISH_T, life).address for life in Analysis(real).histories.values()}
    assert {file.path.removesuffix("index.html") for file in live} == offered


def test_frozen_bytes_come_from_the_data_and_the_version_alone(real: Archive, frozen: tuple[SiteAsset, ...]) -> None:
    elsewhere = replace(published(real, Site("https://elsewhere.example/")), history=History(missing="prøve"))
    assert [(f.path, f.data) for f in frozen_files(elsewhere)] == [(f.path, f.data) for f in frozen]


def _words(html: str) -> str:
    """As its reader has it, with each run of space as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _section(file: SiteAsset, address: str) -> str:
    """The words of the version between the heading of what is at *address* and the next one of its rank."""
    html = file.data.decode()
    start = html.index(f'<h3 id="{addresses.frozen_anchor(address)}">')
    end = html.find("<h3", start + 1)
    return _words(html[start:end])


def test_a_version_says_of_what_left_what_the_living_pages_say(real: Archive, frozen: tuple[SiteAsset, ...]) -> None:
    told = 0
    for comparison in Analysis(real).comparisons:
        section = _section(frozen[0], addresses.comparison(comparison.old.id, comparison.new.id))
        for finding in comparison.findings:
            assert OUTCOMES[finding.outcome].meaning in section
            if not finding.ending:
                continue
            departure = finding.ending.departure
            lives = [section, _section(frozen[0], addresses.initiative(finding.ending.initiative_id))]
            for text in lives:
                assert not departure.note or " ".join(departure.note.da.split()) in text
                assert departure.certainty == "certain" or "Redaktionens vurdering: kan diskuteres." in text
                for hit in (hit for silence in finding.ending.silences for hit in silence.hits):
                    assert f"{hit.phrase} : {hit.why.da}" in text
                    told += 1
    assert told


def test_a_version_has_each_fact_with_its_words_and_the_judgement_of_its_initiative(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    lives, told = Analysis(real).histories, 0
    for statement in real.statements:
        section = _section(frozen[0], addresses.initiative(statement.initiative.id))
        assert statement.id in section
        assert all(" ".join(phrase.split()) in section for phrase in statement.fact.phrase)
        finding = lives[statement.initiative.id].by_agreement[statement.agreement.id].finding
        for claim in finding.claims if finding else ():
            note = claim.statement.note
            assert not note or " ".join(note.da.split()) in section
            if isinstance(claim.statement, Link):
                before, after = (real.latest(i).title.da for i in (claim.before_id, claim.initiative_id))
                assert f"{before} {RELATIONS[claim.statement.relation]} {after}." in section
            told += bool(note)
    assert told


def test_pages_are_small_and_whole(frozen: tuple[SiteAsset, ...], live: tuple[SiteAsset, ...]) -> None:
    assert len((STANDALONE / "frozen_style.css").read_bytes()) <= LARGEST_STYLE
    for file in (*frozen, *live):
        html = file.data.decode()
        largest = LARGEST_VERSION if file in frozen else LARGEST_EMBED
        assert len(gzip.compress(file.data, 9, mtime=0)) <= largest, file.path
        assert html.startswith("<!doctype html>")
        assert html.endswith("</html>\n")
        page = Parsed(html)
        assert not {"script", "img", "iframe", "object", "form", "base"} & set(page.tags), file.path
        assert len(page.ids) == len(set(page.ids)), file.path
        assert page.tags.count("h1") == 1
        assert "url(" not in html
        assert "@import" not in html
        assert '<meta name="robots" content="noindex">' in html


def test_links_of_a_version_lead_into_itself_and_to_what_holds_now(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    page = Parsed(frozen[0].data.decode())
    pages = {"", *(found.address for found in permanents(Analysis(real)) if "#" not in found.address)}
    living = set()
    for link in page.links:
        parts = urlsplit(urljoin(f"https://a.example/{VERSION}", link["href"]))
        if parts.netloc != "a.example":
            assert parts.scheme in {"http", "https"}
        elif parts.path == f"/{VERSION}":
            assert unquote(parts.fragment) in page.ids, link
        else:
            living.add(parts.path.removeprefix("/"))
    assert living == pages


def test_an_embed_opens_its_links_outside_its_frame(live: tuple[SiteAsset, ...]) -> None:
    for file in live:
        html = file.data.decode()
        links = Parsed(html).links
        assert links
        assert {link.get("target") for link in links} == {"_blank"}
        assert {link.get("rel") for link in links} == {"noopener"}
        assert '<link rel="canonical"' in html


def test_an_embed_names_the_source_of_each_text_it_tells_of_also_where_that_is_silent(
    real: Archive, live: tuple[SiteAsset, ...]
) -> None:
    by_address = {file.path: file.data.decode() for file in live}
    for life in Analysis(real).histories.values():
        named = by_address[f"{embed_of(DANISH_T, life).address}index.html"].partition("Kilder: ")[2]
        sources = [source for chapter in life.chapters for source in chapter.agreement.sources]
        assert all(escape(source.publisher.da) in named for source in sources), life.id
        assert named.count(" · ") == len(sources) - 1


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (unpublished, "commit ffffffffff, 24. december 2026"),
        (published, "version 1.0.0, 21. november 2026"),
        (changed_since, "version 1.0.0, med senere ændringer, commit ffffffffff, 24. december 2026"),
    ],
)
def test_a_live_embed_says_which_data_it_shows(golden: Archive, make: object, state: str) -> None:
    for file in embed_files(DANISH_T, make(golden)):  # type: ignore[operator]
        assert f" Data: {state}. CC BY 4.0." in file.data.decode()


def test_the_code_to_copy_is_one_frame_whatever_the_title(real: Archive) -> None:
    life = Analysis(real).histories["mit-overblik"]
    evil = '"></iframe><script>alert(1)</script>'
    title = life.latest.title.model_copy(update={"da": evil})
    embed = embed_of(DANISH_T, replace(life, latest=life.latest.model_copy(update={"title": title})))
    html = code(DANISH_T, unpublished(real).site, embed)
    assert Parsed(html).tags == ["iframe"]
    assert f'src="{PUBLIC.url}indlejr/initiativer/mit-overblik/"' in html
    assert 'loading="lazy"' in html


@pytest.fixture(scope="module")
def standing(
    frozen: tuple[SiteAsset, ...], live: tuple[SiteAsset, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The files as a host has them, in a folder."""
    out = tmp_path_factory.mktemp("alene")
    for prefix, files in ((VERSION, frozen), ("", live)):
        for file in files:
            path = out / prefix / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
    return out


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_asked_for(browser: Browser, standing: Path, scheme: str) -> None:
    with served(standing) as url:
        context = browser.new_context(base_url=url, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for kind in KINDS:
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))  # type: ignore[misc]
            page.goto(kind, wait_until="networkidle")
            assert [other for other in asked if not other.startswith("data:")] == [f"{url}{kind}"]
            violations = Axe().run(page).response["violations"]
            found = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations]
            assert found == [], kind
        assert context.cookies() == []
        context.close()


def test_an_embed_fits_the_height_of_its_code(browser: Browser, standing: Path, real: Archive) -> None:
    """At 300 px the frame of most embeds needs no scrolling of its own, and none much."""
    made = [embed_of(DANISH_T, life) for life in Analysis(real).histories.values()]
    with served(standing) as url:
        context = browser.new_context(base_url=url, viewport={"width": 300, "height": 300})
        page = context.new_page()
        missing = []
        for embed in made:
            page.goto(embed.address)
            missing.append(page.evaluate("document.documentElement.scrollHeight") - embed.height)
        context.close()
    assert max(missing) <= 0, [(e.address, m) for e, m in zip(made, missing, strict=True) if m > 0]
    assert min(missing) >= -260, min(zip(missing, [e.address for e in made], strict=True))


def test_the_site_engine_leaves_frozen_pages_and_embeds_as_they_are(golden: Archive, tmp_path: Path) -> None:
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    made = release(golden)
    said = f"version: {made.version}, date: {made.date}, commit: {made.commit!r}, digest: {made.digest!r}, note: En."
    (project / "agreements" / "_versions.yaml").write_text(f"releases: [{{{said}}}]\n", encoding="utf-8")
    (file,) = frozen_files(published(golden))
    path = project / "site_src" / "docs" / VERSION / file.path
    path.parent.mkdir(parents=True)
    path.write_bytes(file.data)
    site = build_site(project / "mkdocs.yml", tmp_path / "ud", SITE_URL=PUBLIC.url)
    assert (site / VERSION / file.path).read_bytes() == file.data
    for name in ("sitemap.xml", "search/search_index.json"):
        assert not re.search(r"\bfast/|\bindlejr/initiativer", (site / name).read_text(encoding="utf-8")), name


def test_every_page_of_a_published_version_is_cited_at_a_place_that_is_there(golden: Archive) -> None:
    edition = published(golden)
    ids = Parsed(frozen_files(edition)[0].data.decode()).ids
    pages = {page.address: page.html for page in site_files(edition)}
    for citation in citations(DANISH_T, edition):
        assert citation.address in pages[citation.page.partition("#")[0]]
        assert citation.address.removeprefix(f"{PUBLIC.url}{VERSION}#") in ids
    assert "Adressen i koden er skrevet fra sidens rod" not in pages["initiativer/hoejbro/"]
