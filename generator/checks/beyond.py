"""Rules for what other sources say, and for agreements that have not been read: no more than may be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from generator.checks.fault import Fault, either, repeated
from generator.checks.numbers import Phrase, is_in, states_date
from generator.comparing.figures import dues
from generator.model.agreement import Agreed, Source
from generator.model.archive import Archive
from generator.model.beyond import OFFICIAL, Addition, Beyond, Claimed, Confirmation, Event, Overlay, everything
from generator.model.fields import Value, walk


def unread_ids_are_unique(archive: Archive) -> Iterator[Fault]:
    """Ensure no agreement is unread twice."""
    for unread_id, place, line in repeated((unread.id, unread.place.at("id")) for unread in archive.unread):
        yield place, f"{unread_id!r} is already on line {line}. Keep one of the two."


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
            yield unread.place, f"nothing shows that {unread.id!r} exists. Say where under mentioned_in or sources."


def mentions_are_in_texts_that_were_read(archive: Archive) -> Iterator[Fault]:
    """Ensure a mention names an agreement that was read and a source of it."""
    for mention in (mention for unread in archive.unread for mention in unread.mentioned_in):
        agreement = archive.by_id.get(mention.agreement)
        listed = [source.id for source in agreement.sources] if agreement else []
        if agreement is None:
            message = f"no agreement {mention.agreement!r}. Use {either(archive.by_id)}."
            yield mention.place.at("agreement"), message
        elif mention.source not in listed:
            message = f"no source {mention.source!r} in {agreement.id!r}. Use {either(listed)}."
            yield mention.place.at("source"), message


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
            about, place = initiative.about, initiative.place.at("about")
            if about and about not in known:
                yield place, f"no agreement {about!r}, read or unread. Use {either(known)}."
            elif about and about != first.setdefault(initiative.id, about):
                message = f"{initiative.id!r} is about {first[initiative.id]!r} in an earlier agreement."
                yield place, f"{message} Write the same here, or give this an id of its own."


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
    """Ensure no id is given twice, nothing is confirmed twice, and no other source has the id of a text."""
    texts = {source.id for agreement in archive.agreements for source in agreement.sources}
    ids = [("source", source.id, source.place) for source in beyond.sources]
    ids += [("agreement", overlay.id, overlay.place) for overlay in beyond.agreements]
    ids += [("event", event.id, event.place) for event in beyond.events]
    ids += [("dispute", dispute.id, dispute.place) for dispute in beyond.disputes]
    for (kind, value_id), place, line in repeated(((kind, value_id), place.at("id")) for kind, value_id, place in ids):
        yield place, f"the {kind} {value_id!r} is already on line {line}. Give each its own id."
    for overlay in beyond.agreements:
        confirmed = (((each.initiative, each.fact), each.place) for each in overlay.confirmations)
        for about, place, line in repeated(confirmed):
            of = "/".join(filter(None, about))
            yield place, f"{of!r} is already confirmed on line {line}. Name all its sources there."
    for source in {source.id: source for source in reversed(beyond.sources)}.values():
        if source.id in texts:
            message = f"{source.id!r} is the id of a text that was read. Give the other source its own."
            yield source.place.at("id"), message


def other_sources_are_listed(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure everything points to a source that is listed: here, or for what is about an agreement in its snapshot."""
    listed = set(beyond.by_source)
    for overlay in beyond.agreements:
        for source_id in set(overlay.primary) - listed:
            yield overlay.place.at("primary"), f"no source {source_id!r} here. List it under sources."
    wholes: list[tuple[Value, str]] = [(overlay, overlay.id) for overlay in beyond.agreements]
    wholes += [(event, event.agreement) for event in beyond.events]
    wholes += [(dispute, dispute.agreement) for dispute in beyond.disputes]
    for whole, agreement_id in wholes:
        agreement = archive.by_id.get(agreement_id)
        texts = {source.id for source in agreement.sources} if agreement else set()
        for value in walk(whole):
            for key, source_id in _named_sources(value):
                if source_id not in listed | texts:
                    message = f"no source {source_id!r} here. List it under sources, or mend the id."
                    yield value.place.at(key), message


def _named_sources(value: Value) -> Iterator[tuple[str, str]]:
    source_id = getattr(value, "source", None)
    if isinstance(source_id, str):
        yield "source", source_id
    yield from (("also", each) for each in (value.also if isinstance(value, Claimed) else ()))
    yield from (("sources", each) for each in (value.sources if isinstance(value, Confirmation) else ()))


