"""Where browsers look for words in a page, and what has to stand beside the words for the right place to be found.

Chromium 156 and Firefox 153 both ignore case, marks on letters (»å« is »a«), invisible characters and what is bold,
find words in the middle of »3-4« and of a word with a soft hyphen, and find nothing across a line break. Firefox takes
one dash for another and »5 mio.« for a part of »41,5 mio.«; Chromium takes »ae« for »æ«, and a ligature for its
letters. So they are given the words as the page has them, and whatever either might find before is ruled out.
`tests/test_evidence.py` asks both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.evidence.blocks import LINE_BREAK
from generator.evidence.source_text import SourceText
from generator.evidence.text_fragment import Target
from generator.folding import INVISIBLE, Span, fold_case

_MAX_CONTEXT = 4  # words on either side; more would copy the page, not point at it
_UNSEEN = re.compile(f"[\u00ad{INVISIBLE}]")
_LONE_NO_BREAK_SPACE = re.compile(r"(?<![ \u00a0])\u00a0(?![ \u00a0])")  # both find a space for it
_WORD = re.compile(r"\S*\w\S*")


class Page:
    """A text as a browser searches it: line by line, of which a block without line breaks is one."""

    def __init__(self, text: SourceText) -> None:
        self._text = text
        self._lines = [line for block in text.written for line in block.split(LINE_BREAK)]
        self._first_lines = [0]  # of each block
        for block in text.written:
            self._first_lines.append(self._first_lines[-1] + block.count(LINE_BREAK) + 1)

    def target(self, piece: Span) -> Target | None:
        """What a browser is asked for, so that it finds *piece* of the text first; None where nothing leads there."""
        block, begin, stop = self._text.written_span(*piece)
        written = self._text.written[block]
        ahead, lines = written[:begin].split(LINE_BREAK), written[begin:stop].split(LINE_BREAK)
        first = self._first_lines[block] + len(ahead) - 1
        last = first + len(lines) - 1
        start, end = len(ahead[-1]), (0 if len(lines) > 1 else len(ahead[-1])) + len(lines[-1])
        words, until = _clean(lines[0]), _clean(lines[-1]) if len(lines) > 1 else ""
        earlier = [place for place in self._find(words, first) if place < (first, start)]
        for before, after in _contexts(self._before(first, start), self._after(last, end), until):
            if not any(self._stands_between(place, before, words, after) for place in earlier):
                return Target(words, until, _clean(before), _clean(after))
        return None

    def _find(self, words: str, last: int) -> Iterator[tuple[int, int]]:
        for number, line in enumerate(self._lines[: last + 1]):
            yield from ((number, begin) for begin, _ in _finds(line, words))

    def _stands_between(self, place: tuple[int, int], before: str, words: str, after: str) -> bool:
        number, begin = place
        stop = next(stop for start, stop in _finds(self._lines[number], words) if start == begin)
        ahead, behind = _generous(self._before(number, begin)), _generous(self._after(number, stop))
        return _ends_with(ahead, _generous(before)) and _ends_with(behind[::-1], _generous(after)[::-1])

    def _before(self, number: int, begin: int) -> str:
        """The rest of the line, or where nothing is left of it the line before."""
        rest = self._lines[number][:begin].rstrip()
        return rest if rest or not number else self._lines[number - 1].rstrip()

    def _after(self, number: int, stop: int) -> str:
        rest = self._lines[number][stop:].lstrip()
        return rest if rest or number + 1 == len(self._lines) else self._lines[number + 1].lstrip()


def _contexts(before: str, after: str, until: str) -> Iterator[tuple[str, str]]:
    """What may be asked to stand before and after the words, the least first."""
    starts = [match.start() for match in _WORD.finditer(before)][::-1]
    ends = [match.end() for match in _WORD.finditer(after)] if not until else []
    yield "", ""
    for count in range(_MAX_CONTEXT):
        ahead = before[starts[count] :] if count < len(starts) else ""
        behind = after[: ends[count]] if count < len(ends) else ""
        yield from ((ahead, ""), ("", behind), (ahead, behind))


def _ends_with(text: str, words: str) -> bool:
    """Whether *words* are whole words at the end of *text*."""
    return text.endswith(words) and not (words and text[: -len(words)][-1:].isalnum() and words[0].isalnum())


def _finds(line: str, words: str) -> Iterator[Span]:
    """Where either browser might find *words*: in the middle of a word too, which may have had a soft hyphen."""
    text, places = _as_found(line)
    wanted = _generous(words)
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield places[start], places[start + len(wanted) - 1] + 1
        start = text.find(wanted, start + 1)


@lru_cache(maxsize=2**10)
def _as_found(line: str) -> tuple[str, tuple[int, ...]]:
    """The line as the browsers compare it, and where each character of that is written."""
    characters = [(compared, at) for at, character in enumerate(line) for compared in _generous(character)]
    return "".join(compared for compared, _ in characters), tuple(at for _, at in characters)


def _generous(text: str) -> str:
    """What is the same to either of the browsers is the same here."""
    return "".join(map(_generous_character, text))


@lru_cache(maxsize=2**12)
def _generous_character(character: str) -> str:
    """Letters without marks and case, one space and one dash for all, and nothing for what is not seen."""
    plain = "ae" if character in "æÆ" else "o" if character in "øØ" else fold_case(character)
    if character.isspace():
        return " "
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _clean(words: str) -> str:
    return _LONE_NO_BREAK_SPACE.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", words))).strip()


def targets(text: SourceText, pieces: Sequence[Span], phrases: Sequence[str]) -> tuple[Target, ...] | None:
    """What leads a browser to *pieces*: empty where nothing does, None where *phrases*, which quote them, do."""
    page = Page(text)
    searches = [search for piece in pieces if (search := page.target(piece))]
    if len(searches) < len(pieces):
        return ()
    return None if searches == [Target(" ".join(p.split())) for p in phrases] else tuple(searches)
