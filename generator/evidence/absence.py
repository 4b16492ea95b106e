"""Is what we call absent absent? Searches the sentences of the source texts for what the snapshots say they lack."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from generator.checks.fault import Fault
from generator.comparing.findings import Absence, novelties, one_sided_facts
from generator.comparing.queries import WORD, Query, WordGroup, stem
from generator.evidence.source_text import SourceText, Texts, by_source, is_inside
from generator.folding import Span, fold_case
from generator.model.agreement import Hit
from generator.model.archive import Archive
from generator.model.fields import HitElsewhere, walk
from generator.model.place import Place
from generator.quantities.readings import StatedQuantity, numbers_of
from generator.quantities.words import DANISH_KRONER


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
            "or link to what it was, or explain the words under search.hits."
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
            claim = f"»{' … '.join(fact.phrase)}« is called {called} {other.id!r}, whose text has »{words}«."
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

    A hit of a fact goes for the same fact in each agreement, so one of them needing it is enough. Where a reader found
    the same said of an initiative, in words that no search finds, its standing in the text is enough.
    """
    given = {id(hit) for hit in walk(archive.agreements[position]) if isinstance(hit, HitElsewhere)}
    needed: dict[int, tuple[HitElsewhere, bool]] = {}
    for other in range(len(archive.agreements)) if given else ():
        for absence in chain(novelties(archive, other), one_sided_facts(archive, other)):
            hits = [hit for hit in absence.hits if id(hit) in given and not needed.get(id(hit), (hit, False))[1]]
            answers = _answers(archive, absence, texts) if hits else []
            at_hand = by_source(archive.agreements[absence.position], texts).values()
            for hit in hits if at_hand else ():
                is_read = hit.initiative is not None and any(text.holds(hit.phrase) for text in at_hand)
                is_needed = is_read or any(_explains(hit, text, sentence) for text, sentence in answers)
                needed[id(hit)] = hit, is_needed
    yield from (hit for hit, is_needed in needed.values() if not is_needed)


def _unexplained(archive: Archive, absence: Absence, texts: Texts) -> Iterator[str]:
    """The words of each sentence that says what is called absent, and of which no hit says that it is not it."""
    synonyms = synonyms_of(archive.register.synonyms)
    for text, sentence in _answers(archive, absence, texts):
        if not any(_explains(hit, text, sentence) for hit in absence.hits):
            yield snippet(text, sentence, absence.query, absence.terms, synonyms)


def _answers(archive: Archive, absence: Absence, texts: Texts) -> list[tuple[SourceText, Span]]:
    """The sentences that say what is called absent, and those with any of the terms that are given for it."""
    synonyms = synonyms_of(archive.register.synonyms)
    answers: list[tuple[SourceText, Span]] = []
    for text in by_source(archive.agreements[absence.position], texts).values():
        sentences = sentences_of(text)
        answering = {*sentences.answering(absence.query, synonyms)}
        answering |= {sentences.around(span) for term in absence.terms for span in text.spans(term)}
        answers += ((text, sentence) for sentence in sorted(answering))
    return answers


def _explains(hit: Hit | HitElsewhere, text: SourceText, sentence: Span) -> bool:
    """Whether the words of a hit stand in a sentence, or reach into it."""
    return any(start < sentence[1] and sentence[0] < end for start, end in text.quoted(hit.phrase, in_any_case=True))


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _searches(archive: Archive, position: int) -> Iterator[tuple[Place, Sequence[str], Sequence[Hit], str]]:
    """Where a silence is claimed, what is searched for, the hits that are explained, and where to explain one more."""
    agreement = archive.agreements[position]
    for departure in agreement.not_continued:
        if departure.search:
            search = departure.search
            yield search.place.at("terms"), search.terms, search.hits, "Explain it under hits"
    asleep = archive.asleep[position]
    for silent in agreement.still_not_mentioned:
        remedy = "Explain it under hits"
        if not silent.hits:
            remedy = f"Explain it under still_not_mentioned, as id: {silent.id} with hits (phrase and why)"
        yield silent.place.at("id"), asleep[silent.id].terms, silent.hits, remedy


# A sentence ends where a new one can begin, and before a bullet; »mio. kr.« goes on in lower case.
_END = re.compile(r"\n|(?<=[.!?:])[”\"»)]*\s+(?=[”\"«»(–-]?[A-ZÆØÅ0-9])|\s+(?=•)|\s+(?=-[A-ZÆØÅ])")
_SHORTEST_PART = 5  # letters of a part of a compound: »strategi« in »digitaliseringsstrategi«
_SHORTEST_REST = 4  # of what is before it: »samarbejde« is no sort of »arbejde«
_BESIDE = 20  # characters shown beside a word

# For each stem those that mean the same.
SynonymsByWord = Mapping[str, frozenset[str]]


