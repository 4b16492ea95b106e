"""How to refer to a page of ours so that the reference still means the same next year.

A reference points to the frozen copy of the page when its version is published as it is, in the page's language; else
to the page itself, with the commit of the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.comparing.initiative_history import InitiativeHistory
from generator.model.agreement import Agreement, Source
from generator.model.facts import Fact
from generator.model.fields import Text
from generator.model.language import DANISH, ENGLISH, Language, speaking, spoken
from generator.model.statements import Statement, statements
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.catalogue import _
from generator.wording.citation_words import author_words, sort_of
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
        """The version as it is read in a note, in the language that is spoken."""
        if not self._committed:
            return ""
        told = {"number": self._committed}
        match bool(self.version), self.is_dirty:
            case True, True:
                return _("Dataversion %(number)s, med ændringer, der endnu ikke er registreret", **told)
            case True, False:
                return _("Dataversion %(number)s", **told)
            case False, True:
                return _("Commit %(number)s, med ændringer, der endnu ikke er registreret", **told)
            case _:
                return _("Commit %(number)s", **told)


@dataclass(frozen=True)
class Citation:
    """What a reference says. `page` is where the page is in Danish from the root of the site, `key` is made of ids.

    `address` is where the reference points: whole when the site has an address, else from its root. That page is in
    `language`.
    """

    key: str
    page: str
    title: Text
    address: str
    standing: Standing
    publisher: str
    site: str
    is_frozen: bool = False
    source: Source | None = None
    language: Language = DANISH

    @property
    def heading(self) -> str:
        """The title as the page has it."""
        return self.title.da if self.language is DANISH else english(self.title)

    @property
    def author(self) -> str:
        """Who answers for the site, as the page names them."""
        return self.author_in(self.language)

    def author_in(self, language: Language) -> str:
        with speaking(language):
            return author_words(self.publisher)

    @property
    def is_whole(self) -> bool:
        return self.address.startswith(("https://", "http://"))


def citations(edition: Edition) -> Iterator[Citation]:
    """A citation of the page of each agreement, comparison, initiative and fact, in the language that is spoken."""
    archive = edition.archive
    for agreement in archive.agreements:
        yield of_agreement(edition, agreement)
    for old, new in archive.pairs():
        yield of_pair(edition, old, new)
    for history in edition.analysis.histories.values():
        yield of_initiative(edition, history)
    for statement in statements(archive):
        yield of_fact(edition, statement)


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
    fact, initiative, agreement = statement.fact, statement.initiative, statement.agreement
    added, also = (_value(edition, fact, language) for language in (DANISH, ENGLISH))
    sort = sort_of(fact, fact.commitment or initiative.commitment)
    danish, foreign = (f"{sort.da}: ", f"{english(sort)}: ") if sort else ("", "")
    title = Text(
        da=f"{danish}{fact.label.da}{added} ({initiative.title.da}, {agreement.short.da})",
        en=f"{foreign}{english(fact.label)}{also} ({english(initiative.title)}, {english(agreement.short)})",
    )
    key = f"fact:{statement.id.replace('/', ':')}"
    page = addresses.fact(agreement.id, initiative.id, fact.id)
    return _citation(edition, key, page, title, source=statement.source)


def _value(edition: Edition, fact: Fact, language: Language) -> str:
    """What comes after the label of a fact, unless the label is all it says."""
    with speaking(language):
        parties = {party.id: party.title.words for party in edition.archive.register.parties}
        value = fact_words(fact, parties)
        return "" if value == fact.label.words else f": {value}"


def standing_of(edition: Edition) -> Standing:
    """The state of the data that the edition shows, in the language that is spoken.

    A version that is not frozen in that language is no state of what it says, so there the commit is.
    """
    version, history = edition.version, edition.history
    if version and _is_frozen(edition):
        return Standing(version.date, version.number)
    number = version.number if version and version.is_modified else None
    if not history.latest:
        return Standing(None, number, is_dirty=history.is_dirty)
    day = None if history.is_dirty else history.latest.date
    return Standing(day, number, history.latest.short, history.is_dirty)


def _citation(
    edition: Edition, key: str, page: str, title: Text, *, source: Source | None = None
) -> Citation:
    version, site, language = edition.version, edition.site, spoken()
    is_frozen = _is_frozen(edition)
    address = addresses.frozen(version.number, page) if version and is_frozen else addresses.in_language(page)
    of_language = "" if language is DANISH else f"{language.code}:"
    return Citation(
        key=f"aftalespor:{of_language}{key}",
        page=page,
        title=title,
        address=site.link(address),
        standing=standing_of(edition),
        publisher=site.publisher,
        site=site.name,
        is_frozen=is_frozen,
        source=source,
        language=language,
    )


def _is_frozen(edition: Edition) -> bool:
    """Whether what the edition says in the language that is spoken is in the frozen copy of a version, as it is."""
    version = edition.version
    return version is not None and not version.is_modified and spoken().code in version.languages


def english(text: Text) -> str:
    return text.en or text.da
