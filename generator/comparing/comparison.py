"""Two agreements side by side: one finding for each initiative, and the ledger that they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.comparing.facets import Facet
from generator.model.agreement import ENDED_BY_SOURCE, Agreement, Departure, Group, Initiative, Link, Origin, Outcome
from generator.model.archive import Archive, Ending, Silence
from generator.model.beside import UnreadAgreement
from generator.model.fields import Certainty, Text


@dataclass(frozen=True, slots=True)
class Claim:
    """What one snapshot along the way says about where an initiative comes from."""

    position: int
    initiative_id: str
    before_id: str
    statement: Origin | Link

    @property
    def says_why(self) -> bool:
        """Whether there is more to it than that the initiative is new."""
        stated = self.statement
        return any((stated.basis, stated.note, stated.phrase, stated.certainty == "arguable"))


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
        return (self._newer or self._older)[0]

    @property
    def group(self) -> Group:
        group = self.outcome.group
        if self.outcome is Outcome.NOT_EXAMINED and not self._older:
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
    """Every initiative of both sides counted once, without what the texts say of agreements, by status in its order."""

    old_total: int
    new_total: int
    rows: tuple[LedgerRow, ...]

    @property
    def balances(self) -> bool:
        olds, news = sum(len(row.olds) for row in self.rows), sum(len(row.news) for row in self.rows)
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
        rows = []
        for outcome in Outcome:
            counted = [finding for finding in self.findings if finding.outcome is outcome]
            olds = tuple(i for finding in counted for i in finding.olds if i not in self.archive.about)
            news = tuple(i for finding in counted for i in finding.news if i not in self.archive.about)
            if olds or news:
                rows.append(LedgerRow(outcome, olds, news))
        return Ledger(len(self.archive.counted(self.old)), len(self.archive.counted(self.new)), tuple(rows))


@dataclass(frozen=True)
class Chapter:
    """An initiative in one agreement.

    `initiative` is None where the agreement does not have it; then `departure` says why it left, in the
    agreement where it did, and `silence` what was searched for, there and later. `finding` is what became
    of it on the step to this agreement; None in the first agreement, and once it has left. `unread` are
    agreements after this one, before the next that was read, which nobody has looked for it in.
    """

    agreement: Agreement
    initiative: Initiative | None
    finding: Finding | None
    departure: Departure | None = None
    silence: Silence | None = None
    unread: tuple[UnreadAgreement, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What became of it here; None only in the first agreement of all."""
        if self.finding:
            return self.finding.outcome
        if self.initiative:
            return None
        if self.departure:
            return Outcome(self.departure.outcome)  # of what left in silence before this text
        return Outcome.NOT_MENTIONED if self.silence else Outcome.NOT_EXAMINED

    @property
    def is_heir(self) -> bool:
        """Whether it is here as what took over from another, or was set apart from it."""
        return self.finding is not None and self.initiative is not None and self.finding.is_heir(self.initiative.id)

    @property
    def is_last_word(self) -> bool:
        """Whether there is nothing more to follow: something took it over, or a source says it ended."""
        ended = self.departure is not None and self.departure.outcome in ENDED_BY_SOURCE
        taken_over = not self.initiative and self.finding is not None and self.finding.group is Group.CARRIED
        return ended or taken_over

    @property
    def is_arguable(self) -> bool:
        return self.finding is not None and self.finding.certainty == "arguable"

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self.finding.facets if self.finding else ()


@dataclass(frozen=True)
class InitiativeHistory:
    id: str
    latest: Initiative
    chapters: tuple[Chapter, ...]

    @property
    def headings(self) -> tuple[Text, ...]:
        """The heading in each text that has it, oldest first."""
        return tuple(chapter.initiative.title for chapter in self.chapters if chapter.initiative)

    @cached_property
    def by_agreement(self) -> Mapping[str, Chapter]:
        return {chapter.agreement.id: chapter for chapter in self.chapters}

    @cached_property
    def present(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.initiative)

    @property
    def is_arguable(self) -> bool:
        """Whether it can be disputed that it is the same from the first text that has it to the last."""
        return any(chapter.is_arguable for chapter in self.present[1:])
