"""`make site`: a site that cannot be built anew stays as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import GitRepo, project_clone


@pytest.fixture
def project(tmp_path: Path) -> GitRepo:
    clone = project_clone(tmp_path / "et 'projekt' #1 på 100%")
    clone.write("site/index.html", "den gamle")
    return clone


def _make(project: GitRepo) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", "site"], cwd=project.path, capture_output=True, text=True, check=False)


def test_a_build_that_succeeds_takes_its_place_whole(project: GitRepo) -> None:
    project.write("site/rest.html", "en side, der ikke findes mere")
    result = _make(project)
    assert result.returncode == 0, result.stderr
    site = project.path / "site"
    assert "den gamle" not in (site / "index.html").read_text(encoding="utf-8")
    assert not (site / "rest.html").exists()
    assert [path.name for path in project.path.glob(".site-*")] == []
