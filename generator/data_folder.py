"""Reads and checks the files of a folder of snapshots, as they are or as they were at a git revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from generator.checks import WARNINGS, check, check_beyond, check_unread, check_versions, problems_of
from generator.checks.phrases import OVERLAY_WARNINGS
from generator.checks.words import GLOSSARY_CHECKS, SEARCH_CHECKS, SHARED_CHECKS
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import Glossary, Register, SearchWords, Unread, Verified, Versions
from generator.model.beyond import Beyond, everything
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.reading import limits
from generator.reading.files import (
    BEYOND,
    GLOSSARY,
    REGISTER,
    SEARCH,
    UNREAD,
    VERIFIED,
    VERSIONS,
    FolderContents,
    agreement_id,
    contents_of,
    is_too_much,
    name_in,
)
from generator.reading.rewriting import rewritten
from generator.reading.snapshots import Loss, Reading, read

M = TypeVar("M", Glossary, Versions, Verified, Beyond, Unread, SearchWords)
A = TypeVar("A", bound=BaseModel)

# What impact cannot see on the pages: how the search reads words, where in a text a link leads, and what is explained.
NOT_COMPARED = (VERIFIED, SEARCH, GLOSSARY)
_REFERENCES = {
    "sources-are-listed",
    "themes-are-known",
    "parties-are-known",
    "parts-belong-to-a-whole",
    "transfers-stay-inside",
}


class FolderData(NamedTuple):
    """The snapshots, what other sources say, what was published, and which phrases were found in the source texts."""

    archive: Archive
    beyond: Beyond
    versions: Versions
    verified: Verified


def load_archive(folder: Path, at: str | None = None) -> Archive:
    """Read and check the snapshots without their history; raise InvalidDataError if anything is wrong."""
    return load_all(folder, at).archive


def load_with_warnings(folder: Path) -> tuple[FolderData, tuple[Problem, ...]]:
    """What `load_all` gives, and what is worth mending in the folder and keeps nothing from being built."""
    data = load_all(folder)
    archive = data.archive
    shared = (archive.register, archive.glossary, archive.search_words, data.beyond, data.versions)
    problems = problems_of(WARNINGS, (*archive.agreements, *archive.unread, *shared))
    laid = everything(archive, data.beyond).archive.agreements
    return data, tuple(sorted(problems | problems_of(OVERLAY_WARNINGS, (*laid, archive.register))))


def load_all(folder: Path, at: str | None = None) -> FolderData:
    """Read and check the folder as of a revision or of the work tree; raise InvalidDataError if anything is wrong."""
    return loaded(folder, contents_at(folder, at) if at else contents_of(folder), is_past=at is not None)


def loaded(folder: Path, contents: FolderContents, *, is_past: bool) -> FolderData:
    """The same of what the files hold; of the past some rules are not asked again."""
    by_name = _read_agreements(folder, contents)
    readings = [*by_name.values()]
    register = _read_register(folder, contents)
    glossary = _read_if_there(folder, contents, GLOSSARY, Glossary)
    versions = _read_if_there(folder, contents, VERSIONS, Versions)
    verified = _read_if_there(folder, contents, VERIFIED, Verified)
    beyond = _read_if_there(folder, contents, BEYOND, Beyond)
    unread = _read_if_there(folder, contents, UNREAD, Unread)
    search_words = _read_if_there(folder, contents, SEARCH, SearchWords)
    problems = {problem for reading in readings for problem in reading.problems}
    problems.update(register.problems, glossary.problems, versions.problems, verified.problems)
    problems.update(beyond.problems, unread.problems, search_words.problems)
    if not is_past:
        problems.update(_without_a_history(folder, contents, by_name))
    if glossary.value is not None and not glossary.problems:
        problems |= problems_of(GLOSSARY_CHECKS, glossary.value)
    agreements = [reading.value for reading in readings if reading.value is not None]
    others = (register.value, glossary.value, versions.value, beyond.value, unread.value)
    problems |= problems_of(SHARED_CHECKS, (*agreements, *(value for value in others if value is not None)))
    loss = reduce(Loss.and_, (reading.loss for reading in readings))
    if register.value is not None:
        reported = check(agreements, register.value, chain=not loss.chain, lineage=not loss.lineage, is_past=is_past)
        lost = loss.ids | register.loss.ids
        problems |= {problem for problem in reported if not _is_echo(problem, lost)}
    if versions.value is not None and not versions.problems:
        problems |= set(check_versions(versions.value, None if problems else agreements))
    if problems or register.value is None:
        raise InvalidDataError(tuple(sorted(problems)))
    not_read = unread.value.unread if unread.value else ()
    archive = Archive.in_order(agreements, register.value, glossary.value, not_read, search_words.value)
    if wrong := (*check_unread(archive), *problems_of(SEARCH_CHECKS, archive)):
        raise InvalidDataError(tuple(sorted(wrong)))
    laid_over = beyond.value or Beyond()
    if wrong := check_beyond(laid_over, archive, is_past=is_past):
        raise InvalidDataError(wrong)
    return FolderData(archive, laid_over, versions.value or Versions(), verified.value or Verified())


def _without_a_history(
    folder: Path, contents: FolderContents, readings: Mapping[str, Reading[Agreement]]
) -> Iterator[Problem]:
    """What would be read today, and not as a version of the past: the record could never tell of it."""
    for name, data in contents.items():
        value = readings[name].value if name in readings and not readings[name].problems else None
        if isinstance(data, Problem) or (name.startswith("_") and name not in {BEYOND, UNREAD}):
            continue
        if is_too_much(data):
            message = f"larger than {limits.MAX_PAST_BYTES:,} bytes or {limits.MAX_PAST_LINES:,} lines and commas"
            advice = "Split it, or shorten it."
            yield Problem(
                name_in(folder, name), 1, 1, "too-large", f"no version in the past may be {message}. {advice}"
            )
        if value and agreement_id(data) != value.id:
            message = "the id is not written as the history looks for it."
            advice = f"Write id: '{value.id}' at the beginning of a line, and begin no other line with id:."
            yield Problem.at(value.place.at("id"), "id-is-plain", f"{message} {advice}")


def load_chain(folder: Path, last: str) -> Archive:
    """The agreements up to *last*, whatever state those after it are in; raise InvalidDataError as `load` does."""
    contents = contents_of(folder)
    register = _read_register(folder, contents)
    readings = _read_agreements(folder, contents)
    chain: list[Reading[Agreement]] = []
    wanted: str | None = last
    while wanted and (reading := readings.pop(f"{wanted}.yaml", None)):
        chain.append(reading)
        wanted = reading.value.follows if reading.value else None
    if not chain:
        raise GeneratorError(f"no agreement {last!r} in {folder}. Mend follows, or add {last}.yaml.")
    agreements = [reading.value for reading in reversed(chain) if reading.value is not None]
    problems = {*register.problems, *(problem for reading in chain for problem in reading.problems)}
    if not problems and register.value is not None:
        problems |= set(check(agreements, register.value))
    if problems or register.value is None:
        raise InvalidDataError(tuple(sorted(problems)))
    return Archive.in_order(agreements, register.value)


def _read_agreements(folder: Path, contents: FolderContents) -> dict[str, Reading[Agreement]]:
    snapshots = {name: data for name, data in contents.items() if not name.startswith("_")}
    return {name: _read(data, name_in(folder, name), Agreement) for name, data in snapshots.items()}


def _read_register(folder: Path, contents: FolderContents) -> Reading[Register]:
    if REGISTER not in contents:
        raise GeneratorError(f"no {REGISTER} in {folder}. It lists the parties and the themes.")
    return _read(contents[REGISTER], name_in(folder, REGISTER), Register)


def _read_if_there(folder: Path, contents: FolderContents, name: str, model: type[M]) -> Reading[M]:
    """What is no part of any snapshot, such as the versions that were published. A folder may be without."""
    if name not in contents:
        return Reading(model(), ())
    return _read(contents[name], name_in(folder, name), model)


def _read(content: bytes | Problem, file: str, model: type[A]) -> Reading[A]:
    if isinstance(content, Problem):
        return Reading(None, (content,), Loss.everything())
    return _read_whole(content, file, model)


@lru_cache(maxsize=512)  # a preview reads again and again what is mostly as it was
def _read_whole(content: bytes, file: str, model: type[A]) -> Reading[A]:
    return read(content, file, model, rewritten)


def _is_echo(problem: Problem, lost: frozenset[str]) -> bool:
    """Whether a reference dangles only because what it names had a fault of its own and was left out."""
    return problem.rule in _REFERENCES and any(repr(lost_id) in problem.message for lost_id in lost)


def contents_at(folder: Path, revision: str) -> FolderContents:
    from generator.record.git_history import files_at  # noqa: PLC0415 - git takes a quarter of a second to load

    return past_contents(folder, revision, files_at(folder, revision))


def past_contents(folder: Path, revision: str, files: Mapping[str, bytes]) -> FolderContents:
    """Those of *files* that are read; raise GeneratorError where none is a snapshot."""
    contents = {name: data for name, data in files.items() if name.endswith(".yaml")}
    if all(name.startswith("_") for name in contents):
        raise GeneratorError(f"no snapshots in {folder} at {revision!r}. Use a later revision.")
    return contents
