"""What is done to one fuzzed file: read, check, format, compare, and render every page and export.

An input is text of which the first line says where the rest stands, such as `base/cykel-2013.yaml`: the rest takes
the place of that file among the others of its home. Whatever the rest is, it must be told as problems or be
rendered whole; `exercise` raises for anything else.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jinja2
from pydantic import BaseModel

from generator import loading
from generator.comparing.comparison import all_comparisons
from generator.evidence.verified import Verified
from generator.exports import exports
from generator.feeds import feeds
from generator.maintaining.drafts import draft_of
from generator.maintaining.findings import quoted
from generator.maintaining.formatting import formatted
from generator.maintaining.skeleton import skeleton
from generator.maintaining.suggesting import suggestion_lines, suggestions
from generator.model.agreement import Agreement, Glossary, Register
from generator.model.archive import Archive
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.model.versions import Versions
from generator.pages import site_files
from generator.publishing.calendars import calendars
from generator.publishing.edition import Edition
from generator.reading.past_versions import Plain, PlainReader, Reviver
from generator.reading.snapshots import Reading, read
from generator.reading.yaml_text import parse
from generator.record.history import History

ROOT = Path(__file__).parent.parent
HOMES = {
    "base": ROOT / "tests" / "checks" / "_base",
    "golden": ROOT / "tests" / "golden" / "agreements",
    "real": ROOT / "tests" / "frozen" / "agreements",
}
MODELS: dict[str, type[BaseModel]] = {
    loading.REGISTER: Register,
    loading.GLOSSARY: Glossary,
    loading.VERSIONS: Versions,
    loading.VERIFIED: Verified,
}
_PROBLEM = re.compile(r"agreements/[^:\n]+:[1-9]\d*:[1-9]\d*: [a-z0-9-]+: [^\n]+[.?]")


@dataclass(frozen=True)
class Input:
    home: str
    name: str
    data: bytes

    @classmethod
    def of(cls, raw: bytes) -> Input:
        """Read an input; one whose first line names no file is all data."""
        head, _, data = raw.partition(b"\n")
        home, _, name = head.decode("ascii", "replace").partition("/")
        if home in HOMES and (HOMES[home] / name).is_file():
            return cls(home, name, data)
        return cls("base", "cykel-2013.yaml", raw)

    def raw(self) -> bytes:
        return f"{self.home}/{self.name}\n".encode() + self.data


class BrokenPromiseError(AssertionError):
    """Nothing crashed, but what came out is not what is promised."""


def exercise(given: Input, *, tools: bool = True, renders: bool = True) -> str:
    """Do everything with the input; return how far it came. Raises whatever should not have happened.

    *tools* are those of a maintainer; with *renders*, every page of a sound archive is made. Each is half of the work.
    """
    model = MODELS.get(given.name, Agreement)
    reading = read(given.data, f"agreements/{given.name}", model)
    _require_told(reading, given.data)
    with _folder_of(given, reading) as folder:
        if tools:
            _use_tools(folder, given, reading, model)
        try:
            archive, versions = loading.load_data(folder)
        except InvalidDataError as error:
            _require_problems(error.problems)
            return "read" if reading.problems else "checked"
    if given.home == "real" or not renders:
        return "sound"
    _render(archive, versions)
    return "rendered"


def signature(error: BaseException) -> str:
    """What tells one fault from another: the kind of error and the last line of ours that it went through."""
    trace = error.__traceback__
    where = "nowhere"
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "generator" in path.parts or path.name == "fuzz_target.py":
            where = f"{path.name}:{trace.tb_frame.f_code.co_name}"
        trace = trace.tb_next
    if isinstance(error, BrokenPromiseError):
        return re.sub(r":.*|\d", "", str(error))
    return f"{type(error).__name__} in {where}"


def _require_told(reading: Reading[Any], data: bytes) -> None:
    _require_problems(reading.problems)
    _require(reading.value is not None or bool(reading.problems), "neither a value nor a problem")
    lines = data.count(b"\n") + 1
    _require(all(problem.line <= lines for problem in reading.problems), "a problem below the last line")


def _require_problems(problems: tuple[Problem, ...]) -> None:
    _require(list(problems) == sorted(problems), "problems out of order")
    for problem in problems:
        _require(_PROBLEM.fullmatch(str(problem)) is not None, f"not a clear problem: {str(problem)!r:.300}")
        _require(len(str(problem)) <= 2000, f"a problem without end: {str(problem)!r:.300}")


def _use_tools(folder: Path, given: Input, reading: Reading[Any], model: type[BaseModel]) -> None:
    if reading.problems:
        _format_what_can_be(given.data, f"agreements/{given.name}")
    else:
        _format(given.data, f"agreements/{given.name}", model, reading.value)
    if model is Agreement:
        kept = PlainReader().plain(given.data)
        is_whole = Reviver().agreement(kept)[1]
        _require(is_whole == (not reading.problems), "history reads it otherwise")
        _suggest(folder, given, kept)


def _format(data: bytes, file: str, model: type[BaseModel], value: BaseModel) -> None:
    new = formatted(data, file)
    again = read(new, file, model)
    _require(again.problems == (), "the house style made a problem")
    _require(
        again.value is not None and again.value.model_dump() == value.model_dump(), "fmt changed a value"
    )
    _require(formatted(new, file) == new, "the house style is never done")


def _format_what_can_be(data: bytes, file: str) -> None:
    try:
        formatted(data, file)
    except InvalidDataError as error:
        _require_problems(error.problems)
        _require(bool(error.problems), "refused without a reason")


def _suggest(folder: Path, given: Input, kept: Plain) -> None:
    if kept.tree is None:
        return
    document = parse(given.data.decode("utf-8-sig"), given.name)
    _require(document.plain is not None, "read twice, and not the same")
    draft = draft_of(document.plain or {})
    quoted(document.plain or {}, "0" * 64)
    if draft.follows and len(draft.initiatives) < 50:
        try:
            archive = loading.load_chain(folder, draft.follows)
        except GeneratorError:
            return
        for suggestion in suggestions(archive, draft):
            "\n".join(suggestion_lines(suggestion, archive))


def _render(archive: Archive, versions: Versions) -> None:
    for comparison in all_comparisons(archive):
        _require(len(comparison.findings) >= len(comparison.old.initiatives), "an initiative without outcome")
    edition = Edition(archive, History(missing="prøve"), versions)
    with patch.object(jinja2.Environment, "compile", _compile):
        pages = site_files(edition)  # the page on the data makes every export too
    found = [*pages, *exports(edition).files.values(), *feeds(edition), *calendars(edition)]
    twice = [path for path, count in Counter(file.path for file in found).items() if count > 1]
    _require(not twice, f"two files of one path: {twice}")
    for page in pages:
        page.text.encode("utf-8")
    text = skeleton("naeste", archive)
    _require(formatted(text.encode("utf-8"), "naeste.yaml") is not None, "a skeleton that is no YAML")


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenPromiseError(what)


_COMPILE = jinja2.Environment.compile
_COMPILED: dict[tuple[str, ...], Any] = {}


def _compile(environment: jinja2.Environment, source: Any, *names: Any) -> Any:
    """Each rendering has an environment of its own; to compile the same templates anew is most of its time."""
    key = (str(source), *map(str, names))
    if key not in _COMPILED:
        _COMPILED[key] = _COMPILE(environment, source, *names)
    return _COMPILED[key]


@cache
def _cached_read(data: bytes, file: str, model: type[BaseModel]) -> Reading[Any]:
    return read(data, file, model)


@cache
def _known(home: str) -> frozenset[bytes]:
    return frozenset(path.read_bytes() for path in HOMES[home].glob("*.yaml"))


@contextmanager
def _folder_of(given: Input, reading: Reading[Any]) -> Iterator[Path]:
    """A folder with the input in its place; nothing that has been read already is read anew."""

    def quick_read(data: bytes, file: str, model: type[BaseModel]) -> Reading[Any]:
        if file == f"agreements/{given.name}":
            return reading
        return (_cached_read if data in _known(given.home) else read)(data, file, model)

    with (
        tempfile.TemporaryDirectory(prefix="aftalespor-fuzz-") as top,
        patch.object(loading, "read", quick_read),
    ):
        folder = Path(shutil.copytree(HOMES[given.home], Path(top) / "agreements"))
        (folder / given.name).write_bytes(given.data)
        yield folder
