"""The glossary: its order, the links to it from running text, and their explanations in a real browser."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, cases

from generator.data_folder import load_archive
from generator.model.archive import Archive
from generator.model.beside import Glossary
from generator.model.fields import DANISH, ENGLISH, Language
from generator.pages import site_files
from generator.pages.rendering import Glosser, Lookup
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.lexicon import collation_key, entries, letters
from generator.wording.translator import DANISH_T, Translator

GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {"id": "kl", "title": "KL", "text": "En forening & mere."},
            {"id": "ramme", "title": "Ramme", "forms": ["ramme", "rammen"], "text": "Et beløb."},
            {"id": "anlaegsramme", "title": "Anlægsramme", "forms": ["anlægsramme"], "text": "Til anlæg."},
            {"id": "oekonomisk", "title": "Økonomisk ramme", "forms": ["økonomisk ramme"], "text": '"><i>'},
            {"id": "it", "title": "Sundheds-it", "forms": ["sundheds-it"], "text": "It."},
        ]
    }
)


def _glosser(glossary: Glossary = GLOSSARY) -> Glosser:
    return Glosser(Lookup.of(DANISH_T, glossary), lambda target: f"../{target}")


def _terms(text: str) -> list[tuple[str, str]]:
    """Which words of *text* lead to which terms."""
    return re.findall(r'<a class="as-term" href="\.\./ordliste/#([^"]+)"[^>]*>([^<]*)</a>', _glosser().mark(text))


@cases
def test_whole_words_are_found_longest_first_and_once(text: str, expected: list[list[str]]) -> None:
    assert [[*term] for term in _terms(text)] == expected


# Each in its order. Intl.Collator would put dataansvarlig and Kanaan after every other word in data and Kan.
ALPHABET = {
    DANISH: ["and", "dataansvarlig", "datasæt", "idé 1", "ideer", "Müller", "Møn", "zink", "Æg", "Øl", "Å-lov", "Aabenraa", "Ål", "Aarhus"],
    ENGLISH: ["Aabenraa", "Aarhus", "Ål", "and", "dataansvarlig", "datasæt", "Møn", "Øl", "zinc"],
}  # fmt: skip


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
def test_one_order_of_the_alphabet_for_the_glossary_and_for_tables(language: Language) -> None:
    words = ALPHABET[language]
    assert sorted(set(words), key=partial(collation_key, Translator(language))) == words
    glossary = Glossary.model_validate(
        {"terms": [{"id": f"t{n}", "title": {"da": w, "en": w}, "text": "X."} for n, w in enumerate(reversed(words))]}
    )
    found = entries(Translator(language), glossary)
    assert [entry.title for entry in found if entry.title in words] == words
    assert ("Å" in dict(letters(Translator(language), found))) == (language is DANISH)


def test_a_folder_may_be_without_a_glossary(tmp_path: Path) -> None:
    for path in (ROOT / "tests" / "checks" / "_base").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert [term.id for term in load_archive(tmp_path).glossary.terms] == ["cykelsti", "cykel"]
    (tmp_path / "_glossary.yaml").unlink()
    assert load_archive(tmp_path).glossary == Glossary()


def test_no_link_is_in_another_link_or_a_heading_or_a_quotation(real: Archive) -> None:
    for page in site_files(Edition(real, History(missing="prøve"))):
        for outer in re.findall(r"<(a|h[1-6]|q|summary)\b[^>]*>(.*?)</\1>", page.html, re.DOTALL):
            assert "as-term" not in outer[1], (page.path, outer)
            if outer[0] == "a":
                assert "<a " not in outer[1], (page.path, outer)
        terms = re.findall(r'class="as-term" href="[^"]*#([^"]+)"', page.html)
        assert len(terms) == len(set(terms)), page.path
