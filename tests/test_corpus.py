"""The made-up agreements that `make bench` measures with are sound, and the same each time."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from conftest import ROOT

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Outcome
from generator.data_folder import load_archive
from generator.model.archive import Archive

sys.path.insert(0, str(ROOT / "bench"))
from corpus import corpus, write_corpus


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Five agreements with thirty initiatives each, through every check; a problem fails the fixture."""
    folder = tmp_path_factory.mktemp("corpus") / "agreements"
    write_corpus(folder, 5, 30)
    return load_archive(folder)


def test_it_holds_every_kind_of_fact_and_what_becomes_of_initiatives(made: Archive) -> None:
    facts = {fact.kind for a in made.agreements for i in a.initiatives for fact in i.facts}
    assert facts == {"amount", "deadline", "target", "count", "scope", "party"}
    found = Counter(finding.outcome for c in Analysis(made).comparisons for finding in c.findings)
    assert {*Outcome} - {*found} == {Outcome.NOT_EXAMINED}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    assert list(corpus(3, 10, seed=1)) == list(corpus(3, 10, seed=1))
    assert list(corpus(3, 10, seed=1)) != list(corpus(3, 10, seed=2))
