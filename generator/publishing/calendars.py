"""The deadlines as calendars (RFC 5545): one of all, and one for each initiative that has any.

A date is as wide in the calendar as in its source: »2021« fills the year, the end of 2021 is its last day,
and towards the end of 2021 fills the year, for how near the end is not said. Nothing here knows today's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from generator.comparing.figures import Due, first_day
from generator.model.agreement import DeadlineFact, Source
from generator.publishing import addresses
from generator.publishing.edition import Edition, moment
from generator.publishing.site_file import SiteAsset
from generator.wording.labels import COMMITMENTS, FACT_KINDS
from generator.wording.sentences import due_words, explained, text_words
from generator.wording.translator import Translator
from generator.wording.writing import date_words, quoted

ALL = "frister.ics"
# RFC 5545 has no way to write these.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def calendar_path(initiative_id: str) -> str:
    return f"{addresses.initiative(initiative_id)}frister.ics"


def dated(edition: Edition) -> tuple[Due, ...]:
    """What can stand in a calendar: every deadline, and every target with a year."""
    return tuple(due for due in edition.analysis.dues if due.by)


def calendars(t: Translator, edition: Edition) -> Iterator[SiteAsset]:
    """The calendar of everything, then those of single initiatives."""
    timed = dated(edition)
    yield SiteAsset(ALL, _calendar(t, edition, t("%(site)s: frister", site=edition.site.name), timed))
    by_initiative: dict[str, list[Due]] = {}
    for due in timed:
        by_initiative.setdefault(due.initiative.id, []).append(due)
    for initiative_id, dues in sorted(by_initiative.items()):
        name = f"{edition.site.name}: {t.text(edition.archive.latest(initiative_id).title)}"
        yield SiteAsset(calendar_path(initiative_id), _calendar(t, edition, name, dues))


def span(due: Due) -> tuple[date, date]:
    """The first and the last day that a deadline can mean; a period begins where the source says so."""
    by = due.by
    if by is None:
        raise ValueError(f"{due.fact.id} has no date")
    if not isinstance(due.fact, DeadlineFact):
        return by.earliest, by.latest
    return due.fact.starts.earliest if due.fact.starts else first_day(due.fact), by.latest


def _calendar(t: Translator, edition: Edition, name: str, dues: Iterable[Due]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_text(edition.site.name)}//Frister//{t.language.code.upper()}")
    calendar.add("version", "2.0")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(_text(" ".join(name.split()))))  # else the library takes it for finished
    measured = edition.history.latest
    note = t("Frister og måltal i teksterne om aftalerne. En dato er så bred som i sin kilde.")
    if measured:
        day = t.day(measured.date)
        passed = t("»Passeret« er opgjort pr. %(day)s og handler kun om kalenderen.", day=day)
        note = f"{note} {passed}"
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(note))
    for due in dues:
        calendar.add_component(_event(t, edition, due))
    return bytes(calendar.to_ical())


def _event(t: Translator, edition: Edition, due: Due) -> Event:
    fact, agreement, initiative = due.fact, due.agreement, due.initiative
    first, last = span(due)
    registered, changed, revisions = _clock(edition, due)
    theme = next(t.text(each.title) for each in edition.archive.register.themes if each.id == initiative.theme)
    when, value = due_words(t, due)
    measure = f"{t.label(FACT_KINDS, fact.kind)}: {value}, " if value else ""  # else a target reads as what was reached

    event = Event()
    host = edition.site.authority.partition(",")[0]
    # The same in another language is an event of its own: who has both calendars sees both.
    event.add("uid", f"{t.language.prefix}{agreement.id}/{initiative.id}/{fact.id}@{host}")
    event.add("dtstamp", changed)
    event.add("created", registered)
    event.add("last-modified", changed)
    event.add("sequence", revisions)
    event.add("dtstart", first)
    if last < date.max:  # without an end it is that one day, and after the last day of all there is none
        event.add("dtend", last + timedelta(days=1))  # exclusive
    event.add("summary", _text(f"{t.text(initiative.title)}: {measure}{t.text(fact.label)} ({when})"))
    event.add("description", _text("\n".join(_description(t, edition, due))))
    event.add("categories", [_text(_sort(t, due)), _text(theme)])
    event.add("transp", "TRANSPARENT")  # a deadline of others takes none of the reader's time
    if edition.site.url:
        page = addresses.fact(agreement.id, initiative.id, fact.id)
        event.add("url", edition.site.link(addresses.in_language(t, page)))
    return event


def _clock(edition: Edition, due: Due) -> tuple[datetime, datetime, int]:
    """When the snapshot was registered and last changed, and a number that grows when it changes.

    The number is the days between the two: git gives it without counting versions, and it never goes back.
    """
    record = edition.history.records.get(due.agreement.id)
    if record is None:
        day = _midnight(moment(edition.archive, due.agreement))
        return day, day, 0
    registered, changed = record.registered.date, record.changed.date
    return _midnight(registered), _midnight(changed), max((changed - registered).days, 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _sort(t: Translator, due: Due) -> str:
    return t("Gælder fra") if _is_beginning(due) else t.label(FACT_KINDS, due.fact.kind)


def _is_beginning(due: Due) -> bool:
    return isinstance(due.fact, DeadlineFact) and due.fact.bound == "from"


def _description(t: Translator, edition: Edition, due: Due) -> Iterator[str]:
    when, value = due_words(t, due)
    yield f"{_sort(t, due)}: {when}{f', {value}' if value else ''}. {t.label(COMMITMENTS, due.commitment)}."
    yield t("Står i %(text)s.", text=text_words(t, due.agreement))
    if due.fact.note:
        yield t.text(due.fact.note)
    if _is_beginning(due):
        yield t("Det er en begyndelse, ikke en frist.")
    first, last = span(due)
    if first != last:
        yield t("Her fylder datoen hele det tidsrum, som kilden nævner.")
    measured = edition.history.latest
    if due.is_passed(measured.date if measured else None):
        yield t("Passeret. Det siger ikke, om noget er nået.")
    source = next(s for s in due.agreement.sources if s.id == due.fact.source)
    phrase = f"{quoted(t, ' … '.join(due.fact.phrase))}{explained(t, due.fact.gloss)}"
    yield f"{phrase} ({_source_words(t, source)})"


def _source_words(t: Translator, source: Source) -> str:
    when = date_words(t, source.published) if source.published else t("uden dato")
    title = f"{quoted(t, source.title.da)}{explained(t, source.title.en)}"
    words = f"{t.text(source.publisher)}, {title}, {when}"
    return f"{words}, {source.url}" if source.url else words


def _text(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
