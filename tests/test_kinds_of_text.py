"""An agreement that was read itself beside one that is known from an article: said once, and no shares of the two."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from snapshots import REGISTER, agreement, archives, initiative

from generator.comparing.analysis import Analysis
from generator.exports import Exports
from generator.feeds import feeds
from generator.loading import load
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH
from generator.pages import planned_files
from generator.pages.words import initiatives_of, unlisted_words
from generator.publishing.edition import Edition
from generator.wording.report import comparison_data, comparison_markdown, print_comparison
from generator.wording.sentences import document_words, text_words, unlike_words
from generator.wording.translator import DANISH_T

SAME = {"outcome": "continued", "basis": "same-name"}
ITSELF, ARTICLE = "agreement", "news"


def read_in(kind: str, agreement_id: str = "a0", follows: str | None = None, **more: Any) -> Agreement:
    source = {"id": "k", "kind": kind, "publisher": "P", "title": "T", "sha256": "0" * 64}
    origin = {"origin": SAME} if follows else {}
    return agreement(agreement_id, follows, [initiative("alfa", **origin)], **{"sources": [source], **more})


def pair(old: str, new: str, *, complete: tuple[bool, bool] = (True, True)) -> Archive:
    sides = [
        read_in(kind, f"a{n}", f"a{n - 1}" if n else None, coverage={"complete": whole, "note": "n"})
        for n, (kind, whole) in enumerate(zip((old, new), complete, strict=True))
    ]
    return Archive(tuple(sides), REGISTER)


@pytest.mark.parametrize(
    ("old", "new", "complete", "countable"),
    [
        (ITSELF, ITSELF, (True, True), True),
        (ITSELF, "agreement-copy", (True, True), True),
        (ARTICLE, ARTICLE, (True, True), True),
        (ARTICLE, ITSELF, (True, True), False),  # an article that says it is complete is still an article
        (ITSELF, ARTICLE, (True, True), False),
        (ARTICLE, ITSELF, (False, True), False),  # one whole side makes no share of two
        (ITSELF, ITSELF, (False, True), False),
        (ITSELF, ITSELF, (True, False), False),
    ],
)
def test_shares_are_of_two_whole_lists_of_one_kind(
    old: str, new: str, complete: tuple[bool, bool], *, countable: bool
) -> None:
    archive = pair(old, new, complete=complete)
    forwards = Analysis(archive).comparison("a0", "a1")
    assert forwards.is_countable is forwards.mirrored().is_countable is countable
    assert comparison_data(forwards)["countable"] is countable


@given(archives(), st.lists(st.tuples(st.booleans(), st.booleans()), min_size=4, max_size=4))
def test_what_was_read_changes_no_status_and_no_count(read: Archive, kinds: list[tuple[bool, bool]]) -> None:
    """Whether a side is an article or the agreement is said beside the numbers, and never makes another of them."""
    turned = replace(
        read,
        agreements=tuple(
            each.model_copy(
                update={
                    "sources": tuple(
                        source.model_copy(update={"kind": ITSELF if itself else ARTICLE}) for source in each.sources
                    ),
                    "coverage": each.coverage.model_copy(update={"complete": whole}),
                }
            )
            for each, (itself, whole) in zip(read.agreements, kinds, strict=False)
        ),
    )
    for ours, theirs in zip(Analysis(read).comparisons, Analysis(turned).comparisons, strict=True):
        assert (ours.findings, ours.ledger) == (theirs.findings, theirs.ledger)
        assert bool(unlike_words(DANISH_T, theirs)) == (theirs.old.is_read_itself != theirs.new.is_read_itself)
        if theirs.is_countable:
            assert theirs.old.coverage.complete
            assert theirs.new.coverage.complete
            assert not unlike_words(DANISH_T, theirs)


@pytest.mark.parametrize(
    ("kind", "document", "text"),
    [
        (ITSELF, "selve aftale a0", "aftale a0"),
        ("agreement-copy", "selve aftale a0", "aftale a0"),
        (ARTICLE, "en artikel om aftale a0", "teksten om aftale a0"),
        ("magazine", "en artikel om aftale a0", "teksten om aftale a0"),
        ("official-news", "en nyhed fra en myndighed om aftale a0", "teksten om aftale a0"),
        ("essay", "en tekst om aftale a0", "teksten om aftale a0"),
    ],
)
def test_each_text_is_called_what_it_is(kind: str, document: str, text: str) -> None:
    assert document_words(DANISH_T, read_in(kind)) == document
    assert text_words(DANISH_T, read_in(kind)) == text


def _counting(agreement_id: str, follows: str | None, listed: int, of: str | None = None) -> Agreement:
    stated = {"id": "alle", "count": 28, "unit": "initiativer", "listed": listed, "source": "k", "phrase": "28"}
    return read_in(ARTICLE, agreement_id, follows, counts=[{**stated, **({"of": of} if of else {})}])


def test_what_is_counted_without_a_list_is_named_with_its_own_agreement() -> None:
    chain = (_counting("a0", None, 28), _counting("a1", "a0", 0), _counting("a2", "a1", 0, of="a0"))
    archive = Archive(chain, REGISTER)
    assert unlisted_words(DANISH_T, archive.unlisted) == "28 initiativer i a1 og 28 initiativer i a0"


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The golden archive: d is an agreement that was read itself, the others are articles; something lies unread."""
    return load(GOLDEN / "agreements")


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, str]:
    return {page.path: page.html for page in planned_files(replace(edition, languages=(DANISH, ENGLISH)))}


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_comparison_of_two_kinds_says_so_once_and_before_its_numbers(edition: Edition, pages: dict[str, str]) -> None:
    for comparison in edition.analysis.comparisons:
        page = pages[f"sammenlign/{comparison.old.id}/{comparison.new.id}.md"]
        said = "De to tekster er af hver sin slags: "
        assert page.count(said) == (comparison.new.id == "d")
        if comparison.new.id == "d":
            assert page.index(said) < page.index('class="as-sums"')
            assert f"{said}{document_words(DANISH_T, comparison.old)} og selve broaftalen for 2008." in page
            assert "Vi viser ikke procenter" not in page  # it is said at the top


