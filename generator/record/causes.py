"""What a pull request does to the record: each change says why, no entry is lost, and its commits do what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import StatedChange, Unread, Versions
from generator.model.beyond import Beyond
from generator.model.fields import Value
from generator.model.place import NOWHERE, Place, Problem
from generator.record.amendments import ChangedPart, amendments, as_published, changed_parts, names_of
from generator.record.history import (
    CAME,
    NOTHING_ALIKE,
    OF_OTHERS,
    REMOVED,
    RETURNED,
    UNREADABLE,
    Amendment,
    History,
    RecordChange,
)

# An agreement, and the initiative in it; None is the agreement as a whole.
Key = tuple[str, str | None]
_BY_INITIATIVE = ("initiatives", "not_continued", "still_not_mentioned")
_A_DAY = timedelta(days=1)  # no two places on earth are further apart
_A_YEAR = timedelta(days=366)  # that a branch may wait to be merged


@dataclass(frozen=True)
class State:
    """The data as it is at one commit, or in the work tree."""

    archive: Archive
    beyond: Beyond
    versions: Versions


@dataclass(frozen=True)
class Since:
    """The commits since a revision, and what the record will tell of them.

    `before` is what the revision holds, `committed` what the newest commit does, and `after` what is here: that may be
    in no commit yet. `history` is that of the newest commit which the revision has not, and `base` the other way round.
    `frozen` are the blobs of the pages that the revision had published, by path.
    """

    before: State
    committed: State
    after: State
    changes: tuple[RecordChange, ...]
    history: History
    base: History
    frozen: Mapping[str, str]


def unsound_changes(since: Since, file: str, today: date) -> Iterator[Problem]:
    """Ensure each change since a revision has a cause, and its commits lose nothing of the record, nor do more."""
    net = net_changes(since.before, since.after)
    yield from unstated(since.before, since.after, net, since.changes)
    yield from unstated_of_others(since.before, since.after, since.changes)
    yield from _unsound_commits(since, file, today)
    if not since.base.steps:  # else the data and the commits are not of the same
        if since.committed is not since.after:
            net = net_changes(since.before, since.committed)
        yield from _more_or_less_than_net(since, net, file)


def unstated(
    before: State, after: State, net: Mapping[Key, Sequence[Amendment]], changes: Sequence[RecordChange]
) -> Iterator[Problem]:
    """Ensure every change of a snapshot that was there before has a cause, stated with the change.

    A cause that stood there before explains a change that was made before. A new agreement needs none.
    """
    causes = new_causes(before.versions, after.versions)
    of_snapshots = [change for change in changes if not change.of_others]
    for (agreement_id, initiative_id), lines in net.items():
        if not _are_explained((agreement_id, initiative_id), causes, of_snapshots):
            olds, news = before.archive.by_id, after.archive.by_id
            of = f"{initiative_id!r} in {agreement_id!r}" if initiative_id else f"{agreement_id!r} as a whole"
            place = _place(olds[agreement_id], news[agreement_id], initiative_id)
            yield _unexplained(place, f"{of} is changed ({lines[0].heading})")


def unstated_of_others(before: State, after: State, changes: Sequence[RecordChange] = ()) -> Iterator[Problem]:
    """Ensure every change of what other sources say has a cause, as one of a snapshot does. What is new needs none."""
    causes = new_causes(before.versions, after.versions)
    of_others = [change for change in changes if change.of_others]
    for part in _changed_parts(before, after):
        if not any(_are_explained(about, causes, of_others) for about in part.abouts):
            place = _first_change(part.was, part.now) if part.now else Place(part.was.place.file)
            how = f"changed ({part.amendments[0].heading})" if part.now else "taken out"
            yield _unexplained(place, f"{', '.join(part.name)} is {how}")


def _unexplained(place: Place, change: str) -> Problem:
    message = f"our record of {change} and nothing says why. State the cause under upcoming in _versions.yaml."
    return Problem.at(place, "changes-are-explained", message)


def net_changes(before: State, after: State) -> dict[Key, list[Amendment]]:
    """What differs between two states of the data, by agreement and initiative; a new agreement is none."""
    names = names_of(after.archive)
    return {
        (new.id, initiative_id): lines
        for new in after.archive.agreements
        if (old := before.archive.by_id.get(new.id))
        for initiative_id, lines in as_published(amendments(old, new, names), before.versions.releases).items()
    }


def _changed_parts(before: State, after: State) -> Iterator[ChangedPart]:
    """Those that are published. An agreement that was not read and now is, is no longer said to be unread."""
    names = names_of(after.archive)
    unread = [Unread(unread=state.archive.unread) for state in (before, after)]
    for was, now in ((before.beyond, after.beyond), unread):
        for part in changed_parts(was, now, names):
            published = as_published({part.name: [*part.amendments]}, before.versions.releases)
            if published and not (isinstance(now, Unread) and part.name[-1] in after.archive.by_id):
                yield replace(part, amendments=published[part.name])


def changed_keys(since: Since) -> set[Key]:
    """What differs between a revision and what is here, in snapshots and in what other sources say."""
    of_others = {about for part in _changed_parts(since.before, since.after) for about in part.abouts}
    return of_others | net_changes(since.before, since.after).keys()


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


def explains(cause: StatedChange, agreement_id: str, initiative_id: str | None, commit: str | None = None) -> bool:
    """Whether a cause fits a change; one that names a commit explains that *commit* alone."""
    is_of = cause.commit is None or (commit is not None and commit.startswith(cause.commit))
    return is_of and cause.agreement in {None, agreement_id} and cause.initiative in {None, initiative_id}


def _are_explained(key: Key, causes: Sequence[StatedChange], changes: Iterable[RecordChange]) -> bool:
    """Whether a cause explains all that is done to *key*, or there is one for each commit that does it."""
    commits = [change.revision.hash for change in changes if _key(change) == key]
    return any(explains(cause, *key) for cause in causes) or (
        bool(commits) and all(any(explains(cause, *key, commit) for cause in causes) for commit in commits)
    )


def new_causes(before: Versions, after: Versions) -> tuple[StatedChange, ...]:
    """Those of *after* that *before* has not; translated, one explains what it did."""
    known = Counter(map(_plain, before.causes))
    added = []
    for cause in after.causes:
        if known[_plain(cause)]:
            known[_plain(cause)] -= 1
        else:
            added.append(cause)
    return tuple(added)


def _plain(cause: StatedChange) -> str:
    return cause.model_dump_json(exclude={"note": {"en", "official"}})


def _unsound_commits(since: Since, file: str, today: date) -> Iterator[Problem]:
    """Ensure the commits since a revision keep what was published, and are of days that can be read and be."""
    for step in since.base.steps:
        effect = f"what {step.revision.short} did to {step.agreement_id!r}"
        message = f"{effect} was published and is no part of this history. Rebase onto it or merge it."
        yield Problem(file, 1, 1, "record-is-kept", message)
    for commit in since.history.undated:
        message = f"{commit[:10]} changes a snapshot on a day that cannot be read. Make the commit anew."
        yield Problem(file, 1, 1, "commits-have-a-day", message)
    for name, commit in since.history.passing.items():
        message = f"nothing is left of {name!r}, which {commit[:10]} touched, and the data would have its day."
        yield Problem(file, 1, 1, "commits-leave-something", f"{message} Squash the commits.")
    base, latest = since.base.latest, since.history.latest
    newest = min(base.date, today) if base else date.min + _A_YEAR
    revisions = {*since.history.revisions, *filter(None, [latest])} - {base}
    for revision in revisions:
        if revision.date > today + _A_DAY:
            fault = f"a day to come: it is {today} here"
        elif revision.date < newest - _A_YEAR:
            fault = f"more than a year before {newest}, the day of what it is merged into"
        else:
            continue
        advice = "Make the commit anew, as git rebase --force-rebase does."
        message = f"{revision.short} is of {revision.date}, {fault}. {advice}"
        yield Problem(file, 1, 1, "days-of-commits-are-possible", message)


def _more_or_less_than_net(since: Since, net: Mapping[Key, Sequence[Amendment]], file: str) -> Iterator[Problem]:
    """Ensure what the record will tell of is, line by line, what differs between the revision and the newest commit."""
    net_of_others: dict[Key, list[Amendment]] = {}
    for part in _changed_parts(since.before, since.committed):
        for about in part.abouts:
            net_of_others.setdefault(about, []).extend(part.amendments)
    causes = new_causes(since.before.versions, since.committed.versions)
    changed: dict[tuple[bool, Key, Amendment], str] = {}
    for change in since.changes:
        key, described = _key(change), f"the change of {', '.join(change.ids)} in {change.revision.short}"
        was, is_left = (change.agreement_id in side.archive.by_id for side in (since.before, since.committed))
        passing = _passing(change, (net_of_others if change.of_others else net).get(key, ()), (was, is_left))
        lines = ((change.of_others, key, line) for line in change.amendments)
        others = {changed.setdefault(line, change.revision.short) for line in lines} - {change.revision.short}
        if passing:
            message = f"{described} ({passing}) is no part of what differs in the end, and the record would tell of it"
            yield Problem(file, 1, 1, "commits-leave-something", f"{message} for ever. Squash the commits.")
        elif others:
            message = f"{described} is that of {min(others)} too, and the record would tell of it twice."
            yield Problem(file, 1, 1, "commits-leave-something", f"{message} Squash the commits.")
        elif not (change.of_others or is_left or any(explains(c, *key, change.revision.hash) for c in causes)):
            # Else its cause is asked for where the data stands, or it is new and needs none.
            message = f"no cause is stated for {described}. Add it under upcoming, or squash the commits."
            yield Problem(file, 1, 1, "changes-are-explained", message)
    if not since.history.undated:
        yield from _without_a_commit(since.changes, {False: net, True: net_of_others}, file)


def _passing(change: RecordChange, net: Sequence[Amendment], ends: tuple[bool, bool]) -> str | None:
    """What in a change is not as it was before, or as it is in the end; *ends* say whether the agreement is in each."""
    if change.remark is None:
        olds, news = {(line.heading, line.old) for line in net}, {(line.heading, line.new) for line in net}
        for line in change.amendments:
            if (line.heading, line.old) not in olds or (line.heading, line.new) not in news:
                return line.heading
        return None
    possible = {CAME: (False, True), RETURNED: (False, True), REMOVED: (True, False)}
    danish = change.remark.danish
    return danish if danish == UNREADABLE or ends != possible.get(danish, ends) else None


def _without_a_commit(
    changes: Sequence[RecordChange], net: Mapping[bool, Mapping[Key, Sequence[Amendment]]], file: str
) -> Iterator[Problem]:
    """Ensure a commit tells of each line that differs; *net* has those of other sources under True.

    What could not be read on one side of a commit cannot be told line by line.
    """
    stated = {(c.of_others, _key(c), line.heading, line.new) for c in changes for line in c.amendments}
    unread = {(c.of_others, c.agreement_id) for c in changes if c.remark and c.remark.danish == NOTHING_ALIKE}
    for of_others, by_key in net.items():
        for key, lines in by_key.items():
            is_read = unread.isdisjoint({(of_others, key[0]), (of_others, OF_OTHERS)})
            if is_read and any((of_others, key, line.heading, line.new) not in stated for line in lines):
                message = (
                    f"{', '.join(filter(None, key))} is changed by a merge alone, so the record cannot tell of it."
                )
                yield Problem(file, 1, 1, "changes-have-a-commit", f"{message} Make the change in a commit.")


def _key(change: RecordChange) -> Key:
    return change.agreement_id, change.initiative_id
