"""What it costs to read the record of our own changes, against git alone on the same repository.

All in seconds of the processor. Run it with `.venv/bin/python bench/history.py`; give a number of commits to leave the larger repositories out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from history_repo import git, make

from generator.loading import _load, _past
from generator.reading.yaml_text import parse
from generator.record.blob_cache import BlobCache
from generator.record.building import record
from generator.record.history import read_history

T = TypeVar("T")
# Commits, and one in how many of them changes a snapshot.
REPOSITORIES = ((1_000, 2), (10_000, 20), (10_000, 2))
RUNS = 5
HEADING = (
    "| commits | versions | git alone | our record | ratio | the same, kept | parse and compare, kept | in all, kept "
    "| in all, first time | first time, whole texts |"
)


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(HEADING, "|".join(["---"] * HEADING.count(" | ")).join("||"), sep="\n")
    for commits, every in REPOSITORIES:
        if commits <= most:
            with tempfile.TemporaryDirectory() as folder:
                print(row(make(Path(folder) / "r", commits, every), commits), flush=True)


def row(agreements: Path, commits: int) -> str:
    alone, ours = [], []
    for _ in range(RUNS):  # by turns, so that other work on the machine falls on both
        seconds, blobs = timed(lambda: by_git(agreements))
        alone.append(seconds)
        ours.append(timed(partial(by_us, agreements, blobs))[0])
    archive, _, versions, _ = _load(agreements, None)

    def everything() -> tuple[float, float, float]:
        start = clock()
        kept = BlobCache(agreements)
        history = read_history(agreements, None, kept.agreement_id)
        read = clock()
        record(_past(agreements, history, versions, kept), versions, archive)
        compared = clock()
        kept.save()
        return read - start, compared - read, clock() - start

    first = everything()[2]
    kept = [min(times) for times in zip(*(everything() for _ in range(RUNS)), strict=True)]
    whole = timed_whole(agreements, blobs)
    ratio = min(ours) / min(alone)
    shown = (min(alone), min(ours), f"{ratio:.2f}", *kept, first, whole)
    cells = [f"{cell:.2f} s" if isinstance(cell, float) else cell for cell in shown]
    return f"| {commits:,} | {len(blobs):,} | {' | '.join(cells)} |"


def by_git(agreements: Path) -> list[str]:
    """What git itself needs: `git log --raw` and `git cat-file --batch`."""
    log = git(
        agreements, "log", "--raw", "--no-abbrev", "--no-renames", "-c", "--format=commit %H %cI", "--", "."
    ).decode()
    blobs = {blob for line in log.splitlines() if line.startswith(":") for blob in line.split()[2:4]}
    found = sorted(blobs - {"0" * 40})
    git(agreements, "cat-file", "--batch", given="\n".join(found).encode() + b"\n")
    return found


def by_us(agreements: Path, blobs: list[str]) -> None:
    """The record with the content of every version, and nothing kept from the time before."""
    contents: dict[str, int] = {}

    def id_of(blob: str, read: Callable[[], bytes]) -> str:
        data = read()
        contents[blob] = len(data)
        return data.split(b"\n", 2)[1].decode()

    history = read_history(agreements, None, id_of)
    assert history.missing is None
    assert len(contents) >= len(blobs) - 1  # the register is none of them


def timed_whole(agreements: Path, blobs: list[str]) -> float:
    """What reading the text of every version whole would cost, from 20 of them."""
    few = blobs[:: max(1, len(blobs) // 20)]
    texts = [git(agreements, "cat-file", "blob", blob).decode() for blob in few]
    return timed(lambda: [parse(text, "") for text in texts])[0] * len(blobs) / len(few)


def clock() -> float:
    """Seconds of the processor, git's too: other work on the machine makes them no more."""
    return sum(os.times()[:4])


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = clock()
    result = work()
    return clock() - start, result


if __name__ == "__main__":
    main()
