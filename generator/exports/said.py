"""What is said in both languages: Danish as ever, and English only where there is English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.exports.rows import Cell
from generator.model.agreement import Actor
from generator.model.fields import Text
from generator.model.language import DANISH, ENGLISH, UntranslatedError, speaking, speaking_only

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """The same words in Danish and in English; `official` is the document that an English name is from."""

    da: Cell
    en: Cell
    official: str | None = None

    @property
    def each(self) -> list[str]:
        """The words in each language that has some."""
        return [str(words) for words in (self.da, self.en) if words is not None]


def said(say: Callable[[], Cell]) -> Said:
    """What *say* gives in each language; nothing in English where that would not be English throughout."""
    with speaking(DANISH):
        danish = say()
    return Said(danish, in_english(say))


def in_english(say: Callable[[], T]) -> T | None:
    try:
        with speaking_only(ENGLISH):
            return say()
    except UntranslatedError:
        return None


class Names(Mapping[str, str]):
    """What parties are called in the language that is spoken when they are asked for."""

    def __init__(self, parties: tuple[Actor, ...]) -> None:
        self._titles: Mapping[str, Text] = {party.id: party.title for party in parties}

    def __getitem__(self, party: str) -> str:
        return self._titles[party].words

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)
