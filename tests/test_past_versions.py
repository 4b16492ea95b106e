"""Versions that lie in the past: read in parts as if read whole, once, and kept where nothing can go wrong by it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import git
import pytest
from conftest import AGREEMENTS, GOLDEN, GitRepo, repriced
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading import load
from generator.reading import past_versions
from generator.reading.past_versions import PlainReader, Reviver
from generator.record import blob_cache, history
from generator.record.building import RecordChange

PRICE = "amount: '12 mio. kr.'"
FILES = sorted([*AGREEMENTS.glob("*.yaml"), *(GOLDEN / "agreements").glob("*.yaml")])
# Lines that end, open or hide what they stand in.
BREAKING = (
    "---", "...", "%YAML 1.2", "initiatives:", "  - id: x", "  - ", "  - [a", "  - 'a", "# x", "  # x", "", "\t", "id: x",
    "'", '"', "]", "}", "    note: >-", "    note: |+", "    note: '", '    note: "', "    note: [", "  x: y",
    "initiatives: []", "place: x", "cut-out-here", "    z: *a", " - x", "      løs tekst", "\x85", "- x", "initiatives: # x",
)  # fmt: skip


def _whole(data: bytes) -> tuple[object, bool]:
    """As it is read when it is not cut."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(past_versions, "_cut", lambda _: None)
        plain = PlainReader().plain(data)
    return plain.tree, plain.is_sound


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_text_in_parts_is_the_text(path: Path) -> None:
    plain = PlainReader().plain(path.read_bytes())
    assert (plain.tree, plain.is_sound) == _whole(path.read_bytes())
    assert (plain.initiatives is None) == path.name.startswith("_")  # what has initiatives was cut


TEXT = re.sub(
    r"(?m)^    (facts|aliases|note):.*\n(      .*\n)*",
    "",
    (GOLDEN / "agreements" / "b.yaml").read_text("utf-8"),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, TEXT.count("\n")), st.sampled_from(BREAKING)), min_size=1, max_size=4)
)
def test_no_line_anywhere_makes_the_parts_another_text(changes: list[tuple[int, str]]) -> None:
    lines = TEXT.split("\n")
    for at, line in changes:
        lines.insert(at, line)
    data = "\n".join(lines).encode()
    plain = PlainReader().plain(data)
    assert (plain.tree, plain.is_sound) == _whole(data)


