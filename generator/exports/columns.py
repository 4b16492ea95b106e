"""Columns that several tables have, and the cells that go into them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.exports.table import Cell, Column, number
from generator.model.fields import Evidence, Text
from generator.model.values import PartialDate, Quantity
from generator.wording.labels import CERTAINTIES
from generator.wording.translator import Labels, message
from generator.wording.writing import QUANTITY_BOUNDS

AGREEMENT = Column("agreement", "Aftale", "Id på aftalen.", required=True, refers_to="agreements")
INITIATIVE = Column("initiative", "Initiativ", "Id på initiativet.", required=True, refers_to="initiatives")
CERTAINTY = Column(
    "certainty", "Vurdering", "Om en omhyggelig læser kunne være uenig i vurderingen.", codes=CERTAINTIES
)
URL = Column("url", "Adresse", "Siden, hvor det står med kilde og citat.", "address", required=True)
DATA_URL = Column("data_url", "Data", "Alt om netop dette som JSON.", "address", required=True)
NOTE = Column("note", "Bemærkning", "Vores bemærkning.", is_words=True)
GLOSS = Column("gloss", "Citatet, forklaret på engelsk", "Hvad citaterne siger, på engelsk. Det er vores oversættelse.")

_PRECISION = message(
    "Med kildens præcision: år, år-måned, år-måned-dag, år-årstid, år-kvartal (K1-K4) eller år-halvår (H1-H2)."
)
EXACT = message("Tomt, når teksten ikke siger ét bestemt tal.")
_QUANTITY_BOUNDS: Mapping[str, str] = Labels({bound: words.format("…") for bound, words in QUANTITY_BOUNDS.items()})


LEFT_OUT = Column(
    "left_out", "Udeladt af citatet", "Hvorfor et udeladt ord ikke ændrer, hvad kilden siger.", is_words=True
)


def evidence_columns(*, required: bool = True) -> tuple[Column, Column]:
    return (
        Column("source", "Kilde", "Id på kilden, som det står i.", required=required, refers_to="sources"),
        Column("phrase", "Citat", "Ordrette citater af kilden, hver på højst 12 ord.", "list", separator=" … "),
    )


def evidence_cells(agreement_id: str, evidence: Evidence) -> dict[str, Cell | Text]:
    return {
        "source": f"{agreement_id}/{evidence.source}",
        "phrase": evidence.phrase,
        "gloss": evidence.gloss,
        "left_out": evidence.left_out,
    }


def quantity_columns(name: str, title: str) -> tuple[Column, ...]:
    """The ends of a quantity and how they are to be read, beside the column of what is `EXACT`."""
    return (
        Column(
            f"{name}_low",
            "%(title)s, mindst",
            "Det mindste, teksten siger; tomt efter »op til«.",
            "number",
            of=(title,),
        ),
        Column(
            f"{name}_high",
            "%(title)s, højst",
            "Det største, teksten siger; tomt efter »mindst«.",
            "number",
            of=(title,),
        ),
        Column(
            f"{name}_bound",
            "%(title)s, forbehold",
            "Hvordan tallene skal læses. Tomt, når de gælder, som de står.",
            codes=_QUANTITY_BOUNDS,
            of=(title,),
        ),
    )


def quantity_cells(name: str, quantity: Quantity | None) -> dict[str, Cell]:
    ends = {"": quantity.exact, "_low": quantity.low, "_high": quantity.high} if quantity else {}
    cells = {f"{name}{end}": None if value is None else number(value) for end, value in ends.items()}
    return {**cells, f"{name}_bound": quantity.bound if quantity else None}


def date_columns(name: str, title: str, description: str) -> tuple[Column, Column, Column]:
    """A date as stated, which may be a year or a month only, and the first and last day it can mean."""
    return (
        Column(f"{name}_stated", title, description, more=_PRECISION),
        Column(f"{name}_earliest", "%(title)s, tidligst", "Den første dag, datoen kan betyde.", "date", of=(title,)),
        Column(f"{name}_latest", "%(title)s, senest", "Den sidste dag, datoen kan betyde.", "date", of=(title,)),
    )


def date_cells(name: str, value: PartialDate | None) -> dict[str, Cell]:
    return {
        f"{name}_stated": str(value) if value else None,
        f"{name}_earliest": value.earliest if value else None,
        f"{name}_latest": value.latest if value else None,
    }
