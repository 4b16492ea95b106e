"""Whether each change of what is published says why it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.amendments import amendments, names_of
from generator.archive import Archive
from generator.place import Place, Problem
from generator.versions import StatedChange, Versions


def unstated(before: Archive, stated_before: Versions, after: Archive, stated: Versions) -> Iterator[Problem]:
    """Ensure every change of a snapshot that was there before has a cause, stated with the change.

    A cause that stood there before explains a change that was made before. A new agreement needs none.
    """
    new_causes = _new(stated_before, stated)
    names = names_of(after)
    for agreement in after.agreements:
        old = before.by_id.get(agreement.id)
        if old is None:
            continue
        here = after.initiatives[after.position[agreement.id]]
        departures: dict[str | None, Place] = {d.id: d.place for d in agreement.not_continued}
        for initiative_id, lines in amendments(old, agreement, names).items():
            if not any(_explains(cause, agreement.id, initiative_id) for cause in new_causes):
                found = here.get(initiative_id or "")
                place = found.place if found else departures.get(initiative_id, agreement.place)
                yield _problem(place.at("id"), agreement.id, initiative_id, lines[0].heading)


def _problem(place: Place, agreement_id: str, initiative_id: str | None, heading: str) -> Problem:
    of = f"{initiative_id!r} in {agreement_id!r}" if initiative_id else f"{agreement_id!r} as a whole"
    message = f"our record of {of} is changed ({heading}) and nothing says why."
    return Problem.at(
        place, "changes-are-explained", f"{message} State the cause under upcoming in _versions.yaml."
    )


def _explains(cause: StatedChange, agreement_id: str, initiative_id: str | None) -> bool:
    return cause.agreement in {None, agreement_id} and cause.initiative in {None, initiative_id}


def _new(before: Versions, after: Versions) -> tuple[StatedChange, ...]:
    known = Counter(_plain(cause) for cause in _every(before))
    found = []
    for cause in _every(after):
        if known[_plain(cause)]:
            known[_plain(cause)] -= 1
        elif cause.commit is None:  # with a commit, it explains that one
            found.append(cause)
    return tuple(found)


def _every(versions: Versions) -> Iterator[StatedChange]:
    for release in versions.releases:
        yield from release.changes
    yield from versions.upcoming


def _plain(cause: StatedChange) -> str:
    return cause.model_dump_json()
