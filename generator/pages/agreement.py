"""The page of one agreement: its initiatives and what came of them, what others say of it, and how it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparing.analysis import Chapter
from generator.comparing.comparison import Comparison, Finding
from generator.model.agreement import Agreement, FocusArea, Initiative, Party, Source, StatedCount
from generator.model.beside import UnreadAgreement
from generator.model.beyond import Dispute, OtherInitiative, Overlay
from generator.pages.comparison import kinds_of
from generator.pages.elsewhere import Elsewhere, OtherSources
from generator.pages.part_builder import PartBuilder
from generator.pages.parts import Cited, Quote, StatedInitiative
from generator.publishing import citation
from generator.record.history import Record


@dataclass(frozen=True)
class Item:
    """An initiative of the agreement, and what became of it on the way here; None in the first agreement."""

    stated: StatedInitiative
    finding: Finding | None


@dataclass(frozen=True)
class Counted:
    """A number that the text states, and the agreement whose number it is where that is another."""

    count: StatedCount
    of: Agreement | UnreadAgreement | None
    quote: Quote


@dataclass(frozen=True)
class OtherCard:
    """An initiative that only other sources have; `fate` says where else they have it."""

    initiative: OtherInitiative
    elsewhere: Elsewhere
    has_page: bool
    fate: str


@dataclass(frozen=True)
class AgreementPage:
    """`later` are the later texts' words on the agreement itself, each with the initiative that stands for it."""

    agreement: Agreement
    kinds: str
    counts: tuple[Counted, ...]
    into: Comparison | None
    out_of: Comparison | None
    unread_after: tuple[UnreadAgreement, ...]
    efforts: tuple[Item, ...]
    others: tuple[Item, ...]
    of_agreements: tuple[Item, ...]
    later: tuple[tuple[str, tuple[Chapter, ...]], ...]
    overlay: Overlay | None
    primary: tuple[Source, ...]
    identified: tuple[StatedCount, ...]
    other_cards: tuple[OtherCard, ...]
    disputes: tuple[Dispute, ...]
    events: int
    context: tuple[Quote, ...]
    focus_areas: tuple[tuple[FocusArea, Quote], ...]
    parties: Quote
    effective: Quote | None
    agreed: Quote | None
    record: Record | None
    why_no_record: str
    cited: Cited

    @classmethod
    def build(cls, parts: PartBuilder, others: OtherSources, agreement: Agreement) -> AgreementPage:
        edition, archive = parts.edition, parts.archive
        steps, counted = edition.analysis.steps, archive.counted(agreement)
        into = steps.get(agreement.id)
        overlay = edition.beyond.by_agreement.get(agreement.id)

        def items(initiatives: Iterable[Initiative]) -> tuple[Item, ...]:
            return tuple(
                Item(parts.initiative(agreement, each), into.by_id[each.id] if into else None) for each in initiatives
            )

        return cls(
            agreement,
            kinds_of(parts.t, archive, agreement),
            tuple(
                Counted(count, archive.known_by_id.get(count.of or ""), parts.quote(agreement, count))
                for count in agreement.counts
            ),
            into,
            next((step for step in steps.values() if step.old is agreement), None),
            archive.unread_after[agreement.id],
            items(each for each in counted if each.kind == "effort"),
            items(each for each in counted if each.kind != "effort"),
            items(each for each in agreement.initiatives if each.id in archive.about),
            _later(parts, agreement),
            overlay,
            parts.sources(agreement, overlay.primary) if overlay else (),
            edition.everything.identified(agreement.id),
            _other_cards(parts, others, overlay) if overlay else (),
            tuple(dispute for dispute in edition.beyond.disputes if dispute.agreement == agreement.id),
            sum(event.agreement == agreement.id for event in edition.beyond.events),
            tuple(parts.quote(agreement, item) for item in agreement.context),
            tuple((area, parts.quote(agreement, area)) for area in agreement.focus_areas),
            parts.quote(agreement, _first_party(parts, agreement)),
            parts.quote(agreement, agreement.effective) if agreement.effective else None,
            parts.quote(agreement, agreement.agreed) if agreement.agreed else None,
            edition.history.records.get(agreement.id),
            edition.history.reason(parts.t),
            Cited.of(parts.t, citation.of_agreement(parts.t, edition, agreement)),
        )


def _first_party(parts: PartBuilder, agreement: Agreement) -> Party:
    order = list(parts.parties)
    return min(agreement.parties, key=lambda named: order.index(named.party))


def _later(parts: PartBuilder, agreement: Agreement) -> tuple[tuple[str, tuple[Chapter, ...]], ...]:
    lives = (
        life for life in parts.edition.analysis.histories.values() if parts.archive.about.get(life.id) == agreement.id
    )
    later = (
        (life.id, tuple(chapter for chapter in life.present if chapter.agreement is not agreement)) for life in lives
    )
    return tuple((initiative_id, chapters) for initiative_id, chapters in later if chapters)


def _other_cards(parts: PartBuilder, others: OtherSources, overlay: Overlay) -> tuple[OtherCard, ...]:
    return tuple(
        OtherCard(
            initiative, elsewhere, bool(parts.archive.appearances(initiative.id)), others.fates.get(initiative.id, "")
        )
        for initiative in overlay.initiatives
        if (elsewhere := others.at(overlay.id, initiative.id))
    )
