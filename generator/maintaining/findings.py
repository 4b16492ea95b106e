"""What a source text holds that a snapshot may need: its headings, and below each the numbers and dates.

Every number that `verify` asks about is in a finding.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.evidence.blocks import BLOCK_END, blocks_of, joined_blocks
from generator.evidence.source_text import SourceText, is_reference
from generator.folding import Span
from generator.model.values import BOUND_WORDS, PARTS_OF_YEAR, Quantity, parse_count, parse_kroner, parse_measure
from generator.quantities.reader import readings
from generator.quantities.readings import Moment, StatedQuantity

# A full stop that ends a sentence has a space and a capital after it, and is not that of an abbreviation.
_SENTENCE_END = re.compile(
    r"(?<!\bmio)(?<!\bmia)(?<!\bkr)(?<!\bpct)(?<!\bfx)(?<!\bca)(?<!\bnr)(?<!\b\d)(?<!\b\d\d)[.?!:]»? (?=[»\"A-ZÆØÅ])"
)
_BLOCK_END = re.compile(BLOCK_END)
_RANGE = re.compile(r"(?<=\d) (?:og|til|-) (?=\d)")  # »mellem 80 og 100 mio. kr.«
_NUMBERED = re.compile(r"(?:initiativ|indsats|punkt)\s+(\d+(?:\.\d+)*)\b[.:]?\s*(?:-|–)?\s*(.*)", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}")  # of a table of contents
_HEADING_WORDS, _TEXT_WORDS = 14, 15
_TITLE_BLOCKS = 3  # a kicker, a date and the title of the whole
_HEADING_END = re.compile(r"[.,;!?»”)]$")


@dataclass(frozen=True)
class Figure:
    """Something with a number or a date. `phrase` holds it and stands in the text word for word."""

    words: str
    phrase: str
    is_date: bool


def findings(raw: str) -> tuple[Figure, ...]:
    """What *raw* holds, in the order of the text."""
    text = SourceText.of(raw)
    # Where a phrase must not go on, and where it had better not: between blocks and sentences.
    breaks = sorted(match.end() for end in (_BLOCK_END, _SENTENCE_END) for match in end.finditer(text.text))
    spans = [match.span() for match in re.finditer(r"\S+", text.text)]
    figures = []
    for reading in text.readings:
        if (reading.numerals or isinstance(reading, Moment)) and not is_reference(text, reading):
            start, end = _phrase(text, spans, reading.span, breaks)
            words, is_date = text.text[slice(*reading.span)], isinstance(reading, Moment)
            figures.append(Figure(words, text.text[start:end], is_date))
    return tuple(figures)


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


@dataclass(frozen=True)
class Part:
    """A heading, with the number that the text gives it, and the numbers that stand below it."""

    title: str
    number: str | None
    figures: tuple[Figure, ...]

    @property
    def phrase(self) -> str:
        """Its title, or as much of it as may be quoted."""
        return " ".join(self.title.split()[:MAX_PHRASE_WORDS])


def heading_of(text: str) -> str | None:
    """What the text begins with, where that may be its title."""
    first = next(iter(blocks_of(text)), "")
    return " ".join(first.split()) if first and len(first.split()) <= 2 * _HEADING_WORDS else None


def drafted_parts(text: str) -> tuple[Part, ...]:
    """The parts of a *text* that was taken out of a file, in order; each number once, where most stands below it."""
    blocks = blocks_of(text)
    starts = list(_numbered(blocks)) or list(_headings(blocks))
    if len(starts) > 1 and starts[0][0] < _TITLE_BLOCKS and not starts[0][2]:
        starts = starts[1:]  # the title of the whole
    longest: dict[str, tuple[int, Part]] = {}
    ends = [*(start[0] for start in starts), len(blocks)][1:]
    for (at, first, number, title), end in zip(starts, ends, strict=True):
        below = blocks[first:end]
        size = sum(map(len, below))
        if size > longest.get(number or f"{at}", (-1, None))[0]:
            part = Part(" ".join(title.split()), number, findings(joined_blocks(below)))
            longest[number or f"{at}"] = size, part
    return tuple(part for _, part in longest.values())


# Where it stands, where what is below it begins, its number and its title.
_Start = tuple[int, int, str | None, str]


def _numbered(blocks: Sequence[str]) -> Iterator[_Start]:
    headings = [(n, match) for n, block in enumerate(blocks) if (match := _NUMBERED.fullmatch(" ".join(block.split())))]
    for n, match in headings:
        is_alone = not match[2]
        title = blocks[n + 1] if is_alone and n + 1 < len(blocks) else match[2]
        if len(title.split()) <= 2 * _HEADING_WORDS and not _LEADERS.search(title):
            yield n, n + 1 + is_alone, match[1], title


def _headings(blocks: Sequence[str]) -> Iterator[_Start]:
    for n, (block, below) in enumerate(pairwise(blocks)):
        is_short = 1 <= len(block.split()) <= _HEADING_WORDS and not _HEADING_END.search(block)
        if is_short and block[0].isupper() and len(below.split()) >= _TEXT_WORDS:
            yield n, n + 1, None, block


def fact_lines(figures: tuple[Figure, ...]) -> Iterator[str]:
    """The facts that the numbers of one part of a text may be, as the lines of a snapshot."""
    drafts = [lines for figure in figures if (lines := [*_fact(figure)])]
    if drafts:
        yield "    # Læst i teksten. Er tallet ikke en oplysning om initiativet, så slet det."
        yield "    facts:"
        for lines in drafts:
            yield from lines


def in_quotes(text: str) -> str:
    """*text* as YAML can hold it, whatever signs are in it."""
    return json.dumps(text, ensure_ascii=False)


def _fact(figure: Figure) -> Iterator[str]:
    """The lines of one fact; none of a number that no fact can hold as it is written."""
    stated = [r for r in readings(figure.phrase) if figure.phrase[slice(*r.span)] == figure.words]
    reading = stated[0] if stated else None
    number, *prices = _AT_PRICES.split(figure.words)[:2]
    match reading:
        case StatedQuantity(kind="amount") if words := _readable(parse_kroner, number, reading):
            basis = reading.basis if reading.basis in ("per-year", "total") else ""
            values = [f"amount: {words}", f"basis: {basis}".rstrip(), *_years(figure.phrase[reading.span[1] :])]
            values += [f"price_level: {level}" for level in prices]
        case StatedQuantity(kind="share") if words := _readable(parse_measure, figure.words, reading):
            values = [f"value: {words}"]
        # »De tre parter« counts nothing that was agreed; »op til ti kommuner« does.
        case StatedQuantity(kind="count", unit=unit, bound=bound) if (
            unit and (bound or figure.words[0].isdigit()) and (count := _readable(parse_count, "", reading))
        ):
            values = [f"count: {count}", f"unit: {in_quotes(unit)}"]
        case Moment() if _OF_AN_AMOUNT.search(figure.phrase[: reading.span[0]]):
            return
        case Moment() if date := _date(reading):
            values = [f"date: {date}", "bound:"]
        case _:
            return
    yield "      - id:"
    yield "        label:"
    yield from (f"        {value}" for value in values)
    yield f"        phrase: {in_quotes(figure.phrase)}"


_AT_PRICES = re.compile(r",? \(?(\d{4}-pl|pl-\d{4})\)?$")
# What stands between an amount and the years that it is for: »80 mio. kr. årligt i 2030-2032«.
_TO_YEARS = r"(?:[ ,]*(?:årligt|om året))? (?:i|for|fra) "
_YEARS = re.compile(rf"{_TO_YEARS}(\d{{4}})(?:(?:[-–]| til )(\d{{4}})| (og frem))?\b")
_OF_AN_AMOUNT = re.compile(rf"\bkr\.?{_TO_YEARS}$")


def _years(following: str) -> Iterator[str]:
    """The years that an amount is for, by the words that follow it."""
    if match := _YEARS.match(following):
        first, last, is_open = match.groups()
        yield f"years: {{from: {first}}}" if is_open else f"years: {{from: {first}, to: {last or first}}}"


def _readable(parse: Callable[[str], Quantity], words: str, reading: StatedQuantity) -> str | None:
    """*words*, or else the number that was read, with what is before it (»op til«), as a snapshot has it.

    None of what no snapshot can hold.
    """
    number = _RANGE.sub("-", words) or "-".join(dict.fromkeys((f"{reading.low:f}", f"{reading.high:f}")))
    bound = BOUND_WORDS[reading.bound][0] if reading.bound else ""
    text = " ".join(filter(None, (bound, number)))
    try:
        parse(text)
    except ValueError:
        return None
    return text


def _date(moment: Moment) -> str | None:
    """A year, a part of it, a month or a day as a snapshot has it; None of what is longer or names no year."""
    if moment.years is None or moment.years[0] != moment.years[1]:
        return None
    year, (first, last) = moment.years[0], moment.months
    if moment.day is not None:
        return f"{year}-{first:02}-{moment.day:02}"
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02}"
    return next((f"{year}-{part}" for part, months in PARTS_OF_YEAR.items() if months == (first, last)), None)
