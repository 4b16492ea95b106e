"""The hand-written pages in English beside the Danish: the same examples, the same ways on."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from unicodedata import normalize

import pytest
from conftest import ROOT

DOCS = ROOT / "site_src" / "docs"
PAGES = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in ("en", "fast")
)


def _blocks(path: Path) -> list[str]:
    """The examples, which are followed to the letter, and which are as Danish as the data."""
    return re.findall(r"^```.*?^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _targets(path: Path) -> list[str]:
    """What a page links to: pages as the English site has them, files where there is only one of each."""
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    return [_from_the_root(path, target) for target in targets]


def _from_the_root(path: Path, target: str) -> str:
    if "://" in target:
        return re.sub(r"\.(da|en)$", "", target)
    target, _, place = target.partition("#")
    if place:
        return f"{target} heading {[*_headings(path.parent / target if target else path)].index(place)}"
    home = path.parent
    if target.endswith(".md") and home.is_relative_to(DOCS / "en"):
        home = DOCS / home.relative_to(DOCS / "en")
    parts: list[str] = []
    for part in PurePosixPath(home.relative_to(DOCS).as_posix(), target).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _headings(path: Path) -> dict[str, None]:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode() for heading in found)
    return dict.fromkeys(re.sub(r"[^\w]+", "-", heading).strip("-") for heading in plain)


def test_every_page_written_by_hand_is_in_english_too() -> None:
    assert PAGES
    assert [path.relative_to(DOCS / "en").as_posix() for path in sorted((DOCS / "en").rglob("*.md"))] == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_the_two_show_the_same_examples_and_lead_to_the_same(page: str) -> None:
    danish, english = DOCS / page, DOCS / "en" / page
    assert _blocks(english) == _blocks(danish)
    assert _targets(english) == _targets(danish)
    assert len(_headings(english)) == len(_headings(danish))


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_an_english_page_shows_is_there(page: str) -> None:
    path = DOCS / "en" / page
    for target in re.findall(r"\]\(([^)\s#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.endswith(".md"):
            assert (path.parent / target).is_file(), target
