"""What a template may ask for: its own page, what stands around every page, and words; nothing of the data at large."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pytest
from jinja2 import Environment

from generator import pages
from generator.model.archive import Archive
from generator.pages import agreement, comparison, corrections, elsewhere, initiative, overview
from generator.pages.rendering import TEMPLATES, environment
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.translator import DANISH_T

FOR_WORDS = {"words", "t", "addresses", "paths", "gettext", "ngettext", "pgettext", "npgettext"}
PAGES = {
    "front": overview.FrontPage,
    "timeline": overview.TimelinePage,
    "agreements": agreement.AgreementsPage,
    "agreement": agreement.AgreementPage,
    "comparisons": comparison.ComparisonsPage,
    "comparison": comparison.ComparisonPage,
    "initiatives": initiative.InitiativesPage,
    "initiative": initiative.InitiativePage,
    "money": overview.MoneyPage,
    "deadlines": overview.DeadlinesPage,
    "method": overview.MethodPage,
    "data": overview.DataPage,
    "glossary": overview.GlossaryPage,
    "corrections": corrections.CorrectionsPage,
    "tombstone": corrections.TombstonePage,
    "beyond": elsewhere.OtherPage,
}
SHARED = {"base", "parts", "cite"}


def _template(name: str) -> str:
    return (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")


def test_every_template_has_a_page() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.html")} == PAGES.keys() | SHARED


def test_beside_its_page_a_template_has_words_and_addresses_alone(golden: Archive) -> None:
    assert (
        environment(DANISH_T, golden).globals.keys()
        - Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).globals.keys()
        == FOR_WORDS
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_what_its_template_shows_and_no_more(name: str) -> None:
    page = PAGES[name]
    assert is_dataclass(page)
    assert page.__dataclass_params__.frozen
    shown = set(re.findall(r"\bpage\.(\w+)", _template(name) + _template("base")))
    own = {field.name for field in fields(page)}
    assert own <= shown
    assert shown - own <= {"cited", "embedded"}  # asked of every page, and there on some


def test_the_source_of_an_initiative_stands_once_below_its_words(golden: Archive) -> None:
    edition = Edition(golden, History(missing="prøve"))
    shown = 0
    for page in pages.site_files(edition):
        for sources in re.findall(r'<span class="as-source">Kilde: (.*?)</span></p>', page.html):
            each = re.findall(r"læst tekst <a [^>]*>", sources)
            shown += len(each)
            assert len(each) == len(set(each)), page.path
    assert shown
