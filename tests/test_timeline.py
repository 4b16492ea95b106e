"""The picture of fates: what it says of each initiative, its filters, and the picture to download."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from snapshots import HISTORY, PUBLIC, html_of

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.fields import LANGUAGES, Language
from generator.pages import site_assets, site_files
from generator.pages.fates import Fate, Fates, by_fate, cell, choices, columns, efforts, headline, line, parties_of
from generator.pages.overview import TimelinePage
from generator.pages.picture import picture
from generator.publishing.drawing import Bar, Drawing, Words, svg
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.record.history import History
from generator.wording.translator import DANISH_T, Translator

pytestmark = pytest.mark.browsers("chromium", "firefox")

NO_HISTORY = History("det er en prøve", None, is_dirty=False, records={})


@pytest.fixture(params=["real", "golden"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def html(archive: Archive) -> str:
    return html_of(Edition(archive, NO_HISTORY), "tidslinje.md")


def test_every_initiative_is_a_row_and_every_agreement_a_column(html: str, archive: Archive) -> None:
    tables = re.findall(r'<table class="as-fates".*?</table>', html, flags=re.DOTALL)
    assert len(tables) == 2  # efforts, and the rest
    for table in tables:
        head = table.partition("</thead>")[0]
        assert re.findall(r'aftaler/([^/#]+)/"', head) == [agreement.id for agreement in archive.agreements]
    rows = re.findall(r'<tr class="as-line".*?</tr>', html, flags=re.DOTALL)
    found = [re.search(r'scope="row"><a href="[^"]*initiativer/([^/]+)/"', row) for row in rows]
    assert sorted(match[1] for match in found if match) == sorted(archive.initiative_ids)
    assert {row.count("<td ") for row in rows} == {len([*columns(archive)])}


def test_the_number_of_each_heading_is_the_rows_below_it(html: str) -> None:
    for group in re.findall(r"<tbody>.*?</tbody>", html, flags=re.DOTALL):
        number = re.search(r'<span class="as-number">(\d+)</span>', group)
        assert number
        assert int(number[1]) == group.count('<tr class="as-line"')


def test_what_became_of_an_initiative_is_what_its_last_chapter_says(archive: Archive) -> None:
    newest = archive.agreements[-1]
    lives = Analysis(archive).histories
    rows = by_fate(archive, lives.values())
    assert sorted(life.id for row in rows for life in row.lives) == sorted(lives)
    for row in rows:
        for life in row.lives:
            last = life.chapters[-1]
            is_there = last.initiative is not None and last.agreement is newest
            assert is_there == (row.fate in {Fate.STILL, Fate.HEIR, Fate.NEW, Fate.REGISTERED})
            if row.fate is Fate.STILL:
                assert len(life.present) > 1
            if row.fate is Fate.SILENT:
                assert life.present[-1].agreement is row.last is not newest
            if row.fate is Fate.ENDED:
                assert last.departure
                assert last.departure.outcome in {"completed", "discontinued", "expired", "superseded"}


def test_the_headline_counts_the_efforts_of_the_picture(golden: Archive) -> None:
    tried = efforts(Analysis(golden).histories.values())
    older = [
        life
        for life in tried
        if any(
            c.initiative and c.initiative.kind == "effort"
            for c in life.chapters
            if c.agreement is not golden.agreements[-1]
        )
    ]
    still = [life for life in older if life.chapters[-1].initiative]
    told = headline(DANISH_T, golden, tried)
    assert told.startswith(f"Af {len(older)} indsatser i de ældre tekster finder vi {len(still)} igen i den nyeste.")
    assert ("kan diskuteres" in told) == any(life.is_arguable for life in still)
    newest = golden.agreements[-1]
    background = tuple(each.model_copy(update={"presence": "background"}) for each in newest.initiatives)
    faint = Archive((*golden.agreements[:-1], newest.model_copy(update={"initiatives": background})), golden.register)
    assert f"{len(still)} er kun baggrund." in headline(DANISH_T, faint, efforts(Analysis(faint).histories.values()))
    assert headline(DANISH_T, Archive(golden.agreements[:1], golden.register), []) == ""


def test_each_filter_counts_the_rows_that_it_leaves(current: Archive) -> None:
    edition = Edition(current, NO_HISTORY)
    page = TimelinePage.build(DANISH_T, edition, Fates.of(DANISH_T, edition.analysis))
    rows = [row for picture in (page.efforts, page.others) for _, group in picture.groups for row in group]
    values = {
        "tema": [{row.life.latest.theme} for row in rows],
        "art": [{*row.kinds} for row in rows],
        "part": [{*row.parties} for row in rows],
        "status": [{status for cell in row.cells for status in cell.statuses} for row in rows],
    }
    values["omtale"] = values["status"]
    assert page.count == len(rows)
    for name, offered in page.choices.items():
        assert offered
        for choice in offered:
            assert choice.count == sum(choice.value in row for row in values[name]), (name, choice)


def test_the_headline_and_the_picture_stand_on_the_front_page(archive: Archive) -> None:
    tried = efforts(Analysis(archive).histories.values())
    front = html_of(Edition(archive, NO_HISTORY), "index.md")
    assert headline(DANISH_T, archive, tried) in front
    assert front.count('<tr class="as-line"') == len(tried)


@pytest.mark.parametrize("where", ["", "en/"])
def test_the_first_screen_of_the_front_page_names_three_initiatives_and_what_became_of_them(
    page: Page, where: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(where)
    expect(page.locator(".as-fates .as-fate").first).to_be_in_viewport(ratio=1)
    for name in page.locator(".as-fates .as-line th").all()[:3]:
        expect(name).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("where", ["tidslinje/", "en/tidslinje/"])
def test_the_picture_fits_two_screens_of_a_phone_and_a_finger_finds_each_field(page: Page, where: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(where)
    picture = page.locator(".as-fates").first
    assert picture.evaluate("table => table.offsetHeight") <= 2 * 740
    sizes = picture.locator(".as-line a").evaluate_all(
        "links => links.map((link) => { const box = link.getBoundingClientRect(); return [box.width, box.height]; })"
    )
    assert min(min(size) for size in sizes) >= 24


def test_a_cell_has_a_word_and_a_place_that_proves_it(archive: Archive) -> None:
    lives = Analysis(archive).histories
    for life in lives.values():
        for stop in archive.agreements:
            found = cell(DANISH_T, archive, life, stop)
            assert found.mark.words
            assert bool(found.target) == (stop.id in life.by_agreement)
            assert (found.outcome is None) == (not found.words)


def test_an_initiative_is_found_by_a_party_that_any_of_its_texts_names(golden: Archive, real: Archive) -> None:
    named = {i: parties_of(life) for i, life in Analysis(real).histories.items() if parties_of(life)}
    assert named["mit-overblik"] == ("kl", "regeringen")
    assert "velfaerd-og-klima" not in named  # all parties agree to it, but no fact of it names one
    for archive in (golden, real):
        lives = Analysis(archive).histories
        for choice in choices(DANISH_T, archive, lives.values())["part"]:
            assert choice.count == sum(choice.value in parties_of(life) for life in lives.values())


def _expect_shown(page: Page, count: int) -> None:
    """Also those folded away below the efforts, which open when a filter has chosen them."""
    expect(page.locator(".as-fates .as-line:not([hidden])")).to_have_count(count)


def _offered(control: Locator, value: str) -> int:
    """How many initiatives an option says that it leaves."""
    return int(control.locator(f'option[value="{value}"]').inner_text().rsplit("(", 1)[1].rstrip(")"))


def test_a_shared_link_opens_filtered(page: Page) -> None:
    page.goto("tidslinje/?tema=ny-teknologi&status=not-mentioned")
    expect(page.get_by_label("Tema", exact=True)).to_have_value("ny-teknologi")
    expect(page.locator(".as").get_by_role("status")).to_have_text("Viser 5 af 39 initiativer.")
    _expect_shown(page, 5)
    expect(page.get_by_role("rowheader", name="Signaturprojekter om kunstig intelligens")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Mit Overblik")).to_be_hidden()
    assert page.locator(".as-cell--found:visible").count() == 11  # the cells that are the reason
    page.goto("tidslinje/?part=kl")
    _expect_shown(page, _offered(page.get_by_label("Part", exact=True), "kl"))


@pytest.mark.parametrize("name", ["Tema", "Art", "Part", "Status"])
def test_a_filter_works_by_keyboard_and_stands_in_the_address(page: Page, name: str) -> None:
    page.goto("tidslinje/?andet=1")
    control = page.get_by_label(name, exact=True)
    control.focus()
    page.keyboard.press("ArrowDown")
    value = control.input_value()
    assert value
    expect(page).to_have_url(re.compile(rf"andet=1&{name.lower()}={value}$"))
    _expect_shown(page, _offered(control, value))
    for _ in range(5 if name == "Tema" else 4):
        if page.evaluate("document.activeElement.type") == "reset":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".as").get_by_role("status")).to_have_text("Viser alle 39 initiativer.")
    expect(page).to_have_url(re.compile(r"tidslinje/\?andet=1$"))


def test_the_back_button_leaves_the_page_and_forward_finds_the_choice_again(page: Page) -> None:
    page.goto("metode/")
    page.goto("tidslinje/")
    page.get_by_label("Tema", exact=True).select_option("sundhed")
    page.get_by_label("Art", exact=True).select_option("effort")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Metode")
    page.go_forward()
    expect(page.get_by_label("Tema", exact=True)).to_have_value("sundhed")
    expect(page.locator(".as").get_by_role("status")).to_have_text("Viser 4 af 39 initiativer.")


@pytest.mark.parametrize("width", [360, 1280])
def test_when_nothing_is_left_the_page_says_so(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("tidslinje/?tema=inklusion&art=governance&status=ukendt")
    expect(page.get_by_label("Status", exact=True)).to_have_value("")  # an unknown value is no filter
    expect(page.get_by_text("Ingen initiativer passer til det valgte")).to_be_visible()
    expect(page.locator(".as-fates:visible")).to_have_count(0)
    page.get_by_role("button", name="Nulstil", exact=True).click()
    _expect_shown(page, 39)
    expect(page.get_by_text("Ingen initiativer passer til det valgte")).to_be_hidden()


@pytest.mark.browsers("chromium")  # Playwright cannot take the scripts from Firefox
def test_without_javascript_every_row_is_there_and_no_dead_control(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("tidslinje/?tema=sundhed")
    _expect_shown(page, 39)
    expect(page.locator(".as-filter")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_the_header_stays_in_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("tidslinje/")
    page.locator(".as-fates").first.locator(".as-fate th").last.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(300)
    header = page.get_by_role("columnheader", name="2021")
    expect(header).to_be_in_viewport(ratio=1)
    box, bar = header.bounding_box(), page.locator(".md-header").bounding_box()
    assert box
    assert bar
    assert box["y"] >= bar["y"] + bar["height"] - 1  # below the site's own header, not under it
    on_top = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('thead') !== null",
        [box["x"] + 8, box["y"] + box["height"] / 2],
    )
    assert on_top


# ---- The picture to download: it says what the table says, in signs that need no colour, and names its source.

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
            for each in line(Translator(language), edition, life):
                at = said.index(f": {each.mark.words}", at) + 1


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
