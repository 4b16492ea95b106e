"""The shape of the code: who may import what, how it is typed and linted, and that the docs keep step."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest
from conftest import ROOT
from jinja2 import Environment, nodes

from generator.checks import RULES
from generator.checks.fault import rule_id
from generator.commands import main
from generator.evidence.verify import VERIFICATIONS
from generator.model.archive import Archive
from generator.pages.rendering import environment
from generator.wording.translator import DANISH_T

PACKAGE = ROOT / "generator"
# Each library that touches the world, or that we may want to replace, is behind one door.
DOORS = {
    # Reading wants values and where they stand; the house style wants marks, quotes and comments.
    "ruamel": {"reading/yaml_text.py", "reading/unsound.py"},
    "git": {"record/repository.py"},
    "deepdiff": {"comparing/facets.py"},
    "mkdocs": {"mkdocs_folder.py", "mkdocs_plugin.py", "mkdocs_preview.py"},
    "jinja2": {"compiled.py", "mkdocs_folder.py", "mkdocs_preview.py", "pages/rendering.py"},
    "babel": {"wording/translator.py"},
    "click": {"commands"},
    "PIL": {"publishing/drawing.py"},
    "pypdfium2": {"evidence/pdf_lines.py"},
    "selectolax": {"evidence/html_text.py"},
    "zipfile": {"evidence/office_text.py"},
    "xlsxwriter": {"exports/formats.py"},
    "sqlite3": {"exports/formats.py"},
    "csv": {"exports/formats.py"},
    "icalendar": {"publishing/calendars.py"},
    "xml": {"evidence/office_text.py", "feeds/atom.py"},
}
# From the ground up: a package or module imports only what stands before it.
LAYERS = (
    "folding",
    "quantities",
    "model",
    "comparing",
    "wording",
    "reading",
    "checks",
    "evidence",
    "cache",
    "compiled",
    "record",
    "data_folder",
    "publishing",
    "sources",
    "loading",
    "maintaining",
    "releasing",
    "exports",
    "feeds",
    "pages",
    "impact",
    "site_cache",
    "mkdocs_folder",
    "mkdocs_preview",
    "mkdocs_plugin",
    "answers",
    "commands",
    "__main__",
)
# Between Archive and SiteFile everything is pure; only these may touch the disk, git, the clock or the terminal.
EDGES = {
    "answers.py",
    "comparing/facets.py",  # sys, to load a library without those that it would take along
    "reading/files.py",
    "reading/hand_written.py",
    "record/git_history.py",
    "record/repository.py",
    "record/past_versions.py",
    "releasing/frozen.py",
    "data_folder.py",
    "loading.py",
    "sources.py",
    "cache.py",
    "compiled.py",
    "commands",
    "mkdocs_folder.py",
    "mkdocs_plugin.py",
    "mkdocs_preview.py",
    "pages/rendering.py",
    "__main__.py",
}


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def _imports(path: Path) -> set[str]:
    names = {alias.name for node in _nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in _nodes(path) if isinstance(node, ast.ImportFrom) and node.module}


def _where(path: Path) -> str:
    """The module's path; the modules of the command line count as one."""
    name = path.relative_to(PACKAGE).as_posix()
    return "commands" if name.startswith("commands/") else name


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(("library", "door"), DOORS.items())
def test_each_library_has_its_door(library: str, door: set[str]) -> None:
    users = {_where(path) for path in MODULES if any(name.split(".")[0] == library for name in _imports(path))}
    assert users == door


def test_nothing_knows_what_stands_above_it() -> None:
    for path in MODULES:
        place = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if place == "__init__":
            continue
        layer = LAYERS.index(place)
        for name in _imports(path):
            package, _, rest = name.partition(".")
            if package == "generator" and rest and not rest.startswith("__"):
                assert LAYERS.index(rest.split(".")[0]) <= layer, f"{path.name} imports {name}"


def test_only_the_edges_touch_the_world() -> None:
    world = {"os", "pathlib", "subprocess", "shutil", "tempfile", "time", "socket", "urllib", "sys"}
    users = {_where(path) for path in MODULES if any(name.split(".")[0] in world for name in _imports(path))}
    assert users <= EDGES


