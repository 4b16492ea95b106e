"""Rules for how the snapshots follow one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from generator.checks.fault import Fault, either
from generator.model.agreement import Agreement


def agreement_ids_are_unique(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure two snapshots are never of the same agreement."""
    for agreement_id, count in Counter(a.id for a in agreements).items():
        if count > 1:
            for agreement in agreements:
                if agreement.id == agreement_id:
                    yield agreement.place.at("id"), f"{count} files have the id {agreement_id!r}. Keep one."


def follows_exists(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure `follows` names an agreement that is here."""
    known = [agreement.id for agreement in agreements]
    for agreement in agreements:
        if agreement.follows and agreement.follows not in known:
            yield (agreement.place.at("follows"), f"no agreement {agreement.follows!r}. Use {either(sorted(known))}.")


def follows_is_one_chain(agreements: Sequence[Agreement]) -> Iterator[Fault]:
    """Ensure exactly one agreement comes first, each is followed by at most one, and none follows itself."""
    if len({agreement.id for agreement in agreements}) < len(agreements):
        return  # which of two is followed cannot be said
    cycles = {agreement.id: cycle for agreement in agreements if (cycle := _cycle(agreement, agreements))}
    followed = Counter(agreement.follows for agreement in agreements if agreement.id not in cycles)
    for agreement in agreements:
        place = agreement.place.at("follows")
        if agreement.id in cycles:
            yield place, f"follows goes in a circle: {' → '.join(cycles[agreement.id])}. Break it."
        elif followed[agreement.follows] > 1:
            others = ", ".join(a.id for a in agreements if a.follows == agreement.follows and a is not agreement)
            after = f"follows {agreement.follows!r}" if agreement.follows else "follows nothing"
            yield place, f"{agreement.id!r} {after}, and so does {others}. Put one after the other."


def _cycle(agreement: Agreement, agreements: Sequence[Agreement]) -> list[str]:
    """The way from an agreement back to itself along `follows`, or nothing."""
    follows = {a.id: a.follows for a in agreements}
    way = [agreement.id]
    before = agreement.follows
    while before in follows and before not in way:
        way.append(before)
        before = follows[before]
    return [*way, agreement.id] if before == agreement.id else []


CHAIN_CHECKS: tuple[Callable[[Sequence[Agreement]], Iterator[Fault]], ...] = (
    agreement_ids_are_unique,
    follows_exists,
    follows_is_one_chain,
)
