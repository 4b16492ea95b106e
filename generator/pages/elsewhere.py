"""What other sources say, for the place it concerns: beside what a text says, and where a text says nothing.

The texts alone make every status and every count. What stands here is marked ◇ and is never counted in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.outcomes import Group
from generator.model.agreement import Agreement, Departure
from generator.model.beyond import Addition, Confirmation, Dispute, OtherInitiative
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.catalogue import _
from generator.wording.sentences import elsewhere_words

Place = tuple[str, str]


@dataclass(frozen=True)
class Elsewhere:
    """What other sources say of one initiative in one agreement.

    `initiative` is only there where the text does not have it. `agreement` is the one that has the other sources
    among its own.
    """

    agreement: Agreement
    initiative: OtherInitiative | None
    additions: tuple[Addition, ...]
    confirmations: tuple[Confirmation, ...]
    disputes: tuple[Dispute, ...]
    departure: Departure | None


def by_place(edition: Edition) -> Mapping[Place, Elsewhere]:
    """What other sources say, by agreement and initiative; nothing where they say nothing."""
    whole, result = edition.everything.archive, {}
    for overlay in edition.beyond.agreements:
        agreement = whole.by_id.get(overlay.id)
        if agreement is None:
            continue
        initiatives = {initiative.id: initiative for initiative in overlay.initiatives}
        departures = {departure.id: departure for departure in overlay.not_continued if departure.note}
        told = [a.initiative for a in overlay.additions] + [c.initiative for c in overlay.confirmations]
        disputed = [
            d.initiative for d in edition.beyond.disputes if d.agreement == overlay.id and d.initiative
        ]
        for i in dict.fromkeys((*initiatives, *told, *disputed, *departures)):
            result[overlay.id, i] = Elsewhere(
                agreement,
                initiatives.get(i),
                tuple(addition for addition in overlay.additions if addition.initiative == i),
                tuple(confirmation for confirmation in overlay.confirmations if confirmation.initiative == i),
                edition.everything.disputes_of(overlay.id, i),
                departures.get(i),
            )
    return result


def fates(edition: Edition) -> Mapping[str, str]:
    """In a sentence, where each initiative that no text has is found when other sources are counted in."""
    texts = set(edition.archive.initiative_ids)
    return {
        life.id: elsewhere_words(life, len(edition.archive.agreements))
        for life in edition.whole.histories.values()
        if life.id not in texts
    }


def address_of(edition: Edition, initiative_id: str) -> str:
    """The page of an initiative, or where the newest agreement that has it in another source lists it."""
    if initiative_id in edition.archive.initiative_ids:
        return addresses.initiative(initiative_id)
    whole = edition.everything.archive
    return addresses.elsewhere(whole.agreements[whole.appearances(initiative_id)[-1]].id, initiative_id)


def counted_with_others(edition: Edition, comparison: Comparison) -> str:
    """What the numbers of a comparison would be with other sources, as a list; empty where they are the same."""
    whole = edition.whole.comparison(comparison.old.id, comparison.new.id)
    numbers = _counts(whole)
    if numbers == _counts(comparison):
        return ""
    return _(
        "%(gone)s ikke videreført, %(carried)s videreført og %(added)s tilføjet",
        gone=numbers[Group.NOT_CARRIED],
        carried=numbers[Group.CARRIED],
        added=numbers[Group.ADDED],
    )


def _counts(comparison: Comparison) -> Mapping[Group, int]:
    return {group: comparison.count(group) for group in (Group.NOT_CARRIED, Group.CARRIED, Group.ADDED)}


def contradictions(
    told: Mapping[Place, Elsewhere], comparison: Comparison, finding: Finding
) -> list[Elsewhere]:
    """Where one of the two texts is silent of what a finding is about, and another source has it in that agreement."""
    places = [
        (agreement.id, i)
        for agreement in (comparison.old, comparison.new)
        for i in dict.fromkeys((*finding.olds, *finding.news))
    ]
    return [told[place] for place in places if place in told and told[place].initiative]
