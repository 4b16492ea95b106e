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

from generator.commands.frame import reports_errors
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
    """An empty folder that takes the place of *out* when the block ends, and is removed when it fails."""
    target = out.resolve()  # where `site` is a link, the folder it leads to is what is replaced
    _require_replaceable(out, target)
    aside, last = (target.with_name(f".{target.name}-{name}") for name in ("next", "last"))
    if not target.exists() and last.exists():
        last.rename(target)  # a build was killed before it had put another in its place
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        yield aside
        _put_in_place(aside, target, last)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            shutil.rmtree(last, ignore_errors=True)


def _require_replaceable(out: Path, target: Path) -> None:
    """Raise GeneratorError where what is there is no site: to put one in its place would delete it."""
    if target.exists() and not target.is_dir():
        raise GeneratorError(f"{out} is not a folder. Remove it, or name another.")
    is_ours = target == Path.cwd() or target in Path.cwd().parents or (target / ".git").exists()
    is_other = target.is_dir() and any(target.iterdir()) and not (target / "index.html").is_file()
    if is_ours or is_other:
        raise GeneratorError(f"{out} holds something else than a site, which would be deleted. Name another folder.")


def _put_in_place(aside: Path, target: Path, last: Path) -> None:
    """Two renames; between them there is no site, and the next build takes the last one back."""
    if target.exists():
        shutil.rmtree(last, ignore_errors=True)
        target.rename(last)
    try:
        aside.rename(target)
    except BaseException:
        if last.exists():
            last.rename(target)
        raise
