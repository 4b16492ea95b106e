"""One folding of text, as a table; its laws; and stems of words."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from snapshots import initiative

from generator.comparing.queries import query_of_fact, query_of_initiative, stem
from generator.evidence.absence import sentences_of, synonyms_of
from generator.evidence.source_text import SourceText
from generator.folding import INVISIBLE, FoldedText, fold, fold_case
from generator.model.agreement import Initiative

# As written, and as it is compared.
SAME = {
    "soft hyphen": ("infra\u00adstruktur", "infrastruktur"),
    "zero-width space": ("infra\u200bstruktur", "infrastruktur"),
    "zero-width joiners": ("infra\u200c\u200dstruktur", "infrastruktur"),
    "word joiner": ("infra\u2060struktur", "infrastruktur"),
    "byte-order mark": ("\ufeffMit Overblik", "Mit Overblik"),
    "marks of direction": ("Mit \u200e\u202aOverblik\u202c", "Mit Overblik"),
    "variation selector": ("Overblik\ufe0f", "Overblik"),
    "grapheme joiner": ("over\u034fblik", "overblik"),
    "control character": ("over\x02blik", "overblik"),
    "no-break space": ("Mit\u00a0Overblik", "Mit Overblik"),
    "narrow no-break space": ("5\u202fmio.", "5 mio."),
    "thin and figure space": ("5\u2009mio.\u2007kr.", "5 mio. kr."),
    "ideographic space": ("Mit\u3000Overblik", "Mit Overblik"),
    "line ends of every sort": ("a\nb\r\nc\u0085d\u2028e\u2029f", "a b c d e f"),
    "two spaces, and at the ends": ("  Mit \t Overblik ", "Mit Overblik"),
    "spaces around what is dropped": ("Mit \u200b Overblik", "Mit Overblik"),
    "non-breaking hyphen": ("NemLog\u2011in", "NemLog-in"),
    "hyphen": ("NemLog\u2010in", "NemLog-in"),
    "dashes": ("2026\u20132029 \u2014 x \u2015 y", "2026-2029 - x - y"),
    "figure dash, small and full hyphen": ("1\u20122\ufe633\uff0d4", "1-2-3-4"),
    "minus": ("\u22121.024", "-1.024"),
    "decomposed å, ø has no such form": ("a\u030ar p\u00e5", "år på"),
    "decomposed Å": ("A\u030arhus", "Århus"),
    "angstrom sign": ("\u212brhus", "Århus"),
    "a mark after something invisible": ("a\u200b\u030ar", "år"),
    "marks in another order": ("a\u0323\u0301", unicodedata.normalize("NFC", "a\u0301\u0323")),
    "ligatures": ("e\ufb00ektiv, \ufb01n, \ufb02ere, o\ufb03ciel", "effektiv, fin, flere, officiel"),
    "digraph": ("\u0133s", "ijs"),
    "full width": ("\uff2d\uff29\uff34\u3000\uff11\uff12", "MIT 12"),
    "mathematical letters": ("\U0001d40c\U0001d422\U0001d42d", "Mit"),
    "ellipsis": ("og s\u00e5 videre\u2026", "og så videre..."),
    "curled marks": ("\u201eMit\u201d \u201cOverblik\u201d for EU\u2019s", '"Mit" "Overblik" for EU\'s'),
    "a number below the line": ("CO\u2082-aftryk", "CO2-aftryk"),
    "Roman numeral": ("bilag \u2163", "bilag IV"),
    "percent sign of full width": ("90 \uff05", "90 %"),
    "Cyrillic letters in a word": ("infr\u0430structur\u0435", "infrastructure"),
    "a word of Cyrillic letters alone": ("\u0455\u043e\u0441\u0456\u0430\u04cf", "social"),
    "a Cyrillic letter with a ring": ("p\u0430\u030a", "på"),
    "Greek letters": ("\u039cit \u039fverblik", "Mit Overblik"),
    "a dotless i, and one of phonetics": ("d\u0131g\u0131t\u0251l", "digital"),
    "small capitals": ("\u0274\u1d07\u1d0dID", "nemID"),
    "white letters in squares": ("\U0001f17a\U0001f178", "KI"),
    "halfwidth kana and its mark": ("\uff76\uff9e", "\u30ac"),
}
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
    """A word is the same word in every text, whatever stands around it."""
    assert fold(" ".join(words)) == " ".join(folded for word in words if (folded := fold(word)))


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_offsets_lead_back(written: str, start: int, end: int) -> None:
    """What stands at the span folds to what was searched for, and perhaps to what cannot be parted from it."""
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
