"""What is different between two wordings of one initiative, one facet for each thing a reader would name.

Below it the three raw kinds of change between two trees, of which tests/test_laws.py has the algebra, and two wordings
of one text word by word. A tree is plain data: mappings with text keys, and scalars. Lists count as one value, so
whatever has an identity must be keyed by id before it comes here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache, reduce
from operator import getitem
from typing import TYPE_CHECKING, Any, Literal, get_args

from generator.folding import fold
from generator.model.agreement import FACT_MODELS, Fact, FactKind, Initiative, ScopeFact
from generator.model.fields import Presence, Text
from generator.model.values import unit_key

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
        return Added(path, reduce(getitem, path, new))
    if kind == "dictionary_item_removed":
        return Removed(path, reduce(getitem, path, old))
    return Edited(path, reduce(getitem, path, old), reduce(getitem, path, new))


@dataclass(frozen=True)
class Piece:
    """A run of words; pieces are put together with a space between them."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces in reading order; those not deleted give *new*, those not inserted give *old*.

    Words are compared folded, and those that are the same are written as in *new*.
    """
    olds, news = ([word for word in text.split() if fold(word)] for text in (old, new))
    pieces: list[Piece] = []
    # autojunk would treat a word that is common in a long text as noise
    for tag, i, j, k, m in SequenceMatcher(None, [*map(fold, olds)], [*map(fold, news)], autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(news[k:m])))
            continue
        if i < j:
            pieces.append(Piece("deleted", " ".join(olds[i:j])))
        if k < m:
            pieces.append(Piece("inserted", " ".join(news[k:m])))
    return tuple(pieces)


_Field = Literal["title", "kind", "presence", "commitment"]
FacetKind = Literal[_Field, FactKind]
_FIELDS: tuple[_Field, ...] = get_args(_Field)
Mode = Literal["added", "edited", "not-repeated"]

# Our own words, the evidence and the file's bookkeeping say nothing about the agreement; nor does what an amount was
# before it say what it is now.
_EVIDENCE = {"source", "phrase", "gloss", "left_out", "hits"}
NOT_THE_AGREEMENTS = {"id", "place", "label", "note", "group", "derived", "before"} | _EVIDENCE
# What `fact_words` says of a fact in one value: all but what is beside it, as `facet_words` has it.
_BESIDE = {"commitment", "payer", "recipient", "of_which", "transfer", "role"}
STATED_BY_FACTS = {name for model in FACT_MODELS for name in model.model_fields} - NOT_THE_AGREEMENTS - _BESIDE
# What the text itself says: unless it names a thing the heading is ours, and a mention in passing commits to nothing.
STATED_BY_PRESENCE: Mapping[Presence, tuple[str, ...]] = {
    "named": ("title", "commitment"),
    "unnamed": ("commitment",),
    "background": (),
}
# Who pays first says nothing: these lists are sets.
_SETS = {"payer", "recipient", "party", "to"}


@dataclass(frozen=True, slots=True)
class Facet:
    """One difference. `old` and `new` are titles, values of a field or facts; None where one side does not have it.

    Where one side does not have it, `is_searched` says whether its text can be searched for it. Else only our record
    says that it is not there. `is_elsewhere` says that the text has it, of another initiative or in other words.
    `is_examined` is false where that side is known from a source that was not read: nobody can say what it lacks.
    """

    kind: FacetKind
    mode: Mode
    subject: str
    old: str | Text | Fact | None
    new: str | Text | Fact | None
    is_searched: bool = True
    is_elsewhere: bool = False
    is_examined: bool = True

    @property
    def is_change(self) -> bool:
        """Whether the newer text says something else or more. Not repeating a thing does not change it."""
        is_known = self.is_searched and self.is_examined and not self.is_elsewhere
        return self.mode != "not-repeated" and self.kind != "presence" and is_known

    def mirrored(self) -> Facet:
        """The same difference read from the newer to the older."""
        modes: dict[Mode, Mode] = {"added": "not-repeated", "not-repeated": "added", "edited": "edited"}
        return replace(self, mode=modes[self.mode], old=self.new, new=self.old)


@dataclass(frozen=True)
class _Wording:
    """What an initiative says, as a tree. Two that say the same are equal, wherever they stand."""

    words: str
    tree: Tree = field(compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class _Itself:
    """An initiative as the very object it is: to ask whether two have the same content costs as much as a tree."""

    initiative: Initiative

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.initiative is other.initiative

    def __hash__(self) -> int:
        return id(self.initiative)


def tree(initiative: Initiative) -> Tree:
    """The initiative as plain data, facts keyed by id, without our own words and the evidence.

    Texts are folded and sets sorted: what nobody sees on a page is no difference.
    """
    values: dict[str, object] = {
        "kind": initiative.kind,
        "presence": initiative.presence,
        "facts": {fact.id: _fact_tree(fact) for fact in initiative.facts},
    }
    optional = {"title": fold(initiative.title.da), "commitment": initiative.commitment}
    return values | {name: optional[name] for name in STATED_BY_PRESENCE[initiative.presence]}


def _fact_tree(fact: Fact) -> Tree:
    plain = fact.model_dump(exclude=NOT_THE_AGREEMENTS, exclude_none=True)
    for name in plain:
        if isinstance(text := getattr(fact, name), Text):
            plain[name] = text.da  # what we call the same in English is ours
    if isinstance(fact, ScopeFact):
        plain["label"] = fact.label.da  # of a scope the label is the content
    return {name: _folded(value, name) for name, value in plain.items()}


def _folded(value: object, name: str) -> object:
    match value:
        case str():
            return unit_key(value) if name == "unit" else fold(value)
        case dict():
            return {inner: _folded(each, inner) for inner, each in value.items()}
        case tuple() if name in _SETS:
            return tuple(sorted(set(value)))
    return value


def facets(old: Initiative, new: Initiative) -> tuple[Facet, ...]:
    """Return the differences in the order: what it is called, what sort of thing it is, its facts."""
    before, after = _wording(_Itself(old)), _wording(_Itself(new))
    changes = _changes(before, after)
    fields = {change.path[0] for change in changes}
    # A name or a commitment that only one side has is told by the presence.
    names = [name for name in _FIELDS if name in fields and name in before.tree and name in after.tree]
    field_facets = (Facet(name, "edited", name, getattr(old, name), getattr(new, name)) for name in names)
    return (*field_facets, *_fact_facets([change for change in changes if change.path[0] == "facts"], old, new))


# An initiative stands in many pairs of agreements, often in the same words: each is made a tree once, and no two
# wordings are compared twice. The limits are some hundred agreements' worth, so that a preview does not grow for ever.
@lru_cache(maxsize=2**15)
def _wording(itself: _Itself) -> _Wording:
    plain = tree(itself.initiative)
    return _Wording(repr(plain), plain)


@lru_cache(maxsize=2**16)
def _changes(old: _Wording, new: _Wording) -> tuple[Change, ...]:
    return compare(old.tree, new.tree)


def _fact_facets(changes: Iterable[Change], old: Initiative, new: Initiative) -> list[Facet]:
    olds = {fact.id: fact for fact in old.facts}
    news = {fact.id: fact for fact in new.facts}
    touched = dict.fromkeys(change.path[1] for change in changes if len(change.path) > 1)
    differences = []
    for fact_id in sorted(touched, key=[*news, *olds].index):
        before, after = olds.get(fact_id), news.get(fact_id)
        if fact := after or before:
            mode: Mode = "edited" if before and after else "added" if after else "not-repeated"
            differences.append(Facet(fact.kind, mode, fact_id, before, after))
    return sorted(differences, key=lambda facet: ("edited", "added", "not-repeated").index(facet.mode))
