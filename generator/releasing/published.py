"""What a revision published in `_versions.yaml` still stands, and what is new there is true of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from generator.model.beside import Release, StatedChange, Versions
from generator.model.place import Place, Problem
from generator.record.causes import new_causes


class DataHistory(Protocol):
    """The commits that changed the data: the day of each, and the digest of what it held, None where it was unsound."""

    def days(self) -> Mapping[str, date | None]: ...

    def digest(self, commit: str) -> str | None: ...


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
            message = f"the cause of {_described(cause)} was published and is not stated as it was."
            advice = "Take it back from git, and state another beside it."
            yield Problem.at(next(rewritten, Place(file)), "causes-are-kept", f"{message} {advice}")


def new_entries_are_true(before: Versions, after: Versions, data: DataHistory) -> Iterator[Problem]:
    """What the history of the data says of causes and versions that were not listed before."""
    causes = [cause for cause in new_causes(before, after) if cause.commit]
    listed = {release.version for release in before.releases}
    releases = [release for release in after.releases if release.version not in listed]
    if causes or releases:
        days = data.days()
        yield from causes_name_a_commit(causes, days)
        for release in releases:
            yield from releases_are_of_their_commit(release, days, data)


def causes_name_a_commit(causes: Iterable[StatedChange], commits: Iterable[str]) -> Iterator[Problem]:
    """Ensure the `commit` of a new cause is the beginning of one that changed the data."""
    for cause in causes:
        if not any(commit.startswith(cause.commit or "") for commit in commits):
            message = f"no commit that changed the data begins with {cause.commit}."
            advice = "Name the one that is explained, or leave commit out."
            yield Problem.at(cause.place.at("commit"), "causes-name-a-commit", f"{message} {advice}")


def releases_are_of_their_commit(
    release: Release, days: Mapping[str, date | None], data: DataHistory
) -> Iterator[Problem]:
    """Ensure a new version names a commit that changed the data, and has its date and the digest of the data there."""
    wrong = {}
    if release.commit not in days:
        wrong["commit"] = "names a commit that did not change the data here"
    else:
        if release.date.latest != days[release.commit]:
            wrong["date"] = "is not of the day of its commit"
        if release.digest != data.digest(release.commit):
            wrong["digest"] = "has another digest than the data of its commit"
    for key, fault in wrong.items():
        message = f"version {release.version} {fault}. Let aftalespor freeze write it."
        yield Problem.at(release.place.at(key), "releases-are-of-their-commit", message)


def _described(cause: StatedChange) -> str:
    of = ", ".join(filter(None, (cause.agreement, cause.initiative))) or "all agreements"
    return f"the change of {of}" + (f" in {cause.commit}" if cause.commit else "")
