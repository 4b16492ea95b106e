"""What comparing costs: how often DeepDiff is asked, and that asking it less gives the same result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from deepdiff import DeepDiff
from snapshots import REGISTER, agreement, initiative

from generator.comparing import facets
from generator.comparing.analysis import Analysis
from generator.comparing.facets import Added, Change, Removed, Tree, compare
from generator.model.archive import Archive


@pytest.fixture
def nothing_known() -> Iterator[None]:
    """What earlier tests have compared is forgotten."""
    facets._wording.cache_clear()
    facets._changes.cache_clear()
    yield
    facets._wording.cache_clear()
    facets._changes.cache_clear()


def _fresh(archive: Archive) -> Archive:
    return Archive(archive.agreements, archive.register)


@pytest.mark.usefixtures("nothing_known")
def test_no_initiative_is_compared_twice_in_the_same_two_wordings(
    real: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not within one build, and not in the next over the same snapshots."""
    asked: list[tuple[str, str]] = []

    def counting(old: Tree, new: Tree) -> tuple[Change, ...]:
        asked.append((repr(old), repr(new)))
        return compare(old, new)

    monkeypatch.setattr(facets, "compare", counting)
    kept = 0
    for _ in range(2):
        for comparison in Analysis(_fresh(real)).comparisons:
            assert comparison.findings
            kept += len({i.id for i in comparison.old.initiatives} & {i.id for i in comparison.new.initiatives})
    assert len(asked) == len(set(asked))
    assert 0 < len(asked) < kept


@pytest.mark.usefixtures("nothing_known")
def test_deepdiff_sees_only_what_differs(real: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0

    def watching(old: Any, new: Any, **settings: Any) -> Any:
        nonlocal seen
        seen += 1
        assert old.keys() == new.keys()
        assert not [key for key in old if old[key] == new[key]]
        return DeepDiff(old, new, **settings)

    monkeypatch.setattr(facets, "_deep_diff", lambda: watching)
    assert all(comparison.findings for comparison in Analysis(_fresh(real)).comparisons)
    assert seen


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        (None, False),
        ({"outcome": "continued"}, False),
        ({"outcome": "continued", "basis": "same-name"}, True),
        ({"outcome": "continued", "certainty": "arguable", "note": "Måske."}, True),
    ],
)
def test_a_claim_is_told_where_it_says_why(said: dict[str, str] | None, is_told: bool) -> None:
    chain = (agreement("a", None, [initiative("alfa")]), agreement("b", "a", [initiative("alfa", origin=said)]))
    (only,) = Analysis(Archive(chain, REGISTER)).comparisons
    assert bool(only.findings[0].claims) == is_told


def test_the_result_is_that_of_deepdiff_on_whole_snapshots(real: Archive) -> None:
    """Every pair, both ways: the raw changes of each initiative, added and removed ones included."""
    for one in real.agreements:
        for other in real.agreements:
            olds = {i.id: facets.tree(i) for i in one.initiatives}
            news = {i.id: facets.tree(i) for i in other.initiatives}
            whole = sorted(facets._deep(olds, news), key=lambda change: change.path)
            olds_by_id, news_by_id = ({i.id: i for i in a.initiatives} for a in (one, other))
            found: list[Change] = [Added((i,), news[i]) for i in news.keys() - olds.keys()]
            found += [Removed((i,), olds[i]) for i in olds.keys() - news.keys()]
            for i in olds.keys() & news.keys():
                inside = facets.raw_changes(olds_by_id[i], news_by_id[i])
                found += [_within(i, change) for change in inside]
            assert sorted(found, key=lambda change: change.path) == whole


def _within(initiative_id: str, change: Change) -> Change:
    return type(change)(**{**vars(change), "path": (initiative_id, *change.path)})
