"""What stands in the folder of snapshots and is none: each has its problem, and the others are checked all the same."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import GitRepo

from generator import data_folder, loading
from generator.commands import main
from generator.model.place import GeneratorError, InvalidDataError
from generator.reading import limits
from generator.reading.files import read_file, shown_name

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


def _unreadable(path: Path) -> None:
    path.write_text("id: a\n", encoding="utf-8")
    path.chmod(0)


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


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("2031.yml", "Rename it 2031.yaml."),
        ("2031.YAML", "Rename it 2031.yaml."),
        ("nye/2031.yaml", "Move it to agreements/."),
        ("_2031.yaml", "Only _register.yaml, "),
    ],
)
def test_what_would_be_passed_over_is_refused(folder: Path, name: str, cure: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    shutil.copy(folder / PACT, folder / name)
    [line] = reported(folder)
    assert line.startswith(f"agreements/{name}:1:1: all-data-is-read: it would be passed over. {cure}")


@pytest.mark.parametrize("name", [".gitattributes", "nye/.gitattributes", ".GitAttributes"])
def test_no_file_among_the_snapshots_tells_git_to_write_them_otherwise(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("*.yaml text eol=crlf\n", encoding="utf-8")
    shutil.copy(folder / PACT, folder / "2031.yml")  # all are told at once
    told = [line for line in reported(folder) if "2031" not in line]
    assert [line.partition(" files ")[0] for line in told] == [
        f"agreements/{name}:1:1: git-writes-what-it-holds: it would have git write other"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_problem(folder: Path) -> None:
    _unreadable(folder / "cykel-2017.yaml")
    assert any("not-a-file: it cannot be read: Permission denied." in line for line in reported(folder))


def test_no_register_is_still_no_register(folder: Path) -> None:
    (folder / "_register.yaml").unlink()
    with pytest.raises(GeneratorError, match="no _register"):
        data_folder.load_archive(folder)


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
    result = run(folder, "read", str(folder / "kilde.txt"), "--for", "x")
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


def test_a_large_file_in_history_is_refused_too(
    make_repo: Callable[[str], GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo("lager")
    shutil.copytree(BASE, repo.path / "agreements")
    text = (BASE / PACT).read_text(encoding="utf-8")
    (repo.path / "agreements" / PACT).write_text(text + "# stor\n" * 1000, encoding="utf-8")
    big = repo.commit()
    repo.write(f"agreements/{PACT}", text)
    repo.commit()
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 5000)
    with pytest.raises(InvalidDataError) as raised:
        data_folder.load_archive(repo.path / "agreements", big)
    assert [problem.rule for problem in raised.value.problems] == ["too-large"]
    assert loading.load(repo.path / "agreements").archive.by_id["cykel-2013"]


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
    for form in ("text", "json", "github"):
        result = run(folder, "check", "--format", form)
        assert result.exit_code == 1
        assert shown in result.stdout.replace("\\\\", "\\")
        assert form != "json" or json.loads(result.stdout)


def test_no_more_problems_are_printed_than_can_be_read(folder: Path) -> None:
    for number in range(2):
        lines = "".join(f"k{key}: 1\n" for key in range(900))
        (folder / f"x{number}.yaml").write_text(lines, encoding="utf-8")
    result = run(folder, "check")
    assert len(result.stdout.splitlines()) == limits.MAX_PROBLEMS
    assert "more are not shown" in result.stderr
