"""The words of a text about quantities: digits and tens, scales, currencies, shares, times."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

_Meaning = TypeVar("_Meaning")

# What stands for them as a unit of what is read.
DANISH_KRONER = "DKK"
PERCENT = "pct."


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def by_word(words: Mapping[_Meaning, str], between: str | None = None) -> dict[str, _Meaning]:
    """Each of the words, or of the phrases that have *between* between them, with what it means."""
    return {word: meaning for meaning, several in words.items() for word in several.split(between)}


ARTICLES = word_set("en et")  # a number only before a scale or a fraction
ONES = word_set("én ét een eet")
_DIGITS = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
_UNITS = "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_TENS = by_word(
    {
        20: "tyve",
        30: "tredive tredve",
        40: "fyrre fyrretyve",
        50: "halvtreds halvtredsindstyve",
        60: "tres tresindstyve",
        70: "halvfjerds halvfjerdsindstyve",
        80: "firs firsindstyve",
        90: "halvfems halvfemsindstyve",
    }
)
_COMPOUNDS = {
    f"{digit}og{ten}": tens + value
    for ten, tens in _TENS.items()
    for digit, value in [*zip(_DIGITS, range(1, 10), strict=True), ("én", 1), ("et", 1)]
}
BELOW_HUNDRED: Mapping[str, Decimal] = {
    word: Decimal(value)
    for word, value in (by_word(dict(enumerate(_UNITS.split()))) | dict.fromkeys(ONES, 1) | _TENS | _COMPOUNDS).items()
    if word not in ARTICLES
}
HALF_ANOTHER = by_word({Decimal("1.5"): "halvanden halvandet", Decimal("0.75"): "trekvart"})
HALVES = by_word({Decimal("0.5"): "halv halvt", Decimal("0.25"): "kvart"})
# Round numbers that are nouns: the number is only about this.
NOUNS = {"par": Decimal(2), "snes": Decimal(20), "dusin": Decimal(12)}
_PARTS = ["halv", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"]
PARTS: Mapping[str, int] = {
    **{f"{word}del{end}": n for n, word in enumerate(_PARTS, 2) for end in ("", "e", "en")},
    **by_word({3: "trediedel trediedele trediedelen", 100: "hundrededel hundreddel hundrededele hundreddele"}),
}
# »hver tredje«; »hver anden« is one of two.
EACH: Mapping[str, int] = {"anden": 2, "andet": 2} | {word: n for n, word in enumerate(_PARTS[1:], 3)}
ORDINALS = {"første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4}
_FACTORS = {"": Decimal(1), "et": Decimal(1), "hundred": Decimal(100), "hundrede": Decimal(100)}


@lru_cache(maxsize=2**10)
def word_value(word: str) -> Decimal | None:
    """The value of one word, such as »femogtyve« or »tohundrede«; None for a word that is no number."""
    if word in BELOW_HUNDRED:
        return BELOW_HUNDRED[word]
    for large, scale in (("tusinde", 1000), ("tusind", 1000), ("hundrede", 100), ("hundred", 100)):
        head, middle, tail = word.partition(large)
        if middle and (head or tail):
            factor = _FACTORS.get(head) or word_value(head)
            rest = Decimal(0) if not tail else word_value(tail.removeprefix("og"))
            return None if factor is None or rest is None else factor * scale + rest
    return HALF_ANOTHER.get(word)


SCALES = by_word(
    {
        10**2: "hundrede hundred",
        10**3: "tusind tusinde tus",
        10**6: "mio mill million millioner millioners millionen",
        10**9: "mia milliard milliarder milliarders milliarden mrd",
        10**12: "billion billioner",
    }
)
SPELLED_SCALES = word_set("hundrede hundred tusind tusinde")  # »hundrede« alone is a number too
# A scale and kroner in one word. »t.kr.« is two.
SCALED_KRONER = {"tkr": 10**3, "tdkk": 10**3, "mkr": 10**6, "mdkk": 10**6, "mdkr": 10**9}
CURRENCIES = by_word(
    {
        DANISH_KRONER: "kr krone kroner kroners kronerne dkk dkr",
        "EUR": "euro euros eur €",
        "USD": "dollar dollars dollarne usd $",
        "GBP": "pund gbp £",
    }
)
# In capitals only: »nok« is a word, and »sek.« are seconds.
CODES = word_set(
    "SEK NOK ISK CHF JPY CNY PLN CZK HUF RON BGN TRY UAH RUB CAD AUD NZD INR KRW BRL ZAR SGD HKD MXN THB XDR"
)
# Whose kroner or dollars; »danske kroner« are kroner.
COUNTRIES = by_word(
    {DANISH_KRONER: "danske", "SEK": "svenske", "NOK": "norske", "USD": "amerikanske us", "GBP": "britiske"}
)
BEFORE_NUMBER = word_set("kr dkk eur usd gbp € $ £")
SHARES = by_word({PERCENT: "pct procent procents procenten percent %", "promille": "promille ‰"})
POINT_WORDS = word_set("pp procentpoint procentpoints pctpoint procentenheder")
ABBREVIATED = word_set("mio mia mill mrd tus t tkr mkr mdkr kr dkr pct pp")
# Units of time, and of work by time, each in the form that all of its own have in common.
TIMES = by_word(
    {
        "år": "år års årene årig årige årigt",
        "måned": "måned måneder måneders mdr",
        "uge": "uge uger ugers",
        "dag": "dag dage dages døgn",
        "time": "time timer timers",
        "minut": "minut minutter minutters min",
        "sekund": "sekund sekunder sekunders",
        "kvartal": "kvartal kvartaler",
        "årsværk": "årsværk",
    }
)
