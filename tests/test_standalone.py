"""Pages that stand alone: whole in one small file, the same each time, and readable in a narrow frame."""

from __future__ import annotations

import gzip
import re
import shutil
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import build_site, project_copy, served
from editions import COMMIT, PUBLIC, changed_since, published, release, unpublished
from playwright.sync_api import Browser, Page, expect

from generator.comparing.comparison import all_comparisons
from generator.comparing.initiative_history import histories
from generator.model.agreement import Link
from generator.model.archive import Archive
from generator.model.statements import statements
from generator.pages.rendering import STANDALONE
from generator.pages.standalone import embed_files, frozen_files
from generator.publishing import addresses
from generator.publishing.citation import citations
from generator.publishing.edition import Site
from generator.publishing.embeds import amounts, of_amount, of_comparison, of_initiative, snippets
from generator.publishing.site_file import SiteAsset
from generator.record.history import History
from generator.wording.labels import OUTCOMES
from generator.wording.sentences import RELATIONS

VERSION = "fast/1.0.0/"
# What a host that compresses text sends for any page, and what a page is on average in git, for ever.
LARGEST_SENT, LARGEST_ON_AVERAGE, LARGEST_STYLE = 8_000, 8_000, 2_500
KINDS = [
    f"{VERSION}",
    f"{VERSION}aftaler/2021/",
    f"{VERSION}sammenlign/pagt/2021/",
    f"{VERSION}initiativer/mit-overblik/",
    f"{VERSION}oplysninger/2021/digital-infrastruktur/aarlige-midler/",
    f"{VERSION}indlejr/initiativer/mit-overblik/",
    "indlejr/initiativer/mit-overblik/",
    "indlejr/sammenlign/pagt/2021/",
    "indlejr/oplysninger/2021/digital-infrastruktur/aarlige-midler/",
]


