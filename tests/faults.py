"""What the tests of faults share: a small archive in git, commands run in it, and what a folder held before."""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import GOLDEN, ROOT, GitRepo

from generator.commands import main

SITE = {
    "mkdocs.yml": "site_name: Prøve\ndocs_dir: docs\nplugins: []\ntheme: {name: mkdocs}\nhooks: [hook.py]\n",
    "hook.py": "",
    "docs/index.md": "# Ny\n",
    "site/index.html": "den gamle",
    "site/rest.html": "en side, der ikke findes mere",
}


@dataclass(frozen=True)
class Answer:
    """How a command ended: its code, what it printed, and what nobody caught, if anything."""

    code: int
    output: str
    crash: str | None = None


def run(*arguments: str) -> Answer:
    """Run a command in this process."""
    result = CliRunner().invoke(main, arguments)
    crash = result.exception if not isinstance(result.exception, SystemExit | None) else None
    return Answer(result.exit_code, result.output, repr(crash) if crash else None)


def run_apart(commands: Sequence[Sequence[str]], folder: Path, *prefix: str) -> list[Answer]:
    """Run commands one after another in one process of its own, started with *prefix*."""
    code = (
        f"import json, sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from dataclasses import astuple\nfrom faults import run\n"
        "print(json.dumps([astuple(run(*command)) for command in json.loads(sys.argv[1])]))"
    )
    result = subprocess.run(
        [*prefix, sys.executable, "-c", code, json.dumps(commands)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Answer(*answer) for answer in json.loads(result.stdout)]


def aftalespor(*arguments: str, cwd: Path, **environment: str) -> subprocess.Popen[str]:
    """A command in a process of its own, as from a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def on_a_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment}
    process = subprocess.Popen([sys.executable, "-m", "generator", *arguments], cwd=cwd, env=env, stdout=theirs)
    os.close(theirs)
    written = b""
    with suppress(OSError):  # how a terminal says that the other end is closed
        while data := os.read(ours, 4096):
            written += data
    os.close(ours)
    assert process.wait() == 0, written
    return written.decode()


def tree(folder: Path) -> Mapping[str, bytes | None]:
    """Every file and folder below *folder*, but for git's own and the cache, which nothing depends on."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not {".git", ".cache"} & {*path.relative_to(folder).parts}
    }


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """No file may grow beyond *size*; a write then fails as on a full disk, with another number."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def as_anybody() -> list[str]:
    """How to start a command that must heed the modes of files, which root need not."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root heeds no modes, and there is no setpriv to give that up")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def archive_repo(path: Path) -> GitRepo:
    """The golden agreements in git: an amount of 12 mio. kr. at `foerste`, 13 now."""
    repo = GitRepo(path)
    shutil.copytree(GOLDEN / "agreements", path / "agreements")
    repo.commit()
    repo.git("tag", "foerste")
    edit = path / "agreements" / "b.yaml"
    edit.write_text(edit.read_text(encoding="utf-8").replace("12 mio. kr.", "13 mio. kr."), encoding="utf-8")
    repo.commit()
    return repo


def small_site(path: Path) -> Path:
    """A project whose site is built in no time, with a site from before."""
    for name, text in SITE.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path
