"""The golden archive: four small agreements with every situation, and all that we make of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import GOLDEN

from generator.comparing.analysis import Analysis
from generator.model.agreement import Outcome
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History, Record, Revision
from generator.wording.report import comparison_data, comparison_markdown

EXPECTED = GOLDEN / "expected"
ENGLISH_PAGES = GOLDEN / "english.sha256"
FIRST = Revision("1" * 40, date(2020, 1, 2))
LATER = Revision("2" * 40, date(2020, 3, 4))
HISTORY = History(None, LATER, is_dirty=False, records={"a": Record(FIRST, FIRST), "b": Record(FIRST, LATER)})


def _output(golden: Archive) -> Iterator[tuple[str, str]]:
    """Our own output, not the theme's, which changes with each release of it."""
    for page in site_files(Edition(golden, HISTORY)):
        yield f"pages/{page.path}", page.text
    for comparison in Analysis(golden).comparisons:
        name = f"diff/{comparison.old.id}-{comparison.new.id}"
        yield f"{name}.md", comparison_markdown(comparison)
        data = json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2)
        yield f"{name}.json", data + "\n"
    yield "diff/d-a.md", comparison_markdown(Analysis(golden).comparison("d", "a"))


def test_output_is_as_blessed(golden: Archive, request: pytest.FixtureRequest) -> None:
    """Every page and report is as it was accepted. Look at the difference, then `make bless`."""
    output = dict(_output(golden))
    if request.config.getoption("--bless"):
        _bless(output)
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_text(encoding="utf-8")
        for path in EXPECTED.rglob("*")
        if path.is_file()
    }
    assert sorted(output) == sorted(expected)  # a missing file differs from an empty one
    for name, text in output.items():
        assert text == expected[name], f"{name} differs; see it with `git diff` after `make bless`"


def test_the_english_pages_are_as_blessed(golden: Archive, request: pytest.FixtureRequest) -> None:
    """A line for each page: their words are those of the Danish pages, the catalogue and the data."""
    pages = site_files(Edition(golden, HISTORY, languages=(DANISH, ENGLISH)))
    lines = [
        f"{hashlib.sha256(page.text.encode()).hexdigest()}  {page.path}" for page in pages if page.language is ENGLISH
    ]
    if request.config.getoption("--bless"):
        ENGLISH_PAGES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == ENGLISH_PAGES.read_text(encoding="utf-8").splitlines()


def _bless(output: dict[str, str]) -> None:
    for old in [path for path in EXPECTED.rglob("*") if path.is_file()]:
        old.unlink()
    for name, text in output.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def test_the_golden_archive_holds_every_outcome(golden: Archive) -> None:
    found = {finding.outcome for comparison in Analysis(golden).comparisons for finding in comparison.findings}
    assert found == set(Outcome)
