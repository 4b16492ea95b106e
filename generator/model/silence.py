"""What left in silence, and stays to be searched for until it comes back or a text says what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model.agreement import Agreement, Search, StillSilent


def left_in_silence(agreements: Sequence[Agreement]) -> Iterator[Mapping[str, Search]]:
    """For each agreement, oldest first, and for one after them: what left in silence before it, oldest first.

    Each with what it was searched for when it left; that is searched for again.
    """
    silent: dict[str, Search] = {}
    known: dict[str, int] = {}
    before: frozenset[str] = frozenset()
    for agreement in agreements:
        yield {each: silent[each] for each in sorted(silent, key=known.__getitem__)}
        present = frozenset(initiative.id for initiative in agreement.initiatives)
        for initiative in agreement.initiatives:
            known.setdefault(initiative.id, len(known))
        for back in present | taken_over(agreement):
            silent.pop(back, None)
        # Of two with one id, which a check refuses, the first counts.
        for departure in reversed(agreement.not_continued):
            if departure.search is None:
                silent.pop(departure.id, None)  # a later text may say what became of it
            elif departure.id in before - present - taken_over(agreement):
                silent[departure.id] = departure.search
        before = present
    yield {each: silent[each] for each in sorted(silent, key=known.__getitem__)}


def taken_over(agreement: Agreement) -> frozenset[str]:
    """The older initiatives that something in the agreement takes over from."""
    links = (link for initiative in agreement.initiatives for link in initiative.from_)
    return frozenset(link.id for link in links if link.relation != "spun-off")


def with_silences(agreements: Sequence[Agreement]) -> Iterator[Agreement]:
    """The agreements, each with all that left in silence earlier and is not in it, whether its file says so or not.

    A file says only of what was found as something else what that is.
    """
    for agreement, silent in zip(agreements, left_in_silence(agreements), strict=False):
        stated = {silent.id for silent in agreement.still_not_mentioned}
        stated |= {departure.id for departure in agreement.not_continued}
        here = {initiative.id for initiative in agreement.initiatives} | taken_over(agreement)
        place = agreement.place.at("still_not_mentioned")
        more = [StillSilent(id=each, place=place) for each in silent if each not in stated | here]
        yield (
            agreement.model_copy(update={"still_not_mentioned": (*agreement.still_not_mentioned, *more)})
            if more
            else agreement
        )