def test_no_page_of_two_kinds_has_a_percentage(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        if re.fullmatch(r"(en/)?sammenlign/\w+/d\.md", path):
            numbers = page.partition('class="as-sums"')[2].partition("as-stepper")[0]
            assert not re.search(r"\d\s*(%|pct\.|procent|per cent)", plain(numbers)), path


def test_it_is_said_in_english_feeds_and_the_terminal_too(edition: Edition, pages: dict[str, str]) -> None:
    assert "The two texts are of different kinds: an article on" in pages["en/sammenlign/c/d.md"]
    step = edition.analysis.comparison("c", "d")
    said = unlike_words(DANISH_T, step)
    feed = next(file for file in feeds(DANISH_T, edition) if file.path == "feeds/tidslinje.xml").data.decode()
    assert feed.count(said) == len(step.findings)
    out = StringIO()
    print_comparison(step, Console(file=out, width=400))
    assert said in out.getvalue()
    assert said in comparison_markdown(step)
    tables = {table.name: table for table in Exports(edition).tables}
    assert tables["comparisons"].by_id["c/d"]["countable"] is False


def test_a_focus_area_lists_what_the_agreement_numbers_and_else_what_we_follow() -> None:
    """What is ours beside them, such as the area's own goal, would read as one more of the numbered."""
    area = {"id": "f1", "title": "F", "source": "k", "phrase": "f"}
    placed = [
        initiative("alfa", focus_area="f1", number="1"),
        initiative("beta", focus_area="f1"),
        initiative("gamma", focus_area="f2"),
    ]
    areas = [area, {**area, "id": "f2"}, {**area, "id": "f3"}]
    found = agreement("a0", None, placed, focus_areas=areas)
    listed = [[each.id for each in initiatives_of(found, area)] for area in found.focus_areas]
    assert listed == [["alfa"], ["gamma"], []]
