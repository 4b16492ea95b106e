"""`diff` and `show`: what became of the initiatives, on the terminal."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from pathlib import Path

import click

from generator.commands.frame import at_option, console, reports_errors, say
from generator.comparing.analysis import Analysis
from generator.data_folder import load_archive
from generator.folding import fold_case
from generator.model.agreement import Outcome
from generator.wording.report import comparison_data, comparison_markdown, print_comparison, print_life

_NO_CHANGE = {Outcome.UNCHANGED, Outcome.BACKGROUND}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@at_option
@click.pass_obj
@reports_errors
def diff(folder: Path, old: str, new: str, form: str, at: str | None) -> None:
    """Compare any two agreements. Exit with 0 when nothing differs, 1 when something does."""
    archive = load_archive(folder, at)
    for agreement_id in (old, new):
        if agreement_id not in archive.by_id:
            known = ", ".join(archive.by_id)
            raise click.BadParameter(f"no agreement {agreement_id!r}. Use one of {known}.")
    comparison = Analysis(archive).comparison(old, new)
    if form == "json":
        say(json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2))
    elif form == "markdown":
        say(comparison_markdown(comparison), nl=False)
    else:
        print_comparison(comparison, console())
    same = all(f.outcome in _NO_CHANGE and not f.facets for f in comparison.findings)
    sys.exit(0 if same else 1)


@click.command()
@click.argument("initiative")
@at_option
@click.pass_obj
@reports_errors
def show(folder: Path, initiative: str, at: str | None) -> None:
    """Show one initiative through the agreements, with its evidence."""
    archive = load_archive(folder, at)
    lives = Analysis(archive).histories
    if initiative not in lives:
        close = _close(initiative, list(lives))
        raise click.BadParameter(f"no initiative {initiative!r}.{close}")
    print_life(lives[initiative], archive, console())


def _close(word: str, known: list[str]) -> str:
    word = fold_case(word)
    close = get_close_matches(word, known, n=3, cutoff=0.4) or [i for i in known if word in i][:3]
    return f" Did you mean {' or '.join(close)}?" if close else ""
