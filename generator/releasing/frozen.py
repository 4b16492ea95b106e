"""What was published: frozen pages and entries of `_versions.yaml`, written once and compared ever after."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator.model.beside import Release, StatedChange, Versions
from generator.model.place import GeneratorError, Place, Problem
from generator.publishing.site_file import SiteAsset
from generator.record.causes import explains, new_causes
from generator.record.history import RecordChange, blob_id
from generator.releasing.release import IDS, SUMS, read_ids
from generator.releasing.tombstones import Permanent


def published_ids(frozen: Path, versions: Versions) -> tuple[Permanent, ...] | None:
    """The ids of the last published version; None where its folder is not here, or there is no such version."""
    if versions.latest is None or not (frozen / versions.latest.version).is_dir():
        return None
    path = frozen / versions.latest.version / IDS
    try:
        return read_ids(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GeneratorError(f"{path} cannot be read. Take it back from git.") from error


def freeze(frozen: Path, version: str, files: Iterable[SiteAsset], versions_file: Path, text: str) -> None:
    """Write the folder of *version* and *text* as the file of versions: both, or neither."""
    if (frozen / version).exists():
        raise GeneratorError(f"{frozen / version} is already there, and frozen pages are never rewritten.")
    frozen.mkdir(parents=True, exist_ok=True)
    for left in frozen.glob(".[0-9]*.[0-9]*.[0-9]*.*"):  # by one that was killed
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{version}.", dir=frozen))
    note = versions_file.with_name(f".{versions_file.name}.new")
    try:
        for file in files:
            path = aside / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        note.write_text(text, encoding="utf-8", newline="\n")
        aside.chmod(0o755)
        aside.rename(frozen / version)
        try:
            note.replace(versions_file)
        except OSError:
            shutil.rmtree(frozen / version)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        note.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            frozen.rmdir()  # goes only where it is empty: made for what then failed


def frozen_pages_are_unchanged(frozen: Path, versions: Versions) -> Iterator[Problem]:
    """Ensure every frozen page is there and is as it was published."""
    known = {release.version: release for release in versions.releases}
    names = sorted(path.name for path in frozen.iterdir()) if frozen.is_dir() else []
    for version, release in known.items():
        if version in names:
            yield from _changed(frozen, release)
        else:
            yield _problem(frozen, version, "this version was published and is gone. Take it back from git.")
    for name in names:
        if name not in known:
            yield _problem(frozen, name, "no such version is published. Remove it, or freeze it.")


def frozen_files_are_kept(frozen: Path, before: Mapping[str, str]) -> Iterator[Problem]:
    """Ensure nothing below a published version is changed, taken away or added; *before* are its blobs by path."""
    versions = {name.partition("/")[0] for name in before}
    files = {path.relative_to(frozen).as_posix(): path for path in frozen.rglob("*") if _is_file(path)}
    for version in sorted(version for version in versions if not (frozen / version).exists()):
        message = "this version was published and is gone. Take it back from git."
        yield Problem(f"{frozen.name}/{version}", 1, 1, "frozen-files-are-kept", message)
        versions.remove(version)
    for name in sorted(n for n in {*before, *files} if n.partition("/")[0] in versions):
        path = files.get(name)
        is_kept = path and name in before and not path.is_symlink()
        if not path or not is_kept or blob_id(path.read_bytes(), len(before[name])) != before[name]:
            message = "it stands below what was published and is not as it was. Take it back from git."
            yield Problem(f"{frozen.name}/{name}", 1, 1, "frozen-files-are-kept", message)


def _is_file(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _changed(frozen: Path, release: Release) -> Iterator[Problem]:
    version = release.version
    folder = frozen / version
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        yield _problem(frozen, f"{version}/{SUMS}", "this list cannot be read. Take it back from git.")
        return
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _is_file(path)}
    if release.sums not in {None, hashlib.sha256(files.pop(SUMS).read_bytes()).hexdigest()}:
        yield _problem(
            frozen, f"{version}/{SUMS}", "this list is not the one that was published. Take it back from git."
        )
    for name in sorted({*sums, *files}):
        if name not in files:
            yield _problem(frozen, f"{version}/{name}", "this file was frozen and is gone. Take it back from git.")
        elif name not in sums:
            yield _problem(frozen, f"{version}/{name}", "this file was not frozen with the rest. Remove it.")
        elif files[name].is_symlink() or hashlib.sha256(files[name].read_bytes()).hexdigest() != sums[name]:
            yield _problem(frozen, f"{version}/{name}", "this file is not as it was frozen. Take it back from git.")


def _problem(frozen: Path, name: str, message: str) -> Problem:
    return Problem(f"{frozen.name}/{name}", 1, 1, "frozen-pages-are-unchanged", message)


def releases_are_kept(before: Versions, after: Versions, file: str) -> Iterator[Problem]:
    """Ensure every version that was published is listed as it was, with its hashes, notes and causes."""
    listed = {release.version: release for release in after.releases}
    for release in before.releases:
        message = f"version {release.version} was published and is not listed as it was. Take it back from git."
        if release.version not in listed:
            yield Problem(file, 1, 1, "releases-are-kept", message)
        elif listed[release.version].model_dump() != release.model_dump():
            yield Problem.at(listed[release.version].place.at("version"), "releases-are-kept", message)


def causes_are_kept(before: Versions, after: Versions, file: str) -> Iterator[Problem]:
    """Ensure every cause that was stated stands as it was; its English may be mended, and a version may take it in."""
    new = new_causes(before, after)
    for cause in new_causes(after, before):
        if cause in before.upcoming:  # those of a version are kept with it
            rewritten = (c.place for c in new if (c.agreement, c.initiative) == (cause.agreement, cause.initiative))
            of = ", ".join(filter(None, (cause.agreement, cause.initiative))) or "all agreements"
            commit = f" in {cause.commit}" if cause.commit else ""
            message = f"the cause of the change of {of}{commit} was published and is not stated as it was."
            advice = "Take it back from git, and state another beside it."
            yield Problem.at(next(rewritten, Place(file)), "causes-are-kept", f"{message} {advice}")


def tombstones_are_true(
    before: Versions, after: Versions, published: Iterable[Permanent], in_use: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Ensure what is newly retired was there before, and what was retired leads and says as it did, but in English."""
    known = {(permanent.kind, permanent.id) for permanent in published}
    olds = {(retired.kind, retired.id): retired for retired in before.retired}
    for retired in after.retired:
        old = olds.get((retired.kind, retired.id))
        if old is None and (retired.kind, retired.id) not in known:
            message = f"no {retired.kind} {retired.id!r} was here to be retired. Mend the id, or take it out."
            yield Problem.at(retired.place.at("id"), "tombstones-are-true", message)
        elif old and old.note.da != retired.note.da:
            message = f"the note of {retired.id!r} was published and is not as it was. Take it back from git."
            yield Problem.at(retired.place.at("note"), "tombstones-are-true", message)
        elif old and old.to != retired.to and (old.to is None or old.to in in_use[retired.kind]):
            message = f"where {retired.id!r} leads was published and is not as it was. Take it back from git."
            yield Problem.at(retired.place.at("to"), "tombstones-are-true", message)


