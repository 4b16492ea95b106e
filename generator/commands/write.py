"""`new` and `fmt`: what writes snapshots. Whatever is written is whole, or not written at all."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.aside import replace_file
from generator.commands.frame import reports_errors, require_id, say
from generator.loading import VERIFIED, load_archive
from generator.maintaining.formatting import formatted
from generator.maintaining.skeleton import skeleton
from generator.model.archive import Archive
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.reading.files import read_file, shown_name


@click.command()
@click.argument("agreement_id", metavar="ID")
@click.option(
    "--follows", metavar="OLDER", required=True, help="The agreement before: the last that is here."
)
@click.pass_obj
@reports_errors
def new(folder: Path, agreement_id: str, follows: str) -> None:
    """Write a skeleton snapshot to fill in, and print its path; aftalespor check says what is missing."""
    archive = load_archive(folder)
    path = folder / f"{agreement_id}.yaml"
    _require_free(agreement_id, path, archive)
    last = archive.agreements[-1].id
    if follows != last:
        known = "is followed already" if follows in archive.by_id else "is not here"
        raise GeneratorError(f"{follows!r} {known}. The last agreement is {last}: use --follows {last}.")
    replace_file(path, skeleton(agreement_id, archive).encode("utf-8"))
    say(_shown(path))


def _require_free(agreement_id: str, path: Path, archive: Archive) -> None:
    require_id(agreement_id)
    if path.exists() or agreement_id in archive.by_id:
        raise GeneratorError(f"{agreement_id!r} is here already. Edit {_shown(path)}, or use another id.")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; list what would change, and exit with 1."
)
@click.pass_obj
@reports_errors
def fmt(folder: Path, files: tuple[Path, ...], *, only_check: bool) -> None:
    """Rewrite snapshots in the house style: order of keys, quotes, folding. Values and comments stay.

    Without FILES, every YAML file in the folder. A file that is no sound YAML is named, and then nothing is
    written at all.
    """
    changed: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for path in files or _yaml_files(folder):
        try:
            data = read_file(path, _shown(path), within=None if files else folder)
            new = formatted(data, _shown(path))
        except InvalidDataError as error:
            problems += error.problems
            continue
        if new != data:
            changed[path] = new
    if problems:
        raise InvalidDataError(tuple(sorted(problems)))
    for path, new in changed.items():
        say(_shown(path))
        if not only_check:
            replace_file(path, new)
    if changed and only_check:
        say(f"aftalespor: {len(changed)} to be rewritten. Run aftalespor fmt.", err=True)
        sys.exit(1)


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    return sorted(
        path for path in folder.glob("*.yaml") if path.name != VERIFIED
    )  # that one a program writes


def _shown(path: Path) -> str:
    return shown_name(path.as_posix())
