"""Words that are written apart: »i n f r a s t r u k t u r«, »infra struktur«, »infra/struktur«, »A.I.«.

A reader sees the word, and no search for it does. They are looked for in the letters of a text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from generator.evidence.blocks import BLOCK_END
from generator.quantities.words import word_set

_WORD = re.compile(r"[^\W_]+")
# Small words that stand before others which they are also the beginning of: »for bedre«, »om stillingen«.
_LEADING = word_set(
    "af at bag de den der det du efter en er et for fra frem før han har hen hun ind kan med mellem men mod "
    "ned nu når og"
    " om op over på skal som så til ud uden under var ved vi vil"
)
_SHORT = 5  # letters; a shorter word is looked for as a whole
_SHORTEST_HALF = 3  # of a word in two blocks


class Letters:
    """The letters and digits of a text in lower case."""

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
        has_space = any(not self._is_tight(n) for n in range(first, last))
        is_begun, is_ended = start == self._starts[first], end == self._starts[last + 1]
        if has_space and not (is_begun and (is_ended or end - start >= _SHORT)):
            return None
        is_sentence = first < last and self._gap(first) == " " and self._is_sentence(first, last)
        if is_sentence or not all(self._may_be_one(n) for n in range(first, last)):
            return None
        begin = self._words[first][0] + start - self._starts[first]
        stop = self._words[last][0] + end - self._starts[last]
        block_end = self._lower.find(BLOCK_END, begin, stop)
        return begin, stop if block_end < 0 else block_end

    def _gap(self, n: int) -> str:
        return self._lower[self._words[n][1] : self._words[n + 1][0]]

    def _is_tight(self, n: int) -> bool:
        return not re.search(r"\s", self._gap(n))

    def _may_be_one(self, n: int) -> bool:
        """Whether word *n* and the next may be one by what is between them."""
        (start, end), (begin, stop) = self._words[n : n + 2]
        one, other = self._lower[start:end], self._lower[begin:stop]
        if one[-1].isdecimal() and other[0].isdecimal():
            return False
        gap = self._gap(n)
        if self._is_tight(n) or (len(one) == len(other) == 1 and not gap.strip()):
            return True
        is_broken = gap.strip() == "-"
        is_space = gap == " " or (gap == BLOCK_END and min(len(one), len(other)) >= _SHORTEST_HALF)
        return is_broken or is_space

    def _is_sentence(self, first: int, last: int) -> bool:
        """Whether two words with a space between them are more likely two than one."""
        words = {self._lower[start:end] for start, end in self._words[first : last + 1]}
        return last == first + 1 and not words.isdisjoint(_LEADING)
