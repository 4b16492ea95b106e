"""What it costs to read the record of our own changes, and to check a change, against git alone on the same repository.

All in seconds of the processor. Run it with `.venv/bin/python bench/history.py`; give a number of commits to leave the larger repositories out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from history_repo import git, make

from generator.commands import main as aftalespor
from generator.data_folder import load_all
from generator.loading import load

# Commits, and one in how many of them changes a snapshot.
REPOSITORIES = ((1_000, 2), (10_000, 20), (10_000, 2))
RUNS = 3
HEADING = (
    "| commits | versions | git alone | load, first time | load, kept | the snapshots of both sides "
    "| check --since, 5 versions back | of it the history | to git alone: the history | all of it |"
)
MOST_LOADED = 1_000  # versions that are parsed for the columns of load, some 20 ms each


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(HEADING, "|".join(["---"] * (HEADING.count(" | ") + 1)).join("||"), sep="\n")
    for commits, every in REPOSITORIES:
        if commits <= most:
            with tempfile.TemporaryDirectory() as folder:
                print(row(make(Path(folder) / "r", commits, every), commits, every), flush=True)


def row(agreements: Path, commits: int, every: int) -> str:
    since = f"HEAD~{5 * every}"
    works: tuple[Callable[[], object], ...] = (
        lambda: by_git(agreements),
        lambda: (load_all(agreements), load_all(agreements, since)),
        lambda: checked(agreements, since),
    )
    # By turns, so that other work on the machine falls on all of them.
    alone, both, check = (min(times) for times in zip(*(map(timed, works) for _ in range(RUNS)), strict=True))
    versions = by_git(agreements)
    loads = [timed(lambda: load(agreements)) for _ in range(2)] if versions <= MOST_LOADED else []
    first, kept = (f"{seconds:.2f} s" for seconds in loads) if loads else ("–", "–")
    history = check - both
    cells = (f"{commits:,}", f"{versions:,}", f"{alone:.2f} s", first, kept)
    return f"| {' | '.join(cells)} | {both:.2f} s | {check:.2f} s | {history:.2f} s | {history / alone:.2f} | {check / alone:.2f} |"


def by_git(agreements: Path) -> int:
    """What git itself needs for every version: `git log --raw --full-history` and `git cat-file --batch`."""
    log = git(
        agreements, "log", "--raw", "--full-history", "--no-abbrev", "--no-renames", "-c", "--format=%H", "--", "."
    ).decode()  # fmt: skip
    blobs = {blob for line in log.splitlines() if line.startswith(":") for blob in line.split()[2:4]}
    versions = sorted(blobs - {"0" * 40})
    git(agreements, "cat-file", "--batch", given="\n".join(versions).encode() + b"\n")
    return len(versions)


def checked(agreements: Path, since: str) -> None:
    """Every change is unexplained, which costs most; what is printed goes nowhere."""
    with Path(os.devnull).open("w") as nowhere:
        before, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), nowhere, nowhere
        try:
            aftalespor(["--agreements", str(agreements), "check", "--since", since], standalone_mode=False)
        except SystemExit:
            pass
        finally:
            sys.stdout, sys.stderr = before


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor, git's too: other work on the machine makes them no more."""
    before = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - before


if __name__ == "__main__":
    main()
