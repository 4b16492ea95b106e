"""A snapshot's file in the house style."""

from __future__ import annotations

from generator.maintaining.key_order import KEY_ORDER
from generator.model.place import GeneratorError, InvalidDataError
from generator.reading.snapshots import decoded
from generator.reading.yaml_style import restyle
from generator.reading.yaml_text import NOTHING, parse


def formatted(data: bytes, file: str) -> bytes:
    """The same values and comments in the house style; raises InvalidDataError for what is no sound YAML.

    Faults against the model do not matter here, so a half-written snapshot can be put in order too.
    """
    text = decoded(data, file)
    document = parse(text, file)
    if document.plain is None or any(problem.rule != NOTHING for problem in document.problems):
        raise InvalidDataError(tuple(p for p in document.all_problems() if p.rule != NOTHING))
    try:
        return restyle(text, KEY_ORDER).encode("utf-8")
    except GeneratorError as error:
        raise GeneratorError(f"{file}: {error}") from error
