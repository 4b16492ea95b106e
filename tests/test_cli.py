"""The command line: exit codes, messages without traceback, and what it prints where."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import FROZEN, GOLDEN, ROOT, GitRepo, cases, run
from faults import archive_repo

from generator.model.archive import Archive


def test_check_finds_nothing_to_mend_in_the_real_data(agreements: Path) -> None:
    result = run("--agreements", str(agreements), "check", cwd=ROOT)
    assert (result.returncode, result.stdout) == (0, "")


def test_check_prints_every_problem_and_exits_with_1(tmp_path: Path) -> None:
    shutil.copytree(FROZEN / "agreements", tmp_path / "agreements")
    path = tmp_path / "agreements" / "2021.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("theme: infrastruktur", "theme: infra").replace("kind: goal", "kind: maal"), encoding="utf-8"
    )
    result = run("check", cwd=tmp_path)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    faults = text.count("theme: infrastruktur") + text.count("kind: goal")
    assert len(lines) == faults > 1
    assert all(line.startswith("agreements/2021.yaml:") for line in lines)
    assert f"{faults} problems in the data" in result.stderr


@cases
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert run(*arguments).returncode == code


def test_an_unknown_id_is_answered_with_those_that_are_known() -> None:
    assert "Did you mean mit-overblik" in run("show", "mit-overblk").stderr
    assert "2016-2020, pagt, 2021, 2022, 2023" in run("diff", "2021", "2020").stderr


def test_the_formats_agree(real: Archive) -> None:
    data = json.loads(run("diff", "pagt", "2021", "--format", "json").stdout)
    assert data["ledger"]["old_total"] == len(real.by_id["pagt"].initiatives)
    markdown = run("diff", "pagt", "2021", "--format", "markdown").stdout
    text = run("diff", "pagt", "2021", COLUMNS="200").stdout
    for finding in data["findings"]:
        assert finding["label"] in markdown
        assert finding["label"] in text
        assert finding["title"] in text


def test_into_a_pipe_there_is_no_colour_and_on_a_narrow_terminal_tables_fold() -> None:
    plain = run("diff", "2021", "2022", COLUMNS="60", TERM="xterm-256color").stdout
    assert "\x1b[" not in plain
    assert max(len(line) for line in plain.splitlines()) <= 60


def test_show_gives_the_amount_before_and_after_with_its_source() -> None:
    text = run("show", "digital-infrastruktur", COLUMNS="200").stdout
    assert "141,4 mio. kr. → 247,4 mio. kr. om året (fra 2021 og frem)" in text
    assert "Digitaliseringsstyrelsen, 9. juni 2020" in text


def test_reading_backwards_says_so() -> None:
    text = run("diff", "2022", "2021", "--format", "markdown").stdout
    assert "Læst baglæns" in text
    assert "## Kun i Økonomiaftalerne for 2022" in text


def test_pages_writes_into_an_empty_folder_only(tmp_path: Path) -> None:
    out = tmp_path / "ud"
    first = run("pages", "--out", str(out), cwd=GOLDEN)
    assert first.returncode == 0
    assert "SITE_URL" in first.stderr.splitlines()[-1]
    assert (out / "initiativer" / "hoejbro.md").is_file()
    again = run("pages", "--out", str(out), cwd=GOLDEN)
    assert again.returncode == 1
    assert "is not an empty folder" in again.stderr


def test_verify_holds_on_the_real_sources() -> None:
    """The texts are never committed. Of agreements/ itself, `make verify` tells whoever has its texts."""
    sources = ROOT.parent / "shared" / "sources"
    if not sources.is_dir():
        pytest.skip("the source texts are not part of the repository, and are not beside it here")
    result = run("verify", "--sources", str(sources))
    assert (result.returncode, result.stdout) == (0, "")


@pytest.fixture
def two_versions(tmp_path: Path) -> GitRepo:
    return archive_repo(tmp_path / "mappe med æøå")


def test_any_revision_can_be_read_without_touching_the_work_tree(two_versions: GitRepo) -> None:
    path = two_versions.path / "agreements" / "b.yaml"
    path.write_text("ikke yaml: [", encoding="utf-8")
    assert "12 mio. kr." in run("show", "hoejbro", "--at", "foerste", cwd=two_versions.path).stdout
    assert "13 mio. kr." in run("show", "hoejbro", "--at", "HEAD", cwd=two_versions.path).stdout
    assert "12 mio. kr." in run("diff", "a", "b", "--at", "HEAD~1", "--format", "json", cwd=two_versions.path).stdout
    assert path.read_text(encoding="utf-8") == "ikke yaml: ["


def test_pages_of_a_revision_say_which(two_versions: GitRepo, tmp_path: Path) -> None:
    assert run("pages", "--out", str(tmp_path / "ud"), "--at", "foerste", cwd=two_versions.path).returncode == 0
    page = (tmp_path / "ud" / "aftaler" / "b.md").read_text(encoding="utf-8")
    first = two_versions.git("rev-parse", "foerste")
    assert first[:10] in page
    assert "1. januar 2020" in page
    assert "13 mio. kr." not in page


@pytest.mark.parametrize("revision", ["findes-ikke", "--output=x", "0" * 40, ""])
def test_a_revision_that_is_none_is_answered_in_words(two_versions: GitRepo, revision: str) -> None:
    result = run("show", "hoejbro", f"--at={revision}", cwd=two_versions.path)
    if revision:
        assert result.returncode == 1
        assert "no revision" in result.stderr
    assert not (two_versions.path / "x").exists()


@cases
def test_what_stops_it_while_it_starts_shows_no_traceback(
    lines: tuple[str, ...], code: int, told: str, tmp_path: Path
) -> None:
    """In the place of a library that is imported stands one to which this happens."""
    (tmp_path / "click.py").write_text("\n".join(lines), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, "-m", "generator", "check"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (code, told)


def test_the_command_starts_where_the_module_does() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"aftalespor": "generator.__main__:start"}
    before = "import sys, generator.__main__; print('click' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", before], cwd=ROOT, capture_output=True, check=True)
    assert result.stdout == b"False\n"


def test_a_site_takes_the_place_of_a_site_and_of_nothing_else(tmp_path: Path) -> None:
    """The folder it is put in is deleted first."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "a.yaml").write_text("id: a\n", encoding="utf-8")
    for out in (".", "agreements", "..", str(tmp_path)):
        result = run("site", "--out", out, cwd=tmp_path)
        assert result.returncode == 1
        assert "Name another folder." in result.stderr
    assert (tmp_path / "agreements" / "a.yaml").exists()


def test_a_revision_that_is_empty_is_not_taken_for_none() -> None:
    assert run("check", "--since", "", cwd=ROOT).returncode == 1


@pytest.mark.parametrize("command", [("diff", "2021", "2022"), ("show", "mit-overblik"), ("check",)])
def test_what_only_compares_or_checks_loads_nothing_that_makes_a_site(command: tuple[str, ...]) -> None:
    """Nor git, which it does not ask, nor what DeepDiff would take along."""
    code = (
        "import sys; from generator.__main__ import start\ntry: start()\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    arguments = [sys.executable, "-c", code, "--agreements", str(FROZEN / "agreements"), *command]
    loaded = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False).stderr.split()
    assert "generator.data_folder" in loaded
    heavy = {"mkdocs", "jinja2", "PIL", "icalendar", "xlsxwriter", "pandas", "numpy", "pypdfium2"}
    assert heavy & {*loaded} == set()
    assert "git" not in loaded
