"""The command line: `aftalespor`, or `python -m generator`. A command is a function and a line in the table here."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from generator import __version__

# Each command: its module, its name there, and what `aftalespor --help` says of it.
_COMMANDS = {
    "check": ("check", "check", "Check every snapshot; print nothing when all is well."),
    "diff": ("compare", "diff", "Compare any two agreements."),
    "show": ("compare", "show", "Show one initiative through the agreements, with its evidence."),
    "verify": ("check", "verify_command", "Check phrases, numbers and silences against the source texts."),
    "impact": ("impact", "impact_command", "Show which sentences of the site appear, vanish or change."),
    "pages": ("pages", "pages", "Write the site's pages to a folder, as any site engine can build it."),
    "site": ("site", "site", "Build the site with MkDocs."),
    "freeze": ("freeze", "freeze_command", "Publish the data as a version that never changes."),
    "schema": ("schema", "schema", "Write the JSON Schemas of the snapshots."),
    "new": ("assist", "new", "Write a skeleton snapshot to fill in."),
    "suggest": ("assist", "suggest", "Propose what became of older initiatives that a snapshot does not mention."),
}  # fmt: skip


class _Commands(click.Group):
    """Imports the module of a command when that command is asked for, so that none waits for what others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"generator.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
    from generator.commands.frame import speak_utf8  # noqa: PLC0415 - help and version need nothing of ours

    speak_utf8()
    context.obj = folder
