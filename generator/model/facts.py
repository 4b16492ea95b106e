"""The six kinds of fact: what an agreement says about one initiative, with its source and phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, TypeGuard, assert_never, get_args

from pydantic import Field, StrictBool, StrictInt

from generator.model.fields import (
    Commitment,
    Count,
    Date,
    Evidence,
    HitElsewhere,
    InitiativeId,
    Kroner,
    Measure,
    Note,
    PartyId,
    Refers,
    Slug,
    Text,
    Value,
    may_be_left_out,
)


class _Fact(Evidence):
    model_config = may_be_left_out("source", "kind")
    head: ClassVar = ("id", "kind", "label")

    id: Slug = Field(
        description="Oplysningens id inden for initiativet. Behold det i senere aftaler, så de to kan sammenlignes."
    )
    label: Text = Field(title="Vores navn på oplysningen", description="Hvad oplysningen handler om, i få ord.")
    commitment: Commitment | None = Field(
        None, title="Forpligtelse", description="Hvor fast det er aftalt; kun når det afviger fra initiativets."
    )
    note: Note = None
    hits: tuple[HitElsewhere, ...] = Field(
        (),
        title="Ligner i en anden tekst, men siger noget andet",
        description="Steder i en anden aftales tekst, der ligner, men ikke siger det samme.",
    )


class Years(Value):
    head: ClassVar = ("from_",)

    from_: StrictInt = Field(alias="from", description="Det første år, fx 2021.")
    to: StrictInt | None = Field(None, description="Det sidste år. Udelades, når kilden siger »og frem«.")


class Transfer(Value):
    head: ClassVar = ("from_",)

    from_: InitiativeId = Field(alias="from", title="Fra", description="Id på det initiativ, pengene tages fra.")
    to: tuple[InitiativeId, ...] = Field(
        min_length=1, title="Til", description="Id på de initiativer, pengene går til."
    )


class AmountFact(_Fact):
    """Kroner. `years` is absent where the source names none, and open where it says »og frem«."""

    kind: Literal["amount"] = Field(description="Et beløb i kroner.")
    amount: Kroner = Field(
        description="Beløbet, som det står i kilden: 247,4 mio. kr., 80-100 mio. kr., ca. 1½ mia. kr., op til "
        "200 mio. kr."
    )
    before: Kroner | None = Field(
        None, title="Beløbet før", description="Beløbet før, når kilden siger, at det er ændret: 141,4 mio. kr."
    )
    basis: Literal["per-year", "total", "unstated"] = Field(
        description="Om beløbet gælder hvert år eller i alt; unstated, når kilden ikke siger det."
    )
    years: Years | None = Field(None, description="De år, beløbet dækker. Udelades, når kilden ikke nævner nogen.")
    payer: tuple[PartyId, ...] = Field(
        (), title="Hvem der betaler", description="Hvem der betaler: id'er fra »parties« i _register.yaml."
    )
    recipient: tuple[PartyId, ...] = Field(
        (), title="Hvem der modtager", description="Hvem der får pengene: id'er fra »parties« i _register.yaml."
    )
    of_which: Annotated[Slug, Refers("facts")] | None = Field(
        None, title="En del af", description="Id på det beløb i samme initiativ, som dette er en del af."
    )
    transfer: Transfer | None = Field(
        None, title="Flyttes", description="Penge, der flyttes fra ét initiativ til andre."
    )
    price_level: Text | None = Field(
        None,
        title="Prisniveau",
        description="Pris- og lønniveau, når kilden nævner det: 2021-pl, 2021-priser eller 2021-niveau.",
    )
    derived: StrictBool = Field(
        False, title="Hvor tallet står", description="true, når vi selv har regnet beløbet ud; siden siger det så."
    )


class DeadlineFact(_Fact):
    kind: Literal["deadline"] = Field(description="En frist eller en periode.")
    starts: Date | None = Field(None, description="Den første af to datoer, eller hvor perioden begynder.")
    date: Date = Field(
        description="Datoen, så præcist som kilden siger den: 2021, 2021-03, 2021-03-07, 2021-efterår,"
        " 2027-K3 (3. kvartal) eller 2026-H1 (1. halvår)."
    )
    bound: Literal["by", "during", "towards", "towards-end", "at-end", "until", "from", "about"] = Field(
        description="Hvordan kilden binder det til datoen."
    )

    @property
    def is_period(self) -> bool:
        """Whether it says how long something lasts, and not when it is due."""
        return self.starts is not None and self.bound == "until"


class TargetFact(_Fact):
    kind: Literal["target"] = Field(description="Et måltal: noget, der kan måles, og som skal nås.")
    value: Measure = Field(description="Tallet og dets enhed: 90 pct., mindst 30 pct. eller 10.000 årsværk.")
    baseline: Measure | None = Field(None, description="Udgangspunktet, når kilden nævner det.")
    by: Date | None = Field(None, description="Hvornår målet skal være nået.")
    over: Measure | None = Field(None, description="Hvor længe det gælder over, fx 10 år eller 5-10 år.")


class CountFact(_Fact):
    kind: Literal["count"] = Field(description="Et antal.")
    count: Count = Field(description="Antallet, skrevet med cifre: 40, 30-40, ca. 40, op til 40 eller mindst 40.")
    unit: Text = Field(title="Hvad der tælles", description="Hvad der tælles, fx signaturprojekter.")


class TextFact(_Fact):
    """A fact in words alone: without a number, a date or a party."""


class ScopeFact(TextFact):
    """One thing that the initiative covers; `group` says what sort of thing."""

    kind: Literal["scope"] = Field(description="Én ting, som initiativet omfatter.")
    group: Text | None = Field(
        None, title="Hører under", description="Hvad slags ting det er, fx Formål eller Målgrupper."
    )


class PartyFact(_Fact):
    kind: Literal["party"] = Field(description="Hvem der gør hvad.")
    party: tuple[PartyId, ...] = Field(min_length=1, description="Id'er fra »parties« i _register.yaml.")
    role: Literal["agrees", "pays", "contributes", "receives", "delivers"] = Field(
        title="Hvad parten gør", description="Hvad de gør i forhold til initiativet."
    )


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
