"""What GitHub runs and shows: the workflows, the forms, the owners. Their text is ours to keep right; GitHub is not here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN, ROOT, project_copy
from ruamel.yaml import YAML

from generator.model.beside import FROZEN

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# Every job that may write, and what. A line here is a decision.
MAY_WRITE = {
    ("impact-comment.yml", "comment"): {"pull-requests"},
    ("deploy.yml", "deploy"): {"pages", "id-token"},
    ("nightly.yml", "issue"): {"issues"},
}


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    return content


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_zizmor_finds_nothing() -> None:
    """Also what only a pedant would mind. An exception is written, with its reason, where it is made."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--persona=pedantic", "--strict-collection", "--no-progress", ROOT]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    for path in WORKFLOWS:
        assert f"completed {path}" in result.stderr


def test_each_action_is_pinned_by_one_hash_with_its_version() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                match = re.fullmatch(r" +(?:- )?uses: (\S+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line)
                assert match, line
                pins.setdefault(match[1], set()).add(match[2])
    assert pins
    assert {action: len(hashes) for action, hashes in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_may_do_more_than_it_says(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = {scope for scope, right in job["permissions"].items() if right == "write"}
        assert writes == MAY_WRITE.get((path.name, name), set()), name
        assert job["timeout-minutes"] <= 45


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_runs_runs_here(path: Path) -> None:
    """Each command is one target of the Makefile, and takes nothing from GitHub but by the environment."""
    for step in steps(path):
        assert ("run" in step) != ("uses" in step)
        if "run" in step:
            match = re.fullmatch(r'make ([a-z-]+)(?: \| tee impact\.md >> "\$GITHUB_STEP_SUMMARY")?', step["run"])
            assert match, step["run"]
            assert match[1] in targets(), match[1]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_token_is_left_for_what_runs_later(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        if "GITHUB_TOKEN" in step.get("env", {}):
            assert step["run"] in ("make impact-comment", "make live-issue")


def test_the_site_is_built_with_the_whole_history() -> None:
    for name in ("deploy.yml", "pull-request.yml"):
        job = next(
            job
            for job in read(GITHUB / "workflows" / name)["jobs"].values()
            if any(step.get("run") == "make site" for step in job["steps"])
        )
        assert job["steps"][0]["with"]["fetch-depth"] == 0


def test_a_deploy_under_a_name_that_nobody_holds_is_refused_in_words(tmp_path: Path) -> None:
    """As deploy.yml builds it: with the address that Pages gives, and what else mkdocs.yml says."""
    project = project_copy(tmp_path / "projekt", GOLDEN / "agreements")
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://en-ejer.github.io/aftalespor/"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(project / "mkdocs.yml")]
    refused = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "as authority in mkdocs.yml or in the environment." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (project / "site").exists()


def test_the_workflow_that_may_write_runs_none_of_the_pull_request() -> None:
    """Its checkout names no ref, so it is of the default branch; it follows the workflow by its right name."""
    path = GITHUB / "workflows" / "impact-comment.yml"
    workflow = read(path)
    assert set(workflow["on"]) == {"workflow_run"}
    assert workflow["on"]["workflow_run"]["workflows"] == [read(GITHUB / "workflows" / "pull-request.yml")["name"]]
    for step in steps(path):
        assert not {"ref", "repository"} & step.get("with", {}).keys()
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in "".join(p.read_text(encoding="utf-8") for p in WORKFLOWS)


def test_a_pull_request_is_compared_with_what_it_is_merged_into() -> None:
    """The checkout is the merge; `base.sha` is older when main has moved on, and others' changes would be shown too."""
    path = GITHUB / "workflows" / "pull-request.yml"
    assert "base.sha" not in path.read_text(encoding="utf-8")
    environments = [step.get("env", {}) for step in steps(path)]
    assert [e[key] for e in environments for key in ("SINCE", "BASE") if key in e] == ["HEAD^1"] * 2
    for job in read(path)["jobs"].values():
        if any({"SINCE", "BASE"} & step.get("env", {}).keys() for step in job["steps"]):
            assert job["steps"][0]["with"]["fetch-depth"] == 0
            assert "ref" not in job["steps"][0]["with"]


def test_what_a_pull_request_is_checked_with_is_nothing_that_a_run_of_it_saved() -> None:
    """The seal of the cache is no secret, so an earlier push could have it say what never was in a commit."""
    jobs = read(GITHUB / "workflows" / "pull-request.yml")["jobs"]
    used = {
        name: [s["uses"].partition("@")[0] for s in job["steps"] if "cache" in str(s)] for name, job in jobs.items()
    }
    assert used == {"data": [], "test": [], "site": ["actions/cache/restore"]}


def test_the_job_that_reads_the_web_is_not_the_one_that_writes_the_issue() -> None:
    """What it found comes in a folder of its own, so that it cannot take the place of a script with a token."""
    jobs = read(GITHUB / "workflows" / "nightly.yml")["jobs"]
    runs = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}
    assert runs == {"sources": ["make live-check"], "issue": ["make live-issue"]}
    assert jobs["issue"]["needs"] == "sources"
    [upload] = [s for s in jobs["sources"]["steps"] if "upload-artifact" in s.get("uses", "")]
    [download] = [s for s in jobs["issue"]["steps"] if "download-artifact" in s.get("uses", "")]
    assert upload["with"]["name"] == download["with"]["name"]
    folder = download["with"]["path"]
    assert not (ROOT / folder).exists()
    assert jobs["issue"]["steps"][-1]["env"]["REPORT"] == f"{folder}/{upload['with']['path']}"


def test_the_scripts_with_a_token_need_nothing_installed() -> None:
    """They run on the system's Python, so that no package stands between the token and GitHub."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("impact-comment", "live-issue"):
        assert re.search(rf"^{name}: #.*\n\t@\$\(PYTHON\) .github/tools/", makefile, re.MULTILINE)
    for script in ("github.py", "impact_comment.py", "live_issue.py"):
        text = (ROOT / ".github" / "tools" / script).read_text(encoding="utf-8")
        names = re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)
        assert set(names) - {"github"} <= sys.stdlib_module_names


def test_a_change_of_what_was_published_is_asked_of_both_and_shows() -> None:
    owners = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert f"/{FROZEN}/  @aftalespor/data @aftalespor/kode" in owners
    sums = f"{FROZEN}/1.0.0/SHA256SUMS"
    attributes = ["git", "check-attr", "linguist-generated", "text", "--", sums]
    told = subprocess.run(attributes, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == f"{sums}: linguist-generated: unset\n{sums}: text: unset\n"


def test_the_hooks_before_a_commit_run_what_is_here() -> None:
    hooks = [hook for repo in read(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert hooks
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert hook["language"] == "system"
        if program == "make":
            assert arguments[0] in targets()
        else:
            assert shutil.which(ROOT / program), program
