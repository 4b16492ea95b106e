"""Blocks out of plain text, in which a line may be a paragraph or only as much of one as the page was wide.

Which it is, is measured: where lines are wrapped, they end within sentences, and there was no room for a word more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

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

_LINE_END = re.compile("\r\n|[\r\n\v\f\x85]")
# A program that breaks a word at a soft hyphen may write the line end before it, or a space: »o\n\u00ad ffentlige«.
_STRAY_LETTER = re.compile(rf"(?<=\b[^\W\d_])\n?{SOFT_HYPHEN} +(?=\w)")
_STRAY = re.compile(rf"(?<=\w)\n?{SOFT_HYPHEN} +(?=\w)")
_AFTER_DIGIT = re.compile(rf"(?<=\d){SOFT_HYPHEN}(?=\w)|(?<=\w){SOFT_HYPHEN}(?=\d)")
_SOFT_IN_LINE = re.compile(rf"{SOFT_HYPHEN}(?!$)|(?<!\w){SOFT_HYPHEN}$")
_FURNITURE = 3  # lines of page numbers and running heads, at most, in the middle of a word
_PAGE_NUMBER = re.compile(r"(?:(?:side|s\.) ?)?\d{1,4}(?: ?(?:af|/) ?\d{1,4})?", re.IGNORECASE)
_SHARE_WRAPPED = 0.2  # of all neighbouring lines, that go on within a sentence for want of room
_NEAR_FULL = 0.85  # of the width; letters are not equally wide, so no line is exactly full
_FULL = 0.95
_LAST = 20  # lines of a paragraph, in which its width is looked for
_NEIGHBOURS = 3  # lines before and after, in which the width is looked for


def blocks_of_plain_text(text: str) -> list[str]:
    """The blocks of *text*. What stands at the head and foot of a page is a part of it, which it is not in a PDF."""
    lines = _lines(text)
    vocabulary = Vocabulary(lines)
    runs = [[*run] for is_text, run in groupby(lines, key=bool) if is_text]
    is_wrapped = _is_wrapped(runs)
    paragraphs = [part for run in runs for part in _paragraphs(run, is_wrapped=is_wrapped)]
    whole = _continued(paragraphs, across_gaps=is_wrapped)
    return [join(paragraph, vocabulary).replace(SOFT_HYPHEN, "") for paragraph in whole]


def _lines(text: str) -> list[str]:
    """The lines; a soft hyphen inside one is invisible, but where it was written for the hyphen of a number."""
    text = _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))
    text = _STRAY.sub(f"{SOFT_HYPHEN}\n", _STRAY_LETTER.sub("", text))
    return [_SOFT_IN_LINE.sub("", _AFTER_DIGIT.sub("-", line.strip(" \t"))).strip() for line in text.split("\n")]


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


def _continued(paragraphs: Sequence[_Run], *, across_gaps: bool) -> list[_Run]:
    """The paragraphs with those joined that the end of a page or a column has cut in two."""
    whole: list[_Run] = []
    for paragraph in paragraphs:
        goes_on = begins_small(paragraph[0]) and not begins_item(paragraph[0], after="", first="")
        before = _cut(whole, across_gaps=across_gaps) if goes_on else None
        if before:
            before += paragraph
        else:
            whole.append([*paragraph])
    return whole


def _cut(whole: Sequence[_Run], *, across_gaps: bool) -> _Run | None:
    """The last paragraph, if it ends within a word or, where gaps mean little, a sentence.

    Single lines may stand between the halves of a word, and a page number between those of a sentence.
    """
    is_last = True
    for paragraph in reversed(whole[-1 - _FURNITURE :]):
        if broken_word(paragraph[-1]) or (across_gaps and is_last and _is_cut(paragraph)):
            return paragraph
        if len(paragraph) > 1:
            return None
        is_last = is_last and bool(_PAGE_NUMBER.fullmatch(paragraph[0]))
    return None


def _is_cut(paragraph: _Run) -> bool:
    """Whether a paragraph of several lines ends in a full line and within a sentence."""
    last, width = paragraph[-1], max(map(len, paragraph[-_LAST:]))
    return len(paragraph) > 1 and not ends_sentence(last) and len(last) >= _NEAR_FULL * width
