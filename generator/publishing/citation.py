"""How to refer to a page of ours so that the reference still means the same next year.

A reference points to the frozen copy of the page when its version is published as it is; else to the page itself,
with the commit of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator.comparing.initiative_history import InitiativeHistory, histories
from generator.model.agreement import Agreement, Source
from generator.model.fields import Text
from generator.model.statements import Statement, statements
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.citation_words import sort_of
from generator.wording.fact_words import fact_words


@dataclass(frozen=True)
class Standing:
    """Which state of the data is referred to. All are None where neither a version nor a commit is known.

    `is_dirty` when the data was changed after the commit and is in none; then there is no day either.
    """

    day: date | None = None
    version: str | None = None
    commit: str | None = None
    is_dirty: bool = False

    @property
    def number(self) -> str | None:
        """The version as one word; build metadata after the plus says that the data has moved on since."""
        return f"{self._committed}.uregistreret" if self._committed and self.is_dirty else self._committed

    @property
    def _committed(self) -> str | None:
        if self.version and self.commit:
            return f"{self.version}+{self.commit}"
        return self.version or self.commit

    @property
    def words(self) -> str:
        """The version as a Dane reads it in a note."""
        named = "Dataversion" if self.version else "Commit"
        later = ", med ændringer, der endnu ikke er registreret" if self.is_dirty else ""
        return f"{named} {self._committed}{later}" if self._committed else ""


@dataclass(frozen=True)
class Citation:
    """What a reference says. `page` is where the page is from the root of the site, `key` is made of ids.

    `address` is where the reference points: whole when the site has an address, else from its root.
    """

    key: str
    page: str
    title: Text
    address: str
    standing: Standing
    author: str
    site: str
    is_frozen: bool = False
    source: Source | None = None

    @property
    def is_whole(self) -> bool:
        return self.address.startswith(("https://", "http://"))


def cited(edition: Edition) -> Iterator[tuple[str, Callable[[], Citation]]]:
    """For each agreement, comparison, initiative and fact its page, and what makes the citation of it."""
    archive = edition.archive
    for agreement in archive.agreements:
        yield addresses.agreement(agreement.id), partial(of_agreement, edition, agreement)
    for old, new in archive.pairs():
        yield addresses.comparison(old.id, new.id), partial(of_pair, edition, old, new)
    for life in histories(archive).values():
        yield addresses.initiative(life.id), partial(of_initiative, edition, life)
    for statement in statements(archive):
        page = addresses.fact(statement.agreement.id, statement.initiative.id, statement.fact.id)
        yield page, partial(of_fact, edition, statement)


def of_agreement(edition: Edition, agreement: Agreement) -> Citation:
    title = Text(
        da=f"{agreement.title.da}: initiativer og belæg",
        en=f"{english(agreement.title)}: initiatives and evidence",
    )
    key = f"agreement:{agreement.id}"
    return _citation(edition, key, addresses.agreement(agreement.id), title)


def of_pair(edition: Edition, old: Agreement, new: Agreement) -> Citation:
    title = Text(
        da=f"{old.short.da} → {new.short.da}: hvad blev der af initiativerne?",
        en=f"{english(old.short)} → {english(new.short)}: what became of the initiatives?",
    )
    key = f"comparison:{old.id}:{new.id}"
    return _citation(edition, key, addresses.comparison(old.id, new.id), title)


def of_initiative(edition: Edition, life: InitiativeHistory) -> Citation:
    heading = life.latest.title
    title = Text(da=f"{heading.da} gennem aftalerne", en=f"{english(heading)} through the agreements")
    return _citation(edition, f"initiative:{life.id}", addresses.initiative(life.id), title)


def of_fact(edition: Edition, statement: Statement) -> Citation:
    parties = {party.id: party.title.da for party in edition.archive.register.parties}
    value = fact_words(statement.fact, parties)
    fact, initiative, agreement = statement.fact, statement.initiative, statement.agreement
    added = "" if value == fact.label.da else f": {value}"
    sort = sort_of(fact, fact.commitment or initiative.commitment)
    danish, foreign = (f"{sort.da}: ", f"{english(sort)}: ") if sort else ("", "")
    title = Text(
        da=f"{danish}{fact.label.da}{added} ({initiative.title.da}, {agreement.short.da})",
        en=f"{foreign}{english(fact.label)}{added} ({english(initiative.title)}, {english(agreement.short)})",
    )
    key = f"fact:{statement.id.replace('/', ':')}"
    page = addresses.fact(agreement.id, initiative.id, fact.id)
    return _citation(edition, key, page, title, source=statement.source)


def standing_of(edition: Edition) -> Standing:
    """The state of the data that the edition shows."""
    version, history = edition.version, edition.history
    if version and not version.is_modified:
        return Standing(version.date, version.number)
    number = version.number if version else None
    if not history.latest:
        return Standing(None, number, is_dirty=history.is_dirty)
    day = None if history.is_dirty else history.latest.date
    return Standing(day, number, history.latest.short, history.is_dirty)


def _citation(
    edition: Edition, key: str, page: str, title: Text, *, source: Source | None = None
) -> Citation:
    version = edition.version
    is_frozen = version is not None and not version.is_modified
    address = addresses.frozen(version.number, page) if version and is_frozen else page
    standing = standing_of(edition)
    site = edition.site
    link = site.link(address)
    author = site.publisher
    return Citation(f"aftalespor:{key}", page, title, link, standing, author, site.name, is_frozen, source)


def english(text: Text) -> str:
    return text.en or text.da
