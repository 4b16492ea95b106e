"""Numbers against the source texts: those of facts, and those that no fact accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks import numbers
from generator.checks.fault import Fault
from generator.checks.numbers import Phrase, states_date
from generator.evidence.blocks import STROKE
from generator.evidence.quotations import stretches
from generator.evidence.source_text import SourceText, Texts, by_source, covered_spans, is_inside
from generator.folding import Span
from generator.model.agreement import Source
from generator.model.archive import Archive
from generator.model.beside import quotations
from generator.quantities.readings import Moment, QuantityReading

_LEADERS = re.compile(r"\.{4}\s*$")  # between a heading and its page in a table of contents
_REGISTERED = re.compile(r"(?:isbn|issn|cvr|telefon|tlf|fax)(?!\w)", re.IGNORECASE)


def number_stands_in_phrase(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each number of a fact stands in its phrase as the same quantity, unless the fact is marked derived."""
    del texts
    yield from numbers.number_stands_in_phrase(archive.agreements[position], archive.register)


def number_is_whole_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no words around a phrase make its number another: a scale, a currency, »op til«, »årligt«."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for value in numbers.numbered(agreement):
        text = per_source.get(value.source)
        if text is None or any(numbers.faults_of(value, Phrase.of(value.phrase))):
            continue
        faults = [list(numbers.faults_of(value, phrase)) for phrase in _in_source(text, value.phrase)]
        if faults and all(faults):
            for key, message in faults[0]:
                yield value.place.at(key), f"the phrase leaves out words that change it. With them, {message}"


def _in_source(text: SourceText, pieces: Sequence[str]) -> Iterator[Phrase]:
    """The quantities of the source, whole and with what is said around them, at each place where the pieces stand."""
    for spans in stretches(text, pieces):
        yield Phrase(text.text, tuple(r for r in text.readings if _is_quoted(r.numerals, spans)))


def _is_quoted(numerals: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(start < end and begin < stop for begin, end in numerals for start, stop in spans)


def number_in_source_is_read(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure every number in a source is in some phrase: of a fact, or of a note on whose it is."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for source in agreement.sources:
        text = per_source.get(source.id)
        if text is None:
            continue
        phrases = [p for each in quotations(agreement) if each.source == source.id for p in each.phrases]
        covered = [*covered_spans(text, phrases), *_dateline(text, source)]
        stated = (reading for reading in text.readings if not is_reference(text, reading))
        for span in (numeral for reading in stated for numeral in reading.numerals):
            if not is_inside(span, covered):
                yield (
                    source.place,
                    f"the number in »{text.around(*span)}« is in no phrase. Add the fact, or a context note.",
                )


def _dateline(text: SourceText, source: Source) -> Sequence[Span]:
    """Where the text first states the day that is given as its own; `published` says whose it is."""
    if source.published is None or source.published.day is None:
        return ()
    moments = (reading for reading in text.readings if isinstance(reading, Moment) and reading.day)
    return next(((moment.span,) for moment in moments if states_date([moment], source.published)), ())


def is_reference(text: SourceText, reading: QuantityReading) -> bool:
    """Whether it only says where something is found, as a page in a table of contents does, or is struck out."""
    start, end = reading.span
    if STROKE in text.text[start : end + 1]:
        return True
    first, _ = text.block_span(text.block(start))
    return bool(_REGISTERED.match(text.text, start) or _LEADERS.search(text.text, first, start))
