"""Units as they are compared: »90 pct.«, »90 procent« and »90 %« are one thing, however it is abbreviated."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.folding import fold, fold_case

# The first of each line stands for all of them.
_SAME_WORD = (
    ("pct", "procent", "%"),
    ("pct-point", "pctpoint", "procentpoint", "procent-point", "%-point"),
    ("mio", "million", "millioner"),
    ("mia", "milliard", "milliarder"),
    ("kr", "krone", "kroner", "dkk"),
    ("stk", "styk", "styks"),
)
_KEYS = {word: words[0] for words in _SAME_WORD for word in words}
_PERCENTAGE_POINT = re.compile(r"(?<!\w)(?:pct\.?|procent|%)[ -](?=point\b)", re.IGNORECASE)


@lru_cache(maxsize=2**10)
def unit_key(unit: str) -> str:
    """What two units have in common when they are the same; upper and lower case differ, as in MW and mW."""
    words = _PERCENTAGE_POINT.sub("procent-", fold(unit)).split()
    return " ".join(_KEYS.get(fold_case(word).replace(".", ""), word.rstrip(".")) for word in words)
