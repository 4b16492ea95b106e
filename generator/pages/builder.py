"""Makes the parts ready that pages show alike, and what other sources say beside and beyond a text.

The texts alone make every status and every count. What other sources say is marked ◇ and is never counted in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.facets import Facet, redline
from generator.comparing.findings import searched_facets
from generator.evidence.text_fragment import passage
from generator.folding import fold
from generator.model.agreement import (
    FACT_KINDS,
    Agreement,
    AmountFact,
    Departure,
    Fact,
    Group,
    Initiative,
    Link,
    Origin,
    Outcome,
    Source,
    is_fact,
)
from generator.model.archive import Silence
from generator.model.beyond import Addition, Claimed, Dispute, Event, OtherSource, Overlay
from generator.model.fields import HitElsewhere, Text
from generator.pages.parts import (
    Elsewhere,
    Happening,
    OtherFact,
    Phrased,
    Quote,
    Searched,
    StatedClaim,
    StatedDeparture,
    StatedFacet,
    StatedFact,
    StatedInitiative,
)
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.fact_words import facet_words, fact_heading
from generator.wording.labels import kind_counts
from generator.wording.sentences import elsewhere_words
from generator.wording.translator import Translator


class PartBuilder:
    """Makes the parts of one edition ready, in one language."""

    def __init__(self, t: Translator, edition: Edition) -> None:
        self.t = t
        self.edition = edition
        self.archive = edition.archive
        self.parties = edition.archive.register.party_titles

    def called(self, ids: Iterable[str], agreement: Agreement) -> tuple[Initiative, ...]:
        """Each initiative as an agreement has it, or what comes nearest to it there."""
        return tuple(self.archive.wording(i, agreement.id) for i in ids)

    def kinds_of(self, agreement: Agreement) -> str:
        """How many initiatives of each kind an agreement has, without what its text says of agreements."""
        return kind_counts(self.t, [each.kind for each in self.archive.counted(agreement)])

    def quote(self, agreement: Agreement, statement: Phrased) -> Quote:
        """The words that *statement* rests on, in one of the agreement's own sources or in another."""
        [source] = self.sources(agreement, [statement.source or ""])
        is_other, phrases = isinstance(source, OtherSource), statement.phrase or ()
        page = addresses.other_source(source.id) if is_other else addresses.source(agreement.id, source.id)
        fragment = self.edition.verified.fragment(source.sha256, phrases)
        href = passage(addresses.web(source.url), phrases, fragment) if source.url else ""
        caveat = self.t("Browseren finder ikke selv ordene på siden.") if fragment == "" else ""
        return Quote(statement, source, page, href, caveat)

    def sources(self, agreement: Agreement, ids: Iterable[str]) -> tuple[Source, ...]:
        by_id = {source.id: source for source in agreement.sources}
        return tuple(by_id.get(source_id) or self.edition.beyond.by_source[source_id] for source_id in ids)

    def initiative(self, agreement: Agreement, initiative: Initiative) -> StatedInitiative:
        facts = {fact.id: self.fact(agreement, initiative, fact) for fact in initiative.facts}
        groups = (
            (heading, tuple(facts[fact.id] for fact in group)) for heading, group in fact_groups(self.t, initiative)
        )
        quote = self.quote(agreement, initiative)
        return StatedInitiative(agreement, initiative, quote, tuple(facts.values()), tuple(groups))

    def present(self, agreement: Agreement, ids: Iterable[str]) -> tuple[StatedInitiative, ...]:
        """Those of the initiatives that the agreement has."""
        there = self.archive.initiatives[self.archive.position[agreement.id]]
        return tuple(self.initiative(agreement, there[i]) for i in ids if i in there)

    def fact(self, agreement: Agreement, initiative: Initiative, fact: Fact) -> StatedFact:
        level = fact.commitment if fact.commitment != initiative.commitment else None
        whole_id, transfer = (fact.of_which, fact.transfer) if isinstance(fact, AmountFact) else (None, None)
        to = transfer.to if transfer else ()
        return StatedFact(
            fact,
            addresses.fact(agreement.id, initiative.id, fact.id),
            addresses.fact_anchor(agreement.id, fact.id),
            self.quote(agreement, fact),
            level,
            next((whole for whole in initiative.facts if whole.id == whole_id), None),
            self.archive.wording(transfer.from_, agreement.id) if transfer else None,
            self.called((i for i in self.archive.initiative_ids if i in to), agreement),
        )

    def claims(self, finding: Finding) -> tuple[StatedClaim, ...]:
        return tuple(
            self.claim(self.archive.agreements[each.position], each.before_id, each.initiative_id, each.statement)
            for each in finding.claims
        )

    def claim(self, agreement: Agreement, before_id: str, initiative_id: str, statement: Origin | Link) -> StatedClaim:
        before = after = None
        if isinstance(statement, Link):
            before, after = self._title(before_id, agreement), self._title(initiative_id, agreement)
        quote = self.quote(agreement, statement) if statement.phrase else None
        return StatedClaim(agreement, statement, before, after, quote)

    def _title(self, initiative_id: str, agreement: Agreement) -> Text:
        """What an agreement calls an initiative of a text, or one that only other sources have."""
        is_in_texts = bool(self.archive.appearances(initiative_id))
        archive = self.archive if is_in_texts else self.edition.everything.archive
        return archive.wording(initiative_id, agreement.id).title

    def departure(self, agreement: Agreement, departure: Departure) -> StatedDeparture:
        return StatedDeparture(departure, self.quote(agreement, departure) if departure.phrase else None)

    def searched(self, silence: Silence) -> Searched:
        agreement = self.archive.agreements[silence.position]
        having = (hit.initiative if isinstance(hit, HitElsewhere) else None for hit in silence.hits)
        initiatives = (self.archive.wording(i, agreement.id) if i else None for i in having)
        return Searched(agreement, silence.terms, tuple(zip(silence.hits, initiatives, strict=True)))

    def one_sided(self, old: Agreement, new: Agreement, finding: Finding) -> tuple[tuple[Fact, Searched], ...]:
        """The facts that only one of two agreements has, each with what the other's text was searched for."""
        facts = searched_facets(self.archive, old.id, new.id, finding)
        return tuple((fact, self.searched(silence)) for fact, silence in facts)

    def facets(self, old: Agreement, new: Agreement, finding: Finding) -> tuple[StatedFacet, ...]:
        return tuple(self._facet(old, new, finding.id, facet) for facet in finding.facets)

    def _facet(self, old: Agreement, new: Agreement, initiative_id: str, facet: Facet) -> StatedFacet:
        label, before, after = facet_words(self.t, facet, self.parties)
        is_by_word = facet.mode == "edited" and facet.kind in {"title", "scope"}
        pieces = redline(before or "", after or "") if is_by_word else ()
        fact, where = facet.new or facet.old, new if facet.new else old
        if not is_fact(fact):
            return StatedFacet(facet, label, before, after, pieces, None, "")
        page = addresses.fact(where.id, initiative_id, fact.id)
        return StatedFacet(facet, label, before, after, pieces, fact, page)

    def other_fact(self, agreement: Agreement, fact: Fact, claimed: Claimed) -> OtherFact:
        return OtherFact(fact, claimed, self.quote(agreement, fact), self.sources(agreement, claimed.also))

    def happening(self, event: Event) -> Happening:
        agreement, whole = self.archive.by_id[event.agreement], self.edition.everything.archive
        about = ((whole.wording(i, agreement.id).title, self._address_of(i)) for i in event.initiatives)
        return Happening(event, self.quote(agreement, event), self.sources(agreement, event.also), tuple(about))

    def _address_of(self, initiative_id: str) -> str:
        """The page of an initiative, or where the newest agreement that has it in another source lists it."""
        if self.archive.appearances(initiative_id):
            return addresses.initiative(initiative_id)
        whole = self.edition.everything.archive
        return addresses.elsewhere(whole.agreements[whole.appearances(initiative_id)[-1]].id, initiative_id)

    def disputed(self, dispute: Dispute) -> tuple[Dispute, tuple[Quote, ...]]:
        """A dispute with the words of each account."""
        agreement = self.archive.by_id[dispute.agreement]
        return dispute, tuple(self.quote(agreement, account) for account in dispute.accounts)


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
        olds = [i for finding in whole.findings if finding.outcome is Outcome.NOT_EXAMINED for i in finding.olds]
        unexamined = sum(old not in whole.archive.about for old in olds)
        words = self._parts.t(
            "%(gone)s ikke videreført, %(carried)s videreført og %(added)s tilføjet",
            gone=whole.count(Group.NOT_CARRIED) - unexamined,
            carried=whole.count(Group.CARRIED),
            added=whole.count(Group.ADDED),
        )
        if not unexamined:
            return words
        # Nobody has searched for those: they are not said to be gone.
        return f"{words}; " + self._parts.t("%(count)s er ikke undersøgt endnu", count=unexamined)

    def contradictions(self, comparison: Comparison, finding: Finding) -> tuple[Elsewhere, ...]:
        """Where one of the two texts is silent of what a finding is about, and another source has it there."""
        candidates = (
            self.at(agreement.id, initiative_id)
            for agreement in (comparison.old, comparison.new)
            for initiative_id in dict.fromkeys((*finding.olds, *finding.news))
        )
        return tuple(each for each in candidates if each and each.initiative)


def fact_groups(t: Translator, initiative: Initiative) -> list[tuple[str, list[Fact]]]:
    """Facts under the heading a reader looks for: amounts first, and scope under what sort of thing it is."""
    groups: dict[str, tuple[str, list[Fact]]] = {}
    for kind in FACT_KINDS:
        for fact in initiative.facts:
            if fact.kind == kind:
                heading = fact_heading(t, fact)
                groups.setdefault(fold(heading), (heading, []))[1].append(fact)
    return list(groups.values())