def entries_are_kept(
    before: Sequence[RecordChange], after: Sequence[RecordChange], new: Sequence[StatedChange], file: str
) -> Iterator[Problem]:
    """Ensure each entry of the record that had a cause has it still, and what is new has one of the *new* causes."""
    published = {(entry.revision.hash, entry.ids): entry for entry in before}
    entries = {(entry.revision.hash, entry.ids): entry for entry in after}
    for key in published.keys() - entries.keys():
        message = f"{_described(published[key])} was published and would no longer be told. Take back what hides it."
        yield Problem(file, 1, 1, "record-is-kept", message)
    for key, entry in entries.items():
        was = published.get(key)
        if was and was.note and _reason(was) != _reason(entry):
            place = next((cause.place for cause in new if _reason(cause) == _reason(entry)), Place(file))
            message = f"{_described(entry)} was published with another cause than this."
            advice = "Let a new cause name the newer commit that it explains, under commit, or take it back."
            yield Problem.at(place, "causes-are-kept", f"{message} {advice}")
        elif not was and entry.note and _reason(entry) not in map(_reason, new):
            message = f"{_described(entry)} would be explained by a cause that stood there before."
            advice = f"State another, with commit: '{entry.revision.short}'."
            yield Problem(file, 1, 1, "changes-are-explained", f"{message} {advice}")


