"""Rules for agreements that have not been read: that they exist, where they stand, and that they are still unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks.fault import Fault, either
from generator.model.archive import Archive
from generator.model.place import Place


def unread_ids_are_unique(archive: Archive) -> Iterator[Fault]:
    """Ensure no agreement is unread twice."""
    first: dict[str, Place] = {}
    for unread in archive.unread:
        place = unread.place.at("id")
        if unread.id in first:
            yield place, f"{unread.id!r} is already on line {first[unread.id].line}. Keep one of the two."
        first.setdefault(unread.id, place)


def unread_is_not_read(archive: Archive) -> Iterator[Fault]:
    """Ensure an agreement that has been read is no longer listed as unread."""
    for unread in archive.unread:
        if unread.id in archive.by_id:
            yield unread.place.at("id"), f"{unread.id!r} has a snapshot, so it has been read. Remove it here."


def unread_comes_after_a_read_one(archive: Archive) -> Iterator[Fault]:
    """Ensure each stands after an agreement that was read."""
    for unread in archive.unread:
        if unread.after not in archive.by_id:
            yield unread.place.at("after"), f"no agreement {unread.after!r}. Use {either(archive.by_id)}."


def unread_is_known_to_exist(archive: Archive) -> Iterator[Fault]:
    """Ensure something shows that an unread agreement exists."""
    for unread in archive.unread:
        if not unread.mentioned_in and not unread.sources:
            yield (unread.place, f"nothing shows that {unread.id!r} exists. Say where under mentioned_in or sources.")


def mentions_are_in_texts_that_were_read(archive: Archive) -> Iterator[Fault]:
    """Ensure a mention names an agreement that was read and a source of it."""
    for unread in archive.unread:
        for mention in unread.mentioned_in:
            agreement = archive.by_id.get(mention.agreement)
            if agreement is None:
                yield (
                    mention.place.at("agreement"),
                    f"no agreement {mention.agreement!r}. Use {either(archive.by_id)}.",
                )
            elif mention.source not in {source.id for source in agreement.sources}:
                known = either(source.id for source in agreement.sources)
                yield (mention.place.at("source"), f"no source {mention.source!r} in {agreement.id!r}. Use {known}.")


def counts_are_of_known_agreements(archive: Archive) -> Iterator[Fault]:
    """Ensure a number that is said to be of another agreement names one that is known, read or not."""
    for agreement in archive.agreements:
        known = {each.id: None for each in archive.chain if each.id != agreement.id}
        for count in agreement.counts:
            if count.of is not None and count.of not in known:
                told = f"Use {either(known)}." if known else "Remove of."
                yield count.place.at("of"), f"no other agreement {count.of!r}, read or unread. {told}"


def about_is_a_known_agreement(archive: Archive) -> Iterator[Fault]:
    """Ensure what a text says of an agreement names one that is known, and no other than an earlier text does."""
    known = {each.id: None for each in archive.chain}
    first: dict[str, str] = {}
    for agreement in archive.agreements:
        for initiative in agreement.initiatives:
            about = initiative.about
            if about is None:
                continue
            if about not in known:
                yield (initiative.place.at("about"), f"no agreement {about!r}, read or unread. Use {either(known)}.")
            elif about != first.setdefault(initiative.id, about):
                told = f"{initiative.id!r} is about {first[initiative.id]!r} in an earlier agreement."
                yield (initiative.place.at("about"), f"{told} Write the same here, or give this an id of its own.")


UNREAD_CHECKS: tuple[Callable[[Archive], Iterator[Fault]], ...] = (
    unread_ids_are_unique,
    unread_is_not_read,
    unread_comes_after_a_read_one,
    unread_is_known_to_exist,
    mentions_are_in_texts_that_were_read,
    counts_are_of_known_agreements,
    about_is_a_known_agreement,
)
