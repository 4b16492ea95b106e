"""`check --since REV`: a change of what was there must say why."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from conftest import GOLDEN, GitRepo

from generator.commands import main

MakeRepo = Callable[[str], GitRepo]
CAUSE = "upcoming:\n  - agreement: b\n    initiative: {}\n    cause: correction\n    note: Vi havde læst forkert.\n"


@pytest.fixture
def repo(make_repo: MakeRepo) -> GitRepo:
    repo = make_repo("repo")
    shutil.copytree(GOLDEN / "agreements", repo.path / "agreements")
    repo.write("agreements/_versions.yaml", "upcoming: []\n")
    repo.commit()
    return repo


def _check(repo: GitRepo, *more: str) -> Result:
    folder = str(repo.path / "agreements")
    frozen = str(repo.path / "fast")
    return CliRunner().invoke(
        main, ["--agreements", folder, "check", "--frozen", frozen, "--since", "HEAD", *more]
    )


def _forget_the_unread(repo: GitRepo) -> None:
    (repo.path / "agreements" / "_unread.yaml").unlink()
    counting = repo.path / "agreements" / "c.yaml"
    lines = counting.read_text(encoding="utf-8").splitlines(keepends=True)
    counting.write_text(
        "".join(line for line in lines if line != "counts:\n" and "of: pagt-2006" not in line),
        encoding="utf-8",
    )


def _change_a_summary(repo: GitRepo) -> tuple[str, int]:
    """Change the first summary of an initiative in b; returns the initiative and that line."""
    path = repo.path / "agreements" / "b.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("initiatives:") + 1
    match = re.fullmatch(r"  - id: (\S+)", lines[start])
    assert match
    at = next(n for n, line in enumerate(lines) if n > start and line.startswith("    summary: "))
    lines[at] = "    summary: Et andet ord."
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return match[1], at + 1


def test_nothing_changed_needs_no_cause(repo: GitRepo) -> None:
    assert _check(repo).exit_code == 0


def test_a_change_without_a_cause_is_told_where_it_is(repo: GitRepo) -> None:
    initiative, line = _change_a_summary(repo)
    result = _check(repo)
    assert result.exit_code == 1
    assert result.stdout == (
        f"agreements/b.yaml:{line}:5: changes-are-explained: our record of '{initiative}' in 'b' is changed "
        "(Opsummering) and nothing says why. State the cause under upcoming in _versions.yaml.\n"
    )


def test_a_changed_fact_and_a_changed_title_are_told_on_their_lines(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "b.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("label: Broen står færdig")
    path.write_text(text.replace("label: Broen står færdig", "label: Noget andet"), encoding="utf-8")
    line, column = text[:at].count("\n") + 1, at - text.rindex("\n", 0, at)
    assert _check(repo).stdout.startswith(f"agreements/b.yaml:{line}:{column}: changes-are-explained: ")
    path.write_text(re.sub(r"^title: .*$", "title: En ny titel", text, flags=re.MULTILINE), encoding="utf-8")
    line = text[: text.index("\ntitle: ")].count("\n") + 2
    assert _check(repo).stdout.startswith(f"agreements/b.yaml:{line}:1: changes-are-explained: ")


def test_a_cause_stated_with_the_change_is_enough(repo: GitRepo) -> None:
    initiative, _ = _change_a_summary(repo)
    repo.write("agreements/_versions.yaml", CAUSE.format(initiative))
    assert _check(repo).exit_code == 0


def test_a_cause_of_an_earlier_change_explains_nothing_new(repo: GitRepo) -> None:
    initiative, _ = _change_a_summary(repo)
    repo.write("agreements/_versions.yaml", CAUSE.format(initiative))
    repo.commit()
    path = repo.path / "agreements" / "b.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Et andet ord.", "Et tredje."), encoding="utf-8")
    assert _check(repo).exit_code == 1
    repo.write(
        "agreements/_versions.yaml", CAUSE.format(initiative) + CAUSE.format(initiative).split("\n", 1)[1]
    )
    assert _check(repo).exit_code == 0


def test_restyling_and_a_new_agreement_need_no_cause(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "b.yaml"
    path.write_text("# et ord til den næste læser\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    _forget_the_unread(repo)  # they come after d
    last = repo.path / "agreements" / "d.yaml"
    text = last.read_text(encoding="utf-8")
    last.unlink()
    repo.commit()
    last.write_text(text, encoding="utf-8")
    assert _check(repo).stdout == ""
