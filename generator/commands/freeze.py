"""`freeze`: publish the data as a numbered version whose pages never change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from generator.checks import check_versions
from generator.commands.frame import frozen_option, reports_errors, say
from generator.data_folder import load_all
from generator.loading import load
from generator.model.beside import Release
from generator.model.fields import LANGUAGES, Text
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.model.values import PartialDate
from generator.pages import version_files
from generator.publishing.edition import Edition, archive_digest
from generator.reading.files import VERSIONS
from generator.releasing.frozen import freeze, frozen_pages_are_unchanged, published_ids
from generator.releasing.release import lost_ids, next_numbers, unexplained, with_release


@click.command(name="freeze")
@click.option("--note", help="What is new, as one Danish sentence that the site shows.")
@click.option("--note-en", help="The same in English.")
@click.option("--version", "number", help="A bigger step than the data demands, such as 2.0.0.")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Only compare every frozen page with its hash; check --since asks whether a new one is of its data.",
)
@frozen_option
@click.pass_obj
@reports_errors
def freeze_command(  # noqa: PLR0913 - click hands over each option
    folder: Path, *, note: str | None, note_en: str | None, number: str | None, only_check: bool, frozen: Path
) -> None:
    """Publish the data as a version: its pages as files that never change, and a line in _versions.yaml."""
    if only_check:
        _raise_if(tuple(frozen_pages_are_unchanged(frozen, load_all(folder).versions)))
        return
    if not note or not note.strip():
        raise click.UsageError("Missing option '--note'. Say in one Danish sentence what is new.")
    edition = replace(load(folder), languages=tuple(LANGUAGES.values()))
    _refuse_what_is_not_ready(edition, folder, frozen)
    release_note = Text(da=note.strip(), en=note_en.strip() if note_en else None)
    release = _release(edition, _number(edition, frozen, number), release_note)
    versions = edition.versions.model_copy(update={"releases": (*edition.versions.releases, release), "upcoming": ()})
    _raise_if(check_versions(versions, edition.archive.agreements))
    file = folder / VERSIONS
    before = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    files, sums = version_files(replace(edition, versions=versions))
    listed = release.model_copy(update={"sums": sums})
    text = with_release(before, listed, f"{folder.name}/{VERSIONS}")
    freeze(frozen, release.version, files, file, text)
    say(f"Froze {release.version} of {release.date}: {len(files)} files in {frozen / release.version}.")
    say(f"Commit {file}, then the folder. See CONTRIBUTING.md.")


def _refuse_what_is_not_ready(edition: Edition, folder: Path, frozen: Path) -> None:
    edition.history.require()
    if edition.history.is_dirty:
        raise GeneratorError(f"{folder} has changes that are not committed. Commit them first.")
    latest = edition.versions.latest
    if latest and latest.digest == archive_digest(edition.archive):
        raise GeneratorError(f"nothing has changed since version {latest.version}. Cite that one.")
    if latest and published_ids(frozen, edition.versions) is None:
        raise GeneratorError(f"no folder {frozen / latest.version}. Take it back from git.")
    published = published_ids(frozen, edition.versions) or ()
    name = f"{folder.name}/{VERSIONS}"
    gone = lost_ids(published, edition.versions, edition.analysis, name)
    _raise_if((*gone, *unexplained(edition, name)))


def _number(edition: Edition, frozen: Path, asked: str | None) -> str:
    published = published_ids(frozen, edition.versions) or ()
    options = next_numbers(edition.versions, published, edition.analysis)
    if asked and asked not in options:
        raise GeneratorError(f"version {asked} cannot be next. Use {' or '.join(options)}.")
    return asked or options[0]


def _release(edition: Edition, number: str, note: Text) -> Release:
    latest = edition.history.latest
    if latest is None:
        raise GeneratorError("no commit of the data. Commit the snapshots first.")
    return Release(
        version=number,
        date=PartialDate(latest.date.year, latest.date.month, latest.date.day),
        commit=latest.hash,
        digest=archive_digest(edition.archive),
        languages=[language.code for language in edition.languages],
        note=note,
        changes=edition.versions.upcoming,
    )


def _raise_if(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise InvalidDataError(tuple(sorted(problems)))
