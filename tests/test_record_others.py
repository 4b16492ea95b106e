"""What other sources say, and which agreements nobody has read: a change of either is an entry of the record."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import FROZEN, GitRepo, plain
from test_record import leaves, with_another

from generator.commands import main
from generator.exports import tables
from generator.feeds import feeds
from generator.loading import load
from generator.model.beside import Unread
from generator.model.beyond import Beyond
from generator.model.fields import Text
from generator.pages import site_files
from generator.record.amendments import Others, amendments_of_others
from generator.record.entries import RecordChange
from generator.record.sheets import Names
from generator.wording.translator import DANISH_T

BEYOND, UNREAD = "agreements/_beyond.yaml", "agreements/_unread.yaml"
SMALL, LARGE = "amount: 1,0 mio. kr.", "amount: 999,0 mio. kr."
CAUSE = "upcoming:\n  - agreement: '2016-2020'\n    cause: correction\n    note: Vi havde læst et tal forkert.\n"


@pytest.fixture
def repo(make_repo: Callable[[str], GitRepo]) -> GitRepo:
    """The frozen agreements with what other sources say of them, in one commit."""
    found = make_repo("andre")
    shutil.copytree(FROZEN / "agreements", found.path / "agreements")
    found.write("agreements/_versions.yaml", "upcoming: []\n")
    found.commit()
    return found


def _edit(repo: GitRepo, name: str, old: str, new: str) -> None:
    text = (repo.path / name).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if old in {SMALL, LARGE}:  # what is quoted says the same
        text = text.replace(f" {old.split()[1]} mio. kr. til initiativ", f" {new.split()[1]} mio. kr. til initiativ")
    repo.write(name, text)


def _told(repo: GitRepo) -> list[RecordChange]:
    return [change for change in load(repo.path / "agreements").record if change.of_others]


def _check(repo: GitRepo, since: str) -> Result:
    options = ["--agreements", str(repo.path / "agreements"), "check", "--frozen", str(repo.path / "fast")]
    return CliRunner().invoke(main, [*options, "--since", since])


def test_an_amount_of_another_source_is_asked_for_its_cause_and_corrected_in_public(repo: GitRepo) -> None:
    assert _told(repo) == []
    base = repo.git("rev-parse", "HEAD")
    _edit(repo, BEYOND, SMALL, LARGE)
    assert "changes-are-explained: our record of agreements, 2016-2020" in _check(repo, base).output
    repo.write("agreements/_versions.yaml", CAUSE)
    repo.commit()
    assert _check(repo, base).exit_code == 0

    [change] = _told(repo)
    assert (change.cause, change.note) == ("correction", Text(da="Vi havde læst et tal forkert."))
    [amount, quotation] = change.sentences(DANISH_T)
    assert re.search(r"ændret fra »[^«»]+: 1,0 mio\. kr\. i alt \(2020\)« til »[^«»]+: 999,0 mio\. kr\.", amount)
    assert "det gamle gengives ikke" in quotation
    edition = load(repo.path / "agreements")
    page = next(file.html for file in site_files(edition) if file.address == "rettelser/")
    assert f'id="{change.anchor}"' in page
    assert "(fra andre kilder)" in page
    feed = next(file.data.decode() for file in feeds(DANISH_T, edition) if file.path == "feeds/rettelser.xml")
    assert f"#{change.anchor}" in feed
    rows = [
        row
        for row in tables.corrections(edition).rows
        if str(row["id"]).rpartition("/")[0].endswith("/".join(change.ids))
    ]
    assert {(row["agreement"], row["cause"]) for row in rows} == {("2016-2020", "correction")}


def test_an_entry_of_a_snapshot_and_one_of_other_sources_are_told_apart(repo: GitRepo) -> None:
    """Also where one commit changes both of the same agreement."""
    _edit(repo, BEYOND, "faldt på plads en fredag i maj 2020", "faldt på plads på en fredag i maj 2020")
    _edit(repo, "agreements/2021.yaml", "To aftaler, en mellem", "To aftaler: en mellem")
    repo.commit()
    changes = [c for c in load(repo.path / "agreements").record if not c.is_first]
    assert [(c.agreement_id, c.of_others) for c in changes] == [("2021", False), ("2021", True)]
    assert changes[0].anchor != changes[1].anchor


def _committed(repo: GitRepo) -> list[RecordChange]:
    repo.commit()
    return _told(repo)


def test_what_is_new_is_no_entry_and_what_is_taken_out_is(repo: GitRepo) -> None:
    whole = (repo.path / BEYOND).read_text(encoding="utf-8")
    start = whole.index("  - id: aftalepapir-brugerrejser\n")
    end = whole.index("  - id: strategien-offentliggjort\n")
    repo.write(BEYOND, whole[:start] + whole[end:])
    [gone] = _committed(repo)
    assert gone.sentences(DANISH_T)[0].startswith("Begivenhed: fjernet »")
    repo.write(BEYOND, whole)
    assert len(_committed(repo)) == 1


def test_english_alone_is_told_once_a_version_held_it(repo: GitRepo) -> None:
    _edit(repo, BEYOND, "is dated this day.", "has this date.")
    assert _committed(repo) == []


def test_an_agreement_that_is_not_read_is_told_of_too(repo: GitRepo) -> None:
    base = repo.git("rev-parse", "HEAD")
    _edit(repo, UNREAD, "Økonomiaftalerne for 2020", "Økonomiaftalen for 2020")
    assert "our record of unread, 2020" in _check(repo, base).output
    [change] = _committed(repo)
    assert (change.agreement_id, change.title.da) == ("2020", "Økonomiaftalen for 2020")
    assert "ændret fra »Økonomiaftalerne for 2020« til »Økonomiaftalen for 2020«" in change.sentences(DANISH_T)[0]


def test_what_a_branch_says_of_other_sources_and_takes_back_is_refused(repo: GitRepo) -> None:
    base = repo.git("rev-parse", "HEAD")
    _edit(repo, BEYOND, SMALL, LARGE)
    repo.commit()
    _edit(repo, BEYOND, LARGE, SMALL)
    repo.commit()
    assert _check(repo, base).output.count("commits-leave-something") == 2


def test_an_entry_of_other_sources_may_not_be_rewritten(repo: GitRepo) -> None:
    repo.write("agreements/_versions.yaml", CAUSE)
    _edit(repo, BEYOND, SMALL, LARGE)
    repo.commit()
    published = repo.git("rev-parse", "HEAD")
    repo.git("commit", "--quiet", "--amend", "--message", "Noget andet")
    assert "record-is-kept" in _check(repo, published).output


@pytest.mark.parametrize(("name", "model"), [("_beyond", Beyond), ("_unread", Unread)])
def test_no_value_can_change_unsaid(name: str, model: type[Others]) -> None:
    """Whatever single value is changed, the record tells of it. A key that is added to the model must be told too."""
    tree = _one_of_each(plain((FROZEN / "agreements" / f"{name}.yaml").read_text(encoding="utf-8")))
    base = model.model_validate(tree)
    tried = 0
    for path in {_key(path): path for path in leaves(tree)}.values():
        other = with_another(tree, path, base)
        if other is None:
            continue
        tried += 1
        assert amendments_of_others(base, other, Names({}, {}, {}, {})), path
    assert tried > 20


def _key(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _one_of_each(tree: Any) -> Any:
    """*tree* with only the items of its lists that have a key which none before them has."""
    if isinstance(tree, dict):
        return {key: _one_of_each(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    keys: set[tuple[str, ...]] = set()
    kept = []
    for item in tree:
        of_item = {_key(path) for path in leaves(item)}
        if len(kept) < 2 or not of_item <= keys:
            keys |= of_item
            kept.append(_one_of_each(item))
    return kept
