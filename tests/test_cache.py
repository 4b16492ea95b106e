"""What is kept on disk is only ever a saving: compiled templates, old versions, the last answer of a command."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, GitRepo, repriced
from faults import on_a_terminal
from jinja2 import Environment, FileSystemLoader

from generator import answers
from generator.cache import FOLDER, Cache
from generator.compiled import Compiled
from generator.loading import load
from generator.model.beside import FROZEN
from generator.reading import limits, yaml_text
from generator.record import past_versions
from generator.record.history import RecordChange
from generator.record.past_versions import maker
from generator.releasing.release import IDS


def test_compiled_templates_are_kept_and_what_is_broken_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "side.html").write_text("{{ 6 * 7 }}", encoding="utf-8")
    compiled: list[str] = []
    monkeypatch.setattr(Environment, "_compile", lambda _, *a: compiled.append(a[1]) or compile(*a, "exec"))

    def shown() -> str:
        environment = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=Compiled("test"), autoescape=True)
        return environment.get_template("side.html").render()

    assert {shown() for _ in range(2)} == {"42"}
    assert len(compiled) == 1
    [kept] = [path for path in (tmp_path / FOLDER).iterdir() if path.name != ".gitignore"]
    kept.write_bytes(kept.read_bytes()[:-1])
    assert shown() == "42"
    (tmp_path / "side.html").write_text("{{ 6 * 8 }}", encoding="utf-8")
    assert shown() == "48"
    assert len(compiled) == 3
    (tmp_path / ".git").mkdir()  # now anybody may have put it there
    assert shown() == "48"
    assert len(compiled) == 4


# ---- Versions that lie in the past: read once, and kept where nothing can go wrong by it.

PRICE = "amount: '12 mio. kr.'"


NEWEST = "16 mio"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden agreements, and five versions of one of them."""
    repo = GitRepo(tmp_path_factory.mktemp("versioner") / "repo")
    shutil.copytree(GOLDEN / "agreements", repo.path / "agreements")
    repo.commit()
    path = repo.path / "agreements" / "b.yaml"
    text = path.read_text(encoding="utf-8")
    for amount in ("13 mio", "14 mio", "15 mio", NEWEST):
        path.write_text(repriced(text, PRICE, f"amount: '{amount}. kr.'"), encoding="utf-8")
        repo.commit()
    return repo.path


@pytest.fixture
def repo(versions: Path, tmp_path: Path) -> GitRepo:
    return GitRepo(shutil.copytree(versions, tmp_path / "repo"))


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


CONTENTS = (
    b"", b"{}", b"[]", b"9" * 10_000, DEEP, b"[true,%s]" % DEEP, b'[1,null,"x"]', b'[true,"{}",[7]]',
    b'[true,{"a":1},null]', b"[null,null,null]", b'[true,"{}",[],[]]',
)  # fmt: skip


def test_a_cache_that_is_not_as_we_write_it_does_no_harm(repo: GitRepo, parses: list[str]) -> None:
    before = _record(repo)
    for content in CONTENTS:
        _forge(repo, content)
        assert _record(repo) == before, content
    parses.clear()
    assert _record(repo) == before  # and it was made anew
    assert parses == []


PARTS = ("7", '{"place": {"file": "/etc/passwd"}}', "[[", "[" * 100_000, '{"id": "b", "title": 7}')
INITIATIVES: tuple[list[str], ...] = ([], ["7"], ["{}"], ["[["], ["[" * 100_000])


def test_what_an_attacker_puts_into_a_version_must_hold_the_rules_of_today(repo: GitRepo) -> None:
    _record(repo)
    newest = repo.git("rev-parse", "HEAD")
    for forged in (*((part, None) for part in PARTS), *(("{}", each) for each in INITIATIVES)):
        _forge(repo, json.dumps([True, *forged]).encode())
        change = next(change for change in _record(repo) if change.revision.hash == newest)
        assert change.amendments == (), forged  # told as a version that cannot be read


