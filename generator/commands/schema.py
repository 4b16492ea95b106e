"""`schema`: the JSON Schemas that editors read."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.frame import replace_file, reports_errors
from generator.model.place import GeneratorError
from generator.schema import SCHEMA_FOLDER, schemas

_DOCS = Path("site_src/docs")


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_DOCS / SCHEMA_FOLDER,
    show_default=True,
    help="The folder to write to.",
)
@reports_errors
def schema(out: Path) -> None:
    """Write the JSON Schemas of the snapshots, made from the models, for editors and the site."""
    if out.is_relative_to(_DOCS) and not _DOCS.is_dir():
        raise GeneratorError(f"no folder {_DOCS}. Run from the project's folder, or give --out.")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        replace_file(out / name, text.encode("utf-8"))
