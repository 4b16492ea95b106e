"""Times in running text: years and periods, quarters and halves, months, seasons and days."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from generator.folding import Span
from generator.quantities.numerals import Token, Tokens
from generator.quantities.readings import Label, LabelKind, Moment, QuantityReading, StatedQuantity
from generator.quantities.words import ORDINALS

_MONTHS = "januar februar marts april maj juni juli august september oktober november december"
_NUMBER_OF_MONTH = {**{name[:3]: n for n, name in enumerate(_MONTHS.split(), 1)}, "sept": 9}
_SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (12, 2)}
_LENGTHS = {"kvartal": 3, "kvartaler": 3, "kvt": 3, "kv": 3, "halvår": 6, "halvdel": 6, "q": 3, "k": 3, "h": 6}

_LETTER = r"[^\W\d_]"
_WHOLE = r"(?!\d|\ ?,\d|['´`_.]\d{3}(?!\d)|\ \d{3}(?![\d.]))"  # no number goes on
_YEAR = r"(?:19|20)\d\d(?!\d|\ ?,\d|-\d\d-\d\d)"
_PERIOD = rf"""
    (?P<first>{_YEAR})
    (?: \ ?(?:-|/|til(?!{_LETTER})(?:\ og\ med)?)\ ?(?P<last>{_YEAR}) | [-/](?P<short>\d\d){_WHOLE}(?!-\d) )?"""
_SHORT_MONTHS = "|".join(["maj", *(word for word in _NUMBER_OF_MONTH if word != "maj")])
_LONG_MONTHS = "|".join(name for name in _MONTHS.split() if name != "maj")
# »14. juni 2027«, »jan. 2027«; »vinteren 2024/25«; »3. kvartal 2027«, »første halvår af 2026«; »Q3 2027«.
_TIME_OF_YEAR = re.compile(
    rf"""
    (?: (?: (?P<day>0?[1-9]|[12]\d|3[01])(?!\d)\ ?\.?\ ? )?
        (?: (?P<long>{_LONG_MONTHS})(?!{_LETTER}) | (?P<month>{_SHORT_MONTHS})(?!{_LETTER})(?:\ ?\.(?=\ ?{_YEAR}))? )
        (?: \ ?måned(?!{_LETTER}) )?
      | (?P<season>{"|".join(_SEASONS)})(?:et|en)?(?!{_LETTER})
      | (?: (?P<number>\d+)\ ?\. | (?P<ordinal>{"|".join(ORDINALS)})(?!{_LETTER}) )\ ?
        (?P<part>kvartaler|kvartal|kvt(?:\ ?\.)?|kv(?:\ ?\.)?|halvår|halvdel)(?!{_LETTER})
      | (?P<letter>[qk])(?P<quarter>[1-4]){_WHOLE} | (?P<half>h)(?P<nth>[12]){_WHOLE}
    )
    (?P<year> (?: \ ?(?:af|i|-|/)(?!{_LETTER}) )?\ ?{_PERIOD} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# »2027«, »2024-27«, »2021 og frem«, »2020'erne«.
_YEARS = re.compile(
    rf"""{_PERIOD}
    (?P<rest> \ ?(?: '\ ?erne | og\ (?:frem(?:over|efter|adrettet|tiden)?|de\ følgende\ år) | ff )(?!{_LETTER}) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Placed(NamedTuple):
    """A reading and the tokens it is made of; `scale` is what the words for one come to."""

    reading: QuantityReading
    begin: int
    end: int
    scale: int = 1

    @property
    def quantity(self) -> StatedQuantity | None:
        return self.reading if isinstance(self.reading, StatedQuantity) else None

    @property
    def is_amount(self) -> bool:
        return self.quantity is not None and self.quantity.kind == "amount"


def moment_at(tokens: Tokens, begin: int) -> Placed | None:
    """The time whose first token is at *begin*."""
    if tokens[begin].kind == "date":
        return _day_in_digits(tokens, begin)
    return _time_of_year(tokens, begin) or _years(tokens, begin)


def is_year(token: Token) -> bool:
    return token.kind == "number" and re.fullmatch(r"(?:19|20)\d\d", token.text) is not None


def label(tokens: Tokens, kind: LabelKind, begin: int, end: int, year: int | None = None) -> Placed:
    """The tokens as a number that counts nothing."""
    numerals = tuple((token.start, token.end) for token in tokens[begin:end] if token.kind in ("number", "date"))
    return Placed(Label(tokens.span(begin, end), numerals, kind, year), begin, end)


def months_of(number: int, length: int) -> tuple[int, int]:
    """The months of a part of the year: of its third quarter, July to September."""
    return (number - 1) * length + 1, number * length


def _day_in_digits(tokens: Tokens, begin: int) -> Placed | None:
    parts = [int(part) for part in re.split(r"[-./ ]", tokens[begin].text) if part]
    year, month, day = parts if parts[0] > 31 else reversed(parts)  # noqa: PLR2004 - the days of a month
    year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits
    try:
        date(year, month, day)
    except ValueError:
        return None
    span = tokens.span(begin, begin + 1)
    return Placed(Moment(span, (span,), (year, year), (month, month), day), begin, begin + 1)


def _time_of_year(tokens: Tokens, begin: int) -> Placed | None:
    match = tokens.match(_TIME_OF_YEAR, begin)
    if match is None:
        return None
    if match["season"]:
        months = _SEASONS[match["season"].lower()]
    elif name := match["long"] or match["month"]:
        month = _NUMBER_OF_MONTH[name[:3].lower()]
        months = month, month
    else:
        length = _LENGTHS[(match["part"] or match["letter"] or match["half"]).rstrip(" .").lower()]
        digit = match["number"] or match["quarter"] or match["nth"]
        number = int(digit) if digit else ORDINALS[match["ordinal"].lower()]
        if not 1 <= number <= 12 // length:
            return None
        months = months_of(number, length)
    is_named = match["day"] or match["long"] or match["part"] or (match["month"] or "").lower() == "maj"
    if not match["year"] and not (is_named or match["quarter"] or match["nth"]):
        return None  # »jan«, »sommer«
    years, spans, end = _years_of(match) if match["year"] else (None, (), match.end())
    if years and months[0] <= months[1]:
        years, spans, end = (years[0], years[0]), spans[:1], match.end("first")
    numerals = *(match.span(group) for group in ("day", "number", "quarter", "nth") if match[group]), *spans
    place = tokens.after(end)
    moment = Moment(tokens.span(begin, place), numerals, years, months, int(match["day"]) if match["day"] else None)
    return Placed(moment, begin, place)


def _years(tokens: Tokens, begin: int) -> Placed | None:
    match = tokens.match(_YEARS, begin)
    if match is None:
        return None
    (first, last), spans, end = _years_of(match)
    years: tuple[int, int | None] = first, last
    months, rest = (1, 12), (match["rest"] or "").strip()
    if match["short"] and end == match.end("short") and _is_month(match):
        years, months = (first, first), (int(match["short"]), int(match["short"]))
    elif rest and end == match.start("rest"):
        years, end = (first, last + 9 if rest[0] == "'" else None), match.end()
    place = tokens.after(end)
    return Placed(Moment(tokens.span(begin, place), spans, years, months), begin, place)


def _years_of(match: re.Match[str]) -> tuple[tuple[int, int], tuple[Span, ...], int]:
    """A year, or a period of years, and where it ends. One that ends before it begins is none, but may be a month."""
    first, group = int(match["first"]), "last" if match["last"] else "short"
    last = int(match["last"] or match["first"][:2] + (match["short"] or match["first"][2:]))
    if not match[group] or (last < first and not _is_month(match)):
        return (first, first), (match.span("first"),), match.end("first")
    return (first, last), (match.span("first"), match.span(group)), match.end(group)


def _is_month(match: re.Match[str]) -> bool:
    """Whether »2024-11« is November; »2024-27« and »2009-12« are years, each after the one before it."""
    is_hyphen = match.string[match.end("first")] == "-"
    return is_hyphen and 1 <= int(match["short"] or 0) <= min(12, int(match["first"][2:]))
