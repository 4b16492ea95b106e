"""Stems, and the words by which a statement is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML
from snapshots import initiative

from generator.comparing.queries import query_of_fact, query_of_initiative, stem
from generator.evidence.absence import sentences_of, synonyms_of
from generator.evidence.source_text import SourceText
from generator.model.agreement import Initiative

FORMS = YAML(typ="safe").load((Path(__file__).parent / "danish_forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_stem_as_on_the_site(forms: str) -> None:
    stems = {stem(form.lower()) for form in forms.split()}
    shortest = min(stems, key=len)
    assert all(each.startswith(shortest) for each in stems)  # »betal« is also found in »betalte«


def _query(title: str, *aliases: str, phrase: str = "ordene") -> set[tuple[str, ...]]:
    made = Initiative.model_validate(initiative("alfa", title=title, aliases=aliases, phrase=phrase))
    return {group.words for group in query_of_initiative(made).groups}


def test_what_nearly_every_text_says_is_not_looked_for() -> None:
    assert _query("Fælles digital infrastruktur i kommunerne") == {("infrastruktur",), ("ordene",)}
    assert _query("Digital indsats", phrase="en indsats") == {("digital", "indsats")}  # both, as there is no other
    assert _query("Parternes indsats", phrase="i kommunerne") == set()


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
