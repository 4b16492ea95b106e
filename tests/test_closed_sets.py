"""Every kind of fact is shown, verified, compared, told of in the record and exported; mypy asks the same of the code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from conftest import ROOT
from pydantic import BaseModel
from snapshots import agreement, initiative

from generator.checks import check
from generator.checks.phrases import WORDS_OF_ROLES
from generator.evidence.source_text import SourceText
from generator.evidence.verify import verify
from generator.exports.tables import facts as fact_table
from generator.model.agreement import FACT_KINDS, Agreement, Departure, Group, OriginOutcome, Outcome, PartyFact
from generator.model.archive import Archive
from generator.model.beside import Register, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Relation, Text
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.fact_words import fact_words
from generator.wording.labels import FACT_KINDS as FACT_WORDS
from generator.wording.translator import DANISH_T, ENGLISH_T

HASH = "0" * 64
HISTORY = History(missing="prøve")


def _literals(annotation: Any) -> Iterator[frozenset[str]]:
    if get_origin(annotation) is Literal:
        yield frozenset(map(str, get_args(annotation)))
    for inner in get_args(annotation):
        yield from _literals(inner)


def test_what_a_snapshot_says_became_of_an_initiative_is_an_outcome() -> None:
    (departures,) = _literals(Departure.model_fields["outcome"].annotation)
    said = {*departures, *get_args(OriginOutcome), *get_args(Relation)} - {"continued"}
    assert said <= {outcome.value for outcome in Outcome}


# Tables of labels that are meant to have some of a set only; what else they are asked for is a KeyError.
PARTIAL = {
    "cell-words": "an initiative that is there",
    "documents": "what is a text about an agreement",
    "why": "what has no predecessor; the heading for the rest is another",
}


def test_no_table_of_labels_lacks_a_code() -> None:
    """Whoever adds a code to a set of the model is told which tables want its label."""
    roots = (Agreement, Register, Beyond, Versions)
    closed = {codes for model in roots for part in _parts(model) for codes in _literals(part)}
    closed |= {frozenset(member.value for member in enum) for enum in (Outcome, Group)} | {frozenset(FACT_KINDS)}
    tables = tomllib.loads((ROOT / "generator/wording/labels.toml").read_text(encoding="utf-8"))
    lacking = {
        name
        for name, table in tables.items()
        if len(table) > 1 and frozenset(table) not in closed and any(table.keys() < codes for codes in closed)
    }
    assert lacking == PARTIAL.keys()


def test_every_role_of_a_party_has_words_to_look_for() -> None:
    assert WORDS_OF_ROLES.keys() == {*get_args(PartyFact.model_fields["role"].annotation)}


def _parts(model: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()) -> Iterator[Any]:
    """What stands under the keys of a model, and of those in it."""
    for field in model.model_fields.values():
        waiting = [field.annotation]
        while waiting:
            part = waiting.pop()
            waiting += get_args(part)
            yield part
            if isinstance(part, type) and issubclass(part, BaseModel) and part not in seen:
                yield from _parts(part, seen | {part})


# For each kind of fact one, and the same with another value, which its phrase does not hold.
FACTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "amount": (
        {"amount": "op til 200 mio. kr.", "basis": "total", "phrase": "op til 200 mio. kr."},
        {"amount": "op til 300 mio. kr."},
    ),
    "deadline": ({"date": "2027", "bound": "by", "phrase": "senest i 2027"}, {"date": "2028"}),
    "target": ({"value": "mindst 30 pct.", "phrase": "mindst 30 pct."}, {"value": "mindst 40 pct."}),
    "count": (
        {"count": "30-40", "unit": {"da": "broer", "en": "bridges"}, "phrase": "30-40 broer"},
        {"count": "30-50"},
    ),
    "party": ({"party": ["staten"], "role": "delivers", "phrase": "staten leverer"}, {"party": ["byerne"]}),
    "scope": ({"phrase": "trafik på cykel"}, {"label": {"da": "Biler", "en": "Cars"}}),
}
# The columns that tell which fact it is, and the sentence.
ABOUT = {
    name + language
    for name in [
        "id", "agreement", "initiative", "presence", "fact", "initiative_title", "kind", "label", "words",
        "commitment", "source", "phrase", "url",
    ]
    for language in ("", "_en")
}  # fmt: skip
WORDS_ALONE = {"party", "scope"}  # their phrase must stand in the source, and that is all there is to verify
TEXT = f"ordene. {'. '.join(str(fact['phrase']) for fact, _ in FACTS.values())}."
PARTIES = Register.model_validate(
    {
        "parties": [
            {"id": "staten", "title": {"da": "staten", "en": "the state"}},
            {"id": "byerne", "title": {"da": "byerne", "en": "the cities"}},
        ],
        "themes": [{"id": "broer", "title": {"da": "Broer", "en": "Bridges"}, "summary": "Broer."}],
    }
)
BILINGUAL = {"title": {"da": "Alfa", "en": "Alfa"}, "summary": {"da": "Om alfa.", "en": "About alfa."}}


def _fact(kind: str, **more: Any) -> dict[str, Any]:
    label = {"da": "Cykler", "en": "Bicycles"}
    return {"id": "f", "kind": kind, "label": label, "source": "k", **FACTS[kind][0], **more}


def _agreement(kind: str, **more: Any) -> Agreement:
    return agreement("a0", None, [initiative("alfa", facts=[_fact(kind, **more)], **BILINGUAL)])


def _archive(kind: str, **more: Any) -> Archive:
    return Archive((_agreement(kind, **more),), PARTIES)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_shown(kind: str) -> None:
    archive = _archive(kind)
    (initiative_,) = archive.agreements[0].initiatives
    words = fact_words(DANISH_T, initiative_.facts[0], {"staten": STATE})
    html = {page.path: page.html for page in site_files(Edition(archive, HISTORY))}
    assert words in html["initiativer/alfa.md"]
    assert FACT_WORDS[kind] in html["initiativer/alfa.md"]


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_verified(kind: str) -> None:
    def rules(text: str) -> set[str]:
        return {problem.rule for problem in verify(_archive(kind), {HASH: SourceText.of(text)})}

    assert rules(TEXT) <= {"number-in-source-is-read"}
    assert "phrase-stands-in-source" in rules("ordene.")
    if kind not in WORDS_ALONE:
        other = _archive(kind, **FACTS[kind][1])
        assert "number-stands-in-phrase" in {p.rule for p in check(other.agreements, other.register)}


STATE = Text(da="staten", en="the state")


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_exported_and_told_in_both_languages(kind: str) -> None:
    archive = _archive(kind)
    fact = archive.agreements[0].initiatives[0].facts[0]
    (row,) = fact_table(Edition(archive, HISTORY)).rows
    assert (row["kind"], row["words"]) == (kind, fact_words(DANISH_T, fact, {"staten": STATE}))
    assert row["words_en"] == fact_words(ENGLISH_T.strict(), fact, {"staten": STATE})
    # of a scope the label is the content
    assert kind == "scope" or {name for name, cell in row.items() if cell not in (None, (), False)} - ABOUT
