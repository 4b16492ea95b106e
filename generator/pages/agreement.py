"""The page of one agreement: its initiatives, what came of them, what others say of it; and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparing.comparison import Chapter, Comparison, Finding
from generator.model.agreement import Agreement, FocusArea, Initiative, Source, StatedCount
from generator.model.beside import UnreadAgreement
from generator.model.beyond import Dispute, Overlay
from generator.pages.builder import OtherSources, PartBuilder
from generator.pages.parts import Elsewhere, Quote, StatedInitiative
from generator.publishing import citation
from generator.publishing.citation import Cited
from generator.record.history import Record


@dataclass(frozen=True)
class AgreementPage:
    """Initiatives come with what became of them on the way here, which is None in the first agreement.

    `counts` are numbers that the text states, each with the agreement whose number it is where that is another.
    `other_cards` are initiatives that only other sources have, with whether they have a page, and where else they are.
    `later` are the later texts' words on the agreement itself, each with the initiative that stands for it.
    """

    agreement: Agreement
    kinds: str
    counts: tuple[tuple[StatedCount, Agreement | UnreadAgreement | None, Quote], ...]
    into: Comparison | None
    out_of: Comparison | None
    unread_after: tuple[UnreadAgreement, ...]
    efforts: tuple[tuple[StatedInitiative, Finding | None], ...]
    others: tuple[tuple[StatedInitiative, Finding | None], ...]
    of_agreements: tuple[tuple[StatedInitiative, Finding | None], ...]
    later: tuple[tuple[str, tuple[Chapter, ...]], ...]
    overlay: Overlay | None
    primary: tuple[Source, ...]
    identified: tuple[StatedCount, ...]
    other_cards: tuple[tuple[Elsewhere, bool, str], ...]
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
        into, order = steps.get(agreement.id), list(parts.parties)
        overlay = edition.beyond.by_agreement.get(agreement.id)

        def items(initiatives: Iterable[Initiative]) -> tuple[tuple[StatedInitiative, Finding | None], ...]:
            return tuple(
                (parts.initiative(agreement, each), into.by_id[each.id] if into else None) for each in initiatives
            )

        return cls(
            agreement,
            parts.kinds_of(agreement),
            tuple(
                (count, archive.known_by_id.get(count.of or ""), parts.quote(agreement, count))
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
            tuple(_other_cards(parts, others, overlay)) if overlay else (),
            tuple(dispute for dispute in edition.beyond.disputes if dispute.agreement == agreement.id),
            sum(event.agreement == agreement.id for event in edition.beyond.events),
            tuple(parts.quote(agreement, item) for item in agreement.context),
            tuple((area, parts.quote(agreement, area)) for area in agreement.focus_areas),
            parts.quote(agreement, min(agreement.parties, key=lambda named: order.index(named.party))),
            parts.quote(agreement, agreement.effective) if agreement.effective else None,
            parts.quote(agreement, agreement.agreed) if agreement.agreed else None,
            edition.history.records.get(agreement.id),
            edition.history.reason(parts.t),
            citation.cited(parts.t, citation.of_agreement(parts.t, edition, agreement)),
        )


def _later(parts: PartBuilder, agreement: Agreement) -> tuple[tuple[str, tuple[Chapter, ...]], ...]:
    later = (
        (life.id, tuple(chapter for chapter in life.present if chapter.agreement is not agreement))
        for life in parts.edition.analysis.histories.values()
        if parts.archive.about.get(life.id) == agreement.id
    )
    return tuple((initiative_id, chapters) for initiative_id, chapters in later if chapters)


def _other_cards(parts: PartBuilder, others: OtherSources, overlay: Overlay) -> Iterable[tuple[Elsewhere, bool, str]]:
    for initiative in overlay.initiatives:
        if elsewhere := others.at(overlay.id, initiative.id):
            yield elsewhere, bool(parts.archive.appearances(initiative.id)), others.fates.get(initiative.id, "")


@dataclass(frozen=True)
class AgreementsPage:
    """Each agreement has the number and the kinds of its initiatives; one that was not read, who mentions it."""

    read: int
    unread: int
    agreements: tuple[tuple[Agreement | UnreadAgreement, int, str, tuple[tuple[Agreement, Quote], ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> AgreementsPage:
        archive = parts.archive
        return cls(
            len(archive.agreements),
            len(archive.unread),
            tuple(
                (agreement, len(archive.counted(agreement)), parts.kinds_of(agreement), ())
                if isinstance(agreement, Agreement)
                else (agreement, 0, "", tuple(_mentions(parts, agreement)))
                for agreement in archive.chain
            ),
        )


def _mentions(parts: PartBuilder, unread: UnreadAgreement) -> Iterable[tuple[Agreement, Quote]]:
    for mention in unread.mentioned_in:
        text = parts.archive.by_id[mention.agreement]
        yield text, parts.quote(text, mention)
