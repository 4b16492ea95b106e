"""The page of what other public documents say, and of where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.agreement import Agreement, Source, StatedCount
from generator.model.beyond import Overlay, in_time
from generator.pages.part_builder import PartBuilder
from generator.pages.parts import Disputed, Happening
from generator.wording.labels import SOURCE_KINDS


@dataclass(frozen=True)
class OtherPage:
    """Events come by agreement, overlays with what they identify of its numbers, sources by their kind."""

    disputes: tuple[Disputed, ...]
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
            tuple((agreement, parts.happenings(events)) for agreement, events in by_agreement if events),
            tuple(
                (parts.archive.by_id[overlay.id], overlay, everything.identified(overlay.id))
                for overlay in beyond.agreements
            ),
            tuple((label, sources) for label, sources in by_kind if sources),
        )
