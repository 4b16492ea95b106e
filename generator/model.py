"""The typed, frozen values that a snapshot is read into.

The field names are the keys of the YAML files. Descriptions of keys that need one stand in `Field`,
so that the JSON Schema for editors can carry them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool, StrictInt

from generator.facts import Fact
from generator.fields import (
    Basis,
    Certainty,
    Commitment,
    Date,
    Evidence,
    InitiativeKind,
    Line,
    Phrases,
    Presence,
    Relation,
    Sha256,
    Slug,
    Text,
    Url,
    Value,
)


class Source(Value):
    id: Slug
    kind: Literal["official-news", "news", "magazine", "agreement"]
    publisher: Text
    title: Text
    published: Date | None = Field(None, description="Udelades, når teksten ikke selv siger det.")
    url: Url | None = None
    archived: Url | None = Field(
        None, description="En kopi i et webarkiv, af netop den udgave, der blev læst."
    )
    sha256: Sha256 = Field(description="Af den tekst, der blev læst.")
    note: Text | None = None


class Stated(Evidence):
    """A date or period that a source states about the agreement as such."""

    note: Text | None = None


class Agreed(Stated):
    date: Date


class Effective(Stated):
    from_: Date = Field(alias="from")
    to: Date | None = None


class Party(Evidence):
    party: Slug


class Coverage(Value):
    complete: StrictBool
    note: Text


class StatedCount(Evidence):
    """How many of something the agreement says it has; the list itself may be elsewhere."""

    id: Slug
    count: StrictInt
    unit: Text
    listed: StrictInt = Field(ge=0, description="Hvor mange af dem øjebliksbilledet kan navngive.")
    note: Text | None = None


class Context(Evidence):
    """A statement in the text that is not the agreement's."""

    id: Slug
    speaker: Text
    kind: Literal["background", "official", "other-body", "newspaper", "government"]
    text: Text


class Origin(Value):
    """Where an initiative comes from, when it keeps its id or has no predecessor."""

    outcome: Literal["continued", "resumed", "new", "first-mentioned", "not-examined"]
    basis: Basis | None = None
    certainty: Certainty = "certain"
    note: Text | None = None
    source: Slug | None = None
    phrase: Phrases | None = None


class Link(Value):
    """A typed link to an initiative of an earlier agreement."""

    id: Slug
    relation: Relation
    basis: Basis
    certainty: Certainty
    note: Text
    source: Slug | None = None
    phrase: Phrases | None = None


class Initiative(Evidence):
    id: Slug
    title: Text
    kind: InitiativeKind
    presence: Presence
    commitment: Commitment
    theme: Slug
    aliases: tuple[Line, ...] = ()
    summary: Text
    note: Text | None = None
    origin: Origin | None = None
    from_: tuple[Link, ...] = Field((), alias="from")
    facts: tuple[Fact, ...] = ()


class Hit(Value):
    """A search term that does stand in the newer text, and why that is not the initiative."""

    phrase: Line
    why: Text


class Search(Value):
    terms: tuple[Line, ...] = Field(min_length=1)
    hits: tuple[Hit, ...] = ()


class Departure(Value):
    """What became of an initiative of the agreement before that is not in this one."""

    id: Slug
    outcome: Literal["completed", "expired", "superseded", "discontinued", "not-mentioned", "not-examined"]
    certainty: Certainty = "certain"
    note: Text | None = None
    source: Slug | None = None
    phrase: Phrases | None = None
    search: Search | None = None


class StillSilent(Value):
    """An initiative that left earlier and is not in this agreement either.

    The terms it was searched for when it left are searched for again; `hits` explains those found.
    """

    id: Slug
    hits: tuple[Hit, ...] = ()


class Agreement(Value):
    id: Slug
    title: Text
    short: Text
    kind: Literal["strategi", "pagt", "økonomiaftale"]
    follows: Slug | None = None
    agreed: Agreed | None = None
    effective: Effective | None = None
    parties: tuple[Party, ...] = Field(min_length=1)
    summary: Text
    coverage: Coverage
    counts: tuple[StatedCount, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    initiatives: tuple[Initiative, ...] = Field(min_length=1)
    not_continued: tuple[Departure, ...] = ()
    still_not_mentioned: tuple[StillSilent, ...] = ()
    context: tuple[Context, ...] = ()
    reading_notes: tuple[Text, ...] = ()


class Actor(Value):
    id: Slug
    title: Text


class Theme(Value):
    id: Slug
    title: Text
    summary: Text


class Register(Value):
    """What all agreements share: who takes part, and the themes that initiatives are sorted under.

    `notes` are cautions about the record as a whole, such as an agreement that was not read.
    """

    parties: tuple[Actor, ...] = Field(min_length=1)
    notes: tuple[Text, ...] = ()
    themes: tuple[Theme, ...] = Field(min_length=1)


class Term(Value):
    """A word of the field. `forms` are its other forms in running text, such as inflections."""

    id: Slug
    title: Text
    forms: tuple[Line, ...] = ()
    text: Text = Field(description="Almen viden i en eller to sætninger; intet om aftalerne.")
    see: tuple[Slug, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form in which the term is looked for."""
        return (self.title.da, *self.forms)


class Glossary(Value):
    """What words mean. It says nothing about any agreement, and a folder of snapshots can do without it."""

    terms: tuple[Term, ...] = ()
