"""Versions that lie in the past: read once, and kept where nothing can go wrong by it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOLDEN, GitRepo, repriced

from generator.cache import FOLDER, Cache
from generator.loading import load
from generator.reading import limits, yaml_text
from generator.record import past_versions
from generator.record.entries import RecordChange
from generator.record.past_versions import maker

PRICE = "amount: '12 mio. kr.'"


@pytest.fixture
def repo(make_repo: Callable[[str], GitRepo]) -> GitRepo:
    """The golden agreements, and 30 versions of one of them."""
    found = make_repo("repo")
    shutil.copytree(GOLDEN / "agreements", found.path / "agreements")
    found.commit()
    found.day = 0
    path = found.path / "agreements" / "b.yaml"
    text = path.read_text(encoding="utf-8")
    for amount in range(13, 43):
        path.write_text(repriced(text, PRICE, f"amount: '{amount} mio. kr.'"), encoding="utf-8")
        found.commit()
    return found


def _record(repo: GitRepo) -> tuple[RecordChange, ...]:
    return load(repo.path / "agreements").record


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each text that YAML was read from, of versions that lie in the past."""
    texts: list[str] = []
    real = yaml_text.parse
    monkeypatch.setattr(past_versions.yaml_text, "parse", lambda text, file: (texts.append(text), real(text, file))[1])
    return texts


def _key(repo: GitRepo) -> str:
    """That of the newest version of b in the cache."""
    return f"version {repo.git('rev-parse', 'HEAD:agreements/b.yaml')}"


def _file(repo: GitRepo) -> Path:
    return repo.path / FOLDER / hashlib.sha256(_key(repo).encode()).hexdigest()


def _forge(repo: GitRepo, content: bytes) -> None:
    """As if we had written it: an attacker can make the seal too. What was told of the versions is gone."""
    for path in (repo.path / FOLDER).iterdir():
        path.unlink()
    Cache(repo.path, maker()).put(_key(repo), content)


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"9" * 10_000, DEEP, b"[true,%s]" % DEEP, b'[1,null,"x"]', b'[true,"{}",[7]]',
        b'[true,{"a":1},null]', b"[null,null,null]", b'[true,"{}",[],[]]',
    ],
    ids=range(11),
)  # fmt: skip
def test_a_cache_that_is_not_as_we_write_it_does_no_harm(repo: GitRepo, content: bytes, parses: list[str]) -> None:
    before = _record(repo)
    _forge(repo, content)
    assert _record(repo) == before
    parses.clear()
    assert _record(repo) == before  # and it was made anew
    assert parses == []


@pytest.mark.parametrize(
    "part", ["7", '{"place": {"file": "/etc/passwd"}}', "[[", "[" * 100_000, '{"id": "b", "title": 7}']
)
@pytest.mark.parametrize("initiatives", [None, [], ["7"], ["{}"], ["[["], ["[" * 100_000]])
def test_what_an_attacker_puts_into_a_version_must_hold_the_rules_of_today(
    repo: GitRepo, part: str, initiatives: list[str] | None
) -> None:
    _record(repo)
    _forge(repo, json.dumps([True, part, initiatives]).encode())
    change = next(change for change in _record(repo) if change.revision.hash == repo.git("rev-parse", "HEAD"))
    assert change.amendments == ()  # told as a version that cannot be read


def test_a_cache_that_is_changed_gone_or_cannot_be_written_does_no_harm(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _record(repo)
    file = _file(repo)
    sound = file.read_bytes()
    folder = file.parent
    for break_it in (
        lambda: file.write_bytes(sound[: len(sound) // 2]),
        lambda: file.write_bytes(sound.replace(b"42 mio", b"99 mio")),
        lambda: (shutil.rmtree(folder), folder.write_text("en fil", encoding="utf-8")),
        lambda: (folder.unlink(), file.mkdir(parents=True)),
    ):
        break_it()
        assert _record(repo) == before
    shutil.rmtree(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert _record(repo) == before


def test_a_cache_that_came_with_the_checkout_is_let_alone(repo: GitRepo, parses: list[str]) -> None:
    """A pull request could bring one in, and tell through it of changes that nobody made."""
    before = _record(repo)
    stored = Cache(repo.path, maker()).get(_key(repo)) or b""
    _forge(repo, stored.replace(b"42 mio", b"99 mio"))
    assert _record(repo) != before  # the seal is no secret
    forged = _file(repo).read_bytes()
    repo.git("add", "--force", str(_file(repo)))
    parses.clear()
    assert _record(repo) == before
    assert parses
    assert _file(repo).read_bytes() == forged


def test_a_huge_version_that_is_gone_again_costs_nothing_and_is_told_as_one_that_cannot_be_read(
    repo: GitRepo, parses: list[str]
) -> None:
    good = (repo.path / "agreements" / "b.yaml").read_text(encoding="utf-8")
    before = _record(repo)
    parses.clear()
    repo.day = 0
    for huge in ("x" * limits.MAX_PAST_BYTES, "x," * limits.MAX_PAST_LINES, "x" * limits.MAX_FILE_BYTES):
        repo.write("agreements/b.yaml", f"{good}aliases: [{huge}]\n")
        repo.commit()
    repo.write("agreements/b.yaml", good)
    repo.commit()
    told = [change for change in _record(repo) if change not in before]
    assert parses == []
    assert [(change.agreement_id, bool(change.remark)) for change in told] == [("b", True)] * 3
