"""The two scripts that hold a token, against a GitHub of our own that refuses what it does not know."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import ROOT

BOT = {"login": "github-actions[bot]"}
SHA = "a" * 40
COMMENTS = "/repos/aftalespor/aftalespor/issues/7/comments"


class FakeGitHub(BaseHTTPRequestHandler):
    """Answers what it was given answers for; keeps what was written, and who came with a token."""

    answers: ClassVar[dict[str, Any]]
    written: ClassVar[list[tuple[str, str, Any]]]
    tokens: ClassVar[dict[str, str | None]]

    def _answer(self, written: bool = False) -> None:
        address = urlsplit(self.path)
        self.tokens[address.path] = self.headers["Authorization"]
        if written:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.written.append((self.command, address.path, body))
            self._send(200, json.dumps({"number": 12}).encode())
            return
        answer = self.answers.get(address.path)
        if callable(answer):
            answer = answer({key: values[0] for key, values in parse_qs(address.query).items()})
        if isinstance(answer, str):
            self.send_response(302)
            self.send_header("Location", answer)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif answer is None:
            self._send(404, b"{}")
        else:
            self._send(200, answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    def _send(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer(written=True)

    do_PATCH = do_POST  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_: object) -> None:
        pass


class Hub:
    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), FakeGitHub)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._event = folder / "event.json"
        FakeGitHub.answers, FakeGitHub.written, FakeGitHub.tokens = {}, [], {}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def knows(self, path: str, answer: Any) -> None:
        FakeGitHub.answers["/repos/aftalespor/aftalespor" + path] = answer

    def run(self, script: str, *arguments: str, event: object = None) -> str:
        self._event.write_text(json.dumps(event), encoding="utf-8")
        environment = {
            **os.environ,
            "GITHUB_API_URL": self.address,
            "GITHUB_REPOSITORY": "aftalespor/aftalespor",
            "GITHUB_TOKEN": "hemmelig",
            "GITHUB_EVENT_PATH": str(self._event),
        }
        command = [sys.executable, str(ROOT / ".github" / "tools" / script), *arguments]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    @property
    def written(self) -> list[tuple[str, str, Any]]:
        return FakeGitHub.written

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(tmp_path)
    yield hub
    hub.close()


def packed(text: str, name: str = "impact.md") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return data.getvalue()


def pull(**changed: Any) -> dict[str, Any]:
    head = {"sha": SHA, "repo": {"full_name": "en-anden/aftalespor"}}
    return {"number": 7, "head": head, "base": {"repo": {"full_name": "aftalespor/aftalespor"}}, **changed}


def event(**changed: Any) -> dict[str, Any]:
    run = {
        "id": 99,
        "event": "pull_request",
        "conclusion": "failure",
        "path": ".github/workflows/pull-request.yml",
        "head_branch": "ny aftale & mere",
        "head_sha": SHA,
        "head_repository": {"full_name": "en-anden/aftalespor", "owner": {"login": "en-anden"}},
        "html_url": "https://hub.example/runs/99",
        **changed,
    }
    return {"workflow_run": run}


def ready(hub: Hub, text: str = "- »Ny sætning«", **artifact: Any) -> None:
    """A run from a fork with an impact, on a pull request without comments."""
    data = packed(text)
    found = {"id": 5, "expired": False, "size_in_bytes": len(data), **artifact}
    hub.knows("/pulls", lambda query: [pull()] if query["head"] == "en-anden:ny aftale & mere" else [])
    hub.knows("/actions/runs/99/artifacts", {"artifacts": [found]})
    hub.knows("/actions/artifacts/5/zip", f"{hub.address}/store")
    FakeGitHub.answers["/store"] = data
    hub.knows("/issues/7/comments", [])


def test_the_first_impact_is_a_new_comment(hub: Hub) -> None:
    ready(hub)
    assert hub.run("impact_comment.py", event=event()) == "wrote a comment on #7"
    [(method, path, body)] = hub.written
    assert (method, path) == ("POST", COMMENTS)
    assert body["body"].startswith("<!-- aftalespor: impact -->\n")
    assert "```text\n- »Ny sætning«\n```" in body["body"]
    assert "(https://hub.example/runs/99)" in body["body"]
    assert "ved commit aaaaaaa." in body["body"]


def test_a_comment_is_at_most_sixty_lines(hub: Hub) -> None:
    ready(hub, "\n".join(f"- Ny: »Sætning {n}«" for n in range(500)))
    hub.run("impact_comment.py", event=event())
    [(_, _, body)] = hub.written
    assert len(body["body"].splitlines()) <= 60
    assert "»Sætning 0«" in body["body"]
    assert "… (resten står i kørslen)" in body["body"]


def test_the_next_is_written_in_place_and_others_comments_are_left_alone(hub: Hub) -> None:
    ready(hub)
    marked = "<!-- aftalespor: impact -->"
    others = [{"id": n, "user": {"login": "en-anden"}, "body": marked} for n in range(100)]
    ours = [{"id": 200, "user": BOT, "body": "hej"}, {"id": 201, "user": BOT, "body": f"{marked}\ngammel"}]
    hub.knows("/issues/7/comments", lambda query: {"1": others, "2": ours}[query["page"]])
    assert hub.run("impact_comment.py", event=event()) == "mended the comment on #7"
    assert [(m, p) for m, p, _ in hub.written] == [("PATCH", "/repos/aftalespor/aftalespor/issues/comments/201")]


def test_the_store_of_artifacts_is_not_given_the_token(hub: Hub) -> None:
    ready(hub)
    hub.run("impact_comment.py", event=event())
    assert FakeGitHub.tokens["/store"] is None
    assert FakeGitHub.tokens[COMMENTS] == "Bearer hemmelig"


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [pull(head={"sha": "b" * 40, "repo": {"full_name": "en-anden/aftalespor"}})],
        [pull(head={"sha": SHA, "repo": {"full_name": "en-tredje/aftalespor"}})],
        [pull(head={"sha": SHA, "repo": None})],
        [pull(base={"repo": {"full_name": "en-anden/aftalespor"}})],
        [pull(), pull(number=8)],
    ],
    ids=["none", "newer commit", "another fork", "fork taken down", "elsewhere", "two"],
)
def test_nothing_is_written_unless_one_pull_request_has_just_this_commit(hub: Hub, pulls: list[Any]) -> None:
    ready(hub)
    hub.knows("/pulls", pulls)
    assert "no open pull request" in hub.run("impact_comment.py", event=event())
    assert hub.written == []


@pytest.mark.parametrize("changed", [{"event": "push"}, {"path": ".github/workflows/mit-eget.yml"}])
def test_a_run_of_something_else_is_left_alone(hub: Hub, changed: dict[str, Any]) -> None:
    ready(hub)
    assert hub.run("impact_comment.py", event=event(**changed)) == "not a run of the pull-request workflow"
    assert (hub.written, FakeGitHub.tokens) == ([], {})


@pytest.mark.parametrize("artifact", [{"expired": True}, {"size_in_bytes": 2_000_000}])
def test_an_artifact_that_is_none_is_not_fetched(hub: Hub, artifact: dict[str, Any]) -> None:
    ready(hub, **artifact)
    assert hub.run("impact_comment.py", event=event()) == "the run left no impact"
    assert "/store" not in FakeGitHub.tokens


def corrupt(method: int) -> bytes:
    """An archive whose directory is whole and whose content is not."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        archive.writestr("impact.md", "- en sætning\n" * 50)
        start, length = archive.start_dir, archive.infolist()[0].compress_size
    content = bytearray(data.getvalue())
    content[start - length : start] = b"\xff" * length
    return bytes(content)


