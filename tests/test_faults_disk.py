"""A disk that is full, a folder that is read-only, a build that is killed, two at once: nothing is left half."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT, GitRepo
from faults import Answer, aftalespor, archive_repo, as_anybody, disk_full_after, run, run_apart, small_site, tree

PATIENCE = 60  # seconds; nothing here takes two on a quiet machine
# Every command that writes, but `site` and `verify --record`, and where.
WRITES = (
    ("pages", "--out", "ud"),
    ("new", "e", "--follows", "d"),
    ("freeze", "--note", "En prøve."),
    ("schema", "--out", "skema"),
)
NEW = "<h1"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    repo = archive_repo(tmp_path_factory.mktemp("disk") / "arkiv")
    cause = "{agreement: b, initiative: hoejbro, cause: correction, note: Læst forkert.}"
    repo.write("agreements/_versions.yaml", f"upcoming:\n  - {cause}\n")
    repo.write("skema/aftale.schema.json", "det gamle")
    repo.write("site_src/docs/index.md", "# Forside\n")
    repo.write(".gitignore", (ROOT / ".gitignore").read_text(encoding="utf-8"))
    repo.commit()
    return repo


@pytest.fixture
def archive(original: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shutil.copytree(original.path, tmp_path / "arkiv"))
    return tmp_path / "arkiv"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = small_site(tmp_path / "projekt")
    monkeypatch.chdir(project)
    return project


def _hook(project: Path, name: str, *lines: str) -> None:
    """Let MkDocs do *lines* in the middle of a build."""
    body = "\n".join(f"    {line}" for line in lines)
    text = f"import os, pathlib, signal, time\ndef {name}(*_, **__):\n{body}\n"
    (project / "hook.py").write_text(text, encoding="utf-8")


def _is_old(project: Path) -> bool:
    return (project / "site" / "index.html").read_text(encoding="utf-8") == "den gamle"


def _is_new(project: Path) -> bool:
    """Whether the new site is there whole, and nothing else beside it."""
    return (
        NEW in (project / "site" / "index.html").read_text(encoding="utf-8")
        and not (project / "site" / "rest.html").exists()
        and not [*project.glob(".site*")]
    )


# A full disk


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[0])
def test_on_a_full_disk_nothing_is_written_half(archive: Path, command: tuple[str, ...]) -> None:
    before = tree(archive)
    with disk_full_after(100):
        answer = run(*command)
    assert (answer.code, answer.crash) == (1, None)
    assert f"{os.strerror(errno.EFBIG)}. Mend it and try again." in answer.output
    assert tree(archive) == before
    again = run(*command)
    assert (again.code, again.crash) == (0, None), again.output
    assert tree(archive) != before


def test_on_a_full_disk_the_record_of_what_was_verified_stays(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("generator.commands.check"), "verify", lambda *_: ())
    (archive / "kilder").mkdir()
    command = ("verify", "--sources", "kilder", "--record")
    (archive / "agreements" / "_verified.yaml").write_text("texts: []\n", encoding="utf-8")
    before = tree(archive)
    with disk_full_after(10):
        answer = run(*command)
    assert (answer.code, answer.crash) == (1, None)
    assert tree(archive) == before
    assert run(*command).code == 0
    assert tree(archive) != before


# A folder that is read-only


def test_in_a_read_only_folder_what_only_reads_works_and_what_writes_says_so(archive: Path) -> None:
    prefix = as_anybody()
    small_site(archive)
    outside = archive.parent / "ud"
    reads = (
        ("check",), ("check", "--since", "HEAD"), ("diff", "a", "a", "--at", "foerste"), ("show", "hoejbro"),
        ("suggest", "b"), ("pages", "--require-history", "--out", str(outside)),
    )  # fmt: skip
    before = tree(archive)
    folders = [archive, *(path for path in archive.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        answers = run_apart([*reads, *WRITES, ("site",)], archive, *prefix)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    for command, answer in zip(reads, answers, strict=False):
        assert (answer.code, answer.crash) == (0, None), (command, answer)
    for command, answer in zip((*WRITES, ("site",)), answers[len(reads) :], strict=True):
        assert (answer.code, answer.crash) == (1, None), (command, answer)
        assert "Permission denied. Mend it and try again." in answer.output, command
    assert tree(archive) == before
    assert outside.is_dir()


# A build that is stopped


def _built(project: Path) -> Answer:
    (project / "hook.py").write_text("", encoding="utf-8")
    return run("site")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("raise SystemExit(3)", 3, ""),
        ("raise OSError(28, 'No space left on device', 'site/x.html')", 1, "site/x.html: No space left on device. Mend it"),
    ],
    ids=["as it may", "for want of room"],
)  # fmt: skip
def test_a_build_that_fails_leaves_the_last_one_and_nothing_beside_it(
    project: Path, line: str, code: int, told: str
) -> None:
    _hook(project, "on_page_markdown", line)
    answer = run("site")
    assert (answer.code, told in answer.output) == (code, True)
    assert _is_old(project)
    assert not [*project.glob(".site*")]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_build_that_is_stopped_in_the_middle_leaves_the_last_one(
    project: Path, number: signal.Signals, code: int
) -> None:
    _hook(project, "on_post_page", f"os.kill(os.getpid(), {int(number)})", "time.sleep(60)")
    process = aftalespor("site", cwd=project)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert "Traceback" not in told
    assert _is_old(project)
    assert bool([*project.glob(".site*")]) == (number == signal.SIGKILL)
    assert _built(project).code == 0
    assert _is_new(project)


KILLS: dict[str, tuple[tuple[str, ...], Callable[[Path], bool]]] = {
    "before two renames": (("site._put_in_place = kill",), _is_old),
    "between two renames": (
        (
            "rename, done = site.Path.rename, []",
            "def once(*a):",
            "    kill() if done else done.append(rename(*a))",
            "site.Path.rename = once",
        ),
        lambda project: not (project / "site").exists(),
    ),
    "after two renames": (
        ("put = site._put_in_place", "site._put_in_place = lambda *a: (put(*a), kill())"),
        lambda project: NEW in (project / "site" / "index.html").read_text(encoding="utf-8"),
    ),
}


def _killed(*lines: str) -> subprocess.CompletedProcess[bytes]:
    """Run *lines* in a process of its own, where `kill` is how it ends."""
    start = (
        "import os, signal, sys", "from generator.commands import main",
        "import generator.commands.site", "site = sys.modules['generator.commands.site']",
        "def kill(*_): os.kill(os.getpid(), signal.SIGKILL)",
    )  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", "\n".join((*start, *lines))],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "fails_then"),
    [*((moment, False) for moment in KILLS), ("between two renames", True)],
    ids=lambda value: value if isinstance(value, str) else "then fails" if value else "then built",
)
def test_a_build_that_is_killed_while_it_takes_its_place_is_mended_by_the_next(
    project: Path, moment: str, fails_then: bool
) -> None:
    patch, left = KILLS[moment]
    result = _killed(*patch, "main(['site'])")
    assert result.returncode == -signal.SIGKILL, result.stderr
    assert left(project)
    if fails_then:
        _hook(project, "on_page_markdown", "raise SystemExit(3)")
        assert run("site").code == 3
        assert (project / "site" / "index.html").is_file()
        assert not [*project.glob(".site*")]
    else:
        assert _built(project).code == 0
        assert _is_new(project)


def test_a_freeze_that_is_killed_halfway_is_told_of(archive: Path) -> None:
    """Its folder is there and its version is not; nothing else can tell whether to keep it."""
    result = _killed(
        "replace = site.Path.replace",
        "site.Path.replace = lambda a, b: kill() if b.name == '_versions.yaml' else replace(a, b)",
        "main(['freeze', '--note', 'En prøve.'])",
    )
    assert result.returncode == -signal.SIGKILL, result.stderr
    answer = run("freeze", "--check")
    assert answer.output.splitlines()[0].startswith("fast/1.0.0:1:1: frozen-pages-are-unchanged: no such version")
    shutil.rmtree(archive / "site_src" / "docs" / "fast" / "1.0.0")
    assert run("freeze", "--note", "En prøve.").code == 0
    assert run("freeze", "--check").output == ""


def test_where_the_site_is_a_link_what_it_leads_to_is_replaced(project: Path) -> None:
    web = project.parent / "web"
    (project / "site").rename(web)
    (project / "site").symlink_to(web)
    assert _built(project).code == 0
    assert (project / "site").is_symlink()
    assert _is_new(project)
    assert not [*project.parent.glob(".web*")]


def test_where_the_site_is_a_file_it_is_left(project: Path) -> None:
    shutil.rmtree(project / "site")
    (project / "site").write_text("en fil", encoding="utf-8")
    answer = run("site")
    assert (answer.code, answer.output) == (
        1, "aftalespor: site is not a folder. Remove it, or name another.\n",
    )  # fmt: skip
