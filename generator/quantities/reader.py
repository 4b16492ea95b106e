"""The reader: every number and time of a text, without those that it denies or only calculates with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.folding import FoldedText, Span
from generator.quantities.context import in_context
from generator.quantities.joining import joined_parts
from generator.quantities.moments import Placed
from generator.quantities.numerals import Tokens
from generator.quantities.parts import parts_of
from generator.quantities.readings import QuantityReading, StatedQuantity
from generator.quantities.tokens import BREAK, tokens_of
from generator.quantities.words import word_set

_TIMES = word_set("gange ganget x × * · ⋅ ∙")
_DIVIDED = word_set("/ divideret delt")
_DOUBLE = word_set("dobbelte tredobbelte firedobbelte femdobbelte tidobbelte halve")
_AS_MUCH = word_set("gange dobbelt halvt")  # »tre gange så meget som 80 mio. kr.«
_DENYING = word_set("ikke ej hverken")
_BESIDE = word_set("ca cirka op til knap godt omkring mindst højst med")


def with_assertions(tokens: Tokens, parts: Sequence[Placed]) -> list[Placed]:
    """The parts, with those marked that are denied, multiplied, divided, half a number, or only taken a share of.

    Of »de 80 mio. kr.«, with an article, something may be taken: they are an amount that is known.
    """
    marked = set()
    for n, part in enumerate(parts):
        before = parts[n - 1] if n else None
        if _is_denied(tokens, part) or _is_taken_of(tokens, part, before) or _goes_on(before, part):
            marked.add(n)
        if before is None or not (_is_quantity(before) and _is_quantity(part)):
            continue
        sign = _sign_between(tokens, before, part)
        if sign in _TIMES:
            marked |= {n - 1, n} if _is_amount(before) else {n}
        elif (sign in _DIVIDED and _is_amount(before) and not _is_amount(part)) or _is_less(tokens, before, part):
            marked.add(n - 1)
    return [_marked(part) if n in marked else part for n, part in enumerate(parts)]


def _sign_between(tokens: Tokens, first: Placed, second: Placed) -> str:
    """The word or sign right after the first of two quantities, which may have been read as what that counts."""
    place = _before_bound(tokens, second.begin - 1)
    is_note = tokens[place].text == "*" and tokens[place].is_glued and not tokens[place + 1].is_glued
    return tokens[place].text if first.end - 1 <= place <= first.end and not is_note else ""


def _is_taken_of(tokens: Tokens, part: Placed, before: Placed | None) -> bool:
    """»halvdelen af 80 mio. kr.«, »det dobbelte af 80 mio. kr.«, »10 pct. af 80 mio. kr.«."""
    place = _before_bound(tokens, part.begin - 1)
    if not _is_amount(part) or place < 1:
        return False
    if tokens[place].text == "som":
        return tokens[place - 2].text == "så" and tokens[place - 3].text in _AS_MUCH
    is_share = before is not None and before.end == place and _is_share(before)
    return tokens[place].text == "af" and (is_share or tokens[place - 1].text in _DOUBLE)


def _is_denied(tokens: Tokens, part: Placed) -> bool:
    """»ikke 80, men 90 mio. kr.«; »ikke over 80 mio. kr.« is a bound."""
    is_quantity = isinstance(part.reading, StatedQuantity)
    return is_quantity and part.begin > 0 and tokens[part.begin - 1].text in _DENYING


def _is_less(tokens: Tokens, first: Placed, second: Placed) -> bool:
    """»80 mio. kr. minus 20 mio. kr.«, »80 mio. kr. fratrukket 20 mio. kr.«."""
    quantity = second.reading
    is_negative = isinstance(quantity, StatedQuantity) and quantity.high < 0 and first.end == second.begin
    is_less = is_negative or (tokens[first.end].text == "fratrukket" and first.end + 1 == second.begin)
    return is_less and _is_amount(first)


def _goes_on(before: Placed | None, part: Placed) -> bool:
    """»4 1,5 mio. kr.«: a number that a program has set apart, or a cell of a table."""
    number = before.reading if before else None
    is_bare = isinstance(number, StatedQuantity) and number.kind == "count" and not number.unit
    return before is not None and is_bare and before.end == part.begin and _is_amount(part)


def _before_bound(tokens: Tokens, place: int) -> int:
    while place > 0 and (tokens[place].text in _BESIDE or tokens[place - 1].text == "ca"):
        place -= 1
    return place


def _is_quantity(part: Placed) -> bool:
    return isinstance(part.reading, StatedQuantity)


def _is_amount(part: Placed) -> bool:
    return isinstance(part.reading, StatedQuantity) and part.reading.kind == "amount"


def _is_share(part: Placed) -> bool:
    return isinstance(part.reading, StatedQuantity) and part.reading.kind == "share"


def _marked(part: Placed) -> Placed:
    reading = part.reading
    return part._replace(reading=replace(reading, is_asserted=False)) if isinstance(reading, StatedQuantity) else part


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
