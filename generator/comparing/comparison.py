"""Two agreements side by side: one finding for each initiative, and the ledger that they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.comparing.absences import earlier_silences, hits_of_fact
from generator.comparing.facets import Facet, facets
from generator.comparing.outcomes import STATUS, STATUSES, Group, Outcome
from generator.model.agreement import Agreement, Link, Origin
from generator.model.archive import Archive
from generator.model.facts import is_fact
from generator.model.fields import Certainty
from generator.model.lineage import Ending, Silence, Way, claim, ending, roots, ways
from generator.model.unread import UnreadAgreement


@dataclass(frozen=True, slots=True)
class Claim:
    """What one snapshot along the way says about where an initiative comes from."""

    position: int
    initiative_id: str
    before_id: str
    said: Origin | Link

    @property
    def says_why(self) -> bool:
        """Whether there is more to it than that the initiative is new."""
        return any((self.said.basis, self.said.note, self.said.phrase, self.said.certainty == "arguable"))


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of an initiative, or of those that were joined or divided.

    `olds` and `news` are the ids counted by this finding on each side; `other` is a counterpart that has
    a finding of its own (what an initiative went into, or was spun off from). `arrived` is the position of
    the agreement where an added initiative first appeared. `searched` is what the texts that are said not to
    have it were searched for: the newer one if it left, every older one if it came.
    """

    outcome: Outcome
    olds: tuple[str, ...]
    news: tuple[str, ...]
    certainty: Certainty = "certain"
    facets: tuple[Facet, ...] = ()
    claims: tuple[Claim, ...] = ()
    ending: Ending | None = None
    other: str | None = None
    arrived: int | None = None
    searched: tuple[Silence, ...] = ()
    is_mirrored: bool = False

    @property
    def id(self) -> str:
        """The initiative that the finding is filed under; unique within a comparison."""
        first, second = (self.olds, self.news) if self.is_mirrored else (self.news, self.olds)
        return (first or second)[0]

    @property
    def group(self) -> Group:
        group = STATUS[self.outcome].group
        if self.outcome is Outcome.NOT_EXAMINED and not (self.news if self.is_mirrored else self.olds):
            group = Group.ADDED  # it is in the newer text; only where it comes from is not known
        return _MIRROR.get(group, group) if self.is_mirrored else group

    @property
    def is_of_heir(self) -> bool:
        """Whether only the newer end of a link is counted, so that the status is said of that end."""
        return bool(self._newer) and not self._older

    def is_heir(self, initiative_id: str) -> bool:
        """Whether the initiative is at the newer end of a link: what took over or was set apart."""
        return initiative_id in self._newer and initiative_id not in self._older

    @property
    def _older(self) -> tuple[str, ...]:
        return self.news if self.is_mirrored else self.olds

    @property
    def _newer(self) -> tuple[str, ...]:
        return self.olds if self.is_mirrored else self.news

    def mirrored(self) -> Finding:
        """The same finding read backwards: the outcome still tells the way time goes."""
        turned = tuple(facet.mirrored() for facet in self.facets)
        return replace(self, olds=self.news, news=self.olds, facets=turned, is_mirrored=not self.is_mirrored)


_MIRROR = {Group.ADDED: Group.NOT_CARRIED, Group.NOT_CARRIED: Group.ADDED}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    outcome: Outcome
    olds: tuple[str, ...]
    news: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """Every initiative of both sides counted once, without what the texts say of agreements. `rows` is in the order of the table of statuses."""

    old_total: int
    new_total: int
    rows: tuple[LedgerRow, ...]

    @property
    def balances(self) -> bool:
        olds, news = (
            sum(len(ids) for ids in side) for side in zip(*((r.olds, r.news) for r in self.rows), strict=True)
        )
        return (olds, news) == (self.old_total, self.new_total)


