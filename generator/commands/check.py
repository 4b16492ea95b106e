"""`check` and `verify`: whether the snapshots hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from generator.checks import problems_of
from generator.checks.beyond import nothing_is_from_the_future
from generator.checks.versions import ids_in_use
from generator.commands.frame import frozen_option, replace_file, reports_errors, say
from generator.comparing.analysis import Analysis
from generator.data_folder import load_all, load_with_warnings
from generator.evidence.source_text import SUFFIXES, SourceText, text_of
from generator.evidence.verified import as_yaml, differences, verified_in
from generator.evidence.verify import verify
from generator.model.beside import Versions
from generator.model.beyond import everything
from generator.model.fields import LANGUAGES
from generator.model.place import GeneratorError, InvalidDataError, Problem, visible
from generator.publishing.edition import Edition
from generator.reading import limits
from generator.reading.files import BEYOND, VERIFIED, VERSIONS, read_file, shown_name
from generator.record.causes import State, changed_keys, new_causes, unsound_changes
from generator.record.history import History
from generator.releasing.frozen import (
    causes_are_kept,
    entries_are_kept,
    frozen_files_are_kept,
    new_causes_are_of_changes,
    new_entries_are_true,
    published_ids,
    releases_are_kept,
    tombstones_are_true,
)
from generator.releasing.release import addresses_of, lost_ids

Level = Literal["error", "warning"]


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="Lines to read, or annotations of a pull request on GitHub.",
)
@click.option("--since", metavar="REV", help="Also demand a stated cause for each change since this git revision.")
@frozen_option
@click.pass_obj
@reports_errors
def check(folder: Path, form: str, since: str | None, frozen: Path) -> None:
    """Check every snapshot; print nothing when all is well, else every problem, and exit with 1.

    Where the last published version is frozen, no id of it may be lost. What is only worth mending, such as a text
    without English, is printed as a warning, and the exit code stays 0.
    """
    try:
        warnings = _check(folder, frozen, since)
    except InvalidDataError as error:
        if form == "text":
            raise
        named = in_repository(error.problems, folder)
        say(github_lines(named), nl=False)
        for problem in named:
            say(str(problem), err=True)  # the log shows an annotation without its place
        raise GeneratorError(str(error)) from None
    if form != "text":
        say(github_lines(in_repository(warnings, folder), "warning"), nl=False)
    for warning in warnings[: limits.MAX_PROBLEMS] if form == "text" else ():
        say(str(warning), err=True)  # what is printed to stdout must be mended
    if warnings:
        more = f"; {limits.MAX_PROBLEMS} are shown" if len(warnings) > limits.MAX_PROBLEMS else ""
        say(f"{len(warnings)} warning{'s' * (len(warnings) != 1)}, and nothing that must be mended{more}", err=True)


def _check(folder: Path, frozen: Path, revision: str | None) -> tuple[Problem, ...]:
    """What is worth mending; raise InvalidDataError with all that must be mended."""
    read, warnings = load_with_warnings(folder)
    archive, versions = read.archive, read.versions
    published = published_ids(frozen, versions) or ()
    file = f"{folder.name}/{VERSIONS}"
    today = datetime.now(UTC).date()  # by this clock alone can a commit or a source be of a day to come
    tomorrow = today + timedelta(days=1)  # which it is already in Denmark, late in the evening
    dated = (*archive.agreements, *archive.unread, read.beyond)
    problems = list(problems_of([nothing_is_from_the_future], dated, tomorrow))
    if revision is not None:
        from generator.loading import digest_at, load, load_since  # noqa: PLC0415 - loads git, as the next
        from generator.record.git_history import commits_between, days_of_data  # noqa: PLC0415

        since = load_since(folder, revision, frozen, State(*read[:3]))
        before = since.before.versions
        published = tuple(dict.fromkeys((*published, *addresses_of(since.before.archive, before))))
        problems += tombstones_are_true(before, versions, published, ids_in_use(archive.agreements))
        problems += unsound_changes(since, file, today)
        problems += releases_are_kept(before, versions, file)
        problems += causes_are_kept(before, versions, file)
        problems += new_entries_are_true(
            before,
            versions,
            lambda: days_of_data(folder),
            lambda commit: digest_at(folder, commit),
            lambda older, newer: not commits_between(folder, (newer, older))[1],
        )
        problems += frozen_files_are_kept(frozen, since.frozen)
        if not problems and before.model_dump() != versions.model_dump():  # else all is explained as it was
            records = (load(folder, revision).record, load(folder).record)
            added = new_causes(before, versions)
            problems += entries_are_kept(*records, added, file)
            # one that takes an older change over has been told of
            problems += [] if problems else new_causes_are_of_changes(*records, added, changed_keys(since))
    problems += lost_ids(published, versions, Analysis(archive), file)
    if revision is not None and not problems and len(versions.releases) > len(before.releases):
        problems += _new_pages_are_of_their_data(before, versions, folder)
    if problems:
        raise InvalidDataError(tuple(sorted(problems)))
    return warnings


def _new_pages_are_of_their_data(before: Versions, after: Versions, folder: Path) -> Iterator[Problem]:
    """Ensure the frozen pages of a new version are those that its data give, by the hash of their list.

    The generator must be the one that froze them. So it is while they are proposed, and later nobody asks.
    """
    from generator.pages import version_files  # noqa: PLC0415 - makes pages

    listed = {*before.numbers}
    for number, release in enumerate(after.releases, 1):
        if release.version not in listed:
            archive, beyond, *_ = load_all(folder, release.commit)
            edition = Edition(
                archive,
                History(),
                after.model_copy(update={"releases": after.releases[:number], "upcoming": ()}),
                verified=load_all(folder).verified,
                beyond=beyond,
                languages=tuple(LANGUAGES[code] for code in release.languages),
            )
            if version_files(edition)[1] != release.sums:
                message = f"version {release.version} has other pages than its data give."
                advice = "Take it out, with its folder, and let aftalespor freeze write both."
                yield Problem.at(release.place.at("sums"), "new-pages-are-of-their-data", f"{message} {advice}")


@click.command(name="verify")
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="A folder with the source texts as .txt, .html, .pdf, .docx or .odt files.",
)
@click.option("--for", "agreement_id", metavar="ID", help="Only what this snapshot says, with the texts at hand.")
@click.option("--record", is_flag=True, help=f"When all holds, write which phrases were found to {VERIFIED}.")
@click.pass_obj
@reports_errors
def verify_command(folder: Path, sources: Path, agreement_id: str | None, record: bool) -> None:
    """Check phrases, numbers, and what is called silent or new against the source texts, known by their SHA-256.

    With --for, the texts of other agreements may be missing; what is called new is searched for in those at hand.
    """
    archive, beyond, _, verified = load_all(folder)
    whole = everything(archive, beyond)
    named = {source.sha256 for agreement in whole.archive.agreements for source in agreement.sources}
    texts = {}
    for path in sorted(path for path in sources.iterdir() if path.suffix.lower() in SUFFIXES):
        data = read_file(path, shown_name(path.as_posix()), limit=limits.MAX_SOURCE_BYTES)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in named:
            texts[sha256] = SourceText.of(text_of(data, path.name))
    # What other sources add is searched for in the same texts.
    others = {each for each in verify(whole.archive, texts) if each.file == f"{folder.name}/{BEYOND}"}
    problems = tuple(sorted({*verify(archive, texts), *others}))
    if agreement_id is not None:
        if agreement_id not in archive.position:
            raise GeneratorError(f"no agreement {agreement_id!r} here. Use one of {', '.join(archive.position)}.")
        if record:
            raise GeneratorError(f"{VERIFIED} is of all texts. Leave --for or --record out.")
        problems = tuple(p for p in problems if p.file == f"{folder.name}/{agreement_id}.yaml")
        older = archive.agreements[: archive.position[agreement_id]]
        if missing := [a.id for a in older if not any(source.sha256 in texts for source in a.sources)]:
            say(f"The texts of {', '.join(missing)} are not at hand: nothing new was searched for there.", err=True)
    elif not record and (folder / VERIFIED).exists():
        problems += tuple(differences(verified, archive, texts, f"{folder.name}/{VERIFIED}"))
    if problems:
        raise InvalidDataError(tuple(sorted(problems)))
    if record:
        replace_file(folder / VERIFIED, as_yaml(verified_in(archive, texts)).encode("utf-8"))


def in_repository(problems: Sequence[Problem], folder: Path) -> tuple[Problem, ...]:
    """The problems of *folder* with their files named from the root of its repository, wherever it was run from."""
    there = folder.resolve()
    roots = (parent for parent in (there, *there.parents) if (parent / ".git").exists())
    where = there.relative_to(next(roots, there.parent))
    return tuple(replace(p, file=(where / Path(p.file).name).as_posix()) for p in problems)


def github_lines(problems: Sequence[Problem], level: Level = "error") -> str:
    """The workflow commands that mark each problem on its line in a pull request."""
    return "".join(
        f"::{level} file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(p.message)}\n"
        for p in problems
    )


def _data(text: str) -> str:
    # A line of a workflow ends a command, so text from the data must not hold one.
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
