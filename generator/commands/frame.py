"""What commands share: errors as lines on the terminal, options, and files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec

import click
from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from generator.model.beside import FROZEN
from generator.model.fields import Slug
from generator.model.place import GeneratorError, InvalidDataError, visible
from generator.reading import limits

P = ParamSpec("P")


def reports_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what we cannot go on from into lines on the terminal and exit code 1, without a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except InvalidDataError as error:
            for problem in error.problems[: limits.MAX_PROBLEMS]:
                say(str(problem))
            left_out = len(error.problems) - limits.MAX_PROBLEMS
            if left_out > 0:
                say(f"{left_out} more are not shown. Mend these first, and check again.", err=True)
            say(str(error), err=True)
        except GeneratorError as error:
            say(f"aftalespor: {error}", err=True)
        except BrokenPipeError:
            raise  # whoever read us has read enough, as `head` does; click ends quietly
        except OSError as error:
            where = f"{visible(str(error.filename))}: " if error.filename else ""
            say(f"aftalespor: {where}{error.strerror or error}. Mend it and try again.", err=True)
        else:
            return
        sys.exit(1)

    return run


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print lines in which nothing from the data, or from the name of a file, moves the terminal or the log."""
    click.echo("\n".join(map(visible, text.split("\n"))), err=err, nl=nl)


def require_id(agreement_id: str) -> None:
    """Raise GeneratorError unless this can be an agreement's id, and so a file's name."""
    try:
        TypeAdapter(Slug).validate_python(agreement_id)
    except ValidationError:
        remedy = "Use a-z, 0-9 and single hyphens, such as 2024 or pagt-2024."
        raise GeneratorError(f"{agreement_id!r} is not an id. {remedy}") from None


at_option = click.option("--at", metavar="REV", help="The snapshots as of this git commit, tag or branch.")

frozen_option = click.option(
    "--frozen",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(FROZEN),
    show_default=True,
    help="The folder of frozen versions.",
)


def speak_utf8() -> None:
    """Let what is printed be the same bytes under every locale, and never fail for a letter.

    A terminal gets its own encoding, with a mark for each letter that it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # there is none where it was closed, and tests have their own
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8",
                errors="replace" if stream.isatty() else "backslashreplace",
            )


def console() -> Console:
    # Rich finds out whether this is a terminal; into a pipe it writes plain text, wide enough for the tables.
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = None if is_terminal or "COLUMNS" in os.environ else 110
    return Console(highlight=False, markup=False, emoji=False, width=width)


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
    aside = Path(tempfile.mkdtemp(dir=within, prefix=f".{target.name}."))
    aside.chmod(0o777 & ~_umask())  # the mode of any other folder, and not only its owner's
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
