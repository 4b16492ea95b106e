"""The typed, frozen values that a snapshot is read into.

The field names are the keys of the YAML files. Descriptions of keys that need one stand in `Field`,
so that the JSON Schema for editors can carry them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema

from generator.place import NOWHERE, Place
from generator.values import PartialDate, Quantity, parse_kroner


def _parsed(parse: Any, kind: type) -> BeforeValidator:
    """Parse text with *parse*; let a value of *kind* pass; leave the rest to be refused as a wrong type."""

    def read(value: object) -> object:
        if isinstance(value, kind):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"found {type(value).__name__} where text was expected")  # noqa: TRY004 - pydantic reads ValueError
        return parse(str(value))

    return BeforeValidator(read)


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Date = Annotated[
    PartialDate, _parsed(PartialDate.parse, PartialDate), WithJsonSchema({"type": ["string", "integer"]})
]
Kroner = Annotated[Decimal, _parsed(parse_kroner, Decimal), WithJsonSchema({"type": "string"})]
Measure = Annotated[Quantity, _parsed(Quantity.parse, Quantity), WithJsonSchema({"type": "string"})]
Phrases = Annotated[tuple[Line, ...], BeforeValidator(_as_tuple), Field(min_length=1)]

Basis = Literal["explicit", "same-name", "same-subject"]
Certainty = Literal["certain", "arguable"]
Commitment = Literal["decided", "aims", "examines", "discusses", "notes"]
Presence = Literal["named", "unnamed", "background"]
InitiativeKind = Literal["effort", "goal", "framework", "governance"]
Relation = Literal["split", "merged", "absorbed", "spun-off"]


class _Value(BaseModel):
    """A mapping in a snapshot. Two equal mappings in different places have the same `tree`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True
    )

    place: SkipJsonSchema[Place] = Field(default=NOWHERE, exclude=True, repr=False)


class Text(_Value):
    """Danish text, or Danish and English side by side."""

    da: Line
    en: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_is_danish(cls, value: object) -> object:
        return {"da": value} if isinstance(value, str) else value


class Evidence(_Value):
    """What a claim rests on: a source of this agreement, and words that stand in it."""

    source: Slug
    phrase: Phrases = Field(description="Højst 12 ord, der står ordret i kilden; gerne flere stumper.")


class Source(_Value):
    id: Slug
    kind: Literal["official-news", "news", "magazine", "agreement"]
    publisher: Text
    title: Text
    published: Date | None = Field(None, description="Udelades, når teksten ikke selv siger det.")
    url: Url | None = None
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


class Coverage(_Value):
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


class _Fact(Evidence):
    id: Slug
    label: Text
    commitment: Commitment | None = Field(None, description="Kun når den afviger fra initiativets.")
    note: Text | None = None


class Years(_Value):
    from_: StrictInt = Field(alias="from")
    to: StrictInt | None = Field(None, description="Udelades ved »og frem«.")


class Transfer(_Value):
    from_: Slug = Field(alias="from")
    to: tuple[Slug, ...] = Field(min_length=1)


class AmountFact(_Fact):
    """Kroner. `years` is absent where the source names none, and open where it says »og frem«."""

    kind: Literal["amount"]
    amount: Kroner
    before: Kroner | None = None
    basis: Literal["per-year", "total"]
    years: Years | None = None
    payer: tuple[Slug, ...] = ()
    recipient: tuple[Slug, ...] = ()
    of_which: Slug | None = Field(None, description="Id på det beløb, dette er en del af.")
    transfer: Transfer | None = None
    price_level: Text | None = None
    derived: StrictBool = False


class DeadlineFact(_Fact):
    kind: Literal["deadline"]
    date: Date
    starts: Date | None = None
    bound: Literal["by", "during", "towards", "until", "from"]


class TargetFact(_Fact):
    kind: Literal["target"]
    value: Measure
    baseline: Measure | None = None
    by: Date | None = None
    over: Measure | None = None


class CountFact(_Fact):
    kind: Literal["count"]
    count: StrictInt
    unit: Text


class ScopeFact(_Fact):
    """One thing that the initiative covers; `group` says what sort of thing."""

    kind: Literal["scope"]
    group: Text | None = None


class PartyFact(_Fact):
    kind: Literal["party"]
    party: tuple[Slug, ...] = Field(min_length=1)
    role: Literal["agrees", "pays", "contributes", "receives", "delivers"]


Fact = Annotated[
    AmountFact | DeadlineFact | TargetFact | CountFact | ScopeFact | PartyFact,
    Field(discriminator="kind"),
]


class Origin(_Value):
    """Where an initiative comes from, when it keeps its id or has no predecessor."""

    outcome: Literal["continued", "resumed", "new", "first-mentioned", "not-examined"]
    basis: Basis | None = None
    certainty: Certainty = "certain"
    note: Text | None = None
    source: Slug | None = None
    phrase: Phrases | None = None


class Link(_Value):
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


class Hit(_Value):
    """A search term that does stand in the newer text, and why that is not the initiative."""

    phrase: Line
    why: Text


class Search(_Value):
    terms: tuple[Line, ...] = Field(min_length=1)
    hits: tuple[Hit, ...] = ()


class Departure(_Value):
    """What became of an initiative of the agreement before that is not in this one."""

    id: Slug
    outcome: Literal["completed", "expired", "superseded", "discontinued", "not-mentioned", "not-examined"]
    certainty: Certainty = "certain"
    note: Text | None = None
    source: Slug | None = None
    phrase: Phrases | None = None
    search: Search | None = None


class StillSilent(_Value):
    """An initiative that left earlier and is not in this agreement either.

    The terms it was searched for when it left are searched for again; `hits` explains those found.
    """

    id: Slug
    hits: tuple[Hit, ...] = ()


class Agreement(_Value):
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


class Actor(_Value):
    id: Slug
    title: Text


class Theme(_Value):
    id: Slug
    title: Text
    summary: Text


class Register(_Value):
    """What all agreements share: who takes part, and the themes that initiatives are sorted under."""

    parties: tuple[Actor, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = Field(min_length=1)
