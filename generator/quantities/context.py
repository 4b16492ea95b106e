"""A quantity in its sentence: its bound, what it is a quantity per, when it holds and in which prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.quantities.bases import bases_of
from generator.quantities.markers import BOUNDS, DIRECTIONS, LATER_BOUNDS, TIMES_AFTER, TIMES_BEFORE, beginning, ending
from generator.quantities.moments import Placed
from generator.quantities.numerals import Tokens
from generator.quantities.readings import Bound, Label, Moment, QuantityReading, StatedQuantity, When
from generator.quantities.tokens import BREAK, ends_sentence
from generator.quantities.units import TIMES
from generator.quantities.words import word_set

_FILLERS = frozenset(
    {"de", "det", "den", "en", "et", "på", "i", "alt", "samlet", "årligt", "hele", "yderligere", "kun"}
)
# »fordelt over tre regioner« and »samlet under fire temaer« bound nothing.
# »borgere over 65 år«, where »over tre år« is how long something takes.
_PEOPLE = word_set(
    "borgere borger personer ældre unge børn alle patienter danskere voksne elever kvinder mænd dem i er"
)
_SPREAD = word_set("fordelt fordeles samlet inddelt organiseret grupperet spredt placeret hører udrullet")
_STOPS = frozenset({",", ";", ":", "(", ")", "–", "heraf", "hvoraf", "og", "men", "samt", "mod", "til", "fra", BREAK})
_REACH = 6
_LISTING = frozenset({",", "og", "samt"})
_TO_YEARS = frozenset({"i", "for", "hhv", "henholdsvis", "."})
_TO_YEAR = frozenset({"i", "for", "pr", ".", "per", "om", "årligt", "allerede"})


def in_context(tokens: Tokens, parts: Sequence[Placed]) -> tuple[QuantityReading, ...]:
    """The readings, each quantity with what the words around it say."""
    bases = bases_of(tokens, parts)
    levels = _price_years(tokens, parts)
    respective = _respective_years(tokens, parts)
    readings: list[QuantityReading] = []
    for index, part in enumerate(parts):
        reading = part.reading
        if isinstance(reading, StatedQuantity):
            ahead = _ahead(tokens, part, parts[index - 1].end if index else 0)
            behind = _behind(tokens, part, parts[index + 1].begin if index + 1 < len(parts) else len(tokens))
            reading = replace(
                reading,
                bound=_bound(reading, ahead, behind) or reading.bound,
                basis=bases.get(index),
                when=_when(ahead, behind),
                year=respective.get(index, _year(tokens, part, parts[index + 1] if index + 1 < len(parts) else None)),
                price_year=reading.price_year or levels.get(index),
            )
        readings.append(reading)
    return tuple(readings)


def _ahead(tokens: Tokens, part: Placed, limit: int) -> list[str]:
    """The last words before a part, of its own sentence and after the part before it."""
    words: list[str] = []
    place = part.begin - 1
    while place >= limit and len(words) < _REACH and not ends_sentence(tokens, place):
        if tokens[place].text != ".":
            words.append(tokens[place].text)
        place -= 1
    words.reverse()
    return words


def _behind(tokens: Tokens, part: Placed, limit: int) -> list[str]:
    words: list[str] = []
    place = part.end
    while (
        not ends_sentence(tokens, part.end - 1)
        and place < limit
        and len(words) < _REACH
        and not ends_sentence(tokens, place)
    ):
        if tokens[place].text != ".":
            words.append(tokens[place].text)
        place += 1
    return words


def _bound(quantity: StatedQuantity, ahead: Sequence[str], behind: Sequence[str]) -> Bound | None:
    words, is_time = list(ahead), quantity.unit.split(" ")[0] in TIMES
    later = beginning(behind, LATER_BOUNDS)
    if later:
        return later[1]
    for _ in range(4):
        match = ending(words, BOUNDS)
        if match:
            length, bound = match
            before = words[-length - 1] if length < len(words) else ""
            is_lasting = words[-1] == "over" and is_time and before not in _PEOPLE
            is_spread = length == 1 and words[-1] in ("over", "under") and (is_lasting or before in _SPREAD)
            outer = ending(words[:-length], BOUNDS) if bound == "about" else None  # »op til ca. 5 mio. kr.«
            return None if is_spread else outer[1] if outer else bound
        if not words or words[-1] not in _FILLERS:
            return None
        words.pop()
    return None


def _when(ahead: Sequence[str], behind: Sequence[str]) -> When | None:
    words = list(ahead)
    while words and (bound := ending(words, BOUNDS) or (1, None) if words[-1] in _FILLERS else ending(words, BOUNDS)):
        if ending(words, DIRECTIONS) and bound[0] == 1:
            break
        words = words[: -bound[0]]
    direction = ending(words, DIRECTIONS)
    following = next((n for n, word in enumerate(behind) if word in _STOPS), len(behind))
    later = next((m for n in range(following) if (m := beginning(behind[n:following], TIMES_AFTER))), None)
    if direction and not (later and direction[1] == "before" and later[1] == "after"):
        return direction[1]
    for end in range(len(ahead), 0, -1):
        if ahead[end - 1] in (",", ";", BREAK):
            break
        earlier = ending(ahead[:end], TIMES_BEFORE)
        if earlier:
            return later[1] if later and earlier[1] == "now" else earlier[1]
    return later[1] if later else None


def _year(tokens: Tokens, part: Placed, following: Placed | None) -> int | None:
    """The year of »80 mio. kr. i 2024«."""
    if following is None or not isinstance(following.reading, Moment) or following.reading.years is None:
        return None
    between = {token.text for token in tokens[part.end : following.begin]}
    first, last = following.reading.years
    return first if first == last and between <= _TO_YEAR else None


def _respective_years(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, int]:
    """The years of »80 og 60 mio. kr. i hhv. 2025 og 2026«, by the place of the amount among the parts."""
    years: dict[int, int] = {}
    for index in range(1, len(parts)):
        first, second = parts[index - 1], parts[index]
        if not (isinstance(first.reading, StatedQuantity) and isinstance(second.reading, Moment)):
            continue
        amounts = _listed(tokens, parts[index - 1 :: -1])
        moments = _listed(tokens, parts[index:])
        named = [m.reading.years for m in moments if isinstance(m.reading, Moment) and m.reading.years]
        between = {token.text for token in tokens[first.end : second.begin]}
        if len(amounts) == len(named) == len(moments) > 1 and between <= _TO_YEARS:
            years |= {index - len(named) + n: year[0] for n, year in enumerate(named)}
    return years


def _listed(tokens: Tokens, parts: Sequence[Placed]) -> list[Placed]:
    """The first of *parts* and those after it that are of the same kind, with »og« or a comma between."""
    listed = [*parts[:1]]
    for one, other in pairwise(parts):
        before, after = sorted((one, other), key=lambda part: part.begin)
        between = {token.text for token in tokens[before.end : after.begin]}
        if type(one.reading) is not type(other.reading) or not between or not between <= _LISTING:
            break
        listed.append(other)
    return listed


def _price_years(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, int]:
    """The years of price levels that stand apart from their amounts, by the place of the amount among the parts."""
    years: dict[int, int] = {}
    amounts = [n for n, p in enumerate(parts) if isinstance(p.reading, StatedQuantity) and p.reading.kind == "amount"]
    for index, part in enumerate(parts):
        if isinstance(part.reading, Label) and part.reading.kind == "price-level" and part.reading.year:
            near = [n for n in amounts if _is_one_sentence(tokens, parts[min(n, index)], parts[max(n, index)])]
            if near:  # the last one before it, or else the next
                years.setdefault(min(near, key=lambda n: (n > index, abs(n - index))), part.reading.year)
    return years


def _is_one_sentence(tokens: Tokens, first: Placed, last: Placed) -> bool:
    return not any(ends_sentence(tokens, place) for place in range(first.end - 1, last.begin))