def synonyms_of(rings: Sequence[Sequence[str]]) -> SynonymsByWord:
    """The synonym rings of the register by stem. A word of several rings means what any of them does."""
    by_stem: dict[str, frozenset[str]] = {}
    for ring in rings:
        stems = frozenset(stem(fold_case(word)) for word in ring)
        for each in stems:
            by_stem[each] = by_stem.get(each, frozenset()) | stems
    return by_stem


class Sentences:
    """The sentences of one text, which can be asked for those that answer a query."""

    def __init__(self, text: SourceText) -> None:
        self._text = text
        ends = [match.span() for match in _END.finditer(text.text)]
        begins, stops = [0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text.text)]
        self.spans = tuple(zip(begins, stops, strict=True))
        self._with_stem: dict[str, set[int]] = defaultdict(set)  # sentences by the stems of their words
        for n, span in enumerate(self.spans):
            for word in WORD.findall(fold_case(text.text[slice(*span)])):
                self._with_stem[stem(word)].add(n)
        self._numbers: list[set[Decimal]] = [set() for _ in self.spans]  # of each sentence, whatever of
        self._with_kroner: dict[Decimal, set[int]] = defaultdict(set)
        for reading in text.readings:
            n = self._number_of(reading.span)
            self._numbers[n] |= numbers_of(reading)
            if isinstance(reading, StatedQuantity) and (reading.kind, reading.unit) == ("amount", DANISH_KRONER):
                self._with_kroner[reading.low].add(n)
                self._with_kroner[reading.high].add(n)
        self._asked: dict[tuple[frozenset[str], bool], set[int]] = {}

    def answering(self, query: Query, synonyms: SynonymsByWord) -> Iterator[Span]:
        """Where each sentence stands that answers *query*, in the order of the text."""
        if query.kroner:  # an amount is looked for as such
            answers = {n for amount in query.kroner for n in self._with_kroner.get(amount, ())}
        else:
            answers = {n for group in query.groups for n in self._of_group(group, query, synonyms)}
        yield from (self.spans[n] for n in sorted(answers))

    def around(self, span: Span) -> Span:
        """The sentence that *span* begins in."""
        return self.spans[self._number_of(span)]

    def _number_of(self, span: Span) -> int:
        return bisect_right(self.spans, span[0], key=lambda sentence: sentence[0]) - 1

    def _of_group(self, group: WordGroup, query: Query, synonyms: SynonymsByWord) -> Iterator[int]:
        meanings = (frozenset({each, *synonyms.get(each, ())}) for each in group.stems)
        held = Counter(n for stems in meanings for n in self._with_any(stems, in_compounds=not group.is_whole))
        least = group.least(with_number=bool(query.numbers))
        for n, count in held.items():
            if count >= least and (not query.numbers or query.numbers & self._numbers[n]):
                yield n

    def _with_any(self, stems: frozenset[str], *, in_compounds: bool) -> set[int]:
        """The sentences with a word of *stems*, also written apart; each is asked for very many times."""
        key = stems, in_compounds
        if key not in self._asked:
            forms = (each for each in self._with_stem if each in stems or (in_compounds and _is_form(each, stems)))
            apart = (span for each in stems if len(each) >= _SHORTEST_PART for span in self._text.apart(each))
            self._asked[key] = {n for each in forms for n in self._with_stem[each]} | {*map(self._number_of, apart)}
        return self._asked[key]


@lru_cache(maxsize=2**8)
def sentences_of(text: SourceText) -> Sentences:
    return Sentences(text)


def snippet(text: SourceText, sentence: Span, query: Query, terms: Sequence[str], synonyms: SynonymsByWord) -> str:
    """The parts of a sentence that hold the words that were looked for, each with a little on either side."""
    wanted = {each for group in query.groups for s in group.stems for each in (s, *synonyms.get(s, ()))}
    wanted |= {stem(word) for term in terms for word in WORD.findall(fold_case(term))}
    wanted |= {str(number) for number in query.numbers}
    parts: list[Span] = []
    for match in WORD.finditer(text.text, *sentence):
        if _is_form(stem(fold_case(match[0])), wanted):
            start = text.text.rfind(" ", sentence[0], max(sentence[0], match.start() - _BESIDE)) + 1
            end = text.text.find(" ", match.end() + _BESIDE, sentence[1])
            start, end = max(start, sentence[0]), sentence[1] if end < 0 else end
            start = parts.pop()[0] if parts and start <= parts[-1][1] else start
            parts.append((start, end))
    written = (text.as_written(start, end) for start, end in parts or [sentence])
    return " … ".join(" ".join(part.split()) for part in written)


def _is_form(word: str, wanted: Collection[str]) -> bool:
    return word in wanted or any(
        len(each) >= _SHORTEST_PART
        and (word.startswith(each) or (word.endswith(each) and len(word) - len(each) >= _SHORTEST_REST))
        for each in wanted
    )
