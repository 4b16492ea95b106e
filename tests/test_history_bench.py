"""The repositories that the history is measured on: the same each time, and such that every version can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

sys.path.append(str(ROOT / "bench"))

import history_repo

from generator.loading import load
from generator.record.git_history import OTHERS


def test_the_same_commits_each_time_and_each_version_is_told(tmp_path: Path) -> None:
    one, other = (history_repo.make(tmp_path / name, commits=41, every=2) for name in ("en", "to"))
    heads = {subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=folder) for folder in (one, other)}
    assert len(heads) == 1
    edition = load(one)
    snapshots = [*(ROOT / "agreements").glob("[!_]*.yaml")]
    assert len([step for step in edition.history.steps if step.agreement_id not in OTHERS]) == len(snapshots) + 20
    told = [change for change in edition.record if not change.is_first]
    assert len(told) == 20
    assert all(change.amendments for change in told)  # nothing that could not be read
