"""What nobody minded when the code of amounts and dates was changed in small ways, until now."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from snapshots import EVIDENCE, REGISTER, agreement, initiative

from generator.comparing.money import amounts, comparable
from generator.model.archive import Archive
from generator.model.values import PartialDate, parse_kroner, parse_measure
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History


def amount(fact_id: str, kroner: str = "4 mio. kr.", **more: Any) -> dict[str, Any]:
    return {"id": fact_id, "kind": "amount", "label": fact_id, "amount": kroner, "basis": "total", **EVIDENCE, **more}


def archive(*initiatives: dict[str, Any]) -> Archive:
    return Archive((agreement("a0", None, list(initiatives)),), REGISTER)


def test_parts_that_lead_into_a_ring_come_to_an_end() -> None:
    """A mistake in the data, and no reason to hang: each figure is still in at most one group."""
    ring = [amount("one", of_which="two"), amount("two", of_which="three"), amount("three", of_which="two")]
    groups = comparable(amounts(archive(initiative("alfa", facts=ring))))
    figures = [figure.amount.fact.id for group in groups for figure in group.figures]
    assert len(figures) == len(set(figures))


def test_amounts_for_the_same_years_are_each_told_by_their_initiative() -> None:
    """One box of two initiatives: the years stand once, over it, and each bar says whose it is."""
    years = {"from": 2021, "to": 2023}
    html = next(
        page.html
        for page in site_files(
            Edition(
                archive(
                    initiative("alfa", facts=[amount("x", years=years)]),
                    initiative("beta", facts=[amount("y", "2 mio. kr.", years=years)]),
                ),
                History(missing="prøve"),
            )
        )
        if page.path == "penge.md"
    )
    [figure] = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert figure.count("2021–2023") == 1
    labels = re.findall(r'<span class="as-bar-label">(.*?)</span>', figure, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", label) for label in labels] == ["Alfa: x", "Beta: y"]


@pytest.mark.parametrize(
    ("season", "first", "last"),
    [
        ("forår", date(2021, 3, 1), date(2021, 5, 31)),
        ("sommer", date(2021, 6, 1), date(2021, 8, 31)),
        ("efterår", date(2021, 9, 1), date(2021, 11, 30)),
        # of the winter only what lies in the year that is named
        ("vinter", date(2021, 12, 1), date(2021, 12, 31)),
    ],
)
def test_each_season_has_its_months(season: str, first: date, last: date) -> None:
    found = PartialDate.parse(f"2021-{season}")
    assert (found.earliest, found.latest) == (first, last)
    assert str(found) == f"2021-{season}"


@pytest.mark.parametrize(
    ("parse", "text", "told"),
    [
        (
            PartialDate.parse,
            "maj 2021",
            (
                "a date is YYYY, YYYY-MM, YYYY-MM-DD or a year and a part of it such as 2021-efterår,"
                " 2027-K3 (3. kvartal) or 2026-H1 (1. halvår)"
            ),
        ),
        (PartialDate.parse, "2021-02-30", "there is no such date in the calendar; write the one that the text has"),
        (
            parse_measure,
            "90",
            (
                "a quantity is a Danish number and its unit, such as 90 pct. or 10.000 årsværk."
                " It can be an interval (5-10 år), or have ca., op til or mindst before it"
            ),
        ),
        (
            parse_kroner,
            "12 kroner",
            (
                "an amount is a Danish number and kr., mio. kr. or mia. kr., such as 247,4 mio. kr."
                " It can be an interval (80-100 mio. kr.), or have ca., op til or mindst before it"
            ),
        ),
        (parse_kroner, "1" * 16 + " kr.", "a number has at most 15 digits"),
    ],
)
def test_what_is_refused_is_told_how_to_be_written(parse: Callable[[str], object], text: str, told: str) -> None:
    """The words reach whoever wrote the file, in a problem on its line."""
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("999.999.999.999.999 kr.", True),
        ("1.000.000.000.000.000 kr.", False),
        ("999.999,999 mia. kr.", True),
        ("1.000.000 mia. kr.", False),
        ("0,00000000000001 kr.", True),
        ("0,0000000000000001 kr.", False),
    ],
)
def test_the_largest_and_the_finest_amount_that_is_read(text: str, is_read: bool) -> None:
    if is_read:
        assert str(parse_kroner(text))
    else:
        with pytest.raises(ValueError, match="at most 15 digits"):
            parse_kroner(text)


def test_the_same_date_is_not_before_itself() -> None:
    year, months = PartialDate.parse("2021"), PartialDate.parse("2021-06")
    assert not year < year  # noqa: PLR0124
    assert year < months
    assert not months < year
    assert year <= year  # noqa: PLR0124
