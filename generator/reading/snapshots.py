"""From the bytes of a snapshot to typed values; every fault is a `Problem` with its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.model.place import InvalidDataError, Problem
from generator.reading import limits
from generator.reading.explaining import explain, in_order, is_echo, sharpened
from generator.reading.files import too_large
from generator.reading.filling import fill
from generator.reading.salvage import NO_LOSS, Loss, salvage
from generator.reading.yaml_text import parse

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Reading(Generic[M]):
    """What a file held. With problems, `value` is what is left without the faulty parts, if anything."""

    value: M | None
    problems: tuple[Problem, ...]
    loss: Loss = NO_LOSS


def read(data: bytes, file: str, model: type[M]) -> Reading[M]:
    """Read *data* as one *model*, reporting every fault; *file* is how to name it."""
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
        problems = [explain(error, document.places, model) for error in shown]
        noted = {(problem.line, problem.column) for problem in document.problems}
        unnoted = {problem for problem in problems if (problem.line, problem.column) not in noted}
        document.problems = [*sharpened(document.problems, errors, document.places, model)]
        value, loss = salvage(document.plain, model, invalid)
        return Reading(value, document.all_problems(unnoted, len(faults) - len(shown)), loss)


def decoded(data: bytes, file: str, limit: int | None = None) -> str:
    """*data* as text; raises InvalidDataError at the first byte that is no UTF-8, and beyond the limit."""
    limit = limits.MAX_FILE_BYTES if limit is None else limit
    if len(data) > limit:
        raise InvalidDataError((too_large(file, limit),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "this byte is not UTF-8. Save the file as UTF-8."
        raise InvalidDataError((Problem(file, line, column, "not-utf-8", message),)) from None
