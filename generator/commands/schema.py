"""`schema`: the JSON Schemas that editors read."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.frame import reports_errors
from generator.schema import SCHEMA_FOLDER, schemas


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site_src/docs") / SCHEMA_FOLDER,
    show_default=True,
    help="The folder to write to.",
)
@reports_errors
def schema(out: Path) -> None:
    """Write the JSON Schemas of the snapshots, made from the models, for editors and the site."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
