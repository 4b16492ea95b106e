"""Whether an amount is for each year, for each of something else, or in total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.quantities.markers import BASES, BOUNDS, beginning, ending
from generator.quantities.moments import Placed
from generator.quantities.numerals import Tokens
from generator.quantities.readings import AmountBasis, StatedQuantity
from generator.quantities.tokens import BREAK, ends_sentence
from generator.quantities.units import TIMES
from generator.quantities.words import word_set

_ADJECTIVES = word_set("årlig årlige samlede månedlig månedlige ugentlig ugentlige total")
_PREPOSITIONS = frozenset({"på", "af", "til", "med", "for", "om"})
_STOPS = frozenset({",", ";", ":", "(", ")", "–", "heraf", "hvoraf", "og", "men", "samt", BREAK})
_RELATIVE = frozenset({"der", "som", "hvor"})  # what follows is said of something else
_REACH = 12
_STOP = 4  # how many words a comma is worth
_EACH = frozenset({"hver", "hvert"})
_TO_EACH = 6  # words before the amount: »hver region bidrager med op til«
_NO_THINGS = frozenset(
    {*TIMES, *_STOPS, "anden", "andet", "tredje", "fjerde", "femte", "gang", "."}
)  # »hvert andet år«
_STRONGEST: tuple[AmountBasis, ...] = ("per-other", "per-year", "total")


class _Mention(NamedTuple):
    basis: AmountBasis
    begin: int
    end: int
    is_adjective: bool


def bases_of(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, AmountBasis]:
    """The basis of each amount by its place among the parts; each mention belongs to the nearest amount."""
    amounts = [n for n, part in enumerate(parts) if _is_amount(part)]
    bases: dict[int, set[AmountBasis]] = {}
    for mention in _mentions(tokens, parts) if amounts else ():
        near = min(amounts, key=lambda n: _distance(tokens, mention, parts[n]))
        if _distance(tokens, mention, parts[near]) <= _REACH:
            bases.setdefault(near, set()).add(mention.basis)
    return {n: next(basis for basis in _STRONGEST if basis in stated) for n, stated in bases.items()}


def _mentions(tokens: Tokens, parts: Sequence[Placed]) -> list[_Mention]:
    mentions = []
    for place, token in enumerate(tokens):
        if token.text in BASES:
            words = [t.text for t in tokens[place : place + 5] if t.text != "."]
            match = beginning(words, BASES)
            if match:
                end = place + 1 if match[0] == 1 else place + match[0] + (tokens[place + 1].text == ".")
                mentions.append(_Mention(match[1], place, end, token.text in _ADJECTIVES))
    mentions += [
        _Mention("per-other", part.end, part.end + 1, is_adjective=False) for part in parts if _is_each(tokens, part)
    ]
    for part in parts:  # »300 mio. kr. over tre år«
        quantity = part.reading
        is_time = isinstance(quantity, StatedQuantity) and quantity.unit.split(" ")[0] in TIMES
        before = [token.text for token in tokens[max(0, part.begin - 2) : part.begin]]
        if is_time and (before[-1:] == ["over"] or before == ["over", "en"]):
            mentions.append(_Mention("total", part.begin - 1, part.end, is_adjective=False))
    return mentions


def _is_each(tokens: Tokens, part: Placed) -> bool:
    """Whether the amount is for each of something: »500 kr. pr. borger«."""
    end = part.end + 1 + (tokens[part.end + 1].text == ".")
    word = tokens[end]
    is_thing = word.kind == "word" and word.raw[0].islower() and word.text not in ("år", "den", "d")
    is_each = tokens[part.end].text in ("pr", "per") and is_thing
    return is_each or (_is_amount(part) and _is_shared_out(tokens, part))


def _is_shared_out(tokens: Tokens, part: Placed) -> bool:
    """»tre rater à 80 mio. kr.«, »5 mio. kr. hver«, »hver region får 5 mio. kr.«."""
    before = [token.text for token in tokens[max(0, part.begin - _TO_EACH) : part.begin]]
    if before[-1:] in (["à"], ["á"]):
        return True
    if tokens[part.end].text in _EACH:
        return tokens[part.end + 1].text not in _NO_THINGS
    return not _EACH.isdisjoint(before) and _NO_THINGS.isdisjoint(before)


def _is_amount(part: Placed) -> bool:
    return isinstance(part.reading, StatedQuantity) and part.reading.kind == "amount"


def _distance(tokens: Tokens, mention: _Mention, part: Placed) -> int:
    """How many words stand between, where a comma counts as several; too many where they do not belong together."""
    is_after = mention.begin >= part.end
    begin, end = (part.end, mention.begin) if is_after else (mention.end, part.begin)
    words = [token.text for token in tokens[begin:end]]
    belongs = not mention.is_adjective or (not is_after and _describes(words))
    is_apart = is_after and any(pair[0] == "," and pair[1] in _RELATIVE for pair in pairwise(words))
    if (
        not belongs
        or is_apart
        or len(words) > _REACH
        or any(ends_sentence(tokens, place) for place in range(begin - is_after, end))
    ):
        return _REACH + 1
    return len(words) + _STOP * sum(word in _STOPS for word in words)


def _describes(between: list[str]) -> bool:
    """Whether »årlig« is said of the amount: »årlig ramme på 80 mio. kr.«, »årlige 80 mio. kr.«."""
    words = [word for word in between if word != "."]
    while words and (match := ending(words, BOUNDS)):
        words = words[: -match[0]]
    return not words or words[-1] in _PREPOSITIONS or words[-2:] == ["i", "alt"]
