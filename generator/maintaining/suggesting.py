"""Proposals of lineage: which initiative of a draft an older one may have become.

A draft need not pass `check` yet: each initiative counts by itself, so that an unfinished head does not stand in the
way. The machine suggests and people assert: a proposal is »arguable« with an empty note, so that `check` asks
for the reason before the site shows anything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pydantic import TypeAdapter, ValidationError

from generator.comparing.queries import SMALL_WORDS, query_of_initiative, stem
from generator.evidence.absence import sentences_of, snippet, synonyms_of
from generator.evidence.source_text import SourceText
from generator.folding import fold_case, words_in
from generator.maintaining.skeleton import id_as_text, one_line
from generator.model.agreement import ENDED_BY_SOURCE, Fact, Initiative, Link
from generator.model.archive import Archive
from generator.model.lineage import is_linked, last_departure

_LEAST = 0.2  # below it, two initiatives share no more than the language of the field
_MOST = 3
_MUCH, _SOME = 0.6, 0.4
_WORDS_SHOWN = 6
_SHORTEST_WORD = 4
_NOTHING = "?"  # holds no word, so that nothing is found to be like it
_STAND_INS: Mapping[str, object] = {
    "title": _NOTHING,
    "summary": _NOTHING,
    "source": "x",
    "phrase": _NOTHING,
    "theme": "x",
    "kind": "effort",
    "presence": "named",
    "commitment": "notes",
}
_FACT: TypeAdapter[object] = TypeAdapter(Fact)
_LINK: TypeAdapter[object] = TypeAdapter(Link)


@dataclass(frozen=True)
class Draft:
    """`answered` are the older initiatives that it already says something of other than »not examined«."""

    follows: str | None
    initiatives: tuple[Initiative, ...]
    answered: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(initiative.id for initiative in self.initiatives)

    @property
    def linked(self) -> frozenset[str]:
        return frozenset(link.id for i in self.initiatives for link in i.from_ if link.relation != "spun-off")


def draft_of(plain: Mapping[str, object]) -> Draft:
    """Read plain data as a draft, leaving out what cannot be understood."""
    follows = plain.get("follows")
    initiatives = (_initiative(item) for item in _mappings(plain.get("initiatives")))
    return Draft(
        follows if isinstance(follows, str) else None,
        tuple(initiative for initiative in initiatives if initiative),
        frozenset(_answered(plain)),
    )


def _answered(plain: Mapping[str, object]) -> Iterator[str]:
    for departure in _mappings(plain.get("not_continued")):
        if departure.get("outcome") not in (None, "not-examined"):
            yield str(departure.get("id"))
    for silent in _mappings(plain.get("still_not_mentioned")):
        if silent.get("hits", ()) is not None:  # an empty hits waits for an answer
            yield str(silent.get("id"))


def _initiative(item: Mapping[str, object]) -> Initiative | None:
    """One initiative, with stand-ins for what it lacks; None while it has no id."""
    values = {key: value for key, value in item.items() if value is not None}
    values["facts"] = [fact for fact in _mappings(item.get("facts")) if _is_valid(_FACT, fact)]
    values["from"] = [link for link in _mappings(item.get("from")) if _is_valid(_LINK, link)]
    try:
        return Initiative.model_validate({**_STAND_INS, **values})
    except ValidationError as invalid:
        faulty = {error["loc"][0] for error in invalid.errors()}
    sound = {key: value for key, value in values.items() if key not in faulty}
    return None if "id" not in sound else Initiative.model_validate({**_STAND_INS, **sound})


def _is_valid(adapter: TypeAdapter[object], value: object) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _mappings(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


@dataclass(frozen=True)
class Suggestion:
    """An older initiative that is not accounted for, and what it may have become, the likeliest first."""

    old: Initiative
    last_in: str
    is_from_the_one_before: bool
    candidates: tuple[Likeness, ...]


def suggestions(archive: Archive, draft: Draft) -> tuple[Suggestion, ...]:
    """What the draft has yet to account for; *archive* ends with the agreement that it follows."""
    comparer = Comparer(archive)
    return tuple(
        _suggestion(archive, draft, comparer, initiative_id)
        for initiative_id in archive.initiative_ids
        if initiative_id not in draft.ids | draft.linked | draft.answered and not _was_settled(archive, initiative_id)
    )


def _was_settled(archive: Archive, initiative_id: str) -> bool:
    """Whether an agreement before the draft already says what took over, or that it ended."""
    draft_position = len(archive.agreements)
    later = range(archive.appearances(initiative_id)[-1] + 1, draft_position)
    left = last_departure(archive, initiative_id, draft_position)
    has_ended = left is not None and left[1].outcome in ENDED_BY_SOURCE
    return has_ended or any(is_linked(archive, initiative_id, position) for position in later)


def _suggestion(archive: Archive, draft: Draft, comparer: Comparer, initiative_id: str) -> Suggestion:
    seen = archive.appearances(initiative_id)
    versions = [archive.initiatives[position][initiative_id] for position in seen]
    compared = (comparer.compare(versions, new) for new in draft.initiatives)
    likely = sorted((c for c in compared if c.score >= _LEAST), key=lambda c: (-c.score, c.new.id))
    last = archive.agreements[seen[-1]].id
    is_before = seen[-1] == len(archive.agreements) - 1
    return Suggestion(versions[-1], last, is_before, tuple(likely[:_MOST]))


def suggestion_lines(suggestion: Suggestion, archive: Archive) -> Iterator[str]:
    """A suggestion as YAML to paste; what is not to be pasted stands behind a #."""
    old = suggestion.old
    yield f"# {old.id}, »{one_line(old.title.da)}«, sidst i {suggestion.last_in}"
    listed = "not_continued" if suggestion.is_from_the_one_before else "still_not_mentioned, hvis det står der"
    if suggestion.candidates:
        yield f"# Passer et forslag, så fjern også {old.id} fra {listed}."
    for number, candidate in enumerate(suggestion.candidates, 1):
        new, score = candidate.new, candidate.score
        degree = "Ligner meget" if score >= _MUCH else "Ligner" if score >= _SOME else "Ligner lidt"
        yield f"# {number}. {degree}: {new.id}, »{one_line(new.title.da)}«"
        yield from (f"#    - {one_line(reason)}" for reason in _reasons(candidate))
        if new.id in archive.initiative_ids:
            yield f"#    Er det blevet en del af {new.id}, så skriv dette dér:"
            yield from ("    from:", f"      - id: {id_as_text(old.id)}", "        relation: absorbed")
            yield from _evidence(candidate, "        ")
        else:
            yield f"#    Er det det samme, så skriv dette i stedet for id og origin på {new.id}:"
            outcome = "continued" if suggestion.is_from_the_one_before else "resumed"
            yield from (f"  - id: {id_as_text(old.id)}", "    origin:", f"      outcome: {outcome}")
            yield from _evidence(candidate, "      ")


