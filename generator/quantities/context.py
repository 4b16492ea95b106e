"""A quantity in its sentence: its bound, what it is a quantity per, when it holds and in which prices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple, TypeVar

from generator.quantities.moments import Placed
from generator.quantities.numerals import BREAK, Tokens
from generator.quantities.readings import AmountBasis, Bound, Label, Moment, QuantityReading, StatedQuantity, When
from generator.quantities.words import TIMES, by_word, word_set

_Meaning = TypeVar("_Meaning")

_BOUNDS: Mapping[str, Bound] = by_word(
    {
        "about": "ca|c|cirka|circa|omkring|omtrent|omk|knap|knapt|godt|godt og vel|næsten|små|snart|henved|rundt regnet"
        "|anslagsvis|i nærheden af|i omegnen af|i størrelsesordenen|tæt på|op mod|op imod|hen imod|anslået|skønsmæssigt"
        "|lidt over|lidt under|lidt mere end|lidt mindre end|lige over|lige under|plus / minus|+ / -|~|≈|±",
        "at-most": "op til|indtil|højst|højest|allerhøjst|maksimalt|maksimum|maks|max|ikke over|ikke mere end|under"
        "|ikke flere end|mindre end|færre end|lavere end|kortere end|ikke højere end|et loft på|≤|<",
        "at-least": "mindst|minimum|min|som minimum|ikke under|ikke mindre end|ikke færre end|mere end|flere end|over"
        "|større end|højere end|længere end|ikke lavere end|≥|>",
    },
    "|",
)
_LATER_BOUNDS: Mapping[str, Bound] = by_word(
    {
        "about": "cirka|ca|eller deromkring|±|+ / -|plus / minus",
        "at-most": "eller mindre|eller færre|eller derunder|og derunder|og nedefter|som maksimum|som maks",
        "at-least": "eller mere|eller flere|eller derover|og derover|og opefter|og opad|og mere|eller højere"
        "|eller ældre|som minimum|som mindst|+",
    },
    "|",
)
_BASES: Mapping[str, AmountBasis] = by_word(
    {
        "per-year": "årligt|årlige|årlig|om året|pr år|per år|p a|per annum|/ år|hvert år|hvert af årene|hvert af de"
        "|hvert enkelt år|i hvert af|for hvert år|for hvert af årene|til hvert år|til hvert af årene",
        "per-other": "om måneden|pr måned|per måned|/ måned|månedligt|månedlig|månedlige|hver måned|om ugen|pr uge"
        "|per uge|ugentligt|ugentlig|ugentlige|om dagen|pr dag|per dag|dagligt|pr kvartal|per kvartal|hvert kvartal"
        "|hvert andet år|hvert tredje år|hvert fjerde år|hvert femte år|i timen|pr time|per time|i måneden|i ugen"
        "|i døgnet|i kvartalet|kvartalsvis|pr halvår|per halvår|halvårligt|hver især|til hver|for hver|på hver"
        "|til hvert|for hvert|på hvert",
        "total": "i alt|ialt|samlet|samlede|tilsammen|sammenlagt|totalt|total|engangsbeløb|engangsudgift"
        "|engangsudgifter|engangsbevilling|engangstilskud|over perioden|over hele perioden|i hele perioden"
        "|for hele perioden|over årene|under ét",
    },
    "|",
)
_DIRECTIONS: Mapping[str, When] = by_word(  # directly before the number, but for a bound
    {"before": "fra|mod|imod|i forhold til|i stedet for|frem for|fremfor|sammenlignet med", "after": "til"}, "|"
)
_WHEN: Mapping[str, When] = by_word(
    {
        "before": "før|førhen|tidligere|hidtil|hidtidige|hidtidigt|oprindelig|oprindeligt|oprindelige|forrige|var"
        "|udgjorde|lå",
        "now": "i dag|nu|aktuelt|nuværende|i øjeblikket|har|er|p t|pt|udgør",
        "after": "skal|fremover|fremtidig|fremtidigt|bliver|vil|senere|herefter|derefter",
    },
    "|",
)
_LONGEST = 5  # words of a phrase


def _beginning(words: Sequence[str], meanings: Mapping[str, _Meaning]) -> tuple[int, _Meaning] | None:
    """How many words at the beginning of *words* have a meaning together, the most that do, and which."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        if (phrase := " ".join(words[:count])) in meanings:
            return count, meanings[phrase]
    return None


