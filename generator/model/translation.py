"""How much of what is written in Danish stands in English too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.fields import Text, Value, walk
from generator.model.place import NOWHERE, Place


@dataclass(frozen=True)
class TranslationCoverage:
    """How many texts a file has, and how many of them stand in English too."""

    file: str
    texts: int
    in_english: int


def texts(value: Value) -> Iterator[tuple[Place, Text]]:
    """Every text in *value* with its place; texts without places of their own in one list share that of its key."""
    for owner in walk(value):
        for name, inner in owner.__dict__.items():
            for text in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(text, Text):
                    key = type(owner).model_fields[name].alias or name
                    yield owner.place.at(key) if text.place == NOWHERE else text.place, text


def coverage(values: Iterable[Value]) -> tuple[TranslationCoverage, ...]:
    """One for each file that has any text, by name; *values* are what the files hold."""
    by_file: dict[str, list[Text]] = {}
    for value in values:
        for place, text in texts(value):
            by_file.setdefault(place.file, []).append(text)
    return tuple(
        TranslationCoverage(file, len(inside), sum(text.en is not None for text in inside))
        for file, inside in sorted(by_file.items())
    )
