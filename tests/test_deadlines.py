"""The deadlines page: the order of dates, what has passed, and that every date is there once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import FROZEN
from snapshots import REGISTER, agreement, initiative

from generator.comparing.deadlines import dues
from generator.loading import load
from generator.model.archive import Archive
from generator.model.facts import DeadlineFact, TargetFact
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History, Revision
from generator.wording.labels import COMMITMENTS
from generator.wording.sentences import due_words
from generator.wording.translator import DANISH_T

ON = date(2021, 6, 30)


def _deadline(fact_id: str, day: str, bound: str = "by", **more: Any) -> dict[str, Any]:
    evidence = {"source": "k", "phrase": "ordene"}
    return {"id": fact_id, "kind": "deadline", "label": fact_id, "date": day, "bound": bound, **evidence, **more}


def _target(fact_id: str, **more: Any) -> dict[str, Any]:
    evidence = {"source": "k", "phrase": "ordene"}
    return {"id": fact_id, "kind": "target", "label": fact_id, "value": "90 pct.", **evidence, **more}


def _archive(*facts: dict[str, Any], **more: Any) -> Archive:
    return Archive((agreement("a0", None, [initiative("alfa", facts=list(facts), **more)]),), REGISTER)


def _html(archive: Archive, history: History) -> str:
    return next(page.html for page in site_files(Edition(archive, history)) if page.path == "frister.md")


def _known(day: date) -> History:
    return History(None, Revision("1" * 40, day))


def test_dates_stand_in_order_of_the_last_day_they_can_mean() -> None:
    found = dues(
        _archive(
            _target("never"),
            _deadline("year", "2021"),
            _deadline("day", "2021-03-07"),
            _target("target", by="2021-efterår"),
            _deadline("month", "2021-06"),
            _deadline("before", "2020"),
        )
    )
    assert [due.fact.id for due in found] == ["before", "day", "month", "target", "year", "never"]


@pytest.mark.parametrize(
    ("day", "bound", "is_passed"),
    [
        ("2020", "by", True),
        ("2021", "by", False),
        ("2021", "during", False),
        ("2021-06", "by", False),
        ("2021-06-30", "by", False),
        ("2021-06-29", "by", True),
        ("2021-05", "at-end", True),
        ("2021-forår", "during", True),
        ("2021-sommer", "during", False),
        ("2020", "from", False),
        ("2021-K1", "by", True),
        ("2021-K2", "by", False),
        ("2020-H2", "during", True),
        ("2021-H1", "by", False),
        ("2020", "about", False),  # its last day is not said
    ],
)
def test_a_date_has_passed_when_all_of_it_has(day: str, bound: str, is_passed: bool) -> None:
    due = dues(_archive(_deadline("x", day, bound)))[0]
    assert due.is_passed(ON) == is_passed
    assert not due.is_passed(None)


def test_a_target_without_a_year_never_passes() -> None:
    assert not dues(_archive(_target("x")))[0].is_passed(ON)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (_deadline("x", "2021"), ("senest 2021", "")),
        (_deadline("x", "2022", "during", starts="2021"), ("i løbet af 2021 og 2022", "")),
        (_deadline("x", "2024", "towards"), ("frem mod 2024", "")),
        (_deadline("x", "2020", "at-end"), ("ved udgangen af 2020", "")),
        (_deadline("x", "2025", "until", starts="2022"), ("2022–2025", "")),
        (_target("x", by="2024", baseline="83 pct."), ("i 2024", "90 pct. (fra 83 pct.)")),
        (_target("x", over="10 år"), ("årstal ikke noteret", "90 pct. over 10 år")),
    ],
)
def test_dates_keep_the_precision_of_the_source(fact: dict[str, Any], words: tuple[str, str]) -> None:
    assert due_words(DANISH_T, dues(_archive(fact))[0]) == words


def test_the_facts_own_commitment_goes_before_the_initiatives() -> None:
    archive = _archive(_deadline("own", "2020", commitment="aims"), _deadline("inherited", "2021"))
    assert [COMMITMENTS[due.commitment] for due in dues(archive)] == ["Ambition eller mål", "Besluttet"]


@pytest.mark.parametrize("name", ["real", "golden"])
def test_every_deadline_and_target_is_in_the_table_exactly_once(name: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(name)
    expected = [
        f"{a.id}--{i.id}--{fact.id}"
        for a in archive.agreements
        for i in a.initiatives
        for fact in i.facts
        if isinstance(fact, DeadlineFact | TargetFact)
    ]
    html = _html(archive, History(missing="prøve"))
    assert sorted(re.findall(r'<tr role="row" id="([^"]+)">', html)) == sorted(expected)


def test_what_has_passed_is_measured_on_the_day_of_the_data_and_the_page_says_so(real: Archive) -> None:
    html = _html(real, _known(date(2022, 3, 4)))
    assert "pr. 4. marts 2022" in html
    rows = re.findall(r'<tr role="row" id=.*?</tr>', html, re.DOTALL)
    passed = [row for row in rows if "as-passed" in row]
    assert [bool("as-passed" in row) for row in rows] == [True] * len(passed) + [False] * (len(rows) - len(passed))
    found = dues(real)
    assert len(passed) == sum(due.is_passed(date(2022, 3, 4)) for due in found)
    assert 0 < len(passed) < len(found)


def test_nothing_is_said_to_have_passed_without_history(real: Archive) -> None:
    html = _html(real, History(missing="filerne ikke er hentet med git"))
    assert "as-passed" not in html
    assert "fordi filerne ikke er hentet med git" in html


def test_a_date_that_has_passed_is_not_called_kept_or_broken(real: Archive) -> None:
    html = _html(real, _known(date(2030, 1, 1))).lower()
    for word in ("overholdt", "brudt", "opfyldt", "overskredet", "forsinket", "misset"):
        assert word not in html


def _cell(html: str, row: str) -> str:
    """What stands in a row as known afterwards, as it is read."""
    found = html.partition(f'id="{row}"')[2].partition("</tr>")[0]
    cell = found.partition('data-label="Kendt bagefter"')[2].partition(">")[2].partition("</td>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", cell).split())


def test_beside_a_date_that_has_passed_stands_what_is_known_afterwards() -> None:
    edition = replace(load(FROZEN / "agreements"), history=_known(date(2030, 1, 1)))
    received = next(e for e in edition.beyond.events if e.id == "partnerskabets-anbefalinger")
    event = received.model_copy(update={"deadlines": ("2022/ny-faelles-strategi/anbefalinger",)})
    edition = replace(edition, beyond=edition.beyond.model_copy(update={"events": (event,)}))
    html = next(page.html for page in site_files(edition) if page.path == "frister.md")
    told = _cell(html, "2022--ny-faelles-strategi--anbefalinger")
    assert "1. oktober 2021: Regeringen modtog 46 anbefalinger fra digitaliseringspartnerskabet." in told
    assert f"andre-kilder/#{event.id}" in html
    assert _cell(html, "pagt--strategi-2016-2020--udloeber") == "Økonomiaftalerne 2022: Udløbet ifølge kilden"


def test_what_nobody_has_looked_at_is_said_to_be_so_and_silence_is_no_answer(real: Archive) -> None:
    """No later text mentions the user journeys; that says nothing of whether they were there in 2021."""
    html = _html(real, _known(date(2030, 1, 1)))
    assert _cell(html, "pagt--sammenhaengende-brugerrejser--klar") == "ikke undersøgt"


def test_nothing_is_said_to_be_known_of_a_date_that_has_not_passed(real: Archive) -> None:
    html = _html(real, _known(date(2019, 1, 1)))
    assert "ikke undersøgt<" not in html
    assert "as-passed" not in html
