"""The command line: `aftalespor`, or `python -m generator`. A new command is a function and a line at the end here."""

from __future__ import annotations

from pathlib import Path

import click

from generator import __version__
from generator.commands.assist import read_command, suggest
from generator.commands.check import check, verify_command
from generator.commands.compare import diff, show
from generator.commands.frame import speak_utf8
from generator.commands.freeze import freeze_command
from generator.commands.impact import impact_command
from generator.commands.pages import pages
from generator.commands.schema import schema
from generator.commands.site import site
from generator.commands.write import new


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aftalespor")
@click.option(
    "--agreements",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("agreements"),
    show_default=True,
    envvar="AGREEMENTS",
    show_envvar=True,
    help="The folder of snapshots.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """What became of each initiative in Denmark's joint public digitalisation agreements."""
    speak_utf8()
    context.obj = folder


for command in (
    check,
    diff,
    show,
    verify_command,
    impact_command,
    pages,
    site,
    freeze_command,
    schema,
    new,
    suggest,
    read_command,
):  # fmt: skip
    main.add_command(command)