def of_unknown_method() -> bytes:
    content = bytearray(packed("x"))
    content[8] = content[content.index(b"PK\x01\x02") + 10] = 97
    return bytes(content)


@pytest.mark.parametrize(
    "data",
    [
        b"not a zip",
        packed("x")[:-30],
        corrupt(zipfile.ZIP_STORED),
        corrupt(zipfile.ZIP_DEFLATED),
        corrupt(zipfile.ZIP_BZIP2),
        corrupt(zipfile.ZIP_LZMA),
        of_unknown_method(),
        None,
    ],
    ids=["no zip", "cut", "stored", "deflated", "bzip2", "lzma", "unknown", "none"],
)
def test_without_an_impact_the_old_comment_says_so(hub: Hub, data: bytes | None) -> None:
    """So that what was found of an older commit does not stand as if it were of this one."""
    ready(hub)
    FakeGitHub.answers["/store"] = data
    if data is None:
        hub.knows("/actions/runs/99/artifacts", {"artifacts": []})
    ours = {"id": 201, "user": BOT, "body": "<!-- aftalespor: impact -->\ngammel"}
    hub.knows("/issues/7/comments", [ours])
    assert hub.run("impact_comment.py", event=event()) == "mended the comment on #7"
    [(method, path, body)] = hub.written
    assert (method, path) == ("PATCH", "/repos/aftalespor/aftalespor/issues/comments/201")
    assert body["body"].startswith("<!-- aftalespor: impact -->\n")
    assert "kunne ikke regnes ud ved commit aaaaaaa" in body["body"]
    assert "gammel" not in body["body"]


