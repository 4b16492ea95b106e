"""The files of a folder of snapshots, as they are and before anything is looked into."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.reading import limits
from generator.reading.files import read_file, shown_name

# What a file held, or why it cannot be read.
FolderContents = Mapping[str, bytes | Problem]

REGISTER = "_register.yaml"
GLOSSARY = "_glossary.yaml"
VERSIONS = "_versions.yaml"
VERIFIED = "_verified.yaml"
BEYOND = "_beyond.yaml"
UNREAD = "_unread.yaml"
SEARCH = "_search.yaml"
_SHARED = (REGISTER, GLOSSARY, VERSIONS, VERIFIED, BEYOND, UNREAD, SEARCH)


def contents_of(folder: Path) -> FolderContents:
    """The files of the folder by name. What begins with _ belongs to the folder as a whole."""
    shared = [folder / name for name in _SHARED]
    contents: dict[str, bytes | Problem] = {}
    size = 0
    for path in (*_snapshot_files(folder), *filter(os.path.lexists, shared)):
        try:
            data = read_file(path, name_in(folder, path.name), within=folder)
        except InvalidDataError as error:
            [contents[path.name]] = error.problems
            continue
        contents[path.name] = data
        size += len(data)
        if size > limits.MAX_FOLDER_BYTES:
            most = f"{limits.MAX_FOLDER_BYTES / 1_000_000:g} MB"
            raise GeneratorError(f"the files in {folder} come to more than {most}. Remove what is no snapshot.")
    return contents


def _snapshot_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("_"))
    if not files:
        raise GeneratorError(f"no snapshots in {folder}. Add one, or give --agreements.")
    if len(files) > limits.MAX_FILES:
        raise GeneratorError(
            f"{len(files)} snapshots in {folder}. At most {limits.MAX_FILES} are read: remove what is none."
        )
    if unread := tuple(_not_read(folder, files)):
        raise InvalidDataError(unread)
    return files


def _not_read(folder: Path, files: Sequence[Path]) -> Iterator[Problem]:
    """What in *folder* looks like data and is none of *files*, and what would change them."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name.lower() == ".gitattributes":  # else the files are no longer what is in the commits
            remedy = "Remove it; the one at the top of the repository is enough."
            message = f"it would have git write other files than it holds. {remedy}"
            yield Problem(name_in(folder, name), 1, 1, "git-writes-what-it-holds", message)
        if name.startswith(".") or path.suffix.lower() not in {".yaml", ".yml"} or path in files or name in _SHARED:
            continue
        if path.parent != folder:
            remedy = f"Move it to {folder.name}/"
        elif path.suffix != ".yaml":
            remedy = f"Rename it {shown_name(path.stem)}.yaml"
        else:
            remedy = f"Only {', '.join(_SHARED)} begin with _"
        yield Problem(name_in(folder, name), 1, 1, "all-data-is-read", f"it would be passed over. {remedy}.")


def name_in(folder: Path, name: str) -> str:
    """How a file is named in messages: its folder and its name, whatever machine it is on."""
    return shown_name(f"{folder.name}/{name}")
