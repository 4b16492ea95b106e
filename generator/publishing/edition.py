"""Everything that a build is made from: the data, its history, and the site it is built for."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.comparing.analysis import Analysis
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import DataVersion, Verified, Versions
from generator.model.beyond import Beyond, Everything, everything
from generator.model.fields import DANISH, Language
from generator.model.place import GeneratorError, visible
from generator.model.values import PartialDate
from generator.record.history import History, RecordChange

# Without user data, a query or a place on the page: all of ours is put behind it.
_ADDRESS = re.compile(r"https?://(?P<host>[^\s<>\"'/?#@]+?)(:\d+)?(/[^\s<>\"'?#@]*)?")
_MAIL = re.compile(r"[^\s<>\"'/?&:@]+@[^\s<>\"'/?&:@]+")
_AUTHORITY = re.compile(r"[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?")  # RFC 4151
# Names that nobody can hold (RFC 2606, RFC 6761), and machines by their number.
_RESERVED = re.compile(r"(.*\.)?(example(\.(com|net|org))?|invalid|localhost|test)|[\d.]+|.*:.*")


@dataclass(frozen=True)
class Site:
    """The site as a place in the world: where it is, and who answers for it.

    `url` ends with a slash; it is empty when the build has no address of its own, and then every link stays
    relative to the root of the site. `authority` names us in ids that must never change (RFC 4151), so it
    does not follow the address; it is a reserved name until the site has one.
    """

    url: str = ""
    name: str = "Aftalespor"
    publisher: str = "Holdet bag Aftalespor"
    mail: str = ""
    issues: str = ""
    authority: str = "aftalespor.example,2026"

    @classmethod
    def at(cls, url: str, **more: str) -> Site:
        """The site at *url*, with or without its last slash; raise GeneratorError where something is no address."""
        site = cls(f"{url.rstrip('/')}/" if url else "", **more)
        for name, value in (("SITE_URL", site.url), ("ISSUES_URL", site.issues)):
            if value and not _ADDRESS.fullmatch(value):
                raise GeneratorError(f"{name} is {visible(value)}. Give an address such as https://spor.example/.")
        if site.mail and not _MAIL.fullmatch(site.mail):
            raise GeneratorError(f"CONTACT_MAIL is {visible(site.mail)}. Give an address such as ret@spor.example.")
        example = "a name that is ours and the year from which it is: spor.dk,2026"
        if not _AUTHORITY.fullmatch(site.authority):
            raise GeneratorError(f"TAG_AUTHORITY is {visible(site.authority)}. Give {example}.")
        if site.is_public and _RESERVED.fullmatch(site.authority.partition(",")[0]):
            name = f"TAG_AUTHORITY is {site.authority}, a name that nobody holds"
            message = f"{name}, and the ids of all that {site.url} publishes would carry it for ever."
            raise GeneratorError(f"{message} Give {example}, as authority in mkdocs.yml or in the environment.")
        return site

    @property
    def is_public(self) -> bool:
        """Whether the address is one that readers may come to, and none for trying things out."""
        address = _ADDRESS.fullmatch(self.url)
        return address is not None and not _RESERVED.fullmatch(address["host"].lower())

    def link(self, address: str) -> str:
        """Return an address as it stands in what leaves the site: feeds, exports, citations."""
        return self.url + address


NO_ADDRESS = (
    "The site has no address of its own, so the links in its feeds and in the catalogue of data lead nowhere in most"
    " programs. Before you publish it, build it with SITE_URL (or --site-url)."
)


@dataclass(frozen=True)
class Edition:
    archive: Archive
    history: History
    versions: Versions = field(default=Versions(), repr=False)
    site: Site = Site()
    record: tuple[RecordChange, ...] = ()
    verified: Verified = field(default=Verified(), repr=False)
    beyond: Beyond = field(default=Beyond(), repr=False)
    languages: tuple[Language, ...] = (DANISH,)

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