@dataclass(frozen=True)
class Comparison:
    """What became of each initiative of *old* in *new*, the older agreement first, or read backwards."""

    archive: Archive = field(repr=False)
    old: Agreement
    new: Agreement
    findings: tuple[Finding, ...]

    @property
    def is_consecutive(self) -> bool:
        return self.new.follows == self.old.id

    @property
    def is_countable(self) -> bool:
        """Whether shares mean anything: only of two complete lists, and of one kind of text."""
        return self.is_of_one_kind and self.old.coverage.complete and self.new.coverage.complete

    @property
    def is_of_one_kind(self) -> bool:
        """Whether both agreements were read themselves, or both only in texts about them."""
        return self.old.is_read_itself == self.new.is_read_itself

    def mirrored(self) -> Comparison:
        """The same comparison read from the newer agreement to the older."""
        findings = tuple(finding.mirrored() for finding in self.findings)
        return replace(self, old=self.new, new=self.old, findings=findings)

    @cached_property
    def between(self) -> tuple[Agreement, ...]:
        first, last = sorted(self.archive.position[a.id] for a in (self.old, self.new))
        return self.archive.agreements[first + 1 : last]

    @property
    def unread(self) -> tuple[UnreadAgreement, ...]:
        """What lies between the two and has not been read."""
        return self.archive.unread_between(self.old.id, self.new.id)

    def group(self, group: Group) -> tuple[Finding, ...]:
        """What is counted; what the texts say of agreements is not."""
        return tuple(f for f in self.findings if f.group is group and not self._is_of_agreements(f))

    @property
    def of_agreements(self) -> tuple[Finding, ...]:
        """What the texts say of agreements, themselves among them. It is counted nowhere."""
        return tuple(finding for finding in self.findings if self._is_of_agreements(finding))

    def _is_of_agreements(self, finding: Finding) -> bool:
        return all(i in self.archive.about for i in (*finding.olds, *finding.news))

    def count(self, group: Group) -> int:
        """Its initiatives: those of the newer side where they were added, else those of the older."""
        sides = (f.news if group is Group.ADDED else f.olds for f in self.group(group))
        return sum(i not in self.archive.about for side in sides for i in side)

    @cached_property
    def by_id(self) -> Mapping[str, Finding]:
        """The finding that counts each initiative of either side."""
        return {i: finding for finding in self.findings for i in (*finding.olds, *finding.news)}

    @cached_property
    def ledger(self) -> Ledger:
        old, new = (len(self.archive.counted(side)) for side in (self.old, self.new))
        return Ledger(old, new, tuple(self._ledger_rows()))

    def _ledger_rows(self) -> Iterator[LedgerRow]:
        for status in STATUSES:
            counted = [finding for finding in self.findings if finding.outcome is status.outcome]
            olds = tuple(i for finding in counted for i in finding.olds if i not in self.archive.about)
            news = tuple(i for finding in counted for i in finding.news if i not in self.archive.about)
            if olds or news:
                yield LedgerRow(status.outcome, olds, news)


def compare_agreements(archive: Archive, old_id: str, new_id: str) -> Comparison:
    """Compare two agreements of the archive. With the newer one first, it is the mirror of the other way."""
    memo: dict[tuple[str, str], Comparison] = archive.worked_out.setdefault("comparisons", {})
    if (old_id, new_id) not in memo:
        old, new = archive.position[old_id], archive.position[new_id]
        memo[old_id, new_id] = (
            compare_agreements(archive, new_id, old_id).mirrored()
            if old > new
            else Comparison(
                archive, archive.by_id[old_id], archive.by_id[new_id], _findings(archive, old, new)
            )
        )
    return memo[old_id, new_id]


def all_comparisons(archive: Archive) -> tuple[Comparison, ...]:
    """Every pair that is shown, consecutive ones first."""
    return tuple(compare_agreements(archive, old.id, new.id) for old, new in archive.pairs())


def _findings(archive: Archive, old: int, new: int) -> tuple[Finding, ...]:
    found = [*_carried(archive, old, new)]
    counted = {i for finding in found for i in (*finding.olds, *finding.news)}
    found += [_ended(archive, i, old, new) for i in archive.initiatives[old] if i not in counted]
    found += [_begun(archive, i, old, new) for i in archive.initiatives[new] if i not in counted]
    order = {status.outcome: index for index, status in enumerate(STATUSES)}
    rank = {i: n for n, i in enumerate((*archive.initiatives[new], *archive.initiatives[old]))}
    found.sort(key=lambda finding: (order[finding.outcome], rank[finding.id]))
    return tuple(found)


def _carried(archive: Archive, old: int, new: int) -> Iterator[Finding]:
    """Findings for what leads from the older agreement into the newer."""
    leads = {i: ways(archive, i, old, new) for i in archive.initiatives[old]}
    kept = {i for i, found in leads.items() if found and found[0].relation is None}
    for initiative_id in archive.initiatives[old]:
        if initiative_id in kept:
            yield _continued(archive, leads[initiative_id][0], old, new)
    for olds, news in _linked_groups(leads, kept):
        along = [way for i in olds for way in leads[i] if way.new in news] or [leads[i][0] for i in olds]
        yield _linked(archive, olds, news, along)
    # What was spun off from one that lives on has a predecessor, which its own finding counts.
    taken = {way.new for i, found in leads.items() if i not in kept for way in found} | kept
    for initiative_id in archive.initiatives[new]:
        parents = [way for i in kept for way in leads[i] if way.new == initiative_id]
        if parents and initiative_id not in taken:
            way = min(parents, key=lambda way: (len(way.path), way.path))
            yield replace(_linked(archive, (), (initiative_id,), [way]), other=way.path[0][1])


