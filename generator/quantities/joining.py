"""Readings that belong together: intervals, lists that share a unit, and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.quantities.moments import Placed, months_of
from generator.quantities.numerals import Tokens, span_of
from generator.quantities.readings import RATIO, Label, Moment, StatedQuantity
from generator.quantities.tokens import DASH
from generator.quantities.words import word_set

_LISTING = frozenset({"og", "eller", "samt", "til", "mod", "&"})
_BESIDE = word_set("ca . cirka omkring knap godt henholdsvis hhv mindst højst og hele nu før tidligere hidtil den d")
_HUNDREDS = re.compile(r"[1-9]-[1-9]00")
_OUT_OF = 4  # so many words at most: »ud af landets 98 kommuner«


def joined_parts(tokens: Tokens, parts: Iterable[Placed]) -> list[Placed]:
    """The parts with intervals and ratios as one reading, in the order of the text."""
    result: list[Placed] = []
    is_list = False
    for part in reversed(list(parts)):
        if not result:
            result.append(part)
            continue
        following = result[-1]
        between = [token.text for token in tokens[part.end : following.begin]]
        whole = _interval(tokens, part, following, between) or _ratio(tokens, part, following, between)
        if whole:
            result[-1] = whole
            continue
        if between in ([], [","]):
            result[-1] = _with_year_of(part, following)
        is_list = _is_list(between, is_list)
        result.append(_sharing(tokens, part, following, between) if is_list else part)
    result.reverse()
    return result


def _interval(tokens: Tokens, first: Placed, second: Placed, between: Sequence[str]) -> Placed | None:
    """»100-150 mio. kr.«, »5 til 10 pct.«, »mellem 5 og 10 pct.«."""
    if not (isinstance(first.reading, StatedQuantity) and isinstance(second.reading, StatedQuantity)):
        return None
    before = tokens[first.begin - 1].text if first.begin else ""
    is_dash = list(between) == [DASH]
    is_til = list(between) in (["til"], ["à"], [DASH, "til"]) and before != "fra" and first.reading.unit == ""
    is_between = before == "mellem" and list(between) in (["og"], ["til"])
    low = _with_unit_of(first, second)
    if low and is_dash:
        low = _in_thousands(tokens, low, first, second)
    if not (is_dash or is_til or is_between) or low is None or low.low > second.reading.low:
        return None
    if (low.kind, low.unit) != (second.reading.kind, second.reading.unit):
        return None
    reading = replace(
        second.reading,
        span=span_of(tokens, first.begin, second.end),
        numerals=(*low.numerals, *second.reading.numerals),
        low=low.low,
        price_year=low.price_year or second.reading.price_year,
    )
    return Placed(reading, first.begin, second.end, second.scale)


def _with_unit_of(first: Placed, second: Placed) -> StatedQuantity | None:
    """The first quantity with the scale and the unit that stand after the second, as far as it has none itself."""
    bare, full = first.reading, second.reading
    if not (isinstance(bare, StatedQuantity) and isinstance(full, StatedQuantity)):
        return None
    if bare.unit or full.of is not None:
        return bare
    factor = second.scale if first.scale == 1 else 1
    return replace(bare, low=bare.low * factor, high=bare.high * factor, kind=full.kind, unit=full.unit)


def _in_thousands(tokens: Tokens, low: StatedQuantity, first: Placed, second: Placed) -> StatedQuantity:
    """»50-60.000« are fifty to sixty thousand, and »5-600« five to six hundred."""
    is_round = tokens[second.begin].kind == "number" and tokens[second.begin].text[-4:] in (".000", " 000")
    if is_round and isinstance(second.reading, StatedQuantity) and low.low * 1000 < second.reading.low:
        return replace(low, low=low.low * 1000, high=low.high * 1000)
    digits = f"{tokens[first.begin].text}-{tokens[second.begin].text}"
    if first.end == first.begin + 1 and _HUNDREDS.fullmatch(digits) and digits[0] < digits[2]:
        return replace(low, low=low.low * 100, high=low.high * 100)
    return low


def _ratio(tokens: Tokens, first: Placed, second: Placed, between: Sequence[str]) -> Placed | None:
    """»syv ud af ti«, »8 af 10 brugere«."""
    part, whole = first.reading, second.reading
    if not (isinstance(part, StatedQuantity) and isinstance(whole, StatedQuantity)):
        return None
    is_bare = part.kind == whole.kind == "count" and not part.unit and whole.low == whole.high
    is_out_of = list(between) in (["af"], ["af", "de"]) or (
        list(between[:2]) == ["ud", "af"] and len(between) <= _OUT_OF
    )
    if not is_bare or second.scale > 1 or not is_out_of or not 0 < part.high <= whole.low:
        return None
    reading = replace(
        whole,
        span=span_of(tokens, first.begin, second.end),
        numerals=(*part.numerals, *whole.numerals),
        low=part.low / whole.low,
        high=part.high / whole.low,
        kind="share",
        unit=RATIO,
        of=whole.low,
    )
    return Placed(reading, first.begin, second.end)


def _is_list(between: Sequence[str], was_list: bool) -> bool:
    """Whether two neighbours are of one list; a comma is only before another that is."""
    if not between:
        return False
    if between[0] == "," and was_list and set(between[1:]) <= _BESIDE:
        return True
    is_dash = len(between) == 1 and between[0] in (DASH, "/")
    return is_dash or (between[0] in _LISTING and set(between[1:]) <= _BESIDE)


def _sharing(tokens: Tokens, part: Placed, following: Placed, between: Sequence[str]) -> Placed:
    """»fra 141,4 til 247,4 mio. kr.«, »1. og 2. kvartal 2026«, »marts til maj 2025«."""
    first, second = part.reading, following.reading
    if isinstance(second, Moment) and isinstance(first, Label) and first.kind == "ordinal":
        moment = _same_kind_of_time(int(tokens[part.begin].text), second, tokens[following.begin].kind == "number")
        return part._replace(reading=replace(moment, span=first.span, numerals=first.numerals)) if moment else part
    if isinstance(second, Moment) and isinstance(first, Moment):
        is_earlier = first.months <= second.months
        if first.years is None and second.years and second.years[0] == second.years[1]:
            year = second.years[0] if is_earlier else second.years[0] - 1
            if is_earlier or "til" in between or between[0] == DASH:
                return part._replace(reading=replace(first, years=(year, year)))
        return part
    quantity = _with_unit_of(part, following)
    if quantity is None:
        return part
    scale = following.scale if part.scale == 1 else part.scale
    return part._replace(reading=quantity, scale=scale)


def _with_year_of(first: Placed, second: Placed) -> Placed:
    """»2026, 4. kvartal«."""
    year, part = first.reading, second.reading
    if not (isinstance(year, Moment) and isinstance(part, Moment)) or part.years or part.day:
        return second
    is_year = year.years is not None and year.years[0] == year.years[1] and year.months == (1, 12)
    return second._replace(reading=replace(part, years=year.years)) if is_year else second


def _same_kind_of_time(number: int, second: Moment, is_numbered: bool) -> Moment | None:
    if second.day is not None:
        return replace(second, day=number)
    length = second.months[1] - second.months[0] + 1
    if not is_numbered or length not in (3, 6) or number * length > 12:  # noqa: PLR2004 - the months of a year
        return None
    return replace(second, months=months_of(number, length))
