"""Rules about names: titles, aliases, labels and units, which readers copy and other programs compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from generator.checks.fault import Fault, ValuesCheck
from generator.folding import fold
from generator.model.fields import Text, Value
from generator.model.walk import walk
from generator.reading.hidden import why_not

_NAMES = frozenset(
    ["title", "short", "publisher", "speaker", "label", "group", "unit", "aliases", "forms", "forms_en"]
)


def names_are_plain(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure a name is written with the letters, hyphens and spaces that a keyboard has for what it looks like."""
    for value in values:
        for owner in walk(value):
            for key in type(owner).model_fields.keys() & _NAMES:
                for name in _written(getattr(owner, key)):
                    for advice in dict.fromkeys(_advice(name)):
                        yield owner.place.at(key), f"»{normalize('NFC', name)}«: {advice}"


def _written(name: object) -> Iterator[str]:
    match name:
        case Text():
            yield from (text for text in (name.da, name.en) if text)
        case str():
            yield name
        case tuple():
            yield from name
        case _:
            pass  # a key that may be left out


def _advice(name: str) -> Iterator[str]:
    if "  " in name:
        yield "two spaces stand together. Write one."
    if normalize("NFC", name) != name and any(map(combining, name)):
        yield "a letter and its mark are two characters. Write them as one."
    for character in () if name.isascii() else name:
        code, folded = f"U+{ord(character):04X}", fold(character)
        if character.isspace() and character != " ":
            yield f"{code} is another kind of space. Write an ordinary one."
        elif character in "\u2010\u2011":
            yield f"{code} is another kind of hyphen. Write an ordinary one."
        elif character != " " and not folded:
            yield why_not(character)
        elif folded != character and folded.isascii() and folded.isalpha():
            yield f"{code} stands for »{folded}«. Write that."


NAME_WARNINGS: tuple[ValuesCheck, ...] = (names_are_plain,)
