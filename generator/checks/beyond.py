"""Rules for what other sources say, and for agreements that have not been read: no more than may be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks.fault import Fault, either
from generator.comparing.deadlines import dues
from generator.model.archive import Archive
from generator.model.beyond import OFFICIAL, Addition, Beyond, Claimed, Confirmation, OtherInitiative, everything
from generator.model.fields import walk
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
                remedy = f"Use {either(known)}." if known else "Remove of."
                yield count.place.at("of"), f"no other agreement {count.of!r}, read or unread. {remedy}"


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
                message = f"{initiative.id!r} is about {first[initiative.id]!r} in an earlier agreement."
                yield (initiative.place.at("about"), f"{message} Write the same here, or give this an id of its own.")


UNREAD_CHECKS: tuple[Callable[[Archive], Iterator[Fault]], ...] = (
    unread_ids_are_unique,
    unread_is_not_read,
    unread_comes_after_a_read_one,
    unread_is_known_to_exist,
    mentions_are_in_texts_that_were_read,
    counts_are_of_known_agreements,
    about_is_a_known_agreement,
)


_PRIMARY = OFFICIAL | {"agreement-copy"}
_VERDICTS = frozenset({"delayed", "evaluated", "closed"})


def other_ids_are_unique(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure no id is given twice, and no other source has the id of a text."""
    texts = {source.id for agreement in archive.agreements for source in agreement.sources}
    for kind, values in (
        ("source", beyond.sources),
        ("agreement", beyond.agreements),
        ("event", beyond.events),
        ("dispute", beyond.disputes),
    ):
        first: dict[str, Place] = {}
        for value in values:
            place = value.place.at("id")
            if value.id in first:
                yield (
                    place,
                    f"the {kind} {value.id!r} is already on line {first[value.id].line}. Give each its own id.",
                )
            elif kind == "source" and value.id in texts:
                yield place, f"{value.id!r} is the id of a text that was read. Give the other source its own."
            first.setdefault(value.id, place)


