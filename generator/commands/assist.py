"""`new` and `suggest`: the file of the next agreement, and what the machine can point at for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from generator.commands.frame import replace_file, reports_errors, require_id, say
from generator.data_folder import load_archive, load_chain
from generator.evidence.source_text import SourceText, text_of
from generator.maintaining.findings import drafted_parts, findings, heading_of
from generator.maintaining.skeleton import TextRead, skeleton
from generator.maintaining.suggesting import draft_of, search_lines, standing_lines, suggestion_lines, suggestions
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.place import GeneratorError, InvalidDataError
from generator.reading import limits
from generator.reading.files import decoded, read_file, shown_name
from generator.reading.filling import fill
from generator.reading.yaml_text import parse

_DATES = 8  # that a text may be of, at most


@click.command()
@click.argument("agreement_id", metavar="ID")
@click.option("--follows", metavar="OLDER", required=True, help="The agreement before it.")
@click.option("--source", type=click.Path(path_type=Path), help="Its text: .txt, .html, .pdf, .docx or .odt.")
@click.pass_obj
@reports_errors
def new(folder: Path, agreement_id: str, follows: str, source: Path | None) -> None:
    """Write a skeleton snapshot to fill in, and print its path; aftalespor check says what is missing.

    Of a --source, its hash is filled in, and a draft for each initiative that it numbers, or else for each heading: the
    numbers there and the words they stand in. What takes a judgement stands empty. Where another agreement follows
    OLDER, the new one is put between, and what that asks for is printed.
    """
    archive = load_archive(folder)
    path = folder / f"{agreement_id}.yaml"
    _require_free(agreement_id, path, archive)
    last = archive.agreements[-1].id
    if follows not in archive.by_id:
        raise GeneratorError(f"{follows!r} is not here. The last agreement is {last}: use --follows {last}.")
    older = replace(archive, agreements=archive.agreements[: archive.position[follows] + 1])
    text = _text_read(source) if source else None
    replace_file(path, skeleton(agreement_id, older, text).encode("utf-8"))
    say(_shown(path))
    if follows != last:
        after = archive.agreements[archive.position[follows] + 1]
        for line in _next_steps(agreement_id, older.agreements[-1], after):
            say(line, err=True)


def _text_read(source: Path) -> TextRead:
    data, text = _text(source)
    dates = dict.fromkeys(figure.words for figure in findings(text) if figure.is_date)
    return TextRead(hashlib.sha256(data).hexdigest(), heading_of(text), tuple(dates)[:_DATES], drafted_parts(text))


def _next_steps(agreement_id: str, before: Agreement, after: Agreement) -> Iterator[str]:
    """What putting an agreement between two asks of the later one."""
    place = after.place.at("follows")
    yield (
        f"{place.file}:{place.line}: write follows: '{agreement_id}', which stands between {before.id} and "
        f"{after.id} now."
    )
    yield (
        f"What {agreement_id} has and {after.id} has not, goes under not_continued there; aftalespor check names each."
    )
    yield f"What left {before.id} and is not in {agreement_id} either, left there: move its search to {agreement_id}."
    yield "No id changes, and no search is thrown away: what was explained for a text stays with that text."


def _require_free(agreement_id: str, path: Path, archive: Archive) -> None:
    require_id(agreement_id)
    if path.exists() or agreement_id in archive.by_id:
        raise GeneratorError(f"{agreement_id!r} is here already. Edit {_shown(path)}, or use another id.")


def _shown(path: Path) -> str:
    return shown_name(path.as_posix())


@click.command()
@click.argument("agreement_id", metavar="ID")
@click.option(
    "--source", type=click.Path(path_type=Path), help="Its text: also say where the words of older ones stand."
)
@click.pass_obj
@reports_errors
def suggest(folder: Path, agreement_id: str, source: Path | None) -> None:
    """Propose what became of older initiatives that a snapshot does not account for, as YAML to paste.

    Nothing is written: the machine suggests, and people assert. The snapshot need not pass check yet.
    """
    require_id(agreement_id)
    path = folder / f"{agreement_id}.yaml"
    if not path.exists():
        raise GeneratorError(f"no {path.as_posix()}. Begin it with aftalespor new {agreement_id}.")
    draft = draft_of(_plain(path))
    if draft.follows is None:
        raise GeneratorError(f"{path.as_posix()} says no follows. Name the agreement before it.")
    archive = load_chain(folder, draft.follows)
    proposals = suggestions(archive, draft)
    text = SourceText.of(_text(source)[1]) if source else None
    without = []
    for suggestion in proposals:
        stands = [*standing_lines(suggestion.old, text, archive)] if text else []
        if suggestion.candidates or stands:
            say("\n".join([*suggestion_lines(suggestion, archive), *stands]) + "\n")
        else:
            without.append(suggestion.old.id)
    if without:
        say(f"# Intet i {agreement_id} ligner: {', '.join(without)}")
    for line in search_lines(archive, draft):
        say(line)
    if not proposals:
        say(f"# Der er gjort rede for alle ældre initiativer i {agreement_id}.")


def _text(source: Path) -> tuple[bytes, str]:
    data = read_file(source, shown_name(source.as_posix()), limit=limits.MAX_SOURCE_BYTES)
    return data, text_of(data, source.name)


def _plain(path: Path) -> Mapping[str, object]:
    """The snapshot as plain data, whatever faults it has against the model."""
    name = path.as_posix()
    document = parse(decoded(read_file(path, name, within=path.parent), name), name)
    if document.plain is None:
        raise InvalidDataError(document.all_problems())
    fill(document.plain, Agreement, document.places)
    return document.plain
