"""Hostile values that no snapshot can hold, made past the reading and the checks; and what a terminal, a log and a comment get."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import GitRepo
from hostile import EVIL, HOSTILE, PAYLOADS
from snapshots import published

from generator.commands import main
from generator.commands.check import github_lines
from generator.exports.formats import guarded
from generator.impact.report import Impact, PublicClaim, impact_markdown, impact_text
from generator.model.archive import Archive
from generator.model.fields import Text, Value
from generator.model.place import GeneratorError, Problem, visible
from generator.pages import frozen_files, site_assets, site_files
from generator.pages.initiative import embed_files
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset, SiteFile, require_inside
from generator.wording.report import markdown_text
from generator.wording.translator import DANISH_T

TERMINAL = "\x1b[31mrød\x1b]0;titel\x07\x9b2J\x08\r\x00\x7f\u202e\u2028::error::x\n::set-output name=a::b"
RUNS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", f"//{EVIL}/")


def _rebuilt(value: Any, change: Callable[[Value, str, Any], Any]) -> Any:
    """*value* with *change* made to each field of every value in it, past all validation."""
    match value:
        case Value():
            fields = {
                name: change(value, name, _rebuilt(getattr(value, name), change)) for name in type(value).model_fields
            }
            return value.model_copy(update=fields)
        case tuple():
            return tuple(_rebuilt(item, change) for item in value)
    return value


def _archive(golden: Archive, change: Callable[[Value, str, Any], Any]) -> Archive:
    register, glossary = _rebuilt(golden.register, change), _rebuilt(golden.glossary, change)
    return Archive(tuple(_rebuilt(a, change) for a in golden.agreements), register, glossary)


def _all_files(edition: Edition) -> Iterator[SiteFile | SiteAsset]:
    pages = site_files(edition)
    yield from (*pages, *site_assets(edition, pages), *embed_files(DANISH_T, edition), *frozen_files(edition))


def test_text_stays_text_in_pages_that_stand_alone(golden: Archive) -> None:
    """The pages that go through the theme are built with such text in test_hostile_build.py."""

    def change(_: Value, name: str, value: Any) -> Any:
        return f"{value} {HOSTILE}" if name in ("da", "en") and isinstance(value, str) else value

    edition = published(_archive(golden, change))
    for file in (*embed_files(DANISH_T, edition), *frozen_files(edition)):
        assert not re.search(r"<(?:script|img|b|i)\b", file.data.decode()), file.path
    assert any("&lt;script&gt;alert(1)" in file.data.decode() for file in embed_files(DANISH_T, edition))


def test_an_address_that_runs_something_is_no_link(golden: Archive) -> None:
    addresses = cycle(RUNS)

    def change(_: Value, name: str, value: Any) -> Any:
        return next(addresses) if name in ("url", "archived") else value

    edition = published(_archive(golden, change))
    pages = [page.text for page in site_files(edition)]
    pages += [file.data.decode() for file in (*embed_files(DANISH_T, edition), *frozen_files(edition))]
    assert any("kilde" in page.lower() for page in pages)
    for page in pages:
        for link in re.findall(r'(?:href|src)="([^"]*)"', page):
            assert not link.strip().lower().startswith(("javascript:", "vbscript:", "//")), link
            assert link == "data:," or not link.startswith("data:"), link


def test_controls_in_a_text_break_no_file(golden: Archive) -> None:
    def change(_: Value, name: str, value: Any) -> Any:
        return f"{value} {TERMINAL}" if name in ("da", "en") and isinstance(value, str) else value

    archive = _archive(golden, change)
    assert isinstance(archive.agreements[0].title, Text)
    for file in _all_files(published(archive)):
        if isinstance(file, SiteFile):
            head = file.text.split("\n---\n")[0]
            # a line of the front matter is a key and a value in quotes, and nothing that YAML refuses
            assert not re.search("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd]", head)
        elif file.path.endswith((".xml", ".ics", "citater.bib")):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", file.data.decode()), file.path
        elif file.path.endswith(".json"):
            json.loads(file.data)


@pytest.mark.parametrize(
    "path",
    [
        "../ond.html", "aftaler/../../ond.html", "/etc/ond", "a//b", "a/./b", "..", "", "C:/ond", "a\\b", "a\x00b",
        "a\nb", "~/ond", "-rf", "a/%2e%2e/b", "аftаlеr/x", "a" * 300, ".git/config", "a /b", "file:///x", "a?b", "a#b",
    ],
)  # fmt: skip
def test_no_file_has_a_path_out_of_its_folder(path: str) -> None:
    with pytest.raises(GeneratorError, match="is no path"):
        require_inside(path)
    with pytest.raises(GeneratorError, match="is no path"):
        SiteAsset(path, b"")
    with pytest.raises(GeneratorError, match="is no path"):
        SiteFile(path, "T", "D", "", "")


def test_the_wide_forms_of_a_formula_are_guarded_too() -> None:
    for sign in "=+-@\t\r＝＋－＠":
        assert guarded(f"{sign}1+1") == f"'{sign}1+1"
        assert guarded(f"1{sign}") == f"1{sign}"


def test_nothing_from_the_data_moves_a_terminal() -> None:
    problem = str(Problem(f"agreements/{TERMINAL}.yaml", 1, 1, "r", TERMINAL))
    assert problem.isprintable()
    assert "\\u001b[31m" in problem
    assert json.loads(f'"{visible(TERMINAL)}"') == TERMINAL
    assert visible("æøå »citat« – 10 pct.") == "æøå »citat« – 10 pct."


def test_nothing_from_the_data_is_a_command_of_a_workflow() -> None:
    lines = github_lines([Problem(f"agreements/{TERMINAL},line=9.yaml", 1, 1, "r,x=1::", TERMINAL)])
    assert lines.count("\n") == 1
    assert lines.startswith("::error file=agreements/")
    assert lines.rstrip("\n").isprintable()
    head, _, _ = lines.removeprefix("::error ").partition("::")
    assert [field.partition("=")[0] for field in head.split(",")] == ["file", "line", "col", "title"]


def test_commands_print_nothing_that_moves_a_terminal(make_repo: Callable[[str], GitRepo]) -> None:
    repo = make_repo("repo")
    repo.write("agreements/_register.yaml", "parties: [{id: a, title: A}]\nthemes: [{id: t, title: T, summary: S}]\n")
    name = "\x1b]0;ond\x07\n::error::x\u202e.yaml"
    repo.write(f"agreements/{name}", '"\\e[31m\\n::error::y": 1\nid: "\\x9b2J"\n')
    for form in ("text", "github"):
        result = CliRunner().invoke(main, ["--agreements", str(repo.path / "agreements"), "check", "--format", form])
        assert result.exit_code == 1
        shown = result.output
        assert shown.replace("\n", "").isprintable(), form
        assert "\n::error::" not in shown
        assert not shown.startswith("::error::")


MENTIONS = re.compile(r"(?<![`\w])@\w")


@pytest.mark.parametrize("payload", [*PAYLOADS, TERMINAL])
def test_text_in_markdown_is_neither_markup_nor_link_nor_mention(payload: str) -> None:
    shown = markdown_text(payload)
    assert shown.isprintable()
    bare = re.sub(r"\\.", "", shown.replace("&#8203;", "\0"))
    assert not re.search(r"[<>`*_\[\]{}|~$#]", bare)
    assert "&" not in bare
    assert not MENTIONS.search(bare)
    assert "://" not in bare
    assert not re.search(r"(?i)\bwww\.|\bGH-\d", bare)
    # and it is the same text to who reads it
    read = re.sub(r"\\(.)", r"\1", shown.replace("&#8203;", ""))
    assert read == visible(" ".join(payload.split()))


def test_the_impact_of_a_hostile_change_is_one_line_for_each_sentence() -> None:
    claims = tuple(PublicClaim(None, payload, ("initiativer/x/",)) for payload in (*PAYLOADS, TERMINAL))
    found = Impact(claims, (), (), (), ())
    lines = impact_markdown(found).splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == len(claims) + 1  # and their page
    ours = {"", "<details><summary>vis</summary>", "</details>"}
    assert all(line in ours or line.startswith(("- ", "### ", "Sætninger på siden: ")) for line in lines)
    plain = impact_text(found)
    assert plain.replace("\n", "").isprintable()
    assert len(plain.splitlines()) == len(plain.split("\n")) - 1
