"""Danish words without their endings, so that »strategierne« and »strategi« are one word.

The rules are those of the search on the site, assets/search/danish.js, and the same forms test both.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Endings of nouns, verbs and adjectives, and of nouns made of verbs; the longest that fits is cut off.
_LONGEST_FIRST = (
    "elsernes elserne elsens elsen elsers elser else ernes erne erens eren eres ere ers er enes ene ens en"
    " ets et edes ede ende es e s"
)
_ENDINGS = tuple(_LONGEST_FIRST.split())
_NEUTER = re.compile(r"(?<=al|el|ig|iv|ad|sk)t$")  # digitalt, offentligt; not pagt and projekt
_FROM_NOUN = re.compile(r"^(.{5,})al[et]?$")  # kommunal, regionale
_IRREGULAR = {"nyt": "ny", "nye": "ny", "børn": "barn", "børnene": "barn", "børnenes": "barn", "børns": "barn"}
_VOWEL = re.compile("[aeiouyæøå]")
_SHORTEST = 3


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """*word*, which is folded and in lower case, without its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if _FROM_NOUN.match(word):
        return _FROM_NOUN.sub(r"\1", word)
    if len(word) > _SHORTEST + 1 and _NEUTER.search(word):
        return word[:-1]
    return _without_double(word[: len(word) - len(_ending(word))])


def _ending(word: str) -> str:
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and _VOWEL.search(rest):
            return ending
    return ""


def _without_double(word: str) -> str:
    """»artikel« and »artikl«, »middel« and »midl« meet."""
    word = re.sub(r"([bdfgklmnprst])\1$", r"\1", word)
    return re.sub(r"([bcdfghjklmnpqrstvwxz])\1?e([lr])$", r"\1\2", word)
