"""The evidence against made-up sources: phrases, numbers and silences."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, cases
from snapshots import REGISTER, agreement, initiative

from generator.commands import main
from generator.evidence.source_text import SourceText, text_of
from generator.evidence.verify import verify
from generator.model.archive import Archive
from generator.model.place import Place

HASH = "0" * 64


def _rules(text: str, **initiative_keys: Any) -> list[str]:
    archive = Archive((agreement("a0", None, [initiative("alfa", **initiative_keys)]),), REGISTER)
    return [problem.rule for problem in verify(archive, {HASH: SourceText.of(text)})]


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2025-06-14", []), ("2025", []), ("2052-06-14", ["published-stands-in-source"]), ("2025-06-15", ["published-stands-in-source"])],
)  # fmt: skip
def test_the_date_of_a_text_is_one_that_it_states(published: str, expected: list[str]) -> None:
    source = {"id": "k", "kind": "news", "publisher": "K", "title": "K", "sha256": HASH, "published": published}
    dated = agreement("a0", None, [initiative("alfa")], sources=[source])
    text = SourceText.of("14. juni 2025\n\nordene")
    found = verify(Archive((dated,), REGISTER), {HASH: text})
    assert [p.rule for p in found if p.rule != "number-in-source-is-read"] == expected


@pytest.mark.parametrize(
    ("kind", "speaker", "is_named"),
    [
        ("official", "Bodil Bro, direktør", True),
        ("government", "Regeringen", False),  # which the text names elsewhere
        ("other-body", "Regeringen", True),
        ("other-body", "Ingeniøren", False),
        ("background", "Forordet", True),  # a part of the text, or the text itself
    ],
)
def test_who_says_it_is_named_where_it_is_said(kind: str, speaker: str, is_named: bool) -> None:
    note = {"id": "n", "kind": kind, "speaker": speaker, "text": "Mange.", "source": "k", "phrase": "broer er gode"}
    text = SourceText.of("Regeringen er med.\n\nordene\n\nVi har været her.\n\nBodil Bro mener, at broer er gode.")
    source = {"id": "k", "kind": "news", "publisher": "K", "title": "K", "sha256": HASH}
    quoting = agreement("a0", None, [initiative("alfa")], context=[note], sources=[source])
    found = verify(Archive((quoting,), REGISTER), {HASH: text})
    assert ("speakers-stand-in-source" not in {problem.rule for problem in found}) == is_named


@cases
def test_a_quotation_does_not_leave_out_what_makes_it_soft(text: str, phrase: str, level: str, expected: bool) -> None:
    assert ("no-soft-word-is-left-out" in _rules(text, phrase=phrase, commitment=level)) == expected


@pytest.mark.parametrize(
    "line", ["Et fundament ............ 14", "ISBN 97887-85325-15-0 (digital)", "Telefon: 72 28 24 00", "CVR 12345678"]
)
def test_a_number_that_only_says_where_something_is_found_needs_no_phrase(line: str) -> None:
    assert _rules(f"ordene\n{line}") == []


@pytest.mark.parametrize("number", ["7", "3,5", "2019", "elleve", "2019-2022"])
def test_a_number_that_nobody_accounts_for_is_found(number: str) -> None:
    assert set(_rules(f"ordene og {number} andre")) == {"number-in-source-is-read"}
    assert _rules(f"ordene og {number} andre", phrase=["ordene", f"og {number} andre"]) == []


def _silence(
    text: str,
    terms: list[str],
    hits: list[dict[str, str]],
    later: str = "",
    later_hits: tuple[dict[str, str], ...] = (),
) -> list[str]:
    first = agreement("a0", None, [initiative("alfa"), initiative("beta")])
    gone = {"id": "beta", "outcome": "not-mentioned", "search": {"terms": terms, "hits": hits}}
    origin = {"outcome": "continued", "basis": "same-name"}
    kept = initiative("alfa", origin=origin)
    second = agreement("a1", "a0", [kept], not_continued=[gone])
    third = agreement("a2", "a1", [kept], still_not_mentioned=[{"id": "beta", "hits": list(later_hits)}])
    sources = {
        HASH: SourceText.of("ordene"),
        "1" * 64: SourceText.of(f"ordene {text}"),
        "2" * 64: SourceText.of(f"ordene {later}"),
    }
    chain = [
        a.model_copy(update={"sources": tuple(s.model_copy(update={"sha256": str(n) * 64}) for s in a.sources)})
        for n, a in enumerate((first, second, third))
    ]
    return [problem.rule for problem in verify(Archive(tuple(chain), REGISTER), sources)]


def test_our_words_are_our_own() -> None:
    copied = "parterne er enige om at bygge en ny bro over åen"
    assert _rules(f"ordene og {copied} snart", summary=f"Her vil {copied}.") == ["text-is-our-own"]
    assert _rules(f"ordene og {copied} snart", summary="Parterne vil bygge en ny bro over åen.") == []
    restyled = normalize("NFD", copied).replace("enige", "e\u00adni\u00adge").replace(" ", "\u00a0")
    assert _rules(f"ordene og {restyled} snart", summary=f"Her vil {copied}.") == ["text-is-our-own"]


@pytest.mark.parametrize(("presence", "expected"), [("named", []), ("unnamed", ["text-is-our-own"])])
def test_a_name_is_the_texts_and_a_heading_is_ours(presence: str, expected: list[str]) -> None:
    """The official title of a numbered initiative may be long."""
    title = "Bedre broer på tværs af åer for borgere med en lang vej hjem"
    assert _rules(f"ordene {title}", title=title, presence=presence) == expected
    area = {"id": "f", "title": title, "source": "k", "phrase": "Bedre broer"}
    one = agreement("a0", None, [initiative("alfa")], focus_areas=[area])
    assert not verify(Archive((one,), REGISTER), {HASH: SourceText.of(f"ordene {title}")})


def test_a_copied_sentence_is_told_on_its_line() -> None:
    copied = "parterne er enige om at bygge en ny bro over åen"
    snapshot = agreement("a0", None, [initiative("alfa", summary=copied)])
    placed = snapshot.initiatives[0].model_copy(update={"place": Place("a0.yaml", 3, 5, {"summary": (9, 7)})})
    archive = Archive((snapshot.model_copy(update={"initiatives": (placed,)}),), REGISTER)
    (problem,) = verify(archive, {HASH: SourceText.of(f"ordene og {copied}")})
    assert (problem.rule, problem.file, problem.line, problem.column) == ("text-is-our-own", "a0.yaml", 9, 7)


def test_the_day_that_is_given_as_the_texts_own_is_accounted_for() -> None:
    source = {"id": "k", "kind": "news", "publisher": "K", "title": "K", "sha256": HASH, "published": "2025-06-14"}
    dated = agreement("a0", None, [initiative("alfa")], sources=[source])
    once, twice = (SourceText.of(f"14. juni 2025\n\nordene{more}") for more in ("", ". Igen 14. juni 2025"))
    archive = Archive((dated,), REGISTER)
    assert verify(archive, {HASH: once}) == ()
    assert {problem.rule for problem in verify(archive, {HASH: twice})} == {"number-in-source-is-read"}


@cases
def test_silence_is_searched_for_however_it_is_written(text: str, term: str) -> None:
    assert "silence-is-silent" in _silence(text, [term], [])


@cases
def test_other_letters_and_numbers_are_something_else(text: str, term: str) -> None:
    assert "silence-is-silent" not in _silence(text, [term], [])


@cases
def test_a_text_with_words_that_no_search_finds_is_no_evidence_of_silence(word: str) -> None:
    assert "text-can-be-searched" in _silence(f"en ny {word} her", ["beta"], [])


@pytest.mark.parametrize(
    "word", ["Москва", "5 μg", "kommunerᵃ", "\uf0b7 Et punkt", "Ålborg", "1.ª", "https://x.dk/f%C3%A6lles"]
)
def test_other_letters_by_themselves_may_stand_in_a_text(word: str) -> None:
    assert "text-can-be-searched" not in _silence(f"en ny {word} her", ["beta"], [])


def test_what_is_struck_out_is_searched_and_not_quoted() -> None:
    struck = SourceText.of(text_of(b"<p>Her <s>ordene 80 mio. kr.</s> <del>ti</del> var", "a.html"))
    archive = Archive((agreement("a0", None, [initiative("alfa")]),), REGISTER)
    assert [problem.rule for problem in verify(archive, {HASH: struck})] == ["phrase-stands-in-source"]
    assert len(list(struck.spans("ordene"))) == 1


def test_a_word_whose_end_is_shared_is_explained_with_the_word_that_has_it() -> None:
    hit = {"phrase": "cyber- og informationssikkerhed", "why": "Et andet emne."}
    assert _silence("om cyber- og informationssikkerhed", ["cybersikkerhed"], [hit]) == []


def test_a_hit_that_is_something_else_is_explained() -> None:
    hit = {"phrase": "alfabetarium", "why": "Et andet ord."}
    assert _silence("et alfabetarium", ["beta"], [hit]) == []
    assert _silence("et alfabetarium og beta", ["beta"], [hit]) == ["silence-is-silent"]


def test_an_explanation_does_not_outlive_its_cause() -> None:
    hit = {"phrase": "alfabetarium", "why": "Et andet ord."}
    assert _silence("intet", ["beta"], [hit]) == ["explained-hits-are-needed"]
    assert _silence("noget helt andet", ["beta"], [{"phrase": "noget helt", "why": "x"}]) == [
        "explained-hits-are-needed"
    ]


def test_silence_is_searched_for_in_every_later_agreement() -> None:
    assert _silence("intet", ["beta"], [], later="beta er tilbage") == ["silence-is-silent"]
    hit = {"phrase": "beta er", "why": "En anden."}
    assert _silence("intet", ["beta"], [], later="beta er tilbage", later_hits=(hit,)) == []


def test_only_the_texts_that_a_snapshot_names_are_read(tmp_path: Path) -> None:
    """A folder of sources may hold more, such as the next agreement in a form that cannot be read yet."""
    agreements, sources = tmp_path / "agreements", tmp_path / "kilder"
    shutil.copytree(GOLDEN / "agreements", agreements)
    sources.mkdir()
    (sources / "ny.pdf").write_bytes(b"%PDF-1.4 nej")
    result = CliRunner().invoke(main, ["--agreements", str(agreements), "verify", "--sources", str(sources)])
    assert "source-text-is-here" in result.stdout
    assert "ny.pdf" not in result.output


def test_one_snapshot_is_verified_without_the_texts_of_the_others(tmp_path: Path) -> None:
    folder = shutil.copytree(GOLDEN / "agreements", tmp_path / "agreements")
    (tmp_path / "sources").mkdir()
    verify_one = ["--agreements", str(folder), "verify", "--sources", str(tmp_path / "sources"), "--for"]
    result = CliRunner().invoke(main, [*verify_one, "b"])
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["agreements/b.yaml"]
    assert "The texts of a are not at hand: nothing new was searched for there." in result.stderr
    assert "no agreement 'x' here" in CliRunner().invoke(main, [*verify_one, "x"]).stderr
    assert "Leave --for or --record out" in CliRunner().invoke(main, [*verify_one, "b", "--record"]).stderr