@pytest.mark.parametrize("data", [b"not a zip", packed("x", name="../impact.md"), packed("x", name="andet.md")])
def test_an_artifact_of_another_shape_is_left_alone(hub: Hub, data: bytes) -> None:
    ready(hub)
    FakeGitHub.answers["/store"] = data
    assert hub.run("impact_comment.py", event=event()) == "the run left no impact"
    assert hub.written == []


def test_nothing_in_the_text_is_markup_a_link_or_a_mention(hub: Hub) -> None:
    """It stands in a block of code that it cannot end, in characters that show themselves in their order."""
    ready(hub, "````\n@alle [klik](https://ond.example) <!-- aftalespor: impact -->\n```\n\u202eomvendt\x1b[31m\x00")
    hub.run("impact_comment.py", event=event())
    body: str = hub.written[0][2]["body"]
    _, _, block = body.partition("`````text\n")
    assert (
        block
        == "````\n@alle [klik](https://ond.example) <!-- aftalespor: impact -->\n```\n\\u202eomvendt\\u001b[31m\\u0000\n`````\n"
    )


def test_a_text_that_unpacks_to_very_much_is_cut(hub: Hub) -> None:
    """GitHub refuses a comment of more than 65,536 characters."""
    ready(hub, "`x" * 10_000_000)
    hub.run("impact_comment.py", event=event())
    body: str = hub.written[0][2]["body"]
    assert body.endswith("… (resten står i kørslen)\n```\n")
    assert len(body) < 65_536


def test_a_long_line_is_folded(hub: Hub) -> None:
    ready(hub, "- " + "mange ord " * 50)
    hub.run("impact_comment.py", event=event())
    _, _, block = hub.written[0][2]["body"].partition("```text\n")
    assert block.count("\n") > 4
    assert all(len(line) <= 100 for line in block.splitlines())


@pytest.fixture
def found(tmp_path: Path) -> Path:
    path = tmp_path / "live-check.md"
    path.write_text("- `agreements/2021.yaml:5` <https://x.example/> kan ikke hentes (404)\n", encoding="utf-8")
    return path


ISSUE = {"number": 3, "user": BOT, "body": "<!-- aftalespor: live check -->\ngammel"}


def test_the_first_finding_opens_an_issue(hub: Hub, found: Path) -> None:
    hub.knows("/issues", [{**ISSUE, "user": {"login": "en-anden"}}, {**ISSUE, "body": None}])
    assert hub.run("live_issue.py", str(found)) == "opened #12"
    [(method, path, body)] = hub.written
    assert (method, path) == ("POST", "/repos/aftalespor/aftalespor/issues")
    assert body["title"]
    assert "kan ikke hentes (404)" in body["body"]


def test_the_next_findings_mend_the_same_issue(hub: Hub, found: Path) -> None:
    hub.knows("/issues", [ISSUE])
    found.write_text("- linje\n" * 20_000, encoding="utf-8")
    assert hub.run("live_issue.py", str(found)) == "mended #3"
    [(method, path, body)] = hub.written
    assert (method, path) == ("PATCH", "/repos/aftalespor/aftalespor/issues/3")
    assert len(body["body"]) < 65_536
    assert body["body"].endswith("\n- linje")


@pytest.mark.parametrize(("issues", "said"), [([ISSUE], "all is well; closed #3"), ([], "all is well")])
def test_when_all_is_well_the_issue_is_closed(hub: Hub, found: Path, issues: list[Any], said: str) -> None:
    hub.knows("/issues", issues)
    found.write_text("", encoding="utf-8")
    assert hub.run("live_issue.py", str(found)) == said
    assert [body.get("state") for _, _, body in hub.written] == ["closed"] * len(issues)
