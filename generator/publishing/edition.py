"""Everything that a build is made from: the data, its history, and the site it is built for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.comparing.analysis import Analysis
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import DataVersion, Verified, Versions
from generator.model.beyond import Beyond, Everything, everything
from generator.model.fields import DANISH, Language
from generator.publishing.addresses import Site
from generator.record.history import History, RecordChange


@dataclass(frozen=True)
class Edition:
    archive: Archive
    history: History
    versions: Versions = field(default=Versions(), repr=False)
    site: Site = field(default_factory=Site)
    record: tuple[RecordChange, ...] = ()
    verified: Verified = field(default=Verified(), repr=False)
    beyond: Beyond = field(default=Beyond(), repr=False)
    languages: tuple[Language, ...] = (DANISH,)

    @cached_property
    def published_record(self) -> tuple[RecordChange, ...]:
        """The changes of what some published version had, so that a reader may have seen it otherwise."""
        return tuple(change for change in self.record if not (change.is_first or change.is_unpublished))

    @cached_property
    def analysis(self) -> Analysis:
        """What follows from the agreements alone."""
        return Analysis(self.archive)

    @cached_property
    def whole(self) -> Analysis:
        """What follows from them when other sources are counted in."""
        together = self.everything.archive
        return self.analysis if together is self.archive else Analysis(together)

    @cached_property
    def version(self) -> DataVersion | None:
        """The published version that this is, or was before its data changed; None before the first."""
        release = self.versions.latest
        if release is None:
            return None
        is_modified = archive_digest(self.archive) != release.digest
        return DataVersion(release.version, release.date.latest, release.commit, is_modified, release.languages)

    @cached_property
    def everything(self) -> Everything:
        """The same agreements with what other sources say laid over them."""
        return everything(self.archive, self.beyond)


def archive_digest(archive: Archive) -> str:
    """SHA-256 of what the snapshots say. Restyling a file, or a key left at its default, does not change it.

    Without agreements that nobody has read it is as it was before there were any.
    """
    agreements = sorted(archive.agreements, key=lambda agreement: agreement.id)
    plain = [
        value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for value in (*agreements, archive.register, *archive.unread)
    ]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# The day that stands for an agreement where a format demands a whole day: feeds (RFC 4287) and calendars (RFC 5545).
# It is never shown as the date of anything; what is shown keeps the precision of its source.

# For an archive that states no date at all; a reader sees at once that it is no date.
NO_DATE = date(1970, 1, 1)


def moment(archive: Archive, agreement: Agreement) -> date:
    """The day of the newest text about the agreement, as far as a text says it.

    Of a month or a year it is the last day, so that nothing is placed before it can have been said. Where no
    text is dated, it is the day of the agreement itself, then the one it holds from, then that of the
    agreement before it: what must be placed somewhere is placed in its order.
    """
    if agreement.published:
        return agreement.published.latest
    if agreement.agreed:
        return agreement.agreed.date.latest
    if agreement.effective:
        return agreement.effective.from_.earliest
    before = archive.by_id.get(agreement.follows or "")
    return moment(archive, before) if before else NO_DATE


def timestamp(day: date) -> str:
    """A day as RFC 3339 writes an instant: its first, in UTC, so that it does not depend on where we build."""
    return f"{day.isoformat()}T00:00:00Z"
