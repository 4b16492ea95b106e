"""The typed, frozen values that a snapshot is read into.

The field names are the keys of the YAML files. Descriptions of keys that need one stand in `Field`,
so that the JSON Schema for editors can carry them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, TypeGuard, assert_never, get_args

from pydantic import Field, StrictBool, StrictInt

from generator.model.fields import (
    AgreementId,
    AgreementKind,
    Basis,
    Certainty,
    Commitment,
    Evidence,
    HitElsewhere,
    InitiativeId,
    InitiativeKind,
    Line,
    OneOrMore,
    PartyId,
    Phrases,
    Presence,
    Refers,
    Relation,
    Sha256,
    Slug,
    SourceId,
    Text,
    ThemeId,
    Url,
    Value,
    may_be_left_out,
)
from generator.model.values import Count, Date, Kroner, Measure, PartialDate, Quantity

# What a fact counts: the key of the number, the number, its unit in Danish.
Counted = tuple[tuple[str, Quantity, str], ...]


class _Fact(Evidence):
    model_config = may_be_left_out("source", "kind")
    head: ClassVar = ("id", "kind", "label")

    id: Slug
    label: Text
    commitment: Commitment | None = None
    note: Text | None = None
    hits: tuple[HitElsewhere, ...] = ()

    @property
    def counted(self) -> Counted:
        """Each number that it states of things, such as 40 bridges."""
        return ()


class Years(Value):
    head: ClassVar = ("from_",)

    from_: Annotated[StrictInt, Field(alias="from")]
    to: StrictInt | None = None


class Transfer(Value):
    head: ClassVar = ("from_",)

    from_: Annotated[InitiativeId, Field(alias="from")]
    to: Annotated[tuple[InitiativeId, ...], Field(min_length=1)]


class AmountFact(_Fact):
    """Kroner. `years` is absent where the source names none, and open where it says »og frem«."""

    kind: Literal["amount"]
    amount: Kroner
    before: Kroner | None = None
    basis: Literal["per-year", "total", "unstated"]
    years: Years | None = None
    payer: tuple[PartyId, ...] = ()
    recipient: tuple[PartyId, ...] = ()
    of_which: Annotated[Slug, Refers("facts")] | None = None
    transfer: Transfer | None = None
    price_level: Text | None = None
    derived: StrictBool = False


class DeadlineFact(_Fact):
    kind: Literal["deadline"]
    starts: Date | None = None
    date: Date
    bound: Literal["by", "during", "towards", "towards-end", "at-end", "until", "from", "about"]

    @property
    def is_period(self) -> bool:
        """Whether it says how long something lasts, and not when it is due."""
        return self.starts is not None and self.bound == "until"


class TargetFact(_Fact):
    kind: Literal["target"]
    value: Measure
    baseline: Measure | None = None
    by: Date | None = None
    over: Measure | None = None


class CountFact(_Fact):
    kind: Literal["count"]
    count: Count
    unit: Text

    @property
    def counted(self) -> Counted:
        return (("count", self.count, self.unit.da),)


class TextFact(_Fact):
    """A fact in words alone: without a number, a date or a party."""


class ScopeFact(TextFact):
    """One thing that the initiative covers; `group` says what sort of thing."""

    kind: Literal["scope"]
    group: Text | None = None


class PartyFact(_Fact):
    kind: Literal["party"]
    party: Annotated[tuple[PartyId, ...], Field(min_length=1)]
    role: Literal["agrees", "pays", "contributes", "receives", "delivers"]


# In the order of the schemas, which are published.
FactKind = Literal["amount", "deadline", "target", "count", "scope", "party"]
# In the order in which a page shows them. A new kind is asked for by mypy wherever kinds are told apart, and by
# tests/test_closed_sets.py.
AnyFact = AmountFact | DeadlineFact | TargetFact | CountFact | PartyFact | ScopeFact
Fact = Annotated[AnyFact, Field(discriminator="kind")]
FACT_KINDS: tuple[str, ...] = tuple(get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(AnyFact))
FACT_MODELS: tuple[type[Value], ...] = get_args(AnyFact)
# The key that only facts of one kind have; a fact without any of them is a scope.
KIND_BY_KEY = {"amount": "amount", "date": "deadline", "value": "target", "count": "count", "party": "party"}


def is_fact(value: object) -> TypeGuard[AnyFact]:
    """Whether a value of a snapshot is a fact, of whatever kind."""
    return isinstance(value, _Fact)


def named_parties(fact: Fact) -> Iterator[tuple[str, Slug]]:
    """Each party that a fact names, with the key under which it does."""
    match fact:
        case AmountFact():
            yield from (("payer", party) for party in fact.payer)
            yield from (("recipient", party) for party in fact.recipient)
        case PartyFact():
            yield from (("party", party) for party in fact.party)
        case DeadlineFact() | TargetFact() | CountFact() | TextFact():
            pass
        case _:
            assert_never(fact)


OriginOutcome = Literal["continued", "resumed", "new", "first-mentioned", "not-examined"]
Readers = Annotated[StrictInt, Field(ge=1)]
SourceKind = Literal[
    "official-news",
    "official-page",
    "press-release",
    "agreement",
    "agreement-copy",
    "law",
    "parliament",
    "news",
    "magazine",
    "essay",
    "company",
]


# The agreement itself, whoever has put it on the net.
ORIGINALS: frozenset[SourceKind] = frozenset({"agreement", "agreement-copy"})


class Source(Value):
    id: Slug
    kind: SourceKind
    publisher: Text
    title: Text
    published: Date | None = None
    url: Url | None = None
    archived: Url | None = None
    sha256: Sha256
    note: Text | None = None


class Stated(Evidence):
    """A date or period that a source states about the agreement as such."""

    note: Text | None = None


class Agreed(Stated):
    date: Date


class Effective(Stated):
    head: ClassVar = ("from_",)

    from_: Annotated[Date, Field(alias="from")]
    to: Date | None = None


class Party(Evidence):
    party: OneOrMore


class Coverage(Value):
    complete: StrictBool
    note: Text


class StatedCount(Evidence):
    """How many of something the agreement says it has; the list itself may be elsewhere."""

    id: Slug
    count: StrictInt
    unit: Text
    listed: Annotated[StrictInt, Field(ge=0)]
    of: AgreementId | None = None
    note: Text | None = None


class FocusArea(Evidence):
    """A part of the agreement under which it sorts its initiatives itself."""

    id: Slug
    number: Line | None = None
    title: Text


class Context(Evidence):
    """A statement in the text that is not the agreement's."""

    id: Slug
    kind: Literal["background", "official", "other-body", "newspaper", "government"]
    speaker: Text
    text: Text


