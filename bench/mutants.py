"""Mutation testing of the pure core: make mutants.

Each mutant is one small change to one module of ours. It is tried against the tests that are quick and need neither a
browser nor a built site; one that no test minds has survived. What is mutated, what tries it, and which survivors have an
explanation stand in mutants.toml; the figures stand in docs/mutants.md.

mutmut gives the kinds of change. Its own runner changes nothing outside functions and nothing in a decorated one, which
is where the table of statuses and the ledger stand, so the mutants are made and run here, a forked process for each. A
change inside a function is made by giving the function other code, with the tests loaded already; for any other change
the module is loaded anew, and so are the tests.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import importlib
import multiprocessing
import os
import resource
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing.connection import wait
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import hypothesis
import libcst as cst
import pytest
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "bench" / "mutants.toml").read_text(encoding="utf-8"))
SLOW = {"browser", "page", "site", "address"}  # fixtures of tests that are not for here
CPU_SECONDS = 40  # of one mutant; the tests of one need at most 10, and one that loops for ever needs no more
MEMORY = 3 * 1024**3
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--rootdir", str(ROOT))
SURVIVED, KILLED = (
    0,
    (1, 2, 4),
)  # pytest's codes: all passed; a test failed; the tests, or conftest, could not be loaded


@dataclass(frozen=True)
class Mutant:
    module: str
    code: str
    line: int
    change: str
    is_inside: bool  # of a function

    @property
    def path(self) -> Path:
        return ROOT / "generator" / self.module

    @property
    def name(self) -> str:
        return "generator." + self.module.removesuffix(".py").replace("/", ".")


def mutants(module: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; two that come out the same are one."""
    text = (ROOT / "generator" / module).read_text(encoding="utf-8")
    tree = cst.parse_module(text)
    spans = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(ByteSpanPositionProvider)
    found: dict[str, Mutant] = {}
    for node, is_inside in _nodes(tree):
        for kind, operator in mutation_operators:
            if isinstance(node, cst.AnnAssign):
                continue  # to None or to a text, which mypy refuses; the value itself is changed further in
            changes = list(operator(node)) if isinstance(node, kind) else []
            # Of a text, one change is enough: the others are the same text in capitals.
            for changed in changes[:1] if isinstance(node, cst.BaseString) else changes:
                code = _replaced(tree, text.encode(), spans.get(node), node, changed)
                if code != text:
                    found.setdefault(code, Mutant(module, code, *_difference(text, code), is_inside))
    return sorted(found.values(), key=lambda mutant: (mutant.line, mutant.change))


def _replaced(
    tree: cst.Module, text: bytes, span: CodeSpan | None, node: cst.CSTNode, changed: cst.CSTNode
) -> str:
    """The text of the module with one node changed. Splicing is far quicker than writing the whole tree anew."""
    if span:
        end = span.start + span.length
        if text[span.start : end] == tree.code_for_node(node).encode():
            return (text[: span.start] + tree.code_for_node(changed).encode() + text[end:]).decode()
    return tree.deep_replace(node, changed).code


def _nodes(node: cst.CSTNode, *, is_inside: bool = False) -> Iterator[tuple[cst.CSTNode, bool]]:
    """The nodes to change, and whether each is inside a function. What only a type checker reads is left to it."""
    yield node, is_inside
    for child in node.children:
        match child:
            case cst.Annotation() | cst.Decorator() | cst.Import() | cst.ImportFrom():
                continue
            case cst.Assign(value=cst.Subscript() | cst.BinaryOperation(operator=cst.BitOr())) if (
                not is_inside
            ):
                continue
        is_body = isinstance(node, cst.FunctionDef) and child is node.body
        yield from _nodes(child, is_inside=is_inside or is_body)


def _difference(old: str, new: str) -> tuple[int, str]:
    """The line where the mutant differs, and the two wordings from the first to the last character that differ."""
    before, after = old.splitlines(), new.splitlines()
    blocks = [b for b in difflib.SequenceMatcher(None, before, after).get_opcodes() if b[0] != "equal"]
    first, last = blocks[0], blocks[-1]
    olds, news = before[first[1] : last[2]], after[first[3] : last[4]]
    said = " ".join(" ".join(olds).split()), " ".join(" ".join(news).split())
    return first[1] + 1, f"{said[0]} → {said[1]}"


class _Loader(SourceFileLoader):
    """Loads the mutant where the module's own text would be read."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.name, str(mutant.path))
        self.mutant = mutant

    def get_code(self, _: str) -> object:
        return compile(self.mutant.code, self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.mutant.name:
            return None
        return spec_from_file_location(name, self.mutant.path, loader=_Loader(self.mutant))


class _Selection:
    """Leaves out the tests that are slow or would see the project's own files instead of the mutant."""

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        items[:] = [
            item
            for item in items
            if not SLOW & set(item.fixturenames) and item.originalname not in CONFIG["left_out"]
        ]


class _Loop(_Selection):
    """Tries each mutant on the tests that pytest has loaded, instead of running those."""

    def __init__(self, todo: Sequence[Mutant], jobs: int, note: Callable[[Mutant, str], None]) -> None:
        self.todo, self.jobs, self.note = todo, jobs, note

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.freeze()  # so that a child does not copy what it only looks at
        for mutant, fate in _fates(self.todo, self.jobs, lambda mutant: _changed(mutant, session)):
            self.note(mutant, fate)
        return True


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)


def _reloaded(mutant: Mutant) -> None:
    """In a process of its own: load the mutant and its tests, run them and leave with pytest's code."""
    _limited()
    sys.meta_path.insert(0, _Finder(mutant))
    os._exit(pytest.main([*OPTIONS, *_paths(CONFIG["modules"][mutant.module])], plugins=[_Selection()]))


