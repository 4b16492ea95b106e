"""What GitHub does with a pull request: events of each kind through the conditions and the scripts of the workflows.

The payloads in `events/` have the shape that GitHub documents, with people who do not exist. What GitHub itself does
with what we answer has not been tried; docs/security.md lists it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import GOLDEN, GitRepo
from test_github import WORKFLOWS, read
from test_github_scripts import BOT, FakeGitHub, Hub, packed

from generator.commands import main

EVENTS = Path(__file__).with_name("events")
MARKER = "<!-- aftalespor: impact -->"
PULL_REQUEST, COMMENT = (
    next(path for path in WORKFLOWS if path.stem == stem) for stem in ("pull-request", "impact-comment")
)


def event(name: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return payload


def value(expression: str, payload: dict[str, Any]) -> Any:
    """What `github.event.…` is in a workflow; null where there is no such thing, as GitHub has it."""
    keys = expression.removeprefix("github.event.").split(".")
    return reduce(lambda found, key: found.get(key) if isinstance(found, dict) else None, keys, payload)


def is_met(condition: str, payload: dict[str, Any]) -> bool:
    """Whether a condition of the form that ours have, comparisons joined by `&&`, holds for an event."""
    parts = [re.fullmatch(r"(\S+) (==|!=) '([^']*)'", part) for part in condition.split(" && ")]
    assert all(parts), condition
    return all((value(part[1], payload) == part[3]) == (part[2] == "==") for part in parts if part)


# ---- a pull request is opened, or has new commits


@pytest.mark.parametrize("name", sorted(path.stem for path in EVENTS.glob("pull-request-*.json")))
def test_the_checks_of_a_pull_request_run_whoever_sends_it(name: str) -> None:
    payload, workflow = event(name), read(PULL_REQUEST)
    types = (workflow["on"]["pull_request"] or {}).get("types", ["opened", "synchronize", "reopened"])  # GitHub's own
    assert payload["action"] in types
    assert all(is_met(job["if"], payload) for job in workflow["jobs"].values() if "if" in job)
    (inside,) = re.findall(r"\$\{\{ (\S+) \}\}", workflow["concurrency"]["group"])
    assert value(inside, payload) == 7  # a newer commit stops the checks of the older one, and of no other request


@pytest.fixture
def merged(tmp_path: Path) -> GitRepo:
    """The golden data on `main`, and a branch to change it on; `_pull` merges it as the checkout of a run is merged."""
    repo = GitRepo(tmp_path / "repo")
    shutil.copytree(GOLDEN / "agreements", repo.path / "agreements")
    repo.write("agreements/_versions.yaml", "upcoming: []\n")
    repo.commit()
    repo.git("switch", "--quiet", "--create", "patch-1")
    return repo


def _pull(repo: GitRepo) -> None:
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write("andet.txt", "main er kommet videre\n")
    repo.commit()
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "patch-1")


def _run(repo: GitRepo, target: str) -> Result:
    """A target of the Makefile as the workflow runs it, with the environment that the workflow gives."""
    steps = [step for job in read(PULL_REQUEST)["jobs"].values() for step in job["steps"]]
    env = next(step["env"] for step in steps if step.get("run", "").startswith(f"make {target}"))
    command = {
        "check": lambda: ["check", "--format", env["FORMAT"], "--since", env["SINCE"]],
        "impact": lambda: ["impact", env["BASE"], "--format", "markdown"],
    }[target]()
    return CliRunner().invoke(main, ["--agreements", str(repo.path / "agreements"), *command])


def _retitle(repo: GitRepo) -> None:
    path = repo.path / "agreements" / "b.yaml"
    text = path.read_text(encoding="utf-8")
    repo.write("agreements/b.yaml", text.replace("title: Pagten om broer", "title: Pagten om alle broer"))


CAUSE = "upcoming:\n  - {agreement: b, cause: correction, note: Vi havde læst forkert.}\n"


def test_of_data_only_each_sentence_is_told(merged: GitRepo) -> None:
    _retitle(merged)
    merged.write("agreements/_versions.yaml", CAUSE)
    _pull(merged)
    checked, told = _run(merged, "check"), _run(merged, "impact")
    assert (checked.exit_code, "::error" in checked.stdout) == (0, False)
    assert "Pagten om alle broer" in told.stdout


def test_of_data_without_a_cause_the_line_is_marked(merged: GitRepo) -> None:
    _retitle(merged)
    _pull(merged)
    checked = _run(merged, "check")
    assert checked.exit_code == 1
    assert re.match(r"::error file=agreements/b\.yaml,line=\d+,col=1,title=changes-are-explained::", checked.stdout)


def test_code_only_changes_no_sentence(merged: GitRepo) -> None:
    merged.write("generator/ny.py", '"""Nyt."""\n')
    _pull(merged)
    assert _run(merged, "check").exit_code == 0
    assert "ingen sætning" in _run(merged, "impact").stdout


# ---- the run is done, or is not


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(tmp_path)
    yield hub
    hub.close()


@dataclass(frozen=True)
class Answer:
    """`says` stands in the one comment that is written; `mends` where an older one is there."""

    says: str | None
    only_mends: bool = False
    impact: bool = False


ANSWERS = {
    "run-succeeded": Answer("- »Ny sætning«", impact=True),
    "run-succeeded-from-a-fork": Answer("- »Ny sætning«", impact=True),
    "run-failed-from-a-fork": Answer("ofte fordi en aftale har en fejl", only_mends=True),
    "run-awaits-approval": Answer("skal sige god for det"),
    "run-approved": Answer("- »Ny sætning«", impact=True),
    "run-timed-out": Answer("blev ikke færdig. Det siger intet om filerne", only_mends=True),
    "run-cancelled": Answer(None),
    "run-from-a-fork-that-is-gone": Answer(None),
    "run-of-a-push": Answer(None),
}


def test_an_answer_is_known_for_each_kind_of_run() -> None:
    assert {path.stem for path in EVENTS.glob("run-*.json")} == ANSWERS.keys()


@pytest.mark.parametrize("has_comment", [False, True])
@pytest.mark.parametrize("name", ANSWERS)
def test_each_kind_of_run_is_answered_in_one_comment(hub: Hub, name: str, has_comment: bool) -> None:
    payload, answer = event(name), ANSWERS[name]
    _know(hub, payload, answer, has_comment=has_comment)
    if is_met(read(COMMENT)["jobs"]["comment"]["if"], payload):
        hub.run("impact_comment.py", event=payload)
    if answer.says is None or (answer.only_mends and not has_comment):
        assert hub.written == []
        return
    [(method, _, body)] = hub.written
    assert method == ("PATCH" if has_comment else "POST")
    assert answer.says in " ".join(body["body"].split())
    assert ("har en fejl" in body["body"]) == (payload["workflow_run"]["conclusion"] == "failure")
    assert payload["workflow_run"]["html_url"] in body["body"]


def _know(hub: Hub, payload: dict[str, Any], answer: Answer, *, has_comment: bool) -> None:
    run = payload["workflow_run"]
    head = {"sha": run["head_sha"], "repo": run["head_repository"]}
    hub.knows("/pulls", [{"number": 7, "head": head, "base": {"repo": payload["repository"]}}])
    data = packed("- »Ny sætning«")
    found = [{"id": 5, "expired": False, "size_in_bytes": len(data)}] if answer.impact else []
    hub.knows(f"/actions/runs/{run['id']}/artifacts", {"artifacts": found})
    hub.knows("/actions/artifacts/5/zip", f"{hub.address}/store")
    FakeGitHub.answers["/store"] = data
    old = {"id": 201, "user": BOT, "body": f"{MARKER}\ngammel"}
    hub.knows("/issues/7/comments", [old] if has_comment else [])
