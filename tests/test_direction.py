"""A comparison says of each side what is of that side: the end of a link, and the name in its own text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import FROZEN, tables
from hypothesis import given
from snapshots import archives, unpublished

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Comparison
from generator.feeds import feeds
from generator.loading import load
from generator.model.agreement import Outcome
from generator.model.archive import Archive
from generator.model.fields import DANISH, ENGLISH, Language
from generator.pages import planned_files, site_files
from generator.publishing.edition import Edition
from generator.wording.sentences import finding_status
from generator.wording.translator import DANISH_T, Translator
from generator.wording.writing import inside

OLDER = tables("direction")["older"]
NEWER = tables("direction")["newer"]
RELATIONS = frozenset(OLDER["da"])


def _expected(comparison: Comparison, initiative_id: str, language: Language) -> str | None:
    """What the end at which the initiative stands is called, by where its agreements have it."""
    finding = comparison.by_id[initiative_id]
    if finding.outcome.value not in RELATIONS:
        return None
    positions = comparison.archive.position
    newest = max(positions[comparison.old.id], positions[comparison.new.id])
    table = NEWER if initiative_id in comparison.archive.initiatives[newest] else OLDER
    return table[language.code][finding.outcome.value]


@given(archives())
def test_each_end_says_its_own_side_of_the_link(archive: Archive) -> None:
    for comparison in Analysis(archive).comparisons:
        for shown in (comparison, comparison.mirrored()):
            for initiative_id, finding in shown.by_id.items():
                for language in (DANISH, ENGLISH):
                    expected = _expected(shown, initiative_id, language)
                    if expected:
                        status = finding_status(Translator(language), finding, heir=finding.is_heir(initiative_id))
                        assert expected in status, (initiative_id, status)


def test_what_absorbed_another_is_not_said_to_be_part_of_it() -> None:
    """Mit Overblik took in an initiative that only other sources know, and its page said the opposite once."""
    page = next(
        page for page in planned_files(load(FROZEN / "agreements")) if page.path == "initiativer/mit-overblik.md"
    )
    pact = _chapters(page.html)["pagt"]
    assert "indgår i Mit Overblik" in pact
    assert "Mit Overblik indgår i" not in pact


def _chapters(page: str) -> dict[str, str]:
    pieces = re.split(r'<li class="as-chapter[^"]*" id="([^"]+)">', page)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_kind_of_link_is_in_the_tables() -> None:
    links = {"absorbed", "merged", "split", "spun-off"}
    assert links == RELATIONS == {outcome.value for outcome in Outcome} & links


# ---- A name is the one that its text uses: what a newer text calls an initiative stands in no sentence about an older.

MARK = "Nyt Navn i Den Nyeste"


@pytest.fixture(scope="module")
def renamed(real: Archive) -> Edition:
    """The frozen agreements, in the newest of which each initiative has another name."""
    *older, newest = real.agreements
    initiatives = (
        each.model_copy(update={"title": each.title.model_copy(update={"da": MARK})}) for each in newest.initiatives
    )
    last = newest.model_copy(update={"initiatives": tuple(initiatives)})
    return unpublished(replace(real, agreements=(*older, last)))


@pytest.fixture(scope="module")
def files(renamed: Edition) -> dict[str, str]:
    return {file.path: file.html for file in site_files(renamed)}


def test_no_page_about_older_texts_has_the_newest_name(renamed: Edition, files: dict[str, str]) -> None:
    newest = renamed.archive.agreements[-1].id
    older = [
        path
        for path in files
        if path.startswith(("aftaler/", "sammenlign/")) and newest not in path and "index" not in path
    ]
    assert len(older) > 9
    # Where an older agreement says what became of its initiatives, it links to the comparison, with its own names.
    assert [path for path in older if MARK in files[path]] == []


def test_an_amount_of_an_older_agreement_is_of_the_initiative_that_its_text_names(
    renamed: Edition, files: dict[str, str]
) -> None:
    newest = renamed.archive.agreements[-1]
    rows = re.split(r"(?=<tr role=\"row\" id=|<figure )", files["penge.md"])
    of_newest = (f'id="{newest.id}--', f"Aftalt i {inside(DANISH_T, newest.short.da)}")
    of_older = [row for row in rows if not any(sign in row for sign in of_newest)]
    assert len(of_older) > 5
    assert not [row for row in of_older if MARK in row]
    assert MARK in files["penge.md"]


def test_no_entry_of_a_feed_about_older_texts_has_the_newest_name(renamed: Edition) -> None:
    newest = renamed.archive.agreements[-1].id
    entries = [
        entry
        for feed in feeds(DANISH_T, renamed)
        if feed.path.startswith("feeds/tidslinje")
        for entry in feed.data.decode().split("<entry>")[1:]
        if f"/{newest}/" not in entry
    ]
    assert len(entries) > 10
    assert [entry for entry in entries if MARK in entry.replace(f"{MARK} gennem aftalerne", "")] == []
