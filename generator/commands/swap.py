"""The place of the built site: one builder at a time, built aside, and put in place in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.commands.aside import new_aside
from generator.model.place import GeneratorError

_HERE = -100  # AT_FDCWD: paths are taken from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux; RENAME_SWAP of macOS is the same number


@contextmanager
def building_aside(out: Path) -> Iterator[Path]:
    """An empty folder that takes the place of *out* when the block ends, and is removed when it fails.

    Waits for whoever else is building beside *out*, and mends what a killed build left.
    """
    target = out.resolve()  # where `site` is a link, the folder it leads to is what is replaced
    if target.exists() and not target.is_dir():
        raise GeneratorError(f"{out} is not a folder. Remove it, or name another.")
    with _alone(target.parent) as is_alone:
        _mend(target, is_alone=is_alone)
        aside = new_aside(target.parent, f".{target.name}-next-")
        try:
            yield aside
            _put_in_place(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            if target.exists():
                shutil.rmtree(_last(target), ignore_errors=True)


def _last(target: Path) -> Path:
    return target.with_name(f".{target.name}-last")


def _mend(target: Path, *, is_alone: bool) -> None:
    """Take back a site that was set aside by a build that was killed before it had put another in its place."""
    if not target.exists() and _last(target).exists():
        _last(target).rename(target)
    if is_alone:  # else one of these may be in use
        for left in target.parent.glob(f".{target.name}-next*"):
            shutil.rmtree(left, ignore_errors=True)


def _put_in_place(aside: Path, target: Path) -> None:
    """Exchange the folders in one step where the system can; else there is a moment with none."""
    if not target.exists():
        aside.rename(target)
    elif not _exchanged(aside, target):
        last = _last(target)
        shutil.rmtree(last, ignore_errors=True)
        target.rename(last)
        try:
            aside.rename(target)
        except BaseException:
            last.rename(target)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two have changed places. False where the system or the file system cannot do it."""
    if sys.platform == "win32":
        return False
    system = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(system, "renameat2"):
        return bool(system.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)
    if hasattr(system, "renamex_np"):
        return bool(system.renamex_np(*paths, _EXCHANGE) == 0)
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of *folder*, which ends with the process however it ends; False where there are no locks."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl  # noqa: PLC0415 - is not there on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo("aftalespor: another build is going on here; waiting for it to end.", err=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # such as on a network drive
            yield False
            return
        yield True
    finally:
        os.close(handle)
