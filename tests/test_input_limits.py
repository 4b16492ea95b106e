"""Hostile texts in a snapshot's place: each is a clear problem at a line that an editor shows, and costs no more than its size."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import FROZEN, ROOT

from generator import data_folder
from generator.folding import INVISIBLE
from generator.model.agreement import Agreement
from generator.model.place import InvalidDataError, Problem
from generator.reading import limits
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse

BASE = Path(__file__).parent / "checks" / "_base"
PACT = "cykel-2013.yaml"
TEXT = (BASE / PACT).read_text(encoding="utf-8")
FAULT = TEXT.replace("count: 5", "count: fem")


def problems(data: bytes) -> tuple[Problem, ...]:
    return read(data, f"agreements/{PACT}", Agreement).problems


def rules(data: bytes) -> set[str]:
    return {problem.rule for problem in problems(data)}


ENCODED = {
    "BOM": (FAULT.encode("utf-8-sig"), {"wrong-type"}),
    "two BOMs": (b"\xef\xbb\xbf" + FAULT.encode("utf-8-sig"), {"hidden-character", "wrong-type"}),
    "UTF-16 with a BOM": (FAULT.encode("utf-16"), {"not-utf-8"}),
    "UTF-16": (FAULT.encode("utf-16-le"), {"not-utf-8"}),
    "UTF-32": (FAULT.encode("utf-32"), {"not-utf-8"}),
    "Windows": (FAULT.encode("windows-1252"), {"not-utf-8"}),
    "surrogates as bytes": (FAULT.encode() + b"# \xed\xa0\x80\n", {"not-utf-8"}),
    "a letter too long": (FAULT.encode() + b"# \xc0\x80\n", {"not-utf-8"}),
    "nothing but NUL": (b"\0" * 1000, {"not-yaml"}),
    "nothing": (b"", {"one-document"}),
    "only a BOM": (b"\xef\xbb\xbf", {"one-document"}),
    "only a comment": (b"# senere", {"one-document"}),
    "only a comment and CR": (b"# senere\r", {"hidden-character"}),
}


@pytest.mark.parametrize(("data", "expected"), ENCODED.values(), ids=list(ENCODED))
def test_what_is_not_utf_8_or_empty_is_told_in_one_line(data: bytes, expected: set[str]) -> None:
    assert rules(data) == expected
    assert len(problems(data)) == len(expected)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_and_columns_are_those_of_an_editor(end: str) -> None:
    """Also below what the parser takes for a line end and an editor does not."""
    [problem] = problems(FAULT.replace("\n", end).encode("utf-8-sig"))
    line = FAULT[: FAULT.index("count: fem")].count("\n") + 1
    assert (problem.line, problem.column) == (line, FAULT.splitlines()[line - 1].index("fem") + 1)


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029"])
def test_a_line_end_that_not_all_programs_know_is_told_once_where_it_first_stands(end: str) -> None:
    text = TEXT.replace("id: cykel-2013\n", f"id: cykel-2013\n# en{end}# to{end}# tre\n")
    found = [p for p in problems(text.encode()) if p.rule == "hidden-character"]
    assert [(p.line, p.column) for p in found] == [(2, 5)]
    assert f"U+{ord(end):04X} ends a line in some programs and not in others." in found[0].message


@pytest.mark.parametrize(
    "escape", ["\\0", "\\a", "\\e", "\\x7f", "\\x9b", "\\r", "\\N", "\\L", "\\P", "\\u202e", "\\ufffe", "\\udc00"]
)
def test_what_may_not_stand_in_a_text_may_not_be_an_escape_either(escape: str) -> None:
    text = TEXT.replace("Der bygges videre.", f'"Der bygges{escape} videre."')
    assert rules(text.encode()) == {"hidden-character"}
    assert rules(f'"{escape}": 1\n{TEXT}'.encode()) >= {"hidden-character"}


def test_no_character_that_takes_no_place_may_stand_in_a_text_however_quickly_it_is_read() -> None:
    """A file without a fault goes the quick way, so each is asked of one that has nothing else to refuse."""
    invisible = [each for each in map(chr, range(0xA0, 0xE0100)) if re.fullmatch(f"[{INVISIBLE}]", each)]
    assert len(invisible) > 300
    for each in invisible:
        for text in (f"a: x{each}y\n", f'a: "x\\U{ord(each):08x}y"\n', f"a{each}: x\n", f"[x{each}]\n"):
            assert [p.rule for p in parse(text, "a.yaml").problems if p.rule == "hidden-character"], ascii(text)


def test_letters_of_every_script_and_emoji_may() -> None:
    value = "æøå ß İ Å 漢字 مرحبا 😀 👨 e\u0301 \u00a0\u00ad – »«"
    text = TEXT.replace("Der bygges videre.", value)
    assert problems(text.encode()) == ()


WITHOUT_END = {
    "keys that nobody knows": TEXT + "".join(f"k{n}: 1\n" for n in range(2000)),
    "the same key": TEXT + "id: x\n" * 2000,
    "hidden letters": TEXT + "# " + "\u200b" * 5_000,
    "tags": "a: [" + "!x b," * 2000 + "]\n",
    "anchors": "a: [" + "&a b," * 2000 + "]\n",
    "nothing after colons": TEXT + "".join(f"k{n}:\n" for n in range(2000)),
    "items of the wrong type": TEXT.replace("not_continued:\n", "not_continued:\n" + "  - 5\n" * 2000),
    "missing keys": TEXT.replace("not_continued:\n", "not_continued:\n" + "  - {readers: 1}\n" * 2000),
}


@pytest.mark.parametrize("text", WITHOUT_END.values(), ids=list(WITHOUT_END))
def test_problems_without_end_are_cut_and_counted(text: str) -> None:
    found = problems(text.encode())
    assert len(found) == limits.MAX_PROBLEMS + 1
    [closing] = [problem for problem in found if problem.rule == "too-many-problems"]
    assert int(closing.message.split()[0]) >= 900
    assert found == tuple(sorted(found))


def test_a_long_key_or_value_is_not_repeated_whole() -> None:
    """Nor ten thousand sources for each of ten thousand claims."""
    text = TEXT.replace("count: 5", f"count: {'x' * 9000}") + f"? {'k' * 90}\n: 1\n"
    assert all(len(str(problem)) < 250 for problem in problems(text.encode()))


def test_only_the_first_of_many_sources_are_named(tmp_path: Path) -> None:
    folder = shutil.copytree(BASE, tmp_path / "agreements")
    source = re.search(r"(?m)^  - id: pagten\n(?:    .*\n)+", TEXT)
    assert source
    more = "".join(source[0].replace("pagten", f"kilde-{n}") for n in range(200))
    text = TEXT.replace(source[0], source[0] + more).replace("source: pagten", "source: ingen")
    (folder / PACT).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError) as raised:
        data_folder.load_archive(folder)
    unlisted = [str(p) for p in raised.value.problems if p.rule == "sources-are-listed"]
    assert unlisted
    assert all(line.endswith("or one of 189 more, or list it under sources.") for line in unlisted)


def test_the_schema_is_made_once_however_many_keys_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was made anew for each: ten thousand keys took minutes."""
    made: list[Any] = []
    original = Agreement.model_json_schema
    monkeypatch.setattr(Agreement, "model_json_schema", lambda **named: (made.append(1), original(**named))[1])
    problems((TEXT + "".join(f"k{n}: 1\n" for n in range(100))).encode())
    assert len(made) <= 1


