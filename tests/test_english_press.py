"""Embeds, frozen pages, the record, the glossary and the method page where the site is in two languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from editions import published

from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH, Text
from generator.pages import site_files
from generator.pages.standalone import embed_files, frozen_files
from generator.publishing.edition import Edition
from generator.record.entries import CAME, Amendment, RecordChange, Remark
from generator.record.history import Revision
from generator.wording.translator import DANISH_T, ENGLISH_T


@pytest.fixture(scope="module")
def both(golden: Archive) -> Edition:
    return replace(published(golden), languages=(DANISH, ENGLISH))


def test_a_version_in_english_stands_beside_the_danish_one_that_stays_as_it_is(both: Edition) -> None:
    danish, english = frozen_files(both)[1], frozen_files(both)[0]
    assert (danish.path, english.path) == ("index.html", "en/index.html")
    assert [file.data for file in frozen_files(replace(both, languages=(DANISH,)))] == [danish.data]
    html = english.data.decode()
    assert '<html lang="en">' in html
    assert not re.search(r"Fastfrosset|Kilder|Aftale\b|Hvad blev", html)
    living = re.findall(r'href="((?:\.\./)+)([^"#]*)', html)
    # One up leads to the version's own folder, and two more to the living site.
    assert {up for up, _ in living} == {"../../../"}
    assert all(target.startswith("en/") for _, target in living)


def test_an_english_embed_leads_to_english_pages(both: Edition) -> None:
    files = embed_files(ENGLISH_T, both)
    for file in files:  # made where nobody speaks English any more
        html = file.data.decode()
        assert '<html lang="en">' in html
        up = "../" * f"en/{file.path}".count("/")
        assert f'href="{up}en/' in html
    assert [file.path for file in files] == [file.path for file in embed_files(DANISH_T, both)]


def test_the_list_of_versions_leads_to_one_in_its_language_or_marks_that_it_is_danish(both: Edition) -> None:
    def saved(edition: Edition) -> str:
        pages = {page.path: page.html for page in site_files(edition)}
        (found,) = re.findall(r'<li id="version-1.0.0">(<a .*?</a>)', pages["en/data/index.md"])
        return str(found)

    (release,) = both.versions.releases
    assert saved(both) == '<a href="../../fast/1.0.0/" hreflang="da">Version 1.0.0</a>'
    in_two = release.model_copy(update={"languages": ("da", "en")})
    versions = both.versions.model_copy(update={"releases": (in_two,)})
    assert saved(replace(both, versions=versions)) == '<a href="../../fast/1.0.0/en/">Version 1.0.0</a>'


def test_the_record_names_things_in_the_language_and_keeps_its_lines(both: Edition) -> None:
    """A line stays Danish and says so; one about English words is not marked as Danish."""
    change = RecordChange(
        revision=Revision("b" * 40, both.history.latest.date if both.history.latest else None),  # type: ignore[arg-type]
        version=None,
        agreement_id="a",
        agreement_title=Text(da="Aftale om broer", en="Agreement on bridges"),
        initiative_id="hoejbro",
        title=Text(da="Højbro", en="High Bridge"),
        cause="correction",
        note=Text(da="Tallet var forkert.", en="The number was wrong."),
        amendments=(
            Amendment("Opsummering", "Før", "Efter", "Opsummering: ændret."),
            Amendment("Opsummering, på engelsk", "Once", "Now", "Opsummering: ændret.", is_english=True),
        ),
    )
    came = replace(change, initiative_id=None, amendments=(), remark=Remark(CAME, 3), is_first=True, cause=None)
    pages = {page.path: page.html for page in site_files(replace(both, record=(change, came)))}
    english = pages["en/rettelser.md"]
    for words in ("High Bridge", "The number was wrong.", "with 3 initiatives", "First time in our data"):
        assert words in english
    assert re.search(r'<span class="as-change" lang="da">\s*<span class="as-hidden" lang="en">before:', english)
    assert re.search(r'<span class="as-change">\s*<span class="as-hidden">before:', english)
    danish = pages["rettelser.md"]
    assert "med 3 initiativer" in danish
    assert re.search(r'<span class="as-change">\s*<span class="as-hidden">før:', danish)
    assert re.search(r'<span class="as-change" lang="en">\s*<span class="as-hidden" lang="da">før:', danish)


def test_the_method_page_tells_of_two_languages_where_there_are_two(both: Edition) -> None:
    pages = {page.path: page.html for page in site_files(both)}
    for path in ("metode.md", "en/metode.md"):
        assert 'id="sprog"' in pages[path]
        assert "<code>a.yaml</code>" in pages[path]
    alone = {page.path: page.html for page in site_files(replace(both, languages=(DANISH,)))}
    assert 'id="sprog"' not in alone["metode.md"]
