"""`check --format`: the same problems and warnings for people, for a pull request on GitHub, and for machines."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import FROZEN, run
from test_checks import BASE

_COMMAND = re.compile(r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::(.*)")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A repository whose snapshots, in a folder of their own, have two problems."""
    (tmp_path / ".git").mkdir()
    folder = shutil.copytree(FROZEN / "agreements", tmp_path / "data" / "agreements")
    path = folder / "2021.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: goal", "kind: 'må,l: 100 %'", 1), encoding="utf-8")
    return tmp_path


def test_json_holds_what_text_says_with_the_path_from_the_root(faulty: Path) -> None:
    text = run("check", cwd=faulty / "data")
    machine = run("check", "--format", "json", cwd=faulty / "data")
    assert (text.returncode, machine.returncode) == (1, 1)
    problems = json.loads(machine.stdout)
    assert problems
    lines = ["{file}:{line}:{column}: {rule}: {message}".format(**problem) for problem in problems]
    assert lines == [f"data/{line}" for line in text.stdout.splitlines()]


def test_each_problem_is_one_annotation_on_its_line(faulty: Path) -> None:
    problems = json.loads(run("check", "--format", "json", cwd=faulty / "data").stdout)
    result = run("check", "--format", "github", cwd=faulty / "data")
    assert result.returncode == 1
    read = [_COMMAND.fullmatch(line) for line in result.stdout.splitlines()]
    found = [[unquote(part) for part in match.groups()] for match in read if match]
    assert found == [[str(value) for value in problem.values()] for problem in problems]
    assert "data/agreements/2021.yaml:" in result.stderr


def test_the_path_is_from_the_root_wherever_it_is_run(faulty: Path) -> None:
    from_root = run("--agreements", "data/agreements", "check", "--format", "json", cwd=faulty)
    inside = run("--agreements", ".", "check", "--format", "json", cwd=faulty / "data" / "agreements")
    assert from_root.stdout == inside.stdout
    assert json.loads(from_root.stdout)[0]["file"] == "data/agreements/2021.yaml"


@pytest.mark.parametrize(("form", "printed"), [("text", ""), ("github", ""), ("json", "[]\n")])
def test_sound_data_prints_no_problem(form: str, printed: str) -> None:
    data = FROZEN / "agreements"
    result = run("--agreements", str(data), "check", "--format", form, "--frozen", str(data / "fast"))
    assert (result.returncode, result.stdout, result.stderr) == (0, printed, "")


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A repository with one word in English, so that every other text lacks it."""
    (tmp_path / ".git").mkdir()
    folder = shutil.copytree(BASE, tmp_path / "agreements")
    path = folder / "cykel-2013.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("short: Pagten 2013") == 1
    path.write_text(text.replace("short: Pagten 2013", "short: {da: Pagten 2013, en: Pact 2013}"), encoding="utf-8")
    return tmp_path


def test_a_warning_is_told_in_each_format_and_fails_nothing(warned: Path) -> None:
    text, machine, github = (run("check", "--format", form, cwd=warned) for form in ("text", "json", "github"))
    assert (text.returncode, machine.returncode, github.returncode) == (0, 0, 0)
    warnings = json.loads(machine.stdout)
    assert {warning["level"] for warning in warnings} == {"warning"}
    assert len(warnings) > 5
    lines = ["{file}:{line}:{column}: {rule}: {message}".format(**warning) for warning in warnings]
    count = f"{len(lines)} warnings, and nothing that must be mended"
    assert (text.stdout, text.stderr.splitlines()) == ("", [*lines, count])
    read = [_COMMAND.fullmatch(line) for line in github.stdout.splitlines()]
    found = [[unquote(part) for part in match.groups()] for match in read if match]
    assert found == [[str(value) for value in warning.values()] for warning in warnings]


def test_what_must_be_mended_is_told_before_any_warning(warned: Path) -> None:
    path = warned / "agreements" / "cykel-2011.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: effort", "kind: noget"), encoding="utf-8")
    result = run("check", cwd=warned)
    assert result.returncode == 1
    assert "translation-missing" not in result.stdout + result.stderr
