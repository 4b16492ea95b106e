"""The sentences of a source text, and which of them answer a query."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cached_property, lru_cache

from generator.comparing.queries import WORD, Query, WordGroup, stem
from generator.evidence.source_text import SourceText
from generator.folding import Span, fold_case
from generator.quantities.readings import DANISH_KRONER, StatedQuantity, numbers_of

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
        self._source, self._text = text, text.text
        self._readings = text.readings
        self.spans = tuple(_sentence_spans(text.text))

    def answering(self, query: Query, synonyms: SynonymsByWord) -> Iterator[Span]:
        """Where each sentence stands that answers *query*, in the order of the text."""
        answers = {n for group in query.groups for n in self._of_group(group, query, synonyms)}
        answers |= {n for amount in query.kroner for n in self._kroner.get(amount, ())}
        yield from (self.spans[n] for n in sorted(answers))

    def around(self, span: Span) -> Span:
        """The sentence that *span* begins in."""
        return self.spans[self._number_of(span)]

    def _number_of(self, span: Span) -> int:
        return bisect_right(self.spans, span[0], key=lambda sentence: sentence[0]) - 1

    def _of_group(self, group: WordGroup, query: Query, synonyms: SynonymsByWord) -> Iterator[int]:
        if query.kroner:  # an amount is looked for as such
            return
        held = Counter(n for s in group.stems for n in self._with_stem(s, synonyms, in_compounds=not group.is_whole))
        least = group.least(with_number=bool(query.numbers))
        for n, count in held.items():
            if count >= least and (not query.numbers or query.numbers & self._numbers[n]):
                yield n

    def _with_stem(self, wanted: str, synonyms: SynonymsByWord, *, in_compounds: bool) -> frozenset[int]:
        key = wanted, synonyms.get(wanted, frozenset()), in_compounds
        if key not in self._asked:
            forms = (s for each in {wanted, *key[1]} for s in self._forms(each, in_compounds=in_compounds))
            apart = (span for each in {wanted, *key[1]} for span in self._apart(each))
            self._asked[key] = frozenset(n for s in forms for n in self._stems[s]) | {
                self._number_of(span) for span in apart
            }
        return self._asked[key]

    def _forms(self, wanted: str, *, in_compounds: bool) -> Iterator[str]:
        """The stems of the text that are *wanted*, or compounds that begin or end with it."""
        if wanted in self._stems:
            yield wanted
        if in_compounds and len(wanted) >= _SHORTEST_PART:
            yield from _beginning_with(wanted, self._sorted)
            ends = _beginning_with(wanted[::-1], self._reversed)
            yield from (s[::-1] for s in ends if len(s) - len(wanted) >= _SHORTEST_REST)

    def _apart(self, wanted: str) -> Iterator[Span]:
        return self._source.apart(wanted) if len(wanted) >= _SHORTEST_PART else iter(())

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[int]]:
        by_stem: dict[str, set[int]] = {}
        for n, (start, end) in enumerate(self.spans):
            for word in WORD.findall(fold_case(self._text[start:end])):
                by_stem.setdefault(stem(word), set()).add(n)
        return {each: frozenset(numbers) for each, numbers in by_stem.items()}

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self._stems)

    @cached_property
    def _reversed(self) -> Sequence[str]:
        return sorted(each[::-1] for each in self._stems)

    @cached_property
    def _asked(self) -> dict[tuple[str, frozenset[str], bool], frozenset[int]]:
        return {}

    @cached_property
    def _numbers(self) -> Sequence[set[Decimal]]:
        """The numbers of each sentence, whatever of."""
        numbers: list[set[Decimal]] = [set() for _ in self.spans]
        for reading in self._readings:
            numbers[self._number_of(reading.span)] |= numbers_of(reading)
        return numbers

    @cached_property
    def _kroner(self) -> Mapping[Decimal, Sequence[int]]:
        """The sentences that state each amount of kroner."""
        by_amount: dict[Decimal, list[int]] = {}
        for reading in self._readings:
            if isinstance(reading, StatedQuantity) and (reading.kind, reading.unit) == ("amount", DANISH_KRONER):
                for number in {reading.low, reading.high}:
                    by_amount.setdefault(number, []).append(self._number_of(reading.span))
        return by_amount


@lru_cache(maxsize=2**8)
def sentences_of(text: SourceText) -> Sentences:
    """The sentences of *text*; each text is searched for very many things."""
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


def _is_form(word: str, wanted: AbstractSet[str]) -> bool:
    return word in wanted or any(
        len(each) >= _SHORTEST_PART
        and (word.startswith(each) or (word.endswith(each) and len(word) - len(each) >= _SHORTEST_REST))
        for each in wanted
    )


def _sentence_spans(text: str) -> Iterator[Span]:
    start = 0
    for end in _END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _beginning_with(part: str, ordered: Sequence[str]) -> Iterator[str]:
    at = bisect_left(ordered, part)
    while at < len(ordered) and ordered[at].startswith(part):
        yield ordered[at]
        at += 1
