"""One folding of text, as a table; its laws; and stems of words."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import cases, tables
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from snapshots import initiative

from generator.comparing.queries import query_of_fact, query_of_initiative, stem
from generator.evidence.absence import sentences_of, synonyms_of
from generator.evidence.source_text import SourceText
from generator.folding import INVISIBLE, FoldedText, fold, fold_case
from generator.model.agreement import Initiative

SAME = tables("folding")["same"]
# What stays, because folding it would say something else.
AS_WRITTEN = (
    "", "Mit Overblik", "1½ mia. kr.", "¼, ⅓ og ¾", "100¹ mio. kr.", "2024² og 2025*", "25 m²", "5 μg og 5 kΩ",
    "100₁", "100①", "NemID™", "aa er ikke å, oe ikke ø, ae ikke æ", "»Mit Overblik«", "l´amour", "5,5 mio. kr.", "-",
    "--",
)  # fmt: skip


@pytest.mark.parametrize(("written", "folded"), SAME.values(), ids=SAME.keys())
def test_what_looks_the_same_is_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_says_something_else_stays(text: str) -> None:
    assert fold(text) == text


@cases
def test_case_is_folded_where_it_does_not_matter(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert fold_case(one) == fold_case(other)


@pytest.mark.parametrize(("one", "other"), [("Aarhus", "Århus"), ("oe", "ø"), ("sa", "så"), ("1½", "11/2")])
def test_other_letters_are_other_letters(one: str, other: str) -> None:
    assert fold_case(one) != fold_case(other)


CHARACTERS = st.sampled_from(
    [*"aåÅøæ 12-.\n", *"\u00a0\u00ad\u200b\u030a\u0301\u0345\ufb03½¹₂ßİΣ\u2013\u2019\uff9e\uff76\u1100\u1161\u11a8"]
) | st.characters(exclude_categories=["Cs"])
TEXTS = st.text(CHARACTERS, max_size=12)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_case(fold_case(text)) == fold_case(text) == fold_case(fold(text))


@given(TEXTS)
def test_nothing_invisible_is_left(text: str) -> None:
    folded = fold(text)
    assert not re.search(f"[\u00ad\ufe0e\ufe0f{INVISIBLE}]", folded)
    assert folded == " ".join(folded.split(" ")) == folded.strip()
    assert all(c == " " for c in folded if c.isspace())


@given(st.lists(TEXTS, max_size=3))
def test_words_are_folded_one_by_one(words: list[str]) -> None:
    assert fold(" ".join(words)) == " ".join(folded for word in words if (folded := fold(word)))


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_offsets_lead_back(written: str, start: int, end: int) -> None:
    text = FoldedText(written)
    start, end = sorted((min(start, len(text.text)), min(end, len(text.text))))
    begin, stop = text.span(start, end)
    assert 0 <= begin <= stop <= len(written)
    folded = fold(written[begin:stop])
    if not {*text.text} & {
        *"₀₁₂₃₄₅₆₇₈₉0123456789"
    }:  # whether one below the line is folded depends on what is before it
        assert text.text[start:end].strip() in folded


def test_every_character_is_folded_once_and_has_its_place() -> None:
    """All that Unicode takes for a sign, a mark or another form of something."""
    for character in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(character) in {"Cn", "Co", "Cs"}:
            continue
        if unicodedata.category(character) != "Lo" or unicodedata.decomposition(character):
            word = f"å{character}x"
            folded = fold(word)
            assert fold(folded) == folded, ascii(character)
            assert FoldedText(word).span(len(folded) - 1, len(folded)) == (2, 3), ascii(character)


# ---- Stems, and the words by which a statement is looked for.

FORMS = YAML(typ="safe").load((Path(__file__).parent / "danish_forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_stem_as_on_the_site(forms: str) -> None:
    stems = {stem(form.lower()) for form in forms.split()}
    shortest = min(stems, key=len)
    assert all(each.startswith(shortest) for each in stems)  # »betal« is also found in »betalte«


def _answers(text: str, title: str, rings: list[list[str]] | None = None) -> list[str]:
    made = Initiative.model_validate(initiative("alfa", title=title, phrase="xyz"))
    source = SourceText.of(text)
    spans = sentences_of(source).answering(query_of_initiative(made), synonyms_of(rings or []))
    return [source.as_written(*span) for span in spans]


def test_a_word_is_found_at_either_end_of_a_compound() -> None:
    assert _answers("Alle lastbilkørekort udløber.", "Kørekort") == ["Alle lastbilkørekort udløber."]
    assert _answers("Et samarbejde begynder.", "Arbejdsro") == []


def test_a_block_ends_a_sentence() -> None:
    assert _answers("Cykler\nog tog", "Cykler og tog") == []


def test_amounts_are_looked_for_as_such() -> None:
    fact = {"id": "f", "kind": "amount", "label": "Til cykler", "amount": "0,5 mia. kr.", "basis": "total", "source": "k", "phrase": "x"}  # fmt: skip
    made = Initiative.model_validate(initiative("alfa", facts=[fact]))
    source = SourceText.of("Der er 500 mio. kr. i alt. Der er 0,5 pct. flere cykler.")
    spans = sentences_of(source).answering(query_of_fact(made.facts[0], made), {})
    assert [source.as_written(*span) for span in spans] == ["Der er 500 mio. kr. i alt."]
