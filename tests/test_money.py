"""The money page: which amounts may be measured against each other, and that every amount is there once."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from snapshots import REGISTER, agreement, initiative

from generator.comparing.figures import AmountPart, amounts, comparable, wholes
from generator.model.agreement import AmountFact
from generator.model.archive import Archive
from generator.pages import site_files
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


def _archive(*initiatives: list[dict[str, Any]], later: list[dict[str, Any]] | None = None) -> Archive:
    """One agreement with the facts of each initiative, and perhaps a *later* one."""
    names = ["alfa", "beta", "gamma"]
    chain = [agreement("a0", None, [initiative(names[n], facts=facts) for n, facts in enumerate(initiatives)])]
    if later is not None:
        chain.append(agreement("a1", "a0", [initiative("delta", facts=later)]))
    return Archive(tuple(chain), REGISTER)


def _groups(*initiatives: list[dict[str, Any]], later: list[dict[str, Any]] | None = None) -> list[set[str]]:
    """The ids of the amounts that are drawn beside one another, for each picture."""
    found = comparable(amounts(_archive(*initiatives, later=later)))
    return [{amount.fact.id for amount in group.amounts} for group in found]


def _inside(*facts: dict[str, Any]) -> list[Any]:
    """Each amount that is in no other: its id, what is in it, and what that leaves of it."""

    def told(part: AmountPart) -> Any:
        own = (part.amount.fact.id, part.permille)
        return (*own, [told(each) for each in part.parts]) if part.parts else own

    return [
        (whole.amount.fact.id, [told(part) for part in whole.parts], whole.rest and str(whole.rest))
        for whole in wholes(amounts(_archive(list(facts))))
    ]


WHOLE = _amount("whole", "76 mio. kr.")
PARTS = [_amount("one", "39,3 mio. kr.", of_which="whole"), _amount("other", "36,7 mio. kr.", of_which="whole")]
MAY = {
    "the same basis and the same stated years": (
        [[_amount("x", "105,3 mio. kr.", years=PERIOD)], [_amount("y", "115,0 mio. kr.", years=PERIOD)]],
        {"x", "y"},
    ),
    "a whole and an amount of the same years": (
        [[_amount("x", "9 mio. kr.", years=PERIOD), _amount("part", "4 mio. kr.", of_which="x")],
         [_amount("y", "5 mio. kr.", years=PERIOD)]],
        {"x", "y"},
    ),
}  # fmt: skip
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
    "an amount and what it was before, which is of other years": [
        [_amount("x", "247,4 mio. kr.", "per-year", before="141,4 mio. kr.", years={"from": 2021, "to": 2021})]
    ],
    "a whole and its own part": [[X, _amount("y", "4 mio. kr.", years=PERIOD, of_which="x")]],
    "another price level": [[X], [_amount("y", "6 mio. kr.", years=PERIOD, price_level="2020-priser")]],
    "a ceiling": [[X], [_amount("y", "op til 6 mio. kr.", years=PERIOD)]],
    "a floor": [[X], [_amount("y", "mindst 6 mio. kr.", years=PERIOD)]],
    "an amount that is only about a number": [[X], [_amount("y", "ca. 6 mio. kr.", years=PERIOD)]],
    "an interval": [[X], [_amount("y", "6-8 mio. kr.", years=PERIOD)]],
    "an amount that was about a number before": [[_amount("x", "5 mio. kr.", before="ca. 4 mio. kr.", years=PERIOD)]],
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


ALL = [WHOLE, *PARTS]
OTHER_YEARS = _amount("one", "39,3 mio. kr.", of_which="whole", years=PERIOD)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (ALL, [("whole", [("one", 517), ("other", 483)], None)]),
        (ALL[:2], [("whole", [("one", 517)], "36,7 mio. kr.")]),
        ([WHOLE], [("whole", [], None)]),
        ([*ALL[:2], _amount("third", "2 mio. kr.", of_which="one")],
         [("whole", [("one", 517, [("third", None)])], "36,7 mio. kr.")]),
        # where no bar may say how much of the whole it is, none does, and nothing is left of it either
        ([WHOLE, OTHER_YEARS, PARTS[1]], [("whole", [("one", None), ("other", None)], None)]),
        ([WHOLE, _amount("one", "39,3 mio. kr.", "per-year", of_which="whole")], [("whole", [("one", None)], None)]),
        ([WHOLE, _amount("one", "ca. 39,3 mio. kr.", of_which="whole")], [("whole", [("one", None)], None)]),
        ([WHOLE, _amount("one", "39,3 mio. kr.", of_which="whole", derived=True)], [("whole", [("one", None)], None)]),
        ([_amount("whole", "op til 76 mio. kr."), PARTS[0]], [("whole", [("one", None)], None)]),
        ([WHOLE, PARTS[0], _amount("other", "40 mio. kr.", of_which="whole")],
         [("whole", [("one", None), ("other", None)], None)]),
        ([_amount("whole", "0 kr."), _amount("one", "0 kr.", of_which="whole")], [("whole", [("one", None)], None)]),
        # in each other, so in nothing
        ([_amount("one", "4 mio. kr.", of_which="other"), _amount("other", "4 mio. kr.", of_which="one")],
         [("one", [], None), ("other", [], None)]),
        ([_amount("whole", "1.500 kr."), _amount("one", "400 kr.", of_which="whole")],
         [("whole", [("one", 266)], "1.100 kr.")]),
    ],
)  # fmt: skip
def test_a_part_is_inside_its_whole(facts: list[dict[str, Any]], expected: list[Any]) -> None:
    assert _inside(*facts) == expected


def test_the_real_amounts_that_may_be_compared_are_these_and_no_others(real: Archive) -> None:
    found = amounts(real)
    assert [[str(a.fact.amount) for a in group.amounts] for group in comparable(found)] == [
        ["105,3 mio. kr.", "115,0 mio. kr."]
    ]
    drawn = [whole for whole in wholes(found) if whole.is_drawn]
    assert [(str(w.amount.fact.amount), w.rest and str(w.rest)) for w in drawn] == [
        ("76 mio. kr.", None),
        ("86,5 mio. kr.", "34,6 mio. kr."),
    ]


def test_a_bar_is_as_long_as_its_amount_and_nothing_is_no_bar() -> None:
    nothing = _archive([_amount("x", "0 kr.", years=PERIOD), _amount("y", "0 kr.", years=PERIOD)])
    some = _archive([X, _amount("y", "2 mio. kr.", years=PERIOD)])
    for archive, expected in ((nothing, [0, 0]), (some, [1000, 400])):
        group = comparable(amounts(archive))[0]
        assert [group.permille(amount) for amount in group.amounts] == expected


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
    assert sorted(re.findall(r'<(?:tr role="row"|li) id="([^"]+--[^"]+)">', html)) == sorted(expected)


def test_no_column_of_amounts_holds_a_part_beside_its_whole(real: Archive) -> None:
    """508,7 is what all the amounts of 2023 come to, though they overlap and cover other years."""
    html = _page(real, "penge.md").html
    part = 'id="2023--digital-infrastruktur--styrkelse-kommunerne"'
    row = html.partition('id="2023--digital-infrastruktur--styrkelse"')[2].partition("</tr>")[0]
    assert part in row
    assert "Resten, 34,6 mio. kr." in row
    columns = [
        [Decimal(value) for value in re.findall(r'class="as-num" data-value="([^"]+)"', table)]
        for table in re.findall(r"<table.*?</table>", html, re.DOTALL)
    ]
    for column in columns:
        sums = {sum(some) for n in range(len(column) + 1) for some in combinations(column, n)}
        assert Decimal(508700000) not in sums


def test_per_year_and_in_all_are_in_different_tables(real: Archive) -> None:
    per_year, total, unstated = re.findall(r"<table.*?</table>", _page(real, "penge.md").html, re.DOTALL)
    assert "om året</span>" in per_year
    assert "i alt</span>" not in per_year
    assert "i alt</span>" in total
    assert "om året</span>" not in total
    assert "om året</span>" not in unstated
    assert "i alt</span>" not in unstated
    assert "<tfoot" not in per_year + total + unstated
