"""What changed in our record of the agreements: by commit, agreement and initiative, with the stated cause.

This is the other clock: how our data changed, never how an agreement became the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import StatedChange, Versions
from generator.model.fields import Text
from generator.record.amendments import (
    MODELS,
    TITLE_OF_OTHERS,
    Others,
    amendments,
    amendments_of_others,
    as_published,
    common,
    names_of,
    titles,
)
from generator.record.history import (
    CAME,
    NOTHING_ALIKE,
    OF_OTHERS,
    REMOVED,
    RETURNED,
    UNREADABLE,
    Amendment,
    RecordChange,
    Remark,
    Step,
)
from generator.record.past_versions import PastVersions, Seen
from generator.record.sheets import Names

K = TypeVar("K")


def record(
    steps: Sequence[Step],
    past: PastVersions,
    versions: Versions,
    archive: Archive,
    covered: Sequence[frozenset[str]] = (),
) -> tuple[RecordChange, ...]:
    """Everything that changed: by version, newest first, then by commit, agreement and initiative.

    *steps* are newest first, and *covered* the commits that each release published.
    """
    reader = _Reader(steps, past, versions, archive, covered)
    releases = {release.version: -n for n, release in enumerate(versions.releases)}
    commits = {step.revision.hash: n for n, step in reversed(list(enumerate(steps)))}
    agreements = {agreement_id: n for n, agreement_id in enumerate(archive.position)}
    initiatives = {initiative_id: n for n, initiative_id in enumerate(archive.initiative_ids)}

    def rank(change: RecordChange) -> tuple[int, int, int, str, int, str, bool]:
        inside = change.initiative_id or ""
        return (
            releases.get(change.version or "", -len(releases)),
            commits[change.revision.hash],
            agreements.get(change.agreement_id, len(agreements)),
            change.agreement_id,
            initiatives.get(inside, len(initiatives)) if inside else -1,
            inside,
            change.of_others,
        )

    return tuple(sorted((change for step in steps for change in reader.changes(step)), key=rank))


@dataclass(frozen=True)
class _Reader:
    """Turns steps into changes, with the names of today."""

    steps: Sequence[Step]
    past: PastVersions
    versions: Versions
    archive: Archive
    covered: Sequence[frozenset[str]]

    @cached_property
    def names(self) -> Names:
        return names_of(self.archive)

    @cached_property
    def titles(self) -> dict[tuple[str | None, str | None], Text]:
        """What agreements and initiatives are called; what only other sources name is added when they are read."""
        titles: dict[tuple[str | None, str | None], Text] = {(OF_OTHERS, None): TITLE_OF_OTHERS}
        titles |= {(agreement.id, None): agreement.title for agreement in self.archive.agreements}
        return titles | {(None, i): self.archive.latest(i).title for i in self.archive.initiative_ids}

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        return {step.after: step.before[0] for step in self.steps if step.after and step.before[0]}

    @cached_property
    def came(self) -> frozenset[tuple[str, str]]:
        return frozenset((step.agreement_id, step.revision.hash) for step in self.steps if step.is_first)

    def changes(self, step: Step) -> Iterator[RecordChange]:
        """What one step did, in the order in which it stands in the newer version."""
        if step.agreement_id in MODELS:
            yield from self._of_others(step, MODELS[step.agreement_id])
        else:
            yield from self._of_a_snapshot(step)

    def _of_others(self, step: Step, model: type[Others]) -> Iterator[RecordChange]:
        if not step.olds:
            return  # what is new is no change
        after = self.past.other(step.after, model) if step.after else model()
        befores = [self._readable(blob, model) for blob in step.olds]
        if after is None or None in befores:
            remark = Remark(UNREADABLE if after is None else NOTHING_ALIKE)
            yield self._change(_of(OF_OTHERS, step), remark=remark, of_others=True)
            return
        for side in (after, *befores):
            for titled, title in titles(side) if side else ():
                self.titles.setdefault(titled, title)
        each = [amendments_of_others(old, after, self.names) for old in befores if old]
        for (agreement_id, initiative_id), lines in self._published(each, step).items():
            if (agreement_id, step.revision.hash) not in self.came:  # else it was read: no longer unread
                yield self._change(_of(agreement_id, step), initiative_id, lines, of_others=True)

    def _readable(self, blob: str, model: type[Others]) -> Others | None:
        """The newest version from *blob* back that can be read."""
        for each in self._back_from(blob):
            if readable := self.past.other(each, model):
                return readable
        return None

    def _of_a_snapshot(self, step: Step) -> Iterator[RecordChange]:
        if step.after is None:
            yield self._change(step, remark=Remark(REMOVED))
            return
        after = self.past.seen(step.after)
        if not step.olds:
            came = Remark(CAME, len(after.agreement.initiatives) if after.agreement else None)
            yield self._change(step, remark=came if step.is_first else Remark(RETURNED), is_first=step.is_first)
            return
        olds = [self._alike(blob, after) for blob in step.olds]
        if after.agreement is None or None in olds:
            is_unreadable = after.agreement is None or self.past.seen(step.olds[0]).is_whole
            yield self._change(step, remark=Remark(UNREADABLE if is_unreadable else NOTHING_ALIKE))
            return
        each = [amendments(old, after.agreement, self.names) for old in olds if old]
        for initiative_id, lines in self._published(each, step).items():
            yield self._change(step, initiative_id, lines)

    def _alike(self, blob: str, after: Seen) -> Agreement | None:
        """The newest version from *blob* back that is as whole as *after*, so that no gap looks like a change."""
        every = map(self.past.seen, self._back_from(blob))
        return next((seen.agreement for seen in every if seen.agreement and seen.is_whole == after.is_whole), None)

    def _back_from(self, blob: str | None) -> Iterator[str]:
        passed = set()
        while blob and blob not in passed:
            passed.add(blob)
            yield blob
            blob = self.replaced.get(blob)

    def _published(self, each: Sequence[dict[K, list[Amendment]]], step: Step) -> dict[K, list[Amendment]]:
        """What a commit did itself, as far as those who cite a version were told of it."""
        return as_published(common(each), self.versions.releases[: self._release(step)])

    def _change(  # noqa: PLR0913 - all that an entry may have
        self,
        step: Step,
        initiative_id: str | None = None,
        lines: Iterable[Amendment] = (),
        *,
        remark: Remark | None = None,
        is_first: bool = False,
        of_others: bool = False,
    ) -> RecordChange:
        release = self._release(step)
        # What explains a change says nothing of how the agreement came in.
        stated = None if is_first else _stated(self.versions, release, step, initiative_id)
        is_unread = remark is not None and remark.danish in {UNREADABLE, NOTHING_ALIKE}
        agreement = self.titles.get((step.agreement_id, None)) or self._old_title(step)
        return RecordChange(
            step.revision,
            None if release is None else self.versions.releases[release].version,
            step.agreement_id,
            agreement,
            initiative_id,
            self._called(step, initiative_id) if initiative_id else agreement,
            stated.cause if stated else "schema" if is_unread else None,
            stated.note if stated else None,
            tuple(lines),
            remark,
            is_first,
            self._is_unpublished(step, release),
            of_others,
        )

    def _called(self, step: Step, initiative_id: str) -> Text:
        """What the agreement calls an initiative; of one that is no longer here, what it was called."""
        if step.agreement_id in self.archive.position and self.archive.appearances(initiative_id):
            return self.archive.wording(initiative_id, step.agreement_id).title
        return self.titles.get((None, initiative_id)) or self._old_title(step, initiative_id)

    def _is_unpublished(self, step: Step, release: int | None) -> bool:
        """Whether no release before the one of *step* has the agreement. What is not known is taken to be published."""
        covered = self.covered[:release]
        came = {commit for agreement_id, commit in self.came if agreement_id == step.agreement_id}
        if not self.covered:
            return True  # no version has been published
        if not came or not all(covered):
            return False
        return came.isdisjoint(frozenset[str]().union(*covered))

    def _release(self, step: Step) -> int | None:
        """The release that the commit went into, by its place among them; None where it is in none yet."""
        return next((n for n, commits in enumerate(self.covered) if step.revision.hash in commits), None)

    def _old_title(self, step: Step, initiative_id: str | None = None) -> Text:
        """What was it called, of something that is no longer here."""
        for blob in filter(None, (step.after, *step.before)):
            agreement = self.past.seen(blob).agreement
            named = () if agreement is None else agreement.initiatives if initiative_id else (agreement,)
            for each in named:
                if each.id == (initiative_id or each.id):
                    return each.title
        return Text(da=initiative_id or step.agreement_id)


def _of(agreement_id: str, step: Step) -> Step:
    """*step* as one of an agreement of which it has no version."""
    return replace(step, agreement_id=agreement_id, before=(), after=None)


def _stated(versions: Versions, release: int | None, step: Step, initiative_id: str | None) -> StatedChange | None:
    """The explanation that fits best: of this very commit, else of the version it went into."""
    of_commit = [c for c in versions.causes if c.commit and step.revision.hash.startswith(c.commit)]
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