def standing_lines(old: Initiative, text: SourceText, archive: Archive) -> Iterator[str]:
    """Where in the text of a draft the words of an older initiative stand, as `verify` would search for them."""
    synonyms = synonyms_of(archive.register.synonyms)
    query = query_of_initiative(old)
    for sentence in islice(sentences_of(text).answering(query, synonyms), _MOST):
        yield f"#    I teksten: »{one_line(snippet(text, sentence, query, (), synonyms))}«"


def search_lines(archive: Archive, draft: Draft) -> Iterator[str]:
    """What the older texts will be searched for if an initiative of the draft is new; for those without an origin."""
    for initiative in draft.initiatives:
        if initiative.origin or initiative.from_ or initiative.id in archive.initiative_ids:
            continue
        terms = query_of_initiative(initiative).terms
        yield f"# Er {initiative.id} nyt, så skriv origin: {{outcome: new}}."
        if terms:
            yield f"# verify søger så i de ældre tekster efter: {one_line(', '.join(terms))}."
            yield "# Skal der søges efter mere, så skriv search: {terms: [flere ord]} under origin."
        else:
            yield "# Titlen har ingen ord at søge efter i de ældre tekster. Skriv search: {terms: [ord]} under origin."


def _reasons(likeness: Likeness) -> Iterator[str]:
    if likeness.name:
        yield f"samme navn: »{likeness.name}«"
    if likeness.shared_words:
        yield f"fælles ord: {', '.join(likeness.shared_words[:_WORDS_SHOWN])}"


def _evidence(candidate: Likeness, indent: str) -> Iterator[str]:
    yield f"{indent}basis: {'same-name' if candidate.name else 'same-subject'}"
    yield f"{indent}certainty: arguable"
    yield f"{indent}note:"


@dataclass(frozen=True)
class Likeness:
    """How alike *new* and an older initiative are, from 0 to 1, and what speaks for it: a name, words."""

    new: Initiative
    score: float
    name: str | None
    shared_words: tuple[str, ...]


class Comparer:
    """Compares initiatives by how rare their words are in *archive*: that two are »digital« says nothing here."""

    def __init__(self, archive: Archive) -> None:
        every = [_words(initiative) for agreement in archive.agreements for initiative in agreement.initiatives]
        self._total = len(every)
        self._in = Counter(each for words in every for each in words)

    def compare(self, old: Sequence[Initiative], new: Initiative) -> Likeness:
        """Compare *new* with an initiative as it stands in older agreements, the newest wording last."""
        theirs = {fold_case(name) for name in _names(new)}
        name = next((name for version in old for name in _names(version) if fold_case(name) in theirs), None)
        mine, others = _words(old[-1]), _words(new)
        shared = sorted(mine.keys() & others.keys(), key=lambda each: (-self._weight(each), each))
        smaller = min(sum(map(self._weight, mine)), sum(map(self._weight, others)))
        overlap = sum(map(self._weight, shared)) / smaller if smaller else 0.0
        return Likeness(new, 1.0 if name else overlap, name, tuple(mine[each] for each in shared))

    def _weight(self, word: str) -> float:
        return math.log((1 + self._total) / (1 + self._in[word]))


def _names(initiative: Initiative) -> list[str]:
    return [initiative.title.da, *initiative.aliases]


def _words(initiative: Initiative) -> dict[str, str]:
    """The words that say what it is about, by stem."""
    labels = [fact.label.da for fact in initiative.facts]
    words: dict[str, str] = {}
    for word in words_in(" ".join([*_names(initiative), initiative.summary.da, *initiative.phrase, *labels])):
        if len(word) >= _SHORTEST_WORD and not word.isdigit() and word not in SMALL_WORDS:
            words.setdefault(stem(word), word)
    return words
