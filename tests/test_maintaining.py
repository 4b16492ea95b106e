"""The maintainer's commands: a skeleton, proposals of lineage, and what a source text holds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from test_cli import run

from generator.archive import Archive
from generator.lineage import dormant
from generator.loading import load_archive
from generator.maintaining.formatting import formatted
from generator.maintaining.key_order import KEY_ORDER
from generator.maintaining.skeleton import SCHEMA_LINE, skeleton
from generator.model import Agreement
from generator.place import InvalidDataError, Problem
from generator.reading import read
from generator.yaml_text import parse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real agreements, to add to."""
    return shutil.copytree(ROOT / "agreements", tmp_path / "agreements")


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        load_archive(folder)
    except InvalidDataError as error:
        return error.problems
    return ()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# ---- new


def test_new_prints_the_path_and_nothing_else(folder: Path) -> None:
    result = run("new", "2024", "--follows", "2023", cwd=folder.parent)
    assert (result.returncode, result.stdout, result.stderr) == (0, "agreements/2024.yaml\n", "")
    assert (folder / "2024.yaml").read_text(encoding="utf-8").splitlines()[0] == SCHEMA_LINE


@pytest.mark.parametrize("archive", ["real", "golden"])
def test_a_skeleton_is_in_the_house_style(archive: str, request: pytest.FixtureRequest) -> None:
    text = skeleton("2024", request.getfixturevalue(archive)).encode()
    assert formatted(text, "2024.yaml") == text


def test_a_skeleton_accounts_for_everything_older_without_claiming_anything(real: Archive) -> None:
    plain = parse(skeleton("2024", real), "2024.yaml").plain
    assert plain
    listed = {entry["id"]: entry["outcome"] for entry in plain["not_continued"]}
    assert listed == {i.id: "not-examined" for i in real.agreements[-1].initiatives}
    silent = {entry["id"]: entry["hits"] for entry in plain["still_not_mentioned"]}
    assert silent == dict.fromkeys(dormant(real, len(real.agreements)))


def test_a_skeleton_names_every_key_of_the_head(real: Archive) -> None:
    text = skeleton("2024", real)
    for name, field in Agreement.model_fields.items():
        if name != "place":
            key = field.alias or name
            assert re.search(rf"^(# )?{key}:", text, re.MULTILINE), key


def test_each_initiative_has_its_title_beside_it(real: Archive) -> None:
    text = skeleton("2024", real)
    for initiative in real.agreements[-1].initiatives:
        assert re.search(rf"# »{re.escape(initiative.title.da)}«.*\n  - id: {initiative.id}\n", text)


def test_check_reports_what_is_empty_at_its_place_and_nothing_else(folder: Path) -> None:
    run("new", "2024", "--follows", "2023", cwd=folder.parent)
    text = (folder / "2024.yaml").read_text(encoding="utf-8")
    empty = [n for n, line in enumerate(text.splitlines(), 1) if _is_empty(text, n, line)]
    assert [problem.line for problem in problems(folder)] == empty
    assert {problem.rule for problem in problems(folder)} == {"left-empty"}
    assert {problem.file for problem in problems(folder)} == {"agreements/2024.yaml"}


def _is_empty(text: str, number: int, line: str) -> bool:
    """Whether a key stands there with nothing after it and nothing below it."""
    if not re.fullmatch(r" *(- )?\w+:", line):
        return False
    below = [other for other in text.splitlines()[number:] if not other.lstrip().startswith("#")] or [""]
    return len(below[0]) - len(below[0].lstrip()) <= len(line) - len(line.lstrip(" -"))


def test_what_is_taken_into_use_is_reported_until_it_is_filled_in(real: Archive) -> None:
    """No hint can pass as content: uncommenting everything gives empty keys only."""
    keys = "|".join({key for keys in KEY_ORDER.values() for key in keys})
    lines = skeleton("2024", real).splitlines()
    used = [re.sub(rf"^( *)# (?=({keys}):|  )", r"\1", line) for line in lines]
    plain = parse("\n".join(used) + "\n", "2024.yaml").plain
    assert plain
    for key in ("agreed", "effective"):
        assert set(plain[key].values()) - {plain[key]["place"]} == {None}
    for key in ("counts", "context"):
        assert set(plain[key][0].values()) - {plain[key][0]["place"]} == {None}
    assert plain["reading_notes"] == [None]
    assert plain["initiatives"][0]["facts"][0]["id"] is None
    assert plain["initiatives"][0]["aliases"] is None