def test_a_cache_that_is_changed_gone_or_cannot_be_written_does_no_harm(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _record(repo)
    file = _file(repo)
    sound = file.read_bytes()
    folder = file.parent
    for break_it in (
        lambda: file.write_bytes(sound[: len(sound) // 2]),
        lambda: file.write_bytes(sound.replace(NEWEST.encode(), b"99 mio")),
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
    _forge(repo, stored.replace(NEWEST.encode(), b"99 mio"))
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
    for huge in ("x" * limits.MAX_PAST_BYTES, "x," * limits.MAX_PAST_LINES, "x" * limits.MAX_FILE_BYTES):
        repo.write("agreements/b.yaml", f"{good}aliases: [{huge}]\n")
        repo.commit()
    repo.write("agreements/b.yaml", good)
    repo.commit()
    told = [change for change in _record(repo) if change not in before]
    assert parses == []
    assert [(change.agreement_id, bool(change.remark)) for change in told] == [("b", True)] * 3


# ---- What a command said last is said again only while all that it hangs on is as it was.

START = (
    "import sys; from generator.__main__ import start\n"
    "try: start()\n"
    "finally: sys.stdout and sys.stderr.write(f'\\n{\"pydantic\" not in sys.modules}')"
)


@dataclass
class Project:
    """A folder of snapshots, and the home of who asks about them."""

    path: Path
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def ask(self, *arguments: str, cwd: Path | None = None) -> tuple[bool, int, str, str]:
        """Whether the answer was kept; the exit code, stdout and stderr."""
        env = {**os.environ, "HOME": str(self.home), "PYTHONPATH": str(ROOT), **self.environment}
        command = [sys.executable, "-c", START, *arguments]
        done = subprocess.run(command, cwd=cwd or self.path, env=env, capture_output=True, text=True, check=False)
        said, _, kept = done.stderr.rpartition("\n")
        return kept == "True", done.returncode, done.stdout, said

    def files(self) -> list[Path]:
        return [path for path in (self.home / FOLDER).glob("*") if path.name != ".gitignore"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "projekt"
    shutil.copytree(ROOT / "tests" / "golden" / "agreements", folder / "agreements")
    (tmp_path / "hjem").mkdir()
    return Project(folder, tmp_path / "hjem")


@pytest.mark.parametrize(
    "command",
    [("diff", "a", "b"), ("diff", "a", "b", "--format", "json"), ("show", "hoejbro"), ("check",)],
    ids=" ".join,
)
def test_the_second_answer_is_the_first(project: Project, command: tuple[str, ...]) -> None:
    kept, *first = project.ask(*command)
    assert not kept
    assert project.ask(*command) == (True, *first)
    assert first[0] == (command[0] == "diff")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


A = "agreements/a.yaml"
CHANGES: Mapping[str, Callable[[Path], object]] = {
    "another word": lambda at: _put(at / A, "id: a\n"),
    "another file": lambda at: _put(at / "agreements" / "b.yml", ""),
    "another folder": lambda at: (at / "agreements" / "mere").mkdir(),
    "a version": lambda at: _put(at / FROZEN / "1.0.0" / IDS, "{}"),
    "a link": lambda at: (at / A).rename(at / "a.yaml") and (at / A).symlink_to(at / "a.yaml"),
    "a repository": lambda at: (at / ".git").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_change_the_answer_has_it_worked_out(
    project: Project, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.path)
    before = answers._made_from(["check"])
    assert before == answers._made_from(["check"]) != answers._made_from(["show", "a"])
    CHANGES[change](project.path)
    assert answers._made_from(["check"]) != before is not None


def test_another_program_is_not_believed(project: Project, tmp_path: Path) -> None:
    project.ask("check")
    other = shutil.copytree(ROOT / "generator", tmp_path / "andet" / "generator")
    project.environment["PYTHONPATH"] = str(other.parent)
    project.ask("check")
    assert project.ask("check")[0]
    (other / "wording" / "en.po").write_text("", encoding="utf-8")
    assert not project.ask("check")[0]


def test_what_is_broken_does_no_harm(project: Project) -> None:
    first = project.ask("show", "hoejbro")
    [path] = project.files()
    for content in (b"", b"0 0 ", path.read_bytes()[:-1]):
        path.write_bytes(content)
        assert project.ask("show", "hoejbro") == first
    assert project.ask("show", "hoejbro")[0]


@pytest.mark.parametrize("where", ["a file", "a closed folder", "a checkout", "the project itself"])
def test_where_nothing_can_be_kept_or_believed_nothing_is(project: Project, where: str) -> None:
    if where == "a file":
        (project.home / ".cache").write_text("", encoding="utf-8")
    elif where == "a closed folder":
        shutil.rmtree(project.home)
        project.home = Path("/dev/null")
    elif where == "a checkout":
        (project.home / ".git").mkdir()
    else:
        project.home = project.path
    given = {project.ask("show", "hoejbro") for _ in range(2)}
    assert [kept for kept, *_ in given] == [False]
    assert not (project.home / FOLDER).exists()


@pytest.mark.parametrize(
    "command", [("check", "--since", "HEAD"), ("diff", "a", "b", "--at", "HEAD"), ("diff", "a", "x")]
)
def test_what_asks_git_or_fails_is_worked_out_each_time(project: Project, command: tuple[str, ...]) -> None:
    assert not project.ask(*command)[0]
    assert project.files() == []


def test_an_answer_on_a_terminal_is_for_that_terminal(project: Project) -> None:
    plain = project.ask("show", "hoejbro")
    shown = [on_a_terminal("show", "hoejbro", cwd=project.path, HOME=str(project.home)) for _ in range(2)]
    assert shown[0] == shown[1] != plain[2]
    assert "\x1b[" in shown[0]
    assert project.ask("show", "hoejbro") == plain
    project.environment["COLUMNS"] = "40"
    assert project.ask("show", "hoejbro")[2] != plain[2]


def test_it_knows_where_published_ids_are() -> None:
    """It is written there again, as what knows takes long to load."""
    assert f"{FROZEN}/*/{IDS}" == answers.FROZEN_IDS