def test_aliases_never_multiply() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    document = parse(bomb, "a.yaml")
    assert document.plain is None
    assert {problem.rule for problem in document.problems} == {"no-aliases"}


def test_the_limits_do_not_bite_what_is_expected() -> None:
    """200 agreements of 100 initiatives, each as large as the largest real one, within a third of every limit."""
    files = sorted((FROZEN / "agreements").glob("[!_]*.yaml"))
    sizes = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        document = parse(text, path.name)
        assert document.plain
        count = len(document.plain["initiatives"])
        values = sum(1 for _ in _values(document.plain))
        longest = max(len(value) for value in _values(document.plain) if isinstance(value, str))
        sizes.append((len(text.encode()) / count, values / count, longest))
    # What left in silence is listed in every later agreement: two ids of a hundred in each of 200 steps.
    silent = 200 * 100 * 0.02
    assert 3 * (100 * max(s[0] for s in sizes) + silent * 40) < limits.MAX_FILE_BYTES
    assert 3 * (100 * max(s[1] for s in sizes) + silent * 3) < limits.MAX_VALUES
    assert 3 * max(s[2] for s in sizes) < limits.MAX_TEXT
    assert 200 * (100 * max(s[0] for s in sizes) + silent * 40) < limits.MAX_FOLDER_BYTES
    assert limits.MAX_FILES > 3 * 200


def _values(value: Any) -> Any:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _values(inner)


def test_every_limit_is_explained() -> None:
    """The page names each with its value, so that the two cannot part."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for name, value in vars(limits).items():
        if name.startswith("MAX_"):
            assert f"| `{name}` | {value:,} |" in page, name
