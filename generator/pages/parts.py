"""What several pages show alike, by the macros in templates/parts.html: sources, facts, claims, differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.comparing.comparison import Finding
from generator.comparing.facets import Facet, Piece, redline
from generator.comparing.findings import searched_facets
from generator.evidence.text_fragment import passage
from generator.folding import fold
from generator.model.agreement import (
    FACT_KINDS,
    Agreement,
    AmountFact,
    Departure,
    Fact,
    Hit,
    Initiative,
    Link,
    Origin,
    Source,
    is_fact,
)
from generator.model.archive import Silence, Statement
from generator.model.beyond import Claimed, Dispute, Event, OtherSource
from generator.model.fields import Commitment, Evidence, HitElsewhere, Text
from generator.publishing import addresses
from generator.publishing.citation import Citation, Form, forms
from generator.publishing.edition import Edition
from generator.wording.fact_words import facet_words, fact_heading
from generator.wording.labels import kind_counts
from generator.wording.translator import Translator

# Whatever may rest on words of a source.
Phrased = Evidence | Origin | Link | Departure
# What a reader looks for first.
KEY_KINDS = ("amount", "deadline", "target")


@dataclass(frozen=True)
class Quote:
    """Words as they stand in a source, of which `page` is what this site says.

    `href` leads to their place in the source, and is empty where it has no address. `unfound` says which browser
    does not find them there by itself; it is empty where every one does.
    """

    statement: Phrased
    source: Source
    page: str
    href: str
    unfound: str


@dataclass(frozen=True)
class Taken:
    """What is copied of a fact, as text.

    `reference` is in the language of the page; `csv_row` is the fact's row of facts.csv below its heading,
    without the columns that are empty in it.
    """

    citation: Citation
    reference: str
    csv_row: str


Take = Callable[[Statement], Taken]


@dataclass(frozen=True)
class StatedFact:
    """A fact as an agreement states it.

    `level` is its commitment where that is not its initiative's, `whole` the amount that it is a part of.
    Money that is moved comes from `moved_from` and goes to `moved_to`. `taken` is there where the fact can be
    cited.
    """

    fact: Fact
    page: str
    anchor: str
    quote: Quote
    level: Commitment | None
    whole: Fact | None
    moved_from: Initiative | None
    moved_to: tuple[Initiative, ...]
    taken: Taken | None

    @property
    def is_key(self) -> bool:
        return self.fact.kind in KEY_KINDS


@dataclass(frozen=True)
class StatedInitiative:
    """An initiative as an agreement has it, with its facts in the order of the snapshot and under their headings."""

    agreement: Agreement
    initiative: Initiative
    quote: Quote
    in_order: tuple[StatedFact, ...]
    facts: tuple[tuple[str, tuple[StatedFact, ...]], ...]

    @property
    def keys(self) -> tuple[StatedFact, ...]:
        """What a reader looks for first."""
        return tuple(stated for stated in self.in_order if stated.is_key)

    @property
    def sources(self) -> tuple[Quote, ...]:
        """A quote of each source that the initiative and its facts rest on."""
        by_source: dict[str, Quote] = {}
        for quote in (self.quote, *(stated.quote for stated in self.in_order)):
            by_source.setdefault(quote.source.id, quote)
        return tuple(by_source.values())


@dataclass(frozen=True)
class StatedClaim:
    """What an agreement says of where an initiative comes from; `before` and `after` are the titles of a link."""

    agreement: Agreement
    statement: Origin | Link
    before: Text | None
    after: Text | None
    quote: Quote | None


@dataclass(frozen=True)
class StatedDeparture:
    departure: Departure
    quote: Quote | None


@dataclass(frozen=True)
class Searched:
    """What the text of an agreement was searched for, and each hit with the initiative that has its words, if any."""

    agreement: Agreement
    terms: tuple[str, ...]
    hits: tuple[tuple[Hit | HitElsewhere, Initiative | None], ...]


@dataclass(frozen=True)
class StatedFacet:
    """A difference in words; `fact` and `page` are there where it is of a fact, `pieces` where it is shown by word."""

    facet: Facet
    label: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]
    fact: Fact | None
    page: str


@dataclass(frozen=True)
class OtherFact:
    """A fact that only another source has, and how far it is confirmed."""

    fact: Fact
    claimed: Claimed
    quote: Quote
    also: tuple[Source, ...]


@dataclass(frozen=True)
class Happening:
    """Something that happened; `about` holds the title and the page of each initiative."""

    event: Event
    quote: Quote
    also: tuple[Source, ...]
    about: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class Cited:
    """A reference to the page itself, in each form that it is given in."""

    citation: Citation
    forms: tuple[Form, ...]


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
        unfound = ""
        if fragment == "":
            unfound = self.t("Browseren finder ikke selv ordene på siden.")
        elif (source.url or "").lower().endswith(".pdf"):
            unfound = self.t("Firefox finder ikke selv ordene i en PDF.")
        return Quote(statement, source, page, href, unfound)

    def sources(self, agreement: Agreement, ids: Iterable[str]) -> tuple[Source, ...]:
        by_id = {source.id: source for source in agreement.sources}
        return tuple(by_id.get(source_id) or self.edition.beyond.by_source[source_id] for source_id in ids)

    def initiative(self, agreement: Agreement, initiative: Initiative, take: Take | None = None) -> StatedInitiative:
        """An initiative as *agreement* has it; *take* gives what can be taken along of each fact."""
        facts = {fact.id: self.fact(agreement, initiative, fact, take) for fact in initiative.facts}
        groups = (
            (heading, tuple(facts[fact.id] for fact in group)) for heading, group in fact_groups(self.t, initiative)
        )
        quote = self.quote(agreement, initiative)
        return StatedInitiative(agreement, initiative, quote, tuple(facts.values()), tuple(groups))

    def present(self, agreement: Agreement, ids: Iterable[str]) -> tuple[StatedInitiative, ...]:
        """Those of the initiatives that the agreement has."""
        there = self.archive.initiatives[self.archive.position[agreement.id]]
        return tuple(self.initiative(agreement, there[i]) for i in ids if i in there)

    def fact(self, agreement: Agreement, initiative: Initiative, fact: Fact, take: Take | None = None) -> StatedFact:
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
            take(Statement(agreement, initiative, fact)) if take else None,
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

    def cited(self, citation: Citation) -> Cited:
        return Cited(citation, forms(self.t, citation))


def fact_groups(t: Translator, initiative: Initiative) -> list[tuple[str, list[Fact]]]:
    """Facts under the heading a reader looks for: amounts first, and scope under what sort of thing it is."""
    groups: dict[str, tuple[str, list[Fact]]] = {}
    for kind in FACT_KINDS:
        for fact in initiative.facts:
            if fact.kind == kind:
                heading = fact_heading(t, fact)
                groups.setdefault(fold(heading), (heading, []))[1].append(fact)
    return list(groups.values())
