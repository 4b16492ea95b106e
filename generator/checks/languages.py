"""Rules about the English beside the Danish, for every file of the folder.

`LANGUAGE_WARNINGS` are worth mending and keep nothing from being built: where they are broken, the Danish stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from generator.checks.fault import Fault, ValuesCheck
from generator.model.fields import Text, Value
from generator.model.translation import texts


def official_names_are_english(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is called an official English name is there."""
    for value in values:
        for place, text in texts(value):
            if text.official and text.en is None:
                yield (
                    place,
                    f"{_begins(text)} has official and no en. Give the English name, or leave both out.",
                )


def translation_missing(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure every text stands in English too, once any text does."""
    found = [each for value in values for each in texts(value)]
    if any(text.en for _, text in found):
        for place, text in found:
            if text.en is None:
                yield place, f"{_begins(text)} has no English. Give it as en, beside the Danish as da."


def _begins(text: Text) -> str:
    return f"»{shorten(text.da, 60, placeholder=' …')}«"


LANGUAGE_CHECKS: tuple[ValuesCheck, ...] = (official_names_are_english,)
LANGUAGE_WARNINGS: tuple[ValuesCheck, ...] = (translation_missing,)
