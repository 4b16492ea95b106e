"""Whether the English says what the Danish beside it does, as far as numbers and denials show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks.fault import Fault, ValuesCheck
from generator.model.fields import Text, Value
from generator.model.translation import texts
from generator.quantities import numbers_of, readings

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_DANISH_SCALES = {"": "", "thousand": "tusind", "million": "mio.", "billion": "mia."}
_NUMBER = re.compile(rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)(?:\s(?:({'|'.join(_SCALES)})\b)|\s?([ap]m)\b)?")
_DIGITS = re.compile(r"\d+")
# By »without«, »uden« and the like one language denies what the other says in another way, so they count in either.
_DENIED = re.compile(r"\b(?:ikke|ingen|intet|aldrig|hverken|næppe|uden)\b", re.IGNORECASE)
_DENIED_IN_ENGLISH = re.compile(
    r"\b(?:not|cannot|no(?!\.\s\d)|never|none|neither|nor|nothing|nobody|without)\b|n[’']t\b", re.IGNORECASE
)


def english_says_the_same(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure the English has no number that the Danish has not, and denies what the Danish denies and nothing else."""
    for value in values:
        for place, text in texts(value):
            if text.en:
                yield from ((place, difference) for difference in _differences(text, text.en))


def _differences(text: Text, english: str) -> Iterator[str]:
    numbers = {number for reading in readings(text.da) for number in numbers_of(reading)}
    digits = {int(run) for run in _DIGITS.findall(text.da)}
    for number, scale, half_of_day in _NUMBER.findall(english):
        # »328,9 og til sidst 401,5 mio. kr.« has its scale at the end, and »2021-2024« and »3.2« are read as one.
        is_part = _DANISH_SCALES[scale] in text.da and digits.issuperset(map(int, _DIGITS.findall(number)))
        if not (half_of_day or is_part or Decimal(number.replace(",", "")) * _SCALES.get(scale, 1) in numbers):
            stated = f"{number} {scale}".strip()
            yield f"the English says {stated}, and the Danish does not: »{text.da}«. Mend the one that is wrong."
    danish, denied = _DENIED.search(text.da), _DENIED_IN_ENGLISH.search(english)
    if danish and not denied:
        yield f"the Danish says »{danish[0]}«, and the English denies nothing: »{english}«. Mend the one that is wrong."
    if denied and not danish:
        yield f"the English says »{denied[0]}«, and the Danish denies nothing: »{text.da}«. Mend the one that is wrong."


ENGLISH_WARNINGS: tuple[ValuesCheck, ...] = (english_says_the_same,)
