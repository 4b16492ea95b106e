"""Whether each change of what is published says why it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import StatedChange, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Value
from generator.model.place import NOWHERE, Place, Problem
from generator.record.amendments import amendments, as_published, names_of
from generator.record.others import ChangedPart, Others, changed_parts
from generator.record.words import Amendment

# An agreement, and the initiative in it; None is the agreement as a whole.
Key = tuple[str, str | None]
_STATE = "State the cause under upcoming in _versions.yaml."
_BY_INITIATIVE = ("initiatives", "not_continued", "still_not_mentioned")


@dataclass(frozen=True)
class State:
    """The data as it is at one commit, or in the work tree."""

    archive: Archive
    beyond: Beyond
    versions: Versions

    @property
    def others(self) -> tuple[Others, ...]:
        """What is no snapshot and says something too."""
        return self.beyond, Unread(unread=self.archive.unread)


def unstated(before: Archive, stated_before: Versions, after: Archive, stated: Versions) -> Iterator[Problem]:
    """Ensure every change of a snapshot that was there before has a cause, stated with the change.

    A cause that stood there before explains a change that was made before. A new agreement needs none.
    """
    causes = new_causes(stated_before, stated)
    for (agreement_id, initiative_id), lines in net_changes(before, stated_before, after).items():
        if not any(explains(cause, agreement_id, initiative_id) for cause in causes):
            place = _place(before.by_id[agreement_id], after.by_id[agreement_id], initiative_id)
            yield _problem(place, agreement_id, initiative_id, lines[0].heading)


def unstated_of_others(before: State, after: State) -> Iterator[Problem]:
    """Ensure every change of what other sources say has a cause, as one of a snapshot does. What is new needs none."""
    causes = new_causes(before.versions, after.versions)
    for part in _changed_parts(before, after):
        if not any(explains(cause, *about) for cause in causes for about in part.abouts):
            place = _first_change(part.was, part.now) if part.now else Place(part.was.place.file)
            how = f"changed ({part.amendments[0].heading})" if part.now else "taken out"
            message = f"our record of {', '.join(part.name)} is {how} and nothing says why."
            yield Problem.at(place, "changes-are-explained", f"{message} {_STATE}")


def net_changes_of_others(before: State, after: State) -> frozenset[Key]:
    """What differs between two states of what other sources say, by agreement and initiative."""
    return frozenset(about for part in _changed_parts(before, after) for about in part.abouts)


def _changed_parts(before: State, after: State) -> Iterator[ChangedPart]:
    """Those that are published. An agreement that was not read and now is, is no longer said to be unread."""
    names = names_of(after.archive)
    for was, now in zip(before.others, after.others, strict=True):
        for part in changed_parts(was, now, names):
            published = as_published({part.name: [*part.amendments]}, before.versions.releases)
            if published and not (isinstance(now, Unread) and part.name[-1] in after.archive.by_id):
                yield part


def net_changes(before: Archive, stated_before: Versions, after: Archive) -> dict[Key, list[Amendment]]:
    """What differs between two states of the data, by agreement and initiative; a new agreement is none."""
    names = names_of(after)
    return {
        (new.id, initiative_id): lines
        for new in after.agreements
        if (old := before.by_id.get(new.id))
        for initiative_id, lines in as_published(amendments(old, new, names), stated_before.releases).items()
    }


def _place(old: Agreement, new: Agreement, initiative_id: str | None) -> Place:
    """Where the change stands, so that a reviewer sees the problem beside it."""
    if initiative_id is None:
        return _first_change(old, new, leave_out=_BY_INITIATIVE)
    for key in _BY_INITIATIVE:
        olds, news = ({item.id: item for item in getattr(side, key)} for side in (old, new))
        now, was = news.get(initiative_id), olds.get(initiative_id)
        if now and (was is None or _bare(was) != _bare(now)):
            return _first_change(was, now) if was else now.place.at("id")
    return new.place.at("id")


def _first_change(old: Value, new: Value, leave_out: Collection[str] = ()) -> Place:
    """The key of the first thing that is not as it was; the id where something is only gone."""
    for name, field in type(new).model_fields.items():
        was, now, key = getattr(old, name, None), getattr(new, name), field.alias or name
        if name in {"place", *leave_out} or _bare(was) == _bare(now):
            continue
        if isinstance(was, Value) and isinstance(now, Value) and now.place != NOWHERE:
            return _first_change(was, now)
        if isinstance(was, tuple) and isinstance(now, tuple):
            olds = {getattr(item, "id", None): item for item in was}
            for item in now:
                before = olds.get(getattr(item, "id", None))
                if hasattr(item, "id") and _bare(before) != _bare(item):
                    return _first_change(before, item) if before else item.place.at("id")
        if key in new.place.keys:
            return new.place.at(key)
    return new.place.at("id")


def _bare(value: object) -> object:
    """*value* without its places."""
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    return value.model_dump() if isinstance(value, Value) else value


def _problem(place: Place, agreement_id: str, initiative_id: str | None, heading: str) -> Problem:
    of = f"{initiative_id!r} in {agreement_id!r}" if initiative_id else f"{agreement_id!r} as a whole"
    message = f"our record of {of} is changed ({heading}) and nothing says why."
    return Problem.at(place, "changes-are-explained", f"{message} {_STATE}")


def explains(cause: StatedChange, agreement_id: str, initiative_id: str | None, commit: str | None = None) -> bool:
    """Whether a cause fits a change; one that names a commit explains that *commit* alone."""
    is_of = cause.commit is None or (commit is not None and commit.startswith(cause.commit))
    return is_of and cause.agreement in {None, agreement_id} and cause.initiative in {None, initiative_id}


def new_causes(before: Versions, after: Versions) -> tuple[StatedChange, ...]:
    known = Counter(_plain(cause) for cause in _every(before))
    added = []
    for cause in _every(after):
        if known[_plain(cause)]:
            known[_plain(cause)] -= 1
        else:
            added.append(cause)
    return tuple(added)


def _every(versions: Versions) -> Iterator[StatedChange]:
    for release in versions.releases:
        yield from release.changes
    yield from versions.upcoming


def _plain(cause: StatedChange) -> str:
    return cause.model_dump_json(exclude={"note": {"en", "official"}})  # translated, it explains what it did
