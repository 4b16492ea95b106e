"""Another machine: its language, clock, time zone, paths and terminal change neither what is made nor what is said."""

from __future__ import annotations

import contextlib
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT, GitRepo, cases
from faults import aftalespor, archive_repo, run, small_site, tree

from generator.record.git_history import read_history

PATIENCE = 300
# LC_ALL=C alone gives Python UTF-8 since 3.7; the other two take that away again, as an old system would.
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
NOWHERE = {"HOME": "", "TERM": "", "XDG_CONFIG_HOME": ""}
MACHINES: Mapping[str, Mapping[str, str]] = {
    "here": {},
    "1970": {**NO_UTF8, **NOWHERE, "CLOCK": "7", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
    "2040": {
        "LC_ALL": "tr_TR.UTF-8", "CLOCK": "2224000000", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4294967295",
        "PYTHONOPTIMIZE": "2", "SOURCE_DATE_EPOCH": "0",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    return archive_repo(tmp_path_factory.mktemp("maskine") / "arkiv")


@pytest.fixture(scope="module")
def made(archive: GitRepo, clock: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """All pages, cards, feeds and exports as each machine makes them, side by side."""
    out = tmp_path_factory.mktemp("sider")
    processes = {}
    for name, environment in MACHINES.items():
        extra = clock if "CLOCK" in environment else {}
        processes[name] = aftalespor(
            "pages",
            "--require-history",
            "--site-url",
            "https://spor.example/",
            "--out",
            str(out / name),
            cwd=archive.path,
            **environment,
            **extra,
        )
    for name, process in processes.items():
        _, told = process.communicate(timeout=PATIENCE)
        assert (process.returncode, told) == (0, ""), name
    return {name: out / name for name in MACHINES}


@pytest.mark.parametrize("machine", [name for name in MACHINES if name != "here"])
def test_another_machine_makes_the_same_bytes(made: Mapping[str, Path], machine: str) -> None:
    here, there = tree(made["here"]), tree(made[machine])
    assert len(here) > 100
    assert there.keys() == here.keys()
    assert [name for name in here if here[name] != there[name]] == []


def test_the_clock_of_a_process_can_be_set(clock: Mapping[str, str]) -> None:
    if not clock:
        pytest.skip("no C compiler, or not Linux: the pages above were made at the hour of this machine")
    command = [sys.executable, "-c", "import datetime; print(datetime.date.today())"]
    told = subprocess.run(
        command, env={**os.environ, **clock, "CLOCK": "7"}, capture_output=True, text=True, check=True
    )
    assert told.stdout == "1970-01-01\n"


# The terminal

SAYS = ("diff", "a", "b", "--format", "text")


def test_what_is_printed_is_the_same_bytes_under_every_locale(archive: GitRepo) -> None:
    machines: tuple[Mapping[str, str], ...] = (
        {}, NO_UTF8, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii", "TERM": "dumb"},
    )  # fmt: skip
    processes = [aftalespor(*SAYS, cwd=archive.path, **machine) for machine in machines]
    told = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [process.returncode for process in processes] == [1] * len(machines)
    assert "→" in told[0][0]
    assert set(told) == {told[0]}


def test_a_terminal_without_danish_letters_gets_a_mark_for_each(archive: GitRepo) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "show", "hoejbro"],
        cwd=archive.path, env={**os.environ, **NO_UTF8, "PYTHONPATH": str(ROOT), "TERM": "dumb"}, stdout=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # how a terminal says that the other end is closed
        while data := os.read(ours, 4096):
            shown += data
    os.close(ours)
    assert process.wait(timeout=PATIENCE) == 0
    assert b"Ny H?jbro" in shown


@cases
def test_wherever_the_output_goes_there_is_no_traceback(into: str, code: int, told: str, archive: GitRepo) -> None:
    if "/dev/full" in into and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full, the device that is always full")
    result = subprocess.run(
        ["sh", "-c", f'"$0" -m generator {" ".join(SAYS)} {into}', sys.executable],
        cwd=archive.path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (code, told)


def test_files_are_open_to_whom_the_umask_lets_in(archive: GitRepo, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        project = shutil.copytree(archive.path, tmp_path / "lukket")
        assert run("--agreements", str(project / "agreements"), "new", "e", "--follows", "d").code == 0
        os.umask(0o022)
        assert run("schema", "--out", str(project / "skema")).code == 0
    finally:
        os.umask(before)
    modes = {
        name: (project / name).stat().st_mode & 0o777 for name in ("agreements/e.yaml", "skema/aftale.schema.json")
    }
    assert modes == {"agreements/e.yaml": 0o600, "skema/aftale.schema.json": 0o644}


# Where the project lies

PATHS = {
    "danish": "æøå ÆØÅ", "leading dash": "-rf", "percent": "100%20", "hash": "#1?a=b&c",
    "quotes": "'d\"et`", "shell": "$HOME;*&", "home": "~", "brackets": "[a]{b}:c", "newline": "a\nb", "long": "/".join(["x" * 200] * 8),
}  # fmt: skip


@pytest.mark.parametrize("name", PATHS.values(), ids=PATHS)
def test_the_project_may_lie_anywhere(
    archive: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = tmp_path / name
    shutil.copytree(archive.path, project)
    monkeypatch.chdir(project)
    assert read_history(Path("agreements")) == read_history(archive.path / "agreements")
    folder = str(project / "agreements")
    for arguments in (("check", "--since", "HEAD"), ("show", "hoejbro", "--at", "foerste")):
        for start in ((), ("--agreements", folder)):
            answer = run(*start, *arguments)
            assert (answer.code, answer.crash) == (0, None), answer.output
    assert run("new", "e", "--follows", "d").output == "agreements/e.yaml\n"
    if name not in {PATHS["quotes"], PATHS["shell"], PATHS["newline"]}:
        return  # three sites are enough; `make site` has the rest of the letters in its own test
    small_site(project)
    answer = run("site")
    assert (answer.code, answer.crash) == (0, None), answer.output
    assert "<h1" in (project / "site" / "index.html").read_text(encoding="utf-8")


def test_the_program_itself_may_lie_where_the_locale_cannot_read_the_letters(archive: GitRepo, tmp_path: Path) -> None:
    home = tmp_path / "æøå"
    shutil.copytree(ROOT / "generator", home / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "generator", "--agreements", str(archive.path / "agreements")]
    env = {**os.environ, **NO_UTF8, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    answer = subprocess.run(
        [*command, "pages", "--site-url", "https://spor.example/", "--out", str(tmp_path / "sider")],
        cwd=home,
        env=env,
        capture_output=True,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert (tmp_path / "sider" / "aftaler" / "a.md").is_file()
