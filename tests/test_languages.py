"""English beside the Danish: what the record tells of it, what no comparison sees in it, and how much there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN, GitRepo, cases, in_git, plain
from snapshots import EVIDENCE, initiative

from generator.comparing.facets import facets
from generator.loading import load
from generator.model.agreement import Agreement, Initiative
from generator.model.fields import Language, Text
from generator.model.values import parse_kroner
from generator.record.amendments import amendments
from generator.record.sheets import Names
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator
from generator.wording.writing import quantity_words, quoted

PHRASE = "phrase: ordene om ny højbro"
SUMMARY = "summary: Om ny højbro."
UNIT = "unit: buer"
LABEL = "label: Cykler"
NOTE = "reading_notes: [Læst to gange.]"
IN_ENGLISH = {
    SUMMARY: "summary: {da: Om ny højbro., en: About the new high bridge.}",
    PHRASE: f"{PHRASE}\n    gloss: the words about the new bridge",
    UNIT: "unit: {da: buer, en: arches}",
    LABEL: "label: {da: Cykler, en: Cycles}",
    "title: Ny Højbro": "title: {da: Ny Højbro, en: New High Bridge, official: Byernes side}",
    "publisher: Prøvebladet": "publisher: {da: Prøvebladet, en: The Trial Paper}",
    "note: Teksten siger det.": "note: {da: Teksten siger det., en: The text says so.}",
    "note: Nye her.": "note: {da: Nye her., en: New here.}",
    NOTE: "reading_notes: [{da: Læst to gange., en: Read twice.}]",
}
DANISH = (GOLDEN / "agreements" / "b.yaml").read_text(encoding="utf-8") + NOTE + "\n"


def _translated(text: str = DANISH) -> str:
    for find, replace in IN_ENGLISH.items():
        assert text.count(find) == 1, find
        text = text.replace(find, replace)
    return text


def _agreement(text: str) -> Agreement:
    return Agreement.model_validate(plain(text, Agreement))


def _told(old: str, new: str) -> list[str]:
    found = amendments(_agreement(old), _agreement(new), Names({}, {}, {}, {}))
    return [line.sentence for lines in found.values() for line in lines]


def test_a_first_translation_is_no_change_of_what_our_record_says() -> None:
    assert _agreement(DANISH) != _agreement(_translated())
    assert _told(DANISH, _translated()) == []


@cases
def test_a_later_change_of_the_english_alone_is_told_as_that(find: str, replace: str, sentence: str) -> None:
    text = _translated()
    assert text.count(find) == 1
    assert _told(text, text.replace(find, replace)) == [sentence]


def test_what_is_new_in_danish_is_told_in_danish() -> None:
    """The English that came with it, or was not there before, adds nothing."""
    new = _translated().replace("da: Om ny højbro.", "da: Om højbro.")
    assert _told(DANISH, new) == ["Opsummering: ændret fra »Om ny højbro.« til »Om højbro.«."]
    both = new.replace("en: About the new high bridge.", "en: About the high bridge.")
    assert _told(_translated(), both) == [
        "Opsummering: ændret fra »Om ny højbro.« til »Om højbro.«.",
        "Opsummering, på engelsk: ændret fra »About the new high bridge.« til »About the high bridge.«.",
    ]


def test_a_gloss_does_not_give_back_words_of_a_source_that_are_gone() -> None:
    new = _translated().replace("ordene om ny højbro", "ord").replace("the words about the new bridge", "words")
    assert _told(_translated(), new) == ["Citat: skiftet ud med »ord«; det gamle gengives ikke."]


def _one(**fact: Any) -> Initiative:
    count = {"id": "buer", "kind": "count", "label": "Buer", "count": 7, "unit": "buer", **EVIDENCE}
    return Initiative.model_validate(initiative("alfa", facts=[{**count, **fact}]))


def test_no_comparison_sees_a_difference_in_the_english() -> None:
    assert facets(_one(), _one(gloss="the words", unit={"da": "buer", "en": "arches"})) == ()
    assert facets(_one(), _one(unit={"da": "hvælvinger", "en": "arches"})) != ()


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return in_git(tmp_path / "repo", {"b.yaml": DANISH, "_versions.yaml": CAUSE})


CAUSE = "upcoming:\n  - agreement: b\n    cause: enrichment\n    note: Læst igen.\n"


RELEASE = """releases:
  - version: 1.0.0
    date: 2020-02-01
    commit: {commit}
    digest: {digest}
    languages: [{languages}]
    note: Den første.
"""


@pytest.mark.parametrize("languages", ["", "da", "da, en"])
def test_a_change_of_the_english_is_told_once_the_english_was_published(repo: GitRepo, languages: str) -> None:
    """A first translation needs no cause, nor does mending it before anybody could read it."""
    repo.write("agreements/b.yaml", _translated())
    assert repo.check().exit_code == 0
    commit = repo.commit()
    if languages:
        told = RELEASE.format(commit=commit, digest="0" * 64, languages=languages)
        repo.write("agreements/_versions.yaml", told)
        repo.commit()
    repo.write("agreements/b.yaml", _translated().replace("en: arches", "en: spans"))
    is_told = languages == "da, en"
    result = repo.check()
    assert ("is changed (Hvad der tælles (»Buer«), på engelsk) and nothing says why" in result.stdout) == is_told
    repo.commit()
    told = [change for change in load(repo.agreements).record if not change.is_first]
    assert [line.sentence for change in told for line in change.amendments] == (
        ["Hvad der tælles (»Buer«), på engelsk: ændret fra »arches« til »spans«."] if is_told else []
    )


def test_a_cause_that_is_translated_explains_nothing_new(repo: GitRepo) -> None:
    repo.write("agreements/b.yaml", DANISH.replace(SUMMARY, "summary: Om højbro."))
    repo.write("agreements/_versions.yaml", CAUSE.replace("Læst igen.", "{da: Læst igen., en: Read again.}"))
    assert repo.check().exit_code == 1


def test_what_is_quoted_has_its_own_quotation_marks_as_single_ones() -> None:
    assert quoted(DANISH_T, "Brugerrejsen »Flytning«") == "»Brugerrejsen ›Flytning‹«"
    assert quoted(ENGLISH_T, "The journey “Moving home”") == "“The journey ‘Moving home’”"


def test_a_language_without_forms_of_its_own_has_the_danish_ones() -> None:
    """A third language: what is not translated stands in Danish, marked, and never in English."""
    t = Translator(Language("sv", "Svenska", "sv/", "sv"))
    assert quantity_words(t, parse_kroner("247,4 mio. kr.")) == "247,4 mio. kr."
    assert quoted(t, "ord") == "»ord«"
    assert t.markup(Text(da="en bro", en="a bridge")) == '<span lang="da">en bro</span>'
    assert t.day(date(2020, 5, 9)) == "9 maj 2020"
