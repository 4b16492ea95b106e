"""What the site is made of beside the snapshots: the code, its translations, and what is written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.record.repository import opened

_PARTS = ("generator/", "site_src/", "mkdocs.yml")


def project_files(folder: Path, at: str | None = None, *, of_the_folder: Sequence[str] = ()) -> Mapping[str, bytes]:
    """Its files by path from where *folder*, the snapshots, lies: of the work tree, or as they were at a revision.

    Of *folder* itself, those named in *of_the_folder*.
    """
    project = folder.resolve().parent
    parts = (*_PARTS, *(f"{folder.resolve().name}/{name}" for name in of_the_folder))
    if at is None:
        paths = [path for part in parts for path in [project / part, *(project / part).rglob("*")]]
        return {
            path.relative_to(project).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and not path.is_symlink() and _is_source(path.relative_to(project))
        }
    with opened(folder) as repository:
        tree = repository.files_below(project, repository.commit(at))
        blobs = {name: blob for name, blob in tree.items() if name.startswith(parts) and _is_source(Path(name))}
        return dict(zip(blobs, repository.contents(blobs.values()), strict=True))


def _is_source(path: Path) -> bool:
    return not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
