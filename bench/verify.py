"""What `aftalespor verify` costs against an earlier revision: make bench-verify SOURCES=folder.

Both run in this environment, each on its own snapshots and on the source texts that both name, by turns, so that what
else the machine does falls on both. CPU time counts, of the whole process: who waits for the answer waits for its
imports too.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BEFORE = "d59b19f"  # the last revision that searched for phrases letter by letter
_SHA256 = re.compile(r"sha256: [\"']?([0-9a-f]{64})")


def named(folder: Path) -> set[str]:
    """The SHA-256 of every text that the snapshots in *folder* name."""
    return {
        sha for path in folder.glob("*.yaml") for sha in _SHA256.findall(path.read_text(encoding="utf-8"))
    }


def cpu_seconds(tree: Path, sources: Path, more: str) -> float:
    """The CPU time of one run in *tree*; what it finds in the snapshots does not matter here, but it must run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(
        [sys.executable, "-m", "generator", "verify", "--sources", str(sources)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": more},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in (0, 1) or "Traceback" in result.stderr:
        sys.exit(f"verify does not run in {tree}:\n{result.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def with_what_it_imports(tree: Path, to: Path) -> str:
    """A folder with the reader of PDFs that the earlier revision imports, where this environment has none."""
    lock = (tree / "requirements" / "site.txt").read_text(encoding="utf-8")
    locked = re.search(r"^pypdf==[\d.]+", lock, re.MULTILINE)
    if (
        locked
        and subprocess.run(
            [sys.executable, "-c", "import pypdf"], capture_output=True, check=False
        ).returncode
    ):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--target", str(to), locked[0]], check=True)
    return str(to)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sources", type=Path, required=True)
    options.add_argument("--before", default=BEFORE)
    options.add_argument("--runs", type=int, default=7)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        tree, sources, more = (Path(temporary) / name for name in ("before", "sources", "more"))
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), arguments.before], check=True)
        try:
            sources.mkdir()
            both = named(ROOT / "agreements") & named(tree / "agreements")
            for path in sorted(arguments.sources.iterdir()):
                if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in both:
                    shutil.copy(path, sources)
            imports = with_what_it_imports(tree, more)
            pairs = [
                (cpu_seconds(tree, sources, imports), cpu_seconds(ROOT, sources, ""))
                for _ in range(arguments.runs + 1)
            ][1:]  # the first run writes the bytecode
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
        texts = len(list(sources.iterdir()))
    old, new = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{texts} texts, {arguments.runs} runs of each by turns, median CPU time of the whole process")
    print(f"{arguments.before}  {old:6.2f} s")
    print(f"now      {new:6.2f} s")
    print(f"ratio    {statistics.median(new / old for old, new in pairs):6.2f}")


if __name__ == "__main__":
    main()
