"""Which of the two records a page shows: what the texts say alone, or everything, with what other sources say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.comparing.comparison import all_comparisons
from generator.comparing.initiative_history import InitiativeHistory, histories
from generator.publishing import addresses
from generator.publishing.edition import Edition


@dataclass(frozen=True)
class View:
    """The pages of a view lie below `prefix`. `own` are the addresses it has a page of its own for.

    An address that it has none for is the same in both views, and leads to the page of the texts. `only` are
    those that the texts have no page for.
    """

    prefix: str = ""
    own: frozenset[str] = field(default=frozenset(), repr=False)
    only: frozenset[str] = field(default=frozenset(), repr=False)

    def leads_to(self, target: str) -> str:
        """Where a link to *target*, an address of the texts' pages, leads from a page of this view."""
        page, hash_, anchor = target.partition("#")
        return f"{self.prefix if page in self.own else ''}{page}{hash_}{anchor}"


def view_of_everything(edition: Edition, lives: Mapping[str, InitiativeHistory]) -> View:
    """The view with other sources: every agreement and comparison, and the initiatives and facts that differ."""
    whole = edition.everything.archive
    if not edition.beyond.agreements:
        return View(addresses.OTHERS)
    own = {addresses.agreement(agreement.id) for agreement in whole.agreements}
    own |= {addresses.comparison(c.old.id, c.new.id) for c in all_comparisons(whole)}
    confirmed = {initiative_id for _, initiative_id, _ in edition.everything.confirmations}
    disputed = {dispute.initiative for dispute in edition.beyond.disputes}
    for life in histories(whole).values():
        if life.id in confirmed | disputed or not _is_same(life, lives.get(life.id)):
            own.add(addresses.initiative(life.id))
    only = {addresses.fact(a, i, f) for a, i, f in edition.everything.claims if f is not None}
    only |= {addresses.initiative(i) for i in whole.initiative_ids if i not in lives}
    return View(addresses.OTHERS, frozenset(own | only), frozenset(only))


def pages_with_a_twin(edition: Edition, lives: Mapping[str, InitiativeHistory]) -> frozenset[str]:
    """Pages with other sources that the search passes over: it finds the page of the texts, or its initiative."""
    view = view_of_everything(edition, lives)
    facts = {addresses.fact(a, i, f) for a, i, f in edition.everything.claims if f is not None}
    return frozenset(view.prefix + address for address in (view.own - view.only) | facts)


def _is_same(life: InitiativeHistory, other: InitiativeHistory | None) -> bool:
    """Whether an initiative's page would say the same. What an agreement says elsewhere makes no difference."""
    if other is None or len(life.chapters) != len(other.chapters):
        return False
    return all(
        (a.initiative, a.outcome, a.departure, a.silence) == (b.initiative, b.outcome, b.departure, b.silence)
        for a, b in zip(life.chapters, other.chapters, strict=True)
    )


def told_of(edition: Edition, view: View) -> dict[str, Any]:
    """What templates ask for when they mark what other sources say. In the view of the texts they say nothing."""
    everything = edition.everything
    is_everything = bool(view.prefix)
    return {
        "is_everything": is_everything,
        "claims": everything.claims if is_everything else {},
        "confirmations": everything.confirmations if is_everything else {},
        "disputes_of": everything.disputes_of if is_everything else lambda *_: (),
        "events_of": everything.events_of,
    }