def test_a_quotation_that_looks_like_the_list_is_no_list() -> None:
    for text in (
        'summary: "a\ninitiatives:\n  - id: x\nb"\ninitiatives:\n  - id: y\n',
        "summary: [a,\ninitiatives:\n  - id: x\n]\nid: y\n",
        "initiatives:\n  - id: x\n    note: 'a\n  - id: y\n    note: b'\n",
        "summary: >-\n  a\n  initiatives:\n  - id: x\ninitiatives:\n  - id: y\n",
    ):
        plain = PlainReader().plain(text.encode())
        assert (plain.tree, plain.is_sound) == _whole(text.encode()), text


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
def parses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The size of each text that YAML was read from, of versions that lie in the past."""
    sizes: list[int] = []
    real = past_versions.parse
    monkeypatch.setattr(
        past_versions, "parse", lambda text, file: (sizes.append(len(text)), real(text, file))[1]
    )
    return sizes


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What git was started for."""
    started: list[str] = []
    real = git.Git.execute

    def execute(self: git.Git, command: list[str], *rest: object, **more: object) -> object:
        started.append(next(word for word in command[1:] if not word.startswith("-") and "=" not in word))
        return real(self, command, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(git.Git, "execute", execute)
    return started


def test_what_versions_share_is_read_once_and_then_never_again(repo: GitRepo, parses: list[int]) -> None:
    edition = load(repo.path / "agreements")
    before = edition.record
    assert len(before) > 30
    each = [1 + len(agreement.initiatives) for agreement in edition.archive.agreements]
    # The frame and the initiatives of each, and one of them for each later version.
    assert len(parses) <= sum(each) + len(before) - len(each)
    parses.clear()
    assert _record(repo) == before
    assert parses == []
    assert repo.git("status", "--porcelain", "--ignored", "agreements", ".cache") == "!! .cache/"


def test_no_version_costs_a_process_and_none_is_fetched_twice(
    repo: GitRepo, processes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    real = history._content
    monkeypatch.setattr(history, "_content", lambda repo, blob: (fetched.append(blob), real(repo, blob))[1])
    record = _record(repo)
    assert len(processes) <= 10, processes
    assert len(fetched) == len(set(fetched)) == len(record)
    fetched.clear()
    _record(repo)
    assert fetched == []


def test_shared_initiatives_are_one_value(repo: GitRepo) -> None:
    reader, reviver = PlainReader(), Reviver()
    texts = [repo.git("show", f"HEAD~{n}:agreements/b.yaml").encode() + b"\n" for n in range(2)]
    new, old = (reviver.agreement(reader.plain(text))[0] for text in texts)
    assert old is not None
    assert new is not None
    same = [one is other for one, other in zip(new.initiatives, old.initiatives, strict=True)]
    assert same.count(False) == 1


def _file(repo: GitRepo) -> Path:
    return repo.path / ".cache" / "aftalespor" / "versions.json"


def _sealed(text: bytes) -> bytes:
    """*text* as if we had written it: an attacker can make the seal too."""
    return f"{blob_cache._seal(text)}\n".encode() + text


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xff\xfe\x00",
        bytes(range(256)) * 40,
        b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x8c\x04exit\x93)R.",  # a pickle
        b"0" * 16 + b" " + hashlib.sha256(b"{}").hexdigest().encode() + b"\n{}",  # of another version of the program
        _sealed(b"{}"),
        _sealed(b"[]"),
        _sealed(b"9" * 10_000),
        _sealed(DEEP),
        _sealed(b'{"parts":' + DEEP + b',"versions":{}}'),
        _sealed(b'{"parts":[1,null,"x"],"versions":{}}'),
        _sealed(b'{"parts":{"a":1},"versions":[]}'),
        _sealed(b'{"parts":[],"versions":{"a":["b",true,true,[7]]}}'),
        _sealed(b'{"parts":[],"versions":{"a":7}}'),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_cache_that_is_not_as_we_write_it_does_no_harm(repo: GitRepo, content: bytes) -> None:
    before = _record(repo)
    _file(repo).write_bytes(content)
    assert _record(repo) == before
    assert len(json.loads(_file(repo).read_bytes().partition(b"\n")[2])["versions"]) > 30  # and is made anew


def test_a_cache_that_is_cut_off_changed_gone_or_cannot_be_written_does_no_harm(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _record(repo)
    sound = _file(repo).read_bytes()
    folder = _file(repo).parent
    for break_it in (
        lambda: _file(repo).write_bytes(sound[: len(sound) // 2]),
        lambda: _file(repo).write_bytes(sound.replace(b"13 mio", b"99 mio")),
        lambda: _file(repo).unlink(),
        lambda: shutil.rmtree(folder),
        lambda: (shutil.rmtree(folder), folder.write_text("en fil", encoding="utf-8")),
        lambda: (folder.unlink(), _file(repo).mkdir(parents=True)),
        lambda: (shutil.rmtree(folder.parent), folder.parent.write_text("en fil", encoding="utf-8")),
    ):
        break_it()
        assert _record(repo) == before
    folder.parent.unlink()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(blob_cache.tempfile, "mkstemp", full)
        assert _record(repo) == before
    assert list(folder.iterdir()) == [folder / ".gitignore"]


def test_what_an_attacker_puts_into_a_version_must_hold_the_rules_of_today(repo: GitRepo) -> None:
    """Only values can come in, and they are checked as those of a file are."""
    _record(repo)
    _, _, text = _file(repo).read_bytes().partition(b"\n")
    kept = json.loads(text)
    blob = repo.git("rev-parse", "HEAD:agreements/b.yaml")
    for evil in (
        {"place": {"file": "/etc/passwd"}},
        {"__class__": "x", "id": ["b"]},
        {"id": "b", "initiatives": 7},
    ):
        kept["parts"].append(evil)
        kept["versions"][blob] = ["b", True, True, [len(kept["parts"]) - 1]]
        _file(repo).write_bytes(_sealed(json.dumps(kept).encode()))
        found = [change for change in _record(repo) if change.revision.hash == repo.git("rev-parse", "HEAD")]
        assert [change.amendments for change in found] == [()]  # told as a version that cannot be read


def test_a_cache_that_came_with_the_checkout_is_let_alone(repo: GitRepo, parses: list[int]) -> None:
    """A pull request could bring one in, and tell through it of changes that nobody made."""
    before = _record(repo)
    forged = _file(repo).read_bytes().partition(b"\n")[2].replace(b"13 mio", b"99 mio")
    _file(repo).write_bytes(_sealed(forged))
    assert _record(repo) != before  # the seal is no secret
    repo.git("add", "--force", ".cache/aftalespor/versions.json")
    parses.clear()
    assert _record(repo) == before
    assert parses
    assert _file(repo).read_bytes() == _sealed(forged)


def test_the_cache_does_not_grow_without_end(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _record(repo)
    whole = _file(repo).stat().st_size
    _file(repo).unlink()
    monkeypatch.setattr(blob_cache, "MOST_BYTES", whole - 1000)
    assert _record(repo) == before
    assert 0 < _file(repo).stat().st_size < whole
    assert _record(repo) == before
    _file(repo).write_bytes(b"x" * 2 * whole)
    assert _record(repo) == before
