"""From the bytes of a snapshot to typed values; every fault is a `Problem` with its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.model.place import InvalidDataError, Problem
from generator.reading.explaining import explain, is_echo, sharpened
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
        return Reading(None, tuple(sorted(document.problems)), Loss.everything())
    try:
        return Reading(model.model_validate(document.plain), tuple(sorted(document.problems)))
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        found = [explain(error, document.places, model) for error in errors if not is_echo(error)]
        noted = {(problem.line, problem.column) for problem in document.problems}
        unnoted = {problem for problem in found if (problem.line, problem.column) not in noted}
        stated = sharpened(document.problems, errors, document.places, model)
        value, loss = salvage(document.plain, model, invalid)
        return Reading(value, tuple(sorted({*unnoted, *stated})), loss)


def decoded(data: bytes, file: str) -> str:
    """*data* as text; raises InvalidDataError at the first byte that is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "this byte is not UTF-8. Save the file as UTF-8."
        raise InvalidDataError((Problem(file, line, column, "not-utf-8", message),)) from None
