"""What stands at an address whose thing is gone: a page, or a line on the page that it was on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from generator.comparing.analysis import Analysis
from generator.publishing import addresses
from generator.publishing.cards import card_path
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.releasing.tombstones import Tombstone, tombstones
from generator.wording.catalogue import _


def tombstone_pages(page: Callable[..., SiteFile], edition: Edition) -> Iterator[SiteFile]:
    """A page at each address that was a page and is none any more. None has a card of its own."""
    stones = tombstones(edition.versions, edition.analysis)
    for stone in stones:
        if stone.is_page:
            inside = [other for other in stones if other.page == stone.page and not other.is_page]
            title = _("Ikke længere i brug: »%(id)s«", id=stone.id)
            told = _("Her stod noget, som har fået en ny plads eller er taget ud.")
            made = page(
                _path(stone),
                "tombstone",
                title,
                told,
                stone=stone,
                inside=inside,
                name=title_of(edition.analysis),
            )
            yield replace(made, card=card_path("index.md"))


def stones_of(edition: Edition) -> Callable[[str], list[Tombstone]]:
    """For a page that is in use, what stood on it and is gone."""
    stones = tombstones(edition.versions, edition.analysis)
    return lambda page: [stone for stone in stones if stone.page == page]


def facts_gone(edition: Edition) -> Callable[[list[str]], list[Tombstone]]:
    """The retired facts that may have stood in a table of those kinds: what took their place tells which."""
    stones = [stone for stone in tombstones(edition.versions, edition.analysis) if stone.kind == "fact"]
    kinds: dict[str | None, str] = {
        addresses.fact(agreement.id, initiative.id, fact.id): fact.kind
        for agreement in edition.archive.agreements
        for initiative in agreement.initiatives
        for fact in initiative.facts
    }
    return lambda wanted: [stone for stone in stones if kinds.get(stone.target, wanted[0]) in wanted]


def pages_gone(edition: Edition) -> frozenset[str]:
    """The paths of the tombstones; a search for what is in use should not find them."""
    stones = tombstones(edition.versions, edition.analysis)
    return frozenset(_path(stone) for stone in stones if stone.is_page)


def _path(stone: Tombstone) -> str:
    return f"{stone.address.rstrip('/')}.md"


def title_of(analysis: Analysis) -> Callable[[Tombstone], str]:
    """What the thing is called that took the place of another; everything is gone through when that is first asked."""
    titles = cache(partial(_titles, analysis))

    def name(stone: Tombstone) -> str:
        return str(titles()[stone.target]) if stone.target else ""

    return name


def _titles(analysis: Analysis) -> dict[str, Any]:
    archive = analysis.archive
    titles: dict[str, Any] = {}
    for permanent in addresses.permanents(analysis):
        ids = permanent.id.split("/")
        match permanent.kind:
            case "agreement":
                title = archive.by_id[ids[0]].title.words
            case "initiative":
                title = archive.latest(ids[0]).title.words
            case "presence" | "fact":
                here = archive.initiatives[archive.position[ids[0]]][ids[1]]
                facts = {fact.id: fact.label.words for fact in here.facts}
                title = here.title.words if permanent.kind == "presence" else facts[ids[2]]
                title = f"{title} ({archive.by_id[ids[0]].short.words})"
            case "comparison" | "finding":
                title = f"{archive.by_id[ids[0]].short.words} → {archive.by_id[ids[1]].short.words}"
        titles[permanent.address] = title
    return titles
