"""What a file need not write a second time is read as if it had, and the quick way of reading reads the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from conftest import FROZEN, cases

from generator.data_folder import load_archive
from generator.model.agreement import Agreement
from generator.reading.snapshots import Reading, read

SHA256 = "0" * 64
TEXT = f"""\
id: a
title: {{da: Broer, en: Bridges}}
short: Broer
kind: pagt
parties:
  - party: [staten, kl]
    phrase: staten og kl er enige
summary: Om broer.
coverage: {{complete: false, note: Prøve.}}
sources:
  - {{id: nyhed, kind: news, publisher: Bladet, title: Broer, sha256: "{SHA256}"}}
initiatives:
  - id: broer
    title: Nye broer
    kind: effort
    presence: named
    commitment: decided
    theme: veje
    summary: Der bygges broer.
    phrase: nye broer
    gloss: new bridges
    origin: {{outcome: new}}
    facts:
      - {{id: pris, label: Pris, amount: 80 mio. kr., basis: total, phrase: 80 mio. kr.}}
      - {{id: frist, label: Frist, date: 2030, bound: by, phrase: senest i 2030}}
      - {{id: antal, label: Broer, count: 3, unit: broer, phrase: nye broer}}
      - {{id: formål, label: Flere cykler, group: Formål, phrase: flere cykler}}
"""
SECOND = f'  - {{id: bilag, kind: agreement, publisher: KL, title: Bilag, sha256: "{"1" * 64}"}}\n'


def reading(text: str) -> Reading[Agreement]:
    return read(text.replace("formål", "formaal").encode(), "agreements/a.yaml", Agreement)


def whole(text: str = TEXT) -> Agreement:
    found = reading(text)
    assert found.problems == ()
    assert found.value is not None
    return found.value


def told(text: str) -> list[str]:
    return [str(problem) for problem in reading(text).problems]


def test_the_only_source_goes_for_the_whole_file() -> None:
    (initiative,) = whole().initiatives
    assert {party.source for party in whole().parties} == {"nyhed"}
    assert {initiative.source, *(fact.source for fact in initiative.facts)} == {"nyhed"}
    # A judgement without a quotation rests on none.
    assert initiative.origin is not None
    assert initiative.origin.source is None


def test_a_second_source_has_to_be_named_where_the_head_names_none() -> None:
    text = TEXT.replace("initiatives:\n", f"{SECOND}initiatives:\n")
    missing = "missing-key: 'source' is missing here. Name it, or once for the file: source, below sources."
    assert next(line for line in told(text) if missing in line) == f"agreements/a.yaml:6:5: {missing}"
    named = whole(text.replace("initiatives:\n", "source: bilag\ninitiatives:\n"))
    assert named.initiatives[0].facts[0].source == "bilag"
    # What stands below an initiative is from where the initiative is.
    text = text.replace("initiatives:\n", "source: bilag\ninitiatives:\n")
    of_the_initiative = whole(text.replace("    phrase: nye broer\n", "    source: nyhed\n    phrase: nye broer\n"))
    assert of_the_initiative.initiatives[0].facts[0].source == "nyhed"
    assert of_the_initiative.parties[0].source == "bilag"


def test_a_file_without_sources_is_told_once() -> None:
    text = TEXT.replace(TEXT[TEXT.index("sources:") : TEXT.index("initiatives:")], "")
    assert told(text) == ["agreements/a.yaml:1:1: missing-key: 'sources' is missing here. Add it."]


def test_parties_may_share_their_words() -> None:
    assert [(party.party, party.phrase) for party in whole().parties] == [
        ("staten", ("staten og kl er enige",)),
        ("kl", ("staten og kl er enige",)),
    ]


def test_what_is_wrong_beside_shared_parties_is_told_once_and_at_its_line() -> None:
    text = TEXT.replace("summary: Om", "  - party: regioner\n    frase: regionerne\nsummary: Om", 1)
    assert told(text)[0] == ("agreements/a.yaml:8:5: missing-key: 'phrase' is missing here. Add it.")
    assert "agreements/a.yaml:9:5: unknown-key: 'frase' is not a key here. Did you mean 'phrase'?" in told(text)
    assert len(told(TEXT.replace("    phrase: staten og kl er enige\n", ""))) == 1


def test_a_fact_is_of_the_kind_whose_key_it_has() -> None:
    assert [fact.kind for fact in whole().initiatives[0].facts] == ["amount", "deadline", "count", "scope"]


@cases
def test_what_is_written_short_and_wrong_is_told_with_what_to_write(written: str, mistaken: str, line: str) -> None:
    assert written in TEXT
    assert any(line in each for each in told(TEXT.replace(written, mistaken)))
    assert not any("Remove it" in each for each in told(TEXT.replace(written, mistaken)) if "basis" in each)


def test_the_same_words_have_the_english_they_have_elsewhere_in_the_file() -> None:
    assert whole().short.en == "Bridges"
    assert whole().initiatives[0].facts[2].gloss == "new bridges"


def test_where_a_file_gives_the_same_words_two_translations_neither_is_taken() -> None:
    text = TEXT.replace("label: Broer,", "label: {da: Broer, en: Crossings},")
    assert whole(text).short.en is None
    assert whole(text).initiatives[0].facts[2].label.en == "Crossings"


def test_what_left_in_silence_is_silent_in_each_later_agreement_without_a_word(tmp_path: Path) -> None:
    """The frozen snapshots write it out; without what has no hits they say the same."""
    folder = shutil.copytree(FROZEN / "agreements", tmp_path / "agreements")
    removed = 0
    for path in folder.glob("2*.yaml"):
        head, key, rest = path.read_text(encoding="utf-8").partition("\nstill_not_mentioned:\n")
        rest, times = re.subn(r"^  - id: \S+\n(?=  - id|\w)", "", rest, flags=re.MULTILINE)
        removed += times
        path.write_text(head + key + rest, encoding="utf-8")
    assert removed > 5
    assert [
        {silent.id: [hit.phrase for hit in silent.hits] for silent in agreement.still_not_mentioned}
        for agreement in load_archive(folder).agreements
    ] == [
        {silent.id: [hit.phrase for hit in silent.hits] for silent in agreement.still_not_mentioned}
        for agreement in load_archive(FROZEN / "agreements").agreements
    ]


def test_a_title_that_stands_again_in_danish_only_keeps_its_english(tmp_path: Path) -> None:
    """English may follow later, and until then a reader of English knows the initiative by its name."""
    folder = shutil.copytree(FROZEN / "agreements", tmp_path / "agreements")
    archive = load_archive(folder)
    again = next(each for each in reversed(archive.initiative_ids) if len(archive.appearances(each)) > 1)
    first, *_, last = archive.appearances(again)
    name = archive.initiatives[first][again].title
    path = folder / f"{archive.agreements[last].id}.yaml"
    title = rf"(  - id: {again}\n(?:    (?!title).*\n)*?    title:)(?: .*|(?:\n      .*)+)\n"
    text, times = re.subn(title, rf"\g<1> {name.da}\n", path.read_text(encoding="utf-8"))
    assert times == 1
    path.write_text(text, encoding="utf-8")
    title = load_archive(folder).initiatives[last][again].title
    assert name.en
    assert (title.en, title.official) == (name.en, name.official)
