"""Puts the impact of a pull request into one comment on it: `make impact-comment`, in a workflow that may write.

The impact was made by the code of the pull request, which anybody may have written. So it is data and nothing
else: of limited size, shown as plain text in which nothing is a link, a mention or markup, and put on the pull
request that GitHub itself says was run, never on one that the artifact names.
"""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import sys
import textwrap
import zipfile
import zlib
from pathlib import Path
from typing import Any

from github import BOT, GitHub

WORKFLOW = ".github/workflows/pull-request.yml"
ARTIFACT, MEMBER = "impact", "impact.md"
MARKER = "<!-- aftalespor: impact -->"
MOST_PACKED = 1_000_000
_SHORT_SHA = 7
MOST_CHARACTERS = 40_000  # of what is read; the comment is its first lines
MOST_LINES = 50  # what matters most stands first, and the run shows all
# A block of code does not fold its lines.
_FOLD = textwrap.TextWrapper(100, subsequent_indent="  ", break_on_hyphens=False)
_INTRODUCTION = """\
### Hvad læserne vil se anderledes
Regnet ud af koden i denne pull request, ved commit {}. [Kørslen]({}) viser det sat op, og den har den byggede side.
Kun siderne er sammenlignet, ikke feeds, kalendere og filer med data, som laves af det samme."""
_NO_IMPACT = """\
### Hvad læserne vil se anderledes
Det kunne ikke regnes ud ved commit {}, ofte fordi en aftale har en fejl. [Kørslen]({}) siger hvad."""
_UNFINISHED = """\
### Hvad læserne vil se anderledes
Det er ikke regnet ud ved commit {}, for [kørslen]({}) blev ikke færdig. Det siger intet om filerne."""
_AWAITS_APPROVAL = """\
### Prøverne venter
Forslaget kommer udefra, så en af os skal sige god for det, før [kørslen]({1}) af commit {0} går i gang. Der er
intet, du skal gøre imens, og der er ikke fundet fejl. Bagefter står her de sætninger på siden, som ændrer sig."""
# What reading a broken or odd archive raises: zipfile lets through what the decompressors say.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, LookupError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip


def main() -> str:
    """Write the comment; return what was done."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    if run["event"] != "pull_request" or run["path"].partition("@")[0] != WORKFLOW:
        return "not a run of the pull-request workflow"
    github = GitHub()
    number = pull_request(github, run)
    if number is None:
        return "no open pull request has exactly this commit"
    sha, url = run["head_sha"][:_SHORT_SHA], run["html_url"]
    if run["conclusion"] == "action_required":  # nothing was run yet
        body = _marked(_AWAITS_APPROVAL, sha, url)
        return mend(github, number, body) or write(github, number, body)
    text = impact(github, run["id"])
    if text is None:  # what an older run found must not stand as if it were of this one
        has_run = run["conclusion"] in {"success", "failure"}
        return (
            mend(github, number, _marked(_NO_IMPACT if has_run else _UNFINISHED, sha, url)) or "the run left no impact"
        )
    body = comment(text, sha, url)
    return mend(github, number, body) or write(github, number, body)


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The one open pull request whose newest commit was run; None when it has moved on, or is not one."""
    fork = run["head_repository"]
    if fork is None:  # taken down since
        return None
    head = f"{fork['owner']['login']}:{run['head_branch']}"
    numbers = [
        pull["number"]
        for pull in github.listed("/pulls", state="open", head=head)
        if pull["head"]["sha"] == run["head_sha"]
        and (pull["head"]["repo"] or {}).get("full_name") == fork["full_name"]
        and pull["base"]["repo"]["full_name"] == github.repository
    ]
    return numbers[0] if len(numbers) == 1 else None


def impact(github: GitHub, run_id: int) -> str | None:
    """The text in the run's artifact; None when there is none that is small enough to be one."""
    found = github.get(f"/actions/runs/{int(run_id)}/artifacts", name=ARTIFACT)["artifacts"]
    if not found or found[0]["expired"] or found[0]["size_in_bytes"] > MOST_PACKED:
        return None
    packed = github.download(f"/actions/artifacts/{int(found[0]['id'])}/zip", MOST_PACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open(MEMBER) as member:
            # read no more than is shown, however much it unpacks to
            return member.read(4 * MOST_CHARACTERS).decode("utf-8", errors="replace")
    except _BROKEN:
        return None


def comment(text: str, sha: str, run_url: str) -> str:
    """The comment: the text as it is, in a block of code, where GitHub shows characters and nothing else."""
    plain = _plain(text)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", plain)), default=0))
    return f"{_marked(_INTRODUCTION, sha, run_url)}\n{fence}text\n{plain or '(intet)'}\n{fence}\n"


def _marked(words: str, sha: str, run_url: str) -> str:
    return f"{MARKER}\n{words.format(sha, run_url)}\n"


def mend(github: GitHub, number: int, body: str) -> str | None:
    """Write over our comment; None if there is none."""
    for old in github.listed(f"/issues/{number}/comments"):
        if old["user"]["login"] == BOT and old["body"].startswith(MARKER):
            github.send("PATCH", f"/issues/comments/{old['id']}", body=body)
            return f"mended the comment on #{number}"
    return None


def write(github: GitHub, number: int, body: str) -> str:
    github.send("POST", f"/issues/{number}/comments", body=body)
    return f"wrote a comment on #{number}"


def _plain(text: str) -> str:
    shown = "".join(map(_shown, text[: MOST_CHARACTERS + 1]))
    lines = [part for line in shown[:MOST_CHARACTERS].strip().split("\n") for part in _FOLD.wrap(line) or [""]]
    is_cut = len(shown) > MOST_CHARACTERS or len(lines) > MOST_LINES
    return "\n".join([*lines[:MOST_LINES], "… (resten står i kørslen)"] if is_cut else lines)


def _shown(character: str) -> str:
    """What nobody can see, or what turns text around, as its number: it is what a reviewer must know of."""
    if character.isprintable() or character == "\n":
        return character
    number = ord(character)
    return " " if character.isspace() else f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
