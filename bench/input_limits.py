"""What reading up to each limit costs: python bench/input_limits.py. The figures stand in docs/input-limits.md."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from generator.reading import limits

BASE = Path(__file__).parent.parent / "tests" / "checks" / "_base" / "cykel-2013.yaml"


def initiatives() -> str:
    """A sound snapshot of as many initiatives as its bytes allow, in the longest texts that are usual."""
    head, _, rest = BASE.read_text(encoding="utf-8").partition("initiatives:\n")
    item, _, tail = rest.partition("not_continued:")
    count = limits.MAX_FILE_BYTES // len(item.encode()) - 1
    return f"{head}initiatives:\n{item * count}not_continued:{tail}"


CASES: dict[str, Callable[[], str]] = {
    "bytes: initiatives": initiatives,
    "bytes: one text": lambda: "a: " + "x" * (limits.MAX_FILE_BYTES - 4),
    "bytes: line ends": lambda: "a:\n" + "\n" * (limits.MAX_FILE_BYTES - 6) + "  b",
    "bytes: comments": lambda: "a: b\n" + "# c\n" * ((limits.MAX_FILE_BYTES - 5) // 4),
    "values: a flat list": lambda: "a: [" + "b," * (limits.MAX_VALUES - 10) + "]",
    "values: unknown keys": lambda: "".join(f"k{n}: v\n" for n in range(limits.MAX_VALUES // 2 - 10)),
    "values: keys with comments": lambda: "".join(
        f"k{n}: v # c\n" for n in range(limits.MAX_VALUES // 2 - 10)
    ),
    "values: anchors": lambda: "a: [" + "&a b," * (limits.MAX_VALUES - 10) + "]",
    "hidden letters": lambda: "# " + "\u200b" * (limits.MAX_FILE_BYTES // 3 - 2),
}
MEASURE = """
import resource, sys, time
from generator.maintaining.formatting import formatted
from generator.model.agreement import Agreement
from generator.model.place import GeneratorError
from generator.reading.snapshots import read
data = sys.stdin.buffer.read()
start = time.process_time()
if sys.argv[1] == "read":
    problems = len(read(data, "agreements/a.yaml", Agreement).problems)
else:
    try:
        formatted(data, "a.yaml")
        problems = 0
    except GeneratorError as error:
        problems = len(getattr(error, "problems", "1"))
seconds = time.process_time() - start
print(f"{seconds:.1f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, {problems} problems")
"""


def main() -> None:
    for name, make in CASES.items():
        data = make().encode()
        for what in ("read", "fmt"):
            command = [sys.executable, "-c", MEASURE, what]
            result = subprocess.run(command, input=data, capture_output=True, check=False)
            out = result.stdout.decode().strip() or result.stderr.decode()[-300:]
            print(f"{name:28} {len(data) / 1e6:4.1f} MB  {what:5} {out}", flush=True)


if __name__ == "__main__":
    main()
