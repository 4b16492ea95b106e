"""The life lines and the flow: that they say what the ledgers say, and that the filters work for everybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from snapshots import REGISTER, agreement, initiative

from generator.comparing.comparison import Comparison, compare_agreements
from generator.comparing.initiative_history import histories
from generator.comparing.outcomes import STATUS, Group, Outcome
from generator.model.archive import Archive
from generator.pages import site_files
from generator.pages.flow import Step, flow
from generator.pages.flow_picture import Picture, lying, upright
from generator.pages.life_lines import FEW, cell, choices, columns, line, parties_of
from generator.publishing.edition import Edition
from generator.record.history import History

SVG = "{http://www.w3.org/2000/svg}"
NO_HISTORY = History("det er en prøve", None, is_dirty=False, records={})


@pytest.fixture(params=["real", "golden"])
def archive(request: pytest.FixtureRequest) -> Archive:
    found: Archive = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def comparisons(archive: Archive) -> list[Comparison]:
    return [compare_agreements(archive, old.id, new.id) for old, new in archive.steps()]


@pytest.fixture
def html(archive: Archive) -> str:
    return next(page.html for page in site_files(Edition(archive, NO_HISTORY)) if page.path == "tidslinje.md")


def test_the_flow_counts_what_the_ledgers_count(comparisons: list[Comparison]) -> None:
    """Came and stayed is all of the newer agreement; stayed and went is all of the older."""
    for step, comparison in zip(flow(comparisons), comparisons, strict=True):
        ledger = comparison.ledger
        assert step.carried_from + step.went == ledger.old_total
        assert step.carried_to + step.came == ledger.new_total
        rows = {row.outcome: row for row in ledger.rows}
        for outcome, count in step.added:
            assert count == len(rows[outcome].news)
            assert STATUS[outcome].group is Group.ADDED or outcome is Outcome.NOT_EXAMINED
        for outcome, count in step.not_carried:
            assert count == len(rows[outcome].olds)
            assert STATUS[outcome].group is Group.NOT_CARRIED


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("draw", [lying, upright])
def test_thickness_is_the_number_of_initiatives(comparisons: list[Comparison], draw: object) -> None:
    steps = flow(comparisons)
    picture: Picture = draw(steps)  # type: ignore[operator]
    across = 0 if draw is upright else 1
    for bar in picture.bars:
        thickness = (bar.width, bar.height)[across]
        assert thickness == pytest.approx(len(bar.agreement.initiatives) * picture.unit)
    for kind, drawn in (("carried", "carried_from"), ("added", "came")):
        paths = [_points(band.path) for band in picture.bands if band.kind == kind]
        counts = [count for step in steps if (count := getattr(step, drawn))]
        for points, count in zip(paths, counts, strict=True):
            thickness = abs(points[0][across] - points[-1][across])
            assert thickness == pytest.approx(count * picture.unit, abs=0.11)
    leaving = [_points(b.path) for b in picture.bands if b.kind in {"silent", "ended", "not-examined"}]
    total = sum(abs(points[0][across] - points[-1][across]) for points in leaving)
    assert total == pytest.approx(sum(step.went for step in steps) * picture.unit, abs=0.11 * len(leaving))


@pytest.mark.parametrize("draw", [lying, upright])
def test_nothing_is_drawn_outside_the_picture(comparisons: list[Comparison], draw: object) -> None:
    picture: Picture = draw(flow(comparisons))  # type: ignore[operator]
    drawn = [point for band in picture.bands for point in _points(band.path)]
    drawn += [(place.x, place.y) for at in picture.places for place in (at.carried, at.added, at.not_carried)]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in drawn)


def _pictures(html: str) -> list[ET.Element]:
    """Both drawings; as XML, so a tag that is not closed fails."""
    found = re.findall(r"<svg .*?</svg>", html, flags=re.DOTALL)
    return [ET.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)) for svg in found]  # noqa: S314  # our own page


def test_the_picture_the_description_and_the_table_give_the_same_numbers(
    html: str, comparisons: list[Comparison]
) -> None:
    steps: Sequence[Step] = flow(comparisons)
    expected = [[step.came, step.carried_from, step.went] for step in steps]
    table = re.search(r'<table class="as-table as-flow-table">.*?</table>', html, flags=re.DOTALL)
    assert table
    rows = [[int(n) for n in re.findall(r"<b>(\d+)</b>", row)] for row in table[0].split("<tr>")[2:]]
    assert rows == expected
    pictures = _pictures(html)
    assert [svg.get("role") for svg in pictures] == ["img", "img"]
    for svg in pictures:
        named = {
            element.get("id"): element for element in svg if element.tag in {f"{SVG}title", f"{SVG}desc"}
        }
        title, description = (named[i].text for i in (svg.get("aria-labelledby") or "").split())
        assert title
        told = re.findall(
            r": (\d+) tilføjet, (\d+)[^:]*? videreført(?: \(\d+ som baggrund\))?, (\d+) ikke videreført i teksten",
            description or "",
        )
        assert [[int(n) for n in numbers] for numbers in told] == expected
        drawn = [
            tspan.text or "" for tspan in svg.iter(f"{SVG}tspan") if tspan.get("class") == "as-flow-number"
        ]
        for shape, column in (("+", 0), ("=", 1), ("–", 2)):
            numbers = [int(words.split()[1]) for words in drawn if words.startswith(shape)]
            assert numbers == [row[column] for row in expected if row[column] or column == 1]


def test_silence_is_counted_apart_from_what_a_source_says_ended(html: str, archive: Archive) -> None:
    """»Ikke videreført i teksten« is never a number alone."""
    for old, new in archive.steps():
        comparison = compare_agreements(archive, old.id, new.id)
        silent = sum(len(f.olds) for f in comparison.findings if f.outcome is Outcome.NOT_MENTIONED)
        assert not silent or f"{silent} ikke omtalt" in html


def test_every_initiative_is_a_row_and_every_agreement_a_column(html: str, archive: Archive) -> None:
    table = re.search(r'<table class="as-table as-lines".*?</table>', html, flags=re.DOTALL)
    assert table
    head, body = table[0].split("</thead>")
    assert re.findall(r'aftaler/([^/]+)/"', head) == [agreement.id for agreement in archive.agreements]
    rows = re.findall(r'<tr class="as-line".*?</tr>', body, flags=re.DOTALL)
    found = [re.search(r'scope="row"><a href="[^"]*initiativer/([^/]+)/"', row) for row in rows]
    assert sorted(match[1] for match in found if match) == sorted(archive.initiative_ids)
    assert {row.count("<td ") for row in rows} == {len([*columns(archive)])}


def test_a_cell_has_a_word_and_a_place_that_proves_it(archive: Archive) -> None:
    lives = histories(archive)
    for life in lives.values():
        for stop in archive.agreements:
            found = cell(archive, life, stop)
            assert found.mark.words
            assert found.mark.shape
            assert bool(found.target) == (stop.id in life.by_agreement)
            assert (found.outcome is None) == (not found.words)


def test_an_initiative_is_found_by_a_party_that_any_of_its_texts_names(
    golden: Archive, real: Archive
) -> None:
    named = {i: parties_of(life) for i, life in histories(real).items() if parties_of(life)}
    assert named["mit-overblik"] == ("kl", "regeringen")
    assert "velfaerd-og-klima" not in named  # all parties agree to it, but no fact of it names one
    for archive in (golden, real):
        lives = histories(archive)
        for choice in choices(archive, lives.values())["part"]:
            assert choice.count == sum(choice.value in parties_of(life) for life in lives.values())


def _expect_shown(page: Page, count: int) -> None:
    expect(page.locator(".as-lines .as-line:visible")).to_have_count(count)


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
    page.goto("tidslinje/?tema=inklusion&art=goal&status=ukendt")
    expect(page.get_by_label("Status", exact=True)).to_have_value("")  # an unknown value is no filter
    expect(page.get_by_text("Ingen initiativer passer til det valgte")).to_be_visible()
    expect(page.locator(".as-lines")).to_be_hidden()
    page.get_by_role("button", name="Nulstil", exact=True).click()
    _expect_shown(page, 39)
    expect(page.get_by_text("Ingen initiativer passer til det valgte")).to_be_hidden()


def test_without_javascript_every_row_is_there_and_no_dead_control(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("tidslinje/?tema=sundhed")
    _expect_shown(page, 39)
    expect(page.locator(".as-filter")).to_be_hidden()
    page.get_by_role("navigation", name="Temaer på siden").get_by_role("link", name="Sundhed").click()
    expect(page.locator("#tema-sundhed")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_the_header_stays_in_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("tidslinje/")
    page.locator("#tema-sundhed").evaluate("element => element.scrollIntoView()")
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


@pytest.mark.parametrize("width", [320, 1000])
def test_with_many_agreements_the_region_scrolls_and_keeps_header_and_names(page: Page, width: int) -> None:
    """The real archive has too few for it, so the page is told that they are many."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("tidslinje/")
    region = page.locator(".as-lines-scroll")
    region.evaluate(
        "region => { region.classList.add('as-lines-scroll--many');"
        " for (const row of region.querySelectorAll('thead tr, .as-line'))"
        " for (let more = 15; more; more -= 1) row.append(row.lastElementChild.cloneNode(true)); }"
    )
    region.evaluate("region => { region.scrollTo(600, 900); region.scrollIntoView({block: 'end'}); }")
    page.wait_for_timeout(200)
    place = region.evaluate(
        "region => { const box = (element) => element.getBoundingClientRect();"
        " const rows = [...region.querySelectorAll('.as-line > th')].filter((th) => box(th).top > box(region).top + 60);"
        " return {left: box(rows[0]).left - box(region).left, top: box(region.querySelector('thead th')).top - box(region).top,"
        " scrolled: region.scrollLeft, page: document.documentElement.scrollWidth - innerWidth}; }"
    )
    assert place["scrolled"] > 300
    assert abs(place["left"]) < 2
    assert abs(place["top"]) < 2
    assert place["page"] <= 0