ANSWERS = {
    "title": "En ny aftale",
    "short": "Aftalen 2024",
    "party": "kl",
    "source": "nyhed",
    "phrase": "ord fra teksten",
    "summary": "Kort om det.",
    "complete": "false",
    "note": "Kun en nyhed er læst.",
    "publisher": "Bladet",
    "sha256": "0" * 64,
    "presence": "named",
    "commitment": "decided",
    "theme": "sundhed",
    "outcome": "new",
}
AMBIGUOUS = {"kind": ["pagt", "news", "effort"], "id": ["nyhed", "helt-nyt"]}


def test_following_the_messages_leads_to_a_valid_file(folder: Path) -> None:
    """As a new user: go from problem to problem, give each key a value, and leave the searched hits out."""
    run("new", "2024", "--follows", "2023", cwd=folder.parent)
    path = folder / "2024.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    answers = {key: list(values) for key, values in AMBIGUOUS.items()}
    for problem in problems(folder):
        key = re.search(r"'(\w+)'", problem.message)
        assert key
        line = lines[problem.line - 1]
        assert line[problem.column - 1 :].startswith(f"{key[1]}:")
        if key[1] == "hits":
            lines[problem.line - 1] = ""
        else:
            lines[problem.line - 1] = f"{line} {ANSWERS.get(key[1]) or answers[key[1]].pop(0)}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert problems(folder) == ()
    archive = load_archive(folder)
    assert archive.agreements[-1].id == "2024"


def test_an_initiative_that_is_written_must_leave_the_list(folder: Path) -> None:
    test_following_the_messages_leads_to_a_valid_file(folder)
    path = folder / "2024.yaml"
    text = path.read_text(encoding="utf-8").replace("id: helt-nyt", "id: mit-overblik")
    path.write_text(
        text.replace("outcome: new", "outcome: continued\n      basis: same-name"), encoding="utf-8"
    )
    assert [problem.rule for problem in problems(folder)] == ["departures-have-left"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2023", "--follows", "2023"], "'2023' is here already"),
        (["2024", "--follows", "2022"], "The last agreement is 2023: use --follows 2023."),
        (["2024", "--follows", "hest"], "'hest' is not here"),
        (["Aftale 2024", "--follows", "2023"], "is not an id"),
        (["../2024", "--follows", "2023"], "is not an id"),
        (["_register", "--follows", "2023"], "is not an id"),
        (["a" * 81, "--follows", "2023"], "is not an id"),
    ],
)
def test_new_refuses_and_writes_nothing(folder: Path, arguments: list[str], said: str) -> None:
    before = contents(folder)
    result = run("new", *arguments, cwd=folder.parent)
    assert result.returncode == 1
    assert said in result.stderr
    assert contents(folder) == before


def test_new_refuses_while_the_older_agreements_have_problems(folder: Path) -> None:
    path = folder / "2023.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: goal", "kind: maal"), encoding="utf-8")
    result = run("new", "2024", "--follows", "2023", cwd=folder.parent)
    assert result.returncode == 1
    assert "unknown-value" in result.stdout
    assert not (folder / "2024.yaml").exists()


def test_a_title_with_line_breaks_cannot_leave_its_comment(golden: Archive) -> None:
    last = golden.agreements[-1]
    evil = last.initiatives[0].model_copy(
        update={"title": last.initiatives[0].title.model_copy(update={"da": "A\nid: x\u2028y\x85z"})}
    )
    agreements = (
        *golden.agreements[:-1],
        last.model_copy(update={"initiatives": (evil, *last.initiatives[1:])}),
    )
    text = skeleton("ny", Archive(agreements, golden.register))
    assert parse(text, "ny.yaml").plain
    assert read(text.encode(), "ny.yaml", Agreement).problems[0].rule == "left-empty"
    assert "»A id: x y z«" in text
