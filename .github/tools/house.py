"""Print how large the house is, beside what it is to be: `make house`. Figures, no verdict."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GENERATOR = ROOT / "generator"
TEMPLATES = GENERATOR / "pages" / "templates"
UNTYPED = {"ruamel", "deepdiff", "mkdocs", "jinja2", "pypdfium2", "babel"}
PRAGMA = re.compile(r"  # (?:noqa|type: ignore).*")  # no part of what is read, as the linter has it
WAY = ("generator.reading.snapshots", "generator.pages.agreement")
DANISH = re.compile("[æøåÆØÅ]")


def main() -> None:
    rows = [
        ("lines of generator/", _lines(_modules()), 15_500),
        ("modules of generator/", sum(path.name != "__init__.py" or _has_code(path) for path in _modules()), 115),
        ("lines of tests", _lines((ROOT / "tests").rglob("*.py")), 13_000),
        ("longest line of a template", max(map(len, _text_lines(TEMPLATES.rglob("*.html")))), 160),
        ("longest line of generator/", max(len(PRAGMA.sub("", line)) for line in _text_lines(_modules())), 120),
        ("longest chain of imports", len(_longest_chain()), 12),
        ("modules from a snapshot to /aftaler/2021/", len(_reached(*WAY)), 40),
        ("`speaking` in generator/", _count(r"\bspeaking\b"), 0),
        ("modules with Any that open no library", sum(map(_has_any, _modules())), 0),
        ("modules with Danish letters outside wording/", _with(DANISH.pattern, outside="wording"), 0),
        ("pages of docs/", len([*(ROOT / "docs").glob("*.md")]), 7),
    ]
    width = max(len(name) for name, _, _ in rows)
    for name, value, aim in rows:
        sys.stdout.write(
            f"{name:<{width}}  {value:>6}  aim {aim:>6}  {'' if value <= aim else 'not reached'}".rstrip() + "\n"
        )
    chain = " > ".join(name.removeprefix("generator.") for name in _longest_chain())
    sys.stdout.write(f"\nThe longest chain: {chain}\n")


@cache
def _modules() -> tuple[Path, ...]:
    return tuple(sorted(GENERATOR.rglob("*.py")))


def _has_code(path: Path) -> bool:
    """Whether there is more than a docstring in it."""
    return len(ast.parse(path.read_text(encoding="utf-8")).body) > 1


def _has_any(path: Path) -> bool:
    """Whether a module takes anything for right, and has not the excuse of a library without types, or of YAML."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    libraries = {name.split(".")[0] for node in ast.walk(tree) for name in _names_of(node)}
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(tree)) and not libraries & UNTYPED


def _names_of(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom(module=str(name)):
            return [name]
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case _:
            return []


def _text_lines(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield from path.read_text(encoding="utf-8").splitlines()


def _lines(paths: Iterable[Path]) -> int:
    return sum(1 for _ in _text_lines(paths))


def _count(pattern: str) -> int:
    return sum(len(re.findall(pattern, path.read_text(encoding="utf-8"))) for path in _modules())


def _with(pattern: str, outside: str = "") -> int:
    paths = [path for path in _modules() if not outside or path.relative_to(GENERATOR).parts[0] != outside]
    return sum(bool(re.search(pattern, path.read_text(encoding="utf-8"))) for path in paths)


@cache
def _imports() -> dict[str, frozenset[str]]:
    """The modules of ours that each module imports itself, in its body or in a function."""
    names = {_name(path): path for path in _modules()}
    return {name: frozenset(_imported(path, names.keys())) - {name} for name, path in names.items()}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, known: Iterable[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                if below in known:
                    yield below
                elif node.module in known:
                    yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)


@cache
def _chain_from(module: str) -> tuple[str, ...]:
    """The longest way down from *module*. There are no circles."""
    longest = max(map(_chain_from, sorted(_imports()[module])), key=len, default=())
    return (module, *longest)


def _longest_chain() -> tuple[str, ...]:
    return max(map(_chain_from, sorted(_imports())), key=len)


def _reached(*modules: str) -> set[str]:
    """Every module that *modules* rest on, themselves among them."""
    reached, waiting = set[str](), {*modules}
    while waiting:
        reached |= waiting
        waiting = {below for name in waiting for below in _imports()[name]} - reached
    return reached


if __name__ == "__main__":
    main()
