"""Inputs that nobody wrote: the public YAML test suite, what once crashed, and a short run of the fuzzer.

The whole of the fuzzer is `make fuzz`; docs/fuzzing.md says how it is built and what it found.
"""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path
from typing import Any

import fuzz_target
import pytest
from fuzz_mutations import mutated, seeds
from fuzz_target import Input, exercise

from generator.maintaining.formatting import formatted
from generator.model.agreement import Agreement
from generator.model.place import InvalidDataError
from generator.reading.snapshots import read
from generator.reading.yaml_text import parse

HERE = Path(__file__).parent
SUITE = json.loads((HERE / "yaml_suite" / "cases.json").read_text(encoding="utf-8"))["cases"]
CRASHERS = sorted((HERE / "crashers").glob("*.txt"))
# Where the parser is known to read otherwise than the suite; none of it can hide or change a text of a snapshot.
KNOWN = {
    "652Z": "a question mark before a word in braces is taken for the sign of a key",
    "96NN-1": "the suite gives no JSON; a tab after the indentation is a part of the text",
    "9C9N": "a list in brackets may go on further to the left than YAML allows",
    "DK95-1": "a text in quotes may go on after a tab",
    "L24T-1": "spaces on the last line of a text, where the file ends without a line end, are one line less",
    "QB6E": "a text in quotes may go on further to the left than YAML allows",
    "SU5Z": "a comment may stand close to the quotes before it",
}


@pytest.mark.parametrize("case", SUITE, ids=lambda case: case["id"])
def test_each_case_of_the_yaml_suite_is_values_or_clear_problems(case: dict[str, Any]) -> None:
    data = case["yaml"].encode()
    reading = read(data, "agreements/a.yaml", Agreement)
    assert reading.problems  # none of it is a snapshot
    assert all(problem.message.endswith((".", "?")) for problem in reading.problems)
    document = parse(case["yaml"], "agreements/a.yaml")
    try:
        formatted(data, "agreements/a.yaml")
    except InvalidDataError as error:
        assert error.problems  # noqa: PT017 - either outcome is right
    if document.plain is None or document.problems:
        return
    is_right = not case.get("fail") and "json" in case and _bare(document.plain) == json.loads(case["json"])
    assert is_right != (case["id"] in KNOWN)


def test_the_suite_is_all_there() -> None:
    """402 cases, of which 94 must be refused; read as values are the mappings without what we do not let in."""
    sound = [case for case in SUITE if not parse(case["yaml"], "a").problems]
    assert (len(SUITE), sum(case.get("fail", False) for case in SUITE), len(sound)) == (402, 94, 71)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key != "place"}
    return [_bare(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.stem)
def test_what_once_crashed_does_so_no_more(path: Path) -> None:
    exercise(Input.of(path.read_bytes()))


@pytest.mark.parametrize("number", range(6))
def test_a_short_run_of_the_fuzzer(number: int) -> None:
    """The same inputs each time; two of them are sound and are rendered whole."""
    given = [seed for seed in seeds() if seed.home == "base"]
    rng = random.Random(number)  # noqa: S311
    exercise(mutated(rng.choice(given), rng))


def test_the_same_seed_gives_the_same_input() -> None:
    """Or no run could be repeated."""
    for number in range(20):
        one, other = (random.Random(number) for _ in range(2))  # noqa: S311
        seed = seeds()[number % len(seeds())]
        assert mutated(seed, one) == mutated(seed, other)


def test_the_fuzzer_sees_a_crash_and_a_broken_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzzer that finds nothing may also be one that looks for nothing."""
    [given] = [seed for seed in seeds() if (seed.home, seed.name) == ("base", "cykel-2013.yaml")]
    monkeypatch.setattr(fuzz_target, "formatted", lambda data, _: data.replace(b"Der bygges", b"Der males"))
    with pytest.raises(fuzz_target.BrokenPromiseError, match="changed a value"):
        exercise(given, renders=False)
    monkeypatch.setattr(fuzz_target, "site_files", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError) as raised:
        exercise(given, tools=False)
    assert fuzz_target.signature(raised.value).startswith("ZeroDivisionError in ")


def test_anchors_warn_nobody() -> None:
    """The parser warns of an anchor that is given twice, on the terminal; it is a problem already."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert {problem.rule for problem in parse("a: &a 1\nb: &a 2\n", "a").problems} == {"no-aliases"}
