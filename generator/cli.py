"""The command line: `aftalespor`, or `python -m generator`."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from generator import __version__
from generator.comparison import compare_agreements
from generator.initiative_history import histories
from generator.loading import load, load_archive
from generator.outcomes import Outcome
from generator.pages import site_assets, site_files
from generator.place import GeneratorError, InvalidDataError
from generator.report import comparison_data, comparison_markdown, print_comparison, print_life
from generator.verify import SourceText, verify

_NO_CHANGE = {Outcome.UNCHANGED, Outcome.BACKGROUND}


def _reports_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what we cannot go on from into lines on the terminal and exit code 1, without a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except InvalidDataError as error:
            for problem in error.problems:
                click.echo(str(problem))
            click.echo(str(error), err=True)
        except GeneratorError as error:
            click.echo(f"aftalespor: {error}", err=True)
        except OSError as error:
            click.echo(
                f"aftalespor: {error.filename or ''}: {error.strerror}. Mend it and try again.", err=True
            )
        sys.exit(1)

    return run


_at_option = click.option("--at", metavar="REV", help="The snapshots as of this git commit, tag or branch.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aftalespor")
@click.option(
    "--agreements",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("agreements"),
    show_default=True,
    help="The folder of snapshots.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """What became of each initiative in Denmark's joint public digitalisation agreements."""
    context.obj = folder


@main.command()
@click.pass_obj
@_reports_errors
def check(folder: Path) -> None:
    """Check every snapshot; print nothing when all is well, else every problem, and exit with 1."""
    load_archive(folder)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@_at_option
@click.pass_obj
@_reports_errors
def diff(folder: Path, old: str, new: str, form: str, at: str | None) -> None:
    """Compare any two agreements. Exit with 0 when nothing differs, 1 when something does."""
    archive = load_archive(folder, at)
    for agreement_id in (old, new):
        if agreement_id not in archive.by_id:
            known = ", ".join(archive.by_id)
            raise click.BadParameter(f"no agreement {agreement_id!r}. Use one of {known}.")
    comparison = compare_agreements(archive, old, new)
    if form == "json":
        click.echo(json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(comparison_markdown(comparison), nl=False)
    else:
        print_comparison(comparison, _console())
    same = all(f.outcome in _NO_CHANGE and not f.facets for f in comparison.findings)
    sys.exit(0 if same else 1)


@main.command()
@click.argument("initiative")
@_at_option
@click.pass_obj
@_reports_errors
def show(folder: Path, initiative: str, at: str | None) -> None:
    """Show one initiative through the agreements, with its evidence."""
    archive = load_archive(folder, at)
    lives = histories(archive)
    if initiative not in lives:
        close = _close(initiative, list(lives))
        raise click.BadParameter(f"no initiative {initiative!r}.{close}")
    print_life(lives[initiative], archive, _console())


@main.command(name="verify")
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="A folder with the source texts as .txt files.",
)
@click.pass_obj
@_reports_errors
def verify_command(folder: Path, sources: Path) -> None:
    """Check phrases, numbers and silences against the source texts; they are known by their SHA-256."""
    archive = load_archive(folder)
    texts = {}
    for path in sorted(sources.glob("*.txt")):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = SourceText.of(data.decode("utf-8", errors="replace"))
    problems = verify(archive, texts)
    if problems:
        raise InvalidDataError(problems)


@main.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new or empty folder.")
@_at_option
@click.pass_obj
@_reports_errors
def pages(folder: Path, out: Path, at: str | None) -> None:
    """Write the site's pages to a folder, as any site engine can build them."""
    loaded = load(folder, at)
    if loaded.history.missing:
        click.echo("aftalespor: the history of the snapshots is missing; the pages say so.", err=True)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GeneratorError(f"{out} is not an empty folder. Remove it, or name another.")
    site_pages = site_files(loaded.archive, loaded.history)
    contents = {page.path: page.text.encode("utf-8") for page in site_pages}
    contents |= {asset.path: asset.data for asset in site_assets(loaded.archive, site_pages)}
    for name, data in contents.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _console() -> Console:
    # Rich finds out whether this is a terminal; into a pipe it writes plain text, wide enough for the tables.
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 110
    return Console(highlight=False, markup=False, emoji=False, width=width)


def _close(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=3, cutoff=0.4) or [i for i in known if word in i][:3]
    return f" Did you mean {' or '.join(close)}?" if close else ""
