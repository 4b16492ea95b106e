"""`impact`: what a change of the data does to the sentences of the site."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.commands.frame import reports_errors, say, shows_progress
from generator.impact.measuring import impact
from generator.impact.report import impact_data, impact_markdown, impact_text
from generator.loading import load_archive


@click.command(name="impact")
@click.argument("rev")
@click.argument("other", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.pass_obj
@reports_errors
@shows_progress("Comparing the sentences of both versions")
def impact_command(folder: Path, rev: str, other: str | None, form: str) -> None:
    """Show which sentences of the site appear, vanish or change since REV.

    Compares the snapshots as of the git revision REV with those of the work tree, or of the revision OTHER.
    """
    found = impact(load_archive(folder, rev), load_archive(folder, other))
    if form == "json":
        say(json.dumps(impact_data(found), ensure_ascii=False, indent=2))
    else:
        say(impact_markdown(found) if form == "markdown" else impact_text(found), nl=False)
