"""Joins the edges: snapshots from a folder, and their history, into what everything else is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.archive import Archive
from generator.checks import check
from generator.history import History, read_history
from generator.model import Agreement, Register
from generator.place import GeneratorError, InvalidDataError
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
    readings = [read(path.read_bytes(), _name(path), Agreement) for path in _snapshot_files(folder)]
    register_path = folder / REGISTER
    if not register_path.is_file():
        raise GeneratorError(f"no {REGISTER} in {folder}. It lists the parties and the themes.")
    register = read(register_path.read_bytes(), _name(register_path), Register)
    problems = [*register.problems, *(problem for reading in readings for problem in reading.problems)]
    agreements = [reading.value for reading in readings if reading.value is not None]
    if register.value is not None:
        # What a faulty snapshot lost would be reported again as missing, so its lineage waits.
        whole = all(reading.lineage_is_whole for reading in readings)
        chain = len(agreements) == len(readings)
        problems += [
            problem
            for problem in check(agreements, register.value, lineage=whole)
            if chain or problem.rule not in ("follows-exists", "follows-is-one-chain")
        ]
    if problems or register.value is None:
        raise InvalidDataError(tuple(sorted(set(problems))))
    return Archive.in_order(agreements, register.value)


def _snapshot_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    files = sorted(path for path in folder.glob("*.yaml") if path.name != REGISTER)
    if not files:
        raise GeneratorError(f"no snapshots in {folder}. Add one, or give --agreements.")
    return files


def _name(path: Path) -> str:
    """How a file is named in messages: its folder and its name, whatever machine it is on."""
    return f"{path.parent.name}/{path.name}"
