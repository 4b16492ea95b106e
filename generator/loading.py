"""Joins the edges: snapshots from a folder, and their history, into what everything else is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.archive import Archive
from generator.checks import check
from generator.history import History, read_history
from generator.model import Agreement, Register
from generator.place import GeneratorError, InvalidDataError, Problem
from generator.reading import read

REGISTER = "_register.yaml"


@dataclass(frozen=True)
class Loaded:
    archive: Archive
    history: History


def load(folder: Path) -> Loaded:
    """Read and check every snapshot in *folder*; raise InvalidDataError with all problems if there are any."""
    return Loaded(load_archive(folder), read_history(folder))


def load_archive(folder: Path) -> Archive:
    """Read and check the snapshots without their history; raise InvalidDataError if anything is wrong."""
    agreements, register, problems = read_folder(folder)
    # A snapshot that cannot be read leaves holes that would be reported over again; mend it first.
    if register is not None and not problems:
        problems = check(agreements, register)
    if problems or register is None:
        raise InvalidDataError(problems)
    return Archive.in_order(agreements, register)


def read_folder(folder: Path) -> tuple[list[Agreement], Register | None, tuple[Problem, ...]]:
    """Read each file on its own; the problems are those of single files."""
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    files = sorted(path for path in folder.glob("*.yaml") if path.name != REGISTER)
    if not files:
        raise GeneratorError(f"no snapshots in {folder}. Add one, or give --agreements.")
    agreements: list[Agreement] = []
    problems: list[Problem] = []
    for path in files:
        agreement, found = read(path.read_bytes(), _name(path), Agreement)
        problems += found
        if agreement is not None:
            agreements.append(agreement)
    register_path = folder / REGISTER
    if not register_path.is_file():
        raise GeneratorError(f"no {REGISTER} in {folder}. It lists the parties and the themes.")
    register, found = read(register_path.read_bytes(), _name(register_path), Register)
    return agreements, register, tuple(sorted([*problems, *found]))


def _name(path: Path) -> str:
    """How a file is named in messages: its folder and its name, whatever machine it is on."""
    return f"{path.parent.name}/{path.name}"
