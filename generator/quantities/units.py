"""The words and signs for scales, currencies and shares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.quantities.readings import DANISH_KRONER, PERCENT
from generator.quantities.words import word_set

_LARGE: Mapping[int, str] = {
    10**2: "hundrede hundred",
    10**3: "tusind tusinde tus",
    10**6: "mio mill million millioner millioners millionen",
    10**9: "mia milliard milliarder milliarders milliarden mrd",
    10**12: "billion billioner",
}
SCALES: Mapping[str, int] = {word: scale for scale, words in _LARGE.items() for word in words.split()}
SPELLED_SCALES = frozenset({"hundrede", "hundred", "tusind", "tusinde"})  # »hundrede« alone is a number too
# A scale and kroner in one word. »t.kr.« is two.
SCALED_KRONER = {"tkr": 10**3, "mkr": 10**6, "mdkr": 10**9}

_CURRENCIES = {
    DANISH_KRONER: "kr krone kroner kroners kronerne dkk dkr",
    "EUR": "euro euros eur €",
    "USD": "dollar dollars dollarne usd $",
    "GBP": "pund gbp £",
}
CURRENCIES: Mapping[str, str] = {word: code for code, words in _CURRENCIES.items() for word in words.split()}
# In capitals only: »nok« is a word, and »sek.« are seconds.
CODES = word_set(
    "SEK NOK ISK CHF JPY CNY PLN CZK HUF RON BGN TRY UAH RUB CAD AUD NZD INR KRW BRL ZAR SGD HKD MXN THB XDR"
)
# Whose kroner or dollars; »danske kroner« are kroner.
COUNTRIES: Mapping[str, str] = {
    "danske": DANISH_KRONER,
    "svenske": "SEK",
    "norske": "NOK",
    "amerikanske": "USD",
    "us": "USD",
    "britiske": "GBP",
}
BEFORE_NUMBER = frozenset({"kr", "dkk", "eur", "usd", "gbp", "€", "$", "£"})

SHARES: Mapping[str, str] = {
    "pct": PERCENT,
    "procent": PERCENT,
    "procents": PERCENT,
    "procenten": PERCENT,
    "percent": PERCENT,
    "%": PERCENT,
    "promille": "promille",
    "‰": "promille",
}
POINT_WORDS = frozenset({"pp", "procentpoint", "procentpoints", "pctpoint", "procentenheder"})
POINT = frozenset({"point", "points", "p"})

ABBREVIATED = word_set("mio mia mill mrd tus t tkr mkr mdkr kr dkr pct pp")
_TIMES = {
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
# Units of time, and of work by time, each in the form that all of its own have in common.
TIMES: Mapping[str, str] = {word: unit for unit, words in _TIMES.items() for word in words.split()}
SMALL_MONEY = {"øre": Decimal("0.01")}