def new_causes_are_of_changes(
    before: Sequence[RecordChange],
    after: Sequence[RecordChange],
    new: Iterable[StatedChange],
    changed: Collection[tuple[str, str | None]],
) -> Iterator[Problem]:
    """Ensure each *new* cause is of a change that nothing explained before: of a commit, or *changed* in none."""
    explained = {(entry.revision.hash, entry.ids) for entry in before if entry.note}
    entries = [e for e in after if not e.is_first and (e.revision.hash, e.ids) not in explained]
    for cause in new:
        is_of_one = any(explains(cause, *key) for key in changed) or any(
            explains(cause, entry.agreement_id, entry.initiative_id, entry.revision.hash) for entry in entries
        )
        if not is_of_one:
            of = ", ".join(filter(None, (cause.agreement, cause.initiative))) or "the data"
            message = f"no change of {of} is left for this to explain. Take it out, or name what it is of."
            yield Problem.at(cause.place, "causes-are-of-changes", message)


def _reason(explained: RecordChange | StatedChange) -> tuple[str | None, str | None]:
    """Without its English, which may be mended."""
    return explained.cause, explained.note.da if explained.note else None


def _described(entry: RecordChange) -> str:
    return f"the change of {', '.join(entry.ids)} in {entry.revision.short}"


def new_entries_are_true(
    before: Versions,
    after: Versions,
    days_of_data: Callable[[], Mapping[str, date | None]],
    digest_at: Callable[[str], str | None],
    leads_to: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """What the history of the data says of causes and versions that were not listed before.

    The days are those of the commits that changed it; a digest is None where what the commit held was unsound.
    """
    causes = [cause for cause in new_causes(before, after) if cause.commit]
    listed = {*before.numbers}
    releases = [release for release in after.releases if release.version not in listed]
    if causes or releases:
        days = days_of_data()
        yield from causes_name_a_commit(causes, days)
        for release in releases:
            yield from releases_are_of_their_commit(release, days, digest_at)
        for older, newer in pairwise(after.releases):
            if newer in releases and (older.commit == newer.commit or not leads_to(older.commit, newer.commit)):
                message = f"version {newer.version} is of no newer commit than {older.version}."
                advice = "Let aftalespor freeze write it."
                yield Problem.at(newer.place.at("commit"), "releases-are-of-their-commit", f"{message} {advice}")


def causes_name_a_commit(causes: Iterable[StatedChange], commits: Iterable[str]) -> Iterator[Problem]:
    """Ensure the `commit` of a new cause is the beginning of one that changed the data."""
    for cause in causes:
        if not any(commit.startswith(cause.commit or "") for commit in commits):
            message = f"no commit that changed the data begins with {cause.commit}."
            advice = "Name the one that is explained, or leave commit out."
            yield Problem.at(cause.place.at("commit"), "causes-name-a-commit", f"{message} {advice}")


def releases_are_of_their_commit(
    release: Release, days: Mapping[str, date | None], digest_at: Callable[[str], str | None]
) -> Iterator[Problem]:
    """Ensure a new version names a commit that changed the data, and has its date and the digest of the data there."""
    wrong = {}
    if release.commit not in days:
        wrong["commit"] = "names a commit that did not change the data here"
    else:
        if release.date.latest != days[release.commit]:
            wrong["date"] = "is not of the day of its commit"
        if release.digest != digest_at(release.commit):
            wrong["digest"] = "has another digest than the data of its commit"
    for key, fault in wrong.items():
        message = f"version {release.version} {fault}. Let aftalespor freeze write it."
        yield Problem.at(release.place.at(key), "releases-are-of-their-commit", message)
