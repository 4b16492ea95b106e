"""What is derived from an archive: computed once, and not before it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FROZEN, GOLDEN
from faults import run

from generator.comparing import analysis, findings
from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Comparison
from generator.comparing.findings import EarlierSilences
from generator.model.archive import Archive
from generator.model.lineage import Lineage
from generator.publishing.edition import Edition
from generator.record.history import History

DERIVED = (
    "lineage",
    "earlier_silences",
    "comparisons",
    "steps",
    "histories",
    "dues",
    "amounts",
    "wholes",
    "amount_groups",
)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs that are compared while a test runs, in that order."""
    pairs: list[tuple[str, str]] = []

    def counting(lineage: Lineage, silences: EarlierSilences, old_id: str, new_id: str) -> Comparison:
        pairs.append((old_id, new_id))
        return findings.compare_agreements(lineage, silences, old_id, new_id)

    monkeypatch.setattr(analysis, "compare_agreements", counting)
    return pairs


@pytest.mark.parametrize("name", DERIVED)
def test_what_is_derived_twice_is_the_same_object(golden: Archive, name: str) -> None:
    derived = Analysis(golden)
    assert getattr(derived, name) is getattr(derived, name)


def test_nothing_is_compared_before_it_is_asked_for(golden: Archive, compared: list[tuple[str, str]]) -> None:
    derived = Analysis(golden)
    assert derived.dues
    assert derived.amounts
    assert derived.lineage
    assert not compared


def test_each_pair_is_compared_once_whoever_asks(golden: Archive, compared: list[tuple[str, str]]) -> None:
    derived = Analysis(golden)
    shown = [(old.id, new.id) for old, new in golden.pairs()]
    assert derived.histories
    assert compared == [(old.id, new.id) for old, new in golden.steps()]
    assert derived.comparisons
    assert derived.comparison(*shown[0]) is derived.comparisons[0]
    assert derived.comparison(*reversed(shown[0])) is derived.comparison(*reversed(shown[0]))
    assert sorted(compared) == sorted(shown)


def test_an_edition_without_other_sources_is_analysed_once(golden: Archive) -> None:
    edition = Edition(golden, History(missing="prøve"))
    assert edition.whole is edition.analysis


def test_diff_compares_the_two_that_it_shows(compared: list[tuple[str, str]]) -> None:
    assert run("--agreements", str(FROZEN / "agreements"), "diff", "2021", "2022").code == 1
    assert compared == [("2021", "2022")]


def test_check_compares_nothing_where_no_version_is_frozen(compared: list[tuple[str, str]], tmp_path: Path) -> None:
    frozen = ("--frozen", str(tmp_path))
    assert run("--agreements", str(GOLDEN / "agreements"), "check", *frozen).code == 0
    assert not compared
