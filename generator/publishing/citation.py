"""How to refer to a page of ours so that the reference still means the same next year.

A reference points to the frozen copy of the page when its version is published as it is, in the page's
language; else to the page itself, with the commit of the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.comparing.analysis import InitiativeHistory
from generator.model.agreement import Agreement, Source
from generator.model.archive import Statement, statements
from generator.model.facts import Fact
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.fact_words import fact_words, sort_of
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator


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

    def words(self, t: Translator) -> str:
        """The version as it is read in a note."""
        number = self._committed
        if not number:
            return ""
        match bool(self.version), self.is_dirty:
            case True, True:
                return t("Dataversion %(number)s, med ændringer, der endnu ikke er registreret", number=number)
            case True, False:
                return t("Dataversion %(number)s", number=number)
            case False, True:
                return t("Commit %(number)s, med ændringer, der endnu ikke er registreret", number=number)
            case _:
                return t("Commit %(number)s", number=number)


@dataclass(frozen=True)
class Citation:
    """What a reference says. `page` is where the page is in Danish from the root of the site, `key` is made of ids.

    `address` is where the reference points: whole when the site has an address, else from its root.
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

    @property
    def is_whole(self) -> bool:
        return self.address.startswith(("https://", "http://"))


def citations(t: Translator, edition: Edition) -> Iterator[Citation]:
    """A citation of the page of each agreement, comparison, initiative and fact."""
    archive = edition.archive
    for agreement in archive.agreements:
        yield of_agreement(t, edition, agreement)
    for old, new in archive.pairs():
        yield of_pair(t, edition, old, new)
    for history in edition.analysis.histories.values():
        yield of_initiative(t, edition, history)
    for statement in statements(archive):
        yield of_fact(t, edition, statement)


def of_agreement(t: Translator, edition: Edition, agreement: Agreement) -> Citation:
    title = Text(
        da=f"{agreement.title.da}: initiativer og belæg",
        en=f"{ENGLISH_T.text(agreement.title)}: initiatives and evidence",
    )
    key = f"agreement:{agreement.id}"
    return _citation(t, edition, key, addresses.agreement(agreement.id), title)


def of_pair(t: Translator, edition: Edition, old: Agreement, new: Agreement) -> Citation:
    title = Text(
        da=f"{old.short.da} → {new.short.da}: hvad blev der af initiativerne?",
        en=f"{ENGLISH_T.text(old.short)} → {ENGLISH_T.text(new.short)}: what became of the initiatives?",
    )
    key = f"comparison:{old.id}:{new.id}"
    return _citation(t, edition, key, addresses.comparison(old.id, new.id), title)


def of_initiative(t: Translator, edition: Edition, life: InitiativeHistory) -> Citation:
    heading = life.latest.title
    title = Text(da=f"{heading.da} gennem aftalerne", en=f"{ENGLISH_T.text(heading)} through the agreements")
    return _citation(t, edition, f"initiative:{life.id}", addresses.initiative(life.id), title)


def of_fact(t: Translator, edition: Edition, statement: Statement) -> Citation:
    fact, initiative, agreement = statement.fact, statement.initiative, statement.agreement
    added, also = (_value(each, edition, fact) for each in (DANISH_T, ENGLISH_T))
    english, sort = ENGLISH_T.text, sort_of(fact, fact.commitment or initiative.commitment)
    danish, foreign = (f"{sort.da}: ", f"{english(sort)}: ") if sort else ("", "")
    title = Text(
        da=f"{danish}{fact.label.da}{added} ({initiative.title.da}, {agreement.short.da})",
        en=f"{foreign}{english(fact.label)}{also} ({english(initiative.title)}, {english(agreement.short)})",
    )
    key = f"fact:{statement.id.replace('/', ':')}"
    page = addresses.fact(agreement.id, initiative.id, fact.id)
    return _citation(t, edition, key, page, title, source=statement.source)


def _value(t: Translator, edition: Edition, fact: Fact) -> str:
    """What comes after the label of a fact, unless the label is all it says."""
    value = fact_words(t, fact, edition.archive.register.party_titles)
    return "" if value == t.text(fact.label) else f": {value}"


def standing_of(t: Translator, edition: Edition) -> Standing:
    """The state of the data that the edition shows in the language of *t*.

    A version that is not frozen in that language is no state of what it says, so there the commit is.
    """
    version, history = edition.version, edition.history
    if version and _is_frozen(t, edition):
        return Standing(version.date, version.number)
    number = version.number if version and version.is_modified else None
    if not history.latest:
        return Standing(None, number, is_dirty=history.is_dirty)
    day = None if history.is_dirty else history.latest.date
    return Standing(day, number, history.latest.short, history.is_dirty)


def _citation(  # noqa: PLR0913 - what it says, and in which language
    t: Translator, edition: Edition, key: str, page: str, title: Text, *, source: Source | None = None
) -> Citation:
    version, site = edition.version, edition.site
    is_frozen = _is_frozen(t, edition)
    address = addresses.frozen(t, version.number, page) if version and is_frozen else addresses.in_language(t, page)
    of_language = "" if t.is_danish else f"{t.language.code}:"
    return Citation(
        key=f"aftalespor:{of_language}{key}",
        page=page,
        title=title,
        address=site.link(address),
        standing=standing_of(t, edition),
        publisher=site.publisher,
        site=site.name,
        is_frozen=is_frozen,
        source=source,
    )


def _is_frozen(t: Translator, edition: Edition) -> bool:
    """Whether what the edition says in the language of *t* is in the frozen copy of a version, as it is."""
    version = edition.version
    return version is not None and not version.is_modified and t.language.code in version.languages
