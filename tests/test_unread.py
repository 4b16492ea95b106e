"""Agreements that exist and were not read: known, shown apart from silence, and never counted."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from snapshots import REGISTER, agreement, archives, initiative

from generator.comparing.analysis import Analysis
from generator.evidence.source_text import SourceText
from generator.evidence.verify import verify
from generator.exports import Exports
from generator.feeds import feeds
from generator.loading import load
from generator.model.archive import Archive
from generator.model.beside import UnreadAgreement
from generator.pages import planned_files
from generator.pages.fates import columns, line
from generator.publishing.edition import Edition
from generator.publishing.search_index import search_index
from generator.record.history import History
from generator.wording.report import print_comparison, print_life
from generator.wording.sentences import life_words
from generator.wording.translator import DANISH_T

HASH = "0" * 64


def unread(agreement_id: str, after: str, **more: object) -> UnreadAgreement:
    return UnreadAgreement.model_validate(
        {
            "id": agreement_id,
            "title": f"Aftale {agreement_id}",
            "short": agreement_id,
            "kind": "pagt",
            "after": after,
            "sources": [{"publisher": "P", "title": "T", "url": "https://example.org/"}],
            **more,
        }
    )


SILENT = {"id": "alfa", "outcome": "not-mentioned", "search": {"terms": ["alfa"]}}


@pytest.fixture
def archive() -> Archive:
    """a0, u1, a2, u3, u4: one gap between what was read, and two agreements after it."""
    new = initiative("beta", origin={"outcome": "new"})
    read = (agreement("a0", None, [initiative("alfa")]), agreement("a2", "a0", [new], not_continued=[SILENT]))
    return Archive(read, REGISTER, unread=(unread("u1", "a0"), unread("u3", "a2"), unread("u4", "a2")))


def test_an_agreement_that_is_added_comes_before_those_that_take_effect_later() -> None:
    """Whoever reads one adds one file, and moves none of the others."""
    period = {"source": "k", "phrase": "ordene"}
    chain = [
        agreement(f"a{year}", before, [initiative("alfa")], effective={"from": year, **period})
        for year, before in ((2021, None), (2024, "a2021"))
    ]
    known = tuple(unread(f"u{year}", "a2021", effective={"from": year}) for year in (2022, 2025, 2024))
    archive = Archive(tuple(chain), REGISTER, unread=known)
    assert [each.id for each in archive.chain] == ["a2021", "u2022", "u2024", "a2024", "u2025"]


@pytest.mark.parametrize(
    ("text", "rules"), [("ordene i tillægget", []), ("ordene i et tillæg", ["mention-stands-in-source"])]
)
def test_what_shows_that_one_exists_stands_in_the_text(archive: Archive, text: str, rules: list[str]) -> None:
    named = unread("u1", "a0", mentioned_in=[{"agreement": "a0", "source": "k", "phrase": "i tillægget"}])
    shown = Archive(archive.agreements[:1], REGISTER, unread=(named,))
    assert [problem.rule for problem in verify(shown, {HASH: SourceText.of(text)})] == rules


GAPS = st.lists(st.integers(0, 3), min_size=1, max_size=4)


def _with_gaps(read: Archive, after: list[int]) -> Archive:
    """The same with agreements that nobody has read here and there."""
    ids = [each.id for each in read.agreements]
    known = (unread(f"u{n}", ids[min(position, len(ids) - 1)]) for n, position in enumerate(after))
    return replace(read, unread=tuple(known))


@given(archives(), GAPS)
def test_what_was_not_read_is_counted_nowhere(read: Archive, after: list[int]) -> None:
    gaps = _with_gaps(read, after)
    for ours, theirs in zip(Analysis(read).comparisons, Analysis(gaps).comparisons, strict=True):
        assert ours.findings == theirs.findings
        assert ours.ledger == theirs.ledger
    for life, other in zip(Analysis(read).histories.values(), Analysis(gaps).histories.values(), strict=True):
        assert [replace(chapter, unread=()) for chapter in other.chapters] == list(life.chapters)


@given(archives(), GAPS)
def test_a_gap_stands_wherever_a_life_goes_on_across_it(read: Archive, after: list[int]) -> None:
    """It is neither silence nor the end: what was last heard of goes on to the other side."""
    gaps = _with_gaps(read, after)
    for life in Analysis(gaps).histories.values():
        for chapter in life.chapters[:-1]:
            assert chapter.unread == gaps.unread_after[chapter.agreement.id]
        cells = zip(columns(gaps), line(DANISH_T, Edition(gaps, History(missing="prøve")), life), strict=True)
        kinds = {found.mark.kind for column, found in cells if isinstance(column, tuple)}
        assert kinds == {"unread"}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(GOLDEN / "agreements")


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, str]:
    return {page.path: page.html for page in planned_files(edition)}


TITLE = "tillægget til pagten"


def test_each_comparison_across_a_gap_says_so_before_it_tells_what_is_not_mentioned(
    edition: Edition, pages: dict[str, str]
) -> None:
    for comparison in edition.analysis.comparisons:
        page = pages[f"sammenlign/{comparison.old.id}/{comparison.new.id}.md"]
        said = f"Vi har ikke læst {TITLE}, som ligger mellem de to."
        assert (said in page) == bool(comparison.unread)
        if comparison.unread:
            assert page.index(said) < page.lower().index("ikke omtalt")


def test_feeds_exports_and_search_know_it(edition: Edition) -> None:
    feed = next(file for file in feeds(DANISH_T, edition) if file.path == "feeds/tidslinje.xml").data.decode()
    assert feed.count(f"Vi har ikke læst {TITLE}, som ligger mellem de to.") == len(
        edition.analysis.comparison("b", "c").findings
    )
    made = Exports(edition)
    tables = {table.name: table for table in made.tables}
    assert [row["id"] for row in tables["unread"].rows] == ["pagt-2006", "2009", "tunnelpagten"]
    assert tables["comparisons"].by_id["b/c"]["unread"] == ("pagt-2006",)
    assert tables["comparisons"].by_id["a/b"]["unread"] == ()
    life = json.loads(made.files["data/v1/initiatives/hoejbro.json"].data)["life"]
    assert [chapter.get("unread") for chapter in life] == [None, ["pagt-2006"], None, ["2009", "tunnelpagten"]]
    index = search_index(DANISH_T, edition.archive, edition.analysis.histories, ())
    entries = {entry["u"]: entry for entry in json.loads(index.data)["entries"]}
    assert entries["aftaler/#ikke-laest-2009"]["n"] == [*("Broer 2009", "Aftale 2009"), *("ØA09", "ØA2009")]


@pytest.fixture
def silent_across_a_gap() -> Archive:
    """Alfa is in a0 and in nothing since; u1 and u3 lie between what was read, u4 after it."""
    goes_on = initiative("beta", origin={"outcome": "continued", "basis": "same-name"})
    read = (
        agreement("a0", None, [initiative("alfa"), initiative("beta")]),
        agreement("a2", "a0", [goes_on], not_continued=[SILENT]),
        agreement("a4", "a2", [goes_on], still_not_mentioned=[{"id": "alfa"}]),
    )
    return Archive(read, REGISTER, unread=(unread("u1", "a0"), unread("u3", "a2"), unread("u4", "a4")))


def test_where_an_initiative_is_found_tells_silence_from_what_was_not_read(silent_across_a_gap: Archive) -> None:
    """»I aftale a4: ikke omtalt« alone would read as if u1 and u3 had been silent too."""
    lives = Analysis(silent_across_a_gap).histories
    said = life_words(DANISH_T, lives["alfa"], 3)
    assert said.endswith("I teksten om aftale a4: ikke omtalt. 2 aftaler imellem er ikke læst.")
    assert "ikke læst" not in life_words(DANISH_T, lives["beta"], 3)
    only_after = replace(silent_across_a_gap, unread=silent_across_a_gap.unread[2:])
    assert life_words(DANISH_T, Analysis(only_after).histories["alfa"], 3).endswith(
        "I teksten om aftale a4: ikke omtalt."
    )


def test_diff_and_show_say_it(edition: Edition) -> None:
    out = StringIO()
    console = Console(file=out, width=200)
    print_comparison(edition.analysis.comparison("c", "b"), console)
    print_life(edition.analysis.histories["hoejbro"], edition.archive, console)
    shown = out.getvalue()
    assert f"Vi har ikke læst {TITLE}, som ligger mellem de to." in shown
    assert f"Ikke læst: {TITLE}" in shown