def test_a_cell_leads_to_the_finding(page: Page) -> None:
    page.goto("tidslinje/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Mit Overblik"))
    row.get_by_role("cell").nth(3).get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"sammenlign/pagt/2021/#mit-overblik$"))
    expect(page.locator("#mit-overblik")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "seen"), [(360, "upright"), (1280, "lying")])
def test_one_of_the_two_drawings_is_seen_and_its_words_can_be_read(page: Page, width: int, seen: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("tidslinje/")
    expect(page.get_by_role("img", name="Initiativer fra aftale til aftale")).to_have_count(1)
    svg = page.locator(f".as-flow--{seen}")
    size = svg.evaluate("svg => 14 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert size >= 11.5
    overlaps = svg.evaluate(
        "svg => { const boxes = [...svg.querySelectorAll('text')].map((text) => text.getBBox());"
        " const view = svg.viewBox.baseVal;"
        " const out = boxes.filter((b) => b.x < -1 || b.x + b.width > view.width + 1 || b.y + b.height > view.height + 1);"
        " const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height;"
        " return out.length + boxes.filter((a, n) => boxes.slice(n + 1).some((b) => meet(a, b))).length; }"
    )
    assert overlaps == 0


@pytest.mark.parametrize("count", [FEW, FEW + 4])
def test_where_there_are_many_agreements_what_is_empty_beside_one_another_is_one_cell(count: int) -> None:
    """An initiative that comes late fills its row: one wide cell, then what the texts say."""
    ids = [f"a{number}" for number in range(count)]
    chain = [
        agreement(i, before, [initiative("alfa")] + [initiative("sen")] * (n >= count - 2))
        for n, (i, before) in enumerate(zip(ids, [None, *ids], strict=False))
    ]
    archive = Archive(tuple(chain), REGISTER)
    cells = [*line(archive, histories(archive)["sen"])]
    assert sum(columns for _, columns in cells) == count
    assert [columns for _, columns in cells][:-2] == ([1] * (count - 2) if count == FEW else [count - 2])
    assert all(found.target for found, _ in cells[-2:])
    page = next(page for page in site_files(Edition(archive, NO_HISTORY)) if page.path == "tidslinje.md")
    assert page.html.count(f'colspan="{count - 2}"') == (count > FEW)
