"""Is what we call absent absent? Searches the source texts for what the snapshots say they do not mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.checks.fault import Fault
from generator.comparing.findings import Absence, novelties, one_sided_facts
from generator.evidence.sentences import SynonymsByWord, sentences_of, snippet, synonyms_of
from generator.evidence.source_text import SourceText, Texts, by_source, is_inside
from generator.folding import Span
from generator.model.agreement import Hit
from generator.model.archive import Archive
from generator.model.fields import HitElsewhere, walk
from generator.model.lineage import dormant
from generator.model.place import Place


def silence_is_silent(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the terms of a not-mentioned initiative are nowhere in the newer text but in its explained hits."""
    agreement = archive.agreements[position]
    for place, terms, hits, remedy in _searches(archive, position):
        for source_id, text in by_source(agreement, texts).items():
            explained = [span for hit in hits for span in text.quoted(hit.phrase, in_any_case=True)]
            for term in terms:
                for span in text.spans(term):
                    if not is_inside(span, explained):
                        where = f"»{term}« stands in {source_id!r}: »{text.around(*span)}«."
                        yield place, f"{where} {remedy}, or record the initiative."


def novelty_is_new(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no older text has what is called new or mentioned for the first time, but in its explained hits."""
    for absence in novelties(archive, position):
        other, initiative = archive.agreements[absence.position], absence.initiative
        remedy = (
            f"Record it in {_where(other.place.at('initiatives'))}, as background if it is only mentioned there, "
            f"or link to what it"
            " was, or explain the words under search.hits."
        )
        for words in _unexplained(archive, absence, texts):
            claim = f"»{initiative.title.da}« is called new, but the text of {other.id!r} has »{words}«."
            yield initiative.place.at("origin"), f"{claim} {remedy}"


def difference_is_there(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what only one of two texts is said to say of an initiative is not in the other, but in explained hits."""
    for absence in one_sided_facts(archive, position):
        other, fact = archive.agreements[absence.position], absence.stated
        there = archive.initiatives[absence.position][absence.initiative.id]
        called = "new since" if absence.position < position else "not repeated in"
        remedy = (
            f"Give {there.id!r} in {_where(there.place)} the fact {fact.id!r} too, or explain the words under hits."
        )
        for words in _unexplained(archive, absence, texts):
            claim = f"{_quoted(fact.phrase)} is called {called} {other.id!r}, whose text has »{words}«."
            yield fact.place, f"{claim} {remedy}"


def explained_hits_are_needed(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each explained hit stands in the text and holds a term, so that no explanation outlives its cause."""
    agreement = archive.agreements[position]
    source_texts = by_source(agreement, texts).values()
    for _, terms, hits, _ in _searches(archive, position):
        for hit in hits:
            if source_texts and not any(text.holds(hit.phrase) for text in source_texts):
                yield (hit.place.at("phrase"), f"»{hit.phrase}« does not stand in the text. Remove the hit or mend it.")
            elif not any(map(any, map(SourceText.of(hit.phrase).spans, terms))):
                yield hit.place.at("phrase"), f"»{hit.phrase}« holds none of the terms. Remove the hit."
    for elsewhere in _unneeded_elsewhere(archive, position, texts):
        yield (
            elsewhere.place.at("phrase"),
            f"»{elsewhere.phrase}« is in no sentence of {elsewhere.agreement!r} that was found. Remove the hit.",
        )


def _unneeded_elsewhere(archive: Archive, position: int, texts: Texts) -> Iterator[HitElsewhere]:
    """The explained hits of an agreement in another text that is at hand, which stand in no sentence that was found.

    A hit of a fact goes for the same fact in each agreement, so one of them needing it is enough.
    """
    synonyms = synonyms_of(archive.register.synonyms)
    given = {id(hit) for hit in walk(archive.agreements[position]) if isinstance(hit, HitElsewhere)}
    needed: dict[int, tuple[HitElsewhere, bool]] = {}
    for absence in _absences(archive):
        there = by_source(archive.agreements[absence.position], texts).values()
        for hit in absence.hits if there else ():
            if id(hit) in given and not needed.get(id(hit), (hit, False))[1]:
                needed[id(hit)] = hit, _is_needed(hit, absence, there, synonyms)
    yield from (hit for hit, is_needed in needed.values() if not is_needed)


def _absences(archive: Archive) -> Iterator[Absence]:
    for position in range(len(archive.agreements)):
        yield from chain(novelties(archive, position), one_sided_facts(archive, position))


def _is_needed(hit: HitElsewhere, absence: Absence, there: Iterable[SourceText], synonyms: SynonymsByWord) -> bool:
    return any(
        _overlap(sentence, span)
        for text in there
        for span in text.quoted(hit.phrase, in_any_case=True)
        for sentence in _answers(text, absence, synonyms)
    )


def _unexplained(archive: Archive, absence: Absence, texts: Texts) -> Iterator[str]:
    """The words of each sentence that says what is called absent, and of which no hit says that it is not it."""
    synonyms = synonyms_of(archive.register.synonyms)
    for text in by_source(archive.agreements[absence.position], texts).values():
        explained = [span for hit in absence.hits for span in text.quoted(hit.phrase, in_any_case=True)]
        for sentence in _answers(text, absence, synonyms):
            if not any(_overlap(sentence, span) for span in explained):
                yield snippet(text, sentence, absence.query, absence.terms, synonyms)


def _answers(text: SourceText, absence: Absence, synonyms: SynonymsByWord) -> Iterator[Span]:
    """The sentences that say what is called absent, and those with any of the terms that are given for it."""
    sentences = sentences_of(text)
    answering = {*sentences.answering(absence.query, synonyms)}
    answering |= {sentences.around(span) for term in absence.terms for span in text.spans(term)}
    yield from sorted(answering)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _quoted(phrases: Sequence[str]) -> str:
    return f"»{' … '.join(phrases)}«"


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _searches(archive: Archive, position: int) -> Iterator[tuple[Place, Sequence[str], Sequence[Hit], str]]:
    """Where a silence is claimed, what is searched for, the hits that are explained, and where to explain one more."""
    agreement = archive.agreements[position]
    for departure in agreement.not_continued:
        if departure.search:
            search = departure.search
            yield search.place.at("terms"), search.terms, search.hits, "Explain it under hits"
    asleep = dormant(archive, position)
    for silent in agreement.still_not_mentioned:
        remedy = "Explain it under hits"
        if not silent.hits:
            remedy = f"Explain it under still_not_mentioned, as id: {silent.id} with hits (phrase and why)"
        yield silent.place.at("id"), asleep[silent.id].terms, silent.hits, remedy
