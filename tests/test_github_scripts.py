"""The scripts that GitHub runs, against a GitHub and pages of our own, and each kind of event that starts them."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import GOLDEN, ROOT, served
from test_github import WORKFLOWS, read

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


@pytest.mark.parametrize("artifact", [{"expired": True}, {"size_in_bytes": 2_000_000}])
def test_an_artifact_that_is_none_is_not_fetched(hub: Hub, artifact: dict[str, Any]) -> None:
    ready(hub, **artifact)
    assert hub.run("impact_comment.py", event=event()) == "the run left no impact"
    assert "/store" not in FakeGitHub.tokens


def corrupt() -> bytes:
    """An archive whose directory is whole and whose content is not."""
    data = packed("- en sætning\n" * 50)
    return data.replace(data[40:60], b"\xff" * 20, 1)


@pytest.mark.parametrize(
    "data", [b"not a zip", packed("x")[:-30], corrupt(), None], ids=["no zip", "cut", "corrupt", "none"]
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


# ---- What GitHub does with a pull request: events of each kind through the conditions and the scripts of the workflows.

EVENTS = Path(__file__).with_name("events")
MARKER = "<!-- aftalespor: impact -->"
PULL_REQUEST, COMMENT = (
    next(path for path in WORKFLOWS if path.stem == stem) for stem in ("pull-request", "impact-comment")
)


def payload_of(name: str) -> dict[str, Any]:
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
    payload, workflow = payload_of(name), read(PULL_REQUEST)
    types = (workflow["on"]["pull_request"] or {}).get("types", ["opened", "synchronize", "reopened"])  # GitHub's own
    assert payload["action"] in types
    assert all(is_met(job["if"], payload) for job in workflow["jobs"].values() if "if" in job)
    (inside,) = re.findall(r"\$\{\{ (\S+) \}\}", workflow["concurrency"]["group"])
    assert value(inside, payload) == 7  # a newer commit stops the checks of the older one, and of no other request


# ---- the run is done, or is not


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
    payload, answer = payload_of(name), ANSWERS[name]
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


# ---- `make live-check`: whether the sources on the web still hold what we quote; here against pages of our own.

CHECK = ROOT / ".github" / "tools" / "live_check.py"
SNAPSHOT = """\
id: x
title: X
short: X
kind: pagt
parties: [{{party: staten, source: k, phrase: {phrase}}}]
summary: Kort.
coverage: {{complete: false, note: Prøve.}}
sources:
  - {{id: k, kind: news, publisher: P, title: T, url: '{address}', sha256: {sha}}}
initiatives:
  - id: a
    title: A
    kind: effort
    presence: named
    commitment: decided
    theme: broer
    summary: Om a.
    source: k
    phrase: [brobyggeriet fortsætter, i byerne]
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "web"
    folder.mkdir()
    with served(folder) as address:
        yield folder, address


def check(folder: Path, address: str, *arguments: str, phrase: str = "staten og byerne") -> str:
    agreements = folder / "agreements"
    agreements.mkdir(exist_ok=True)
    shutil.copy(GOLDEN / "agreements" / "_register.yaml", agreements)
    text = SNAPSHOT.format(address=address, sha="0" * 64, phrase=phrase)
    (agreements / "x.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, str(CHECK), "--agreements", str(agreements), *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@contextmanager
def answering(kind: bytes, body: bytes) -> Iterator[str]:
    """The address of a server that sends *kind* as the type of its content, whatever bytes are in it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            head = b"HTTP/1.0 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n"
            self.wfile.write(head + body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_page_that_holds_every_phrase_is_no_news(web: tuple[Path, str], tmp_path: Path) -> None:
    """However it is marked up: entities, soft hyphens, half a word in bold, a phrase over two lines."""
    folder, address = web
    html = (
        "<!doctype html><title>T</title><p>Nu er staten\n  og&nbsp;byerne<br>enige: "
        "<b>bro</b>bygge&shy;riet <em>fortsætter</em>,</p><p>i byerne.</p>"
    )
    (folder / "a.html").write_text(html, encoding="utf-8")
    out = tmp_path / "report.md"
    assert "holds every phrase" in check(tmp_path, f"{address}a.html", "--out", str(out))
    assert out.read_text(encoding="utf-8") == ""


def test_each_phrase_that_is_gone_is_named_with_its_line(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    html = "<p>staten og byerne</p><script>brobyggeriet fortsætter</script><p>i</p><p>byerne</p>"
    (folder / "a.html").write_text(html, encoding="utf-8")
    out = tmp_path / "report.md"
    said = check(tmp_path, f"{address}a.html", "--out", str(out))
    gone = ("brobyggeriet fortsætter", "i byerne")  # in no text that is shown; in no block
    assert {line.split("`")[3] for line in said.splitlines()} == {f"»{phrase}«" for phrase in gone}
    assert said.splitlines()[0] == (
        f"- `agreements/x.yaml:19` `»brobyggeriet fortsætter«` står ikke på <{address}a.html>"
    )
    assert out.read_text(encoding="utf-8") == said


def test_a_page_that_is_gone_is_one_line_and_no_crash(web: tuple[Path, str], tmp_path: Path) -> None:
    _, address = web
    assert check(tmp_path, f"{address}vaek.html").endswith("kan ikke hentes (404)\n")
    assert "kan ikke hentes" in check(tmp_path, "http://127.0.0.1:1/")


GOOD = b"<p>staten og byerne brobyggeriet forts\xc3\xa6tter, i byerne</p>"


@pytest.mark.parametrize("charset", [b"undefined", b"idna", b"utf\x008", b"hex", b"findes-ikke"])
def test_a_character_set_that_is_none_is_read_as_utf_8(tmp_path: Path, charset: bytes) -> None:
    with answering(b"text/html; charset=" + charset, GOOD) as address:
        assert "holds every phrase" in check(tmp_path, address)


def test_a_type_of_content_is_shown_as_a_word_or_not_at_all(tmp_path: Path) -> None:
    with answering(b"image/<img>![x](www.ond.example)@alle", b"") as address:
        assert check(tmp_path, address).endswith("er ikke en tekst, der kan gennemsøges\n")
    with answering(b"image/" + b"x" * 5_000, b"") as address:
        assert check(tmp_path, address).endswith("er ikke en tekst, der kan gennemsøges\n")


def test_nothing_in_a_phrase_or_an_address_is_markup_or_a_mention(tmp_path: Path) -> None:
    phrase = "'[klik](https://ond.example) @alle #12 <b> `kode` *a* _b_'"
    with answering(b"text/html", GOOD) as address:
        [line] = check(tmp_path, f"{address}`a`|b", phrase=phrase).splitlines()
    assert line == (f"- `agreements/x.yaml:5` ``»{phrase[1:-1]}«`` står ikke på <{address}%60a%60%7Cb>")
