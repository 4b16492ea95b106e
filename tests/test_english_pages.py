"""What a reader of English meets on the pages of agreements and initiatives: our English, and Danish that says so."""

from __future__ import annotations

import re

import pytest
from snapshots import REGISTER, agreement, initiative

from generator.model.archive import Archive
from generator.model.beside import Glossary
from generator.model.fields import DANISH, ENGLISH, Language
from generator.pages import site_files
from generator.pages.rendering import Glosser, Lookup
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.translator import Translator

DOCUMENT = "Årsberetning, https://example.com/report"
GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {
                "id": "ramme",
                "title": {"da": "Ramme", "en": "Framework", "official": DOCUMENT},
                "forms": ["rammen"],
                "forms_en": ["frameworks"],
                "text": {"da": "Et beløb.", "en": "An amount."},
            },
            {"id": "pulje", "title": "Pulje", "text": "Penge."},
        ]
    }
)


def _archive() -> Archive:
    alfa = initiative(
        "alfa",
        title={"da": "Alfabroen", "en": "The Alfa Bridge", "official": DOCUMENT},
        summary={"da": "Rammen bygges.", "en": "The frameworks are built."},
        gloss="the words",
    )
    beta = initiative("beta", title={"da": "Beta", "en": "Beta"})
    made = agreement(
        "x",
        None,
        [alfa, beta],
        title={"da": "Broaftalen", "en": "Bridge agreement"},
        short={"da": "Bro", "en": "Bridge"},
    )
    return Archive((made,), REGISTER, GLOSSARY)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    edition = Edition(_archive(), History("filerne ikke er hentet med git"), languages=(DANISH, ENGLISH))
    return {page.path: page.html for page in site_files(edition)}


def test_an_english_page_says_what_the_thing_is_called_in_danish_and_by_whom(pages: dict[str, str]) -> None:
    page = pages["en/initiativer/alfa.md"]
    assert "<h1>The Alfa Bridge</h1>" in page
    assert 'In Danish: <span lang="da">Alfabroen</span>.' in page
    assert 'href="https://example.com/report"' in page
    assert "The English name is official" not in pages["en/aftaler/x.md"].split("</h1>")[1].split("<dl")[0]
    assert f'title="{DOCUMENT}">official name</span>' in pages["en/aftaler/x.md"]
    assert f'title="{DOCUMENT}">official name</span>' in pages["en/ordliste.md"]


def test_a_name_that_is_the_same_in_both_languages_is_said_once(pages: dict[str, str]) -> None:
    assert "In Danish" not in pages["en/initiativer/beta.md"]


def test_phrases_stay_danish_and_say_so_and_what_they_mean(pages: dict[str, str]) -> None:
    assert (
        '<q><span lang="da">ordene</span></q> <span class="as-gloss">[in English: the words]</span>'
        in pages["en/initiativer/alfa.md"]
    )
    assert '“<span lang="da">T</span>”' in pages["en/initiativer/alfa.md"]


def test_what_is_not_translated_is_marked_as_danish(pages: dict[str, str]) -> None:
    assert '<p><span lang="da">Om beta.</span></p>' in pages["en/initiativer/beta.md"]


def test_a_danish_page_shows_none_of_it(pages: dict[str, str]) -> None:
    danish = [html for path, html in pages.items() if not path.startswith("en/")]
    assert danish
    for html in danish:
        assert not re.search(r'lang="da"|class="as-gloss"|as-names|as-tag--official', html)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (DANISH, "Rammen og Framework", "Rammen"),
        (ENGLISH, "Rammen and frameworks", "frameworks"),
        (ENGLISH, "A Framework", "Framework"),
        (ENGLISH, "Pulje", None),
    ],
)
def test_a_page_looks_for_the_terms_of_its_own_language(language: Language, text: str, found: str | None) -> None:
    marked = Glosser(Lookup.of(Translator(language), GLOSSARY), str).mark(text)
    match = re.search(r'data-tip="([^"]+)">([^<]+)</a>', marked)
    assert (match and match[2]) == found
    assert match is None or match[1] == ("Et beløb." if language is DANISH else "An amount.")