def _changed(mutant: Mutant, session: pytest.Session) -> None:
    """In a process of its own: give the functions of the module the mutant's code and run the tests that are loaded."""
    _limited()
    codes = dict(_codes(compile(mutant.code, mutant.path, "exec")))
    for function in _functions(sys.modules[mutant.name]):
        function.__code__ = codes[function.__qualname__]
    paths = _paths(CONFIG["modules"][mutant.module])
    items = sorted(
        (item for item in session.items if item.nodeid.split("::")[0] in paths),
        key=lambda item: paths.index(item.nodeid.split("::")[0]),
    )
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            os._exit(KILLED[0])
    os._exit(SURVIVED)


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from _codes(constant)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions and methods of a module, also behind a property."""
    for thing in [*vars(module).values()]:
        if isinstance(thing, type) and thing.__module__ == module.__name__:
            for part in [*vars(thing).values()]:
                for name in ("fget", "func", "__func__"):
                    part = getattr(part, name, part)  # noqa: PLW2901
                if isinstance(part, FunctionType) and part.__code__.co_filename == module.__file__:
                    yield part
        elif isinstance(thing, FunctionType) and thing.__module__ == module.__name__:
            yield thing


def _paths(tests: Sequence[str]) -> list[str]:
    return [f"tests/{test}" for test in tests]


def _load_libraries(tests: Sequence[str]) -> None:
    """Load what the tests load, and forget what is ours, so that each process loads that anew."""
    sys.path.insert(0, str(ROOT / "tests"))
    for name in ("conftest", *(test.removesuffix(".py") for test in tests)):
        importlib.import_module(name)
    ours = {path.stem for path in (ROOT / "tests").glob("*.py")} | {"generator"}
    for name in [name for name in sys.modules if name.split(".")[0] in ours]:
        del sys.modules[name]
    sys.path.pop(0)
    # The same examples for the same code, so that a mutant meets the same fate each time.
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=CONFIG["examples"],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutants")


def _fates(
    todo: Sequence[Mutant], jobs: int, tried: Callable[[Mutant], None]
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and what became of it, as they are done."""
    fork = multiprocessing.get_context("fork")
    waiting, running = list(reversed(todo)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            process = fork.Process(target=tried, args=(mutant,))
            process.start()
            running[process.sentinel] = process, mutant
        for sentinel in wait(running):
            process, mutant = running.pop(sentinel)
            process.join()
            yield mutant, _fate(process.exitcode)


def _fate(code: int | None) -> str:
    if code is None or code < 0:
        return "stopped"
    if code == SURVIVED:
        return "survived"
    if code in KILLED:
        return "killed"
    sys.exit(f"pytest could not run: code {code}")


class Tally:
    """What became of the mutants so far. A survivor is told at once, unless mutants.toml explains it."""

    def __init__(self, todo: Sequence[Mutant]) -> None:
        self.todo = todo
        self.fates: dict[str, Counter[str]] = {
            module: Counter() for module in dict.fromkeys(m.module for m in todo)
        }
        self.explained = {(e["module"], e["change"]) for e in CONFIG.get("explained", [])}
        self.known: Counter[str] = Counter()

    def note(self, mutant: Mutant, fate: str) -> None:
        self.fates[mutant.module][fate] += 1
        if fate == "survived" and (mutant.module, mutant.change) in self.explained:
            self.known[mutant.module] += 1
        elif fate == "survived":
            print(f"generator/{mutant.module}:{mutant.line}: survived: {mutant.change}", flush=True)
        done = sum(fates.total() for fates in self.fates.values())
        if done % 100 == 0:
            print(f"{done} of {len(self.todo)}", file=sys.stderr, flush=True)

    def table(self) -> str:
        head = [
            "| module | mutants | killed | survived | share | of them explained |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        rows = [self._row(module, fates, self.known[module]) for module, fates in self.fates.items()]
        return "\n".join(
            [*head, *rows, self._row("together", sum(self.fates.values(), Counter()), self.known.total())]
        )

    def _row(self, module: str, fates: Counter[str], explained: int) -> str:
        """One that ran out of time or memory was noticed, and counts as killed."""
        made, survived = fates.total(), fates["survived"]
        return f"| {module} | {made} | {made - survived} | {survived} | {100 * survived / made:.1f} % | {explained} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="only these, such as comparing/money.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="only changes that hold this text")
    options = parser.parse_args()
    modules = options.modules or list(CONFIG["modules"])
    tests = sorted({test for module in modules for test in CONFIG["modules"][module]})
    os.chdir(ROOT)
    todo = [mutant for module in modules for mutant in mutants(module) if options.only in mutant.change]
    tally = Tally(todo)
    _load_libraries(tests)
    clean = multiprocessing.get_context("fork").Process(target=_clean, args=(tests,))
    clean.start()
    clean.join()
    if clean.exitcode != SURVIVED:
        sys.exit("The tests do not pass on the code as it is; nothing was tried.")
    for mutant, fate in _fates([m for m in todo if not m.is_inside], options.jobs, _reloaded):
        tally.note(mutant, fate)
    loop = _Loop([m for m in todo if m.is_inside], options.jobs, tally.note)
    pytest.main([*OPTIONS, "-s", *_paths(tests)], plugins=[loop])
    print(tally.table())


def _clean(tests: Sequence[str]) -> None:
    os._exit(pytest.main([*OPTIONS, *_paths(tests)], plugins=[_Selection()]))


if __name__ == "__main__":
    main()
