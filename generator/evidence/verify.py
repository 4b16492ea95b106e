"""Does the evidence hold? Compares the snapshots with the texts they were read from.

The texts are other people's and are never part of the repository; they are recognised by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks.fault import Fault, rule_id
from generator.evidence.absence import (
    difference_is_there,
    explained_hits_are_needed,
    novelty_is_new,
    silence_is_silent,
)
from generator.evidence.legibility import text_can_be_searched
from generator.evidence.numbers import (
    number_in_source_is_read,
    number_is_whole_in_source,
    number_stands_in_phrase,
)
from generator.evidence.quotations import (
    left_out_is_needed,
    no_negation_is_left_out,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_are_no_copy,
    pieces_stand_together,
)
from generator.evidence.renaming import renaming_is_there
from generator.evidence.source_text import words_in
from generator.evidence.texts import Texts, by_source
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.place import Problem
from generator.model.walk import walk

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


def mention_stands_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the words that show that an unread agreement exists stand in the text they are from."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for mention in (m for unread in archive.unread for m in unread.mentioned_in):
        text = per_source.get(mention.source) if mention.agreement == agreement.id else None
        for phrase in mention.phrase:
            if text and not text.holds(phrase):
                yield (
                    mention.place.at("phrase"),
                    f"»{phrase}« does not stand in {mention.source!r}. Copy the words exactly.",
                )


def text_is_our_own(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no text of ours copies its source: facts and names carry over, sentences do not."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    titles = [source.title for source in agreement.sources]
    titles += [area.title for area in agreement.focus_areas]
    titles += [initiative.title for initiative in agreement.initiatives if initiative.presence == "named"]
    for value in walk(agreement):
        if isinstance(value, Text) and value not in titles:
            words = words_in(value.da)
            runs = [words[n : n + _MAX_COPIED + 1] for n in range(len(words) - _MAX_COPIED)]
            copied = next((run for run in runs for text in per_source.values() if text.has_run(run)), None)
            if copied:
                yield value.place, f"»{' '.join(copied)}« also stands in the source. Say it in other words."


VERIFICATIONS: tuple[Callable[[Archive, int, Texts], Iterator[Fault]], ...] = (
    source_text_is_here,
    text_can_be_searched,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_stand_together,
    pieces_are_no_copy,
    no_negation_is_left_out,
    left_out_is_needed,
    mention_stands_in_source,
    number_stands_in_phrase,
    number_is_whole_in_source,
    number_in_source_is_read,
    silence_is_silent,
    novelty_is_new,
    difference_is_there,
    renaming_is_there,
    explained_hits_are_needed,
    text_is_our_own,
)
