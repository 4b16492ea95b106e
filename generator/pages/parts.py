"""What several pages show alike, by the macros in templates/parts.html: sources, facts, claims, differences.

`PartBuilder` in builder.py makes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.comparing.facets import Facet, Piece
from generator.model.agreement import Agreement, Departure, Fact, Hit, Initiative, Link, Origin, Source
from generator.model.beyond import Claimed, Dispute, Event, OtherInitiative
from generator.model.fields import Commitment, Evidence, HitElsewhere, Text

# Whatever may rest on words of a source.
Phrased = Evidence | Origin | Link | Departure
# What a reader looks for first.
KEY_KINDS = ("amount", "deadline", "target")


@dataclass(frozen=True)
class Quote:
    """Words as they stand in a source, of which `page` is what this site says.

    `href` leads to their place in the source, and is empty where it has no address. `caveat` says so where browsers
    do not find them there by themselves.
    """

    statement: Phrased
    source: Source
    page: str
    href: str
    caveat: str


@dataclass(frozen=True)
class StatedFact:
    """A fact as an agreement states it.

    `level` is its commitment where that is not its initiative's, `whole` the amount that it is a part of.
    Money that is moved comes from `moved_from` and goes to `moved_to`.
    """

    fact: Fact
    page: str
    anchor: str
    quote: Quote
    level: Commitment | None
    whole: Fact | None
    moved_from: Initiative | None
    moved_to: tuple[Initiative, ...]

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
