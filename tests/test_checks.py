"""The rules for snapshots, case by case.

`checks/_base` is a small archive without faults. A case in `checks/<rule>/` is an edit of it and the
problems that `check` must print then: all of them, with line and column, and nothing else. One about a
limit names a lower one under `limits`, so that it can be small. Of a rule that only warns, they are its warnings. A case that
expects nothing is something that looks like the fault and is allowed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import FROZEN, cases, run, tables
from ruamel.yaml import YAML
from snapshots import agreement, initiative

from generator import checks, data_folder
from generator.checks.fault import rule_id
from generator.checks.words import english_says_the_same
from generator.model.fields import Value
from generator.model.place import InvalidDataError, Problem
from generator.reading import files, limits

HERE = Path(__file__).parent
BASE = HERE / "checks" / "_base"
GENERATOR = Path(data_folder.__file__).parent
PACT = "cykel-2013.yaml"

WARNINGS = {rule_id(rule) for rule in checks.WARNINGS}
READERS = (
    "reading/snapshots.py",
    "reading/explaining.py",
    "reading/yaml_text.py",
    "reading/files.py",
)  # the modules that report what cannot be read
# Of the folder as a whole, which no case of one file can break: test_input_files.py has them.
NOT_RULES = {"utf-8", "utf-8-sig", "per-year", "git-writes-what-it-holds", "all-data-is-read"}


@dataclass(frozen=True)
class Case:
    rule: str
    name: str
    edit: tuple[dict[str, str], ...]
    expect: tuple[str, ...]
    limits: dict[str, int]

    def __str__(self) -> str:
        return f"{self.rule}/{self.name}"

    @property
    def is_faulty(self) -> bool:
        return any(f": {self.rule}: " in line for line in self.expect)


def read_case(path: Path) -> Case:
    case: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    assert case.keys() - {"limits"} == {"edit", "expect"}, path
    expect = tuple("".join(case["expect"]).splitlines())
    return Case(path.parent.name, path.stem, tuple(case["edit"]), expect, case.get("limits", {}))


CASES = [read_case(path) for path in sorted((HERE / "checks").glob("[!_]*/*.yaml"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "agreements")


def apply(edit: dict[str, str], folder: Path) -> None:
    """Make one edit; refuse one whose text is not found exactly once, so that no case tests nothing."""
    path = folder / edit["file"]
    before = path.read_text(encoding="utf-8")
    match edit:
        case {"find": find, "replace": replace}:
            assert before.count(find) == 1, f"{find!r} occurs {before.count(find)} times in {path.name}"
            path.write_text(before.replace(find, replace), encoding="utf-8", newline="\n")
        case {"text": text}:
            path.write_text(text, encoding="utf-8", newline="\n")
        case {"encoding": encoding}:
            path.write_bytes(before.encode(encoding))
        case {"moved_to": other}:
            target = path.parent / other
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
            path.symlink_to(target)
        case _:
            pytest.fail(f"an edit has find and replace, text, encoding or moved_to; found {sorted(edit)}")


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        data_folder.load_archive(folder)
    except InvalidDataError as error:
        return error.problems
    return ()


def warnings(folder: Path) -> tuple[Problem, ...]:
    return data_folder.load_with_warnings(folder)[1]


def rules_of_reading() -> set[str]:
    """Every text of words with hyphens in the source that is not known to be something else."""
    source = "".join((GENERATOR / name).read_text(encoding="utf-8") for name in READERS)
    return set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source)) - NOT_RULES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in case.limits.items():
        monkeypatch.setattr(limits, name, value)
    if case.limits:
        data_folder._read_whole.cache_clear()  # what was read under other limits
        monkeypatch.setattr(data_folder, "_read_whole", data_folder._read_whole.__wrapped__)
    for edit in case.edit:
        apply(edit, folder)
    found = warnings(folder) if case.rule in WARNINGS else problems(folder)
    if case.rule != "keys-in-order":  # the base has some of those
        found = tuple(problem for problem in found if problem.rule != "keys-in-order")
    assert [str(problem) for problem in found] == list(case.expect)


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    rules = {rule_id(check) for check in checks.RULES} | rules_of_reading()
    assert {case.rule for case in CASES} == rules
    assert {case.rule for case in CASES if case.is_faulty} == rules
    assert {case.rule for case in CASES if not case.expect} == rules


@pytest.mark.parametrize("check", checks.RULES, ids=rule_id)
def test_every_check_says_in_one_sentence_what_it_ensures(check: Any) -> None:
    assert re.fullmatch(r"Ensure [^.\n]+\.", check.__doc__)


def test_no_message_is_a_traceback_or_names_python() -> None:
    """What is wrong, then what to do about it; whoever mends a snapshot need not know Python."""
    messages = {line.split(": ", 2)[2] for case in CASES for line in case.expect}
    python = re.compile(r"Traceback|pydantic|generator\.|Place\(|Node\(|Decimal|NoneType|tuple|\bdict\b|<class")
    sentence_ends = re.compile(r"[.?](?= [A-Z'\"]|$)")
    assert [m for m in messages if python.search(m)] == []
    assert [m for m in messages if not m.endswith((".", "?"))] == []
    assert [m for m in messages if len(sentence_ends.findall(m)) < 2] == []


TWENTY_FAULTS = tables("checks")["twenty_faults"]


def test_twenty_faults_in_one_snapshot_are_all_reported_at_once(folder: Path) -> None:
    text = (folder / PACT).read_text(encoding="utf-8")
    for find, replace in TWENTY_FAULTS:
        apply({"file": PACT, "find": find, "replace": replace}, folder)
    lines = (folder / PACT).read_text(encoding="utf-8").splitlines()
    found = problems(folder)
    assert len(TWENTY_FAULTS) >= 20
    assert len({(p.line, p.column) for p in found}) >= len(TWENTY_FAULTS)
    assert {p.file for p in found} == {f"agreements/{PACT}"}
    assert all(1 <= p.line <= len(lines) and 1 <= p.column <= len(lines[p.line - 1]) for p in found)
    assert len(lines) > len(text.splitlines())


def test_problems_are_sorted_whatever_the_order_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cykel-2011.yaml", PACT, "cykel-2015.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(
            text.replace("theme: stier", "theme: sti").replace("title:", "titel:", 1), encoding="utf-8"
        )
    forwards = problems(folder)
    snapshots = files._snapshot_files(folder)
    monkeypatch.setattr(files, "_snapshot_files", lambda _: snapshots[::-1])
    assert forwards == problems(folder) == tuple(sorted(forwards))
    assert {p.file.removeprefix("agreements/") for p in forwards} == {path.name for path in snapshots}


HARD_TO_READ = {
    "digits without end": "count: " + "9" * 5000,
    "brackets without end": "terms: " + "[" * 5000,
    "braces in braces": "a: " + "{a: " * 1500 + "}" * 1500,
    "blocks in blocks": "".join(" " * depth + "a:\n" for depth in range(1500)),
    "aliases of aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "a list inside itself": "a: &a [*a]\n",
    "old numbers": "%YAML 1.1\n---\ncount: 190:20:30.15\n",
    "a tag that promises": "count: !!float ''\n",
    "half a letter": 'title: "\\ud800"\n',
    "no letters": "\ufeff",
    "a lonely tab": "\t",
    "a question": "? \n",
    "only a tag": "!!map\n",
}


@pytest.mark.parametrize("text", HARD_TO_READ.values(), ids=list(HARD_TO_READ))
def test_what_is_hard_to_read_is_a_problem_and_not_a_crash(text: str, folder: Path) -> None:
    (folder / PACT).write_text(text, encoding="utf-8")
    assert {p.file for p in problems(folder)} == {f"agreements/{PACT}"}


TOP_LEVEL = re.findall(r"(?m)^([a-z_]+):", (BASE / PACT).read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", TOP_LEVEL)
@pytest.mark.parametrize("value", ["5", "[{}]", "{5: null}"])
def test_a_wrong_type_anywhere_at_the_top_is_a_problem_there(key: str, value: str, folder: Path) -> None:
    before = (folder / PACT).read_text(encoding="utf-8")
    block = re.search(rf"(?m)^{key}:.*\n(?:[ -].*\n)*", before)
    assert block
    (folder / PACT).write_text(before.replace(block[0], f"{key}: {value}\n", 1), encoding="utf-8")
    line = before[: block.start()].count("\n") + 1
    assert any(p.file == f"agreements/{PACT}" and p.line == line for p in problems(folder))


def models_below(model: type[Value]) -> Iterator[type[Value]]:
    for inner in model.__subclasses__():
        yield inner
        yield from models_below(inner)


# ---- `check --format`: the same problems and warnings for people and for a pull request on GitHub.

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


def _annotated(stdout: str) -> list[str]:
    """What the annotations say, as the lines that people read."""
    read = [_COMMAND.fullmatch(line) for line in stdout.splitlines()]
    found = [[unquote(part) for part in match.groups()] for match in read if match]
    return [f"{file}:{line}:{column}: {rule}: {message}" for _, file, line, column, rule, message in found]


def test_each_problem_is_one_annotation_on_its_line_with_the_path_from_the_root(faulty: Path) -> None:
    text = run("check", cwd=faulty / "data")
    result = run("check", "--format", "github", cwd=faulty / "data")
    assert (text.returncode, result.returncode) == (1, 1)
    lines = [f"data/{line}" for line in text.stdout.splitlines()]
    assert lines
    assert lines == _annotated(result.stdout)
    assert "::error " in result.stdout
    assert "data/agreements/2021.yaml:" in result.stderr


def test_the_path_is_from_the_root_wherever_it_is_run(faulty: Path) -> None:
    from_root = run("--agreements", "data/agreements", "check", "--format", "github", cwd=faulty)
    inside = run("--agreements", ".", "check", "--format", "github", cwd=faulty / "data" / "agreements")
    assert from_root.stdout == inside.stdout
    assert _annotated(from_root.stdout)[0].startswith("data/agreements/2021.yaml:")


@pytest.mark.parametrize("form", ["text", "github"])
def test_sound_data_prints_no_problem(form: str) -> None:
    data = FROZEN / "agreements"
    result = run("--agreements", str(data), "check", "--format", form, "--frozen", str(data / "fast"))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


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
    text, github = (run("check", "--format", form, cwd=warned) for form in ("text", "github"))
    assert (text.returncode, github.returncode) == (0, 0)
    lines = _annotated(github.stdout)
    assert len(lines) > 5
    assert github.stdout.count("::warning ") == len(lines)
    count = f"{len(lines)} warnings, and nothing that must be mended"
    assert (text.stdout, text.stderr.splitlines()) == ("", [*lines, count])


def test_what_must_be_mended_is_told_before_any_warning(warned: Path) -> None:
    path = warned / "agreements" / "cykel-2011.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: effort", "kind: noget"), encoding="utf-8")
    result = run("check", cwd=warned)
    assert result.returncode == 1
    assert "translation-missing" not in result.stdout + result.stderr


# ---- Whether the English of a text says what its Danish does.


def _told(danish: str, english: str) -> list[str]:
    snapshot = agreement("a0", None, [initiative("alfa")], summary={"da": danish, "en": english})
    return [message for _, message in english_says_the_same([snapshot])]


@cases
def test_english_that_says_something_else_is_told(danish: str, english: str, words: str) -> None:
    (message,) = _told(danish, english)
    assert words in message
    assert message.endswith("Mend the one that is wrong.")


@cases
def test_english_that_says_the_same_in_another_form_is_let_be(danish: str, english: str) -> None:
    assert _told(danish, english) == []
