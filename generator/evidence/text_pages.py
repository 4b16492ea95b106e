"""Running heads and page numbers of a plain text, whose pages end with a form feed if it has any."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

Run = list[str]  # lines with none empty between them

_OFTEN = 3  # pages on which the same stands, at least
_PAGE_NUMBER = re.compile(r"(?:(?:side|s\.) ?)?(\d{1,4})(?: ?(?:af|/) ?\d{1,4})?", re.IGNORECASE)
_NUMBER_AT_EDGE = re.compile(r"(\d{1,4}) +(?=\D)|(?<=\S) +(\d{1,4})$")


def runs_of(lines: Sequence[str]) -> list[Run]:
    """The lines between empty ones."""
    runs: list[Run] = [[]]
    for line in lines:
        if line.strip():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


class Furniture:
    """What of *pages* is no part of the text that runs through them; each page is its runs."""

    def __init__(self, pages: Sequence[Sequence[Run]]) -> None:
        lines = [(line, page) for page, runs in enumerate(pages) for line in _candidates(runs)]
        self._is_paged = len(pages) > 1
        self._heads = _heads(lines)
        self._ahead = _ahead(lines)

    def is_furniture(self, paragraph: Sequence[str]) -> bool:
        """Whether it may stand in the middle of a sentence that goes on after it."""
        [line, *more] = paragraph
        return not more and (bool(_PAGE_NUMBER.fullmatch(line)) or self._head(line) is not None)

    def remaining(self, pages: Sequence[Sequence[Run]]) -> Iterator[Run]:
        """The runs without page numbers and with each running head once; all of them where there are no pages."""
        seen: set[str] = set()
        for page, runs in enumerate(pages):
            for run in self._apart(runs, page) if self._is_paged else runs:
                head = self._head(run[0]) if len(run) == 1 and self._is_paged else None
                if not self._is_page_number(run, page) and (head is None or head not in seen):
                    yield run
                seen.add(head or "")

    def _apart(self, runs: Sequence[Run], page: int) -> Iterator[Run]:
        """The runs, with furniture at the top and foot of a page in runs of its own."""
        for n, run in enumerate(runs):
            top = n == 0 and len(run) > 1 and self._is_known([run[0]], page)
            foot = n == len(runs) - 1 and len(run) > 1 and self._is_known([run[-1]], page)
            parts = [run[:1] if top else [], run[top : len(run) - foot], run[-1:] if foot else []]
            yield from (part for part in parts if part)

    def _is_known(self, run: Run, page: int) -> bool:
        return self._head(run[0]) is not None or self._is_page_number(run, page)

    def _is_page_number(self, run: Run, page: int) -> bool:
        number = _PAGE_NUMBER.fullmatch(run[0]) if len(run) == 1 and self._is_paged else None
        return number is not None and int(number[1]) - page == self._ahead

    def _head(self, line: str) -> str | None:
        return next((head for head in (line, _without_number(line)) if head in self._heads), None)


def _candidates(runs: Sequence[Run]) -> dict[str, None]:
    """The lines that stand alone, or at the top or the foot of the page; each once."""
    alone = [run[0] for run in runs if len(run) == 1]
    return dict.fromkeys([*alone, runs[0][0], runs[-1][-1]]) if runs else {}


def _heads(lines: Sequence[tuple[str, int]]) -> set[str]:
    """What stands there time and again, as it is or beside a number that grows."""
    texts = [line for line, _ in lines if not _PAGE_NUMBER.fullmatch(line)]
    numbers: dict[str, list[int]] = defaultdict(list)
    for text in texts:
        if number := _NUMBER_AT_EDGE.search(text):
            numbers[_without_number(text)].append(int(number[1] or number[2]))
    grown = {head for head, ns in numbers.items() if len(ns) >= _OFTEN and all(a < b for a, b in pairwise(ns))}
    return grown | {text for text, count in Counter(texts).items() if count >= _OFTEN}


def _ahead(lines: Sequence[tuple[str, int]]) -> int | None:
    """By how much page numbers are ahead of the pages counted from 0, if there are any."""
    numbers = [(number, page) for line, page in lines if (number := _PAGE_NUMBER.fullmatch(line))]
    ahead = Counter(int(number[1]) - page for number, page in numbers).most_common(1)
    return ahead[0][0] if ahead and ahead[0][1] >= _OFTEN else None


def _without_number(line: str) -> str:
    return _NUMBER_AT_EDGE.sub("", line, count=1) if not _PAGE_NUMBER.fullmatch(line) else line
