"""`check --since REV`: a change of what was there must say why."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from conftest import FROZEN, GitRepo, cases, from_git, in_git

from generator.data_folder import load_archive
from generator.loading import load
from generator.model.beside import Release, StatedChange, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Text
from generator.reading.snapshots import read
from generator.record.causes import State, unstated_of_others
from generator.record.git_history import read_history

CAUSE = "upcoming:\n  - agreement: b\n    initiative: {}\n    cause: correction\n    note: Vi havde læst forkert.\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return in_git(tmp_path / "repo", {"_versions.yaml": "upcoming: []\n"})


def _forget_the_unread(repo: GitRepo) -> None:
    (repo.path / "agreements" / "_unread.yaml").unlink()
    counting = repo.path / "agreements" / "c.yaml"
    lines = counting.read_text(encoding="utf-8").splitlines(keepends=True)
    counting.write_text(
        "".join(line for line in lines if line != "counts:\n" and "of: pagt-2006" not in line), encoding="utf-8"
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


def test_a_change_without_a_cause_is_told_where_it_is(repo: GitRepo) -> None:
    initiative, line = _change_a_summary(repo)
    result = repo.check()
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
    assert repo.check().stdout.startswith(f"agreements/b.yaml:{line}:{column}: changes-are-explained: ")
    path.write_text(re.sub(r"^title: .*$", "title: En ny titel", text, flags=re.MULTILINE), encoding="utf-8")
    line = text[: text.index("\ntitle: ")].count("\n") + 2
    assert repo.check().stdout.startswith(f"agreements/b.yaml:{line}:1: changes-are-explained: ")


def test_a_cause_explains_the_change_it_is_stated_with_and_no_later_one(repo: GitRepo) -> None:
    initiative, _ = _change_a_summary(repo)
    repo.write("agreements/_versions.yaml", CAUSE.format(initiative))
    assert repo.check().exit_code == 0
    repo.commit()
    path = repo.path / "agreements" / "b.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Et andet ord.", "Et tredje."), encoding="utf-8")
    assert repo.check().exit_code == 1
    repo.write("agreements/_versions.yaml", CAUSE.format(initiative) + CAUSE.format(initiative).split("\n", 1)[1])
    assert repo.check().exit_code == 0


def test_restyling_and_a_new_agreement_need_no_cause(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "b.yaml"
    path.write_text("# et ord til den næste læser\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    _forget_the_unread(repo)  # they come after d
    last = repo.path / "agreements" / "d.yaml"
    text = last.read_text(encoding="utf-8")
    last.unlink()
    repo.commit()
    last.write_text(text, encoding="utf-8")
    assert repo.check().stdout == ""


# Ids


RETIRED = "retired:\n  - {kind: initiative, id: hoejbro, to: skybro, note: Har fået et andet id.}\n"
RENAMED = "upcoming:\n  - {cause: schema, note: Et andet id.}\n"


def _rename_the_bridge(repo: GitRepo) -> None:
    for name in "abcd":
        path = repo.path / "agreements" / f"{name}.yaml"
        repo.write(f"agreements/{name}.yaml", path.read_text(encoding="utf-8").replace("hoejbro", "skybro"))


def test_an_id_is_not_lost_since_a_revision_though_no_version_was_published(repo: GitRepo) -> None:
    """What is merged is on the site, and others link to it."""
    _rename_the_bridge(repo)
    repo.write("agreements/_versions.yaml", RENAMED)
    result = repo.check()
    assert _rules(result) == ["ids-are-not-lost"]
    assert "the initiative 'hoejbro' was published and is gone." in result.stdout
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED)
    assert repo.check().stdout == ""


def test_a_tombstone_stands_for_ever_unless_its_id_comes_back(repo: GitRepo) -> None:
    _rename_the_bridge(repo)
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED)
    repo.commit()
    repo.write("agreements/_versions.yaml", RENAMED)
    assert _rules(repo.check()) == ["ids-are-not-lost"]
    repo.git("checkout", "HEAD^", "--", "agreements")
    repo.write(
        "agreements/_versions.yaml",
        f"{RENAMED}  - {{cause: schema, note: Tilbage igen.}}\n{RETIRED.replace('hoejbro, to: skybro', 'skybro, to: hoejbro')}",
    )
    assert repo.check().stdout == ""


@pytest.mark.parametrize("other", ["", ", to: lavbro"])
def test_a_tombstone_leads_where_it_led(other: str, repo: GitRepo) -> None:
    """Whoever follows an old address is told what took its place: no page has words for that, so no comment tells it."""
    _rename_the_bridge(repo)
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED)
    repo.commit()
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED.replace(", to: skybro", other))
    result = repo.check()
    assert _rules(result) == ["tombstones-are-true"]
    assert "where 'hoejbro' leads was published and is not as it was." in result.stdout


@cases
def test_a_tombstone_is_of_what_was_here(kind: str, name: str, repo: GitRepo) -> None:
    """Anyone could otherwise have a page say of a thing that never was why it is gone."""
    repo.write("agreements/_versions.yaml", f"retired:\n  - {{kind: {kind}, id: {name}, note: Var forkert.}}\n")
    result = repo.check()
    assert _rules(result) == ["tombstones-are-true"]
    assert f":2:{len(f'  - {{kind: {kind}, ') + 1}: tombstones-are-true: no {kind} {name!r} was here" in result.stdout


def test_the_note_of_a_tombstone_is_not_turned_round(repo: GitRepo) -> None:
    _rename_the_bridge(repo)
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED)
    repo.commit()
    repo.write("agreements/_versions.yaml", RENAMED + RETIRED.replace("Har fået et", "Har ikke fået et"))
    assert _rules(repo.check()) == ["tombstones-are-true"]
    both = RETIRED.replace("Har fået et andet id.", "{da: Har fået et andet id., en: Has another id.}")
    repo.write("agreements/_versions.yaml", RENAMED + both)
    assert repo.check().stdout == ""


# The commits between


def _edit(repo: GitRepo, *changes: tuple[str, str], name: str = "b") -> str:
    repo.edit(name, *changes)
    return repo.commit()


RETITLED = ("title: Pagten om broer", "title: Pagten om alle broer")
RETOLD = ("summary: Om ny højbro.", "summary: Om en ny højbro.")
STATED = "upcoming:\n  - {agreement: b, cause: correction, note: Vi havde læst forkert.}\n"


def _rules(result: Result) -> list[str]:
    return [line.split(": ")[1] for line in result.stdout.splitlines()]


STATED_OF_BRIDGE = STATED.replace("agreement: b", "agreement: b, initiative: hoejbro")
RUMOUR = ("summary: Om ny højbro.", "summary: Om en højbro, som ministeren løj om.")
UNREAD = ("title: Tunnelpagten", "title: Tunnelaftalen")


@pytest.mark.parametrize(
    ("name", "changes", "stated", "told"),
    [
        ("b", (RETITLED, RETITLED[::-1]), STATED, "b"),
        ("b", (RUMOUR, (RUMOUR[1], RETOLD[1])), STATED_OF_BRIDGE, "b, hoejbro"),
        ("_unread", (UNREAD, UNREAD[::-1]), RENAMED, "andre-kilder, tunnelpagten"),
    ],
    ids=["of the agreement", "and the same initiative is changed", "of what is no snapshot"],
)
def test_what_a_branch_changes_and_takes_back_is_no_part_of_the_record(
    repo: GitRepo, name: str, changes: list[tuple[str, str]], stated: str, told: str
) -> None:
    """Of that nothing is seen in the net difference, and yet the page of corrections would tell of it."""
    repo.git("branch", "gren")
    commit = _edit(repo, changes[0], name=name)
    repo.write("agreements/_versions.yaml", stated)
    _edit(repo, changes[1], name=name)
    result = repo.check("gren")
    assert {*_rules(result)} >= {"commits-leave-something"}
    assert f"the change of {told} in {commit[:10]} (" in result.stdout
    assert " is no part of what differs in the end" in result.stdout


def test_the_same_change_on_two_branches_would_be_told_twice(repo: GitRepo) -> None:
    repo.git("branch", "før")
    repo.git("switch", "--quiet", "--create", "gren")
    other = _edit(repo, RETITLED, RETOLD)
    repo.git("switch", "--quiet", "main")
    repo.write("agreements/_versions.yaml", STATED)
    commit = _edit(repo, RETITLED)
    repo.git("merge", "--quiet", "--no-ff", "gren")
    result = repo.check("før")
    assert _rules(result) == ["commits-leave-something"]
    assert all(each[:10] in result.stdout for each in (commit, other))
    assert "and the record would tell of it twice. Squash the commits." in result.stdout


def test_a_new_agreement_is_not_mended_in_the_next_commit(repo: GitRepo) -> None:
    """The page of corrections would tell before and after of what nobody had seen."""
    _forget_the_unread(repo)
    last = repo.path / "agreements" / "d.yaml"
    text = last.read_text(encoding="utf-8")
    last.unlink()
    repo.commit()
    repo.git("branch", "gren")
    repo.write("agreements/d.yaml", text.replace("summary: Om landevej.", "summary: Om en landevej af guld."))
    repo.commit()
    repo.write("agreements/d.yaml", text)
    repo.commit()
    assert _rules(repo.check("gren")) == ["commits-leave-something"]
    repo.git("reset", "--quiet", "--soft", "gren")
    repo.commit()
    assert repo.check("gren").stdout == ""


def test_what_cannot_be_read_between_two_that_can_is_told(repo: GitRepo) -> None:
    repo.git("branch", "gren")
    text = (repo.path / "agreements" / "b.yaml").read_text(encoding="utf-8")
    _edit(repo, ("presence: named", "presence: hidden"))
    repo.write("agreements/b.yaml", text)
    repo.write("agreements/_versions.yaml", STATED)
    _edit(repo, RETITLED)
    assert "commits-leave-something" in _rules(repo.check("gren"))


@pytest.mark.parametrize("content", [None, "stor: " + "å" * 3_000_000])
@pytest.mark.parametrize("name", ["2099.yaml", "noter.txt"])
def test_what_comes_and_goes_unread_gives_the_data_no_new_day(repo: GitRepo, name: str, content: str | None) -> None:
    """A link, or more than is read, in one commit and gone in the next: each citation would name that commit."""
    repo.git("branch", "gren")
    path = repo.path / "agreements" / name
    path.symlink_to("b.yaml") if content is None else path.write_text(content, encoding="utf-8")
    repo.commit()
    path.unlink()
    repo.commit()
    result = repo.check("gren")
    assert _rules(result) == ["commits-leave-something"]
    assert f"nothing is left of '{name}', which " in result.stdout


@pytest.mark.parametrize("attributes", ["", "agreements/*.yaml text eol=crlf\n", "agreements/c.yaml ident\n"])
def test_files_that_are_not_as_committed_hide_nothing_that_the_commits_do(repo: GitRepo, attributes: str) -> None:
    repo.write("agreements/_versions.yaml", STATED)
    _edit(repo, ("id: c\n", "# $Id$\nid: c\n"), name="c")
    repo.git("branch", "gren")
    _edit(repo, RETITLED)
    repo.write(".gitattributes", attributes)
    _edit(repo, RETITLED[::-1])
    if attributes:
        repo.git("rm", "--quiet", "--cached", "-r", "agreements")
        repo.git("reset", "--quiet", "--hard")
    else:
        repo.write(
            "agreements/c.yaml", f"# et ord\n{(repo.path / 'agreements' / 'c.yaml').read_text(encoding='utf-8')}"
        )
    assert read_history(repo.path / "agreements").is_dirty
    assert _rules(repo.check("gren")) == ["commits-leave-something"] * 2


def test_a_commit_that_cannot_be_read_is_told_of_where_the_files_are_mended(repo: GitRepo) -> None:
    repo.git("branch", "gren")
    path = repo.path / "agreements" / "b.yaml"
    sound = path.read_text(encoding="utf-8")
    repo.write("agreements/b.yaml", f"{sound}ukendt: nøgle\n")
    repo.commit()
    path.write_text(sound, encoding="utf-8")
    result = repo.check("gren")
    assert (result.exit_code, "the newest commit is not. Commit them" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("name", "change", "told"), [("b", RETITLED, "'b'"), ("_unread", UNREAD, "'_unread.yaml'")], ids=["b", "unread"]
)
def test_what_was_published_may_not_be_rewritten(repo: GitRepo, name: str, change: tuple[str, str], told: str) -> None:
    repo.write("agreements/_versions.yaml", STATED if name == "b" else RENAMED)
    published = _edit(repo, change, name=name)
    repo.git("branch", "udgivet")
    repo.git("commit", "--quiet", "--amend", "--message", "Et andet ord")
    result = repo.check("udgivet")
    assert _rules(result) == ["record-is-kept"]
    assert f"what {published[:10]} did to {told} was published and is no part of this history." in result.stdout


def test_a_branch_that_main_has_left_behind_is_asked_to_take_main_in(repo: GitRepo) -> None:
    repo.git("branch", "gren")
    repo.write("agreements/_versions.yaml", STATED)
    _edit(repo, RETITLED)
    repo.git("switch", "--quiet", "gren")
    repo.write("README.md", "andet")
    repo.commit()
    assert "record-is-kept" in _rules(repo.check("main"))
    repo.git("merge", "--quiet", "main")
    assert repo.check("main").stdout == ""


def test_a_history_that_registers_everything_again_is_refused(repo: GitRepo) -> None:
    """Merged into main, which then becomes it: the days of registration would be those of the copy."""
    repo.git("switch", "--quiet", "--orphan", "kopi")
    repo.git("checkout", "main", "--", "agreements")
    repo.commit()
    repo.git("merge", "--quiet", "--allow-unrelated-histories", "--strategy=ours", "main")
    assert _rules(repo.check("main")) == ["commits-leave-something"] * 4


def test_a_change_that_a_merge_takes_back_is_told_beside_a_new_agreement(repo: GitRepo) -> None:
    _forget_the_unread(repo)
    last = repo.path / "agreements" / "d.yaml"
    text = last.read_text(encoding="utf-8")
    last.unlink()
    repo.commit()
    repo.git("branch", "gren")
    repo.write("agreements/_versions.yaml", STATED)
    _edit(repo, RETITLED)
    repo.git("switch", "--quiet", "gren")
    repo.write("agreements/d.yaml", text)
    repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
    repo.git("checkout", "gren", "--", "agreements/b.yaml")
    repo.write("agreements/_versions.yaml", f"{STATED}  - {{agreement: b, cause: schema, note: Tilbage.}}\n")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "Flet")
    assert _rules(repo.check("main")) == ["changes-have-a-commit"]


def test_a_line_that_a_merge_takes_back_is_told_beside_another_of_the_same_initiative(repo: GitRepo) -> None:
    repo.git("branch", "gren")
    repo.write("agreements/_versions.yaml", STATED)
    _edit(repo, RETITLED)
    repo.git("switch", "--quiet", "gren")
    _edit(repo, ("note: Kun til prøve.", "note: Kun til en prøve."))
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
    repo.git("checkout", "gren", "--", "agreements/b.yaml")
    repo.write("agreements/_versions.yaml", f"{STATED}  - {{agreement: b, cause: schema, note: Tilbage.}}\n")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "Flet")
    assert "changes-have-a-commit" in _rules(repo.check("main"))


def _undated(repo: GitRepo, commit: str) -> str:
    text = repo.git("cat-file", "commit", commit)
    undated = re.sub(r"(?m)^committer .*$", "committer Prøve <p@example.org> 99999999999999999999 +0000", text)
    return from_git(repo, f"{undated}\n", "hash-object", "-t", "commit", "-w", "--stdin", "--literally")


def test_a_commit_without_a_day_is_refused(repo: GitRepo) -> None:
    repo.git("branch", "gren")
    _edit(repo, RETITLED)
    repo.write("agreements/_versions.yaml", STATED)
    repo.commit()
    repo.git("rebase", "--quiet", "--onto", _undated(repo, "HEAD~1"), "HEAD~1")
    assert _rules(repo.check("gren")) == ["commits-have-a-day"]


def _committed_on(repo: GitRepo, day: date, name: str) -> str:
    path = repo.path / name
    repo.write(name, f"{path.read_text(encoding='utf-8') if path.exists() else ''}# et ord\n")
    repo.git("add", "--all")
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
    subprocess.run(["git", "commit", "--quiet", "-m", "x"], cwd=repo.path, env={**os.environ, **when}, check=True)
    return repo.git("rev-parse", "--short=10", "HEAD")


TODAY = datetime.now(UTC).date()
BASE = date(2020, 1, 1)  # the day of the commit in `repo`


@pytest.mark.parametrize("name", ["agreements/b.yaml", "agreements/_glossary.yaml"])
@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2099, 1, 1), "a day to come: it is 20"),
        (TODAY + timedelta(days=3), "a day to come: it is 20"),
        (BASE - timedelta(days=400), "more than a year before 2020-01-01, the day of what it is merged into"),
    ],
)
def test_a_commit_on_an_impossible_day_would_decide_what_has_passed(
    repo: GitRepo, name: str, day: date, fault: str
) -> None:
    commit = _committed_on(repo, day, name)
    result = repo.check("HEAD~1")
    assert _rules(result) == ["days-of-commits-are-possible"]
    assert f"{commit} is of {day}, {fault}" in result.stdout
    _committed_on(repo, TODAY, name)  # a later commit on a right day takes it not out of the record
    assert _rules(repo.check("HEAD~2")) == ["days-of-commits-are-possible"]


@pytest.mark.parametrize("day", [BASE - timedelta(days=300), BASE, TODAY, TODAY + timedelta(days=1)])
def test_a_commit_may_be_a_day_off_and_a_branch_may_wait(repo: GitRepo, day: date) -> None:
    _committed_on(repo, day, "agreements/b.yaml")
    assert repo.check("HEAD~1").stdout == ""


# Causes that were stated


@pytest.fixture(scope="module")
def once_explained(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    """A change of b that has two causes: one with the change, and one afterwards that names its commit."""
    repo = in_git(tmp_path_factory.mktemp("forklaret") / "repo", {"_versions.yaml": "upcoming: []\n"})
    commit = _edit(repo, RETITLED, RETOLD)
    pinned = f"  - {{agreement: b, initiative: hoejbro, commit: '{commit[:10]}', cause: schema, note: Form.}}\n"
    repo.write("agreements/_versions.yaml", STATED + pinned)
    repo.commit()
    assert repo.check().stdout == ""
    assert repo.check("HEAD~2").stdout == ""
    return repo


@pytest.fixture
def explained(once_explained: GitRepo, tmp_path: Path) -> GitRepo:
    return once_explained.copied_to(tmp_path / "repo")


def _restate(repo: GitRepo, old: str, new: str) -> None:
    text = (repo.path / "agreements" / "_versions.yaml").read_text(encoding="utf-8")
    assert old in text
    repo.write("agreements/_versions.yaml", text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("cause: correction", "cause: enrichment", "2:5"),
        ("læst forkert", "læst videre", "2:5"),
        ("cause: schema", "cause: correction", "3:5"),
        ("initiative: hoejbro", "initiative: fond", "1:1"),
        (STATED.split("\n")[1], "", "1:1"),
        (STATED, "upcoming:\n", "1:1"),
    ],
)
def test_a_cause_that_was_published_is_not_rewritten(explained: GitRepo, old: str, new: str, place: str) -> None:
    """Nothing else differs, so what the page of corrections says would change in silence."""
    _restate(explained, old, new)
    result = explained.check()
    assert _rules(result) == ["causes-are-kept"]
    assert result.stdout.startswith(f"agreements/_versions.yaml:{place}: ")
    assert "Take it back from git, and state another beside it." in result.stdout
    explained.commit()
    assert _rules(explained.check("HEAD~1")) == ["causes-are-kept"]


def test_a_cause_is_not_moved_to_another_commit(explained: GitRepo) -> None:
    here = explained.git("rev-parse", "HEAD~1")[:10]
    _restate(explained, here, explained.git("rev-parse", "HEAD~2")[:10])
    assert _rules(explained.check()) == ["causes-are-kept"]
    _restate(explained, explained.git("rev-parse", "HEAD~2")[:10], "1" * 10)
    assert _rules(explained.check()) == ["causes-are-kept", "causes-name-a-commit"]


def test_causes_may_be_translated_and_moved_about(explained: GitRepo) -> None:
    _, first, second, _ = (explained.path / "agreements" / "_versions.yaml").read_text(encoding="utf-8").split("\n")
    translated = first.replace("note: Vi havde læst forkert.", "note: {da: Vi havde læst forkert., en: Misread.}")
    explained.write("agreements/_versions.yaml", f"upcoming:\n{second}\n{translated}\n")
    assert explained.check().stdout == ""


@cases
def test_a_cause_is_of_a_change(cause: str, then: list[str], repo: GitRepo) -> None:
    """Else it would wait for the next change, and `impact` tells of a reason that no page has."""
    repo.git("branch", "gren")
    repo.write("agreements/_versions.yaml", f"upcoming:\n  - {{{cause}, note: Vi havde læst forkert.}}\n")
    repo.commit()
    result = repo.check("gren")
    assert _rules(result) == ["causes-are-of-changes"]
    assert result.stdout.startswith("agreements/_versions.yaml:2:5: ")
    _edit(repo, RETOLD)
    assert _rules(repo.check("gren")) == then


@cases
def test_a_cause_that_is_set_beside_another_takes_no_published_change_from_it(beside: str, repo: GitRepo) -> None:
    """What the page of corrections says of the old change would be another, though no published cause is rewritten."""
    commit = _edit(repo, RETITLED, RETOLD)
    repo.write("agreements/_versions.yaml", STATED)
    repo.commit()
    repo.write("agreements/_versions.yaml", STATED.replace("\n", "\n" + beside.replace("COMMIT", commit[:10]), 1))
    result = repo.check()
    assert set(_rules(result)) == {"causes-are-kept"}
    assert result.stdout.startswith("agreements/_versions.yaml:2:5: ")
    assert f"the change of b, hoejbro in {commit[:10]} was published with another cause than this." in result.stdout


def test_two_published_causes_of_one_change_do_not_change_places(repo: GitRepo) -> None:
    both = [STATED.split("\n")[1] + "\n", "  - {agreement: b, cause: schema, note: Kun formen.}\n"]
    repo.write("agreements/_versions.yaml", "upcoming:\n" + "".join(both))
    _edit(repo, RETITLED)
    repo.write("agreements/_versions.yaml", "upcoming:\n" + "".join(both[::-1]))
    assert _rules(repo.check()) == ["causes-are-kept"]


def test_a_second_change_of_an_initiative_is_explained_by_its_commit(repo: GitRepo) -> None:
    repo.write("agreements/_versions.yaml", STATED)
    first = _edit(repo, RETOLD)
    repo.git("branch", "gren")
    second = _edit(repo, ("summary: Om en ny højbro.", "summary: Om en helt ny højbro."))
    more = "  - {agreement: b, initiative: hoejbro, cause: enrichment, note: Vi har læst mere.}\n"
    repo.write("agreements/_versions.yaml", STATED + more)
    repo.commit()
    assert f"in {first[:10]} was published with another cause" in repo.check("gren").stdout
    repo.write("agreements/_versions.yaml", STATED + more.replace("initiative: hoejbro, ", ""))
    assert _rules(repo.check("gren")) == ["changes-are-explained"]  # the older one of b would explain it
    repo.write("agreements/_versions.yaml", STATED + more.replace("cause:", f"commit: '{second[:10]}', cause:"))
    repo.commit()
    assert repo.check("gren").stdout == ""
    entries = {change.revision.hash: change.cause for change in load(repo.path / "agreements").record}
    assert (entries[first], entries[second]) == ("correction", "enrichment")


@pytest.mark.parametrize("commit", ["1" * 10, "HEAD"])
def test_a_cause_afterwards_names_a_commit_that_changed_the_data(explained: GitRepo, commit: str) -> None:
    """The newest commit only stated a cause, and one that is not there explains nothing."""
    name = commit if commit.isdigit() else explained.git("rev-parse", commit)[:10]
    _restate(explained, "upcoming:\n", f"upcoming:\n  - {{cause: schema, commit: '{name}', note: Form.}}\n")
    result = explained.check()
    assert result.stdout == (
        f"agreements/_versions.yaml:2:21: causes-name-a-commit: no commit that changed the data begins with {name}. "
        "Name the one that is explained, or leave commit out.\n"
    )


# What was published


RELEASE = """releases:
  - version: 1.0.0
    date: 2020-01-01
    commit: {commit}
    digest: {digest}
    note: Den første.
