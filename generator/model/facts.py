"""The six kinds of fact: what an agreement says about one initiative, with its source and phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, TypeGuard, assert_never, get_args

from pydantic import Field, StrictBool, StrictInt

from generator.model.fields import (
    Commitment,
    Evidence,
    HitElsewhere,
    InitiativeId,
    PartyId,
    Refers,
    Slug,
    Text,
    Value,
    may_be_left_out,
)
from generator.model.values import Count, Date, Kroner, Measure


class _Fact(Evidence):
    model_config = may_be_left_out("source", "kind")
    head: ClassVar = ("id", "kind", "label")

    id: Slug
    label: Text
    commitment: Commitment | None = None
    note: Text | None = None
    hits: tuple[HitElsewhere, ...] = ()


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
