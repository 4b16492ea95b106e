"""`impact`: what a change of the data does to the sentences of the site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.frame import reports_errors, say
from generator.data_folder import NOT_COMPARED, load_all
from generator.impact.measuring import Side, impact
from generator.impact.report import impact_markdown, impact_text
from generator.pages import site_files
from generator.record.git_history import project_files


@click.command(name="impact")
@click.argument("rev")
@click.argument("other", required=False)
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.pass_obj
@reports_errors
def impact_command(folder: Path, rev: str, other: str | None, form: str) -> None:
    """Show which sentences of the site appear, vanish or change since REV.

    Compares all pages of both languages, hand-written ones, translations and settings as of the git revision REV with
    those of the work tree, or of the revision OTHER. Names the other files that changed: both sides are made by this
    code.
    """
    measured = impact(site_files, *(_side(folder, at) for at in (rev, other)))
    say(impact_markdown(measured) if form == "markdown" else impact_text(measured), nl=False)


def _side(folder: Path, at: str | None) -> Side:
    files, modes = project_files(folder, at)
    data = Path(folder.resolve().name)
    compared = {name for name in files if Path(name).parent == data and name.endswith(".yaml")}
    compared -= {(data / name).as_posix() for name in NOT_COMPARED}
    return Side(*load_all(folder, at), files, compared, modes)
