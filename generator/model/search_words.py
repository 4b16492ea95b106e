"""Words that readers type and no text need have: what means the same to them, and where a word leads."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from generator.model.fields import Line, Value
from generator.model.language import Language

# Pages that are no agreement, initiative or theme, and what stands for pages that change with each new agreement.
PAGES = (
    "aftaler",
    "andre-kilder",
    "bidrag",
    "data",
    "frister",
    "initiativer",
    "metode",
    "om",
    "ordliste",
    "penge",
    "rettelser",
    "sammenlign",
    "tidslinje",
)
NEWEST_AGREEMENT = "aftaler/nyeste"
NEWEST_COMPARISON = "sammenlign/nyeste"
SILENT_INITIATIVES = "initiativer/tavse"
STAND_INS = (NEWEST_AGREEMENT, NEWEST_COMPARISON, SILENT_INITIATIVES)

PagePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]
Synonyms = tuple[tuple[Line, ...], ...]


class Same(Value):
    da: Synonyms = Field((), description="Ord, der er det samme for en, der søger på dansk: en linje for hver ting.")
    en: Synonyms = Field((), description="Det samme på engelsk.")

    def in_language(self, language: Language) -> Synonyms:
        synonyms: Synonyms = getattr(self, language.code, self.da)
        return synonyms


class Lead(Value):
    to: PagePath = Field(
        description="Sidens sti, fx penge eller initiativer/mit-overblik; aftaler/nyeste, sammenlign/nyeste eller"
        " initiativer/tavse, som er dem, den nyeste tekst ikke nævner."
    )
    asks: StrictBool = Field(
        False,
        description="Om ordene spørger til det, der står sammen med dem: »droppet«, »koster«. Så behøver en side "
        "ikke at have dem.",
    )
    da: tuple[Line, ...] = Field((), description="Danske ord, som siden skal findes med.")
    en: tuple[Line, ...] = Field((), description="Engelske ord, som siden skal findes med.")

    def in_language(self, language: Language) -> tuple[str, ...]:
        words: tuple[str, ...] = getattr(self, language.code, self.da)
        return words


class SearchWords(Value):
    """The file `_search.yaml`. A folder of snapshots can do without it."""

    same: Same = Field(Same(), description="Ord, der betyder det samme.")
    leads_to: tuple[Lead, ...] = Field((), description="Ord og den side, de fører til.")
