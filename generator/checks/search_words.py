"""Rules for the words that readers type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.checks.fault import Fault, ValuesCheck
from generator.model.agreement import Agreement, Register
from generator.model.archive import Archive
from generator.model.fields import Value
from generator.model.place import Place
from generator.model.search_words import PAGES, STAND_INS, SearchWords


def search_words_lead_to_pages(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure each line of words leads to a page that the site has: one whose agreement was taken away leads nowhere."""
    agreements = [value for value in values if isinstance(value, Agreement)]
    themes = (theme for value in values if isinstance(value, Register) for theme in value.themes)
    pages = {
        *PAGES,
        *STAND_INS,
        *(f"initiativer/{initiative.id}" for each in agreements for initiative in each.initiatives),
        *(f"aftaler/{agreement.id}" for agreement in agreements),
        *(f"temaer/{theme.id}" for theme in themes),
    }
    for lead in (lead for value in values if isinstance(value, SearchWords) for lead in value.leads_to):
        if lead.to not in pages:
            yield (
                lead.place.at("to"),
                f"no page {lead.to!r}. Use a path such as penge, initiativer/ and an id, or temaer/ and an id.",
            )


def search_words_stand_once(archive: Archive) -> Iterator[Fault]:
    """Ensure all words that lead to a page stand together."""
    first: dict[str, Place] = {}
    for lead in archive.search_words.leads_to:
        place = lead.place.at("to")
        if lead.to in first:
            yield place, f"{lead.to!r} is already on line {first[lead.to].line}. Put the words there."
        first.setdefault(lead.to, place)


SEARCH_CHECKS: tuple[Callable[[Archive], Iterator[Fault]], ...] = (search_words_stand_once,)
SEARCH_WARNINGS: tuple[ValuesCheck, ...] = (search_words_lead_to_pages,)
