"""A name is the one that its text uses: what a newer text calls an initiative stands in no sentence about an older."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from editions import unpublished

from generator.feeds import feeds
from generator.model.archive import Archive
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.wording.translator import DANISH_T

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
    of_older = [row for row in rows if f'id="{newest.id}--' not in row and f"Aftalt i {newest.short.da}" not in row]
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
