"""A quotation is whole: whole words and numbers of one block, in one passage, and nothing left out that turns it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import cases, tables
from hypothesis import given
from hypothesis import strategies as st
from snapshots import EVIDENCE, REGISTER, agreement, initiative
from test_laws import STYLES

from generator.evidence.quotations import MAX_LEFT_OUT, left_out
from generator.evidence.source_text import SourceText, text_of
from generator.evidence.verify import verify
from generator.exports import Exports
from generator.model.archive import Archive
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History

HASH = "0" * 64
FAR = " ".join(["og så videre"] * MAX_LEFT_OUT)


def faults(text: str, *phrases: str, **more: Any) -> list[tuple[str, str]]:
    """The rule and the message of each fault of a note that quotes *phrases* of a text of one line a block."""
    note = {"id": "n", "kind": "background", "speaker": "S", "text": "T", "source": "k", "phrase": phrases, **more}
    one = agreement("a0", None, [initiative("alfa")], context=[note])
    problems = verify(Archive((one,), REGISTER), {HASH: SourceText.of(f"ordene\n{text}")})
    return [(p.rule, p.message) for p in problems if p.rule != "number-in-source-is-read"]


def rules(text: str, *phrases: str, **more: Any) -> list[str]:
    return [rule for rule, _ in faults(text, *phrases, **more)]


@cases
def test_half_a_word_or_number_is_no_quotation(text: str, phrase: str) -> None:
    ((rule, message),) = faults(text, phrase)
    assert rule == "phrase-stands-in-source"
    assert "is part of a longer word or number" in message


@cases
def test_whole_words_and_numbers_are(text: str, phrase: str) -> None:
    assert rules(text, phrase) == []


def test_a_phrase_stands_in_one_block() -> None:
    ((rule, message),) = faults("her er slut\nbegynd nu her", "er slut begynd nu")
    assert rule == "phrase-stands-in-source"
    assert "stands across blocks in 'k': »her er slut« and »begynd nu her«" in message
    assert rules("her er slut\nbegynd nu her", "er slut", "begynd nu") == []


@cases
def test_a_heading_an_item_and_a_cell_are_blocks(page: str) -> None:
    assert not SourceText.of(text_of(page.encode(), "a.html")).holds("er slut begynd nu")


def test_the_message_shows_what_the_text_has_instead() -> None:
    ((_, message),) = faults("Parterne er enige om to broer.", "parterne er enige om to broer")
    assert "is written otherwise in 'k': »Parterne er enige om to broer.«" in message
    ((_, message),) = faults("Parterne er enige om to broer.", "Parterne er enige om tre broer")
    assert "does not stand in 'k', which has »Parterne er enige om to broer.«" in message
    ((_, message),) = faults("Parterne er enige.", "Ingen har sagt")
    assert message == "»Ingen har sagt« does not stand in 'k'. Copy the words exactly."


@pytest.mark.parametrize("phrase", [",", "–", "%"])
def test_a_mark_alone_is_no_quotation(phrase: str) -> None:
    assert faults("Alle – 90 %, ja.", phrase) == [
        ("phrase-stands-in-source", f"»{phrase}« holds no word. Quote words that say it.")
    ]


def test_pieces_come_in_order_and_do_not_overlap() -> None:
    assert rules("først og sidst", "sidst", "først") == ["phrases-stand-in-order"]
    assert rules("hvert år fra nu", "hvert år", "år fra nu") == ["phrases-stand-in-order"]
    assert rules("først og sidst og først", "sidst", "først") == []  # the second time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("først noget mere og så sidst", []),
        ("her først\nog sidst", []),
        ("her først\nnoget andet\nog sidst", ["pieces-stand-together"]),
        (f"her først {FAR} og sidst", ["pieces-stand-together"]),
        (f"her først {FAR} først\nog sidst", []),  # the second time
    ],
)
def test_pieces_are_of_one_passage(text: str, expected: list[str]) -> None:
    assert rules(text, "først", "sidst") == expected


def test_pieces_side_by_side_are_one_quotation() -> None:
    text = "en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten"
    six, more = "en to tre fire fem seks", "syv otte ni ti elleve tolv tretten"
    assert rules(text, six, more) == ["pieces-are-no-copy"]
    assert rules(text.replace("seks ", "seks, "), six, more) == ["pieces-are-no-copy"]
    assert rules(text, six, more.removesuffix(" tretten")) == []  # twelve in a row
    assert rules(text, six, more.removeprefix("syv ") + " fjorten") == []  # a word is left out


def test_the_message_shows_both_ends_of_what_is_no_passage() -> None:
    ((_, message),) = faults("Aftalen er indgået\nMere\nMere\nalle regioner med", "Aftalen", "alle regioner")
    assert message.startswith("»Aftalen er indgået« and »alle regioner med« are no one passage of 'k'.")


TURNED = tables("quotations")["turned"]


@pytest.mark.parametrize(("text", "pieces", "word"), TURNED)
def test_a_negation_or_an_exception_is_not_left_out(text: str, pieces: tuple[str, ...], word: str) -> None:
    ((rule, message),) = faults(text, *pieces)
    assert rule == "no-negation-is-left-out"
    assert message.startswith(f"»{word}« is left out: »")


@pytest.mark.parametrize(("text", "pieces", "word"), [turned for turned in TURNED if "\u00ad" not in turned[0]])
def test_it_may_be_left_out_where_the_snapshot_says_why(text: str, pieces: tuple[str, ...], word: str) -> None:
    assert rules(text, *pieces, left_out=f"»{word}« hører til noget andet.") == []


def test_the_reason_does_not_outlive_its_cause() -> None:
    assert rules("Alle betaler hvert år", "Alle betaler", left_out="Ordet er med.") == ["left-out-is-needed"]


@cases
def test_what_turns_nothing_may_be_left_out(text: str, pieces: tuple[str, ...]) -> None:
    assert rules(text, *pieces) == []


def test_a_quotation_that_stands_twice_is_read_where_it_is_not_turned() -> None:
    assert rules("Staten skal ikke betale alt.\nStaten skal betale alt.", "Staten skal", "betale alt") == []


def test_pieces_of_a_letter_that_stand_everywhere_take_no_time() -> None:
    text = SourceText.of("a " * 400)
    (one,) = [agreement("a0", None, [initiative("alfa", phrase=["a"] * 9 + ["b"])])]
    assert verify(Archive((one,), REGISTER), {HASH: text})


WORDS = st.sampled_from(
    ["aftalen", "omfatter", "NemLog-in", "børnehaver", "borger.dk", "cyber-", "37-årige", "1.250", "Ærø", "EU's", "kr.",
     "»mål«", "41,5", "fællesoffentlig", "2016-2020", "CO2-udledning"]
)  # fmt: skip
BLOCKS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4)


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[str], str]:
    blocks = draw(BLOCKS)
    words = draw(st.sampled_from(blocks)).split()
    start = draw(st.integers(0, len(words) - 1))
    return blocks, " ".join(words[start : draw(st.integers(start + 1, len(words)))])


@given(runs())
def test_a_run_without_a_letter_of_an_end_does_not(drawn: tuple[list[str], str]) -> None:
    blocks, run = drawn
    text = SourceText.of("\n".join(blocks))
    for cut in (run[1:], run[:-1]):
        is_letter_cut = (run[0] if cut == run[1:] else run[-1]).isalnum()
        assert not (is_letter_cut and cut.strip() and text.holds(cut))


@given(runs(), st.sampled_from(STYLES), st.sampled_from(STYLES))
def test_restyling_text_and_phrase_changes_nothing(
    drawn: tuple[list[str], str], one: Callable[[str], str], other: Callable[[str], str]
) -> None:
    blocks, run = drawn
    text = SourceText.of("\n".join(map(one, blocks)))
    assert text.holds(other(run))
    assert text.text == SourceText.of("\n".join(blocks)).text
    for span in text.quoted(run):
        assert SourceText.of(text.as_written(*span)).text == SourceText.of(run).text


@given(runs())
def test_nothing_turns_what_has_no_turning_word(drawn: tuple[list[str], str]) -> None:
    blocks, run = drawn
    text = SourceText.of("\n".join(blocks))
    assert not [span for quoted in text.quoted(run) for span in left_out(text, [quoted])]


def test_the_reader_sees_why_a_word_may_be_left_out() -> None:
    why = {"da": "»ikke« hører til noget andet.", "en": "“ikke” (not) belongs to something else."}
    fact = {"id": "f", "kind": "scope", "label": "F", "source": "k", "phrase": ["skal", "omfatte"], "left_out": why}
    origin = {"outcome": "continued", "basis": "explicit", **EVIDENCE, "left_out": why}
    old = agreement("a", None, [initiative("bro")])
    new = agreement("b", "a", [initiative("bro", facts=[fact], origin=origin)])
    edition = Edition(Archive((old, new), REGISTER), History(missing="prøve"))
    pages = {page.path: page.html for page in site_files(edition)}
    for path in ("initiativer/bro.md", "sammenlign/a/b.md", "aftaler/b.md"):
        assert "Udeladt af citatet: »ikke« hører til noget andet." in pages[path], path
    (facts,) = [table for table in Exports(edition).tables if table.name == "facts"]
    assert [(row["left_out"], row["left_out_en"]) for row in facts.rows] == [(why["da"], why["en"])]
