"""The three raw kinds of change between two trees; tests/test_laws.py has the algebra over them.

A tree is plain data: mappings with text keys, and scalars. Lists count as one value, so whatever has
an identity must be keyed by id before it comes here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deepdiff import DeepDiff

Tree = Mapping[str, Any]
ChangePath = tuple[str, ...]


@dataclass(frozen=True)
class Added:
    path: ChangePath
    new: Any


@dataclass(frozen=True)
class Removed:
    path: ChangePath
    old: Any


@dataclass(frozen=True)
class Edited:
    path: ChangePath
    old: Any
    new: Any


Change = Added | Removed | Edited


def compare(old: Tree, new: Tree) -> tuple[Change, ...]:
    """List what must change in *old* to get *new*, ordered by path; no path stands inside another.

    DeepDiff costs hundreds of times a keyed comparison, so it sees only what differs.
    """
    olds, news = _differing(old, new)
    shared = olds.keys() & news.keys()
    changes: list[Change] = [Added((key,), news[key]) for key in news.keys() - shared]
    changes += [Removed((key,), olds[key]) for key in olds.keys() - shared]
    if shared:
        changes += _deep({key: olds[key] for key in shared}, {key: news[key] for key in shared})
    return tuple(sorted(changes, key=lambda change: change.path))


def _differing(old: Tree, new: Tree) -> tuple[Tree, Tree]:
    """The two trees without what is the same in both, however deep it stands."""
    olds, news = dict(old), dict(new)
    for key in old.keys() & new.keys():
        before, after = old[key], new[key]
        if before == after:
            del olds[key], news[key]
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            olds[key], news[key] = _differing(before, after)
    return olds, news


def _deep(old: Tree, new: Tree) -> list[Change]:
    # Without threshold 0 a mapping that shares few keys is one change; we want each key. Without
    # ignore_private_variables=False keys that begin with __ are passed over.
    delta = _deep_diff()(old, new, view="tree", threshold_to_diff_deeper=0, ignore_private_variables=False)
    kinds = {_whole_value(level.path(output_format="list")): kind for kind, levels in delta.items() for level in levels}
    changes = [_change(path, kind, old, new) for path, kind in kinds.items()]
    # DeepDiff tells 1 from 1.0 and from True; a fact does not change by that.
    return [change for change in changes if not (isinstance(change, Edited) and change.old == change.new)]


@cache
def _deep_diff() -> type[DeepDiff]:
    """DeepDiff, loaded where something is compared, and without the libraries whose values it knows as well.

    It takes in pandas and numpy wherever they are installed, which costs a second; no tree of ours has any of theirs.
    """
    hidden = {name: sys.modules.get(name) for name in ("pandas", "numpy", "polars")}
    sys.modules |= dict.fromkeys(hidden)  # type: ignore[arg-type]  # None: Python then says that there is none
    try:
        from deepdiff import DeepDiff  # noqa: PLC0415
    finally:
        for name, module in hidden.items():
            del sys.modules[name]
            if module:
                sys.modules[name] = module
    return DeepDiff


def _whole_value(path: list[Any]) -> ChangePath:
    """Cut a path where it enters a list, which counts as one value."""
    names = next((index for index, step in enumerate(path) if not isinstance(step, str)), len(path))
    return tuple(path[:names])


def _change(path: ChangePath, kind: str, old: Tree, new: Tree) -> Change:
    if kind == "dictionary_item_added":
        return Added(path, _at(new, path))
    if kind == "dictionary_item_removed":
        return Removed(path, _at(old, path))
    return Edited(path, _at(old, path), _at(new, path))


def _at(tree: Tree, path: ChangePath) -> Any:
    value: Any = tree
    for step in path:
        value = value[step]
    return value
