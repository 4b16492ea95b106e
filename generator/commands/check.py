"""`check` and `verify`: whether the snapshots hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from generator.commands.frame import reports_errors
from generator.loading import load_archive
from generator.place import InvalidDataError
from generator.source_files import SUFFIXES, text_of
from generator.source_text import SourceText
from generator.verify import verify


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
    help="A folder with the source texts as .txt, .html or .pdf files.",
)
@click.pass_obj
@reports_errors
def verify_command(folder: Path, sources: Path) -> None:
    """Check phrases, numbers and silences against the source texts; they are known by their SHA-256."""
    archive = load_archive(folder)
    texts = {}
    for path in sorted(path for path in sources.iterdir() if path.suffix.lower() in SUFFIXES):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = SourceText.of(text_of(data, path.name))
    problems = verify(archive, texts)
    if problems:
        raise InvalidDataError(problems)
