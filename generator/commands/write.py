"""`new`: the file of the next agreement, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.aside import replace_file
from generator.commands.frame import reports_errors, require_id, say
from generator.loading import load_archive
from generator.maintaining.skeleton import skeleton
from generator.model.archive import Archive
from generator.model.place import GeneratorError
from generator.reading.files import shown_name


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


def _shown(path: Path) -> str:
    return shown_name(path.as_posix())
