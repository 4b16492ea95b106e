"""Any file in the place of a snapshot gives clear problems at its lines, and the others are checked all the same."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator import data_folder
from generator.commands import main
from generator.exports import Exports
from generator.feeds import feeds
from generator.folding import INVISIBLE
from generator.model.agreement import Agreement
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.pages import site_files
from generator.publishing.calendars import calendars
from generator.publishing.edition import Edition
from generator.reading import limits
from generator.reading.files import read_file, shown_name
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse, without_places
from generator.record.history import History
from generator.wording.translator import DANISH_T

BASE = Path(__file__).parent / "checks" / "_base"
PACT = "cykel-2013.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "agreements")


def reported(folder: Path) -> list[str]:
    with pytest.raises(InvalidDataError) as raised:
        data_folder.load_archive(folder)
    return [str(problem) for problem in raised.value.problems]


def run(folder: Path, *arguments: str) -> Result:
    """What a command prints; anything but an exit code of its own is an error here."""
    result = CliRunner().invoke(main, ["--agreements", str(folder), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _out(path: Path) -> None:
    secret = path.parent.parent / "hemmeligt.yaml"
    secret.write_text("kode: 1234\n", encoding="utf-8")
    path.symlink_to(secret)


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "it is not a file. Remove it, or give it another name."),
    "pipe": (os.mkfifo, "it is not a file. Remove it, or give it another name."),
    "dangling link": (lambda path: path.symlink_to("intet"), "it is a link that leads nowhere. Remove it."),
    "circle": (_circle, "it is a link that leads nowhere. Remove it."),
    "link": (lambda path: path.symlink_to(PACT), "it is a link. Put the file itself here."),
    "link out": (_out, "it is a link out of the folder. Put the file itself here."),
    "device": (lambda path: path.symlink_to("/dev/zero"), "it is a link out of the folder. Put the file itself here."),
}


@pytest.mark.parametrize(("make", "message"), NO_FILES.values(), ids=list(NO_FILES))
@pytest.mark.parametrize("name", ["cykel-2017.yaml", "_verified.yaml"])
def test_what_is_no_file_is_a_problem(make: Callable[[Path], object], message: str, name: str, folder: Path) -> None:
    make(folder / name)
    (folder / PACT).write_text(
        (folder / PACT).read_text(encoding="utf-8").replace("kind: pagt\n", "kind: Pagt\n"), encoding="utf-8"
    )
    found = reported(folder)
    assert f"agreements/{name}:1:1: not-a-file: {message}" in found
    assert any(line.startswith(f"agreements/{PACT}:") for line in found)
    assert not any("1234" in line for line in found)


@cases
def test_what_would_be_passed_over_is_refused(name: str, cure: str, folder: Path) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    shutil.copy(folder / PACT, folder / name)
    [line] = reported(folder)
    assert line.startswith(f"agreements/{name}:1:1: all-data-is-read: it would be passed over. {cure}")


@cases
def test_an_id_that_the_history_would_not_see_is_refused(find: str, replace: str, line: int, folder: Path) -> None:
    """The snapshot would count as taken out, or never come in, for the history does not parse what it looks through."""
    path = folder / PACT
    text = path.read_text(encoding="utf-8")
    assert text.startswith(find)
    path.write_text(text.replace(find, replace, 1), encoding="utf-8")
    assert any(told.startswith(f"agreements/{PACT}:{line}:1: id-is-plain: ") for told in reported(folder))


@pytest.mark.parametrize("name", [PACT, "_beyond.yaml", "_unread.yaml"])
@pytest.mark.parametrize("more", ["#\n" * 50_001, "# ," + "," * 50_000 + "\n", "# " + "x" * 1_000_000 + "\n"])
def test_what_no_version_in_the_past_may_be_is_refused_today(folder: Path, name: str, more: str) -> None:
    """Else the record could tell of no change of it, for ever."""
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(text + more, encoding="utf-8")
    assert any(line.startswith(f"agreements/{name}:1:1: too-large: no version") for line in reported(folder))


@pytest.mark.parametrize("name", [".gitattributes", "nye/.gitattributes", ".GitAttributes"])
def test_no_file_among_the_snapshots_tells_git_to_write_them_otherwise(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("*.yaml text eol=crlf\n", encoding="utf-8")
    shutil.copy(folder / PACT, folder / "2031.yml")  # all are told at once
    told = [line for line in reported(folder) if "2031" not in line]
    assert [line.partition(" files ")[0] for line in told] == [
        f"agreements/{name}:1:1: git-writes-what-it-holds: it would have git write other"
    ]


def test_an_address_in_braces_is_yaml_to_us_too() -> None:
    """The parser in C that comes with ruamel.yaml refuses it, and says where; the one in Python reads it."""
    document = parse("sources:\n  - {id: o, url: https://example.org/o#a:b}\n", "b.yaml")
    assert without_places(document.plain) == {"sources": [{"id": "o", "url": "https://example.org/o#a:b"}]}
    (problem,) = parse("sources:\n  - {id: o, url: https://example.org/o}\n  - [\n", "b.yaml").problems
    assert (problem.rule, problem.line) == ("not-yaml", 4)


def test_the_tools_refuse_a_link_out_of_the_folder_too(folder: Path) -> None:
    (folder / PACT).unlink()
    _out(folder / PACT)
    for command in (["suggest", "cykel-2013"], ["new", "cykel-2017", "--follows", "cykel-2015"]):
        result = run(folder, *command)
        assert result.exit_code == 1
        assert "not-a-file: it is a link out of the folder." in result.stdout, command
    assert (folder.parent / "hemmeligt.yaml").read_text(encoding="utf-8") == "kode: 1234\n"


def test_a_source_that_is_a_pipe_or_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "kilde.txt")
    result = run(folder, "new", "x", "--follows", "cykel-2015", "--source", str(folder / "kilde.txt"))
    assert (result.exit_code, "not-a-file" in result.stdout) == (1, True)
    result = run(folder, "verify", "--sources", str(folder))
    assert (result.exit_code, "not-a-file" in result.stdout) == (1, True)
    monkeypatch.setattr(limits, "MAX_SOURCE_BYTES", 10)
    (folder / "stor.txt").write_text("ord " * 10, encoding="utf-8")
    with pytest.raises(InvalidDataError) as raised:
        read_file(folder / "stor.txt", "stor.txt", limit=limits.MAX_SOURCE_BYTES)
    assert raised.value.problems[0].rule == "too-large"


def test_a_large_file_is_refused_before_it_is_read(folder: Path) -> None:
    """It holds nothing on the disk, and would be 50 GB in memory."""
    with (folder / "cykel-2017.yaml").open("wb") as file:
        file.truncate(50_000_000_000)
    [problem] = reported(folder)
    assert problem.startswith("agreements/cykel-2017.yaml:1:1: too-large: the file is larger than 5,000,000")


@pytest.mark.parametrize(("limit", "value"), [("MAX_FILES", 2), ("MAX_FOLDER_BYTES", 4000)])
def test_a_folder_of_too_much_is_refused(limit: str, value: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, value)
    with pytest.raises(GeneratorError, match=r"Remove|remove"):
        data_folder.load_archive(folder)


NAMES = {b"a\nb.yaml": r"a\nb.yaml", b"a\x1b[31m.yaml": r"a\x1b[31m.yaml", b"a\xff.yaml": r"a\udcff.yaml"}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_the_name_of_a_file_is_one_line(name: bytes, shown: str, folder: Path) -> None:
    """A name may hold any byte but two; none of them may steer a terminal or begin a line."""
    path = Path(os.fsdecode(bytes(folder) + b"/" + name))
    path.write_bytes((folder / PACT).read_bytes())
    assert shown_name(path.name) == shown
    for form in ("text", "github"):
        result = run(folder, "check", "--format", form)
        assert result.exit_code == 1
        assert shown in result.stdout.replace("\\\\", "\\")


def test_no_more_problems_are_printed_than_can_be_read(folder: Path) -> None:
    for number in range(2):
        lines = "".join(f"k{key}: 1\n" for key in range(900))
        (folder / f"x{number}.yaml").write_text(lines, encoding="utf-8")
    result = run(folder, "check")
    assert len(result.stdout.splitlines()) == limits.MAX_PROBLEMS
    assert "more are not shown" in result.stderr


# ---- Hostile texts in a snapshot's place: each is a clear problem at a line that an editor shows, and costs no more than its size.

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
    "escape", ["\\0", "\\a", "\\e", "\\x7f", "\\x9b", "\\r", "\\N", "\\L", "\\P", "\\u202e", "\\ufffe"]
)
def test_what_may_not_stand_in_a_text_may_not_be_an_escape_either(escape: str) -> None:
    text = TEXT.replace("Der bygges videre.", f'"Der bygges{escape} videre."')
    assert rules(text.encode()) == {"hidden-character"}
    assert rules(f'"{escape}": 1\n{TEXT}'.encode()) >= {"hidden-character"}


def test_no_character_that_takes_no_place_may_stand_in_a_text_however_quickly_it_is_read() -> None:
    """A file without a fault goes the quick way, so each is asked of one that has nothing else to refuse."""
    invisible = [each for each in map(chr, range(0xA0, 0xE0100)) if re.fullmatch(f"[{INVISIBLE}]", each)]
    assert len(invisible) > 300
    for each in invisible[::10]:
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


def test_every_limit_is_explained() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for name, value in vars(limits).items():
        if name.startswith("MAX_"):
            assert f"| `{name}` | {value:,} |" in page, name


# ---- Any file in the place of a snapshot gives clear problems or whole pages, never a traceback.

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
        data = data_folder.load_all(folder)
    except InvalidDataError as error:
        assert error.problems  # noqa: PT017 - either outcome is right
        require_clear(error.problems, folder)
        return
    edition = Edition(data.archive, History(missing="prøve"), data.versions)
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


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
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
