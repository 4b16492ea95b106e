"""The schemas for editors say what the reader says, in Danish."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import AGREEMENTS, GOLDEN, ROOT, run
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from test_checks import BASE, CASES, Case, apply

from generator.commands.schema import SCHEMA_FOLDER, schemas
from generator.model.agreement import Agreement, AmountFact, Hit
from generator.model.beside import Glossary, Register, SearchWords, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Value
from generator.reading import explaining
from generator.reading.files import VERIFIED
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse

FILES = sorted(
    path
    for folder in (AGREEMENTS, GOLDEN / "agreements", BASE)
    for path in folder.glob("*.yaml")
    if path.name != VERIFIED  # written by a program, and edited by nobody
)
PUBLISHED = ROOT / "site_src" / "docs" / SCHEMA_FOLDER
# The reader's rules that a schema can know; the others are of YAML itself, or of several places at once.
OF_ONE_VALUE = {
    "amount-without-basis", "bad-value", "left-empty", "missing-key", "unknown-key", "unknown-value", "wrong-type",
}  # fmt: skip
# What only the reader finds, and why.
ONLY_READ = {
    "bad-value/id-that-no-page-can-have": "one pattern for all ids, without a list of exceptions",
    "bad-value/amount-too-long": "how many digits are too many depends on the unit",
    "bad-value/quantity-too-long": "as above",
    "bad-value/count-of-thousands": "a number with a point is a number to an editor",
    "bad-value/date-that-is-not": "a pattern knows no calendar",
    "left-empty/only-spaces": "a length counts spaces",
    "unknown-key/place": "the word that our own parser uses, which is not among the values here",
    "wrong-type/key-is-a-list": "the parser leaves such a key out",
}


MODELS: dict[str, type[BaseModel]] = {
    "_register.yaml": Register,
    "_glossary.yaml": Glossary,
    "_versions.yaml": Versions,
    "_beyond.yaml": Beyond,
    "_unread.yaml": Unread,
    "_search.yaml": SearchWords,
}


@cache
def schema_for(name: str) -> dict[str, Any]:
    kinds = {
        "_register.yaml": "register",
        "_glossary.yaml": "ordliste",
        "_versions.yaml": "versioner",
        "_beyond.yaml": "andre-kilder",
        "_unread.yaml": "ikke-laest",
        "_search.yaml": "soegeord",
    }
    kind = kinds.get(name, "aftale")
    schema: dict[str, Any] = json.loads(schemas()[f"{kind}.schema.json"])
    return schema


def as_an_editor_sees(path: Path) -> Any:
    """The values of a YAML file: a year alone is a number, a date is text."""

    def without_places(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_places(inner) for key, inner in value.items() if key != "place"}
        return [without_places(item) for item in value] if isinstance(value, list) else value

    return without_places(parse(path.read_text(encoding="utf-8"), path.name).plain)


def faults(path: Path) -> list[str]:
    validator = Draft202012Validator(schema_for(path.name))
    return [error.message for error in validator.iter_errors(as_an_editor_sees(path))]


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from parts(inner)


def test_the_committed_schemas_are_those_of_the_models() -> None:
    """Run `aftalespor schema` when the models have changed."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.iterdir()}
    assert committed == schemas()


def test_the_command_writes_them_to_a_folder(tmp_path: Path) -> None:
    result = run("schema", "--out", str(tmp_path / "skema"))
    assert (result.returncode, result.stdout) == (0, "")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "skema").iterdir()} == schemas()


def test_the_command_makes_no_folders_where_the_project_is_not(tmp_path: Path) -> None:
    result = run("schema", cwd=tmp_path)
    assert result.returncode == 1
    assert "Run from the project's folder, or give --out." in result.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", schemas())
def test_each_is_a_sound_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_ours_fits(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("case", [case for case in CASES if all("find" in edit for edit in case.edit)], ids=str)
def test_an_editor_says_what_the_reader_says(case: Case, tmp_path: Path) -> None:
    names = {edit["file"] for edit in case.edit}
    for name in names:
        shutil.copy(BASE / name, tmp_path)
    for edit in case.edit:
        apply(edit, tmp_path)
    for name in names:
        path = tmp_path / name
        model = MODELS.get(name, Agreement)
        found = {problem.rule for problem in read(path.read_bytes(), name, model).problems}
        if as_an_editor_sees(path) is None or found - OF_ONE_VALUE or str(case) in ONLY_READ:
            continue
        assert bool(faults(path)) == bool(found), (found, faults(path))


@pytest.mark.parametrize("name", schemas())
def test_every_key_and_value_is_explained_in_danish(name: str) -> None:
    for part in parts(json.loads(schemas()[name])):
        for key, value in part.get("properties", {}).items():
            assert re.search(r"[a-zæøå]", value["description"]), key
            assert value["description"].endswith("."), key
        if "enum" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])
        if "pattern" in part:
            assert part["patternErrorMessage"]
    titles = [part["title"] for part in parts(json.loads(schemas()[name])) if isinstance(part.get("title"), str)]
    assert all(re.fullmatch(r"[A-ZÆØÅÉ][A-Za-zæøå, -]+", title) for title in titles), titles


def test_every_pattern_means_the_same_in_an_editor() -> None:
    """Editors read patterns as JavaScript with the u flag, which refuses an escape that it does not need."""
    for text in schemas().values():
        for part in parts(json.loads(text)):
            if isinstance(pattern := part.get("pattern"), str):
                assert set(re.findall(r"\\.", pattern)) <= {r"\d", r"\s", r"\S", r"\.", r"\\"}, pattern


def test_a_file_that_names_its_schema_names_the_right_one() -> None:
    """One that was written without the skeleton names none, which is no fault."""
    named = {
        path: (path.parent / match[1]).resolve()
        for path in AGREEMENTS.glob("*.yaml")
        if (match := re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8")))
    }
    assert len(named) > 5
    for path, schema in named.items():
        assert schema.parent == PUBLISHED
        assert json.loads(schema.read_text(encoding="utf-8")) == schema_for(path.name)


def test_the_site_publishes_them_under_their_version(site: Path) -> None:
    for name, text in schemas().items():
        assert (site / "skema" / "v1" / name).read_text(encoding="utf-8") == text


def test_the_reference_of_keys_is_that_of_the_models() -> None:
    """docs/keys.md: whoever adds a key runs `make keys`."""
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    made = subprocess.run(
        [sys.executable, ".github/tools/keys.py"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    assert made.stdout == written
    for model, key in ((AmountFact, "price_level"), (Agreement, "focus_areas"), (Hit, "why")):
        assert key in model.model_fields
        assert f"| `{key}` |" in written


def test_every_pattern_of_the_models_is_explained_where_it_is_not_met() -> None:
    patterns = {part["pattern"] for text in schemas().values() for part in parts(json.loads(text)) if "pattern" in part}
    ours = {
        pattern for pattern in patterns if not pattern.startswith("^(?:")
    }  # those of quantities have words of their own
    assert ours <= explaining._PATTERNS.keys()


def test_the_help_is_of_keys_that_there_are() -> None:
    help_of_keys = tomllib.loads((ROOT / "generator" / "model" / "keys.toml").read_text(encoding="utf-8"))
    keys = {model.__name__: {f.alias or name for name, f in model.model_fields.items()} for model in _below(Value)}
    keys["*"] = set().union(*keys.values())
    assert not [key for name in help_of_keys for key in help_of_keys[name].keys() - keys[name]]


def _below(model: type[Value]) -> set[type[Value]]:
    return {model}.union(*map(_below, model.__subclasses__()))
