"""Running heads and page numbers: what stands at one height at the top or foot of page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.evidence.pdf_lines import Line

_MARGIN = 0.12  # of the height of a page, at its top and at its foot
_OFTEN = 3  # pages; all of a shorter document
_DIGITS = 9  # of a number that are looked at
_SAME_HEIGHT = 3.0  # points
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:side|s|page|p)\b)?\W*\d+(?:\W*(?:af|of)?\W*\d+)?\W*", re.IGNORECASE)


def furniture_of(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[set[Line], list[str]]:
    """The lines of *pages* (each with its height) that are furniture, and what of it is more than a page number."""
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for height, lines in pages:
        for line in lines:
            if not height * _MARGIN < line.base < height * (1 - _MARGIN):
                groups[_NUMBER.sub("#", line.text), round(line.base / _SAME_HEIGHT)].append(line)
    enough = max(2, min(_OFTEN, len(pages)))
    furniture = {line for group in groups.values() for line in _repeated(group, enough)}
    heads = {_without_page_number(line.text) for line in furniture}
    return furniture, sorted(head for head in heads if head)


def _repeated(group: Sequence[Line], enough: int) -> Sequence[Line]:
    """Of lines that differ in numbers only, those whose numbers all stay the same, or grow as the pages do."""
    lines = group
    for slot in range(len(_NUMBER.findall(group[0].text))):
        values = [int(_NUMBER.findall(line.text)[slot][-_DIGITS:]) for line in lines]
        beyond = [value - line.page for value, line in zip(values, lines, strict=True)]
        usual = max(values, beyond, key=lambda numbers: Counter(numbers).most_common(1)[0][1])
        [(number, _)] = Counter(usual).most_common(1)
        lines = [line for line, each in zip(lines, usual, strict=True) if each == number]
    return lines if len({line.page for line in lines}) >= enough else ()


def _without_page_number(head: str) -> str:
    return "" if _PAGE_NUMBER.fullmatch(head) else re.sub(r"^\d+\s+|\s+\d+$", "", head)
