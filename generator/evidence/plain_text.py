"""Blocks out of plain text, in which a line may be a paragraph or only as much of one as the page was wide.

Which it is, is measured: where lines are wrapped, they end within sentences, and there was no room for a word more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from generator.evidence.blocks import (
    SOFT_HYPHEN,
    Vocabulary,
    begins_item,
    begins_small,
    broken_word,
    ends_entry,
    ends_sentence,
    join,
)

_Run = list[str]  # lines with none empty between them

_LINE_END = re.compile("\r\n|[\r\n\v\x85]")
# A program that breaks a word at a soft hyphen may write the line end before it, or a space: »o\n\u00ad ffentlige«.
_STRAY_LETTER = re.compile(rf"(?<=\b[^\W\d_])\n?{SOFT_HYPHEN} +(?=\w)")
_STRAY = re.compile(rf"(?<=\w)\n?{SOFT_HYPHEN} +(?=\w)")
_AFTER_DIGIT = re.compile(rf"(?<=\d){SOFT_HYPHEN}(?=\w)|(?<=\w){SOFT_HYPHEN}(?=\d)")
_SOFT_IN_LINE = re.compile(rf"{SOFT_HYPHEN}(?!$)|(?<!\w){SOFT_HYPHEN}$")
_FURNITURE = 3  # lines of furniture, at most, in the middle of a sentence
_SHARE_WRAPPED = 0.2  # of all neighbouring lines, that go on within a sentence for want of room
_NEAR_FULL = 0.85  # of the width; letters are not equally wide, so no line is exactly full
_FULL = 0.95
_LAST = 20  # lines of a paragraph, in which its width is looked for
_NEIGHBOURS = 3  # lines before and after, in which the width is looked for


def blocks_of_plain_text(text: str) -> list[str]:
    """The blocks of *text*; where it has pages, without their numbers and with each running head once."""
    pages = [_lines(page) for page in text.split("\f")]
    vocabulary = Vocabulary(line for page in pages for line in page)
    runs = [[[*run] for is_text, run in groupby(page, key=bool) if is_text] for page in pages]
    furniture = _Furniture(runs)
    remaining = [*furniture.remaining(runs)]
    is_wrapped = _is_wrapped(remaining)
    paragraphs = [part for run in remaining for part in _paragraphs(run, is_wrapped=is_wrapped)]
    whole = _continued(paragraphs, furniture, across_gaps=is_wrapped)
    return [join(lines, vocabulary).replace(SOFT_HYPHEN, "") for lines in whole]


def _lines(text: str) -> list[str]:
    """The lines; a soft hyphen inside one is invisible, but where it was written for the hyphen of a number."""
    text = _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))
    text = _STRAY.sub(f"{SOFT_HYPHEN}\n", _STRAY_LETTER.sub("", text))
    return [_SOFT_IN_LINE.sub("", _AFTER_DIGIT.sub("-", line.strip(" \t"))).strip() for line in text.split("\n")]


_OFTEN = 3  # pages on which the same stands, at least
_PAGE_NUMBER = re.compile(r"(?:(?:side|s\.) ?)?(\d{1,4})(?: ?(?:af|/) ?\d{1,4})?", re.IGNORECASE)
_NUMBER_AT_EDGE = re.compile(r"(\d{1,4}) +(?=\D)|(?<=\S) +(\d{1,4})$")


class _Furniture:
    """What of *pages* is no part of the text that runs through them; each page is its runs."""

    def __init__(self, pages: Sequence[Sequence[_Run]]) -> None:
        # The lines that stand alone, or at the top or the foot of their page; each once a page.
        lines = [
            (line, page)
            for page, runs in enumerate(pages)
            if runs
            for line in dict.fromkeys([*(run[0] for run in runs if len(run) == 1), runs[0][0], runs[-1][-1]])
        ]
        self._is_paged = len(pages) > 1
        self._heads = _heads([line for line, _ in lines if not _PAGE_NUMBER.fullmatch(line)])
        numbers = [(number, page) for line, page in lines if (number := _PAGE_NUMBER.fullmatch(line))]
        ahead = Counter(int(number[1]) - page for number, page in numbers).most_common(1)
        # By how much page numbers are ahead of the pages counted from 0, if there are any.
        self._ahead = ahead[0][0] if ahead and ahead[0][1] >= _OFTEN else None

    def is_furniture(self, paragraph: _Run) -> bool:
        """Whether it may stand in the middle of a sentence that goes on after it."""
        line = paragraph[0]
        return len(paragraph) == 1 and (bool(_PAGE_NUMBER.fullmatch(line)) or self._head(line) is not None)

    def remaining(self, pages: Sequence[Sequence[_Run]]) -> Iterator[_Run]:
        """The runs without page numbers and with each running head once; all of them where there are no pages."""
        seen: set[str | None] = set()
        for page, runs in enumerate(pages):
            for run in self._apart(runs, page) if self._is_paged else runs:
                if len(run) == 1 and self._is_paged:
                    head = self._head(run[0])
                    if self._is_page_number(run[0], page) or (head and head in seen):
                        continue
                    seen.add(head)
                yield run

    def _apart(self, runs: Sequence[_Run], page: int) -> Iterator[_Run]:
        """The runs, with furniture at the top and foot of a page in runs of its own."""
        for n, run in enumerate(runs):
            top = n == 0 and len(run) > 1 and self._is_known(run[0], page)
            foot = n == len(runs) - 1 and len(run) > 1 and self._is_known(run[-1], page)
            yield from filter(None, (run[:top], run[top : len(run) - foot], run[len(run) - foot :]))

    def _is_known(self, line: str, page: int) -> bool:
        return self._head(line) is not None or self._is_page_number(line, page)

    def _is_page_number(self, line: str, page: int) -> bool:
        number = _PAGE_NUMBER.fullmatch(line)
        return number is not None and int(number[1]) - page == self._ahead

    def _head(self, line: str) -> str | None:
        return next((head for head in (line, _without_number(line)) if head in self._heads), None)


def _heads(texts: Sequence[str]) -> set[str]:
    """What stands there time and again, as it is or beside a number that grows."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for text in texts:
        if number := _NUMBER_AT_EDGE.search(text):
            numbers[_without_number(text)].append(int(number[1] or number[2]))
    grown = {head for head, ns in numbers.items() if len(ns) >= _OFTEN and all(a < b for a, b in pairwise(ns))}
    return grown | {text for text, count in Counter(texts).items() if count >= _OFTEN}


