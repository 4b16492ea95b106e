"""A source's text: from the bytes of its file, as it is compared with a snapshot, and shown as it is written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from generator.evidence.blocks import BLOCK_END, STROKE, joined_blocks, without_marks, without_struck
from generator.evidence.html_text import blocks_of_html
from generator.evidence.office_text import blocks_of_docx, blocks_of_odt
from generator.evidence.pdf_text import blocks_of_pdf
from generator.evidence.plain_text import blocks_of_plain_text
from generator.folding import FoldedText, Span, fold, words_in
from generator.model.agreement import Agreement
from generator.model.place import GeneratorError
from generator.quantities.reader import readings
from generator.quantities.readings import Moment, QuantityReading
from generator.quantities.words import word_set
from generator.reading import limits
from generator.reading.files import decoded

_SHOWN = 30  # characters on either side of what is shown of a text
# What a quotation takes whole or leaves: a word (NemLog-in, ikke-digitale, borger.dk, EU's, the »cyber-« of »cyber-
# og«) or a number with its sign, its scale and what it is a range with (41,5 mio; 1 250; 31/12; -5 pct; 2016-2020).
_PART = r"(?:(?<!\d)\d{1,3}(?:\ \d{3})+(?!\d)|[^\W⁰¹²³⁴-⁹]+)"
_UNIT = re.compile(
    rf"""
    (?:(?<![\w-])[+-](?=\d))?
    {_PART}
    (?: ['-]{_PART} | (?<=\d)[.,:/](?=\d){_PART} | (?<=[^\W\d_])\.(?=[a-zæøå]){_PART} )*
    (?: -(?!\w) )?
    (?: (?<=\d)\ [¼-¾⅐-⅞] )?
    (?: (?<=[\d¼-¾⅐-⅞])\ ?(?: % | (?:
        pct(?:\.?-point)? | procent(?:point)? | mio | mia | mill | million(?:er)? | milliard(?:er)? | tusinde?
    )(?!\w) ) )?
    """,
    re.VERBOSE,
)
# The words between are others that share the end: »cyber-, data- og informationssikkerhed«.
_AND = r"(?:,? (?:og/eller|og|eller|samt|hhv\.?|henholdsvis|til|&|/) ?| ?/ ?)"
_HANGING = re.compile(rf"(?<![\w-])(\w+)-(?=(?:,? \w+-)*{_AND}(\w+))")
# The other way round: »datadeling og -anvendelse«.
_LEANING = re.compile(rf"(?<![\w-])(\w+)(?=(?:,? -\w+)*{_AND}-(\w+))")


@dataclass(frozen=True)
class SourceText:
    """`text` is folded, a block a line, and every span is a place in it; `written` are the same blocks unfolded."""

    text: str
    written: tuple[str, ...]

    @classmethod
    def of(cls, raw: str) -> SourceText:
        """Take a text as `text_of` gives it: a line feed ends a block."""
        blocks = [(folded, block) for block in raw.split(BLOCK_END) if (folded := fold(block))]
        return cls(BLOCK_END.join(folded for folded, _ in blocks), tuple(block for _, block in blocks))

    def holds(self, phrase: str) -> bool:
        return next(self.quoted(phrase), None) is not None

    def quoted(self, phrase: str, *, in_any_case: bool = False) -> Iterator[Span]:
        """Where *phrase* stands inside one block, as whole words and whole numbers; a mark alone says nothing.

        In any case, a word that begins a sentence or a heading is the same word.
        """
        words, text = (_lower(fold(phrase)), self._lower) if in_any_case else (fold(phrase), self.text)
        for span in _places(words, text) if re.search(r"\w", words) else ():
            if not any(map(self.is_inside_unit, span)):
                yield span

    def spans(self, term: str) -> Iterator[Span]:
        """Where *term* stands inside one block, whatever its case and also inside a word.

        »Cybersikkerhed« stands in »cyber- og informationssikkerhed« too, where a hyphen is for its second half, and in
        »cyber sikkerhed«.
        """
        words = _lower(fold(term))
        yield from _places(words, self._lower)
        yield from (span for span in self.apart(words) if self._lower[slice(*span)] != words)
        for match in self._hanging:
            first, rest = match.groups()
            if len(words) > len(first) and words.startswith(first) and words.removeprefix(first) in rest:
                yield match.span()
        for match in self._leaning:
            first, rest = match.groups()
            ends = range(2, len(words) - 2)
            if any(words.startswith(first[:end]) and rest.startswith(words[end:]) for end in ends):
                yield match.span()

    def apart(self, term: str) -> Iterator[Span]:
        """Where a reader sees *term*, in lower case, although its letters do not stand one after the other."""
        for letters in self._letters:
            yield from letters.spans(term)

    def has_run(self, words: Sequence[str]) -> bool:
        """Whether the words stand one after the other, whatever is between them."""
        return f" {' '.join(words)} " in self._words

    def is_inside_unit(self, position: int) -> bool:
        """Whether a word or a number stands on both sides of *position*."""
        unit = bisect_right(self._units, position, key=lambda unit: unit[0]) - 1
        return unit >= 0 and self._units[unit][0] < position < self._units[unit][1]

    def block(self, position: int) -> int:
        """The number of the block in which *position* is."""
        return bisect_right(self._starts, position) - 1

    def block_span(self, block: int) -> Span:
        start = self._starts[block]
        return start, self._starts[block + 1] - 1 if block + 1 < len(self._starts) else len(self.text)

    def words_between(self, start: int, end: int) -> int:
        """How many words begin there; a word is what stands between two spaces."""
        return bisect_left(self._word_starts, end) - bisect_left(self._word_starts, start)

    def written_span(self, start: int, end: int) -> tuple[int, int, int]:
        """The block of a span, which must lie in one, and where in it as it is written the span begins and ends."""
        block = self.block(start)
        first = self._starts[block]
        return block, *FoldedText(self.written[block]).span(start - first, end - first)

    def as_written(self, start: int, end: int) -> str:
        block, begin, stop = self.written_span(start, end)
        return self.written[block][begin:stop]

    def around(self, start: int, end: int) -> str:
        """What is written where the span is, with a little of its block on both sides, on one line."""
        first, last = self.block_span(self.block(start))
        begin = max(first, self.text.rfind(" ", first, max(first, start - _SHOWN)) + 1)
        space = self.text.find(" ", min(last, end + _SHOWN), last)
        stop = last if space < 0 else space
        words = " ".join(self.as_written(begin, stop).split())
        return f"{'… ' if begin > first else ''}{words}{' …' if stop < last else ''}"

    @cached_property
    def readings(self) -> tuple[QuantityReading, ...]:
        """Every number and time of the text."""
        return readings(self.text)

    @cached_property
    def moments(self) -> list[Moment]:
        return [reading for reading in self.readings if isinstance(reading, Moment)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(BLOCK_END, self.text))]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [match.start() for match in re.finditer(r"\S+", self.text)]

    @cached_property
    def _units(self) -> list[Span]:
        return [match.span() for match in _UNIT.finditer(self.text)]

    @cached_property
    def _lower(self) -> str:
        return _lower(self.text)

    @cached_property
    def _letters(self) -> tuple[_Letters, ...]:
        """With what is struck out, and without it where it may stand inside a word."""
        return tuple(map(_Letters, dict.fromkeys((self._lower, without_struck(self._lower)))))

    @cached_property
    def _hanging(self) -> list[re.Match[str]]:
        """Each word that ends in a hyphen, and the word whose end it shares."""
        return [*_HANGING.finditer(self._lower)]

    @cached_property
    def _leaning(self) -> list[re.Match[str]]:
        """Each word before one that begins with a hyphen and shares its beginning."""
        return [*_LEANING.finditer(self._lower)]

    @cached_property
    def _words(self) -> str:
        return f" {' '.join(words_in(self.text))} "


_LEADERS = re.compile(r"\.{4}\s*$")  # between a heading and its page in a table of contents
_REGISTERED = re.compile(r"(?:isbn|issn|cvr|telefon|tlf|fax)(?!\w)", re.IGNORECASE)


def is_reference(text: SourceText, reading: QuantityReading) -> bool:
    """Whether it only says where something is found, as a page in a table of contents does, or is struck out."""
    start, end = reading.span
    if STROKE in text.text[start : end + 1]:
        return True
    first, _ = text.block_span(text.block(start))
    return bool(_REGISTERED.match(text.text, start) or _LEADERS.search(text.text, first, start))


def covered_spans(text: SourceText, phrases: Iterable[str]) -> list[Span]:
    return [span for phrase in phrases for span in text.quoted(phrase)]


def is_inside(span: Span, covered: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in covered)


def _places(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _lower(text: str) -> str:
    """In lower case, each character in the place where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] for c in text)


