"""The six kinds of fact: what an agreement says about one initiative, with its source and phrase."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from generator.fields import Commitment, Date, Evidence, Kroner, Measure, Slug, Text, Value


class _Fact(Evidence):
    id: Slug
    label: Text
    commitment: Commitment | None = Field(None, description="Kun når den afviger fra initiativets.")
    note: Text | None = None


class Years(Value):
    from_: StrictInt = Field(alias="from")
    to: StrictInt | None = Field(None, description="Udelades ved »og frem«.")


class Transfer(Value):
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
    bound: Literal["by", "during", "towards", "towards-end", "at-end", "until", "from"]


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