def _without_number(line: str) -> str:
    return _NUMBER_AT_EDGE.sub("", line, count=1) if not _PAGE_NUMBER.fullmatch(line) else line


def _is_wrapped(runs: Sequence[_Run]) -> bool:
    pairs = [(run, n) for run in runs for n in range(len(run) - 1) if not _is_item(run, n + 1, 0)]
    inside = sum(begins_small(run[n + 1]) and not ends_sentence(run[n]) and not _has_room(run, n) for run, n in pairs)
    return inside > 0 and inside >= _SHARE_WRAPPED * len(pairs)


def _is_item(run: _Run, n: int, begin: int) -> bool:
    return begins_item(run[n], after=run[n - 1], first=run[begin])


def _has_room(run: _Run, n: int, share: float = _NEAR_FULL) -> bool:
    """Whether line *n* could have taken the first word of the next one as well."""
    width = max(len(line) for line in run[max(0, n - _NEIGHBOURS) : n + _NEIGHBOURS + 1])
    return len(run[n]) + 1 + len(run[n + 1].split()[0]) <= share * width


def _paragraphs(run: _Run, *, is_wrapped: bool) -> Iterator[_Run]:
    """The paragraphs of a run: where lines are not wrapped each line, unless a word goes on."""
    begin = 0
    for n in range(len(run) - 1):
        is_cut = broken_word(run[n]) and begins_small(run[n + 1])
        if _ends_paragraph(run, n, begin) if is_wrapped else not is_cut:
            yield run[begin : n + 1]
            begin = n + 1
    yield run[begin:]


def _ends_paragraph(run: _Run, n: int, begin: int) -> bool:
    line, goes_on = run[n], begins_small(run[n + 1])
    if _is_item(run, n + 1, begin) or ends_entry(line):
        return True
    if broken_word(line):
        return False
    if ends_sentence(line):
        # A sentence that ends before the margin most often ends its paragraph, unless it is an abbreviation.
        return (not goes_on or line.endswith(":")) and _has_room(run, n, share=1)
    return not goes_on and _has_room(run, n, share=_FULL)


def _continued(paragraphs: Sequence[_Run], furniture: _Furniture, *, across_gaps: bool) -> list[_Run]:
    """The paragraphs with those joined that a column or a page has cut in two, whatever furniture is between."""
    whole: list[_Run] = []
    for paragraph in paragraphs:
        goes_on = begins_small(paragraph[0]) and not begins_item(paragraph[0], after="", first="")
        before = _cut(whole, furniture, across_gaps=across_gaps) if goes_on else None
        if before:
            before += paragraph
        else:
            whole.append([*paragraph])
    return whole


def _cut(whole: Sequence[_Run], furniture: _Furniture, *, across_gaps: bool) -> _Run | None:
    """The last paragraph but for furniture, if it ends within a word or, where gaps mean little, a sentence."""
    is_last = True
    for paragraph in reversed(whole[-1 - _FURNITURE :]):
        is_furniture = furniture.is_furniture(paragraph)
        if broken_word(paragraph[-1]) or (across_gaps and is_last and not is_furniture and _is_cut(paragraph)):
            return paragraph
        if len(paragraph) > 1:
            return None
        is_last = is_last and is_furniture
    return None


def _is_cut(paragraph: _Run) -> bool:
    """Whether a paragraph of several lines ends in a full line and within a sentence."""
    last, width = paragraph[-1], max(map(len, paragraph[-_LAST:]))
    return len(paragraph) > 1 and not ends_sentence(last) and len(last) >= _NEAR_FULL * width
