"""Every file of the project, as it is or as it was: code, settings, what is written by hand, and the data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.reading import limits
from generator.record.repository import opened

_ORDINARY = "100644"


def project_files(folder: Path, at: str | None = None) -> Mapping[str, bytes]:
    """Its files by path from where *folder*, the snapshots, lies: of the work tree, or as they were at a revision.

    A link is what it leads to, as git has it. What git is told to ignore is left out.
    """
    project = folder.resolve().parent
    with opened(folder) as repository:
        if at is None:
            paths = {name: project / name for name in repository.work_tree(project)}
            return {name: _held(path) for name, path in paths.items() if path.is_symlink() or path.is_file()}
        tree = repository.files_below(project, repository.commit(at))
        return dict(zip(tree, repository.contents(tree.values()), strict=True))


def unusual_modes(folder: Path, at: str | None = None) -> Mapping[str, str]:
    """Git's modes of those that are no ordinary file: programs, links and submodules; of the work tree as staged."""
    project = folder.resolve().parent
    with opened(folder) as repository:
        modes = repository.modes_below(project, None if at is None else repository.commit(at))
    return {name: mode for name, mode in modes.items() if mode != _ORDINARY}


def _held(path: Path) -> bytes:
    """As much as is read of a file in git."""
    if path.is_symlink():
        return bytes(path.readlink())
    with path.open("rb") as source:
        return source.read(limits.MAX_FILE_BYTES + 1)