Texts = Mapping[str, SourceText]  # by SHA-256


def by_source(agreement: Agreement, texts: Texts) -> Mapping[str, SourceText]:
    """The texts of *agreement* by the id of their source; those that are not at hand are left out."""
    return {source.id: texts[source.sha256] for source in agreement.sources if source.sha256 in texts}


_WORD = re.compile(r"[^\W_]+")
# Small words that stand before others which they are also the beginning of: »for bedre«, »om stillingen«.
_LEADING = word_set(
    "af at bag de den der det du efter en er et for fra frem før han har hen hun ind kan med mellem men mod "
    "ned nu når og"
    " om op over på skal som så til ud uden under var ved vi vil"
)
_SHORT = 5  # letters; a shorter word is looked for as a whole
_SHORTEST_HALF = 3  # of a word in two blocks


class _Letters:
    """The letters and digits of a text in lower case, in which words are found that are written apart.

    »i n f r a s t r u k t u r«, »infra struktur«, »infra/struktur«, »A.I.«: a reader sees the word, and no search does.
    """

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._words = [match.span() for match in _WORD.finditer(lower)]
        self._letters = "".join(lower[start:end] for start, end in self._words)
        self._starts = [0, *accumulate(end - start for start, end in self._words)]

    def spans(self, term: str) -> Iterator[tuple[int, int]]:
        """Where the letters of *term*, in lower case, stand in several words or parts of one, or in fewer words."""
        wanted = "".join(_WORD.findall(term))
        start = self._letters.find(wanted) if len(wanted) > 1 else -1
        while start >= 0:
            span = self._apart(start, start + len(wanted), is_one=wanted == term)
            if span:
                yield span
            start = self._letters.find(wanted, start + 1)

    def _apart(self, start: int, end: int, *, is_one: bool) -> tuple[int, int] | None:
        first, last = (bisect_right(self._starts, place) - 1 for place in (start, end - 1))
        if first == last and (is_one or start != self._starts[first]):
            return None  # »MitOverblik« is looked for as »Mit Overblik« only
        has_space = any(re.search(r"\s", self._gap(n)) for n in range(first, last))
        is_begun, is_ended = start == self._starts[first], end == self._starts[last + 1]
        if has_space and not (is_begun and (is_ended or end - start >= _SHORT)):
            return None
        # Two words with a space between them are more likely two than one.
        words = {self._lower[slice(*span)] for span in self._words[first : last + 1]}
        is_two = last == first + 1 and self._gap(first) == " " and not words.isdisjoint(_LEADING)
        if is_two or not all(map(self._may_be_one, range(first, last))):
            return None
        begin = self._words[first][0] + start - self._starts[first]
        stop = self._words[last][0] + end - self._starts[last]
        block_end = self._lower.find(BLOCK_END, begin, stop)
        return begin, stop if block_end < 0 else block_end

    def _gap(self, n: int) -> str:
        return self._lower[self._words[n][1] : self._words[n + 1][0]]

    def _may_be_one(self, n: int) -> bool:
        """Whether word *n* and the next may be one by what is between them."""
        one, other = (self._lower[start:end] for start, end in self._words[n : n + 2])
        gap = self._gap(n)
        if one[-1].isdecimal() and other[0].isdecimal():
            return False
        is_tight = not re.search(r"\s", gap) or (len(one) == len(other) == 1 and not gap.strip())
        is_broken = gap.strip() == "-"
        is_over = gap == BLOCK_END and min(len(one), len(other)) >= _SHORTEST_HALF
        return is_tight or is_broken or is_over or gap == " "


SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx", ".odt")


def text_of(data: bytes, name: str) -> str:
    """The blocks of a file, read by the ending of its *name*, which is also how to name it in errors.

    Each is ended by a line feed. LINE SEPARATOR (U+2028) stands for a line break inside a block, such as `<br>`. Lines
    that were only wrapped are joined, words that were broken are whole, and marks of footnotes are left out. Raises
    GeneratorError for what is no text or cannot be read.
    """
    match f".{name.rpartition('.')[2]}".lower():
        case ".txt":
            blocks = blocks_of_plain_text(decoded(data, name, limits.MAX_SOURCE_BYTES))
        case ".html" | ".htm":
            blocks = blocks_of_html(data, name)
        case ".pdf":
            blocks = blocks_of_pdf(data, name)
        case ".docx":
            blocks = blocks_of_docx(data, name)
        case ".odt":
            blocks = blocks_of_odt(data, name)
        case _:
            raise GeneratorError(f"{name} is none of {', '.join(SUFFIXES)}. Save the text as one of them.")
    text = joined_blocks(map(without_marks, blocks))
    if not text:
        raise GeneratorError(f"there is no text in {name}. A scanned page must be made text first.")
    return text
