"""What is different between two wordings of one initiative, one facet for each thing a reader would name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from generator.comparing.changes import Change, Tree, compare
from generator.comparing.queries import query_of_fact
from generator.folding import fold
from generator.model.agreement import Initiative
from generator.model.facts import FACT_MODELS, Fact, FactKind, ScopeFact
from generator.model.fields import Presence, Text
from generator.model.quantity import unit_key

FacetKind = Literal["title", "kind", "presence", "commitment", FactKind]
Mode = Literal["added", "edited", "not-repeated"]

# Our own words, the evidence and the file's bookkeeping say nothing about the agreement; nor does what an amount was
# before it say what it is now.
NOT_THE_AGREEMENTS = {
    "id",
    "before",
    "place",
    "label",
    "note",
    "source",
    "phrase",
    "gloss",
    "left_out",
    "group",
    "derived",
    "hits",
}
# What `fact_words` says of a fact in one value: all but what is beside it, as `facet_words` has it.
SAID_BY_FACTS = (
    {name for model in FACT_MODELS for name in model.model_fields}
    - NOT_THE_AGREEMENTS
    - {"commitment", "payer", "recipient", "of_which", "transfer", "role"}
)
# What the text itself says: unless it names a thing the heading is ours, and a mention in passing commits to nothing.
SAID_BY_PRESENCE: Mapping[Presence, tuple[str, ...]] = {
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
    return values | {name: optional[name] for name in SAID_BY_PRESENCE[initiative.presence]}


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
    changes = raw_changes(old, new)
    before, after = _wording(_Itself(old)), _wording(_Itself(new))
    fields = {change.path[0] for change in changes if change.path[0] != "facts"}
    field_facets = [
        _field_facet(name, old, new) for name in ("title", "kind", "presence", "commitment") if name in fields
    ]
    # A name or a commitment that only one side has is told by the presence.
    both = [facet for facet in field_facets if facet.kind in before.tree and facet.kind in after.tree]
    return (*both, *_fact_facets([change for change in changes if change.path[0] == "facts"], old, new))


def raw_changes(old: Initiative, new: Initiative) -> tuple[Change, ...]:
    """List what must change in the tree of *old* to get that of *new*."""
    return _changes(_wording(_Itself(old)), _wording(_Itself(new)))


# An initiative stands in many pairs of agreements, often in the same words: each is made a tree once, and no two
# wordings are compared twice. The limits are some hundred agreements' worth, so that a preview does not grow for ever.
@lru_cache(maxsize=2**15)
def _wording(itself: _Itself) -> _Wording:
    plain = tree(itself.initiative)
    return _Wording(repr(plain), plain)


@lru_cache(maxsize=2**16)
def _changes(old: _Wording, new: _Wording) -> tuple[Change, ...]:
    return compare(old.tree, new.tree)


def _field_facet(name: str, old: Initiative, new: Initiative) -> Facet:
    before, after = getattr(old, name), getattr(new, name)
    return Facet(name, "edited", name, before, after)  # type: ignore[arg-type]  # name is one of the four above


def _fact_facets(changes: Iterable[Change], old: Initiative, new: Initiative) -> list[Facet]:
    olds = {fact.id: fact for fact in old.facts}
    news = {fact.id: fact for fact in new.facts}
    touched = dict.fromkeys(change.path[1] for change in changes if len(change.path) > 1)
    differences = []
    for fact_id in sorted(touched, key=[*news, *olds].index):
        before, after = olds.get(fact_id), news.get(fact_id)
        mode: Mode = "added" if before is None else "not-repeated" if after is None else "edited"
        differences.append(_fact_facet(mode, fact_id, before, after, new if after else old))
    return sorted(differences, key=lambda facet: ("edited", "added", "not-repeated").index(facet.mode))


def _fact_facet(mode: Mode, fact_id: str, before: Fact | None, after: Fact | None, stated_of: Initiative) -> Facet:
    fact = after or before
    assert fact is not None  # noqa: S101 - one of the two has it
    is_searched = mode == "edited" or not query_of_fact(fact, stated_of).is_empty
    return Facet(fact.kind, mode, fact_id, before, after, is_searched)
