"""A fact's numbers held against its phrase: value, scale, unit, currency, bound, basis and order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from generator.checks.fault import Fault
from generator.comparing.queries import stem
from generator.folding import fold_case, words_in
from generator.model.agreement import (
    Agreed,
    Agreement,
    AmountFact,
    DeadlineFact,
    Effective,
    Fact,
    Initiative,
    StatedCount,
    TargetFact,
    Years,
)
from generator.model.beside import Register
from generator.model.fields import Evidence, Value, walk
from generator.model.values import BOUND_WORDS, PARTS_OF_YEAR, PartialDate, Quantity, parse_count
from generator.quantities.reader import PIECE_BREAK, readings
from generator.quantities.readings import (
    RATIO,
    AmountBasis,
    Label,
    Moment,
    QuantityKind,
    QuantityReading,
    StatedQuantity,
    numbers_of,
)
from generator.quantities.words import DANISH_KRONER, PERCENT, TIMES

_RANKS = {"before": 0, "now": 1, None: 1, "after": 2}


@dataclass(frozen=True)
class Phrase:
    """Words of a source, and what they state in numbers."""

    words: str
    readings: tuple[QuantityReading, ...]

    @classmethod
    def of(cls, pieces: Sequence[str]) -> Phrase:
        words = PIECE_BREAK.join(pieces)
        return cls(words, readings(words))

    @cached_property
    def quantities(self) -> list[StatedQuantity]:
        """What the text asserts: of »3 gange 80 mio. kr.«, three times."""
        return [reading for reading in self.readings if isinstance(reading, StatedQuantity) and reading.is_asserted]

    @cached_property
    def moments(self) -> list[Moment]:
        return [reading for reading in self.readings if isinstance(reading, Moment)]

    def quote(self, reading: QuantityReading) -> str:
        return f"»{' '.join(self.words[slice(*reading.span)].split())}«"


class NumberKind(NamedTuple):
    """What a value is a number of, as the reader of text has it."""

    kind: QuantityKind
    unit: str
    of: Decimal | None = None


MONEY = NumberKind("amount", DANISH_KRONER)


def kind_of(unit: str) -> NumberKind:
    """What a unit in a snapshot is: `pct.` is a share, `år` a count of years, `ud af 10 brugere` a ratio."""
    for reading in readings(f"1 {unit}"):
        if isinstance(reading, StatedQuantity):
            return NumberKind(reading.kind, reading.unit, reading.of)
    return NumberKind("count", unit)


def is_number_of(quantity: Quantity, stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether the text states the same number, whatever it is a number of."""
    factor = stated.of or 1 if kind.unit == RATIO else 100 if is_percentage_of(stated, kind) else 1
    ends = {stated.low * factor, stated.high * factor}
    return ends == set(quantity.numbers)


