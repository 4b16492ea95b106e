"""A source's text as it is compared with a snapshot, and the numbers that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from generator.model.values import PartialDate, parse_number

Span = tuple[int, int]

NUMERAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_NUMERAL = re.compile(NUMERAL)
# A date in digits: 31.12.2024, 31/12 2024, 31-12-24 or 2024-12-31.
_DAY_FIRST = r"(?<![\w.,])(\d{1,2})(?:[-./](\d{1,2})[-./]|/(\d{1,2}) (?=\d{4}))(\d{4}|\d\d)(?![.,]?\d)"
_YEAR_FIRST = r"(?<![\w.,])(\d{4})-(\d\d)-(\d\d)(?![.,]?\d)"
_NUMERIC_DATE = re.compile(f"{_DAY_FIRST}|{_YEAR_FIRST}")
NUMERIC_DATE = re.sub(r"\((?!\?)", "(?:", _NUMERIC_DATE.pattern)  # to be part of another pattern
_WORDS = "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve"
_NUMBER_WORDS = {word: Decimal(number) for number, word in enumerate(_WORDS.split())}
# »en« is nearly always an article, so it is not looked for among numbers that must be accounted for.
_COUNTING_WORD = re.compile(rf"\b({'|'.join(list(_NUMBER_WORDS)[2:])})\b", re.IGNORECASE)


@dataclass(frozen=True)
class SourceText:
    """A text as it is compared: every run of white space, non-breaking too, is one space."""

    text: str

    @classmethod
    def of(cls, raw: str) -> SourceText:
        return cls(" ".join(raw.split()))

    def holds(self, phrase: str) -> bool:
        return " ".join(phrase.split()) in self.text

    def holds_in_order(self, phrases: Sequence[str]) -> bool:
        """Whether each phrase begins after the one before it began."""
        start = -1
        for phrase in phrases:
            start = self.text.find(" ".join(phrase.split()), start + 1)
            if start < 0:
                return False
        return True

    def has_run(self, words: Sequence[str]) -> bool:
        """Whether the words stand one after the other, whatever is between them."""
        return f" {' '.join(words)} " in f" {' '.join(words_in(self.text))} "

    def spans(self, phrase: str) -> Iterator[Span]:
        """Where *phrase* stands, whatever its case."""
        yield from (match.span() for match in re.finditer(re.escape(phrase), self.text, re.IGNORECASE))

    def around(self, start: int, end: int) -> str:
        return f"… {self.text[max(0, start - 30) : end + 30]} …"


def covered_spans(text: SourceText, phrases: Iterable[str]) -> list[Span]:
    return [span for phrase in phrases for span in text.spans(" ".join(phrase.split()))]


def is_inside(span: Span, covered: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in covered)


def number_spans(text: str) -> Iterator[Span]:
    """Where a number stands that has to be accounted for, in digits or as a word."""
    yield from (match.span() for match in chain(_NUMERAL.finditer(text), _COUNTING_WORD.finditer(text)))


def numbers_in(words: str) -> set[Decimal]:
    """The numbers that *words* state; of a date in digits its day and its year."""
    dates = {Decimal(part) for date in dates_in(words) for part in (date.day, date.year) if part}
    numerals = {parse_number(number) for number in _NUMERAL.findall(_NUMERIC_DATE.sub(_unless_date, words))}
    return dates | numerals | {_NUMBER_WORDS[word] for word in words.lower().split() if word in _NUMBER_WORDS}


def dates_in(words: str) -> set[PartialDate]:
    """The dates that stand in digits."""
    return {date for match in _NUMERIC_DATE.finditer(words) if (date := _date(match))}


def _unless_date(match: re.Match[str]) -> str:
    return " " if _date(match) else match[0]


def _date(match: re.Match[str]) -> PartialDate | None:
    day, month, month_after_slash, year, *year_first = match.groups()
    if day:
        year_first = [
            f"20{year}"[-4:],
            (month or month_after_slash).zfill(2),
            day.zfill(2),
        ]
    try:
        return PartialDate.parse("-".join(year_first))
    except ValueError:
        return None


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
