"""The money page: which amounts may be measured against each other, and that every amount is there once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import GOLDEN
from snapshots import REGISTER, agreement, initiative

from generator.comparing.money import Figure, Group, Kinship, amounts, comparable
from generator.loading import load_archive
from generator.model.archive import Archive
from generator.model.facts import AmountFact
from generator.model.quantity import parse_kroner
from generator.pages import site_files
from generator.pages.words import kroner_parts
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.record.history import History

PERIOD = {"from": 2023, "to": 2023}


def _amount(fact_id: str, kroner: str, basis: str = "total", **more: Any) -> dict[str, Any]:
    return {
        "id": fact_id,
        "kind": "amount",
        "label": fact_id,
        "amount": kroner,
        "basis": basis,
        "source": "k",
        "phrase": "ordene",
        **more,
    }


def _groups(*initiatives: list[dict[str, Any]], later: list[dict[str, Any]] | None = None) -> list[set[str]]:
    """The comparable figures among amounts of one agreement, and of a *later* one, as names."""
    names = ["alfa", "beta", "gamma"]
    chain = [
        agreement("a0", None, [initiative(names[n], facts=facts) for n, facts in enumerate(initiatives)])
    ]
    if later is not None:
        chain.append(agreement("a1", "a0", [initiative("delta", facts=later)]))
    found = comparable(amounts(Archive(tuple(chain), REGISTER)))
    return [{_name(figure) for figure in group.figures} for group in found]


def _name(figure: Figure) -> str:
    return f"{figure.amount.fact.id}{' before' if figure.is_before else ''}"


WHOLE = _amount("whole", "76 mio. kr.")
PARTS = [
    _amount("one", "39,3 mio. kr.", of_which="whole"),
    _amount("other", "36,7 mio. kr.", of_which="whole"),
]
MAY = {
    "an amount and what it was before": (
        [[_amount("x", "247,4 mio. kr.", "per-year", before="141,4 mio. kr.", years={"from": 2021})]],
        {"x before", "x"},
    ),
    "an amount and its parts": ([[WHOLE, *PARTS]], {"whole", "one", "other"}),
    "a part of a part and the whole": (
        [[WHOLE, PARTS[0], _amount("third", "2 mio. kr.", of_which="one")]],
        {"whole", "one", "third"},
    ),
    "the same basis and the same stated years": (
        [[_amount("x", "105,3 mio. kr.", years=PERIOD)], [_amount("y", "115,0 mio. kr.", years=PERIOD)]],
        {"x", "y"},
    ),
    "a part whose years are those of its whole": (
        [
            [
                _amount("x", "5 mio. kr.", years=PERIOD),
                _amount("y", "4 mio. kr.", years=PERIOD, of_which="x"),
            ]
        ],
        {"x", "y"},
    ),
}
X = _amount("x", "5 mio. kr.", years=PERIOD)
MAY_NOT: dict[str, list[list[dict[str, Any]]]] = {
    "per year and in all": [
        [_amount("x", "247,4 mio. kr.", "per-year", years=PERIOD)],
        [_amount("y", "86,5 mio. kr.", years=PERIOD)],
    ],
    "per year and in all without years": [
        [_amount("x", "247,4 mio. kr.", "per-year", years={"from": 2021})],
        [_amount("y", "86,5 mio. kr.")],
    ],
    "different years": [
        [_amount("x", "100 mio. kr.", years={"from": 2019, "to": 2022})],
        [_amount("y", "100 mio. kr.", years={"from": 2023, "to": 2025})],
    ],
    "years that are not stated": [[_amount("x", "5 mio. kr.")], [_amount("y", "6 mio. kr.")]],
    "years stated for one": [[X], [_amount("y", "6 mio. kr.")]],
    "years without an end": [
        [_amount("x", "5 mio. kr.", "per-year", years={"from": 2021})],
        [_amount("y", "6 mio. kr.", "per-year", years={"from": 2021})],
    ],
    "money that is only moved": [
        [X],
        [_amount("y", "6 mio. kr.", years=PERIOD, transfer={"from": "alfa", "to": ["beta"]})],
    ],
    "an amount that we computed": [[X], [_amount("y", "6 mio. kr.", years=PERIOD, derived=True)]],
    "a part that we computed": [[WHOLE, _amount("y", "6 mio. kr.", of_which="whole", derived=True)]],
    "another price level": [[X], [_amount("y", "6 mio. kr.", years=PERIOD, price_level="2020-priser")]],
    "a part of other years than its whole": [
        [_amount("x", "5 mio. kr."), _amount("y", "4 mio. kr.", years=PERIOD, of_which="x")]
    ],
    "a ceiling": [[X], [_amount("y", "op til 6 mio. kr.", years=PERIOD)]],
    "a floor": [[X], [_amount("y", "mindst 6 mio. kr.", years=PERIOD)]],
    "an amount that is only about a number": [[X], [_amount("y", "ca. 6 mio. kr.", years=PERIOD)]],
    "an interval": [[X], [_amount("y", "6-8 mio. kr.", years=PERIOD)]],
    "an amount that was about a number before": [
        [_amount("x", "5 mio. kr.", before="ca. 4 mio. kr.", years=PERIOD)]
    ],
    "a part of a ceiling": [[_amount("x", "op til 5 mio. kr."), _amount("y", "4 mio. kr.", of_which="x")]],
    "amounts of which nobody says whether they are for each year": [
        [_amount("x", "5 mio. kr.", "unstated", years=PERIOD)],
        [_amount("y", "6 mio. kr.", "unstated", years=PERIOD)],
    ],
    "one alone": [[X]],
}


@pytest.mark.parametrize("case", MAY)
def test_what_may_be_measured_against_each_other(case: str) -> None:
    initiatives, expected = MAY[case]
    assert _groups(*initiatives) == [expected]


@pytest.mark.parametrize("case", MAY_NOT)
def test_what_may_not_be_measured_against_each_other(case: str) -> None:
    assert _groups(*MAY_NOT[case]) == []


def test_amounts_of_two_agreements_are_never_measured_against_each_other() -> None:
    assert _groups([X], later=[_amount("y", "6 mio. kr.", years=PERIOD)]) == []


def test_a_family_is_not_measured_against_others_of_the_same_years() -> None:
    whole = _amount("whole", "9 mio. kr.", years=PERIOD)
    part = _amount("part", "4 mio. kr.", of_which="whole")
    assert _groups([whole, part], [X]) == [{"whole", "part"}]


def test_a_part_that_names_itself_ends() -> None:
    one = _amount("one", "4 mio. kr.", of_which="other")
    other = _amount("other", "4 mio. kr.", of_which="one")
    assert _groups([one, other]) == [{"one", "other"}]


def test_the_real_amounts_that_may_be_compared_are_these_and_no_others(real: Archive) -> None:
    found = [
        (group.kinship, [str(figure.kroner / 10**6) for figure in group.figures])
        for group in comparable(amounts(real))
    ]
    assert found == [
        (Kinship.PART, ["76", "39.3", "36.7"]),
        (Kinship.BEFORE, ["141.4", "247.4"]),
        (Kinship.PART, ["86.5", "34.6", "17.3"]),
        (Kinship.PERIOD, ["105.3", "115.0"]),
    ]


def test_a_bar_is_as_long_as_its_amount_and_nothing_is_no_bar() -> None:
    chain = (agreement("a0", None, [initiative("alfa", facts=[WHOLE, *PARTS])]),)
    group = comparable(amounts(Archive(chain, REGISTER)))[0]
    assert [group.permille(figure) for figure in group.figures] == [1000, 517, 482]
    zero = (agreement("a0", None, [initiative("alfa", facts=[_amount("x", "0 kr.", before="0 kr.")])]),)
    nothing = comparable(amounts(Archive(zero, REGISTER)))[0]
    assert [nothing.permille(figure) for figure in nothing.figures] == [0, 0]


@pytest.mark.parametrize(
    ("kroner", "parts"),
    [
        ("76 mio. kr.", ("", "76", "", "mio. kr.")),
        ("115,0 mio. kr.", ("", "115", ",0", "mio. kr.")),
        ("1.500 kr.", ("", "1.500", "", "kr.")),
        ("1½ mia. kr.", ("", "1½", "", "mia. kr.")),
        ("op til 41,5 mio. kr.", ("op til ", "41", ",5", "mio. kr.")),
        ("80-100,5 mio. kr.", ("", "80–100,5", "", "mio. kr.")),
    ],
)
def test_commas_can_line_up(kroner: str, parts: tuple[str, str, str, str]) -> None:
    assert kroner_parts(parse_kroner(kroner)) == parts


def _page(archive: Archive, path: str) -> SiteFile:
    return next(page for page in site_files(Edition(archive, History(missing="prøve"))) if page.path == path)


@pytest.mark.parametrize("name", ["real", "golden"])
def test_every_amount_is_in_a_table_exactly_once(name: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(name)
    html = _page(archive, "penge.md").html
    expected = [
        f"{a.id}--{i.id}--{fact.id}"
        for a in archive.agreements
        for i in a.initiatives
        for fact in i.facts
        if isinstance(fact, AmountFact)
    ]
    assert sorted(re.findall(r'<tr role="row" id="([^"]+)">', html)) == sorted(expected)


def test_per_year_and_in_all_are_in_different_tables(real: Archive) -> None:
    per_year, total, unstated = re.findall(r"<table.*?</table>", _page(real, "penge.md").html, re.DOTALL)
    assert "om året</span>" in per_year
    assert "i alt</span>" not in per_year
    assert "i alt</span>" in total
    assert "om året</span>" not in total
    assert "om året</span>" not in unstated
    assert "i alt</span>" not in unstated
    assert "<tfoot" not in per_year + total + unstated


def test_an_amount_of_unknown_years_is_said_to_be_so(real: Archive) -> None:
    row = re.search(r'<tr role="row" id="2023--digital-infrastruktur--styrkelse">.*?</tr>', _page(real, "penge.md").html, re.DOTALL)  # fmt: skip
    assert row
    assert "år ikke noteret" in row[0]
    assert "ikke noteret</td>" in row[0]


def test_a_group_is_drawn_with_the_numbers_it_has() -> None:
    """The bars are decoration; the numbers and what they are of stand beside them."""
    html = _page(load_archive(GOLDEN / "agreements"), "penge.md").html
    figures = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert all(figure.count('aria-hidden="true"') == figure.count('class="as-kroner"') for figure in figures)
    groups: tuple[Group, ...] = comparable(amounts(load_archive(GOLDEN / "agreements")))
    assert len(figures) == len(groups)


def test_the_table_sorts_by_the_smallest_number_that_is_stated(golden: Archive) -> None:
    """A number for the script that sorts; what a reader sees has the bound or both ends."""
    html = _page(golden, "penge.md").html
    values = dict(
        re.findall(r'<th role="rowheader" scope="row" class="as-num" data-value="([^"]*)">(.*?)</th>', html)
    )
    shown = {float(value): re.sub(r"<[^>]+>", "", text) for value, text in values.items()}
    assert "op til 200 mio. kr." in shown[200_000_000] or "200 mio. kr." in shown[200_000_000]
    assert "80–100 mio. kr." in shown[80_000_000]
    assert "mia. kr." in shown[500_000_000]
