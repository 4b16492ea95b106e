"""Builds the site on machines as unlike as one machine can make them, and compares every byte.

Each build has a copy of the project in a folder of its own, and of Python, time zone, language, hash seed, umask,
times of files and the clock what no other has. OTHER_PYTHON names the second Python; else it is the newest on PATH
of another version than ours.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements" / "site.txt"
CANDIDATES = ("python3.15", "python3.14", "python3.13", "python3.12", "python3.11", "python3")
LEFT_OUT = (".venv", "site", ".site-*", ".cache", "node_modules", "__pycache__", ".*_cache", ".hypothesis")
ADDRESS = "https://aftalespor.example/"
SHOWN = 20  # files that differ
AROUND = 24  # bytes on each side of the first that differs
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@dataclass(frozen=True)
class Machine:
    """One build: the name of its folder, its Python, and what is unusual about it."""

    folder: str
    python: Path
    environment: dict[str, str] = field(default_factory=dict)
    clock: int | None = None  # seconds since 1970
    umask: int = 0o022


@dataclass(frozen=True)
class Built:
    """What a build gave: the bytes of every file by path, of the site and of `aftalespor pages`."""

    files: dict[str, bytes]

    @property
    def digest(self) -> str:
        lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(self.files.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def main() -> int:
    ours, other = Path(sys.executable), other_python()
    if other is None:
        print("Only one Python was found, so all builds use it. Name another: make reproduce OTHER_PYTHON=python3.13")
        other = ours
    machines = (
        Machine("projekt", ours),
        Machine(
            "projekt æøå med mellemrum", other,
            {**NO_UTF8, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "HOME": "/findes-ikke"}, 7, 0o077,
        ),
        Machine(
            "100% #1", ours,
            {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4294967295", "PYTHONOPTIMIZE": "2"}, 2_224_000_000,
        ),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="aftalespor-") as name:
        clock = clock_setter(Path(name))
        if clock is None:
            print("No C compiler, or not Linux: the clock is left as it is.")
        for machine in machines:  # all of them before any is built, so that the project may be edited meanwhile
            project = Path(name) / machine.folder
            shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
            touch(project, machine.folder)
        builts = [build(machine, Path(name) / machine.folder, clock) for machine in machines]
    differing = sum([report_difference(builts[0], built, number) for number, built in enumerate(builts[1:], start=2)])
    first = builts[0]
    if not differing:
        size = sum(map(len, first.files.values()))
        print(f"\n{len(machines)} builds, the same {len(first.files)} files of {size} bytes.")
        print(f"SHA-256 over all: {first.digest}")
    return int(bool(differing))


def other_python() -> Path | None:
    """The environment of another version of Python than ours, made if need be; None where there is none."""
    asked = os.environ.get("OTHER_PYTHON")
    ours = version(sys.executable)
    for candidate in (asked,) if asked else CANDIDATES:
        found = version(candidate)
        if found and (asked or (found != ours and found >= (3, 11))):
            try:
                return environment_of(candidate, found)
            except subprocess.CalledProcessError:
                print(f"The dependencies cannot be installed for {candidate}; passing it over.")
    if asked:
        sys.exit(f"{asked} cannot be used. Name another Python of 3.11 or newer.")
    return None


def version(python: str) -> tuple[int, ...] | None:
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):  # such as a name that stands for nothing
        return None
    return tuple(map(int, told.split()))


def environment_of(python: str, found: tuple[int, ...]) -> Path:
    folder = ROOT / ".venv" / f"reproduce-{'.'.join(map(str, found))}"
    done = folder / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    if not done.exists():
        print(f"Setting up {folder.name} (about half a minute the first time) …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
        done.touch()
    return folder / "bin" / "python"


def clock_setter(folder: Path) -> Path | None:
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        return None
    out = folder / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(out), str(ROOT / "bench" / "clock.c")], check=True)
    return out


def build(machine: Machine, project: Path, clock: Path | None) -> Built:
    environment = {**os.environ, "PYTHONPATH": str(project), "SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1"}
    environment |= machine.environment
    if machine.clock is not None and clock is not None:
        environment |= {"CLOCK": str(machine.clock), "LD_PRELOAD": str(clock)}
    else:
        environment.pop("CLOCK", None)
    told = ", ".join(
        [
            version_words(machine.python), f"»{machine.folder}«", f"umask {machine.umask:03o}",
            *(f"{name}={value}" for name, value in {**machine.environment, "CLOCK": environment.get("CLOCK", "now")}.items()),
        ]
    )  # fmt: skip
    print(f"Building: {told}", flush=True)
    pages = ["pages", "--require-history", "--site-url", ADDRESS, "--out", "sider"]
    for arguments in (["site"], pages):
        result = subprocess.run(
            [str(machine.python), "-m", "generator", *arguments],
            cwd=project, env=environment, umask=machine.umask, capture_output=True, check=False,
        )  # fmt: skip
        if result.returncode:
            sys.stdout.buffer.write(result.stdout + result.stderr)
            sys.exit(f"aftalespor {arguments[0]} failed there.")
    return Built(
        {
            path.relative_to(project).as_posix(): path.read_bytes()
            for top in ("site", "sider")
            for path in sorted((project / top).rglob("*"))
            if path.is_file()
        }
    )


def version_words(python: Path) -> str:
    return subprocess.run([str(python), "-V"], capture_output=True, text=True, check=True).stdout.strip()


def touch(project: Path, seed: str) -> None:
    """Give every file a time of its own, as a clone and a copy do."""
    times = random.Random(seed)
    for path in sorted(project.rglob("*")):
        if ".git" not in path.parts and path.is_file():
            os.utime(path, (times.randrange(10**9), times.randrange(10**9)))


def report_difference(first: Built, other: Built, number: int) -> bool:
    """Print which files differ and where; whether any does."""
    names = sorted(first.files.keys() | other.files.keys())
    differing = [name for name in names if first.files.get(name) != other.files.get(name)]
    for name in differing[:SHOWN]:
        one, two = first.files.get(name), other.files.get(name)
        if one is None or two is None:
            print(f"{name}: only in build {number if one is None else 1}")
            continue
        same = zip(one, two, strict=False)
        at = next((i for i, (a, b) in enumerate(same) if a != b), min(len(one), len(two)))
        print(f"{name}: build 1 and {number} differ from byte {at} on ({len(one)} and {len(two)} bytes)")
        for data in (one, two):
            print(f"    {data[max(at - AROUND, 0) : at + AROUND]!r}")
    if len(differing) > SHOWN:
        print(f"… and {len(differing) - SHOWN} more files of build {number}.")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