def _linked_groups(
    leads: Mapping[str, tuple[Way, ...]], kept: set[str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Old and new initiatives that links join, each group once; a new one that keeps its id counts itself."""
    waiting = [i for i, found in leads.items() if found and i not in kept]
    while waiting:
        olds, news = {waiting[0]}, {way.new for way in leads[waiting[0]]} - kept
        while more := [i for i in waiting if i not in olds and {way.new for way in leads[i]} & news]:
            olds |= set(more)
            news |= {way.new for i in more for way in leads[i]} - kept
        yield tuple(i for i in waiting if i in olds), tuple(sorted(news))
        waiting = [i for i in waiting if i not in olds]


def _continued(archive: Archive, way: Way, old: int, new: int) -> Finding:
    before, after = archive.initiatives[old][way.new], archive.initiatives[new][way.new]
    found = tuple(_placed(archive, facet, way.new, old, new) for facet in facets(before, after))
    if after.presence == "background":
        outcome = Outcome.BACKGROUND
    else:
        outcome = Outcome.CHANGED if any(facet.is_change for facet in found) else Outcome.UNCHANGED
    return Finding(outcome, (way.new,), (way.new,), way.certainty, found, _claims(archive, [way]))


def _placed(archive: Archive, facet: Facet, initiative_id: str, old: int, new: int) -> Facet:
    """The facet, which knows whether the text that seems to lack it was read, and has it in another place."""
    if facet.mode == "edited":
        return facet
    if not _is_examined(archive, facet, initiative_id, old, new):
        return replace(facet, is_examined=False)
    silent = archive.agreements[old if facet.mode == "added" else new].id
    hits = hits_of_fact(archive, initiative_id, facet.subject, silent)
    return replace(facet, is_elsewhere=True) if any(hit.initiative for hit in hits) else facet


def _is_examined(archive: Archive, facet: Facet, initiative_id: str, old: int, new: int) -> bool:
    """Whether the side that seems to lack it is known from a text that was read, and so is what is new."""
    silent = old if facet.mode == "added" else new
    if archive.initiatives[silent][initiative_id].source not in archive.texts_read[silent]:
        return False
    return facet.mode != "added" or not is_fact(facet.new) or facet.new.source in archive.texts_read[new]


def _linked(archive: Archive, olds: tuple[str, ...], news: tuple[str, ...], along: list[Way]) -> Finding:
    relation = next(way.relation for way in along if way.relation)
    certainty: Certainty = "arguable" if any(way.certainty == "arguable" for way in along) else "certain"
    other = None if news else along[0].new
    return Finding(Outcome(relation), olds, news, certainty, (), _claims(archive, along), other=other)


def _ended(archive: Archive, initiative_id: str, old: int, new: int) -> Finding:
    end = ending(archive, initiative_id, old, new)
    if end is None or (end.silences and end.silences[-1].position != new):
        return Finding(Outcome.NOT_EXAMINED, (initiative_id,), ())  # nobody has searched in the newer one
    outcome, certainty = Outcome(end.departure.outcome), end.departure.certainty
    return Finding(outcome, (initiative_id,), (), certainty, ending=end, searched=end.silences)


def _begun(archive: Archive, initiative_id: str, old: int, new: int) -> Finding:
    """An initiative of the newer agreement that nothing in the older leads to."""
    back = list(roots(archive, initiative_id, new))
    older = [way for way in back if way.path[0][0] < old]
    if older:
        return _resumed(archive, initiative_id, older[0], old)
    way = min(back, key=lambda way: way.path)
    position, root = way.path[0]
    origin = archive.initiatives[position][root].origin
    said = origin.outcome if origin else "new"
    claims = _claims(archive, [way])
    if origin:
        first = Claim(position, root, root, origin)
        claims = (first, *claims) if first.says_why else claims
    doubts = (way.certainty, origin.certainty if origin else "certain")
    weakest: Certainty = "arguable" if "arguable" in doubts else "certain"
    # »New« would be false of what an agreement between the two already had.
    came_between = position < new and said != "not-examined"
    outcome = Outcome.ARRIVED_BETWEEN if came_between else Outcome(said)
    searched = earlier_silences(archive, position, root)
    return Finding(outcome, (), (initiative_id,), weakest, claims=claims, arrived=position, searched=searched)


def _resumed(archive: Archive, initiative_id: str, way: Way, old: int) -> Finding:
    """An initiative that an agreement before the older one has. That the older one does not is searched for, too."""
    start, root = way.path[0]
    gone = _ended(archive, root, start, old)
    outcome = Outcome.NOT_EXAMINED if gone.outcome is Outcome.NOT_EXAMINED else Outcome.RESUMED
    claims = _claims(archive, [way])
    searched = gone.searched[-1:]
    return Finding(outcome, (), (initiative_id,), way.certainty, claims=claims, searched=searched)


def _claims(archive: Archive, along: list[Way]) -> tuple[Claim, ...]:
    """What the snapshots say at each step of the ways, once each, oldest first."""
    steps = {
        (position, initiative_id, before)
        for way in along
        for (_, before), (position, initiative_id) in zip(way.path, way.path[1:], strict=False)
    }
    return tuple(made for step in sorted(steps) if (made := _claim(archive, *step)))


def _claim(archive: Archive, position: int, initiative_id: str, before: str) -> Claim | None:
    """What the snapshot says at one step, if it says why; many pairs have the step, and share it."""
    kept: dict[tuple[int, str, str], Claim | None] = archive.worked_out.setdefault("claims", {})
    step = position, initiative_id, before
    if step not in kept:
        said = claim(archive, *step)
        made = Claim(*step, said) if said is not None else None
        kept[step] = made if made and made.says_why else None
    return kept[step]