class EarlierSearch(Value):
    """What is searched for in every older text, beside what the initiative is called and the words it is quoted in."""

    terms: tuple[Line, ...] = ()
    hits: tuple[HitElsewhere, ...] = ()


class Judged(Value):
    """What we judge of an initiative, who judged it, and the words that say so, where some do."""

    certainty: Certainty = "certain"
    readers: Readers | None = None
    source: SourceId | None = None
    phrase: Phrases | None = None
    gloss: Line | None = None
    left_out: Text | None = None
    note: Text | None = None


class Origin(Judged):
    """Where an initiative comes from, when it keeps its id or has no predecessor."""

    outcome: OriginOutcome
    basis: Basis | None = None
    search: EarlierSearch | None = None


class Link(Judged):
    """A typed link to an initiative of an earlier agreement."""

    id: InitiativeId
    relation: Relation
    basis: Basis
    certainty: Certainty
    note: Text


class Initiative(Evidence):
    id: Slug
    number: Line | None = None
    focus_area: Annotated[Slug, Refers("focus_areas")] | None = None
    title: Text
    kind: InitiativeKind
    about: AgreementId | None = None
    presence: Presence
    commitment: Commitment
    theme: ThemeId
    aliases: tuple[Line, ...] = ()
    summary: Text
    note: Text | None = None
    origin: Origin | None = None
    from_: Annotated[tuple[Link, ...], Field(alias="from")] = ()
    facts: tuple[Fact, ...] = ()


class Hit(Value):
    """A search term that does stand in the newer text, and why that is not the initiative."""

    phrase: Line
    gloss: Line | None = None
    why: Text


class Search(Value):
    terms: Annotated[tuple[Line, ...], Field(min_length=1)]
    hits: tuple[Hit, ...] = ()


# What a text says became of an initiative, in words that are quoted.
EndedBySource = Literal["completed", "expired", "superseded", "discontinued"]
ENDED_BY_SOURCE = frozenset(get_args(EndedBySource))
DepartureOutcome = Literal[EndedBySource, "not-mentioned", "not-examined"]


class Group(StrEnum):
    ADDED = "added"
    CARRIED = "carried"
    NOT_CARRIED = "not-carried"


class Outcome(StrEnum):
    """What became of one initiative between two agreements, in the order in which it is shown."""

    NEW = "new"
    FIRST_MENTIONED = "first-mentioned"
    RESUMED = "resumed"
    ARRIVED_BETWEEN = "arrived-between"
    CHANGED = "continued-changed"
    UNCHANGED = "continued-unchanged"
    BACKGROUND = "continued-background"
    ABSORBED = "absorbed"
    MERGED = "merged"
    SPLIT = "split"
    SPUN_OFF = "spun-off"
    COMPLETED = "completed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    DISCONTINUED = "discontinued"
    NOT_MENTIONED = "not-mentioned"
    NOT_EXAMINED = "not-examined"

    @property
    def group(self) -> Group:
        if self in _LEFT:
            return Group.NOT_CARRIED
        return Group.ADDED if self in _CAME else Group.CARRIED


_CAME = {Outcome.NEW, Outcome.FIRST_MENTIONED, Outcome.RESUMED, Outcome.ARRIVED_BETWEEN}
_LEFT = frozenset(get_args(DepartureOutcome))


class Departure(Judged):
    """What became of an initiative of the agreement before that is not in this one."""

    id: Slug
    outcome: DepartureOutcome
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
    kind: AgreementKind
    follows: AgreementId | None = None
    agreed: Agreed | None = None
    effective: Effective | None = None
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    summary: Text
    coverage: Coverage
    readers: Readers = 1
    counts: tuple[StatedCount, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    source: SourceId | None = None
    initiatives: Annotated[tuple[Initiative, ...], Field(min_length=1)]
    not_continued: tuple[Departure, ...] = ()
    still_not_mentioned: tuple[StillSilent, ...] = ()
    context: tuple[Context, ...] = ()
    reading_notes: tuple[Text, ...] = ()

    @property
    def is_read_itself(self) -> bool:
        """Whether the agreement was read, and not only texts about it."""
        return any(source.sha256 and source.kind in ORIGINALS for source in self.sources)

    @property
    def published(self) -> PartialDate | None:
        """When the newest dated text about it was published, in the precision that it states."""
        dates = [source.published for source in self.sources if source.published]
        return max(dates, key=lambda published: published.latest, default=None)