class Parsed(HTMLParser):
    """The links, ids, headings and tags of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values)


@pytest.fixture(scope="module")
def frozen(real: Archive) -> tuple[SiteAsset, ...]:
    return frozen_files(published(real))


@pytest.fixture(scope="module")
def live(real: Archive) -> tuple[SiteAsset, ...]:
    return embed_files(published(real))


def test_a_version_has_every_page_that_is_cited_and_every_embed(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    pages = [addresses.agreement(a.id) for a in real.agreements]
    pages += [addresses.comparison(old.id, new.id) for old, new in real.pairs()]
    pages += [addresses.initiative(i) for i in real.initiative_ids]
    told = list(amounts(real))
    embedded = pages[len(real.agreements) :] + [of_amount(real, s).page for s in told]
    pages += [addresses.fact(*s.id.split("/")) for s in statements(real)]
    wanted = {"", *pages, *(f"indlejr/{page}" for page in embedded)}
    assert {file.path.removesuffix("index.html") for file in frozen} == wanted
    assert [file.path for file in frozen] == sorted(file.path for file in frozen)
    assert told


def test_live_embeds_are_those_that_pages_offer(real: Archive, live: tuple[SiteAsset, ...]) -> None:
    offered = {of_initiative(life).address for life in histories(real).values()}
    offered |= {of_amount(real, statement).address for statement in amounts(real)}
    offered |= {f"indlejr/sammenlign/{old.id}/{new.id}/" for old, new in real.pairs()}
    assert {file.path.removesuffix("index.html") for file in live} == offered


def test_frozen_bytes_come_from_the_data_and_the_version_alone(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    elsewhere = replace(published(real, Site("https://elsewhere.example/")), history=History(missing="prøve"))
    assert [(f.path, f.data) for f in frozen_files(elsewhere)] == [(f.path, f.data) for f in frozen]


def _words(files: tuple[SiteAsset, ...], page: str) -> str:
    """The page as its reader has it, with each run of space as one."""
    (html,) = (file.data.decode() for file in files if file.path == f"{page}index.html")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_frozen_page_says_of_what_left_what_the_living_one_says(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    told = 0
    for comparison in all_comparisons(real):
        page = _words(frozen, addresses.comparison(comparison.old.id, comparison.new.id))
        for finding in comparison.findings:
            assert OUTCOMES[finding.outcome].meaning in page
            if not finding.ending:
                continue
            departure = finding.ending.departure
            lives = [page, _words(frozen, addresses.initiative(finding.ending.initiative_id))]
            for text in lives:
                assert not departure.note or " ".join(departure.note.da.split()) in text
                assert departure.certainty == "certain" or "Redaktionens vurdering: kan diskuteres." in text
                for hit in (hit for silence in finding.ending.silences for hit in silence.hits):
                    assert f"{hit.phrase} : {hit.why.da}" in text
                    told += 1
    assert told


def test_a_frozen_fact_has_the_judgement_of_its_initiative(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    lives, told = histories(real), 0
    for statement in statements(real):
        page = _words(frozen, addresses.fact(*statement.id.split("/")))
        finding = lives[statement.initiative.id].by_agreement[statement.agreement.id].finding
        for claim in finding.claims if finding else ():
            note = claim.said.note
            assert not note or " ".join(note.da.split()) in page
            if isinstance(claim.said, Link):
                before, after = (real.latest(i).title.da for i in (claim.before_id, claim.initiative_id))
                assert f"{before} {RELATIONS[claim.said.relation]} {after}." in page
            told += bool(note)
        says_why = finding is not None and any(claim.says_why for claim in finding.claims)
        assert ("Redaktionens vurdering af initiativet" in page) is says_why
    assert told


def test_amounts_side_by_side_carry_the_doubt_that_they_are_of_one_initiative(
    real: Archive, live: tuple[SiteAsset, ...], frozen: tuple[SiteAsset, ...]
) -> None:
    compared = {(c.old.id, c.new.id): c for c in all_comparisons(real)}
    doubted = sure = 0
    for statement in amounts(real):
        found = [
            compared[min(pair, pair[::-1], key=lambda p: real.position[p[0]])].by_id[statement.initiative.id]
            for other in amounts(real)
            if other.initiative.id == statement.initiative.id
            and (pair := (statement.agreement.id, other.agreement.id))[0] != pair[1]
        ]
        arguable = sum(finding.certainty == "arguable" for finding in found)
        embed = of_amount(real, statement).address
        for page in (_words(live, embed), _words(frozen, embed)):
            assert page.count("(kan diskuteres)") == arguable
            assert ("»Kan diskuteres« betyder" in page) == bool(arguable)
        doubted += arguable
        sure += not arguable
    assert doubted
    assert sure


def test_what_has_no_version_cannot_be_frozen(real: Archive) -> None:
    with pytest.raises(ValueError, match="version"):
        frozen_files(unpublished(real))


def test_pages_are_small_and_whole(frozen: tuple[SiteAsset, ...], live: tuple[SiteAsset, ...]) -> None:
    assert len((STANDALONE / "frozen_style.css").read_bytes()) <= LARGEST_STYLE
    assert sum(len(file.data) for file in frozen) / len(frozen) <= LARGEST_ON_AVERAGE
    for file in (*frozen, *live):
        html = file.data.decode()
        assert len(gzip.compress(file.data, 9, mtime=0)) <= LARGEST_SENT, file.path
        assert html.startswith("<!doctype html>")
        assert html.endswith("</html>\n")
        page = Parsed(html)
        assert not {"script", "img", "iframe", "object", "form", "base"} & set(page.tags), file.path
        assert len(page.ids) == len(set(page.ids)), file.path
        assert page.tags.count("h1") == 1
        assert "url(" not in html
        assert "@import" not in html
        assert '<meta name="robots" content="noindex">' in html


def test_a_frozen_page_says_what_it_is_and_leads_to_the_living_one(frozen: tuple[SiteAsset, ...]) -> None:
    for file in frozen:
        html = " ".join(file.data.decode().split())
        address = file.path.removesuffix("index.html")
        page = address.removeprefix("indlejr/")
        assert "21. november 2026" in html
        assert COMMIT[:10] in html
        assert "1.0.0" in html
        assert "CC BY 4.0" in html
        base = f"https://a.example/under/{VERSION}{address}"
        targets = {urljoin(base, link["href"]) for link in Parsed(html).links}
        assert f"https://a.example/under/{page}" in targets, file.path
        assert "Fastfrosset" in html


def test_links_of_a_frozen_page_lead_to_frozen_pages_and_to_its_own_living_one(
    real: Archive, frozen: tuple[SiteAsset, ...]
) -> None:
    pages = {file.path.removesuffix("index.html"): Parsed(file.data.decode()) for file in frozen}
    permanent = {"", *(found.address.split("#")[0] for found in addresses.permanents(real))}
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(urljoin(f"https://a.example/{VERSION}{address}", link["href"]))
            if parts.netloc != "a.example":
                assert parts.scheme in {"http", "https"}
                continue
            path = parts.path.lstrip("/")
            if not path.startswith(VERSION):
                assert path == address.removeprefix("indlejr/"), (address, link)
                assert path in permanent
                continue
            target = pages[path.removeprefix(VERSION)]
            assert not parts.fragment or unquote(parts.fragment) in target.ids, (address, link)


def test_an_embed_opens_its_links_outside_its_frame_and_names_its_sources(
    live: tuple[SiteAsset, ...], frozen: tuple[SiteAsset, ...]
) -> None:
    for file in (*live, *(file for file in frozen if file.path.startswith("indlejr/"))):
        html = file.data.decode()
        links = Parsed(html).links
        assert links
        assert {link.get("target") for link in links} == {"_blank"}
        assert {link.get("rel") for link in links} == {"noopener"}
        assert "Kilder: " in html
        assert '<link rel="canonical"' in html


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (unpublished, "commit ffffffffff, 24. december 2026"),
        (published, "version 1.0.0, 21. november 2026"),
        (changed_since, "version 1.0.0, med senere ændringer, commit ffffffffff, 24. december 2026"),
    ],
)
def test_a_live_embed_says_which_data_it_shows(golden: Archive, make: object, state: str) -> None:
    for file in embed_files(make(golden)):  # type: ignore[operator]
        assert f" Data: {state}. CC BY 4.0." in file.data.decode()


def test_a_live_embed_is_canonical_at_the_page_it_stands_for(real: Archive) -> None:
    for file in embed_files(published(real)):
        page = file.path.removeprefix("indlejr/").removesuffix("index.html")
        assert f'<link rel="canonical" href="https://aftalespor.example/{page}">' in file.data.decode()


def test_the_code_to_copy_is_live_and_frozen_once_there_is_a_version(real: Archive) -> None:
    life = histories(real)["mit-overblik"]
    one = list(snippets(unpublished(real), of_initiative(life)))
    both = list(snippets(published(real), of_initiative(life)))
    assert [snippet.label for snippet in one] == ["Levende"]
    assert [snippet.label for snippet in both] == ["Levende", "Fastfrosset"]
    assert both[1].address == "fast/1.0.0/indlejr/initiativer/mit-overblik/"
    assert f'src="{PUBLIC.url}{both[1].address}"' in both[1].text
    assert 'loading="lazy"' in one[0].text


def test_the_code_to_copy_is_one_frame_whatever_the_title(real: Archive) -> None:
    life = histories(real)["mit-overblik"]
    evil = '"></iframe><script>alert(1)</script>'
    title = life.latest.title.model_copy(update={"da": evil})
    embed = of_initiative(replace(life, latest=life.latest.model_copy(update={"title": title})))
    (snippet,) = snippets(unpublished(real), embed)
    assert Parsed(snippet.text).tags == ["iframe"]


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


def test_nothing_is_wider_than_a_narrow_frame(browser: Browser, standing: Path) -> None:
    with served(standing) as url:
        context = browser.new_context(base_url=url, viewport={"width": 300, "height": 500})
        page = context.new_page()
        for kind in KINDS:
            page.goto(kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= 300, kind
        context.close()


def test_an_embed_fits_the_height_of_its_code(browser: Browser, standing: Path, real: Archive) -> None:
    """At 300 px the frame of most embeds needs no scrolling of its own, and none much."""
    made = [of_initiative(life) for life in histories(real).values()]
    made += [of_amount(real, statement) for statement in amounts(real)]
    made += [of_comparison(comparison) for comparison in all_comparisons(real)]
    with served(standing) as url:
        context = browser.new_context(base_url=url, viewport={"width": 300, "height": 300})
        page = context.new_page()
        missing = []
        for embed in made:
            page.goto(embed.address)
            missing.append(page.evaluate("document.documentElement.scrollHeight") - embed.height)
            _, frozen = snippets(published(real), embed)
            height = int(re.search(r'height="(\d+)"', frozen.text)[1])
            page.goto(frozen.address)
            assert page.evaluate("document.documentElement.scrollHeight") <= height, frozen.address
        context.close()
    assert max(missing) <= 0, [(e.address, m) for e, m in zip(made, missing, strict=True) if m > 0]
    assert min(missing) >= -260, min(zip(missing, [e.address for e in made], strict=True))


def test_the_page_about_embeds_shows_them_in_use(page: Page) -> None:
    page.goto("indlejr/", wait_until="networkidle")
    frames = page.locator("iframe")
    expect(frames).to_have_count(3)
    for n in range(3):
        frames.nth(n).scroll_into_view_if_needed()
        expect(frames.nth(n).content_frame.get_by_role("heading", level=1)).to_be_visible()
        expect(frames.nth(n).content_frame.get_by_text("Kilder:")).to_be_visible()


@pytest.fixture(scope="module")
def released(real: Archive, frozen: tuple[SiteAsset, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is built once a version has been published."""
    folder = tmp_path_factory.mktemp("udgivet")
    project = project_copy(folder / "projekt")
    shutil.rmtree(
        project / "site_src" / "docs" / "fast", ignore_errors=True
    )  # what has really been published
    made = release(real)
    (project / "agreements" / "_versions.yaml").write_text(
        f"releases:\n  - version: {made.version}\n    date: {made.date}\n    commit: {made.commit!r}\n"
        f"    digest: {made.digest!r}\n    note: {made.note.da}\n",
        encoding="utf-8",
    )
    for file in frozen:
        path = project / "site_src" / "docs" / VERSION / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return build_site(project / "mkdocs.yml", folder / "ud", SITE_URL=PUBLIC.url)


def test_the_site_engine_leaves_frozen_pages_and_embeds_as_they_are(
    released: Path, frozen: tuple[SiteAsset, ...]
) -> None:
    for file in frozen:
        assert (released / VERSION / file.path).read_bytes() == file.data
    sitemap = (released / "sitemap.xml").read_text(encoding="utf-8")
    assert "/fast/" not in sitemap
    assert "/indlejr/initiativer/" not in sitemap
    index = (released / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "fast/" not in index
    assert "indlejr/initiativer" not in index


def test_every_page_of_a_published_version_is_cited_at_a_copy_that_is_there(
    released: Path, real: Archive
) -> None:
    for citation in citations(published(real)):
        page = (released / citation.page / "index.html").read_text(encoding="utf-8")
        assert citation.address in page
        assert (released / citation.address.removeprefix(PUBLIC.url) / "index.html").is_file()
    initiative = (released / "initiativer" / "mit-overblik" / "index.html").read_text(encoding="utf-8")
    assert "fast/1.0.0/indlejr/initiativer/mit-overblik/" in initiative
    assert "Adressen i koden er skrevet fra sidens rod" not in initiative
