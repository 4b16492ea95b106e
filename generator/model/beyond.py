"""What public documents beyond the texts say, laid over the agreements without mixing the two.

The snapshots hold what was read in the texts. This holds the rest: initiatives and facts that only another source
has, what happened since, and where sources disagree. `everything` lays it over the archive, and the result is an
archive of its own: whatever is counted, is counted in one of the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from generator.model.agreement import (
    Agreement,
    Departure,
    Fact,
    Initiative,
    Link,
    Origin,
    Source,
    StatedCount,
    StillSilent,
)
from generator.model.archive import Archive
from generator.model.fields import (
    AgreementId,
    Evidence,
    InitiativeId,
    Slug,
    SourceId,
    Text,
    Value,
    may_be_left_out,
    walk,
)
from generator.model.values import Date

FactPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){2}$")]
Confidence = Literal["confirmed", "single-source"]
EventKind = Literal["published", "agreed", "planned", "launched", "progress", "delayed", "evaluated", "closed"]
# Kinds of source whose own word is enough for saying how something went.
OFFICIAL = frozenset({"official-news", "official-page", "press-release", "agreement", "law", "parliament"})


class OtherSource(Source):
    """A public document that was not read as a text of an agreement; `sha256` is empty where no whole text was kept."""

    head: ClassVar = (*Source.fields()[:-1], "seen")

    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    seen: Literal["beginning", "contents", "not-opened"]


class Claimed(Value):
    """How far what another source says is confirmed."""

    confidence: Confidence
    also: tuple[SourceId, ...] = ()


class OtherInitiative(Initiative, Claimed):
    """An initiative of an agreement that the text we read does not have."""

    model_config = may_be_left_out()
    head: ClassVar = ("id", "number", "focus_area", "title", "heading")

    heading: Literal["official", "press", "ours"]
    counted_in: Slug | None = None


class Addition(Claimed):
    """What another source adds to an initiative that the text does have."""

    initiative: InitiativeId
    origin: Origin | None = None
    from_: Annotated[tuple[Link, ...], Field(alias="from")] = ()
    facts: tuple[Fact, ...] = ()


class Confirmation(Value):
    """Other sources that say what the text says."""

    initiative: InitiativeId
    fact: Slug | None = None
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    note: Text | None = None


class Overlay(Value):
    """What other sources say about one agreement."""

    head: ClassVar = ("id", "primary", "note")

    id: Slug
    primary: tuple[SourceId, ...] = ()
    note: Text
    initiatives: tuple[OtherInitiative, ...] = ()
    additions: tuple[Addition, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    not_continued: tuple[Departure, ...] = ()
    still_not_mentioned: tuple[StillSilent, ...] = ()
    notes: tuple[Text, ...] = ()


class AboutDeadlines(Value):
    """What tells something of deadlines or targets, without saying whether they were kept."""

    deadlines: tuple[FactPath, ...] = ()


class Event(Evidence, Claimed, AboutDeadlines):
    """Something that happened, told by a source of its own; never what an agreement says."""

    model_config = may_be_left_out()
    head: ClassVar = ("id", "date", "kind", "agreement", "initiatives", "deadlines")

    id: Slug
    date: Date | None = None
    kind: EventKind
    agreement: AgreementId
    initiatives: tuple[InitiativeId, ...] = ()
    text: Text
    note: Text | None = None


class Account(Evidence):
    """One of several accounts of the same thing."""

    model_config = may_be_left_out()

    text: Text


class Dispute(AboutDeadlines):
    """Where sources disagree: all accounts stand, and none is counted."""

    head: ClassVar = ("id", "agreement", "initiative", "fact", "deadlines")

    id: Slug
    agreement: AgreementId
    initiative: InitiativeId | None = None
    fact: Slug | None = None
    question: Text
    accounts: Annotated[tuple[Account, ...], Field(min_length=2)]
    note: Text | None = None


class Beyond(Value):
    """The file `_beyond.yaml`. A folder of snapshots can do without it."""

    sources: tuple[OtherSource, ...] = ()
    agreements: tuple[Overlay, ...] = ()
    events: tuple[Event, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @cached_property
    def by_agreement(self) -> Mapping[str, Overlay]:
        return {overlay.id: overlay for overlay in self.agreements}

    @cached_property
    def by_source(self) -> Mapping[str, OtherSource]:
        return {source.id: source for source in self.sources}


@dataclass(frozen=True)
class Everything:
    """The archive with what other sources say laid over it, and which parts of it they say."""

    archive: Archive
    beyond: Beyond = field(repr=False)

    @cached_property
    def claims(self) -> Mapping[tuple[str, str, str | None], Claimed]:
        """How far each initiative and fact from another source is confirmed, by agreement, initiative and fact."""
        claims: dict[tuple[str, str, str | None], Claimed] = {}
        for overlay in self.beyond.agreements:
            for other in overlay.initiatives:
                claims |= {(overlay.id, other.id, fact): other for fact in (None, *(fact.id for fact in other.facts))}
            for addition in overlay.additions:
                claims |= {(overlay.id, addition.initiative, fact.id): addition for fact in addition.facts}
        return claims

    def identified(self, agreement_id: str) -> tuple[StatedCount, ...]:
        """The numbers that the agreement states and of which other sources name some, with how many are known."""
        overlay = self.beyond.by_agreement.get(agreement_id)
        named = {initiative.counted_in for initiative in overlay.initiatives} if overlay else set()
        return tuple(count for count in self.archive.by_id[agreement_id].counts if count.id in named)

    def events_of(self, initiative_id: str) -> tuple[Event, ...]:
        return in_time(event for event in self.beyond.events if initiative_id in event.initiatives)

    def disputes_of(self, agreement_id: str, initiative_id: str | None = None) -> tuple[Dispute, ...]:
        """Those of an agreement as such, or of one of its initiatives."""
        place = (agreement_id, initiative_id)
        return tuple(d for d in self.beyond.disputes if (d.agreement, d.initiative) == place)


def in_time(events: Iterable[Event]) -> tuple[Event, ...]:
    """Oldest first; what has no date comes last."""
    return tuple(sorted(events, key=lambda event: (event.date.earliest if event.date else date.max, event.id)))


def everything(archive: Archive, beyond: Beyond) -> Everything:
    """Lay *beyond* over *archive*. What it says of an id in an agreement takes the place of what the snapshot says."""
    if not beyond.agreements:
        return Everything(archive, beyond)  # the same, so that nothing is compared a second time
    laid = tuple(
        _laid_over(agreement, beyond.by_agreement[agreement.id], beyond)
        if agreement.id in beyond.by_agreement
        else agreement
        for agreement in archive.agreements
    )
    return Everything(replace(archive, agreements=laid), beyond)


def _laid_over(agreement: Agreement, overlay: Overlay, beyond: Beyond) -> Agreement:
    accounted = {each.id for each in overlay.initiatives} | {each.id for each in overlay.not_continued}
    accounted |= {each.id for each in overlay.still_not_mentioned}
    accounted |= {link.id for addition in overlay.additions for link in addition.from_}
    named, listed = Counter(other.counted_in for other in overlay.initiatives), {s.id for s in agreement.sources}
    counts = (count.model_copy(update={"listed": count.listed + named[count.id]}) for count in agreement.counts)
    rests_on = {getattr(value, "source", None) for value in walk(overlay)} - listed
    sources = (source for source in beyond.sources if source.id in rests_on)
    gone = (each for each in agreement.not_continued if each.id not in accounted)
    silent = (each for each in agreement.still_not_mentioned if each.id not in accounted)
    return agreement.model_copy(
        update={
            "coverage": agreement.coverage.model_copy(update={"note": overlay.note}),
            "counts": tuple(counts),
            "sources": (*agreement.sources, *sources),
            "initiatives": (*(_added_to(i, overlay) for i in agreement.initiatives), *overlay.initiatives),
            "not_continued": (*gone, *overlay.not_continued),
            "still_not_mentioned": (*silent, *overlay.still_not_mentioned),
            "place": overlay.place,
        }
    )


def _added_to(initiative: Initiative, overlay: Overlay) -> Initiative:
    added = [addition for addition in overlay.additions if addition.initiative == initiative.id]
    if not added:
        return initiative
    links = tuple(link for addition in added for link in addition.from_)
    origin = next((addition.origin for addition in added if addition.origin), initiative.origin)
    if links and origin and origin.outcome not in ("continued", "resumed"):
        origin = None  # what something led to did not begin here
    return initiative.model_copy(
        update={
            "facts": (*initiative.facts, *(fact for addition in added for fact in addition.facts)),
            "origin": origin,
            "from_": (*initiative.from_, *links),
        }
    )
