"""`check` and `verify`: whether the snapshots hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from generator.commands.frame import reports_errors
from generator.loading import VERIFIED, load_archive
from generator.place import InvalidDataError
from generator.verified import as_yaml, found_in
from generator.verify import SourceText, verify


@click.command()
@click.pass_obj
@reports_errors
def check(folder: Path) -> None:
    """Check every snapshot; print nothing when all is well, else every problem, and exit with 1."""
    load_archive(folder)


@click.command(name="verify")
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="A folder with the source texts as .txt files.",
)
@click.option("--record", is_flag=True, help=f"When all holds, write which phrases were found to {VERIFIED}.")
@click.pass_obj
@reports_errors
def verify_command(folder: Path, sources: Path, record: bool) -> None:
    """Check phrases, numbers and silences against the source texts; they are known by their SHA-256."""
    archive = load_archive(folder)
    texts = {}
    for path in sorted(sources.glob("*.txt")):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = SourceText.of(data.decode("utf-8", errors="replace"))
    problems = verify(archive, texts)
    if problems:
        raise InvalidDataError(problems)
    if record:
        text = as_yaml(found_in(archive, texts))
        (folder / VERIFIED).write_text(text, encoding="utf-8", newline="\n")
