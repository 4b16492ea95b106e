"""Proposals of lineage: which initiative of a draft an older one may have become.

The machine suggests and people assert: a proposal is »arguable« with an empty note, so that `check` asks
for the reason before the site shows anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.comparing.queries import query_of_initiative
from generator.evidence.absence import sentences_of, snippet, synonyms_of
from generator.evidence.source_text import SourceText
from generator.folding import fold_case
from generator.maintaining.drafts import Draft
from generator.maintaining.likeness import Comparer, Likeness
from generator.maintaining.skeleton import id_as_text, one_line
from generator.model.agreement import ENDED_BY_SOURCE, Initiative
from generator.model.archive import Archive
from generator.model.lineage import is_linked, last_departure

_LEAST = 0.3  # below it, two initiatives share no more than the language of the field
_MOST = 3
_MUCH, _SOME = 0.6, 0.4
_WORDS_SHOWN = 6


@dataclass(frozen=True)
class Candidate:
    new: Initiative
    likeness: Likeness


@dataclass(frozen=True)
class Suggestion:
    """An older initiative that is not accounted for, and what it may have become, the likeliest first."""

    old: Initiative
    last_in: str
    is_from_the_one_before: bool
    candidates: tuple[Candidate, ...]


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
    compared = [Candidate(new, comparer.compare(versions, new)) for new in draft.initiatives]
    likely = [candidate for candidate in compared if candidate.likeness.score >= _LEAST]
    likely.sort(key=lambda candidate: (-candidate.likeness.score, candidate.new.id))
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
        new = candidate.new
        yield f"# {number}. {_degree(candidate.likeness)}: {new.id}, »{one_line(new.title.da)}«"
        yield from (f"#    - {one_line(reason)}" for reason in _reasons(candidate))
        if new.id in archive.initiative_ids:
            yield f"#    Er det blevet en del af {new.id}, så skriv dette dér:"
            yield from _link(candidate, old.id)
        else:
            yield f"#    Er det det samme, så skriv dette i stedet for id og origin på {new.id}:"
            yield from _origin(candidate, suggestion)


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


def _degree(likeness: Likeness) -> str:
    if likeness.score >= _MUCH:
        return "Ligner meget"
    return "Ligner" if likeness.score >= _SOME else "Ligner lidt"


def _reasons(candidate: Candidate) -> Iterator[str]:
    likeness, new = candidate.likeness, candidate.new
    mine, theirs = likeness.names
    if fold_case(mine) == fold_case(theirs):
        yield f"samme navn: »{mine}«"
    elif likeness.is_like_named:
        yield f"navnene ligner hinanden: »{mine}« og »{theirs}«"
    for name in likeness.mentioned:
        if fold_case(name) != fold_case(theirs):
            yield f"»{name}« er nævnt hos den ene og står også hos den anden"
    if likeness.shared_words:
        yield f"fælles ord: {', '.join(likeness.shared_words[:_WORDS_SHOWN])}"
    if likeness.same_id_words:
        yield f"fælles i id: {', '.join(likeness.same_id_words)}"
    if likeness.same_theme:
        yield f"samme tema: {new.theme}"


def _origin(candidate: Candidate, suggestion: Suggestion) -> Iterator[str]:
    yield f"  - id: {id_as_text(suggestion.old.id)}"
    yield "    origin:"
    yield f"      outcome: {'continued' if suggestion.is_from_the_one_before else 'resumed'}"
    yield f"      basis: {_basis(candidate)}"
    yield "      certainty: arguable"
    yield "      note:"


def _link(candidate: Candidate, old_id: str) -> Iterator[str]:
    yield "    from:"
    yield f"      - id: {id_as_text(old_id)}"
    yield "        relation: absorbed"
    yield f"        basis: {_basis(candidate)}"
    yield "        certainty: arguable"
    yield "        note:"


def _basis(candidate: Candidate) -> str:
    return "same-name" if candidate.likeness.is_same_named else "same-subject"