def other_sources_are_about_something(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure what is said is about an agreement, an initiative and a fact that there are."""
    named = [(overlay.place.at("id"), overlay.id) for overlay in beyond.agreements]
    named += [(event.place.at("agreement"), event.agreement) for event in beyond.events]
    named += [(dispute.place.at("agreement"), dispute.agreement) for dispute in beyond.disputes]
    unknown = [(place, agreement_id) for place, agreement_id in named if agreement_id not in archive.by_id]
    for place, agreement_id in unknown:
        yield place, f"no agreement {agreement_id!r}. Use {either(archive.by_id)}."
    if not unknown:
        whole = everything(archive, beyond).archive
        yield from (fault for overlay in beyond.agreements for fault in _unknown_in_overlay(overlay, archive))
        yield from _unknown_in_events(beyond, whole)
        known = {due.id for due in dues(archive)}
        for entry in (*beyond.events, *beyond.disputes):
            for due_id in set(entry.deadlines) - known:
                yield entry.place.at("deadlines"), f"no deadline or target {due_id!r}. Mend the id."


def _unknown_in_overlay(overlay: Overlay, archive: Archive) -> Iterator[Fault]:
    present = archive.initiatives[archive.position[overlay.id]]
    about: tuple[Addition | Confirmation, ...] = (*overlay.additions, *overlay.confirmations)
    for named in about:
        initiative = present.get(named.initiative)
        if initiative is None:
            message = f"no initiative {named.initiative!r} in {overlay.id!r}. Mend the id."
            yield named.place.at("initiative"), message
        elif isinstance(named, Confirmation) and named.fact not in (None, *(f.id for f in initiative.facts)):
            yield named.place.at("fact"), f"no fact {named.fact!r} in {named.initiative!r}. Mend the id."
    counts = {None, *(count.id for count in archive.by_id[overlay.id].counts)}
    for other in overlay.initiatives:
        if other.id in present:
            message = f"the snapshot of {overlay.id!r} has {other.id!r}. Move this under additions."
            yield other.place.at("id"), message
        if other.counted_in not in counts:
            yield other.place.at("counted_in"), f"no count {other.counted_in!r} in {overlay.id!r}. Mend the id."


def _unknown_in_events(beyond: Beyond, whole: Archive) -> Iterator[Fault]:
    for event in beyond.events:
        for initiative_id in set(event.initiatives).difference(whole.initiative_ids):
            yield event.place.at("initiatives"), f"no initiative {initiative_id!r}. Mend the id."
    for dispute in beyond.disputes:
        there = whole.initiatives[whole.position[dispute.agreement]]
        disputed = there.get(dispute.initiative) if dispute.initiative else None
        if dispute.initiative and disputed is None:
            message = f"no initiative {dispute.initiative!r} in {dispute.agreement!r}. Mend the id."
            yield dispute.place.at("initiative"), message
        elif dispute.fact and (disputed is None or dispute.fact not in {fact.id for fact in disputed.facts}):
            yield dispute.place.at("fact"), f"no fact {dispute.fact!r} there. Mend the id, or leave fact out."


def confirmed_is_earned(beyond: Beyond, archive: Archive) -> Iterator[Fault]:
    """Ensure what is called confirmed has an official source, or another that says the same."""
    kinds = {source.id: source.kind for agreement in archive.agreements for source in agreement.sources}
    kinds |= {source.id: source.kind for source in beyond.sources}
    claimed: list[tuple[Claimed, set[str]]] = [(event, {event.source}) for event in beyond.events]
    for overlay in beyond.agreements:
        claimed += [(initiative, {initiative.source}) for initiative in overlay.initiatives]
        claimed += [(addition, {fact.source for fact in addition.facts}) for addition in overlay.additions]
    for value, sources in claimed:
        if value.confidence == "confirmed" and not value.also and not {kinds.get(s) for s in sources} <= _PRIMARY:
            remedy = "Use single-source, or list another under also."
            yield value.place.at("confidence"), f"confirmed by one source that is not official. {remedy}"


def verdicts_are_official(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure no newspaper is made to say how something went: only an authority, a party, the law or parliament."""
    for event in beyond.events:
        source = beyond.by_source.get(event.source)
        if event.kind in _VERDICTS and source and source.kind not in OFFICIAL:
            remedy = "Use an official source, or progress."
            yield event.place.at("kind"), f"{event.kind} by a source of kind {source.kind}. {remedy}"


def events_are_told_afterwards(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure no event is dated after the source that tells of it, but what is planned."""
    for event in beyond.events:
        source = beyond.by_source.get(event.source)
        published = source.published if source else None
        if event.kind != "planned" and event.date and published and event.date.earliest > published.latest:
            message = f"{event.date} is after its source, which is of {published}."
            yield event.place.at("date"), f"{message} Mend one, or use kind: planned."


def event_dates_stand_in_phrase(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure an event has the date of its phrase or its source's own, or no day where the phrase is of a later year."""
    for event in beyond.events:
        stated, source = Phrase.of(event.phrase).moments, beyond.by_source.get(event.source)
        years = [moment.years for moment in stated if moment.years]
        published = source.published if source else None
        if event.date is None or (
            published and event.date.earliest <= published.earliest <= published.latest <= event.date.latest
        ):
            continue
        is_yet_to_be = all(first > event.date.year for first, _ in years)
        if event.date.day or not is_yet_to_be:
            is_stated = states_date(stated, event.date) if years else any(is_in(each, event.date) for each in stated)
            if not is_stated:
                message = f"{event.date} does not stand in the phrase."
                yield event.place.at("date"), f"{message} Mend it, or choose words that hold it."


def official_titles_are_official(beyond: Beyond, _: Archive) -> Iterator[Fault]:
    """Ensure a title that is a newspaper's is not given as the agreement's own."""
    for initiative in (initiative for overlay in beyond.agreements for initiative in overlay.initiatives):
        source = beyond.by_source.get(initiative.source)
        if initiative.heading == "official" and source and source.kind not in _PRIMARY:
            message = f"official, but the source is of kind {source.kind}. Use press or ours."
            yield initiative.place.at("heading"), message


def nothing_is_from_the_future(values: Sequence[Value], today: date) -> Iterator[Fault]:
    """Ensure no source, agreement or event is of a day to come, but what is planned."""
    for part in (part for value in values for part in walk(value)):
        is_planned = isinstance(part, Event) and part.kind == "planned"
        for key in () if is_planned else ("published", "date"):
            stated = getattr(part, key, None) if isinstance(part, Source | Agreed | Event) else None
            if stated and stated.earliest > today:
                yield part.place.at(key), f"{stated} is yet to come. Mend the date."


BEYOND_CHECKS: tuple[Callable[[Beyond, Archive], Iterator[Fault]], ...] = (
    other_ids_are_unique,
    other_sources_are_listed,
    other_sources_are_about_something,
    confirmed_is_earned,
    verdicts_are_official,
    events_are_told_afterwards,
    event_dates_stand_in_phrase,
    official_titles_are_official,
)
