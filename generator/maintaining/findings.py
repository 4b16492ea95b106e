"""What a source text holds that a snapshot may need: amounts, percentages, dates and counts.

Every number that `verify` asks about is in a finding, so what is covered here is covered there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.evidence.blocks import BLOCK_END
from generator.evidence.source_text import SourceText, covered_spans, is_inside, is_reference
from generator.folding import Span
from generator.quantities.readings import Label, LabelKind, Moment, QuantityKind, QuantityReading, StatedQuantity

FigureKind = Literal["amount", "percentage", "date", "count"]

# A full stop that ends a sentence has a space and a capital after it, and is not that of an abbreviation.
_SENTENCE_END = re.compile(
    r"(?<!\bmio)(?<!\bmia)(?<!\bkr)(?<!\bpct)(?<!\bfx)(?<!\bca)(?<!\bnr)(?<!\b\d)(?<!\b\d\d)[.?!:]»? (?=[»\"A-ZÆØÅ])"
)


_QUANTITIES: Mapping[QuantityKind, FigureKind] = {"amount": "amount", "share": "percentage", "count": "count"}
_LABELS: Mapping[LabelKind, FigureKind] = {
    "name": "count",
    "ordinal": "count",
    "clock": "date",
    "week": "date",
    "price-level": "date",
}
_BLOCK_END = re.compile(BLOCK_END)


@dataclass(frozen=True)
class Figure:
    """Something with a number or a date. `phrase` holds it and stands in the text word for word."""

    kind: FigureKind
    words: str
    phrase: str
    is_covered: bool


def findings(raw: str, phrases: Sequence[str]) -> tuple[Figure, ...]:
    """What *raw* holds, in the order of the text; *phrases* are those that the snapshot quotes from it."""
    text = SourceText.of(raw)
    covered = covered_spans(text, phrases)
    breaks = _breaks(text.text)
    words = [match.span() for match in re.finditer(r"\S+", text.text)]
    figures = []
    for reading in text.readings:
        if (reading.numerals or isinstance(reading, Moment)) and not is_reference(text, reading):
            start, end = _phrase(text, words, reading.span, breaks)
            is_covered = all(is_inside(span, covered) for span in reading.numerals or (reading.span,))
            figures.append(Figure(_kind(reading), text.text[slice(*reading.span)], text.text[start:end], is_covered))
    return tuple(figures)


def _kind(reading: QuantityReading) -> FigureKind:
    match reading:
        case Moment():
            return "date"
        case StatedQuantity():
            return _QUANTITIES[reading.kind]
        case Label():
            return _LABELS[reading.kind]
        case _:
            assert_never(reading)


def quoted(plain: Mapping[str, object], sha256: str) -> tuple[str | None, tuple[str, ...]]:
    """The id under which a snapshot lists the text, if it does, and the phrases that it quotes from it.

    Goes through plain data, so that a snapshot with faults still counts for what it has. While the text is
    not listed, every phrase counts.
    """
    sources = [source for source in _items(plain.get("sources")) if isinstance(source, dict)]
    source_id = next((s.get("id") for s in sources if s.get("sha256") == sha256), None)
    phrases = [
        phrase
        for holder in _mappings(plain)
        if "source" in holder and source_id in (None, holder["source"])
        for phrase in _items(holder.get("phrase"))
        if isinstance(phrase, str)
    ]
    return source_id, tuple(phrases)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _mappings(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _mappings(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _mappings(item)


def _breaks(text: str) -> list[int]:
    """Where a phrase must not go on, and where it had better not: between blocks and sentences."""
    return sorted(match.end() for end in (_BLOCK_END, _SENTENCE_END) for match in end.finditer(text))


def _phrase(text: SourceText, words: Sequence[Span], span: Span, breaks: Sequence[int]) -> Span:
    """Where at most MAX_PHRASE_WORDS words around *span* stand, of its own sentence as far as they reach."""
    first = bisect_right(words, span[0], key=lambda word: word[0]) - 1
    last = bisect_left(words, span[1], key=lambda word: word[1])
    sentence = bisect_right(breaks, span[0]) - 1
    start = bisect_left(words, breaks[sentence], key=lambda word: word[0]) if sentence >= 0 else 0
    following = bisect_left(breaks, span[1])
    end = bisect_left(words, breaks[following], key=lambda word: word[0]) if following < len(breaks) else len(words)
    room = MAX_PHRASE_WORDS - (last + 1 - first)
    before, after = max(0, first - start), max(0, end - last - 1)
    ahead = max(0, min(after, max(room // 2, room - before)))
    behind = max(0, min(before, room - ahead))
    start, end = first - behind, last + ahead
    # »1 250« and »80 mio« are quoted whole or not at all.
    while text.is_inside_unit(words[start][0]):
        start += 1 if start < first else -1
    while text.is_inside_unit(words[end][1]):
        end += -1 if end > last else 1
    return words[start][0], words[end][1]
