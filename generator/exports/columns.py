"""Columns that several tables have, and the cells that go into them."""

from __future__ import annotations

from generator.exports.table import Cell, Column
from generator.model.fields import Evidence
from generator.model.values import PartialDate
from generator.wording.catalogue import Wording
from generator.wording.labels import CERTAINTIES

AGREEMENT = Column("agreement", "Aftale", "Id på aftalen.", required=True, refers_to="agreements")
INITIATIVE = Column("initiative", "Initiativ", "Id på initiativet.", required=True, refers_to="initiatives")
CERTAINTY = Column(
    "certainty", "Vurdering", "Om en omhyggelig læser kunne være uenig i vurderingen.", codes=CERTAINTIES
)
URL = Column("url", "Adresse", "Siden, hvor det står med kilde og belæg.", "address", required=True)
DATA_URL = Column("data_url", "Data", "Alt om netop dette som JSON.", "address", required=True)
NOTE = Column("note", "Bemærkning", "Vores bemærkning.", is_said=True)
GLOSS = Column(
    "gloss", "Belæg, forklaret på engelsk", "Hvad stumperne siger, på engelsk. Det er vores oversættelse."
)

_PRECISION = "Med kildens præcision: år, år-måned, år-måned-dag eller år-årstid."
Wording({_PRECISION: _PRECISION})  # so that the catalogue has it


def evidence_columns(*, required: bool = True) -> tuple[Column, Column]:
    return (
        Column("source", "Kilde", "Id på kilden, som det står i.", required=required, refers_to="sources"),
        Column(
            "phrase", "Belæg", "Ordrette stumper af kilden, hver på højst 12 ord.", "list", separator=" … "
        ),
    )


def evidence_cells(agreement_id: str, evidence: Evidence) -> dict[str, Cell]:
    return {
        "source": f"{agreement_id}/{evidence.source}",
        "phrase": evidence.phrase,
        "gloss": evidence.gloss,
    }


def date_columns(name: str, title: str, description: str) -> tuple[Column, Column, Column]:
    """A date as stated, which may be a year or a month only, and the first and last day it can mean."""
    return (
        Column(f"{name}_stated", title, description, more=_PRECISION),
        Column(
            f"{name}_earliest", "%(title)s, tidligst", "Den første dag, datoen kan betyde.", "date", of=title
        ),
        Column(f"{name}_latest", "%(title)s, senest", "Den sidste dag, datoen kan betyde.", "date", of=title),
    )


def date_cells(name: str, value: PartialDate | None) -> dict[str, Cell]:
    return {
        f"{name}_stated": str(value) if value else None,
        f"{name}_earliest": value.earliest if value else None,
        f"{name}_latest": value.latest if value else None,
    }