"""


@pytest.fixture
def published(repo: GitRepo) -> GitRepo:
    text = RELEASE.format(commit=repo.git("rev-parse", "HEAD"), digest="0" * 64)
    repo.write("agreements/_versions.yaml", text)
    repo.write("fast/1.0.0/da.html", "<h1>Frossen</h1>")
    repo.write("fast/1.0.0/SHA256SUMS", "")
    repo.write("fast/1.0.0/ids.json", "[]")
    repo.commit()
    assert repo.check().stdout == ""
    return repo


@pytest.mark.parametrize(
    ("old", "new"), [("0" * 64, "1" * 64), ("Den første.", "Et andet ord."), ("2020-01-01", "2020-01-02")]
)
def test_a_published_version_is_listed_as_it_was(published: GitRepo, old: str, new: str) -> None:
    """Such as a digest that is set to match data that was changed."""
    path = published.path / "agreements" / "_versions.yaml"
    published.write("agreements/_versions.yaml", path.read_text(encoding="utf-8").replace(old, new))
    assert _rules(published.check()) == ["releases-are-kept"]
    published.write("agreements/_versions.yaml", "upcoming: []\n")
    assert _rules(published.check()) == ["releases-are-kept"]


def test_a_frozen_page_that_is_edited_together_with_its_hash_is_refused(published: GitRepo) -> None:
    published.write("fast/1.0.0/da.html", "<h1>Rettet</h1>")
    published.write("fast/1.0.0/SHA256SUMS", f"{hashlib.sha256(b'<h1>Rettet</h1>').hexdigest()}  da.html\n")
    published.write("fast/1.0.0/ny.html", "<h1>Ny</h1>")
    result = published.check()
    assert _rules(result) == ["frozen-files-are-kept"] * 3
    published.git("add", "--all")
    published.git("commit", "--quiet", "--message", "Rettet")
    assert _rules(published.check("HEAD~1")) == ["frozen-files-are-kept"] * 3


def test_a_frozen_page_that_is_gone_or_a_link_is_refused(published: GitRepo) -> None:
    page = published.path / "fast" / "1.0.0" / "da.html"
    page.rename(published.path / "da.html")
    assert _rules(published.check()) == ["frozen-files-are-kept"]
    page.symlink_to(published.path / "da.html")
    assert _rules(published.check()) == ["frozen-files-are-kept"]
    page.unlink()
    shutil.move(page.parent, published.path / "1.0.0")
    assert _rules(published.check()) == ["frozen-files-are-kept"]  # said once
    shutil.move(published.path / "1.0.0", page.parent)
    (published.path / "da.html").rename(page)
    published.write("fast/1.1.0/da.html", "en version til")
    assert published.check().stdout == ""


OTHERS = (FROZEN / "agreements" / "_beyond.yaml").read_text(encoding="utf-8")
_EVENT = OTHERS[
    OTHERS.index("  - id: aftalepapir-brugerrejser\n") : OTHERS.index("  - id: strategien-offentliggjort\n")
]


def _state(text: str, *causes: StatedChange, languages: tuple[str, ...] = ("da",)) -> State:
    """The agreements of the frozen data with these other sources, and what was stated and published."""
    value = read(text.encode(), "agreements/_beyond.yaml", Beyond).value
    assert value
    release = Release.model_construct(languages=languages, changes=())
    versions = Versions.model_construct(releases=(release,), upcoming=causes)
    return State(load_archive(FROZEN / "agreements"), value, versions)


def _cause(**about: str) -> StatedChange:
    return StatedChange(**about, cause="correction", note=Text(da="Vi havde læst forkert."))


@pytest.mark.parametrize(
    ("old", "new", "name", "explained", "unexplained"),
    [
        ("amount: 1,0 mio. kr.", "amount: 999,0 mio. kr.", "agreements, 2016-2020", {"agreement": "2016-2020"}, {"agreement": "2021"}),
        ("er dateret denne dag.\n", "er fra denne dag.\n", "events, aftalepapir-brugerrejser", {"initiative": "sammenhaengende-brugerrejser"}, {"initiative": "mit-overblik"}),
        (_EVENT, "", "events, aftalepapir-brugerrejser", {"agreement": "2016-2020"}, {"agreement": "2021"}),
        ("kind: press-release", "kind: official-news", "sources, em2016", {}, {"agreement": "2016-2020"}),
    ],
    ids=["amount", "event", "event taken out", "source"],
)  # fmt: skip
def test_a_change_of_what_other_sources_say_needs_a_cause(
    old: str, new: str, name: str, explained: dict[str, str], unexplained: dict[str, str]
) -> None:
    assert old in OTHERS
    before, text = _state(OTHERS), OTHERS.replace(old, new, 1)
    for causes in ((), (_cause(**unexplained),)):
        [problem] = unstated_of_others(before, _state(text, *causes))
        assert problem.file == "agreements/_beyond.yaml"
        assert (problem.line > 1) == bool(new)
        assert f"our record of {name}" in problem.message
    assert [*unstated_of_others(before, _state(text, _cause(**explained)))] == []
    # what is new needs none, and neither does what is as it was
    assert bool([*unstated_of_others(_state(text), before)]) == bool(new)


def test_english_of_other_sources_needs_a_cause_once_it_was_published() -> None:
    text = OTHERS.replace("is dated this day.", "has this date.", 1)
    assert [*unstated_of_others(_state(OTHERS), _state(text))] == []
    published = [_state(each, languages=("da", "en")) for each in (OTHERS, text)]
    assert len([*unstated_of_others(*published)]) == 1


def test_english_that_is_mended_with_its_danish_is_told_by_the_same_commit(repo: GitRepo) -> None:
    """No version held the English, so the record does not tell of it, nor does anything miss it there."""
    path = "agreements/_unread.yaml"
    text = (repo.path / path).read_text(encoding="utf-8")
    assert text.count("title: Tunnelpagten") == 1
    repo.write(path, text.replace("title: Tunnelpagten", "title: {da: Tunnelpagten, en: The tunnel pact}"))
    base = repo.commit()
    repo.write(path, text.replace("title: Tunnelpagten", "title: {da: Tunnelaftalen, en: The tunnel agreement}"))
    cause = "upcoming:\n  - {cause: correction, note: Et andet navn.}\n"
    repo.write("agreements/_versions.yaml", cause)
    repo.commit()
    assert repo.check(base).stdout == ""
