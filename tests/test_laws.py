"""The laws of DESIGN: what must hold of every comparison, over generated values and the real ones."""

from __future__ import annotations

import copy
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any, assert_never

from conftest import GOLDEN, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshots import EVIDENCE, REGISTER, agreement, archives, initiative

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Comparison
from generator.comparing.facets import Added, Change, Edited, Removed, Tree, compare, facets, tree
from generator.impact.measuring import Side, impact
from generator.model.agreement import ENDED_BY_SOURCE, Agreement, Group, Outcome
from generator.model.archive import Archive
from generator.model.lineage import Lineage
from generator.pages import site_files
from generator.record.amendments import amendments, names_of

KEYS = st.text(st.sampled_from("abcæ_.['\" "), min_size=1, max_size=4)
SCALARS = st.none() | st.integers(-3, 3) | st.decimals(-2, 2, places=1) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS | st.lists(SCALARS, max_size=3), lambda inner: st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
TREES = st.dictionaries(KEYS, VALUES, max_size=5)


def apply(changes: Iterable[Change], tree: Tree) -> Tree:
    """Return *tree* with *changes* made; raise KeyError where they do not fit it."""
    result = copy.deepcopy(dict(tree))
    for change in changes:
        *way, last = change.path
        place = result
        for step in way:
            place = place[step]
        match change:
            case Added(new=value) | Edited(new=value):
                place[last] = copy.deepcopy(value)
            case Removed():
                del place[last]
            case _:
                assert_never(change)
    return result


