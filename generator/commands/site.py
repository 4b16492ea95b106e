"""`site`: the site, built beside the last one and put in its place whole."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

from generator.commands.frame import reports_errors
from generator.commands.swap import building_aside


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
