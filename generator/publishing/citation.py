"""How to refer to a page of ours so that the reference still means the same next year, and how that is written.

A reference points to the frozen copy of the page when its version is published as it is, in the page's
language; else to the page itself, with the commit of the data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.comparing.comparison import InitiativeHistory
from generator.model.agreement import Agreement, Fact, Source
from generator.model.archive import Statement
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.fact_words import fact_words, sort_of
from generator.wording.sentences import author_words, danish_source, english_source
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator
from generator.wording.writing import date_words, quoted


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
    for statement in archive.statements:
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


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Form:
    """A citation written in one way; `id` is never changed, scripts and anchors use it."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Cited:
    """A reference to the page itself, in each form that it is given in."""

    citation: Citation
    forms: tuple[Form, ...]


def cited(t: Translator, citation: Citation) -> Cited:
    return Cited(citation, forms(t, citation))


def forms(t: Translator, citation: Citation) -> tuple[Form, ...]:
    """Every way of writing the citation, the plainest first, and of those the one in the page's own language."""
    danish = Form("da", t("Tekst på dansk"), _plain(DANISH_T, t, citation))
    english = Form("en", t("Tekst på engelsk"), _plain(ENGLISH_T, t, citation))
    return (
        *((english, danish) if t.is_english else (danish, english)),
        Form("bibtex", "BibTeX", bibtex(t, citation)),
        Form("csl", "CSL-JSON", csl_json(t, citation)),
    )


def reference(t: Translator, citation: Citation) -> str:
    """The plainest way of writing it, in the language of the page."""
    return _plain(t, t, citation)


def citation_files(t: Translator, edition: Edition) -> Iterator[SiteAsset]:
    """Every citation of the pages, as two files that reference managers import."""

    def cited() -> Iterator[Citation]:
        """Without an address that leads nowhere: no script completes it in a file."""
        for citation in citations(t, edition):
            yield citation if citation.is_whole else replace(citation, address="")

    def bibtex_file() -> bytes:
        return "\n".join(f"{bibtex(t, citation)}\n" for citation in cited()).encode()

    def csl_file() -> bytes:
        items = (json.dumps(_csl_item(t, citation), ensure_ascii=False) for citation in cited())
        return "[\n{}\n]\n".format(",\n".join(items)).encode()

    yield SiteAsset("data/citater.bib", bibtex_file)
    yield SiteAsset("data/citater.json", csl_file)


def _plain(t: Translator, page: Translator, citation: Citation) -> str:
    """A sentence in the language of *t* that refers to what is in that of *page*."""
    author, title = author_words(t, citation.publisher), quoted(t, t.text(citation.title))
    begin = f"{author}. {title}" if t.is_english else f"{author}: {title}"
    mark = "" if t.is_english == page.is_english else " [in Danish]" if t.is_english else " [på engelsk]"
    basis = ""
    if source := citation.source:
        day = date_words(t, source.published) if source.published else t("uden dato")
        at = f", {source.url}" if source.url else ""
        words = f"{_source_words(t, source)}, {day}{at}"
        basis = " " + t("Oplysningens kilde: %(source)s.", source=words)
    state = state_words(t, citation.standing)
    return _line(f"{begin}{mark}. {citation.site}, {state}. {citation.address}{basis}")


def state_words(t: Translator, standing: Standing) -> str:
    """Which state of the data it is, in the middle of a sentence."""
    states = [t("dataversion %(number)s", number=standing.version)] if standing.version else []
    if standing.version and standing.commit and not standing.is_dirty:  # else it may be the version's own
        states.append(t("med senere ændringer"))
    if standing.commit:
        states.append(f"commit {standing.commit}")
    if standing.is_dirty:
        states.append(t("med ændringer, der endnu ikke er registreret"))
    if standing.day:
        states.append(t.day(standing.day))
    return ", ".join(states) or t("udateret")


def bibtex(t: Translator, citation: Citation) -> str:
    """An entry that both BibTeX and BibLaTeX read."""
    standing = citation.standing
    fields = {
        "author": f"{{{_tex(author_words(t, citation.publisher))}}}",
        "title": f"{{{_tex(t.text(citation.title))}}}",
    }
    fields["howpublished"] = _tex(citation.site)
    if standing.day:
        fields |= {"year": f"{standing.day.year}", "month": _MONTHS[standing.day.month - 1]}
    if standing.number:
        fields["version"] = _tex(standing.number)
    if citation.address:
        fields["url"] = citation.address
    notes = list(filter(None, [citation.standing.words(t), _source(t, citation)]))
    if notes:
        fields["note"] = _tex(". ".join(notes))
    fields["langid"] = "british" if t.is_english else "danish"
    # a month is a macro of BibTeX's own, which each style writes out in its language
    lines = ",\n".join(f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}\n}}"


def _source(t: Translator, citation: Citation) -> str:
    """Whose text a fact is from, in the language of the page."""
    return t("Kilde: %(source)s", source=_source_words(t, citation.source)) if citation.source else ""


def _source_words(t: Translator, source: Source) -> str:
    return english_source(source) if t.is_english else danish_source(source)


# Braces are named, for BibTeX counts them even after a backslash.
_TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "→": r"$\rightarrow$",
    }
)


# What a terminal acts on, and no reference can hold.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def _line(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def csl_json(t: Translator, citation: Citation) -> str:
    """A list of one item, as reference managers import it (CSL 1.0.2)."""
    return json.dumps([_csl_item(t, citation)], ensure_ascii=False, indent=2)


def _csl_item(t: Translator, citation: Citation) -> dict[str, object]:
    standing = citation.standing
    item: dict[str, object] = {
        "id": citation.key,
        "type": "webpage",
        "title": t.text(citation.title),
        "author": [{"literal": author_words(t, citation.publisher)}],
        "container-title": citation.site,
    }
    if standing.day:
        item["issued"] = {"date-parts": [[standing.day.year, standing.day.month, standing.day.day]]}
    if standing.number:
        item["version"] = standing.number
    if citation.address:
        item["URL"] = citation.address
    item["language"] = "en-GB" if t.is_english else "da"
    if note := _source(t, citation):
        item["note"] = note
    return item
