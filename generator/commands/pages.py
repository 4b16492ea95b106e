"""`pages`: the site's pages in a folder, as any engine can build them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from generator.commands.frame import at_option, new_folder, reports_errors, say
from generator.exports import Exports
from generator.loading import load
from generator.model.fields import DANISH, LANGUAGES, Language
from generator.model.place import GeneratorError
from generator.pages import site_assets, site_files
from generator.publishing.addresses import NO_ADDRESS, Site


def _languages(_context: click.Context, _option: click.Parameter, codes: tuple[str, ...]) -> tuple[Language, ...]:
    return tuple(LANGUAGES[code] for code in dict.fromkeys(codes))


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new or empty folder.")
@click.option("--site-url", "url", default="", help="Where the site will be, such as https://address.example/.")
@click.option(
    "--tag-authority",
    "authority",
    envvar="TAG_AUTHORITY",
    default=Site.authority,
    show_default=True,
    help="Who names us in the ids of feeds and calendars, for ever: a domain that is ours, and a year.",
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(tuple(LANGUAGES)),
    multiple=True,
    default=(DANISH.code,),
    show_default=True,
    callback=_languages,
    help="A language that the pages are to be in; give it once for each.",
)
@click.option("--require-history", is_flag=True, help="Fail when the history of the snapshots is missing.")
@at_option
@click.pass_obj
@reports_errors
def pages(  # noqa: PLR0913 - click hands over each option
    folder: Path,
    *,
    out: Path,
    url: str,
    authority: str,
    languages: tuple[Language, ...],
    require_history: bool,
    at: str | None,
) -> None:
    """Write the site's pages to a folder, as any site engine can build them."""
    edition = replace(load(folder, at, Site.at(url, authority=authority)), languages=languages)
    if require_history:
        edition.history.require()
    if edition.history.missing:
        why = edition.history.why_missing
        say(f"aftalespor: the history of the snapshots is missing; the pages say so: {why}", err=True)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GeneratorError(f"{out} is not an empty folder. Remove it, or name another.")
    data = Exports(edition)
    site_pages = site_files(edition, data)
    assets = site_assets(edition, site_pages, data)
    written = ((page.path, page.text.encode("utf-8")) for page in site_pages)
    new_folder(out, chain(written, ((asset.path, asset.data) for asset in assets)))
    if not url:
        say(f"aftalespor: {NO_ADDRESS}", err=True)
