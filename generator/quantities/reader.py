"""The reader: every number and time of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from generator.folding import FoldedText, Span
from generator.quantities.assertions import with_assertions
from generator.quantities.context import in_context
from generator.quantities.joining import joined_parts
from generator.quantities.parts import parts_of
from generator.quantities.readings import QuantityReading
from generator.quantities.tokens import BREAK, tokens_of

_MINUS = re.compile(r"(?<![^\s(])\u2212(?=\s?\d)")
PIECE_BREAK = f" {BREAK} "
_SHORT = 400  # a phrase, which is read many times


def readings(text: str) -> tuple[QuantityReading, ...]:
    """What *text* states in numbers, in its order; spans are places in *text* as it is written.

    Spaces that do not break, thin ones and dashes of every kind are read as what they look like. A line feed is
    between two blocks, and no number reaches over it; nor over PIECE_BREAK, which joins pieces of one text, but
    »årligt« may.
    """
    return tuple(reading for start, block in _blocks(text) for reading in _of_block(block, start))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for block in text.split("\n"):
        yield start, block
        start += len(block) + 1


def _of_block(block: str, start: int) -> Iterator[QuantityReading]:
    # Folded to a dash, a minus with a space after it would be a bullet.
    folded = FoldedText(_MINUS.sub("÷", block))
    for reading in _phrase(folded.text) if len(block) < _SHORT else _read(folded.text):
        if folded.text == block and not start:
            yield reading
        else:
            written = folded if folded.text != block else None
            numerals = tuple(_placed(span, written, start) for span in reading.numerals)
            yield replace(reading, span=_placed(reading.span, written, start), numerals=numerals)


def _placed(span: Span, written: FoldedText | None, start: int) -> Span:
    begin, end = written.span(*span) if written else span
    return begin + start, end + start


def _read(text: str) -> tuple[QuantityReading, ...]:
    tokens = tokens_of(text)
    return in_context(tokens, with_assertions(tokens, joined_parts(tokens, parts_of(tokens))))


_phrase = lru_cache(maxsize=2**12)(_read)
