"""The laws of restyling: what no reader sees, and the order of what is a set, changes nothing anywhere."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest
from conftest import GOLDEN, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshots import EVIDENCE, REGISTER, agreement, initiative

from generator.comparing.analysis import Analysis
from generator.comparing.facets import facets, tree
from generator.data_folder import load_archive
from generator.folding import fold
from generator.impact.measuring import Side, impact
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.record.amendments import amendments, names_of

# Keys whose text a reader sees, of snapshots of the golden archive.
SEEN = {
    "title",
    "short",
    "publisher",
    "summary",
    "label",
    "note",
    "unit",
    "price_level",
    "group",
    "phrase",
    "why",
    "text",
}
SETS = {"payer", "recipient", "party", "to", "parties"}
LISTS = {"initiatives", "facts", "aliases", "terms", "not_continued"}  # a page shows these in their order
STYLES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u2009"),
    lambda text: text.replace(" ", " \u200b"),
    "\u00ad".join,
    lambda text: f"{text}\u200e\ufeff",
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("-", "\u2011"),
)
# As good as the same letters to whoever compares agreements, and not to the reviewer of a pull request.
LOOK_ALIKES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("ff", "\ufb00").replace("fi", "\ufb01"),
    lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in text),
)

ALL = (*STYLES, *LOOK_ALIKES)


def _restyled(
    value: Any, random: Random, shuffled: set[str], styles: Sequence[Callable[[str], str]], key: str = ""
) -> Any:
    match value:
        case dict():
            return {name: _restyled(inner, random, shuffled, styles, name) for name, inner in value.items()}
        case list():
            items = [_restyled(inner, random, shuffled, styles, key) for inner in value]
            if key in shuffled:
                random.shuffle(items)
            return items
        case str() if key in SEEN:
            return random.choice(styles)(value)
    return value


@pytest.fixture(scope="module")
def golden() -> Archive:
    return load_archive(GOLDEN / "agreements")


TREES = {name: plain((GOLDEN / "agreements" / f"{name}.yaml").read_text(encoding="utf-8")) for name in "abcd"}


def _again(
    golden: Archive, random: Random, shuffled: set[str], styles: Sequence[Callable[[str], str]] = ALL
) -> Archive:
    """The same agreements in another style, with what is named by *shuffled* in another order."""
    trees = [_restyled(copy.deepcopy(plain), random, shuffled, styles) for plain in TREES.values()]
    return Archive.in_order(map(Agreement.model_validate, trees), golden.register, golden.glossary, golden.unread)


@settings(deadline=None, max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_restyling_and_reordering_change_no_status_and_no_ledger(golden: Archive, random: Random) -> None:
    restyled = _again(golden, random, SETS | LISTS)
    before, after = Analysis(golden), Analysis(restyled)
    for comparison in before.comparisons:
        other = after.comparison(comparison.old.id, comparison.new.id)
        assert {f.id: f.outcome for f in other.findings} == {f.id: f.outcome for f in comparison.findings}
        assert [(row.outcome, {*row.olds}, {*row.news}) for row in other.ledger.rows] == [
            (row.outcome, {*row.olds}, {*row.news}) for row in comparison.ledger.rows
        ]
        differing = {f.id: {(x.kind, x.mode, x.subject) for x in f.facets} for f in comparison.findings}
        assert {f.id: {(x.kind, x.mode, x.subject) for x in f.facets} for f in other.findings} == differing
    for life in before.histories.values():
        headings = after.histories[life.id].headings
        assert [fold(heading.da) for heading in headings] == [fold(heading.da) for heading in life.headings]


@settings(deadline=None, max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_a_restyled_snapshot_is_the_same_snapshot(golden: Archive, random: Random) -> None:
    """Neither between two agreements nor between two versions of one."""
    names = names_of(golden)
    for old, new in zip(golden.agreements, _again(golden, random, SETS | LISTS).agreements, strict=True):
        by_id = {again.id: again for again in new.initiatives}
        for before in old.initiatives:
            assert tree(before) == tree(by_id[before.id])
            assert not facets(before, by_id[before.id])
        assert not amendments(old, new, names)


@pytest.mark.parametrize("seed", [0, 1])  # with the second, facts of one group have it in two styles
def test_restyling_and_reordering_have_no_impact(golden: Archive, seed: int) -> None:
    """Not a sentence of any page says anything else."""
    random = Random(seed)  # noqa: S311 - the same each time
    assert not impact(Side(golden), Side(_again(golden, random, SETS, STYLES)))


def test_another_abbreviation_is_no_other_target_and_our_record_tells_of_it() -> None:
    """It stands otherwise on the page, so whoever follows our data is told."""
    share = {"id": "andel", "kind": "target", "label": "Andel", "value": "90 pct.", **EVIDENCE}
    old, new = (
        agreement("a", None, [initiative("alfa", facts=[{**share, "value": value}])])
        for value in ("90 pct.", "90 procent")
    )
    assert not facets(old.initiatives[0], new.initiatives[0])
    ((line,),) = amendments(old, new, names_of(Archive((new,), REGISTER))).values()
    assert line.sentence == "Måltal, Andel: ændret fra »90 pct.« til »90 procent«."
