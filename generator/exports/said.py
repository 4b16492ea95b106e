"""The same in both languages: Danish as ever, and English only where there is English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from generator.exports.rows import Cell
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator, UntranslatedError

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


def said(say: Callable[[Translator], Cell]) -> Said:
    """What *say* gives in each language; nothing in English where that would not be English throughout."""
    return Said(say(DANISH_T), in_english(say))


def in_english(say: Callable[[Translator], T]) -> T | None:
    try:
        return say(ENGLISH_T.strict())
    except UntranslatedError:
        return None


def translated(danish: str) -> Said:
    """A sentence of ours, which has its English in the catalogue."""
    return said(lambda t: t(danish))
