"""Every kind of fact is shown, verified, compared, told of in the record and exported; mypy asks the same of the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from snapshots import agreement, initiative

from generator.comparing.comparison import Outcome
from generator.comparing.facets import facets
from generator.evidence.source_text import SourceText
from generator.evidence.verify import verify
from generator.exports.tables import facts as fact_table
from generator.model.agreement import Agreement, Departure, OriginOutcome
from generator.model.archive import Archive
from generator.model.beside import Register
from generator.model.facts import FACT_KINDS
from generator.model.fields import Relation, Text
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.amendments import amendments, names_of
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
    def rules(archive: Archive, text: str) -> set[str]:
        return {problem.rule for problem in verify(archive, {HASH: SourceText.of(text)})}

    assert rules(_archive(kind), TEXT) <= {"number-in-source-is-read"}
    assert "phrase-stands-in-source" in rules(_archive(kind), "ordene.")
    if kind not in WORDS_ALONE:
        assert "number-stands-in-phrase" in rules(_archive(kind, **FACTS[kind][1]), TEXT)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_of_fact_is_compared(kind: str) -> None:
    before, after = (_agreement(kind, **more).initiatives[0] for more in ({}, FACTS[kind][1]))
    assert facets(before, before) == ()
    (facet,) = facets(before, after)
    assert (facet.kind, facet.mode) == (kind, "edited")
    assert facet.is_change


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_a_change_of_every_kind_of_fact_is_in_the_record(kind: str) -> None:
    before, after = _agreement(kind), _agreement(kind, **FACTS[kind][1])
    names = names_of(Archive((before,), PARTIES))
    assert amendments(before, before, names) == {}
    assert amendments(before, after, names)["alfa"]


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
