"""What the next version is: its number, what it holds, and the text of `_versions.yaml` with it added."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.beside import Release, Versions, steps
from generator.model.place import GeneratorError, Problem
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.reading.snapshots import read
from generator.releasing.tombstones import Permanent, lost, permanents, tombstones

IDS = "ids.json"
SUMS = "SHA256SUMS"
_TOP_KEY = re.compile(r"[a-z_]+:")


def addresses_of(archive: Archive, versions: Versions) -> tuple[Permanent, ...]:
    """Everything that answers where these data are published: what is there, and what was and left a tombstone."""
    analysis = Analysis(archive)
    stones = (Permanent(stone.kind, stone.id, stone.address) for stone in tombstones(versions, analysis))
    return (*permanents(analysis), *stones)


def lost_ids(published: tuple[Permanent, ...], versions: Versions, analysis: Analysis, file: str) -> Iterator[Problem]:
    """Ensure no id that was published is gone without a tombstone."""
    _, unmarked = lost(published, versions, analysis)
    gone = {(permanent.kind, permanent.id) for permanent in unmarked}
    for permanent in unmarked:
        # What belongs to an agreement or an initiative is told of with it.
        if permanent.kind not in {"comparison", "finding"} and gone.isdisjoint(_owners(permanent)):
            message = f"the {permanent.kind} {permanent.id!r} was published and is gone."
            advice = "Bring it back, or list it under retired with what took its place."
            yield Problem(file, 1, 1, "ids-are-not-lost", f"{message} {advice}")


def _owners(permanent: Permanent) -> Iterator[tuple[str, str]]:
    agreement_id, *inner = permanent.id.split("/")
    if inner:
        yield "agreement", agreement_id
        yield "initiative", inner[0]
    if len(inner) > 1:
        yield "presence", f"{agreement_id}/{inner[0]}"


def unexplained(edition: Edition, file: str) -> Iterator[Problem]:
    """Ensure what was changed since the last version says why, however many commits it took.

    What no version held was not changed for anybody who cites one.
    """
    since = [c for c in edition.published_record if c.version is None]
    explained = {change.ids for change in since if change.cause}
    for ids, change in {change.ids: change for change in since}.items():
        if edition.versions.latest and ids not in explained:
            message = f"no cause is stated for the change of {', '.join(ids)} in {change.revision.short}."
            yield Problem(file, 1, 1, "changes-are-explained", f"{message} Add it under upcoming.")


def next_numbers(versions: Versions, published: tuple[Permanent, ...], analysis: Analysis) -> tuple[str, ...]:
    """The numbers that the next version may have; the first is what Semantic Versioning demands at least."""
    if versions.latest is None:
        return steps(None)
    options = steps(versions.latest.version)
    gone, _ = lost(published, versions, analysis)
    if gone:
        return options[2:]
    known = {(permanent.kind, permanent.id) for permanent in published}
    is_more = any((p.kind, p.id) not in known for p in permanents(analysis) if p.kind in {"agreement", "initiative"})
    return options[1:] if is_more else options


def contents(files: Iterable[SiteAsset], analysis: Analysis) -> tuple[SiteAsset, ...]:
    """The files of a version, its ids and the sums of them all, sorted by path."""
    ids = [{"kind": p.kind, "id": p.id, "address": p.address} for p in permanents(analysis)]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in ids)
    every = sorted([*files, SiteAsset(IDS, f"[\n{lines}\n]\n".encode())], key=lambda file: file.path)
    sums = "".join(f"{hashlib.sha256(file.data).hexdigest()}  {file.path}\n" for file in every)
    return (*every, SiteAsset(SUMS, sums.encode()))


def read_ids(text: str) -> tuple[Permanent, ...]:
    return tuple(Permanent(entry["kind"], entry["id"], entry["address"]) for entry in json.loads(text))


def with_release(text: str, release: Release, file: str) -> str:
    """`_versions.yaml` with *release* at the end and `upcoming` moved into it; every comment stays.

    Works on the lines, and raises GeneratorError where the result would not say what it should.
    """
    lines = text.splitlines()
    before = read(text.encode(), file, Versions).value or Versions()
    whole = release.model_copy(update={"changes": before.upcoming})
    expected = Versions(releases=(*before.releases, whole), retired=before.retired)
    start, end = _block(lines, "upcoming")
    changes = lines[start + 1 : end] if start < end else []
    where = start if start < end else len(lines)
    lines[start:end] = []
    start, end = _block(lines, "releases")
    if start == end:
        first = min((n for n, line in enumerate(lines) if _TOP_KEY.match(line)), default=len(lines))
        start = min(where, first) if changes else first
        lines[start:start] = ["releases:"]
        end = start + 1
    indent = next((_indent(line) for line in lines[start + 1 : end] if line.strip()), 2)
    lines[end:end] = _entry(release, changes, indent)
    result = "\n".join(lines) + "\n"
    written = read(result.encode(), file, Versions)
    if written.problems or written.value is None or _plain(written.value) != _plain(expected):
        raise GeneratorError(f"{file} cannot be added to. Write its lists as blocks: one item after each hyphen.")
    return result


def _block(lines: list[str], key: str) -> tuple[int, int]:
    """Where a key at the top begins and ends, without comments that stand before the next one."""
    keys = [n for n, line in enumerate(lines) if _TOP_KEY.match(line)]
    for n, following in pairwise([*keys, len(lines)]):
        if lines[n].startswith(f"{key}:"):
            end = following
            while end > n + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
                end -= 1
            return n, end
    return len(lines), len(lines)


def _entry(release: Release, changes: list[str], indent: int) -> Iterator[str]:
    start, inside = " " * indent, " " * (indent + 2)
    yield f"{start}- version: {release.version}"
    yield f"{inside}date: {release.date}"
    yield f'{inside}commit: "{release.commit}"'
    yield f'{inside}digest: "{release.digest}"'
    if release.sums:
        yield f'{inside}sums: "{release.sums}"'
    if release.languages != Release.model_fields["languages"].default:
        yield f"{inside}languages: [{', '.join(release.languages)}]"
    if release.note.en:
        yield f"{inside}note:"
        yield f"{inside}  da: {json.dumps(release.note.da, ensure_ascii=False)}"
        yield f"{inside}  en: {json.dumps(release.note.en, ensure_ascii=False)}"
    else:
        yield f"{inside}note: {json.dumps(release.note.da, ensure_ascii=False)}"
    if changes:
        yield f"{inside}changes:"
        shift = indent + 4 - min(_indent(line) for line in changes if line.strip())
        for line in changes:
            yield (" " * shift + line if shift > 0 else line[-shift:]) if line.strip() else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _plain(versions: Versions) -> object:
    return versions.model_dump(mode="json", by_alias=True)
