"""The order of the alphabet in each language: one rule for the glossary and for every table."""

from __future__ import annotations

import re
import unicodedata

from generator.folding import fold_case
from generator.wording.translator import Translator

_LIKE_DANISH = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y"})
_AFTER_Z = str.maketrans("æøå", "{|}")  # the three characters that follow z, in that order
_AS_ENGLISH = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th"})
_AA = re.compile(r"\baa")
_MARKS = re.compile(r"[\u0300-\u036f]")


def collation_key(t: Translator, text: str) -> str:
    """What *text* is sorted by, character by character.

    In Danish æ, ø and å come last. `aa` is å where a word begins, as in Aarhus; inside a word it is two
    letters, for there it is nearly always where two words meet, as in dataansvarlig. In English the letters
    only stand in Danish words, as those they are like.
    """
    key = fold_case(text)
    if not t.is_danish:
        return _without_marks(key.translate(_AS_ENGLISH))
    key = _AA.sub("å", key.translate(_LIKE_DANISH)).translate(_AFTER_Z)
    return _without_marks(key)


def initial(t: Translator, text: str) -> str:
    """The letter of the alphabet that *text* stands under."""
    return {"{": "Æ", "|": "Ø", "}": "Å"}.get(first := collation_key(t, text)[0], first.upper())


def _without_marks(text: str) -> str:
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", text))
