"""What other sources say: beside what a text says, where a text says nothing, and on a page of its own.

The texts alone make every status and every count. What stands here is marked ◇ and is never counted in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.comparing.comparison import Comparison, Finding, Group
from generator.model.agreement import Agreement, Departure, Source, StatedCount
from generator.model.beyond import Addition, Dispute, OtherInitiative, Overlay, in_time
from generator.model.fields import Text
from generator.pages.parts import Happening, OtherFact, PartBuilder, Quote, StatedClaim
from generator.wording.labels import SOURCE_KINDS
from generator.wording.sentences import elsewhere_words


@dataclass(frozen=True)
class Elsewhere:
    """What other sources say of one initiative in one agreement.

    `initiative`, its words and its `facts` are only there where the text does not have it. `additions` are
    claims and facts, `confirmations` the sources that say the same, and what they say beyond it.
    """

    agreement: Agreement
    initiative: OtherInitiative | None
    quote: Quote | None
    facts: tuple[OtherFact, ...]
    additions: tuple[tuple[tuple[StatedClaim, ...], tuple[OtherFact, ...]], ...]
    confirmations: tuple[tuple[tuple[Source, ...], Text | None], ...]
    disputes: tuple[Dispute, ...]
    departure: Departure | None
    also: tuple[Source, ...]

    @property
    def says_more(self) -> bool:
        """Whether there is more than that the initiative is there, and that sources disagree."""
        return bool(self.additions or self.confirmations or self.facts or self.departure)


class OtherSources:
    """What the other sources of an edition say."""

    def __init__(self, parts: PartBuilder) -> None:
        self._parts = parts
        self._edition = parts.edition

    def at(self, agreement_id: str, initiative_id: str) -> Elsewhere | None:
        return self._by_place.get((agreement_id, initiative_id))

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Elsewhere]:
        agreements = self._edition.everything.archive.by_id
        return {
            (overlay.id, initiative_id): self._elsewhere(agreements[overlay.id], overlay, initiative_id)
            for overlay in self._edition.beyond.agreements
            if overlay.id in agreements
            for initiative_id in self._initiatives_of(overlay)
        }

    def _initiatives_of(self, overlay: Overlay) -> Iterable[str]:
        return dict.fromkeys(
            [
                *(initiative.id for initiative in overlay.initiatives),
                *(addition.initiative for addition in overlay.additions),
                *(confirmation.initiative for confirmation in overlay.confirmations),
                *(d.initiative for d in self._edition.beyond.disputes if d.agreement == overlay.id and d.initiative),
                *(departure.id for departure in overlay.not_continued if departure.note),
            ]
        )

    def _elsewhere(self, agreement: Agreement, overlay: Overlay, initiative_id: str) -> Elsewhere:
        parts = self._parts
        initiative = next((each for each in overlay.initiatives if each.id == initiative_id), None)
        departures = (d for d in overlay.not_continued if d.note and d.id == initiative_id)
        return Elsewhere(
            agreement,
            initiative,
            parts.quote(agreement, initiative) if initiative else None,
            tuple(parts.other_fact(agreement, fact, initiative) for fact in initiative.facts) if initiative else (),
            tuple(self._addition(agreement, a) for a in overlay.additions if a.initiative == initiative_id),
            tuple(
                (parts.sources(agreement, confirmation.sources), confirmation.note)
                for confirmation in overlay.confirmations
                if confirmation.initiative == initiative_id
            ),
            self._edition.everything.disputes_of(overlay.id, initiative_id),
            next(departures, None),
            parts.sources(agreement, initiative.also) if initiative else (),
        )

    def _addition(
        self, agreement: Agreement, addition: Addition
    ) -> tuple[tuple[StatedClaim, ...], tuple[OtherFact, ...]]:
        parts, initiative_id, origin = self._parts, addition.initiative, addition.origin
        claims = [parts.claim(agreement, link.id, initiative_id, link) for link in addition.from_]
        if origin and (origin.phrase or origin.note):
            claims.insert(0, parts.claim(agreement, initiative_id, initiative_id, origin))
        return tuple(claims), tuple(parts.other_fact(agreement, fact, addition) for fact in addition.facts)

    @cached_property
    def fates(self) -> Mapping[str, str]:
        """In a sentence, where each initiative that no text has is found when other sources are counted in."""
        texts = set(self._edition.archive.initiative_ids)
        return {
            life.id: elsewhere_words(self._parts.t, life, len(self._edition.archive.agreements))
            for life in self._edition.whole.histories.values()
            if life.id not in texts
        }

    def counted_with(self, comparison: Comparison) -> str:
        """What the numbers of a comparison would be with other sources, as a list; empty where they are the same."""
        whole = self._edition.whole.comparison(comparison.old.id, comparison.new.id)
        if all(whole.count(group) == comparison.count(group) for group in Group):
            return ""
        return self._parts.t(
            "%(gone)s ikke videreført, %(carried)s videreført og %(added)s tilføjet",
            gone=whole.count(Group.NOT_CARRIED),
            carried=whole.count(Group.CARRIED),
            added=whole.count(Group.ADDED),
        )

    def contradictions(self, comparison: Comparison, finding: Finding) -> tuple[Elsewhere, ...]:
        """Where one of the two texts is silent of what a finding is about, and another source has it there."""
        candidates = (
            self.at(agreement.id, initiative_id)
            for agreement in (comparison.old, comparison.new)
            for initiative_id in dict.fromkeys((*finding.olds, *finding.news))
        )
        return tuple(each for each in candidates if each and each.initiative)


@dataclass(frozen=True)
class OtherPage:
    """Events come by agreement, overlays with what they identify of its numbers, sources by their kind."""

    disputes: tuple[tuple[Dispute, tuple[Quote, ...]], ...]
    events: tuple[tuple[Agreement, tuple[Happening, ...]], ...]
    overlays: tuple[tuple[Agreement, Overlay, tuple[StatedCount, ...]], ...]
    sources: tuple[tuple[str, tuple[Source, ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> OtherPage:
        beyond, everything = parts.edition.beyond, parts.edition.everything
        by_agreement = (
            (agreement, in_time(event for event in beyond.events if event.agreement == agreement.id))
            for agreement in parts.archive.agreements
        )
        by_kind = (
            (label, tuple(source for source in beyond.sources if source.kind == kind))
            for kind, label in parts.t.labels(SOURCE_KINDS).items()
        )
        return cls(
            tuple(map(parts.disputed, beyond.disputes)),
            tuple((agreement, tuple(map(parts.happening, events))) for agreement, events in by_agreement if events),
            tuple(
                (parts.archive.by_id[overlay.id], overlay, everything.identified(overlay.id))
                for overlay in beyond.agreements
            ),
            tuple((label, sources) for label, sources in by_kind if sources),
        )
