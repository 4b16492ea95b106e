"""Repositories with long histories of the five real snapshots, the same bytes each time, made with `git fast-import`."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_SHARED = ("_register.yaml", "_unread.yaml")
# What a version changes: the heading of an initiative, or the first line of what we say of it.
_LINE = re.compile(r"^    (?:title|summary):\n      da: (?:>-\n        )?([^'\"\n]*)$", re.MULTILINE)
_START = 1_577_836_800  # 2020-01-01; commits are an hour apart


def make(folder: Path, commits: int, every: int) -> Path:
    """A repository with *commits* commits, of which one in *every* changes a snapshot; returns its agreements.

    The others change other files. The snapshots, the register and what is unread come in with the first.
    """
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "fast-import", "--quiet", given=b"".join(_stream(commits, every)))
    git(folder, "reset", "--quiet", "--hard")
    return folder / "agreements"


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = [shutil.which("git") or "git", *arguments]
    return subprocess.run(command, cwd=folder, input=given, stdout=subprocess.PIPE, check=True).stdout


def _stream(commits: int, every: int) -> Iterator[bytes]:
    folder = ROOT / "agreements"
    texts = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("[!_]*.yaml"))}
    shared = {name: (folder / name).read_text(encoding="utf-8") for name in _SHARED}
    names = [name for name, text in texts.items() if _LINE.search(text)]
    for number in range(commits):
        if number == 0:
            changed = {f"agreements/{name}": text for name, text in {**texts, **shared}.items()}
        elif number % every == 0:
            version = number // every
            name = names[version % len(names)]
            texts[name] = _version(texts[name], version // len(names))
            changed = {f"agreements/{name}": texts[name]}
        else:
            changed = {f"docs/{number % 97}.md": f"Udgave {number}\n" * 20}
        yield _commit(number, changed)


def _version(text: str, version: int) -> str:
    """*text* with one line told otherwise; the next version changes another line."""
    lines = list(_LINE.finditer(text))
    line = lines[version % len(lines)]
    # A number with a name counts nothing, so no phrase has to hold it.
    changed = f"{re.sub(r' udgave nr. [0-9]+$', '', line[1])} udgave nr. {version}"
    return text[: line.start(1)] + changed + text[line.end(1) :]


def _commit(number: int, files: dict[str, str]) -> bytes:
    when = f"Prøve <proeve@example.org> {_START + number * 3600} +0000"
    parts = [b"commit refs/heads/main\n", f"committer {when}\n".encode(), b"data 3\nny\n\n"]
    for path, text in files.items():
        data = text.encode("utf-8")
        parts += [f"M 100644 inline {path}\ndata {len(data)}\n".encode(), data, b"\n"]
    return b"".join(parts)
