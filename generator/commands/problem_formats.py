"""How problems and warnings are printed for machines: as annotations on GitHub, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

from generator.model.place import Problem, visible


def in_repository(problems: Sequence[Problem], folder: Path) -> tuple[Problem, ...]:
    """The problems of *folder* with their files named from the root of its repository, wherever it was run from."""
    return tuple(replace(p, file=(_from_root(folder) / Path(p.file).name).as_posix()) for p in problems)


Level = Literal["error", "warning"]


def github_lines(problems: Sequence[Problem], level: Level = "error") -> str:
    """The workflow commands that mark each problem on its line in a pull request."""
    return "".join(
        f"::{level} file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(p.message)}\n"
        for p in problems
    )


def problems_json(problems: Sequence[Problem], level: Level = "error") -> str:
    plain = [{"level": level, **asdict(problem)} for problem in problems]
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _from_root(folder: Path) -> Path:
    there = folder.resolve()
    roots = (parent for parent in (there, *there.parents) if (parent / ".git").exists())
    return there.relative_to(next(roots, there.parent))


def _data(text: str) -> str:
    # A line of a workflow ends a command, so text from the data must not hold one.
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