def test_no_clock_in_the_generator() -> None:
    """The only date a build takes is passed in at the edge; `check --since` asks whether a commit's is yet to come."""
    for path in {*MODULES} - {PACKAGE / "commands" / "check.py"}:
        text = path.read_text(encoding="utf-8")
        assert ".now(" not in text, path
        assert ".today(" not in text, path


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    groups = [item for group in project["dependency-groups"].values() for item in group if isinstance(item, str)]
    for dependency in (*project["project"]["dependencies"], *groups):
        line = next(line for line in text.splitlines() if f'"{dependency}"' in line)
        assert "#" in line, dependency


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=["lint", "format", "types"]
)
def test_the_code_is_linted_formatted_and_typed(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_the_house_has_reached_it_keeps() -> None:
    """`make house` prints every aim; the sizes of code and tests are still above theirs."""
    printed = subprocess.run(
        [sys.executable, ".github/tools/house.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    rows = [line for line in printed.splitlines() if "  aim " in line]
    above = [re.split(r"  +", line)[0] for line in rows if line.endswith("not reached")]
    assert len(rows) >= 11
    assert set(above) <= {
        "lines of generator/",
        "modules of generator/",
        "lines of tests",
        "modules with Danish letters outside wording/",
    }


def test_every_command_and_its_options_are_documented() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert f"aftalespor {name}" in text, name
        assert command.help
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in text, (name, option)


def test_every_rule_is_in_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for rule in (*RULES, *VERIFICATIONS):
        assert f"`{rule_id(rule)}`" in guide, rule_id(rule)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_the_make_targets_and_files_that_a_document_names_are_there(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    for target in {word for line in text.splitlines() for word in line.split("`") if word.startswith("make ")}:
        assert f"\n{target.split()[1]}:" in makefile, target
    for name, place in re.findall(r"\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)", text):
        linked = path.parent / name if name else path
        assert linked.exists(), name
        if place and linked.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert place in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, place


# They say how the writer felt, not what the value is; the nouns to use are in CONTRIBUTING.md.
NO_NAMES = {"found", "told", "kept", "made", "own", "said", "here", "what"}
# Names that are left, as `module: name`. Take one out by renaming; no new one may come in.
NAMES_LEFT: set[str] = set()


def _bound(node: ast.AST) -> tuple[str | None, ...]:
    """The names that a node of the syntax tree gives to something."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return (name,)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.arg(arg=name) | ast.alias(asname=name) | ast.ExceptHandler(name=name):
            return (name,)
        case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return (name,)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return tuple(names)
        case _:
            return ()


def test_a_name_says_what_the_value_is() -> None:
    names = {
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path in MODULES
        for node in _nodes(path)
        for name in _bound(node)
        if name and name.strip("_") in NO_NAMES
    }
    assert names == NAMES_LEFT


def test_a_name_in_a_template_says_what_the_value_is() -> None:
    syntax = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    for path in sorted(PACKAGE.rglob("*.html")):
        tree = syntax.parse(path.read_text(encoding="utf-8"))
        names = {node.name for node in tree.find_all(nodes.Name) if node.ctx in {"store", "param"}}
        assert names & NO_NAMES == set(), path


def test_each_test_and_module_that_a_document_names_is_there() -> None:
    for name in ("running.md", "security.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        named = re.findall(r"`((?:[\w./-]+/)?(?:test_\w+)\.py|(?:generator|\.github)/[\w./-]+)`", text)
        assert len(named) > 30
        missing = {each for each in named if not any((ROOT / at / each).exists() for at in ("", "tests"))}
        assert missing == set(), name


def test_each_fault_that_is_listed_has_a_test_beside_it() -> None:
    text = (
        (ROOT / "docs" / "running.md")
        .read_text(encoding="utf-8")
        .partition("\n## What happens when something breaks\n")[2]
    )
    rows = text.partition("\n### ")[0].splitlines()
    faults = [row for row in rows if row.startswith("| ") and not row.startswith(("| **", "| fault"))]
    assert len(faults) > 30
    assert [row for row in faults if not re.search(r"\.py|make reproduce|checks/", row.rsplit("|", 2)[1])] == []


# ---- What a template may ask for: its own page, what stands around every page, and words; nothing of the data at large.

FOR_WORDS = {"words", "t", "addresses", "paths", "gettext", "ngettext", "pgettext", "npgettext"}


def test_beside_its_page_a_template_has_words_and_addresses_alone(golden: Archive) -> None:
    assert (
        environment(DANISH_T, golden).globals.keys()
        - Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).globals.keys()
        == FOR_WORDS
    )
