"""The reader: every number and time of a text, its intervals, ratios and lists joined, and what it denies marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.folding import FoldedText, Span
from generator.quantities.amounts import currency_before
from generator.quantities.context import in_context
from generator.quantities.moments import Placed, months_of
from generator.quantities.numerals import BREAK, DASH, Tokens
from generator.quantities.parts import parts_of
from generator.quantities.readings import RATIO, Label, Moment, QuantityReading, StatedQuantity
from generator.quantities.words import word_set

PIECE_BREAK = f" {BREAK} "
_MINUS = re.compile(r"(?<![^\s(])\u2212(?=\s?\d)")


def readings(text: str) -> tuple[QuantityReading, ...]:
    """What *text* states in numbers, in its order; spans are places in *text* as it is written.

    Spaces that do not break, thin ones and dashes of every kind are read as what they look like. A line feed is
    between two blocks, and no number reaches over it; nor over PIECE_BREAK, which joins pieces of one text, but
    »årligt« may.
    """
    stated: list[QuantityReading] = []
    start = 0
    for block in text.split("\n"):
        folded = FoldedText(_MINUS.sub("÷", block))  # folded to a dash, a minus with a space after it would be a bullet
        for reading in _read(folded.text):
            span, *numerals = (_moved(folded.span(*each), start) for each in (reading.span, *reading.numerals))
            stated.append(replace(reading, span=span, numerals=tuple(numerals)))
        start += len(block) + 1
    return tuple(stated)


def _moved(span: Span, start: int) -> Span:
    return span[0] + start, span[1] + start


@lru_cache(maxsize=2**12)  # a phrase is read many times
def _read(text: str) -> tuple[QuantityReading, ...]:
    tokens = Tokens(text)
    return in_context(tokens, _with_assertions(tokens, _joined(tokens, parts_of(tokens))))


_LISTING = frozenset({"og", "eller", "samt", "til", "mod", "&", DASH, "/"})
_IN_LIST = word_set("ca . cirka omkring knap godt henholdsvis hhv mindst højst og hele nu før tidligere hidtil den d")
_HUNDREDS = re.compile(r"[1-9]-[1-9]00")
_OUT_OF = 4  # so many words at most: »ud af landets 98 kommuner«


def _joined(tokens: Tokens, parts: Iterable[Placed]) -> list[Placed]:
    """The parts with intervals and ratios as one reading, in the order of the text."""
    result: list[Placed] = []
    is_list = False
    for part in reversed(list(parts)):
        if not result:
            result.append(part)
            continue
        following = result[-1]
        between = tokens.words(part.end, following.begin)
        whole = _interval(tokens, part, following, between) or _ratio(tokens, part, following, between)
        if whole:
            result[-1] = whole
            continue
        if between in ([], [","]):
            result[-1] = _with_year_of(part, following)
        # A comma is only before another of the same list.
        is_more = set(between[1:]) <= _IN_LIST if between and between[0] not in (DASH, "/") else len(between) == 1
        is_list = is_more and (between[0] in _LISTING or (is_list and between[0] == ","))
        result.append(_sharing(tokens, part, following, between) if is_list else part)
    return result[::-1]


def _interval(tokens: Tokens, first: Placed, second: Placed, between: list[str]) -> Placed | None:
    """»100-150 mio. kr.«, »5 til 10 pct.«, »mellem 5 og 10 pct.«."""
    low, high = _with_unit_of(first, second), second.quantity
    if first.quantity is None or low is None or high is None:
        return None
    ahead = currency_before(tokens, first.begin) if high.unit == "" else None
    if ahead:  # »kr. 10-15 mio.«, »mio. kr. 10-15«: what stands before the first is of both
        scale = second.scale if first.scale == 1 else 1
        low = replace(low, low=low.low * scale, high=low.high * scale)
        high = replace(
            high, low=high.low * ahead.factor, high=high.high * ahead.factor, kind=ahead.kind, unit=ahead.unit
        )
    before = tokens[first.begin - 1].text if first.begin else ""
    is_til = between in (["til"], ["à"], [DASH, "til"]) and before != "fra" and (first.quantity.unit == "" or ahead)
    is_between = before == "mellem" and between in (["og"], ["til"])
    if between == [DASH]:
        low = _in_thousands(tokens, low, first, second)
    elif not (is_til or is_between):
        return None
    if low.low > high.low or (low.kind, low.unit) != (high.kind, high.unit):
        return None
    reading = replace(
        high,
        span=tokens.span(first.begin, second.end),
        numerals=(*low.numerals, *high.numerals),
        low=low.low,
        price_year=low.price_year or high.price_year,
    )
    return Placed(reading, first.begin, second.end, second.scale)


def _with_unit_of(first: Placed, second: Placed) -> StatedQuantity | None:
    """The first quantity with the scale and the unit that stand after the second, as far as it has none itself."""
    bare, full = first.quantity, second.quantity
    if bare is None or full is None or bare.unit or full.of is not None:
        return bare if full else None
    factor = second.scale if first.scale == 1 else 1
    return replace(bare, low=bare.low * factor, high=bare.high * factor, kind=full.kind, unit=full.unit)


def _in_thousands(tokens: Tokens, low: StatedQuantity, first: Placed, second: Placed) -> StatedQuantity:
    """»50-60.000« are fifty to sixty thousand, and »5-600« five to six hundred."""
    start, end = tokens[first.begin].text, tokens[second.begin]
    is_round = end.kind == "number" and end.text[-4:] in (".000", " 000")
    is_hundreds = first.end == first.begin + 1 and _HUNDREDS.fullmatch(f"{start}-{end.text}") and start < end.text[0]
    is_thousands = is_round and second.quantity and low.low * 1000 < second.quantity.low
    factor = 1000 if is_thousands else 100 if is_hundreds else 1
    return replace(low, low=low.low * factor, high=low.high * factor)


def _ratio(tokens: Tokens, first: Placed, second: Placed, between: list[str]) -> Placed | None:
    """»syv ud af ti«, »8 af 10 brugere«."""
    part, whole = first.quantity, second.quantity
    is_out_of = between in (["af"], ["af", "de"]) or (between[:2] == ["ud", "af"] and len(between) <= _OUT_OF)
    if part is None or whole is None or second.scale > 1 or not is_out_of or not 0 < part.high <= whole.low:
        return None
    if not (part.kind == whole.kind == "count") or part.unit or whole.low != whole.high:
        return None
    reading = replace(
        whole,
        span=tokens.span(first.begin, second.end),
        numerals=(*part.numerals, *whole.numerals),
        low=part.low / whole.low,
        high=part.high / whole.low,
        kind="share",
        unit=RATIO,
        of=whole.low,
    )
    return Placed(reading, first.begin, second.end)


def _sharing(tokens: Tokens, part: Placed, following: Placed, between: list[str]) -> Placed:
    """»fra 141,4 til 247,4 mio. kr.«, »1. og 2. kvartal 2026«, »marts til maj 2025«."""
    match part.reading, following.reading:
        case Label(kind="ordinal") as first, Moment() as second:
            moment = _same_kind_of_time(int(tokens[part.begin].text), second, tokens[following.begin].kind == "number")
            return part._replace(reading=replace(moment, span=first.span, numerals=first.numerals)) if moment else part
        case Moment(years=None) as first, Moment(years=(int(year), last)) as second if year == last:
            is_earlier = first.months <= second.months
            if is_earlier or "til" in between or between[0] == DASH:
                year -= not is_earlier
                return part._replace(reading=replace(first, years=(year, year)))
            return part
        case StatedQuantity(), StatedQuantity():
            scale = following.scale if part.scale == 1 else part.scale
            return part._replace(reading=_with_unit_of(part, following) or part.reading, scale=scale)
        case _:
            return part


def _same_kind_of_time(number: int, second: Moment, is_numbered: bool) -> Moment | None:
    if second.day is not None:
        return replace(second, day=number)
    length = second.months[1] - second.months[0] + 1
    if not is_numbered or length not in (3, 6) or number * length > 12:  # noqa: PLR2004 - the months of a year
        return None
    return replace(second, months=months_of(number, length))


def _with_year_of(first: Placed, second: Placed) -> Placed:
    """»2026, 4. kvartal«."""
    match first.reading, second.reading:
        case Moment(years=(int(year), last), months=(1, 12)), Moment(years=None, day=None) as part if year == last:
            return second._replace(reading=replace(part, years=(year, year)))
        case _:
            return second


_TIMES = word_set("gange ganget x × * · ⋅ ∙")
_DIVIDED = word_set("/ divideret delt")
_DOUBLE = word_set("dobbelte tredobbelte firedobbelte femdobbelte tidobbelte halve")
_AS_MUCH = word_set("gange dobbelt halvt")  # »tre gange så meget som 80 mio. kr.«
_DENYING = word_set("ikke ej hverken")
_BESIDE = word_set("ca cirka op til knap godt omkring mindst højst med")


def _with_assertions(tokens: Tokens, parts: Sequence[Placed]) -> list[Placed]:
    """The parts, with those marked that are denied, multiplied, divided, half a number, or only taken a share of.

    Of »de 80 mio. kr.«, with an article, something may be taken: they are an amount that is known.
    """
    marked = set()
    for n, part in enumerate(parts):
        before = parts[n - 1] if n else None
        is_denied = part.begin > 0 and tokens[part.begin - 1].text in _DENYING  # »ikke over 80 mio. kr.« is a bound
        if is_denied or (part.is_amount and (_is_taken_of(tokens, part, before) or _goes_on(before, part))):
            marked.add(n)
        if before is None or before.quantity is None or part.quantity is None:
            continue
        sign = _sign_between(tokens, before, part)
        if sign in _TIMES:
            marked |= {n - 1, n} if before.is_amount else {n}
        elif before.is_amount and (_is_less(tokens, before, part) or (sign in _DIVIDED and not part.is_amount)):
            marked.add(n - 1)
    return [
        part._replace(reading=replace(part.quantity, is_asserted=False)) if n in marked and part.quantity else part
        for n, part in enumerate(parts)
    ]


def _sign_between(tokens: Tokens, first: Placed, second: Placed) -> str:
    """The word or sign right after the first of two quantities, which may have been read as what that counts."""
    place = _before_bound(tokens, second.begin - 1)
    is_note = tokens[place].text == "*" and tokens[place].is_glued and not tokens[place + 1].is_glued
    return tokens[place].text if first.end - 1 <= place <= first.end and not is_note else ""


def _is_taken_of(tokens: Tokens, part: Placed, before: Placed | None) -> bool:
    """»halvdelen af 80 mio. kr.«, »det dobbelte af 80 mio. kr.«, »10 pct. af 80 mio. kr.«."""
    place = _before_bound(tokens, part.begin - 1)
    if place < 1:
        return False
    if tokens[place].text == "som":
        return tokens[place - 2].text == "så" and tokens[place - 3].text in _AS_MUCH
    is_share = before and before.end == place and before.quantity and before.quantity.kind == "share"
    return tokens[place].text == "af" and bool(is_share or tokens[place - 1].text in _DOUBLE)


def _is_less(tokens: Tokens, first: Placed, second: Placed) -> bool:
    """»80 mio. kr. minus 20 mio. kr.«, »80 mio. kr. fratrukket 20 mio. kr.«."""
    is_negative = second.quantity is not None and second.quantity.high < 0 and first.end == second.begin
    return is_negative or (tokens[first.end].text == "fratrukket" and first.end + 1 == second.begin)


def _goes_on(before: Placed | None, part: Placed) -> bool:
    """»4 1,5 mio. kr.«: a number that a program has set apart, or a cell of a table."""
    number = before.quantity if before and before.end == part.begin else None
    return number is not None and number.kind == "count" and not number.unit


def _before_bound(tokens: Tokens, place: int) -> int:
    while place > 0 and (tokens[place].text in _BESIDE or tokens[place - 1].text == "ca"):
        place -= 1
    return place
