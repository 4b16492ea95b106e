"""Another machine: its language, terminal, umask and paths change neither what is made nor what is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT, GitRepo, cases
from faults import aftalespor, archive_repo, on_a_terminal, run, small_site

from generator.record.git_history import read_history

PATIENCE = 300
# LC_ALL=C alone gives Python UTF-8 since 3.7; the other two take that away again, as an old system would.
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    return archive_repo(tmp_path_factory.mktemp("maskine") / "arkiv")


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
    shown = on_a_terminal("show", "hoejbro", cwd=archive.path, **{**NO_UTF8, "TERM": "dumb"})
    assert "Ny H?jbro" in shown


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
        return  # three sites are enough
    small_site(project)
    answer = run("site")
    assert (answer.code, answer.crash) == (0, None), answer.output
    assert "<h1" in (project / "site" / "index.html").read_text(encoding="utf-8")
