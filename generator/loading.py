"""Joins the edges: snapshots from a folder, and their history, into what everything else is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from generator.archive import Archive
from generator.checks import check, check_glossary
from generator.history import History, read_history
from generator.model import Agreement, Glossary, Register
from generator.place import GeneratorError, InvalidDataError, Problem
from generator.reading import Reading, read
from generator.salvage import Loss

REGISTER = "_register.yaml"
GLOSSARY = "_glossary.yaml"
_REFERENCES = {
    "sources-are-listed",
    "themes-are-known",
    "parties-are-known",
    "parts-belong-to-a-whole",
    "transfers-stay-inside",
}


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
    glossary = _read_glossary(folder)
    problems = {
        *register.problems,
        *glossary.problems,
        *(p for reading in readings for p in reading.problems),
    }
    if glossary.value is not None and not glossary.problems:
        problems |= set(check_glossary(glossary.value))
    agreements = [reading.value for reading in readings if reading.value is not None]
    loss = reduce(Loss.and_, (reading.loss for reading in readings))
    if register.value is not None:
        found = check(agreements, register.value, chain=not loss.chain, lineage=not loss.lineage)
        lost = loss.ids | register.loss.ids
        problems |= {problem for problem in found if not _is_echo(problem, lost)}
    if problems or register.value is None:
        raise InvalidDataError(tuple(sorted(problems)))
    return Archive.in_order(agreements, register.value, glossary.value)


def _read_glossary(folder: Path) -> Reading[Glossary]:
    """The glossary explains words and is no part of any snapshot, so a folder may be without one."""
    path = folder / GLOSSARY
    return read(path.read_bytes(), _name(path), Glossary) if path.is_file() else Reading(Glossary(), ())


def _is_echo(problem: Problem, lost: frozenset[str]) -> bool:
    """Whether a reference dangles only because what it names had a fault of its own and was left out."""
    return problem.rule in _REFERENCES and any(repr(lost_id) in problem.message for lost_id in lost)


def _snapshot_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    # What begins with _ belongs to the folder as a whole.
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("_"))
    if not files:
        raise GeneratorError(f"no snapshots in {folder}. Add one, or give --agreements.")
    for path in files:
        if not path.is_file():
            raise GeneratorError(f"{_name(path)} is not a file. Remove it, or give it another name.")
    for path in folder.glob("*.yml"):
        raise GeneratorError(f"{_name(path)} would be passed over. Rename it {path.stem}.yaml.")
    return files


def _name(path: Path) -> str:
    """How a file is named in messages: its folder and its name, whatever machine it is on."""
    return f"{path.parent.name}/{path.name}"
