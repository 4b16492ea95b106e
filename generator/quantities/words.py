"""Numbers that are written as Danish words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DIGITS = "en to tre fire fem seks syv otte ni"
_UNITS = "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_TENS = {
    "tyve": 20,
    "tredive": 30,
    "tredve": 30,
    "fyrre": 40,
    "fyrretyve": 40,
    "halvtreds": 50,
    "halvtredsindstyve": 50,
    "tres": 60,
    "tresindstyve": 60,
    "halvfjerds": 70,
    "halvfjerdsindstyve": 70,
    "firs": 80,
    "firsindstyve": 80,
    "halvfems": 90,
    "halvfemsindstyve": 90,
}
ARTICLES = frozenset({"en", "et"})  # a number only before a scale or a fraction
ONES = {"én": 1, "ét": 1, "een": 1, "eet": 1}


def _below_hundred() -> dict[str, Decimal]:
    digits = dict(zip(_UNITS.split(), range(20), strict=True))
    words = digits | ONES | _TENS
    for ten, tens in _TENS.items():
        words |= {f"{digit}og{ten}": tens + value for value, digit in enumerate(_DIGITS.split(), 1)}
        words |= {f"{one}og{ten}": tens + 1 for one in ("én", "et")}
    for article in ARTICLES:
        words.pop(article, None)
    return {word: Decimal(value) for word, value in words.items()}


BELOW_HUNDRED: Mapping[str, Decimal] = _below_hundred()
HALF_ANOTHER = {"halvanden": Decimal("1.5"), "halvandet": Decimal("1.5"), "trekvart": Decimal("0.75")}
HALVES = {"halv": Decimal("0.5"), "halvt": Decimal("0.5"), "kvart": Decimal("0.25")}
# Round numbers that are nouns: the number is only about this.
NOUNS = {"par": Decimal(2), "snes": Decimal(20), "dusin": Decimal(12)}
_PARTS = "halv tredje fjerde femte sjette syvende ottende niende tiende"
PARTS: Mapping[str, int] = {
    **{f"{word}del{end}": n for n, word in enumerate(_PARTS.split(), 2) for end in ("", "e", "en")},
    **{f"trediedel{end}": 3 for end in ("", "e", "en")},
    **{f"{word}{end}": 100 for word in ("hundrededel", "hundreddel") for end in ("", "e")},
}
# »hver tredje«; »hver anden« is one of two.
EACH: Mapping[str, int] = {"anden": 2, "andet": 2} | {word: n for n, word in enumerate(_PARTS.split()[1:], 3)}
ORDINALS = {"første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4}
_FACTORS = {"": Decimal(1), "et": Decimal(1), "hundred": Decimal(100), "hundrede": Decimal(100)}
_LARGE = (("tusinde", 1000), ("tusind", 1000), ("hundrede", 100), ("hundred", 100))


@lru_cache(maxsize=2**10)
def word_value(word: str) -> Decimal | None:
    """The value of one word, such as »femogtyve« or »tohundrede«; None for a word that is no number."""
    if word in BELOW_HUNDRED:
        return BELOW_HUNDRED[word]
    if word in HALF_ANOTHER:
        return HALF_ANOTHER[word]
    return _compound(word)


def _compound(word: str) -> Decimal | None:
    for large, scale in _LARGE:
        head, middle, tail = word.partition(large)
        if middle and (head or tail):
            factor = _FACTORS.get(head) or word_value(head)
            rest = Decimal(0) if not tail else word_value(tail.removeprefix("og"))
            return None if factor is None or rest is None else factor * scale + rest
    return None