def invert(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that undo *changes*."""
    return tuple(_inverse(change) for change in changes)


def _inverse(change: Change) -> Change:
    match change:
        case Added(path, new):
            return Removed(path, new)
        case Removed(path, old):
            return Added(path, old)
        case Edited(path, old, new):
            return Edited(path, new, old)
        case _:
            assert_never(change)


def reference(old: Tree, new: Tree, path: tuple[str, ...] = ()) -> list[Change]:
    """The dozen lines that `compare` must equal, whatever DeepDiff's next release does."""
    changes: list[Change] = []
    for key in sorted(old.keys() | new.keys()):
        way = (*path, key)
        if key not in old:
            changes.append(Added(way, new[key]))
        elif key not in new:
            changes.append(Removed(way, old[key]))
        elif isinstance(old[key], dict) and isinstance(new[key], dict):
            changes += reference(old[key], new[key], way)
        elif old[key] != new[key]:
            changes.append(Edited(way, old[key], new[key]))
    return changes


@given(TREES, TREES, TREES)
def test_comparing_equals_the_reference_applies_inverts_and_composes(first: Tree, second: Tree, third: Tree) -> None:
    assert compare(first, first) == ()
    changes = compare(first, second)
    assert sorted(changes, key=lambda c: c.path) == sorted(reference(first, second), key=lambda c: c.path)
    assert apply(changes, first) == second
    assert compare(second, first) == invert(changes)
    assert apply(compare(second, third), apply(changes, first)) == third
    paths = [change.path for change in changes]
    assert paths == sorted(paths)  # and no change stands inside another
    assert not any(a != b and b[: len(a)] == a for a in paths for b in paths)


@given(archives())
def test_every_comparison_balances_counts_each_once_and_has_its_evidence(archive: Archive) -> None:
    """|A| = Σ outcomes and |B| = Σ outcomes; each initiative has one primary outcome; none is without its evidence."""
    for comparison in Analysis(archive).comparisons:
        assert comparison.ledger.balances
        _assert_each_counted_once(comparison)
        for finding in comparison.findings:
            if finding.outcome.value in ENDED_BY_SOURCE:
                assert finding.ending
                assert finding.ending.departure.phrase
            if finding.outcome is Outcome.NOT_MENTIONED:
                assert finding.ending
                last = finding.ending.silences[-1]
                assert last.terms
                assert last.position == archive.position[comparison.new.id]
    for each in archive.agreements:
        assert all(f.olds == f.news and not f.facets for f in Analysis(archive).comparison(each.id, each.id).findings)


def _assert_each_counted_once(comparison: Comparison) -> None:
    olds = Counter(i for finding in comparison.findings for i in finding.olds)
    news = Counter(i for finding in comparison.findings for i in finding.news)
    assert olds == Counter(i.id for i in comparison.old.initiatives)
    assert news == Counter(i.id for i in comparison.new.initiatives)
    assert len({finding.id for finding in comparison.findings}) == len(comparison.findings)


@given(archives())
def test_composing_ways_equals_going_all_the_way(archive: Archive) -> None:
    """A→B→C leads to the same initiatives as A→C, for those that B knows."""
    last = len(archive.agreements) - 1
    lineage = Lineage(archive)
    for start in archive.initiatives[0]:
        direct = {way.new for way in lineage.ways(start, 0, last)}
        via = {
            further.new for way in lineage.ways(start, 0, last - 1) for further in lineage.ways(way.new, last - 1, last)
        }
        assert via <= direct
        asleep = {i for i in direct - via if not any(i == way.new for way in lineage.ways(start, 0, last - 1))}
        assert direct == via | asleep


@given(archives())
def test_a_composed_way_is_never_surer_than_its_weakest_step(archive: Archive) -> None:
    last = len(archive.agreements) - 1
    lineage = Lineage(archive)
    for start in archive.initiatives[0]:
        for way in lineage.ways(start, 0, last):
            steps = zip(way.path, way.path[1:], strict=False)
            doubts = [_step_certainty(archive, before, after) for before, after in steps]
            assert way.certainty == ("arguable" if "arguable" in doubts else "certain")


def _step_certainty(archive: Archive, before: tuple[int, str], after: tuple[int, str]) -> str:
    initiative = archive.initiatives[after[0]][after[1]]
    if before[1] == after[1]:
        assert initiative.origin
        return initiative.origin.certainty
    return next(link.certainty for link in initiative.from_ if link.id == before[1])


@given(archives())
def test_reading_backwards_is_the_mirror(archive: Archive) -> None:
    first, last = archive.agreements[0].id, archive.agreements[-1].id
    forward = Analysis(archive).comparison(first, last)
    backward = Analysis(archive).comparison(last, first)
    assert backward == forward.mirrored()
    assert backward.mirrored() == forward
    counts = {group: len(forward.group(group)) for group in Group}
    assert len(backward.group(Group.ADDED)) == counts[Group.NOT_CARRIED]
    assert len(backward.group(Group.CARRIED)) == counts[Group.CARRIED]
    assert len(backward.group(Group.NOT_CARRIED)) == counts[Group.ADDED]


@given(archives(), st.randoms())
def test_the_order_of_the_files_carries_no_meaning(archive: Archive, random: Any) -> None:
    shuffled = list(archive.agreements)
    random.shuffle(shuffled)
    assert Archive.in_order(shuffled, archive.register) == archive


def test_the_laws_hold_for_the_real_agreements(current: Archive) -> None:
    for comparison in Analysis(current).comparisons:
        assert comparison.ledger.balances
        _assert_each_counted_once(comparison)
        assert comparison.mirrored().mirrored() == comparison
    for old, new in current.pairs():
        trees = [{i.id: tree(i) for i in agreement.initiatives} for agreement in (old, new)]
        assert apply(compare(*trees), trees[0]) == trees[1]
        assert compare(*reversed(trees)) == invert(compare(*trees))


# ---- The laws of restyling: what no reader sees, and the order of what is a set, changes nothing anywhere.

# Keys whose text a reader sees, of snapshots of the golden archive.
SEEN = {
    "title", "short", "publisher", "summary", "label", "note", "unit", "price_level", "group", "phrase", "why",
    "text",
}  # fmt: skip
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


GOLDEN_TREES = {name: plain((GOLDEN / "agreements" / f"{name}.yaml").read_text(encoding="utf-8")) for name in "abcd"}


def _again(
    golden: Archive, random: Random, shuffled: set[str], styles: Sequence[Callable[[str], str]] = ALL
) -> Archive:
    """The same agreements in another style, with what is named by *shuffled* in another order."""
    trees = [_restyled(copy.deepcopy(plain), random, shuffled, styles) for plain in GOLDEN_TREES.values()]
    return Archive.in_order(map(Agreement.model_validate, trees), golden.register, golden.glossary, golden.unread)


@settings(max_examples=25)
@given(random=st.randoms(use_true_random=False))
def test_a_restyled_snapshot_is_the_same_snapshot(golden: Archive, random: Random) -> None:
    names = names_of(golden)
    for old, new in zip(golden.agreements, _again(golden, random, SETS | LISTS).agreements, strict=True):
        by_id = {again.id: again for again in new.initiatives}
        for before in old.initiatives:
            assert tree(before) == tree(by_id[before.id])
            assert not facets(before, by_id[before.id])
        assert not amendments(old, new, names)


def test_restyling_and_reordering_have_no_impact(golden: Archive) -> None:
    random = Random(1)  # noqa: S311 - the same each time, and one with which facts of one group have it in two styles
    assert not impact(site_files, Side(golden), Side(_again(golden, random, SETS, STYLES)))


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
