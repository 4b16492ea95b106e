"""What programs of others make of our files; docs/readers.md tells of those that no test can run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.exports import exports, paths
from generator.model.archive import Archive
from generator.publishing.edition import Edition, Site
from generator.record.history import History

NODE = ROOT / ".github" / "tools" / "node"
URL = "https://spor.example/dk/"


@pytest.fixture(scope="module")
def edition(golden: Archive) -> Edition:
    return Edition(golden, History(None, None), site=Site(URL))


def node(*command: str | Path, text: str = "") -> str:
    """What a program for Node says of *text*; one that fails is a failure."""
    program = shutil.which("node")
    if program is None or not (NODE / "node_modules").exists():
        pytest.skip("no Node tools; `make node-tools` installs them (needs Node)")
    env = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    result = subprocess.run(
        [program, *command], cwd=NODE, env=env, input=text, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_redocly_finds_no_error_in_the_description_of_the_json_documents(
    edition: Edition, tmp_path: Path
) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(exports(edition).files[paths.OPENAPI].data)
    redocly = NODE / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
    said: dict[str, Any] = json.loads(
        node(redocly, "lint", "--extends=recommended", "--format=json", file) or "{}"
    )
    assert said["totals"]["errors"] == 0
