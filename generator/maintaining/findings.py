"""What a source text holds that a snapshot may need: amounts, percentages, dates and counts.

Every number that `verify` asks about is in a finding, so what is covered here is covered there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.evidence.blocks import BLOCK_END
from generator.evidence.source_text import (
    NUMERAL,
    NUMERIC_DATE,
    SourceText,
    Span,
    covered_spans,
    is_inside,
    number_spans,
)
from generator.wording.writing import MONTHS

Kind = Literal["amount", "percentage", "date", "count"]

_N = rf"(?<![\w.,])(?:{NUMERAL})(?!\d)"
_RANGE = rf"{_N}(?: ?[-–] ?(?:{NUMERAL})| (?:til|og) (?:{NUMERAL}))?"
_SCALE = r"(?:mio\.?|mia\.?|mill\.|millioner|milliarder|million|milliard|tusinde?)(?!\w)"
_KRONER = r"(?:kr\.|kr(?!\w)|kroner|DKK)"
_MONTH = rf"(?:{'|'.join(MONTHS)})(?!\w)"
_SHORT_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sept?|okt|nov|dec)(?!\w)\.?"
_END = r"(?![.,]?\d)"
_CLOCK = rf"\d{{1,2}}[.:]\d\d{_END}"
_YEAR = rf"(?:19|20)\d\d{_END}"
_PART_OF_YEAR = r"(?:forår|sommer|efterår|vinter)(?:en|et)?(?!\w)"
_PATTERNS: Sequence[tuple[Kind, re.Pattern[str]]] = (
    ("amount", re.compile(rf"(?:kr\.|DKK) ?{_N}(?: ?{_SCALE})?|{_RANGE} ?(?:{_SCALE}(?: ?{_KRONER})?|{_KRONER})", re.IGNORECASE)),
    ("percentage", re.compile(rf"{_RANGE} ?(?:pct\.?|procentpoint|procent|%)", re.IGNORECASE)),
    (
        "date",
        re.compile(
            rf"(?<![\w.,])\d{{1,2}}\.? (?:{_MONTH}|{_SHORT_MONTH})(?: {_YEAR}(?: (?:kl\.? ?)?{_CLOCK})?)?|(?<!\w){_MONTH}(?: {_YEAR})?"
            rf"|{NUMERIC_DATE}"
            rf"|(?<![\w.,])\d\. (?:kvartal|halvår)(?: {_YEAR})?|(?<!\w){_PART_OF_YEAR} {_YEAR}"
            rf"|(?<![\w.,]){_YEAR}(?: ?[-–/] ?(?:{_YEAR}|\d\d{_END})| til {_YEAR})?"
            rf"|(?<!\w)kl\.? ?(?:{_CLOCK}|\d{{1,2}}{_END})",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
_COUNTED = re.compile(r"[-–]?\w*(?: (?!(?:og|eller|til|i|af|på)\b)[a-zæøå][\w-]*)?")
# A full stop that ends a sentence has a space and a capital after it, and is not that of an abbreviation.
_SENTENCE_END = re.compile(
    r"(?<!\bmio)(?<!\bmia)(?<!\bkr)(?<!\bpct)(?<!\bfx)(?<!\bca)(?<!\bnr)(?<!\b\d)(?<!\b\d\d)[.?!:]»? (?=[»\"A-ZÆØÅ])"
)


_BLOCK_END = re.compile(BLOCK_END)


@dataclass(frozen=True)
class Finding:
    """Something with a number or a date. `phrase` holds it and stands in the text word for word."""

    kind: Kind
    words: str
    phrase: str
    is_covered: bool


def findings(raw: str, phrases: Sequence[str]) -> tuple[Finding, ...]:
    """What *raw* holds, in the order of the text; *phrases* are those that the snapshot quotes from it."""
    text = SourceText.of(raw)
    covered = covered_spans(text, phrases)
    breaks = _breaks(text.text)
    words = [match.span() for match in re.finditer(r"\S+", text.text)]
    numbers = sorted(number_spans(text.text))
    found = []
    for kind, span in sorted(_located(text.text, numbers), key=lambda located: located[1]):
        started = numbers[bisect_left(numbers, (span[0], 0)) : bisect_left(numbers, (span[1], 0))]
        inner = [number for number in started if number[1] <= span[1]] or [span]
        start, end = _phrase(text, words, span, breaks)
        phrase = text.text[start:end]
        is_covered = all(is_inside(number, covered) for number in inner)
        found.append(Finding(kind, text.text[slice(*span)], phrase, is_covered))
    return tuple(found)


def quoted(plain: Mapping[str, Any], sha256: str) -> tuple[str | None, tuple[str, ...]]:
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


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _mappings(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _mappings(item)


def _located(text: str, numbers: Sequence[Span]) -> Iterator[tuple[Kind, Span]]:
    taken: list[Span] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield kind, match.span()
    taken.sort()
    passed = counted = 0
    for number in sorted(numbers):
        while passed < len(taken) and taken[passed][1] <= number[0]:
            passed += 1
        is_known = number[1] <= counted or is_inside(number, taken[passed : passed + 1])
        if not is_known:
            earliest = max(counted, taken[passed - 1][1] if passed else 0)
            span = _with_what_is_counted(text, number, earliest)
            counted = span[1]
            yield "count", span


def _with_what_is_counted(text: str, number: Span, earliest: int) -> Span:
    """The number with the rest of its word, such as CO2 or 15-årig, and the word after it."""
    start, end = number
    while start > earliest and (text[start - 1].isalnum() or text[start - 1] in "-/"):
        start -= 1
    match = _COUNTED.match(text, end)
    return start, match.end() if match else end


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
    end = (
        bisect_left(words, breaks[following], key=lambda word: word[0])
        if following < len(breaks)
        else len(words)
    )
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
