"""`make mutants` is no test of its own, since it takes long; what it names is."""

from __future__ import annotations

import ast
import tomllib

from conftest import ROOT

CONFIG = tomllib.loads((ROOT / "bench" / "mutants.toml").read_text(encoding="utf-8"))


def test_what_is_to_be_mutated_is_there() -> None:
    functions = set()
    for module, tests in CONFIG["modules"].items():
        assert (ROOT / "generator" / module).is_file(), module
        for test in tests:
            tree = ast.parse((ROOT / "tests" / test).read_text(encoding="utf-8"))
            functions |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert set(CONFIG["left_out"]) <= functions
    doc = (ROOT / "docs" / "mutants.md").read_text(encoding="utf-8")
    for module in CONFIG["modules"]:
        assert f"| {module} |" in doc, module


def test_each_explained_mutant_is_of_a_line_that_is_there() -> None:
    """So that no explanation outlives the code it is of."""
    for mutant in CONFIG.get("explained", []):
        text = " ".join((ROOT / "generator" / mutant["module"]).read_text(encoding="utf-8").split())
        assert mutant["change"].split(" → ")[0] in text, mutant["change"]
        assert mutant["why"]