def is_percentage_of(stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether »syv ud af ti« is held against a percentage, of which it is 70."""
    return stated.unit == RATIO and kind.unit == PERCENT


def is_of(stated: StatedQuantity, kind: NumberKind) -> bool:
    """Whether the text states a number of the same thing; what counted things are called is for people to compare."""
    if kind.kind == "share" or stated.kind == "share":
        is_same = (stated.unit, stated.of) == (kind.unit, kind.of if kind.unit == RATIO else stated.of)
        return is_percentage_of(stated, kind) or (stated.kind == kind.kind and is_same)
    if kind.kind == "amount":
        return stated.kind == "amount" and stated.unit in (kind.unit, "")
    if stated.kind == "amount":
        return not stated.unit  # »252 mio.«, whatever of
    return _time(stated.unit) == _time(kind.unit) or not stated.unit


def _time(unit: str) -> str | None:
    return TIMES.get(unit.split(" ", maxsplit=1)[0].rstrip("."))


def is_change(first: StatedQuantity, second: StatedQuantity) -> bool | None:
    """Whether *first* was before *second* by the words or the years beside them; None where they do not say."""
    if first.year and second.year and first.year != second.year:
        return first.year < second.year
    ranks = _RANKS[first.when], _RANKS[second.when]
    return None if ranks[0] == ranks[1] else ranks[0] < ranks[1]


def states_year(stated: Sequence[Moment], year: int) -> bool:
    return any(moment.years and year in moment.years for moment in stated)


def states_date(stated: Sequence[Moment], date: PartialDate) -> bool:
    """Whether the text states a time as precise as *date* in it; its day and its year may stand apart."""
    if not states_year(stated, date.year):
        return False
    return any(is_in(moment, date) for moment in stated if not moment.years or date.year in moment.years)


def is_in(moment: Moment, date: PartialDate) -> bool:
    """Whether a time is as precise as *date* and lies in it, whatever its year."""
    first, last = PARTS_OF_YEAR[date.part] if date.part else (date.month or 1, date.month or 12)
    is_same_winter = date.part == "vinter" and moment.months[0] == first
    is_within = first <= moment.months[0] <= moment.months[1] <= last
    is_whole = date.part is None and date.month is None
    return is_whole or ((is_within or is_same_winter) and date.day in (None, moment.day))


Faults = Iterator[tuple[str, str]]  # the key, and what is wrong with its value
_BASES: Mapping[AmountBasis | None, str] = {
    "per-year": "per year",
    "per-other": "for each month, citizen or the like",
    "total": "in total",
}
_EACH_YEAR = re.compile(
    r"\b(?:årlig\w*|p\.\s?a\.|(?:pr\.?|per|om|i hvert|hvert|hver af|i hver af) +år\w*)", re.IGNORECASE
)
_ONWARDS = re.compile(
    r"\b(?:frem(?!\s+(?:til|mod))|fremover|fremadrettet|fra|følgende|derefter|herefter|permanent\w*|varig\w*)\b",
    re.IGNORECASE,
)
_PRICES = re.compile(r"pl\b|pris|niveau", re.IGNORECASE)
# A number that is no count of ours: in digits, or of money or a share.
_NUMBER = re.compile(r"\d|\bkr\b|\bmio\b|\bmia\b|million|milliard|pct|procent|%", re.IGNORECASE)
_TO_DATE = r"(?: den| d\.| i| i løbet af| (?:ved|med) udgangen af| udgangen af)?\s*"
# What a text says right before a date, by the bound that it gives it: what can mean that alone, and what can mean more.
_ALONE = {
    "by": r"senest|inden|ikke senere end",
    "from": r"tidligst|ikke før|ikke tidligere end",
    "towards": r"(?:frem|hen) ?i?mod",
}
_LOOSE = {"by": r"(?<!ikke )før", "until": r"indtil|(?:frem )?til(?: og med)?", "from": r"fra(?: og med)?|efter"}
_IN = re.compile(r"\bi(?: løbet af)?\s*$")
# By these a time is the last at which something can be done.
_DUE = re.compile(
    rf"\b(?:{_ALONE['by']}|før|frem (?:i?mod|til)|indtil|til|færdig\w*|klar\w*|afslut\w*|gennemført\w*|opfyldt|nået"
    r"|frist\w*|udgangen|slutningen|ultimo)\b",
    re.IGNORECASE,
)
# Of the loose words, those that a bound cannot be told by.
_AGAINST = {"by": ("from",), "from": ("by", "until")}
Numbered = Fact | StatedCount | Agreed | Effective


def number_stands_in_phrase(agreement: Agreement, _: Register) -> Iterator[Fault]:
    """Ensure a fact's numbers stand in its phrase, or it is derived, and those in our own words in some phrase."""
    for value in numbered(agreement):
        for key, message in faults_of(value, Phrase.of(value.phrase)):
            yield value.place.at(key), message
    yield from _in_our_words(agreement)


def _in_our_words(agreement: Agreement) -> Iterator[Fault]:
    """The numbers in a label that its fact has not, and in a summary that no phrase, fact or title of the file has."""
    for initiative in agreement.initiatives:
        for fact in initiative.facts:
            for number in _unstated(fact.label.da, partial(_stated, [fact])):
                yield fact.place.at("label"), f"{number} is not in the phrase. Mend it, or choose words that hold it."
    titles = [agreement.title.da, *(source.title.da for source in agreement.sources)]
    titles += [f"{count.count} {count.unit.da}" for count in agreement.counts]  # »Initiativ 12« is read as a name
    stated = cache(lambda: _stated(walk(agreement), titles))
    owners: tuple[Agreement | Initiative, ...] = (agreement, *agreement.initiatives)
    for owner in owners:
        for number in _unstated(owner.summary.da, stated):
            message = f"{number} stands in no phrase of this file."
            yield owner.place.at("summary"), f"{message} Mend it, or quote where a source says it."


def _stated(values: Iterable[Value], titles: Sequence[str] = ()) -> frozenset[Decimal]:
    """The numbers that the values, their phrases or the titles have."""
    numbers: set[Decimal] = set()
    quoted = [[title] for title in titles]
    for value in values:
        measures = (getattr(value, key, None) for key in ("amount", "before", "value", "baseline"))
        numbers.update(number for measure in measures if measure for number in measure.numbers)
        quoted += [list(value.phrase)] if isinstance(value, Evidence) else []
    numbers.update(number for each in quoted for reading in Phrase.of(each).readings for number in numbers_of(reading))
    return frozenset(numbers)


def _unstated(ours: str, stated: Callable[[], frozenset[Decimal]]) -> Iterator[str]:
    """The numbers in our words that are not among those stated.

    A number of things in words is our own count: »to aftaler«; so is one that counts nothing a name: »ISO 27001«.
    """
    if not _NUMBER.search(ours):
        return
    words = Phrase.of([ours])
    for quantity in words.quantities:
        is_ours = quantity.kind == "count" and not (quantity.unit and _NUMBER.search(words.quote(quantity)))
        if not is_ours and not numbers_of(quantity) <= stated():
            yield words.quote(quantity)


def numbered(agreement: Agreement) -> Iterator[Numbered]:
    """Every value that may state a number, in the order of the file."""
    yield from (value for value in (agreement.agreed, agreement.effective) if value)
    yield from agreement.counts
    for initiative in agreement.initiatives:
        yield from initiative.facts


def faults_of(value: Numbered, phrase: Phrase) -> Faults:
    """What *value* says otherwise than *phrase*."""
    match value:
        case AmountFact():
            if not value.derived:
                yield from _amount(value, phrase)
        case DeadlineFact():
            yield from _dates(phrase, starts=value.starts, date=value.date)
            yield from _bound(phrase, value)
        case TargetFact():
            yield from _target(value, phrase)
        case StatedCount():
            if not _is_last_number(value, phrase):
                yield from _count("count", parse_count(str(value.count)), value.unit.da, phrase)
        case Agreed():
            yield from _dates(phrase, date=value.date)
        case Effective():
            yield from _dates(phrase, **{"from": value.from_, "to": value.to})
        case _:
            for key, count, unit in value.counted:
                yield from _count(key, count, unit, phrase)


def _amount(fact: AmountFact, phrase: Phrase) -> Faults:
    amounts, fault = _stating(fact.amount, MONEY, phrase)
    if fault:
        yield "amount", f"{fault} Mend it, choose words that hold it, or mark the amount derived."
    if fact.before is not None:
        befores, fault = _stating(fact.before, MONEY, phrase)
        if fault:
            yield "before", f"{fault} Mend it, choose words that hold it, or mark the amount derived."
        elif amounts and fact.before != fact.amount:
            yield from _order(fact, befores, amounts)
    elif amounts and all(_was_before(stated, phrase) for stated in amounts):
        yield "amount", f"by the phrase {fact.amount} is what there was before. Record what it became."
    # »Samlet« can mean all parties in one year; whoever says so in a note may leave open what it is for.
    open_to = (None, fact.basis, "total" if fact.basis == "unstated" and fact.note else None)
    if amounts and all(stated.basis not in open_to for stated in amounts):
        message = f"basis is {fact.basis}, but by the phrase it is {_BASES[amounts[0].basis]}. Mend basis"
        remedy = ", or say in a note why it is unstated" if fact.basis == "unstated" else ""
        yield "basis", f"{message}{remedy}."
    elif fact.basis == "per-year" and amounts and not _EACH_YEAR.search(" ".join(fact.phrase)):
        message = "basis is per-year, and the phrase does not say that it is each year."
        yield "basis", f"{message} Quote where it does, or write total, or unstated where the source does not say."
    if fact.price_level and amounts:
        named = {2000 + int(year) % 100 for year in re.findall(r"\d{4}|\d\d", fact.price_level.da)}  # also of »25-pl«
        priced = {year for stated in amounts if (year := stated.price_year)}
        if named.isdisjoint(priced or _price_years(phrase)):
            of = " and ".join(map(str, sorted(priced))) or "none"
            message = f"{fact.price_level.da}, and the phrase says {of}."
            yield "price_level", f"{message} Mend it, or quote where the source does."
    elif amounts and all(stated.price_year for stated in amounts):
        message = f"the phrase gives {fact.amount} in prices of {amounts[0].price_year}. Record price_level."
        yield "price_level", message
    if fact.years:
        yield from _years(fact.years, amounts, phrase)


def _price_years(phrase: Phrase) -> set[int]:
    """The years of a phrase that speaks of prices, where they stand apart from the amounts."""
    years = re.findall(r"\b(?:20)?(\d\d)\b", phrase.words) if _PRICES.search(phrase.words) else ()
    return {2000 + int(year) for year in years}


def _order(fact: AmountFact, befores: Sequence[StatedQuantity], amounts: Sequence[StatedQuantity]) -> Faults:
    changes = {is_change(before, amount) for before in befores for amount in amounts}
    if changes == {False}:
        yield "before", f"by the phrase {fact.amount} was before {fact.before}. Swap them."
    elif True not in changes:
        yield "before", f"the phrase does not say that {fact.before} was before. Choose words that do."


def _was_before(stated: StatedQuantity, phrase: Phrase) -> bool:
    """Whether another amount took its place: »fra 80 mio. kr. til 60 mio. kr.«."""
    later = [other for other in phrase.quantities if (other.kind, other.unit) == (stated.kind, stated.unit)]
    return stated.when == "before" and any(is_change(stated, other) for other in later)


def _years(years: Years, amounts: Sequence[StatedQuantity], phrase: Phrase) -> Faults:
    missing = [year for year in (years.from_, years.to) if year is not None and not states_year(phrase.moments, year)]
    for year in missing:
        yield "years", f"{year} does not stand in the phrase. Mend it, or choose words that hold it."
    if amounts and not missing and not any(_is_within(amount.year, years) for amount in amounts):
        yield "years", f"by the phrase it is in {amounts[0].year}. Mend years."
    periods = {moment.years for moment in phrase.moments if moment.years and moment.years[0] == years.from_}
    ends = [(last == first and not _ONWARDS.search(phrase.words)) or (last and last > first) for first, last in periods]
    if years.to is None and periods and all(ends):
        yield "years", f"by the phrase it ends in {max(last or 0 for _, last in periods)}. Give years.to."
    elif years.to is not None and periods and all(last is None for _, last in periods):
        yield "years", f"by the phrase it goes on after {years.from_}. Leave years.to out."


def _is_within(year: int | None, years: Years) -> bool:
    """Whether an amount of *year* can be one of *years*; a period the wrong way round is another rule's."""
    if year is None or (years.to is not None and years.to < years.from_):
        return True
    return years.from_ <= year <= (years.to or year)


def _target(fact: TargetFact, phrase: Phrase) -> Faults:
    stated = {}
    for key, measure in (("value", fact.value), ("baseline", fact.baseline), ("over", fact.over)):
        if measure is not None:
            stated[key], fault = _counting(measure, kind_of(measure.unit), phrase)
            if fault:
                yield key, f"{fault} Mend it, or choose words that hold it."
    pairs = [(first, last) for first in stated.get("baseline", ()) for last in stated["value"]]
    if pairs and all(is_change(first, last) is False for first, last in pairs):
        yield "baseline", f"by the phrase {fact.value} was before {fact.baseline}. Swap them."
    yield from _dates(phrase, by=fact.by)


def _count(key: str, count: Quantity, unit: str, phrase: Phrase) -> Faults:
    _, fault = _counting(count, NumberKind("count", unit), phrase)
    if fault and not _is_stated_otherwise(count, unit, phrase):
        yield key, f"{fault} Mend it, or choose words that hold it."


def _is_stated_otherwise(count: Quantity, unit: str, phrase: Phrase) -> bool:
    """Whether one is said by its article, or two thousand like a year."""
    is_one = count.exact == 1 and not {"en", "et"}.isdisjoint(words_in(phrase.words))
    return is_one or any(
        moment.years is not None
        and set(moment.years) == {count.exact}
        and not set(words_in(moment.noun)).isdisjoint(words_in(unit))
        for moment in phrase.moments
    )


def _is_last_number(stated: StatedCount, phrase: Phrase) -> bool:
    """Whether it is the last number of a list that is numbered but not counted: »Initiativ 12« of 12 initiatives."""
    unit = {stem(word) for word in words_in(stated.unit.da)}
    return stated.count == stated.listed and any(
        str(stated.count) in words and not unit.isdisjoint(map(stem, words))
        for reading in phrase.readings
        if isinstance(reading, Label) and reading.kind == "name"
        for words in [words_in(phrase.words[slice(*reading.span)])]
    )


def _counting(quantity: Quantity, kind: NumberKind, phrase: Phrase) -> tuple[list[StatedQuantity], str]:
    """As `_stating`, and not with the number of other things where the phrase has one for these."""
    matching, fault = _stating(quantity, kind, phrase)
    unit = words_in(kind.unit)[-1:]
    of_unit = [stated for stated in phrase.quantities if unit and unit[0] in words_in(stated.unit)]
    if matching and kind.kind == "count" and of_unit and not any(stated in matching for stated in of_unit):
        return [], f"{quantity} stands in the phrase, but not as {phrase.quote(of_unit[0])}."
    return matching, fault


def _stating(quantity: Quantity, kind: NumberKind, phrase: Phrase) -> tuple[list[StatedQuantity], str]:
    """The quantities of the phrase that are this one and, when there are none, what is wrong."""
    same_number = [stated for stated in phrase.quantities if is_number_of(quantity, stated, kind)]
    same = [stated for stated in same_number if is_of(stated, kind)]
    matching = [stated for stated in same if stated.bound == quantity.bound] or _ends(quantity, kind, phrase)
    if matching:
        return matching, ""
    if same:
        word = BOUND_WORDS[same[0].bound][0] if same[0].bound else ""
        with_bound = " ".join(part for part in (word, quantity.written, quantity.unit) if part)
        return [], f"{quantity} stands in the phrase as »{with_bound}«."
    if same_number:
        return [], f"{quantity} stands in the phrase as {phrase.quote(same_number[0])}."
    others = [phrase.quote(stated) for stated in phrase.quantities if stated.kind == kind.kind]
    contrast = f", which says {' and '.join(others)}" if others else ""
    return [], f"{quantity} does not stand in the phrase{contrast}."


def _ends(interval: Quantity, kind: NumberKind, phrase: Phrase) -> list[StatedQuantity]:
    """The two ends of an interval that is told as a change: »fra 5 til 10 mio. kr.«."""
    if interval.low is None or interval.high is None or interval.low == interval.high or interval.is_about:
        return []
    ends = [stated for stated in phrase.quantities if is_of(stated, kind) and stated.bound is None]
    pairs = [(low, high) for low, high in pairwise(ends) if (low.low, high.high) == (interval.low, interval.high)]
    return [high for low, high in pairs if low.high == low.low and (low.when, high.when) == ("before", "after")]


def _dates(phrase: Phrase, **dates: PartialDate | None) -> Faults:
    for key, date in dates.items():
        if date is not None and not states_date(phrase.moments, date):
            yield key, f"{date} does not stand in the phrase. Mend it, or choose words that hold it."


def _bound(phrase: Phrase, fact: DeadlineFact) -> Faults:
    stated = [moment for moment in phrase.moments if states_date([moment], fact.date)]
    words = fold_case(phrase.words)
    words_before = [words[: moment.span[0]] for moment in stated]
    before = [_other_bound(fact.bound, each) for each in words_before]
    if before and (first := before[0]) and all(before):
        bound, word = first
        message = f"bound is {fact.bound}, but the phrase says »{word}« before {fact.date}."
        yield "bound", f"{message} Write bound: {bound}."
    elif (fact.bound, fact.starts) == ("by", None) and any(map(_IN.search, words_before)) and not _DUE.search(words):
        message = f"bound is by, and the phrase only says »{phrase.quote(stated[0])[1:-1]}«."
        yield "bound", f"{message} Write bound: during, or quote »senest«, »inden«, »klar« or the like."


def _other_bound(stated: str, words: str) -> tuple[str, str] | None:
    """Another bound than the *stated* that the end of *words* gives a date, and the word that does."""
    others = [*_ALONE.items(), *((bound, _LOOSE[bound]) for bound in _AGAINST.get(stated, ()))]
    for bound, forms in others:
        match = re.search(rf"\b({forms}){_TO_DATE}$", words)
        if match and not stated.startswith(bound):  # what is towards the end is towards
            return bound, match[1]
    return None
