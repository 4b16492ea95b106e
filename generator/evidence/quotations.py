"""Is a quotation whole? Its pieces stand in the text, in order, close together, with nothing left out that turns it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.checks.fault import Fault
from generator.evidence.blocks import BLOCK_END
from generator.evidence.negations import left_out
from generator.evidence.source_text import SourceText, Texts, by_source
from generator.folding import Span, fold
from generator.model.archive import Archive
from generator.model.beside import Quotation, quotations

# Words left out between two pieces. In the first five agreements it is at most 28; further on another thing is spoken
# of.
MAX_LEFT_OUT = 40
_NEARBY = f"Pieces stand in one block or in two neighbours, with at most {MAX_LEFT_OUT} words between them."
_MAX_TRIED = 100  # ways to place pieces of a word or two, which stand everywhere


def phrase_stands_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each phrase stands word for word in one paragraph, cell or list item of the source it names."""
    for quotation, text in _with_text(archive, position, texts):
        for phrase in quotation.phrases:
            if not text.holds(phrase):
                yield quotation.place.at("phrase"), _why_it_does_not_stand(text, phrase, quotation.source)


def phrases_stand_in_order(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces that are quoted together are quoted in the order in which they stand."""
    for quotation, text in _with_text(archive, position, texts):
        place = 0
        for phrase in quotation.phrases if all(map(text.holds, quotation.phrases)) else ():
            later = next((end for start, end in text.quoted(phrase) if start >= place), None)
            if later is None:
                start, end = next(text.quoted(phrase))
                where = f"»{phrase}« begins before the end of what it is quoted after: »{text.around(start, end)}«."
                yield quotation.place.at("phrase"), f"{where} Put the pieces in the order of the source."
                break
            place = later


def pieces_stand_together(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces that are quoted together stand in one block or in neighbouring ones, with few words between."""
    for quotation, text in _with_text(archive, position, texts):
        in_order = _in_order(text, quotation.phrases)
        if in_order and next(stretches(text, quotation.phrases), None) is None:
            one, other = next(pair for pair in pairwise(in_order) if not _is_near(text, *pair))
            where = f"»{text.around(*one)}« and »{text.around(*other)}« are no one passage of {quotation.source!r}."
            yield quotation.place.at("phrase"), f"{where} {_NEARBY} Quote one of them."


def no_negation_is_left_out(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no quotation leaves out a word that turns what it says, unless its snapshot says why it may."""
    for quotation, text in _with_text(archive, position, texts):
        turned = _turned(text, quotation.phrases)
        if turned and not quotation.left_out:
            start, end = turned[0]
            where = f"»{text.text[start:end]}« is left out: »{text.around(start, end)}«."
            yield (quotation.place.at("phrase"), f"{where} Quote it, or say under left_out why it may be left out.")


def left_out_is_needed(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is said of a word that was left out has such a word to speak of."""
    for quotation, text in _with_text(archive, position, texts):
        if quotation.left_out and _turned(text, quotation.phrases) == []:
            yield quotation.place.at("left_out"), "no negation or exception is left out. Remove left_out."


def pieces_are_no_copy(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces with nothing left out between them are together no longer than one phrase may be."""
    for quotation, text in _with_text(archive, position, texts):
        pieces = next(stretches(text, quotation.phrases), ())
        start = 0  # of the run that a piece belongs to
        for n, piece in enumerate(pieces):
            if n and text.words_between(pieces[n - 1][1], piece[0]):
                start = n
            words = text.words_between(pieces[start][0], piece[1])
            if start < n and words > MAX_PHRASE_WORDS:
                run = " ".join(quotation.phrases[start : n + 1])
                yield (
                    quotation.place.at("phrase"),
                    (
                        f"»{run}« is {words} words in a row of the source. Quote at most {MAX_PHRASE_WORDS}, or leave "
                        f"words out between."
                    ),
                )
                break


def stretches(text: SourceText, phrases: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """The ways in which *phrases* stand one after the other as pieces of one passage, the first in the text first."""
    places: list[list[Span]] = []
    for phrase in reversed(phrases):  # only those places from which the last piece can be reached
        spans = text.quoted(phrase)
        places.insert(0, [span for span in spans if not places or any(_near(text, span, places[0]))])
    yield from islice(_following(text, places, ()), _MAX_TRIED)


def _following(
    text: SourceText, places: Sequence[Sequence[Span]], before: tuple[Span, ...]
) -> Iterator[tuple[Span, ...]]:
    if len(before) == len(places):
        yield before
        return
    spans = places[len(before)]
    for span in _near(text, before[-1], spans) if before else spans:
        yield from _following(text, places, (*before, span))


def _near(text: SourceText, piece: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """Those of *spans*, which are in the order of the text, that may be the piece after *piece*."""
    for span in islice(spans, bisect_left(spans, (piece[1], 0)), None):
        if not _is_near(text, piece, span):
            return
        yield span


def _is_near(text: SourceText, one: Span, other: Span) -> bool:
    ends = text.block(other[0]) - text.block(one[0])
    return ends <= 1 and text.words_between(one[1], other[0]) <= MAX_LEFT_OUT


def _in_order(text: SourceText, phrases: Sequence[str]) -> list[Span]:
    """Where the phrases first stand one after the other, however far apart; empty where they do not."""
    spans: list[Span] = []
    for phrase in phrases:
        earliest = spans[-1][1] if spans else 0
        span = next((span for span in text.quoted(phrase) if span[0] >= earliest), None)
        if span is None:
            return []
        spans.append(span)
    return spans


def _turned(text: SourceText, phrases: Sequence[str]) -> list[Span] | None:
    """The words that turn the quotation, none if it stands anywhere without them; None where it does not stand."""
    turned = None
    for stretch in stretches(text, phrases):
        turning = list(left_out(text, stretch))
        if not turning:
            return []
        turned = turned or turning
    return turned


def _with_text(archive: Archive, position: int, texts: Texts) -> Iterator[tuple[Quotation, SourceText]]:
    agreement = archive.agreements[position]
    at_hand = by_source(agreement, texts)
    for quotation in quotations(agreement):
        if quotation.source in at_hand:
            yield quotation, at_hand[quotation.source]


def _why_it_does_not_stand(text: SourceText, phrase: str, source: str) -> str:
    """What the text has instead: more of a word, other letters, two blocks, or only the beginning."""
    words = fold(phrase)
    if not re.search(r"\w", words):
        return f"»{phrase}« holds no word. Quote words that say it."
    within = next(text.spans(phrase), None)
    if within and text.text[slice(*within)] == words:
        return f"»{phrase}« is part of a longer word or number in {source!r}: »{text.around(*within)}«. Quote it whole."
    start = text.text.replace(BLOCK_END, " ").find(words)
    if start >= 0:
        end = text.block_span(text.block(start))[1]
        parts = f"»{text.around(start, end)}« and »{text.around(end + 1, start + len(words))}«"
        return f"»{phrase}« stands across blocks in {source!r}: {parts}. Make a piece of each, one a line."
    if within:
        return f"»{phrase}« is written otherwise in {source!r}: »{text.around(*within)}«. Copy the words exactly."
    for words in _beginnings(phrase):
        begun = next(text.spans(words), None)
        if begun:
            around = text.around(*begun)
            return f"»{phrase}« does not stand in {source!r}, which has »{around}«. Copy the words exactly."
    return f"»{phrase}« does not stand in {source!r}. Copy the words exactly."


def _beginnings(phrase: str) -> Iterator[str]:
    """The phrase without its last word, its last two and so on, down to two words."""
    words = phrase.split()
    yield from (" ".join(words[:count]) for count in range(len(words) - 1, 1, -1))