def other_sources_are_listed(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure everything points to a source that is listed: here, or for what is about an agreement in its snapshot."""
    listed = set(beyond.by_source)
    for overlay in beyond.agreements:
        yield from _unlisted(overlay, listed | _texts(archive, overlay.id))
        for source_id in overlay.primary:
            if source_id not in listed:
                yield overlay.place.at("primary"), f"no source {source_id!r} here. List it under sources."
    for event in beyond.events:
        yield from _unlisted(event, listed | _texts(archive, event.agreement))
    for dispute in beyond.disputes:
        yield from _unlisted(dispute, listed | _texts(archive, dispute.agreement))


def _texts(archive: Archive, agreement_id: str) -> set[str]:
    agreement = archive.by_id.get(agreement_id)
    return {source.id for source in agreement.sources} if agreement else set()


def _unlisted(whole: object, listed: set[str]) -> Iterator[Fault]:
    for value in walk(whole):
        named = [("source", getattr(value, "source", None))]
        named += [("also", each) for each in value.also] if isinstance(value, Claimed) else []
        named += [("sources", each) for each in value.sources] if isinstance(value, Confirmation) else []
        for key, source_id in named:
            if source_id is not None and source_id not in listed:
                yield (value.place.at(key), f"no source {source_id!r} here. List it under sources, or mend the id.")


def other_sources_are_about_something(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure what is said is about an agreement, an initiative and a fact that there are."""
    named = [(overlay.place.at("id"), overlay.id) for overlay in beyond.agreements]
    named += [(event.place.at("agreement"), event.agreement) for event in beyond.events]
    named += [(dispute.place.at("agreement"), dispute.agreement) for dispute in beyond.disputes]
    unknown = [(place, agreement_id) for place, agreement_id in named if agreement_id not in archive.by_id]
    for place, agreement_id in unknown:
        yield place, f"no agreement {agreement_id!r}. Use {either(archive.by_id)}."
    if not unknown:
        yield from _without_initiative(beyond, archive)


def _without_initiative(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    whole = everything(archive, beyond).archive
    for overlay in beyond.agreements:
        present = archive.initiatives[archive.position[overlay.id]]
        about: tuple[Addition | Confirmation, ...] = (*overlay.additions, *overlay.confirmations)
        for named in about:
            initiative = present.get(named.initiative)
            if initiative is None:
                yield (
                    named.place.at("initiative"),
                    f"no initiative {named.initiative!r} in {overlay.id!r}. Mend the id.",
                )
            elif isinstance(named, Confirmation) and named.fact not in (None, *(f.id for f in initiative.facts)):
                yield named.place.at("fact"), f"no fact {named.fact!r} in {named.initiative!r}. Mend the id."
        counts = {count.id for count in archive.by_id[overlay.id].counts}
        for other in overlay.initiatives:
            if other.id in present:
                yield (
                    other.place.at("id"),
                    f"the snapshot of {overlay.id!r} has {other.id!r}. Move this under additions.",
                )
            if other.counted_in is not None and other.counted_in not in counts:
                yield (other.place.at("counted_in"), f"no count {other.counted_in!r} in {overlay.id!r}. Mend the id.")
    for event in beyond.events:
        for initiative_id in event.initiatives:
            if initiative_id not in whole.initiative_ids:
                yield event.place.at("initiatives"), f"no initiative {initiative_id!r}. Mend the id."
    known = {due.id for due in dues(archive)}
    for entry in (*beyond.events, *beyond.disputes):
        for due_id in entry.deadlines:
            if due_id not in known:
                yield entry.place.at("deadlines"), f"no deadline or target {due_id!r}. Mend the id."
    for dispute in beyond.disputes:
        there = whole.initiatives[whole.position[dispute.agreement]]
        disputed = there.get(dispute.initiative) if dispute.initiative else None
        if dispute.initiative and disputed is None:
            yield (
                dispute.place.at("initiative"),
                f"no initiative {dispute.initiative!r} in {dispute.agreement!r}. Mend the id.",
            )
        elif dispute.fact and (disputed is None or dispute.fact not in {fact.id for fact in disputed.facts}):
            yield dispute.place.at("fact"), f"no fact {dispute.fact!r} there. Mend the id, or leave fact out."


def confirmed_is_earned(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure what is called confirmed has an official source, or another that says the same."""
    kinds = {source.id: source.kind for agreement in archive.agreements for source in agreement.sources}
    kinds |= {source.id: source.kind for source in beyond.sources}
    for value, sources in _claimed(beyond):
        if value.confidence == "confirmed" and not value.also and not {kinds.get(s) for s in sources} <= _PRIMARY:
            yield (
                value.place.at("confidence"),
                "confirmed by one source that is not official. Use single-source, or list another under also.",
            )


def _claimed(beyond: Beyond) -> Iterator[tuple[Claimed, set[str]]]:
    """What is claimed, with the sources it rests on itself."""
    for overlay in beyond.agreements:
        for initiative in overlay.initiatives:
            yield initiative, {initiative.source}
        for addition in overlay.additions:
            yield addition, {fact.source for fact in addition.facts}
    for event in beyond.events:
        yield event, {event.source}


def verdicts_are_official(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure no newspaper is made to say how something went: only an authority, a party, the law or parliament."""
    for event in beyond.events:
        source = beyond.by_source.get(event.source)
        if event.kind in _VERDICTS and source and source.kind not in OFFICIAL:
            yield (
                event.place.at("kind"),
                f"{event.kind} by a source of kind {source.kind}. Use an official source, or progress.",
            )


def events_are_told_afterwards(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure no event is dated after the source that tells of it, but what is planned."""
    for event in beyond.events:
        source = beyond.by_source.get(event.source)
        published = source.published if source else None
        if event.kind != "planned" and event.date and published and event.date.earliest > published.latest:
            yield (
                event.place.at("date"),
                f"{event.date} is after its source, which is of {published}. Mend one, or use kind: planned.",
            )


def official_titles_are_official(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure a title that is a newspaper's is not given as the agreement's own."""
    for value in walk(beyond.agreements):
        if isinstance(value, OtherInitiative) and value.heading == "official":
            source = beyond.by_source.get(value.source)
            if source and source.kind not in _PRIMARY:
                yield (
                    value.place.at("heading"),
                    f"official, but the source is of kind {source.kind}. Use press or ours.",
                )


BEYOND_CHECKS: tuple[Callable[[Beyond, Archive], Iterator[Fault]], ...] = (
    other_ids_are_unique,
    other_sources_are_listed,
    other_sources_are_about_something,
    confirmed_is_earned,
    verdicts_are_official,
    events_are_told_afterwards,
    official_titles_are_official,
)
