"""What `make bench` measures with is sound and the same each time, and `make reproduce` sees a difference."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from types import ModuleType

import pytest
from conftest import ROOT

from generator.comparing.analysis import Analysis
from generator.data_folder import load_archive
from generator.model.agreement import Outcome
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


# ---- `make reproduce`: that it sees a difference, and says where. The builds themselves take too long for a test.


@pytest.fixture(scope="module")
def reproduce() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reproduce", ROOT / "bench" / "reproduce.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reproduce"] = module  # where its dataclasses look for their types
    spec.loader.exec_module(module)
    return module


def test_a_difference_is_told_with_its_file_and_place(
    reproduce: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    one = reproduce.Built({"site/a": b"x" * 100 + b"i dag" + b"y" * 100, "site/b": b"1", "site/c": b"12"})
    other = reproduce.Built({"site/a": b"x" * 100 + b"i gaar" + b"y" * 100, "site/c": b"1", "site/d": b""})
    assert reproduce.report_difference(one, other, 3)
    assert one.digest != other.digest
    assert capsys.readouterr().out.splitlines() == [
        "site/a: build 1 and 3 differ from byte 102 on (205 and 206 bytes)",
        "    b'" + "x" * 22 + "i dag" + "y" * 21 + "'",
        "    b'" + "x" * 22 + "i gaar" + "y" * 20 + "'",
        "site/b: only in build 1",
        "site/c: build 1 and 3 differ from byte 1 on (2 and 1 bytes)",
        "    b'12'",
        "    b'1'",
        "site/d: only in build 3",
    ]


def test_a_name_that_is_no_python_is_passed_over(reproduce: ModuleType) -> None:
    """Such as what pyenv puts on PATH for a version that is not chosen."""
    assert reproduce.version("python-findes-ikke") is None
    assert reproduce.version("false") is None
    assert reproduce.version(sys.executable) == sys.version_info[:2]
