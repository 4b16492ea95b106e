"""Asks for known holes in everything that is locked: make audit.

pip-audit and npm answer with success also when they were told nothing of a package. Here that is a result of its own:
exit code 0 when everything was asked for and nothing is known, 1 when a hole is known, 3 when something was not asked.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sbom import locked

ROOT = Path(__file__).parent.parent.parent
SERVICES = ("pypi", "osv")  # the first that knows of everything is enough
NODE_FOLDERS = (".github/tools/node", "bench/lighthouse")
CLEAN, HOLES, NOT_ASKED = 0, 1, 3


@dataclass(frozen=True)
class Answer:
    """What is known of one set of packages. `unasked` are those of which nothing was learnt, good or bad."""

    what: str
    packages: int
    holes: tuple[str, ...]
    unasked: tuple[str, ...]


def python_answer(what: str, wanted: Iterable[str], reports: Iterable[str]) -> Answer:
    """Join the reports of pip-audit (its JSON, or nothing where it failed) on the packages that are *wanted*."""
    known: set[str] = set()
    holes: set[str] = set()
    for report in reports:
        for package in _parsed(report).get("dependencies", []):
            if "vulns" in package:
                name = f"{package['name']}=={package['version']}"
                known.add(name)
                holes |= {f"{name}: {_hole(hole)}" for hole in package["vulns"]}
    names = sorted(set(wanted))
    return Answer(what, len(names), tuple(sorted(holes)), tuple(name for name in names if name not in known))


def _hole(hole: dict[str, Any]) -> str:
    mended = ", ".join(hole.get("fix_versions") or ()) or "no version yet"
    return f"{hole['id']}, mended in {mended}"


def node_answer(folder: str, lock: str, report: str) -> Answer:
    """What npm says of a folder; when it is anything but its report, nothing was learnt."""
    content = _parsed(report)
    packages = [name for name in json.loads(lock)["packages"] if name]
    if "auditReportVersion" not in content:
        return Answer(folder, len(packages), (), (f"its packages ({content.get('message') or 'no answer'})",))
    holes = (f"{name}: {hole['severity']}" for name, hole in content["vulnerabilities"].items())
    return Answer(folder, len(packages), tuple(sorted(holes)), ())


def _parsed(report: str) -> dict[str, Any]:
    try:
        content = json.loads(report)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def told(answers: Sequence[Answer]) -> tuple[list[str], int]:
    """The lines to print, and the exit code."""
    lines = []
    for answer in answers:
        lines += [f"{answer.what}: hole: {hole}" for hole in answer.holes]
        if answer.unasked:
            first, *rest = answer.unasked
            some = f"{first} and {len(rest)} more" if rest else first
            lines.append(f"{answer.what}: NOT AUDITED: nothing was learnt of {some}")
        elif not answer.holes:
            lines.append(f"{answer.what}: no hole is known in its {answer.packages} packages")
    if any(answer.holes for answer in answers):
        return [*lines, "Holes are known. Lock newer versions: make lock."], HOLES
    if any(answer.unasked for answer in answers):
        note = "This is not an all-clear: the services that know were not reached. Try again where they can be."
        return [*lines, note], NOT_ASKED
    return lines, CLEAN


def rounds(wanted: Iterable[str]) -> list[list[str]]:
    """Lists in which no package has two versions, which pip-audit refuses; another Python is given another version."""
    versions: dict[str, list[str]] = {}
    for name in sorted(set(wanted)):
        versions.setdefault(name.split("==")[0], []).append(name)
    return [[*filter(None, turn)] for turn in zip_longest(*versions.values())]


def _ask_python() -> Answer:
    files = sorted((ROOT / "requirements").glob("*.txt"))
    wanted = {f"{e.name}=={e.version}" for file in files for e in locked(file.read_text(encoding="utf-8"))}
    reports: list[str] = []
    answer = python_answer("requirements/*.txt", wanted, reports)
    for service in SERVICES:
        if answer.unasked:
            reports += [_pip_audit(service, names) for names in rounds(answer.unasked)]
            answer = python_answer("requirements/*.txt", wanted, reports)
    return answer


def _pip_audit(service: str, names: Sequence[str]) -> str:
    """Ask of these and no others, without markers, so that what is for another Python is asked for too."""
    with TemporaryDirectory() as folder:
        asked = Path(folder, "asked.txt")
        asked.write_text("\n".join(names) + "\n", encoding="utf-8")
        pip_audit = [str(Path(sys.executable).with_name("pip-audit")), "--service", service, "--timeout", "10"]
        plain = ["--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json", "-r", str(asked)]
        return _run([*pip_audit, *plain])


def _ask_node(folder: str) -> Answer:
    lock = (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        return Answer(folder, 0, (), ("its packages (there is no npm)",))
    return node_answer(folder, lock, _run([npm, "audit", "--package-lock-only", "--json"], ROOT / folder))


def _run(command: list[str], folder: Path = ROOT) -> str:
    # pip-audit and npm, with arguments that are all named here
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout  # noqa: S603


def main() -> int:
    lines, code = told([_ask_python(), *map(_ask_node, NODE_FOLDERS)])
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
