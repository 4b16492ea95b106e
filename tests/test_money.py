"""The money page: which amounts may be measured against each other, and that every amount is there once."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from conftest import cases, tables
from snapshots import EVIDENCE, REGISTER, agreement, html_of, initiative

from generator.comparing.figures import AmountPart, amounts, comparable, wholes
from generator.model.agreement import AmountFact
from generator.model.archive import Archive
from generator.publishing.edition import Edition
from generator.record.history import History

PERIOD = {"from": 2023, "to": 2023}


def _amount(fact_id: str, amount: str, basis: str = "total", **more: Any) -> dict[str, Any]:
    fact = {"id": fact_id, "kind": "amount", "label": fact_id, "amount": amount, "basis": basis}
    return {**fact, **EVIDENCE, **more}


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
        own = [part.amount.fact.id, part.permille]
        return [*own, [told(each) for each in part.parts]] if part.parts else own

    return [
        [whole.amount.fact.id, [told(part) for part in whole.parts], whole.rest and str(whole.rest)]
        for whole in wholes(amounts(_archive(list(facts))))
    ]


X = _amount("x", "5 mio. kr.", years=PERIOD)
MAY, MAY_NOT = (tables("money")[f"what_may{word}_be_measured_against_each_other"] for word in ("", "_not"))


def _written(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The amounts of a table as they would stand in a file."""
    years = [
        {"years": {"from": f["years"], "to": f["years"]}} if isinstance(f.get("years"), int) else {} for f in facts
    ]
    return [_amount(f["id"], **{**f, **period}) for f, period in zip(facts, years, strict=True)]


@pytest.mark.parametrize("case", MAY)
def test_what_may_be_measured_against_each_other(case: str) -> None:
    assert _groups(*map(_written, MAY[case])) == [{"x", "y"}]


@pytest.mark.parametrize("case", MAY_NOT)
def test_what_may_not_be_measured_against_each_other(case: str) -> None:
    assert _groups(*map(_written, MAY_NOT[case])) == []


def test_amounts_of_two_agreements_are_never_measured_against_each_other() -> None:
    assert _groups([X], later=[_amount("y", "6 mio. kr.", years=PERIOD)]) == []


@cases
def test_a_part_is_inside_its_whole(facts: list[dict[str, Any]], expected: list[Any]) -> None:
    assert _inside(*_written(facts)) == expected


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


def _page(archive: Archive) -> str:
    return html_of(Edition(archive, History(missing="prøve")), "penge.md")


@pytest.mark.parametrize("name", ["real", "golden"])
def test_every_amount_is_in_a_table_exactly_once(name: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(name)
    html = _page(archive)
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
    html = _page(real)
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
    per_year, total, unstated = re.findall(r"<table.*?</table>", _page(real), re.DOTALL)
    assert "om året</span>" in per_year
    assert "i alt</span>" not in per_year
    assert "i alt</span>" in total
    assert "om året</span>" not in total
    assert "om året</span>" not in unstated
    assert "i alt</span>" not in unstated
    assert "<tfoot" not in per_year + total + unstated
