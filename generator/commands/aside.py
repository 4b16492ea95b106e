"""Files and folders written aside and then put in their place, so that nobody ever sees half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put *data* in the place of *path*, or nothing at all. A file that is there keeps its mode."""
    target = path.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def new_folder(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Make *path*, which is not there or is empty, with all of *files*, or leave it as it was."""
    target = path.resolve()
    is_there = target.is_dir()
    # A folder that is there may be a mount or where somebody stands, so it is filled and not replaced.
    within = target if is_there else target.parent
    within.mkdir(parents=True, exist_ok=True)
    aside = new_aside(within, f".{target.name}.")
    try:
        for name, content in files:
            target_file = aside / name
            target_file.parent.mkdir(parents=True, exist_ok=True)
            target_file.write_bytes(content)
        if is_there:
            for entry in sorted(aside.iterdir()):
                entry.rename(target / entry.name)
            aside.rmdir()
        else:
            aside.rename(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def new_aside(within: Path, prefix: str) -> Path:
    """A new folder in *within*, with the mode of any other and not only its owner's."""
    aside = Path(tempfile.mkdtemp(dir=within, prefix=prefix))
    aside.chmod(0o777 & ~_umask())
    return aside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
