"""`site`: the site, built beside the last one and put in its place whole."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

import click

from generator.commands.frame import new_aside, reports_errors
from generator.model.place import GeneratorError


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The folder that the site is to be in.",
)
@reports_errors
def site(out: Path) -> None:
    """Build the site with MkDocs and put it in the place of the last one, whole or not at all."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # So that a build that is told to end also clears up; SIGKILL leaves that to the next build.
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    # By its name, because the engine has one door and it is not here; in this process, so that they end together.
    (mkdocs,) = entry_points(group="console_scripts", name="mkdocs")
    try:
        with building_aside(out) as aside:
            mkdocs.load()(["build", "--strict", "--site-dir", str(aside)], "mkdocs", standalone_mode=False)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def building_aside(out: Path) -> Iterator[Path]:
    """An empty folder that takes the place of *out* when the block ends, and is removed when it fails.

    Waits for whoever else is building beside *out*, and mends what a killed build left.
    """
    target = out.resolve()  # where `site` is a link, the folder it leads to is what is replaced
    _require_replaceable(out, target)
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


def _require_replaceable(out: Path, target: Path) -> None:
    """Raise GeneratorError where what is there is no site: to put one in its place would delete it."""
    if target.exists() and not target.is_dir():
        raise GeneratorError(f"{out} is not a folder. Remove it, or name another.")
    is_ours = target == Path.cwd() or target in Path.cwd().parents or (target / ".git").exists()
    is_other = target.is_dir() and any(target.iterdir()) and not (target / "index.html").is_file()
    if is_ours or is_other:
        raise GeneratorError(f"{out} holds something else than a site, which would be deleted. Name another folder.")


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
    """Two renames; between them there is no site, and the next build takes the last one back."""
    last = _last(target)
    if target.exists():
        shutil.rmtree(last, ignore_errors=True)
        target.rename(last)
    try:
        aside.rename(target)
    except BaseException:
        if last.exists():
            last.rename(target)
        raise


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
