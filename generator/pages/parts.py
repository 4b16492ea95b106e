"""What several pages show alike, by the macros in templates/parts.html: sources, facts, claims, differences."""

from __future__ import annotations

from dataclasses import dataclass

from generator.comparing.analysis import InitiativeHistory
from generator.comparing.facets import Facet, Piece
from generator.model.agreement import Agreement, Departure, Hit, Initiative, Link, Origin, Source
from generator.model.beyond import Claimed, Dispute, Event
from generator.model.facts import Fact
from generator.model.fields import Commitment, Evidence, HitElsewhere, Text
from generator.publishing.citation import Citation
from generator.publishing.citation_forms import Form, forms
from generator.publishing.edition import Edition
from generator.publishing.embeds import Embed, code, embed_of
from generator.wording.translator import Translator

# Whatever may rest on words of a source.
Phrased = Evidence | Origin | Link | Departure
# What a reader looks for first.
KEY_KINDS = ("amount", "deadline", "target")


@dataclass(frozen=True)
class ReadSource:
    """A source, and the address of what this site says of it."""

    source: Source
    page: str


@dataclass(frozen=True)
class Quote:
    """Words as they stand in a source. `href` leads to their place in it, and is empty where it has no address.

    `unfound` says which browser does not find them there by itself; it is empty where every one does.
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
    """An initiative as an agreement has it, with its facts under their headings and the sources of them all."""

    agreement: Agreement
    initiative: Initiative
    quote: Quote
    sources: tuple[ReadSource, ...]
    facts: tuple[tuple[str, tuple[StatedFact, ...]], ...]

    @property
    def in_order(self) -> tuple[StatedFact, ...]:
        """The facts in the order of the snapshot."""
        by_id = {stated.fact.id: stated for _heading, group in self.facts for stated in group}
        return tuple(by_id[fact.id] for fact in self.initiative.facts)

    @property
    def keys(self) -> tuple[StatedFact, ...]:
        """What a reader looks for first, in the order of the snapshot."""
        return tuple(stated for stated in self.in_order if stated.is_key)


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
    """What the text of an agreement was searched for in vain, and what else was found."""

    agreement: Agreement
    terms: tuple[str, ...]
    hits: tuple[Hit | HitElsewhere, ...]


@dataclass(frozen=True)
class OneSided:
    """A fact that only one of two texts has. `hits` come with the initiative that has their words, if one has."""

    fact: Fact
    agreement: Agreement
    terms: tuple[str, ...]
    hits: tuple[tuple[Hit | HitElsewhere, Initiative | None], ...]


@dataclass(frozen=True)
class StatedFacet:
    """A difference in words; `fact` and `page` are there where it is of a fact, `pieces` where it is shown by word."""

    facet: Facet
    label: str | None
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
class Disputed:
    dispute: Dispute
    accounts: tuple[Quote, ...]


@dataclass(frozen=True)
class Cited:
    """A reference to the page itself, in each form that it is given in."""

    citation: Citation
    forms: tuple[Form, ...]

    @classmethod
    def of(cls, t: Translator, citation: Citation) -> Cited:
        return cls(citation, forms(t, citation))


@dataclass(frozen=True)
class Embedded:
    """What others may set into their own pages; `code` is HTML to copy, and whole where the site has an address."""

    embed: Embed
    code: str
    is_whole: bool

    @classmethod
    def of(cls, t: Translator, edition: Edition, life: InitiativeHistory) -> Embedded:
        embed = embed_of(t, life)
        return cls(embed, code(t, edition, embed), bool(edition.site.url))
