"""Two wordings of one text, word by word: what stayed, what was taken out, what was put in."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.folding import fold


@dataclass(frozen=True)
class Piece:
    """A run of words; pieces are put together with a space between them."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces in reading order; those not deleted give *new*, those not inserted give *old*.

    Words are compared folded, and those that are the same are written as in *new*.
    """
    olds, news = ([word for word in text.split() if fold(word)] for text in (old, new))
    pieces: list[Piece] = []
    # autojunk would treat a word that is common in a long text as noise
    for tag, i, j, k, m in SequenceMatcher(None, [*map(fold, olds)], [*map(fold, news)], autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(news[k:m])))
            continue
        if i < j:
            pieces.append(Piece("deleted", " ".join(olds[i:j])))
        if k < m:
            pieces.append(Piece("inserted", " ".join(news[k:m])))
    return tuple(pieces)
