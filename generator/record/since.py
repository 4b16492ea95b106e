"""What a pull request does to the record: no entry is lost, and its commits tell of nothing but its result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.place import Problem
from generator.record.causes import Key, State, explains, net_changes, net_changes_of_others, new_causes
from generator.record.entries import RecordChange
from generator.record.history import Revision, Step

_A_DAY = timedelta(days=1)  # no two places on earth are further apart
_A_YEAR = timedelta(days=366)  # that a branch may wait to be merged


@dataclass(frozen=True)
class Since:
    """The commits since a revision: the changes that the record will tell of, and commits on no day that can be read.

    `revisions` are all commits since that have a day, and `base` is the newest of that revision. `lost` are steps of
    that revision that the newest commit does not lead back to. `passing` are files that came and went unread.
    """

    changes: tuple[RecordChange, ...]
    undated: tuple[str, ...]
    revisions: frozenset[Revision]
    base: Revision | None
    lost: tuple[Step, ...]
    passing: Mapping[str, str]


def unsound_commits(since: Since, before: State, after: State, file: str, today: date) -> Iterator[Problem]:
    """Ensure the commits since a revision lose nothing of the record, and add to it only what differs in the end.

    *after* is the newest commit, not the work tree: what that holds may be in no commit yet.
    """
    for step in since.lost:
        effect = f"what {step.revision.short} did to {step.agreement_id!r}"
        message = f"{effect} was published and is no part of this history. Rebase onto it or merge it."
        yield Problem(file, 1, 1, "record-is-kept", message)
    for commit in since.undated:
        message = f"{commit[:10]} changes a snapshot on a day that cannot be read. Make the commit anew."
        yield Problem(file, 1, 1, "commits-have-a-day", message)
    for name, commit in since.passing.items():
        message = (
            f"nothing is left of {name!r}, which {commit[:10]} touched, and the data would have its day. {_SQUASH}"
        )
        yield Problem(file, 1, 1, "commits-leave-something", message)
    yield from _of_impossible_days(since, file, today)
    if not since.lost:  # else the data and the commits are not of the same
        net = net_changes(before.archive, before.versions, after.archive).keys()
        of_others = net_changes_of_others(before, after)
        for change in since.changes:
            if not change.of_others:
                yield from _unsound(change, before, after, net, file)
            elif not change.remark and (change.agreement_id, change.initiative_id) not in of_others:
                yield _leaves_nothing(change, file)
        if not since.undated and not any(change.remark for change in since.changes):
            keys = {of: {_key(c) for c in since.changes if c.of_others == of} for of in (False, True)}
            yield from _without_a_commit({*net} - keys[False] | {*of_others} - keys[True], file)


def _of_impossible_days(since: Since, file: str, today: date) -> Iterator[Problem]:
    """Ensure no commit in the folder is of a day to come, or more than a year older than what it is merged into."""
    newest = min(since.base.date, today) if since.base else date.min + _A_YEAR
    for revision in since.revisions:
        if revision.date > today + _A_DAY:
            fault = f"a day to come: it is {today} here"
        elif revision.date < newest - _A_YEAR:
            fault = f"more than a year before {newest}, the day of what it is merged into"
        else:
            continue
        message = f"{revision.short} is of {revision.date}, {fault}. {_ANEW}"
        yield Problem(file, 1, 1, "days-of-commits-are-possible", message)


_SQUASH = "Squash the commits."
_ANEW = "Make the commit anew, as git rebase --force-rebase does."


def _unsound(change: RecordChange, before: State, after: State, net: Collection[Key], file: str) -> Iterator[Problem]:
    key = _key(change)
    was, is_here = (change.agreement_id in state.archive.by_id for state in (before, after))
    if (key not in net or change.is_first) if was and is_here else not was and not is_here:
        yield _leaves_nothing(change, file)
    elif is_here:
        return  # its cause is asked for where the data stands, or it is new and needs none
    elif not any(explains(c, *key, change.revision.hash) for c in new_causes(before.versions, after.versions)):
        message = f"no cause is stated for {_described(change)}. Add it under upcoming, or squash the commits."
        yield Problem(file, 1, 1, "changes-are-explained", message)


def _leaves_nothing(change: RecordChange, file: str) -> Problem:
    message = f"nothing is left of {_described(change)}, and the record would tell of it for ever. {_SQUASH}"
    return Problem(file, 1, 1, "commits-leave-something", message)


def _described(change: RecordChange) -> str:
    return f"the change of {', '.join(change.ids)} in {change.revision.short}"


def _key(change: RecordChange) -> Key:
    return change.agreement_id, change.initiative_id


def _without_a_commit(untold: Iterable[Key], file: str) -> Iterator[Problem]:
    for key in untold:
        message = f"{_name(key)} is changed by a merge alone, so the record cannot tell of it."
        yield Problem(file, 1, 1, "changes-have-a-commit", f"{message} Make the change in a commit.")


def _name(key: Key) -> str:
    return ", ".join(filter(None, key))
