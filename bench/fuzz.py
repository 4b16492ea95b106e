"""Fuzz reading, checks, house style, comparison and pages for a bounded time: make fuzz SECONDS=600.

Coverage guides it where atheris can be had (Linux on x86-64); elsewhere inputs are drawn without guidance. What
crashes is made as small as can be and kept in tests/crashers/, where a test runs it for ever after. How it is
built, and what was found: docs/fuzzing.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CRASHERS = ROOT / "tests" / "crashers"
WORK = ROOT / ".cache" / "fuzz"
SUITE = ROOT / "tests" / "yaml_suite" / "cases.json"
PATIENCE = 60  # seconds for one input, on a machine with other work
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", choices=["guided", "drawn"])
    arguments = parser.parse_args()
    if arguments.worker:
        worker = guided if arguments.worker == "guided" else drawn
        worker(arguments.seconds, arguments.seed)
    else:
        sys.exit(run(arguments.seconds, arguments.seed))


def run(seconds: int, seed: int) -> int:
    """Start the worker, say what came of it, and keep what crashed; the exit code is 1 if anything did."""
    try:
        import atheris  # noqa: F401 - only to see whether it is there
    except ImportError:
        kind = "drawn"
        print(
            "atheris is not here (it has wheels for Linux on x86-64 only): inputs are drawn without guidance."
        )
    else:
        kind = "guided"
    corpus = prepare()
    command = [sys.executable, __file__, "--worker", kind, "--seconds", str(seconds), "--seed", str(seed)]
    print(f"Fuzzing for {seconds} s from {corpus} inputs …", flush=True)
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    print(report(result.stderr, kind))
    kept = [keep(path) for path in sorted((WORK / "found").iterdir())]
    if result.returncode and not kept:
        print(result.stdout[-2000:], result.stderr[-4000:], sep="\n")
        return 1
    for path in kept:
        print(f"{path.relative_to(ROOT)} crashes. Mend the code and commit the case with it.")
    return 1 if kept else 0


def prepare() -> int:
    """Put the seeds into the corpus, beside what earlier runs found worth keeping; return how many there are."""
    from fuzz_mutations import seeds
    from fuzz_target import Input

    corpus = WORK / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(WORK / "found", ignore_errors=True)
    (WORK / "found").mkdir()
    suite = json.loads(SUITE.read_text(encoding="utf-8"))["cases"]
    given = [
        seed for seed in seeds() if seed.home != "real" or seed.name in ("2016-2020.yaml", "_versions.yaml")
    ]
    given += [Input.of(path.read_bytes()) for path in sorted(CRASHERS.glob("*.txt"))]
    given += [Input("base", "cykel-2013.yaml", case["yaml"].encode()) for case in suite[::20]]
    for number, one in enumerate(given):
        (corpus / f"seed-{number:04}").write_bytes(one.raw())
    return len(list(corpus.iterdir()))


def guided(seconds: int, seed: int) -> None:
    import atheris

    # Not the parser: to count each of its steps on each character takes most of the time, and it is not ours.
    with atheris.instrument_imports(include=["generator"]):
        from fuzz_mutations import mutated, seeds
        from fuzz_target import Input
    sound = [seed.raw() for seed in seeds() if seed.home != "real"]
    tried = Tried()

    def mutate(data: bytes, max_size: int, number: int) -> bytes:
        rng = random.Random(number)
        # What is small or faulty is preferred, and never gets far.
        if rng.random() < (0.5 if is_likely(data) else 0.9):
            data = rng.choice(sound)
        if rng.random() < 0.05:
            return bytes(atheris.Mutate(data, max_size))
        return mutated(Input.of(data), rng).raw()[:max_size]

    options = {
        "max_total_time": seconds, "timeout": PATIENCE, "rss_limit_mb": 4096, "max_len": 60_000, "seed": seed,
        "artifact_prefix": f"{WORK / 'found'}/", "print_final_stats": 1, "len_control": 0, "report_slow_units": PATIENCE,
    }  # fmt: skip
    flags = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], str(WORK / "corpus"), *flags], tried.one, custom_mutator=mutate)
    atheris.Fuzz()


def is_likely(data: bytes) -> bool:
    """Whether it could be one of our files; anything else ends at the parser."""
    return any(key in data for key in (b"initiatives", b"themes", b"terms", b"releases", b"retired"))


def drawn(seconds: int, seed: int) -> None:
    """Without coverage: each input is a seed with some changes."""
    from fuzz_mutations import mutated
    from fuzz_target import Input

    tried = Tried()
    corpus = [path.read_bytes() for path in sorted((WORK / "corpus").iterdir())]
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        rng = random.Random(seed * 1_000_000_007 + number)
        tried.one(mutated(Input.of(rng.choice(corpus)), rng).raw())
        number += 1


class Tried:
    """What was tried: counted by how far it came, and kept when it crashed."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self.signatures: set[str] = set()

    def one(self, raw: bytes) -> None:
        from fuzz_target import Input, exercise, signature

        total = sum(self.stages.values())
        share = zlib.crc32(raw)  # what takes long is done for some, always the same ones
        try:
            self.stages[exercise(Input.of(raw), tools=share % 4 == 0, renders=share % 3 == 0)] += 1
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            self.stages["crashed"] += 1
            found = signature(error)
            if found not in self.signatures:
                self.signatures.add(found)
                (WORK / "found" / f"crash-{slug(found)}").write_bytes(raw)
        if total % 10 == 0:
            (WORK / "stages.json").write_text(json.dumps(self.stages), encoding="utf-8")


def report(log: str, kind: str) -> str:
    stages: dict[str, int] = {}
    with contextlib.suppress(OSError, ValueError):
        stages = json.loads((WORK / "stages.json").read_text(encoding="utf-8"))
    lines = [
        f"{sum(stages.values())} inputs, {kind}: "
        + ", ".join(f"{n} {stage}" for stage, n in sorted(stages.items()))
    ]
    covered = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", log)
    if covered:
        first, last = covered[0], covered[-1]
        lines.append(
            f"branches reached: {first[0]} by the seeds at first, {last[0]} at last; corpus of {last[2]} inputs"
        )
    return "\n".join(lines)


def keep(path: Path) -> Path:
    """Write what crashed, made small, as a case; the same fault has the same name."""
    from fuzz_target import Input

    given = Input.of(path.read_bytes())
    wanted = fault(given)
    if wanted is None or path.name.startswith(("timeout", "oom")):
        name = f"{path.name.partition('-')[0]}-{slug(given.name)}-{path.name[-8:]}"
    else:
        name = slug(wanted)
        lines = smaller(given, given.data.splitlines(keepends=True), wanted)
        given = Input(given.home, given.name, b"".join(smaller(given, lines, wanted)))
    CRASHERS.mkdir(exist_ok=True)
    (CRASHERS / f"{name}.txt").write_bytes(given.raw())
    return CRASHERS / f"{name}.txt"


def fault(given: Any) -> str | None:
    from fuzz_target import exercise, signature

    try:
        exercise(given)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return signature(error)
    return None


def smaller(given: Any, parts: list[bytes], wanted: str) -> list[bytes]:
    """Leave out ever smaller runs of parts as long as the same fault is there, for two minutes at most."""
    end = time.monotonic() + 120
    size = len(parts) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(parts) and time.monotonic() < end:
            shorter = parts[:at] + parts[at + size :]
            if fault(type(given)(given.home, given.name, b"".join(shorter))) == wanted:
                parts = shorter
            else:
                at += size
        size //= 2
    return parts


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:70]


if __name__ == "__main__":
    main()
