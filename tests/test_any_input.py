"""Any file in the place of a snapshot gives clear problems or whole pages, never a traceback."""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator import data_folder
from generator.exports import Exports
from generator.feeds import feeds
from generator.model.place import InvalidDataError, Problem
from generator.pages import site_files
from generator.publishing.calendars import calendars
from generator.publishing.edition import Edition
from generator.reading.yaml_text import parse
from generator.record.history import History
from generator.wording.translator import DANISH_T

BASE = ROOT / "tests" / "checks" / "_base"
CRASHERS = sorted((ROOT / "tests" / "crashers").glob("*.txt"))  # the first line names the file that the rest replaces
PROBLEM = re.compile(r"agreements/[^:\n]+:[1-9]\d*:[1-9]\d*: [a-z0-9-]+: [^\n]+[.?]")
EDITED = ("cykel-2013.yaml", "_register.yaml", "_glossary.yaml", "_versions.yaml")
VALUES: tuple[Any, ...] = (
    *(None, True, "", [], {}, [[]], {"a": None}, {"da": "x", "en": "y"}, [{}], 0, -1, 10**17, 1.5),
    *("0001-01-01", "9999-12-31", "2020-02-30", "٢٠٢١", "0,0 mio. kr.", "999.999.999.999.999 kr.", "-1 kr."),
    *("0 pct.", "1 <b>", "5 år", "index", "con", "null", "1e3", "http://[", "https://a:99999999/", "https://a/%zz"),
    *("?", "æ" * 9_999, "<script>alert(1)</script>", "{{ 7*7 }}", "e\u0301", "😀", "=1+1", "a\nb", "\u00ad", "%s", "ß"),
)  # fmt: skip
TOKENS = ("!!python/object/apply:os.system ", "&a ", "*a", "<<: *a\n", "%YAML 1.3\n", "? ", "- ", "[", "}", '"', "|\n", "\t", "\r", "\u2028", "\ufeff", "\\ud800")  # fmt: skip


def read_and_render(folder: Path) -> None:
    """Raise what a person should never see: a problem that is not clear, a path twice, or any crash."""
    try:
        archive, versions = data_folder.load_data(folder)
    except InvalidDataError as error:
        assert error.problems  # noqa: PT017 - either outcome is right
        require_clear(error.problems, folder)
        return
    edition = Edition(archive, History(missing="prøve"), versions)
    files = [
        *site_files(edition),
        *Exports(edition).files.values(),
        *feeds(DANISH_T, edition),
        *calendars(DANISH_T, edition),
    ]
    assert [path for path, count in Counter(file.path for file in files).items() if count > 1] == []


def require_clear(problems: tuple[Problem, ...], folder: Path) -> None:
    assert list(problems) == sorted(problems)
    for problem in problems:
        assert PROBLEM.fullmatch(str(problem))
        assert len(str(problem)) <= 2000
        assert problem.line <= (folder / Path(problem.file).name).read_bytes().count(b"\n") + 1


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.stem)
def test_what_once_crashed_does_so_no_more(path: Path, tmp_path: Path) -> None:
    home, _, data = path.read_bytes().partition(b"\n")
    folder = shutil.copytree(BASE, tmp_path / "agreements")
    (folder / home.decode().removeprefix("base/")).write_bytes(data)
    read_and_render(folder)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_file_is_problems_or_pages(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = shutil.copytree(BASE, tmp_path_factory.mktemp("any") / "agreements")
    name = data.draw(st.sampled_from(EDITED))
    text = data.draw(changed_values(name) | changed_text(name))
    (folder / name).write_bytes(text.encode("utf-8", "replace"))
    read_and_render(folder)


@st.composite
def changed_values(draw: st.DrawFn, name: str) -> str:
    """One to three values replaced, taken away or given twice. JSON is YAML too."""
    tree = json.loads(original(name))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(list(places(tree)) or [(tree, "id")]))
        match draw(st.sampled_from(("replace", "remove", "repeat"))):
            case "remove" if key in holder or isinstance(holder, list):
                del holder[key]
            case "repeat" if isinstance(holder, list):
                holder.insert(key, json.loads(json.dumps(holder[key])))
            case _:
                # a copy, or what is put into it would stand in the next example too
                holder[key] = json.loads(json.dumps(draw(st.sampled_from(VALUES))))
    return json.dumps(tree, ensure_ascii=False, indent=1)


@st.composite
def changed_text(draw: st.DrawFn, name: str) -> str:
    text = (BASE / name).read_text(encoding="utf-8")
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(st.sampled_from(TOKENS) | st.text(max_size=3)) + text[start + draw(st.integers(0, 40)) :]


@cache
def original(name: str) -> str:
    return json.dumps(YAML(typ="safe", pure=True).load(BASE / name), default=str)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def test_anchors_warn_nobody() -> None:
    """The parser warns of an anchor that is given twice, on the terminal; it is a problem already."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert {problem.rule for problem in parse("a: &a 1\nb: &a 2\n", "a").problems} == {"no-aliases"}
