"""The picture to download: it says what the table says, in signs that need no colour, and names its source."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from editions import HISTORY, PUBLIC
from PIL import Image
from playwright.sync_api import Page

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.fields import LANGUAGES, Language
from generator.pages import site_assets, site_files
from generator.pages.fates import by_fate, efforts, headline, line
from generator.pages.picture import picture
from generator.publishing.drawing import Bar, Diamond, Drawing, Ring, Words, svg
from generator.publishing.drawing_png import png
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T, Translator

NAMES = {"svg": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module", params=["da", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return LANGUAGES[request.param]


@pytest.fixture
def drawing(golden: Archive, language: Language) -> Drawing:
    found = picture(Translator(language), Edition(golden, HISTORY, site=PUBLIC), [*Analysis(golden).histories.values()])
    assert found
    return found


def test_it_says_its_headline_each_effort_and_its_source(golden: Archive, language: Language, drawing: Drawing) -> None:
    root = ET.fromstring(svg(drawing))  # noqa: S314  # our own
    text = " ".join(element.text or "" for element in root.iter(f"{{{NAMES['svg']}}}text"))
    tried = efforts(Analysis(golden).histories.values())
    assert headline(Translator(language), golden, tried) in text
    for row in by_fate(golden, tried):
        assert f"{row.heading(Translator(language))}: {row.count}" in text
        assert all(Translator(language).text(life.latest.title) in text for life in row.lives)
    assert f"{PUBLIC.url}{language.prefix}tidslinje/" in text
    assert "CC BY 4.0" in text


def test_it_is_read_aloud_as_a_table_in_reading_order(golden: Archive, language: Language, drawing: Drawing) -> None:
    root = ET.fromstring(svg(drawing))  # noqa: S314  # our own
    assert root.get("role") == "img"
    assert (root.get("lang"), root.get("aria-labelledby")) == (language.code, "title description")
    title, description = root.find("svg:title", NAMES), root.find("svg:desc", NAMES)
    assert title is not None
    assert description is not None
    assert title.text == drawing.title
    edition = Edition(golden, HISTORY)
    for row in by_fate(golden, efforts(Analysis(golden).histories.values())):
        group = description.text.partition(f"{row.heading(Translator(language))}: {row.count}.\n")[2].splitlines()  # type: ignore[union-attr]
        for life, said in zip(row.lives, group, strict=False):
            assert said.startswith(f"{Translator(language).text(life.latest.title)}. ")
            at = 0
            for cell in line(Translator(language), edition, life):
                at = said.index(f": {cell.mark.words}", at) + 1


def test_each_state_has_a_sign_of_its_own_and_needs_no_colour(golden: Archive, drawing: Drawing) -> None:
    bars = [shape for shape in drawing.shapes if isinstance(shape, Bar)]
    assert {(bar.is_hatched, bar.height) for bar in bars} == {(False, 11), (True, 11), (False, 3)}
    rings = [shape for shape in drawing.shapes if isinstance(shape, Ring)]
    gaps = sum(bool(found) for found in golden.unread_after.values())
    rows = len(efforts(Analysis(golden).histories.values()))
    assert len(rings) == gaps * (rows + 1) + 1  # each row, the header and the legend


def test_nothing_stands_outside_it(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        assert shape.y < drawing.height
        assert shape.x < drawing.width
        if isinstance(shape, Bar):
            assert shape.x + shape.width <= drawing.width


def test_the_svg_asks_for_nothing_and_runs_nothing(drawing: Drawing) -> None:
    hostile = replace(drawing, title="<script>&", shapes=(Words(0, 0, '"><script>x</script>&amp;'),))
    for made in (svg(drawing), svg(hostile)):
        root = ET.fromstring(made)  # noqa: S314  # our own
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "defs", "pattern", "path", "rect", "g", "text", "circle", "polygon"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}


def test_a_diamond_is_in_both_forms() -> None:
    drawing = Drawing(40, 40, "Én", "Én.", "da", (Diamond(20, 20),))
    assert b"<polygon" in svg(drawing)
    image = Image.open(BytesIO(png(drawing))).convert("L")
    assert image.size == (80, 80)
    assert [image.getpixel(at) < 200 for at in ((40, 26), (54, 40), (40, 40))] == [True, True, False]  # type: ignore[operator]


def test_hatched_and_filled_differ_in_grey() -> None:
    drawing = Drawing(200, 40, "", "", "da", (Bar(10, 10, 60, 11), Bar(110, 10, 60, 11, is_hatched=True)))
    image = Image.open(BytesIO(png(drawing))).convert("L")
    filled, hatched = (sum(image.crop(box).tobytes()) / (80 * 14) for box in ((40, 24, 120, 38), (240, 24, 320, 38)))
    assert filled < 100
    assert 160 < hatched < 250


def test_each_language_has_one_drawing_and_a_page_that_leads_to_it(golden: Archive) -> None:
    edition = Edition(golden, HISTORY, site=PUBLIC, languages=tuple(LANGUAGES.values()))
    pages = site_files(edition)
    assets: dict[str, SiteAsset] = {asset.path: asset for asset in site_assets(edition, pages)}
    for language in edition.languages:
        front = next(page.html for page in pages if page.path == f"{language.prefix}index.md")
        for kind in ("svg", "png"):
            assert f'billeder/indsatser.{kind}" download' in front
            assert f"{language.prefix}billeder/indsatser.{kind}" in assets
    content = assets["billeder/indsatser.png"].content
    assert callable(content)
    assert Image.open(BytesIO(content())).width == 2400


def test_without_an_older_text_there_is_no_picture(golden: Archive) -> None:
    alone = Archive(golden.agreements[:1], golden.register)
    assert picture(DANISH_T, Edition(alone, HISTORY), [*Analysis(alone).histories.values()]) is None


def test_the_front_page_offers_what_is_there(page: Page) -> None:
    page.goto("")
    for name in ("SVG", "PNG"):
        link = page.get_by_role("link", name=name, exact=True)
        answer = page.request.get(link.evaluate("link => link.href"))
        assert answer.ok
        assert answer.headers["content-type"] == f"image/{'svg+xml' if name == 'SVG' else 'png'}"
