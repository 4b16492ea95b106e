"""Everything that a build is made from: the data, its history, and the site it is built for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from generator.comparing.analysis import Analysis
from generator.model.archive import Archive
from generator.model.beyond import Beyond, Everything, everything
from generator.model.language import DANISH, Language
from generator.model.verified import Verified
from generator.model.versions import DataVersion, Versions, data_version
from generator.record.entries import RecordChange
from generator.record.history import History


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
        return data_version(self.versions, self.archive)

    @cached_property
    def everything(self) -> Everything:
        """The same agreements with what other sources say laid over them."""
        return everything(self.archive, self.beyond)