def _ending(words: Sequence[str], meanings: Mapping[str, _Meaning]) -> tuple[int, _Meaning] | None:
    """The same at the end of *words*."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        if (phrase := " ".join(words[-count:])) in meanings:
            return count, meanings[phrase]
    return None


_FILLERS = word_set("de det den en et på i alt samlet årligt hele yderligere kun")
# »borgere over 65 år«, where »over tre år« is how long something takes.
_PEOPLE = word_set(
    "borgere borger personer ældre unge børn alle patienter danskere voksne elever kvinder mænd dem i er"
)
# »fordelt over tre regioner« and »samlet under fire temaer« bound nothing.
_SPREAD = word_set("fordelt fordeles samlet inddelt organiseret grupperet spredt placeret hører udrullet")
_STOPS = frozenset({",", ";", ":", "(", ")", "–", "heraf", "hvoraf", "og", "men", "samt", BREAK})
_REACH = 6
_TO_YEARS = frozenset({"i", "for", "hhv", "henholdsvis", "."})
_TO_YEAR = frozenset({"i", "for", "pr", ".", "per", "om", "årligt", "allerede"})


def in_context(tokens: Tokens, parts: Sequence[Placed]) -> tuple[QuantityReading, ...]:
    """The readings, each quantity with what the words around it say."""
    bases, levels, respective = _bases(tokens, parts), _price_years(tokens, parts), _respective_years(tokens, parts)
    readings: list[QuantityReading] = []
    for n, part in enumerate(parts):
        reading = part.reading
        if isinstance(reading, StatedQuantity):
            following = parts[n + 1] if n + 1 < len(parts) else None
            start, stop = parts[n - 1].end if n else 0, following.begin if following else len(tokens)
            is_last = tokens.ends_sentence(part.end - 1)
            ahead = _near(tokens, range(part.begin - 1, start - 1, -1))[::-1]
            behind = [] if is_last else _near(tokens, range(part.end, stop))
            if behind == ["+"] and following:  # a sum: »50 mio. kr. + 20 mio. kr.«
                behind = []
            reading = replace(
                reading,
                bound=_bound(reading, ahead, behind) or reading.bound,
                basis=bases.get(n),
                when=_when(ahead, behind),
                year=respective.get(n, _year(tokens, part, following)),
                price_year=reading.price_year or levels.get(n),
            )
        readings.append(reading)
    return tuple(readings)


def _near(tokens: Tokens, places: Iterable[int]) -> list[str]:
    """The first words at *places*, of the same sentence."""
    words = (tokens[place].text for place in takewhile(lambda place: not tokens.ends_sentence(place), places))
    return [word for word in words if word != "."][:_REACH]


def _bound(quantity: StatedQuantity, ahead: Sequence[str], behind: Sequence[str]) -> Bound | None:
    words = list(ahead)
    if later := _beginning(behind, _LATER_BOUNDS):
        return later[1]
    while words and words[-1] in _FILLERS and not _ending(words, _BOUNDS) and len(ahead) - len(words) < 3:  # noqa: PLR2004
        words.pop()
    match = _ending(words, _BOUNDS)
    if match is None:
        return None
    length, bound = match
    before = words[-length - 1] if length < len(words) else ""
    is_lasting = words[-1] == "over" and _unit_of_time(quantity) and before not in _PEOPLE
    if length == 1 and words[-1] in ("over", "under") and (is_lasting or before in _SPREAD):
        return None
    outer = _ending(words[:-length], _BOUNDS) if bound == "about" else None  # »op til ca. 5 mio. kr.«
    return outer[1] if outer else bound


def _unit_of_time(quantity: StatedQuantity | None) -> str | None:
    return TIMES.get(quantity.unit.split(" ")[0]) if quantity else None


def _when(ahead: Sequence[str], behind: Sequence[str]) -> When | None:
    words = list(ahead)
    while words:
        bound, direction = _ending(words, _BOUNDS), _ending(words, _DIRECTIONS)
        length = bound[0] if bound else int(words[-1] in _FILLERS)
        if not length or (direction and length == 1):
            break
        words = words[:-length]
    direction = _ending(words, _DIRECTIONS)
    following = list(takewhile(lambda word: word not in _STOPS | {"mod", "til", "fra"}, behind))
    later = next((m for n in range(len(following)) if (m := _beginning(following[n:], _WHEN))), None)
    if direction and not (later and direction[1] == "before" and later[1] == "after"):
        return direction[1]
    before = list(takewhile(lambda word: word not in (",", ";", BREAK), reversed(ahead)))[::-1]
    earlier = next((m for end in range(len(before), 0, -1) if (m := _ending(before[:end], _WHEN))), None)
    return later[1] if later and (earlier is None or earlier[1] == "now") else earlier[1] if earlier else None


def _year(tokens: Tokens, part: Placed, following: Placed | None) -> int | None:
    """The year of »80 mio. kr. i 2024«."""
    match following:
        case Placed(reading=Moment(years=(first, last))) if first == last:
            return first if _TO_YEAR.issuperset(tokens.words(part.end, following.begin)) else None
        case _:
            return None


def _respective_years(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, int]:
    """The years of »80 og 60 mio. kr. i hhv. 2025 og 2026«, by the place of the amount among the parts."""
    years: dict[int, int] = {}
    for n, (first, second) in enumerate(pairwise(parts), 1):
        if first.quantity and isinstance(second.reading, Moment):
            amounts, moments = _listed(tokens, parts[n - 1 :: -1]), _listed(tokens, parts[n:])
            named = [m.reading.years for m in moments if isinstance(m.reading, Moment) and m.reading.years]
            is_between = _TO_YEARS.issuperset(tokens.words(first.end, second.begin))
            if len(amounts) == len(named) == len(moments) > 1 and is_between:
                years |= {n - len(named) + place: year[0] for place, year in enumerate(named)}
    return years


def _listed(tokens: Tokens, parts: Sequence[Placed]) -> list[Placed]:
    """The first of *parts* and those after it that are of the same kind, with »og« or a comma between."""
    listed = [*parts[:1]]
    for one, other in pairwise(parts):
        between = tokens.words(min(one.end, other.end), max(one.begin, other.begin))
        if type(one.reading) is not type(other.reading) or not between or not {",", "og", "samt"}.issuperset(between):
            break
        listed.append(other)
    return listed


def _price_years(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, int]:
    """The years of price levels that stand apart from their amounts, by the place of the amount among the parts."""
    years: dict[int, int] = {}
    amounts = [n for n, part in enumerate(parts) if part.is_amount]
    for index, part in enumerate(parts):
        if isinstance(part.reading, Label) and part.reading.kind == "price-level" and part.reading.year:
            near = [n for n in amounts if _is_one_sentence(tokens, parts[min(n, index)], parts[max(n, index)])]
            if near:  # the last one before it, or else the next
                years.setdefault(min(near, key=lambda n: (n > index, abs(n - index))), part.reading.year)
    return years


def _is_one_sentence(tokens: Tokens, first: Placed, last: Placed) -> bool:
    return not any(tokens.ends_sentence(place) for place in range(first.end - 1, last.begin))


class _Mention(NamedTuple):
    basis: AmountBasis
    begin: int
    end: int
    is_adjective: bool = False


_ADJECTIVES = word_set("årlig årlige samlede månedlig månedlige ugentlig ugentlige total")
_PREPOSITIONS = word_set("på af til med for om")
_RELATIVE = word_set("der som hvor")  # what follows is said of something else
_FAR = 12  # words between an amount and its basis, at most
_STOP = 4  # how many words a comma is worth
_EACH = frozenset({"hver", "hvert"})
_TO_EACH = 6  # words before the amount: »hver region bidrager med op til«
# »hvert andet år«
_NO_THINGS = frozenset({*TIMES, *_STOPS, "anden", "andet", "tredje", "fjerde", "femte", "gang", "."})
_STRONGEST: tuple[AmountBasis, ...] = ("per-other", "per-year", "total")


def _bases(tokens: Tokens, parts: Sequence[Placed]) -> dict[int, AmountBasis]:
    """The basis of each amount by its place among the parts; each mention belongs to the nearest amount."""
    amounts = [n for n, part in enumerate(parts) if part.is_amount]
    near: dict[int, list[tuple[int, _Mention]]] = {}
    for mention in _mentions(tokens, parts) if amounts else ():
        distance, nearest = min((_distance(tokens, mention, parts[n]), n) for n in amounts)
        if distance <= _FAR:
            near.setdefault(nearest, []).append((distance, mention))
    return {n: _strongest(mentions) for n, mentions in near.items()}


def _strongest(mentions: Sequence[tuple[int, _Mention]]) -> AmountBasis:
    """Of »årligt i 2027-2029, i alt 80 mio. kr.« the total, which the comma parts from the year."""
    total = min((each.begin for distance, each in mentions if not distance and each.basis == "total"), default=0)
    stated = {each.basis for distance, each in mentions if distance < _STOP or each.begin >= total}
    return next(basis for basis in _STRONGEST if basis in stated)


def _mentions(tokens: Tokens, parts: Sequence[Placed]) -> Iterator[_Mention]:
    for place, token in enumerate(tokens):
        if token.text != "." and (
            match := _beginning([word for word in tokens.words(place, place + 5) if word != "."], _BASES)
        ):
            end = place + 1 if match[0] == 1 else place + match[0] + (tokens[place + 1].text == ".")
            yield _Mention(match[1], place, end, token.text in _ADJECTIVES)
    for part in parts:
        if _is_each(tokens, part):
            yield _Mention("per-other", part.end, part.end + 1)
        before = tokens.words(part.begin - 2, part.begin)
        if _unit_of_time(part.quantity) and (before[-1:] == ["over"] or before == ["over", "en"]):
            yield _Mention("total", part.begin - 1, part.end)  # »300 mio. kr. over tre år«


def _is_each(tokens: Tokens, part: Placed) -> bool:
    """»500 kr. pr. borger«, »tre rater à 80 mio. kr.«, »5 mio. kr. hver«, »hver region får 5 mio. kr.«."""
    following, before = tokens[part.end], tokens.words(part.begin - _TO_EACH, part.begin)
    thing = tokens[part.end + 1 + (tokens[part.end + 1].text == ".")]
    is_thing = thing.kind == "word" and thing.raw[0].islower() and thing.text not in ("år", "den", "d")
    if following.text in ("pr", "per") and is_thing:
        return True
    if not part.is_amount or before[-1:] in (["à"], ["á"]):
        return part.is_amount
    if following.text in _EACH:
        return tokens[part.end + 1].text not in _NO_THINGS
    return not _EACH.isdisjoint(before) and _NO_THINGS.isdisjoint(before)


def _distance(tokens: Tokens, mention: _Mention, part: Placed) -> int:
    """How many words stand between, where a comma counts as several; too many where they do not belong together."""
    is_after = mention.begin >= part.end
    begin, end = (part.end, mention.begin) if is_after else (mention.end, part.begin)
    words = tokens.words(begin, end)
    belongs = not mention.is_adjective or (not is_after and _describes(words))
    is_apart = is_after and any(one == "," and other in _RELATIVE for one, other in pairwise(words))
    is_one = len(words) <= _FAR and not any(map(tokens.ends_sentence, range(begin - is_after, end)))
    return (
        len(words) + _STOP * sum(word in _STOPS for word in words) if belongs and not is_apart and is_one else _FAR + 1
    )


def _describes(between: list[str]) -> bool:
    """Whether »årlig« is said of the amount: »årlig ramme på 80 mio. kr.«, »årlige 80 mio. kr.«."""
    words = [word for word in between if word != "."]
    while match := _ending(words, _BOUNDS):
        words = words[: -match[0]]
    return not words or words[-1] in _PREPOSITIONS or words[-2:] == ["i", "alt"]
