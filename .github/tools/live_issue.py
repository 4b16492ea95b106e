"""Keeps one issue with what the nightly check found: opens it, mends it, and closes it when all is well.

`make live-issue`, in a workflow that may write issues.
"""

from __future__ import annotations

import sys
from pathlib import Path

from github import BOT, GitHub

MARKER = "<!-- aftalespor: live check -->"
TITLE = "Kilder, der er flyttet eller ændret"
MOST_CHARACTERS = 60_000  # GitHub takes 65,536
_INTRODUCTION = """\
Nattens gennemgang af kilderne på nettet fandt dette. En side kan være nede en nat; se efter, før noget ændres.

Er siden flyttet, så ret `url`. Er teksten ændret, så bliver stumpen stående: vi citerer den tekst, vi læste. Skriv \
det i kildens `note`."""


def main(report: Path) -> str:
    """Let the issue say what *report* says; return what was done."""
    text = report.read_text(encoding="utf-8").strip()
    github = GitHub()
    issues = (issue for issue in github.listed("/issues", state="open") if issue["user"]["login"] == BOT)
    number = next((issue["number"] for issue in issues if (issue["body"] or "").startswith(MARKER)), None)
    if text and number is None:
        return f"opened #{github.send('POST', '/issues', title=TITLE, body=body(text))['number']}"
    if text:
        github.send("PATCH", f"/issues/{number}", body=body(text))
        return f"mended #{number}"
    if number is not None:
        github.send("PATCH", f"/issues/{number}", state="closed", state_reason="completed")
        return f"all is well; closed #{number}"
    return "all is well"


def body(text: str) -> str:
    lines = text[:MOST_CHARACTERS].rsplit("\n", 1)[0] if len(text) > MOST_CHARACTERS else text
    return f"{MARKER}\n{_INTRODUCTION}\n\n{lines}"


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]))}\n")
