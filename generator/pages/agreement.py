"""The page of one agreement: its initiatives, what came of them, what others say of it; and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparing.analysis import Chapter
from generator.comparing.comparison import Comparison, Finding
from generator.model.agreement import Agreement, FocusArea, Initiative, Source, StatedCount
from generator.model.beside import UnreadAgreement
from generator.model.beyond import Dispute, OtherInitiative, Overlay
from generator.pages.elsewhere import Elsewhere, OtherSources
from generator.pages.parts import Cited, PartBuilder, Quote, StatedInitiative
from generator.publishing import citation
from generator.record.history import Record


@dataclass(frozen=True)
class OtherCard:
    """An initiative that only other sources have; `fate` says where else they have it."""

    initiative: OtherInitiative
    elsewhere: Elsewhere
    has_page: bool
    fate: str


@dataclass(frozen=True)
class AgreementPage:
    """Initiatives come with what became of them on the way here, which is None in the first agreement.

    `counts` are numbers that the text states, each with the agreement whose number it is where that is another.
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
            parts.cited(citation.of_agreement(parts.t, edition, agreement)),
        )


def _later(parts: PartBuilder, agreement: Agreement) -> tuple[tuple[str, tuple[Chapter, ...]], ...]:
    later = (
        (life.id, tuple(chapter for chapter in life.present if chapter.agreement is not agreement))
        for life in parts.edition.analysis.histories.values()
        if parts.archive.about.get(life.id) == agreement.id
    )
    return tuple((initiative_id, chapters) for initiative_id, chapters in later if chapters)


def _other_cards(parts: PartBuilder, others: OtherSources, overlay: Overlay) -> Iterable[OtherCard]:
    for initiative in overlay.initiatives:
        if elsewhere := others.at(overlay.id, initiative.id):
            has_page = bool(parts.archive.appearances(initiative.id))
            yield OtherCard(initiative, elsewhere, has_page, others.fates.get(initiative.id, ""))


@dataclass(frozen=True)
class ListedAgreement:
    """An agreement with the number and the kinds of its initiatives; of one that was not read, who mentions it."""

    agreement: Agreement | UnreadAgreement
    count: int = 0
    kinds: str = ""
    mentions: tuple[tuple[Agreement, Quote], ...] = ()


@dataclass(frozen=True)
class AgreementsPage:
    read: int
    unread: int
    agreements: tuple[ListedAgreement, ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> AgreementsPage:
        archive = parts.archive
        listed = (_listed(parts, agreement) for agreement in archive.chain)
        return cls(len(archive.agreements), len(archive.unread), tuple(listed))


def _listed(parts: PartBuilder, agreement: Agreement | UnreadAgreement) -> ListedAgreement:
    archive = parts.archive
    if isinstance(agreement, Agreement):
        return ListedAgreement(agreement, len(archive.counted(agreement)), parts.kinds_of(agreement))
    by = ((archive.by_id[mention.agreement], mention) for mention in agreement.mentioned_in)
    return ListedAgreement(agreement, mentions=tuple((text, parts.quote(text, mention)) for text, mention in by))
