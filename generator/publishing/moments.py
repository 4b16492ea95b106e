"""The day that stands for an agreement where a format demands a whole day: feeds (RFC 4287) and calendars (RFC 5545).

It is never shown as the date of anything; what is shown keeps the precision of its source.
"""

from __future__ import annotations

from datetime import date

from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.values import PartialDate

# For an archive that states no date at all; a reader sees at once that it is no date.
NO_DATE = date(1970, 1, 1)


def moment(archive: Archive, agreement: Agreement) -> date:
    """The day of the newest text about the agreement, as far as a text says it.

    Of a month or a year it is the last day, so that nothing is placed before it can have been said. Where no
    text is dated, it is the day of the agreement itself, then the one it holds from, then that of the
    agreement before it: what must be placed somewhere is placed in its order.
    """
    published = published_date(agreement)
    if published:
        return published.latest
    if agreement.agreed:
        return agreement.agreed.date.latest
    if agreement.effective:
        return agreement.effective.from_.earliest
    before = archive.by_id.get(agreement.follows or "")
    return moment(archive, before) if before else NO_DATE


def published_date(agreement: Agreement) -> PartialDate | None:
    """When the newest dated text about the agreement was published, in the precision it states."""
    dates = [source.published for source in agreement.sources if source.published]
    return max(dates, key=lambda published: published.latest, default=None)


def timestamp(day: date) -> str:
    """A day as RFC 3339 writes an instant: its first, in UTC, so that it does not depend on where we build."""
    return f"{day.isoformat()}T00:00:00Z"
