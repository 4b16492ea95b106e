"""The table of facts: one row for each, whatever its kind; a cell is empty where the kind has no such thing."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from generator.comparing.deadlines import first_day
from generator.exports.columns import (
    AGREEMENT,
    EXACT,
    GLOSS,
    INITIATIVE,
    LEFT_OUT,
    NOTE,
    URL,
    date_cells,
    date_columns,
    evidence_cells,
    evidence_columns,
    quantity_cells,
    quantity_columns,
)
from generator.exports.table import Column, StatedRow, Table, bilingual, table
from generator.model.agreement import Agreement, Initiative
from generator.model.facts import (
    FACT_KINDS,
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
)
from generator.model.values import Quantity
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.fact_words import AMOUNT_BASES, BOUNDS, fact_words
from generator.wording.fact_words import FACT_KINDS as FACT_KIND_WORDS
from generator.wording.labels import COMMITMENTS
from generator.wording.translator import Labels, Translator, message
from generator.wording.writing import unit_words

_ROLES = Labels(
    {"agrees": "indgår aftalen", "pays": "betaler", "contributes": "bidrager", "receives": "får", "delivers": "leverer"}
)
_KINDS = Labels({kind: FACT_KIND_WORDS[kind] for kind in FACT_KINDS})
_BOUNDS = Labels({bound: words.format("…") for bound, words in BOUNDS.items()})

COLUMNS = (
    Column("id", "Id", "Aftale, initiativ og oplysning med skråstreg imellem.", required=True),
    AGREEMENT,
    INITIATIVE,
    Column("presence", "Forekomst", "Initiativet i netop den aftale.", required=True, refers_to="presences"),
    Column("fact", "Oplysning", "Oplysningens id i initiativet; det samme fra aftale til aftale.", required=True),
    Column("initiative_title", "Initiativets titel", "Overskriften i den aftale.", required=True, is_words=True),
    Column("kind", "Slags", "Hvad slags oplysning det er.", required=True, codes=_KINDS),
    Column("label", "Hvad", "Hvad oplysningen handler om.", required=True, is_words=True),
    Column("words", "Med ord", "Oplysningen, som den står på siden.", required=True, is_words=True),
    Column("commitment", "Forpligtelse", "Hvor fast parterne binder sig.", required=True, codes=COMMITMENTS),
    Column("amount", "Beløb", "I kroner, ikke i millioner.", "number", more=EXACT),
    Column("amount_before", "Beløb før", "I kroner, når teksten siger, hvad det var før.", "number", more=EXACT),
    Column(
        "basis",
        "Beløbet er",
        "Om året, i alt, eller at kilden ikke siger det. De må ikke lægges sammen eller trækkes fra hinanden.",
        codes=AMOUNT_BASES,
    ),
    Column("year_from", "Fra år", "Tomt, når kilden ikke nævner år.", "integer"),
    Column("year_to", "Til år", "Tomt med et »Fra år« betyder »og frem«.", "integer"),
    Column("payers", "Betales af", "Id'er på parter, når kilden siger det.", "list"),
    Column("recipients", "Går til", "Id'er på parter, når kilden siger det.", "list"),
    Column("of_which", "Del af", "Id på det beløb, dette er en del af.", refers_to="facts"),
    Column("transfer_from", "Flyttes fra", "Id på et initiativ.", refers_to="initiatives"),
    Column("transfer_to", "Flyttes til", "Id'er på initiativer.", "list"),
    Column("price_level", "Prisniveau", "Når kilden siger det.", is_words=True),
    Column("derived", "Beregnet", "Om vi har regnet beløbet ud; så står det ikke i kilden.", "boolean"),
    *date_columns("date", "Dato", "En frist, eller hvornår et måltal skal være nået."),
    *date_columns("starts", "Begynder", "Når fristen er en periode."),
    Column(
        "bound",
        "Grænse",
        "Hvordan fristen skal læses. »Ved udgangen af« er den sidste dag i tidsrummet, både som tidligste og seneste"
        " dag. »Frem mod udgangen af« er hele tidsrummet, for kilden siger ikke, hvor tæt på udgangen.",
        codes=_BOUNDS,
    ),
    Column("value", "Tal", "Et måltal eller et antal.", "number", more=EXACT),
    Column("unit", "Enhed", "Hvad tallet tæller.", is_words=True),
    Column("baseline_value", "Fra tal", "Hvad måltallet var før, når kilden siger det.", "number", more=EXACT),
    Column("baseline_unit", "Fra enhed", "Hvad det tal tæller.", is_words=True),
    Column("over_value", "Over tal", "Hvor lang tid måltallet gælder.", "number", more=EXACT),
    Column("over_unit", "Over enhed", "Hvad det tal tæller.", is_words=True),
    Column("heading", "Overskrift", "Hvilken slags indhold, når det er inddelt.", is_words=True),
    Column("parties", "Parter", "Id'er på parter, når oplysningen handler om dem.", "list"),
    Column("role", "Rolle", "Hvad de parter gør.", codes=_ROLES),
    NOTE,
    *evidence_columns(),
    URL,
    GLOSS,
    LEFT_OUT,
    *quantity_columns("amount", "Beløb"),
    *quantity_columns("amount_before", "Beløb før"),
    *quantity_columns("value", "Tal"),
    *quantity_columns("baseline_value", "Fra tal"),
    *quantity_columns("over_value", "Over tal"),
)  # fmt: skip


def facts(edition: Edition) -> Table:
    parties = edition.archive.register.party_titles
    rows = (
        {
            **_about(agreement, initiative, fact),
            "words": bilingual(partial(fact_words, fact=fact, parties=parties)),
            **_values(agreement, initiative, fact),
            "url": edition.site.link(addresses.fact(agreement.id, initiative.id, fact.id)),
        }
        for agreement in edition.archive.agreements
        for initiative in agreement.initiatives
        for fact in initiative.facts
    )
    ordered = ({column.name: row.get(column.name) for column in COLUMNS} for row in rows)
    about = message("De oplysninger, vi har noteret om et initiativ i en aftale, med kilde og citat.")
    return table("facts", "Oplysninger", about, COLUMNS, ordered)


def _about(agreement: Agreement, initiative: Initiative, fact: Fact) -> StatedRow:
    return {
        "id": f"{agreement.id}/{initiative.id}/{fact.id}",
        "agreement": agreement.id,
        "initiative": initiative.id,
        "presence": f"{agreement.id}/{initiative.id}",
        "fact": fact.id,
        "initiative_title": initiative.title,
        "kind": fact.kind,
        "label": fact.label,
        "commitment": fact.commitment or initiative.commitment,
        "note": fact.note,
        **evidence_cells(agreement.id, fact),
    }


def _values(agreement: Agreement, initiative: Initiative, fact: Fact) -> StatedRow:
    match fact:
        case AmountFact():
            return _amount(f"{agreement.id}/{initiative.id}", fact)
        case DeadlineFact():
            return {
                **date_cells("date", fact.date),
                "date_earliest": first_day(fact),
                **date_cells("starts", fact.starts),
                "bound": fact.bound,
            }
        case TargetFact():
            return {
                **_measure("", fact.value),
                **_measure("baseline_", fact.baseline),
                **_measure("over_", fact.over),
                **date_cells("date", fact.by),
            }
        case CountFact():
            return {**quantity_cells("value", fact.count), "unit": fact.unit}
        case ScopeFact():
            return {"heading": fact.group}
        case PartyFact():
            return {"parties": fact.party, "role": fact.role}
        case _:
            assert_never(fact)


def _amount(presence_id: str, fact: AmountFact) -> StatedRow:
    return {
        **quantity_cells("amount", fact.amount),
        **quantity_cells("amount_before", fact.before),
        "basis": fact.basis,
        "year_from": fact.years.from_ if fact.years else None,
        "year_to": fact.years.to if fact.years else None,
        "payers": fact.payer,
        "recipients": fact.recipient,
        "of_which": f"{presence_id}/{fact.of_which}" if fact.of_which else None,
        "transfer_from": fact.transfer.from_ if fact.transfer else None,
        "transfer_to": fact.transfer.to if fact.transfer else (),
        "price_level": fact.price_level,
        "derived": fact.derived,
    }


def _measure(name: str, measure: Quantity | None) -> StatedRow:
    return {
        **quantity_cells(f"{name}value", measure),
        f"{name}unit": bilingual(lambda t: _unit(t, measure)) if measure else None,
    }


def _unit(t: Translator, measure: Quantity) -> str:
    return measure.unit if t.is_danish else unit_words(t, measure)
