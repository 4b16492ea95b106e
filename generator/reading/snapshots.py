"""From the bytes of a snapshot to typed values; every fault is a `Problem` with its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.model.place import InvalidDataError, Problem
from generator.reading import limits
from generator.reading.explaining import Rewrite, explain, in_order, is_echo, sharpened
from generator.reading.files import decoded
from generator.reading.filling import fill
from generator.reading.yaml_text import parse

M = TypeVar("M", bound=BaseModel)

_ROUNDS = 5  # a wrong value, its missing key, the item that needs it, the list left empty, the whole
# Parts that claim something of an initiative's lineage: one that is faulty is taken out whole.
_CLAIMS = {"origin", "from", "not_continued", "still_not_mentioned"}
_CHAIN = {"id", "follows"}
_Holder = dict[str | int, object] | list[object]
_GONE = object()  # where a list item was, so that the others keep their numbers while errors are gone through
# What stands in for a key that a snapshot must have, so that the rest of it can be checked.
_STAND_INS: dict[str, object] = {**dict.fromkeys(("title", "short", "summary"), "?"), "kind": "pagt"}
_STAND_INS["coverage"] = {"complete": False, "note": "?"}


@dataclass(frozen=True)
class Loss:
    """What a faulty snapshot lost: whether lineage and chain can still be judged, and the ids that are gone."""

    lineage: bool = False
    chain: bool = False
    ids: frozenset[str] = frozenset()

    @classmethod
    def everything(cls) -> Loss:
        return cls(lineage=True, chain=True)

    def and_(self, other: Loss) -> Loss:
        return Loss(self.lineage or other.lineage, self.chain or other.chain, self.ids | other.ids)


NO_LOSS = Loss()


def salvage(plain: dict[str, object], model: type[M], invalid: ValidationError) -> tuple[M | None, Loss]:
    """Take the faulty parts out of *plain* (in place) until it is a *model*, or give up."""
    loss = Loss()
    for _ in range(_ROUNDS):
        for error in invalid.errors(include_url=False):
            loss = loss.and_(_take_out(plain, error["loc"], is_missing=error["type"] == "missing"))
        _compact(plain)
        try:
            return model.model_validate(plain), loss
        except ValidationError as still:
            invalid = still
    return None, Loss.everything()


def _take_out(plain: dict[str, object], loc: tuple[str | int, ...], *, is_missing: bool) -> Loss:
    """Take out the smallest part around *loc* that the rest can do without."""
    if is_missing and len(loc) == 1:
        plain[str(loc[0])] = _STAND_INS.get(str(loc[0]))
        return Loss(chain=loc[0] in _CHAIN)
    steps = list(_steps(plain, loc))
    part = len(steps) - 1
    if is_missing:
        part = max((n for n, (holder, *_) in enumerate(steps) if isinstance(holder, list)), default=-1)
    claim = next((n for n, (_, step, _) in enumerate(steps) if step in _CLAIMS), None)
    if claim is not None:
        in_list = claim + 1 < len(steps) and isinstance(steps[claim + 1][0], list)
        part = min(part, claim + in_list) if part >= 0 else claim
    if part < 0:
        return Loss.everything()
    holder, step, inside = steps[part]
    lost = frozenset(_ids(inside))
    if isinstance(holder, dict):
        del holder[step]
    elif isinstance(step, int):
        holder[step] = _GONE
    listed = {str(step) for _, step, _ in steps[: part + 1]}
    lineage = claim is not None or (part <= 1 and bool(listed & {"initiatives", *_CHAIN}))
    return Loss(lineage, chain=part == 0 and step in _CHAIN, ids=lost)


def _steps(plain: object, loc: tuple[str | int, ...]) -> Iterator[tuple[_Holder, str | int, object]]:
    """Follow *loc* as far as it exists: each holder, the key or number that is followed in it, and what is there."""
    holder = plain
    for step in loc:
        # pydantic names the kind of a fact after the item's number, where the file has a key of that name
        is_kind = isinstance(holder, dict) and holder.get("kind") == step and isinstance(step, str)
        if isinstance(holder, dict) and step in holder and not is_kind:
            inside: object = holder[step]
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            inside = holder[step]
        else:
            continue
        yield holder, step, inside
        holder = inside


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        yield value["id"]
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _ids(inner)


def _compact(value: object) -> None:
    if isinstance(value, list):
        value[:] = [item for item in value if item is not _GONE]
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _compact(inner)


@dataclass(frozen=True)
class Reading(Generic[M]):
    """What a file held. With problems, `value` is what is left without the faulty parts, if anything."""

    value: M | None
    problems: tuple[Problem, ...]
    loss: Loss = NO_LOSS


def read(data: bytes, file: str, model: type[M], rewrite: Rewrite | None = None) -> Reading[M]:
    """Read *data* as one *model*, reporting every fault; *file* is how to name it.

    *rewrite* knows what to write for a value as people write it.
    """
    try:
        text = decoded(data, file)
    except InvalidDataError as error:
        return Reading(None, error.problems, Loss.everything())
    document = parse(text, file)
    if document.plain is None:
        return Reading(None, document.all_problems(), Loss.everything())
    fill(document.plain, model, document.places)
    try:
        return Reading(model.model_validate(document.plain), document.all_problems())
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        faults = in_order((error for error in errors if not is_echo(error)), document.places)
        shown = faults[: limits.MAX_PROBLEMS]  # to explain one takes far longer than to find it
        problems = [explain(error, document.places, model, rewrite) for error in shown]
        noted = {(problem.line, problem.column) for problem in document.problems}
        unnoted = {problem for problem in problems if (problem.line, problem.column) not in noted}
        document.problems = [*sharpened(document.problems, errors, document.places, model)]
        value, loss = salvage(document.plain, model, invalid)
        return Reading(value, document.all_problems(unnoted, len(faults) - len(shown)), loss)
