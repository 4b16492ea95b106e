"""Does the evidence hold? Compares the snapshots with the texts they were read from.

The texts are other people's and are never part of the repository; they are recognised by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import assert_never

from generator.checks.fault import Fault, rule_id
from generator.evidence.absence import (
    difference_is_there,
    explained_hits_are_needed,
    novelty_is_new,
    silence_is_silent,
)
from generator.evidence.quotations import (
    left_out_is_needed,
    no_negation_is_left_out,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_stand_together,
    quotations,
)
from generator.evidence.renaming import renaming_is_there
from generator.evidence.source_text import (
    covered_spans,
    dates_in,
    is_inside,
    number_spans,
    numbers_in,
    words_in,
)
from generator.evidence.texts import Texts, by_source
from generator.folding import fold_case
from generator.model.agreement import Agreed, Effective, StatedCount
from generator.model.archive import Archive
from generator.model.facts import (
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
    is_fact,
)
from generator.model.fields import Evidence, Text
from generator.model.place import Problem
from generator.model.quantity import SCALES, Quantity
from generator.model.values import PartialDate
from generator.model.walk import walk
from generator.wording.writing import MONTHS

_MAX_COPIED = 9  # words in a row; names and set phrases are shorter


def verify(archive: Archive, texts: Texts) -> tuple[Problem, ...]:
    """Run every verification; *texts* are the source texts by SHA-256."""
    found = [
        Problem.at(place, rule_id(rule), message)
        for rule in VERIFICATIONS
        for position in range(len(archive.agreements))
        for place, message in rule(archive, position, texts)
    ]
    return tuple(sorted(set(found)))


def source_text_is_here(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the text that was read, and no other, is there to compare with."""
    for source in archive.agreements[position].sources:
        if source.sha256 and source.sha256 not in texts:
            yield (
                source.place.at("sha256"),
                f"no text with this SHA-256 for {source.id!r}. Add it to the folder, or read the new text and mend the hash.",
            )


def number_stands_in_phrase(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each number of a fact stands in its phrase, unless the fact is marked derived."""
    del texts
    for value in walk(archive.agreements[position]):
        if isinstance(value, Evidence) and not getattr(value, "derived", False):
            words = " ".join(value.phrase)
            stated = numbers_in(words)
            for key, number, forms in _numbers_of(value):
                if not forms & stated:
                    yield (
                        value.place.at(key),
                        f"{number} does not stand in the phrase. Choose words that hold it, or mark the amount derived.",
                    )
            for key, word in _words_of(value, dates_in(words)):
                if word not in fold_case(words):
                    yield (
                        value.place.at(key),
                        f"»{word}« does not stand in the phrase. Choose words that hold it.",
                    )


def number_in_source_is_read(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure every number in a source is in some phrase: of a fact, or of a note on whose it is."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for source in agreement.sources:
        text = per_source.get(source.id)
        if text is None:
            continue
        phrases = [p for each in quotations(agreement) if each.source == source.id for p in each.phrases]
        covered = covered_spans(text, phrases)
        for span in number_spans(text.text):
            if not is_inside(span, covered):
                yield (
                    source.place,
                    f"the number in »{text.around(*span)}« is in no phrase. Add the fact, or a context note.",
                )


def text_is_our_own(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no text of ours copies its source: facts carry over, sentences do not."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    titles = [source.title for source in agreement.sources]
    for value in walk(agreement):
        if isinstance(value, Text) and value not in titles:
            words = words_in(value.da)
            runs = [words[n : n + _MAX_COPIED + 1] for n in range(len(words) - _MAX_COPIED)]
            copied = next((run for run in runs for text in per_source.values() if text.has_run(run)), None)
            if copied:
                yield value.place, f"»{' '.join(copied)}« also stands in the source. Say it in other words."


VERIFICATIONS: tuple[Callable[[Archive, int, Texts], Iterator[Fault]], ...] = (
    source_text_is_here,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_stand_together,
    no_negation_is_left_out,
    left_out_is_needed,
    number_stands_in_phrase,
    number_in_source_is_read,
    silence_is_silent,
    novelty_is_new,
    difference_is_there,
    renaming_is_there,
    explained_hits_are_needed,
    text_is_our_own,
)


def _numbers_of(value: Evidence) -> Iterator[tuple[str, str, set[Decimal]]]:
    """The numbers a value states: the key, how to show it, and the forms in which it may stand."""
    if is_fact(value):
        yield from _numbers_of_fact(value)
    if isinstance(value, StatedCount):
        yield from _plain("count", value.count)
    if isinstance(value, Agreed):
        yield from _dates(date=value.date)
    if isinstance(value, Effective):
        yield from _dates(**{"from": value.from_, "to": value.to})


def _numbers_of_fact(fact: Fact) -> Iterator[tuple[str, str, set[Decimal]]]:
    match fact:
        case AmountFact():
            yield from _stated(amount=fact.amount, before=fact.before)
            if fact.years:
                yield from _plain("years", fact.years.from_, fact.years.to)
        case DeadlineFact():
            yield from _dates(date=fact.date, starts=fact.starts)
        case TargetFact():
            yield from _stated(value=fact.value, baseline=fact.baseline, over=fact.over)
            yield from _dates(by=fact.by)
        case CountFact():
            yield from _stated(count=fact.count)
        case ScopeFact() | PartyFact():
            pass  # words alone
        case _:
            assert_never(fact)


def _stated(**quantities: Quantity | None) -> Iterator[tuple[str, str, set[Decimal]]]:
    for key, quantity in quantities.items():
        for number in quantity.numbers if quantity else ():
            yield key, str(quantity), {number / scale for scale in SCALES.values()}


def _plain(key: str, *numbers: int | None) -> Iterator[tuple[str, str, set[Decimal]]]:
    for number in numbers:
        if number is not None:
            yield key, str(number), {Decimal(number)}


def _dates(**dates: PartialDate | None) -> Iterator[tuple[str, str, set[Decimal]]]:
    for key, date in dates.items():
        if date:
            yield from _plain(key, date.year, date.day, date.numbered_part)


def _words_of(value: Evidence, written: Iterable[PartialDate]) -> Iterator[tuple[str, str]]:
    """The words a date must show beside its numbers, its month's name or its part of the year, unless it is *written* in digits."""
    dates = (("date", getattr(value, "date", None)), ("by", getattr(value, "by", None)))
    for key, date in dates:
        is_exact = isinstance(date, PartialDate) and (date.part or date.month)
        if isinstance(date, PartialDate) and is_exact and not any(_is_in(date, other) for other in written):
            word = {"K": "kvartal", "H": "halvår"}.get((date.part or "")[:1], date.part)
            yield key, word or MONTHS[(date.month or 1) - 1]


def _is_in(date: PartialDate, other: PartialDate) -> bool:
    return (date.year, date.month) == (other.year, other.month) and date.day in (None, other.day)
