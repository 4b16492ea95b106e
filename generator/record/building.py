"""What changed in our record of the agreements: by commit, agreement and initiative, with the stated cause.

This is the other clock: how our data changed, never how an agreement became the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import StatedChange, Versions
from generator.model.fields import Text
from generator.record import words
from generator.record.amendments import Amendments, amendments, as_published, common, names_of
from generator.record.entries import OF_OTHERS, RecordChange
from generator.record.history import Step
from generator.record.others import MODELS, TITLE_OF_OTHERS, Others, amendments_of_others, titles
from generator.record.past_versions import Seen
from generator.record.words import Remark


def _nothing(blob: str) -> Seen:
    raise KeyError(blob)


def _nothing_other(blob: str, model: type[Others]) -> Others | None:
    raise KeyError(blob, model)


@dataclass(frozen=True)
class Past:
    """Every step, newest first. `seen` and `other` give a version by its blob.

    `covered` are the commits that each release published.
    """

    steps: tuple[Step, ...] = ()
    seen: Callable[[str], Seen] = _nothing
    other: Callable[[str, type[Others]], Others | None] = _nothing_other
    covered: tuple[frozenset[str], ...] = ()


def record(past: Past, versions: Versions, archive: Archive) -> tuple[RecordChange, ...]:
    """Everything that changed: by version, newest first, then by commit, agreement and initiative."""
    reader = _Reader(past, versions, archive)
    changes = [change for step in past.steps for change in reader.changes(step)]
    releases = [release.version for release in versions.releases]
    commits = {step.revision.hash: n for n, step in reversed(list(enumerate(past.steps)))}
    agreements = {agreement_id: n for n, agreement_id in enumerate(archive.position)}
    initiatives = {initiative_id: n for n, initiative_id in enumerate(archive.initiative_ids)}

    def rank(change: RecordChange) -> tuple[int, int, int, str, int, str, bool]:
        release = releases.index(change.version) if change.version else len(releases)
        inside = change.initiative_id or ""
        return (
            -release,
            commits[change.revision.hash],
            agreements.get(change.agreement_id, len(agreements)),
            change.agreement_id,
            initiatives.get(inside, len(initiatives)) if inside else -1,
            inside,
            change.of_others,
        )

    return tuple(sorted(changes, key=rank))


class _Reader:
    """Turns steps into changes, with the names of today."""

    def __init__(self, past: Past, versions: Versions, archive: Archive) -> None:
        self._past = past
        self._seen = past.seen
        self._other = past.other
        self._versions = versions
        self._names = names_of(archive)
        self._titles: dict[tuple[str | None, str | None], Text] = {(a.id, None): a.title for a in archive.agreements}
        self._titles |= {(None, i): archive.latest(i).title for i in archive.initiative_ids}
        self._archive = archive
        self._replaced = {step.after: step.before[0] for step in past.steps if step.after and step.before[0]}
        self._came = {(step.agreement_id, step.revision.hash) for step in past.steps if step.is_first}

    def changes(self, step: Step) -> Iterator[RecordChange]:
        """What one step did, in the order in which it stands in the newer version."""
        if step.agreement_id in MODELS:
            yield from self._of_others(step, MODELS[step.agreement_id])
        else:
            yield from self._of_a_snapshot(step)

    def _of_others(self, step: Step, model: type[Others]) -> Iterator[RecordChange]:
        olds = [blob for blob in step.before if blob]
        if not olds:
            return  # what is new is no change
        self._titles.setdefault((OF_OTHERS, None), TITLE_OF_OTHERS)
        after = self._other(step.after, model) if step.after else model()
        befores = [self._readable(blob, model) for blob in olds]
        if after is None or None in befores:
            about = replace(step, agreement_id=OF_OTHERS, before=(), after=None)
            change = self._change(about, None)
            remark = Remark(words.UNREADABLE if after is None else words.NOTHING_ALIKE)
            yield replace(change, remark=remark, cause=change.cause or "schema", of_others=True)
            return
        for side in (after, *befores):
            for titled, title in titles(side) if side else ():
                self._titles.setdefault(titled, title)
        each = [amendments_of_others(old, after, self._names) for old in befores if old]
        changes = as_published(common(each), self._versions.releases[: self._release(step)])
        for (agreement_id, initiative_id), lines in changes.items():
            if (agreement_id, step.revision.hash) not in self._came:  # else it was read: no longer unread
                about = replace(step, agreement_id=agreement_id, before=(), after=None)
                change = self._change(about, initiative_id)
                yield replace(change, amendments=tuple(lines), of_others=True)

    def _readable(self, blob: str, model: type[Others]) -> Others | None:
        """The newest version from *blob* back that can be read."""
        for each in self._back_from(blob):
            if readable := self._other(each, model):
                return readable
        return None

    def _of_a_snapshot(self, step: Step) -> Iterator[RecordChange]:
        is_first = step.is_first and not any(step.before)
        after = self._seen(step.after) if step.after else None
        changes: Amendments = {}
        remark: Remark | None = None
        if after is None:
            remark = Remark(words.REMOVED)
        elif not any(step.before):
            remark = words.first(after.agreement) if is_first else Remark(words.RETURNED)
        elif after.agreement is None:
            remark = Remark(words.UNREADABLE)
        else:
            olds = [self._alike(blob, after) for blob in step.before if blob]
            if None in olds:
                before = self._seen(next(blob for blob in step.before if blob))
                remark = Remark(words.UNREADABLE if before.is_whole else words.NOTHING_ALIKE)
            else:
                each = [amendments(old, after.agreement, self._names) for old in olds if old]
                changes = as_published(common(each), self._versions.releases[: self._release(step)])
        if remark is not None:
            change = replace(self._change(step, None), remark=remark)
            if is_first:  # what explains a change says nothing of how the agreement came in
                change = replace(change, is_first=True, cause=None, note=None)
            elif remark.danish in {words.UNREADABLE, words.NOTHING_ALIKE}:
                change = replace(change, cause=change.cause or "schema")
            yield change
        for initiative_id, lines in changes.items():
            yield replace(self._change(step, initiative_id), amendments=tuple(lines))

    def _alike(self, blob: str, after: Seen) -> Agreement | None:
        """The newest version from *blob* back that is as whole as *after*, so that no gap looks like a change."""
        for each in self._back_from(blob):
            seen = self._seen(each)
            if seen.agreement is not None and seen.is_whole == after.is_whole:
                return seen.agreement
        return None

    def _back_from(self, blob: str) -> Iterator[str]:
        passed: set[str] = set()
        following: str | None = blob
        while following and following not in passed:
            passed.add(following)
            yield following
            following = self._replaced.get(following)

    def _change(self, step: Step, initiative_id: str | None) -> RecordChange:
        release = self._release(step)
        stated = _stated(self._versions, release, step, initiative_id)
        agreement = self._titles.get((step.agreement_id, None)) or self._old_title(step)
        called = agreement
        if initiative_id:
            called = self._called(step, initiative_id)
        return RecordChange(
            step.revision,
            None if release is None else self._versions.releases[release].version,
            step.agreement_id,
            agreement,
            initiative_id,
            called,
            stated.cause if stated else None,
            stated.note if stated else None,
            is_unpublished=self._is_unpublished(step, release),
        )

    def _called(self, step: Step, initiative_id: str) -> Text:
        """What the agreement calls an initiative; of one that is no longer here, what it was called."""
        if step.agreement_id in self._archive.position and self._archive.appearances(initiative_id):
            return self._archive.wording(initiative_id, step.agreement_id).title
        return self._titles.get((None, initiative_id)) or self._old_title(step, initiative_id)

    def _is_unpublished(self, step: Step, release: int | None) -> bool:
        """Whether no release before the one of *step* has the agreement. What is not known is taken to be published."""
        covered = self._past.covered[:release]
        came = {commit for agreement_id, commit in self._came if agreement_id == step.agreement_id}
        if not came or not all(covered) or not self._past.covered:
            return False
        return came.isdisjoint(frozenset[str]().union(*covered))

    def _release(self, step: Step) -> int | None:
        """The release that the commit went into, by its place among them; None where it is in none yet."""
        return next((n for n, c in enumerate(self._past.covered) if step.revision.hash in c), None)

    def _old_title(self, step: Step, initiative_id: str | None = None) -> Text:
        """What was it called, of something that is no longer here."""
        for blob in (step.after, *step.before):
            agreement = self._seen(blob).agreement if blob else None
            if agreement and initiative_id is None:
                return agreement.title
            for initiative in agreement.initiatives if agreement else ():
                if initiative.id == initiative_id:
                    return initiative.title
        return Text(da=initiative_id or step.agreement_id)


def _stated(versions: Versions, release: int | None, step: Step, initiative_id: str | None) -> StatedChange | None:
    """The explanation that fits best: of this very commit, else of the version it went into."""
    every = [*(change for r in versions.releases for change in r.changes), *versions.upcoming]
    of_commit = [c for c in every if c.commit and step.revision.hash.startswith(c.commit)]
    of_version = versions.upcoming if release is None else versions.releases[release].changes
    for stated in (of_commit, [change for change in of_version if not change.commit]):
        fitting = [
            change
            for change in stated
            if change.agreement in {None, step.agreement_id} and change.initiative in {None, initiative_id}
        ]
        if fitting:
            return max(fitting, key=lambda change: (change.initiative is not None, change.agreement is not None))
    return None
