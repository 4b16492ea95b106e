"""Makes ready what several pages show alike, from an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from generator.comparing.comparison import Finding
from generator.comparing.facets import Facet, redline
from generator.comparing.findings import searched_facets
from generator.evidence.text_fragment import passage
from generator.exports.table import Rows, Table
from generator.exports.table_files import csv_lines
from generator.folding import fold
from generator.model.agreement import Agreement, Departure, Initiative, Link, Origin, Source
from generator.model.archive import Statement
from generator.model.beyond import Claimed, Dispute, Event, OtherSource
from generator.model.facts import FACT_KINDS, AmountFact, Fact, is_fact
from generator.model.fields import HitElsewhere, Text
from generator.model.lineage import Silence
from generator.pages.parts import (
    Disputed,
    Happening,
    OneSided,
    OtherFact,
    Phrased,
    Quote,
    ReadSource,
    Searched,
    StatedClaim,
    StatedDeparture,
    StatedFacet,
    StatedFact,
    StatedInitiative,
    Taken,
)
from generator.publishing import addresses
from generator.publishing.citation import of_fact
from generator.publishing.citation_forms import reference
from generator.publishing.edition import Edition
from generator.wording.fact_words import facet_words, fact_heading
from generator.wording.translator import Translator


class PartBuilder:
    """Makes the parts of one edition ready, in one language."""

    def __init__(self, t: Translator, edition: Edition, facts: Callable[[], Table]) -> None:
        """*facts* gives the table of facts, the rows of which are taken along; it is asked when one is shown."""
        self.t = t
        self.edition = edition
        self.archive = edition.archive
        self._facts = facts
        self.parties = self.archive.register.party_titles

    def called(self, ids: Iterable[str], agreement: Agreement) -> tuple[Initiative, ...]:
        """Each initiative as an agreement has it, or what comes nearest to it there."""
        return tuple(self.archive.wording(i, agreement.id) for i in ids)

    def quote(self, agreement: Agreement, statement: Phrased) -> Quote:
        """The words that *statement* rests on, in one of the agreement's own sources or in another."""
        source, phrases = self._source(agreement, statement.source or ""), statement.phrase or ()
        fragment = self.edition.verified.fragment(source.sha256, phrases)
        href = passage(addresses.web(source.url), phrases, fragment) if source.url else ""
        return Quote(statement, source, _page(agreement, source), href, _unfound(self.t, source, fragment))

    def _source(self, agreement: Agreement, source_id: str) -> Source:
        source = next((source for source in agreement.sources if source.id == source_id), None)
        return source or self.edition.beyond.by_source[source_id]

    def sources(self, agreement: Agreement, ids: Iterable[str]) -> tuple[Source, ...]:
        return tuple(self._source(agreement, source_id) for source_id in ids)

    def initiative(self, agreement: Agreement, initiative: Initiative, *, is_cited: bool = False) -> StatedInitiative:
        """An initiative as *agreement* has it; with *is_cited* each fact comes with what can be taken along."""
        ids = dict.fromkeys((initiative.source, *(fact.source for fact in initiative.facts)))
        marks = (ReadSource(source, _page(agreement, source)) for source in self.sources(agreement, ids))
        groups = (
            (heading, tuple(self._fact(agreement, initiative, fact, is_cited=is_cited) for fact in group))
            for heading, group in fact_groups(self.t, initiative)
        )
        quote = self.quote(agreement, initiative)
        return StatedInitiative(agreement, initiative, quote, tuple(marks), tuple(groups))

    def present(self, agreement: Agreement, ids: Iterable[str]) -> tuple[StatedInitiative, ...]:
        """Those of the initiatives that the agreement has."""
        there = self.archive.initiatives[self.archive.position[agreement.id]]
        return tuple(self.initiative(agreement, there[i]) for i in ids if i in there)

    def fact(self, agreement: Agreement, initiative: Initiative, fact: Fact) -> StatedFact:
        return self._fact(agreement, initiative, fact, is_cited=False)

    def _fact(self, agreement: Agreement, initiative: Initiative, fact: Fact, *, is_cited: bool) -> StatedFact:
        own_level = fact.commitment if fact.commitment != initiative.commitment else None
        whole_id, transfer = (fact.of_which, fact.transfer) if isinstance(fact, AmountFact) else (None, None)
        to = transfer.to if transfer else ()
        return StatedFact(
            fact,
            addresses.fact(agreement.id, initiative.id, fact.id),
            addresses.fact_anchor(agreement.id, fact.id),
            self.quote(agreement, fact),
            own_level,
            next((whole for whole in initiative.facts if whole.id == whole_id), None),
            self.archive.wording(transfer.from_, agreement.id) if transfer else None,
            self.called((i for i in self.archive.initiative_ids if i in to), agreement),
            self._taken(Statement(agreement, initiative, fact)) if is_cited else None,
        )

    def _taken(self, statement: Statement) -> Taken:
        citation = of_fact(self.t, self.edition, statement)
        table = self._facts()
        row = table.rows.one(statement.id)
        columns = tuple(column for column in table.columns if row[column.name] not in {None, ()})
        lines = csv_lines(replace(table, columns=columns, rows=Rows([row])))
        return Taken(citation, reference(self.t, citation), "".join(lines).replace("\r\n", "\n").strip())

    def claims(self, finding: Finding) -> tuple[StatedClaim, ...]:
        return tuple(
            self.claim(self.archive.agreements[each.position], each.before_id, each.initiative_id, each.statement)
            for each in finding.claims
        )

    def claim(self, agreement: Agreement, before_id: str, initiative_id: str, statement: Origin | Link) -> StatedClaim:
        before = after = None
        if isinstance(statement, Link):
            before, after = self._title(before_id, agreement), self._title(initiative_id, agreement)
        return StatedClaim(
            agreement, statement, before, after, self.quote(agreement, statement) if statement.phrase else None
        )

    def _title(self, initiative_id: str, agreement: Agreement) -> Text:
        """What an agreement calls an initiative of a text, or one that only other sources have."""
        is_in_texts = bool(self.archive.appearances(initiative_id))
        archive = self.archive if is_in_texts else self.edition.everything.archive
        return archive.wording(initiative_id, agreement.id).title

    def departure(self, agreement: Agreement, departure: Departure) -> StatedDeparture:
        return StatedDeparture(departure, self.quote(agreement, departure) if departure.phrase else None)

    def searched(self, silences: Iterable[Silence]) -> tuple[Searched, ...]:
        agreements = self.archive.agreements
        return tuple(Searched(agreements[each.position], each.terms, each.hits) for each in silences)

    def one_sided(self, old: str, new: str, finding: Finding) -> tuple[OneSided, ...]:
        """The facts that only one of two agreements has, each with what the other's text was searched for."""
        searched = searched_facets(self.archive, old, new, finding)
        return tuple(self._one_sided(fact, silence) for fact, silence in searched)

    def _one_sided(self, fact: Fact, silence: Silence) -> OneSided:
        agreement = self.archive.agreements[silence.position]
        hits = (
            (hit, self.archive.wording(elsewhere, agreement.id) if elsewhere else None)
            for hit in silence.hits
            for elsewhere in [hit.initiative if isinstance(hit, HitElsewhere) else None]
        )
        return OneSided(fact, agreement, silence.terms, tuple(hits))

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

    def happenings(self, events: Iterable[Event]) -> tuple[Happening, ...]:
        return tuple(map(self._happening, events))

    def _happening(self, event: Event) -> Happening:
        agreement = self.archive.by_id[event.agreement]
        whole = self.edition.everything.archive
        about = ((whole.wording(i, agreement.id).title, self._address_of(i)) for i in event.initiatives)
        also = self.sources(agreement, event.also)
        return Happening(event, self.quote(agreement, event), also, tuple(about))

    def _address_of(self, initiative_id: str) -> str:
        """The page of an initiative, or where the newest agreement that has it in another source lists it."""
        if self.archive.appearances(initiative_id):
            return addresses.initiative(initiative_id)
        whole = self.edition.everything.archive
        return addresses.elsewhere(whole.agreements[whole.appearances(initiative_id)[-1]].id, initiative_id)

    def disputed(self, dispute: Dispute) -> Disputed:
        agreement = self.archive.by_id[dispute.agreement]
        return Disputed(dispute, tuple(self.quote(agreement, account) for account in dispute.accounts))


def fact_groups(t: Translator, initiative: Initiative) -> list[tuple[str, list[Fact]]]:
    """Facts under the heading a reader looks for: amounts first, and scope under what sort of thing it is."""
    groups: dict[str, tuple[str, list[Fact]]] = {}
    for kind in FACT_KINDS:
        for fact in initiative.facts:
            if fact.kind == kind:
                heading = fact_heading(t, fact)
                groups.setdefault(fold(heading), (heading, []))[1].append(fact)
    return list(groups.values())


def _page(agreement: Agreement, source: Source) -> str:
    if isinstance(source, OtherSource):
        return addresses.other_source(source.id)
    return addresses.source(agreement.id, source.id)


def _unfound(t: Translator, source: Source, fragment: str | None) -> str:
    """Which browser does not find the words by itself, in words; empty where every one does."""
    if fragment == "":
        return t("Browseren finder ikke selv ordene på siden.")
    if (source.url or "").lower().endswith(".pdf"):
        return t("Firefox finder ikke selv ordene i en PDF.")
    return ""
