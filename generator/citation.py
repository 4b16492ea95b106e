"""How to refer to a page of ours so that the reference still means the same next year.

A reference points to the frozen copy of the page when its version is published as it is; else to the page itself,
with the commit of the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import addresses
from generator.comparison import Comparison, all_comparisons
from generator.danish import date_words
from generator.edition import Edition
from generator.fields import Text
from generator.initiative_history import InitiativeHistory, histories
from generator.model import Agreement, Source
from generator.site_file import SiteAsset
from generator.statements import Statement, statements
from generator.values import PartialDate
from generator.wording import fact_words

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Which state of the data is referred to. All are None where neither a version nor a commit is known."""

    day: date | None = None
    version: str | None = None
    commit: str | None = None

    @property
    def number(self) -> str | None:
        """The version as one word; build metadata after the plus says that the data has moved on since."""
        if self.version and self.commit:
            return f"{self.version}+{self.commit}"
        return self.version or self.commit

    @property
    def words(self) -> str:
        """The version as a Dane reads it in a note."""
        named = "Dataversion" if self.version else "Commit"
        return f"{named} {self.number}" if self.number else ""


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


@dataclass(frozen=True)
class Form:
    """A citation written in one way; `id` is never changed, scripts and anchors use it."""

    id: str
    label: str
    text: str


def citations(edition: Edition) -> Iterator[Citation]:
    """One for each agreement, comparison, initiative and fact."""
    archive = edition.archive
    yield from (of_agreement(edition, agreement) for agreement in archive.agreements)
    yield from (of_comparison(edition, comparison) for comparison in all_comparisons(archive))
    yield from (of_initiative(edition, life) for life in histories(archive).values())
    yield from (of_fact(edition, statement) for statement in statements(archive))


def of_agreement(edition: Edition, agreement: Agreement) -> Citation:
    title = Text(
        da=f"{agreement.title.da}: initiativer og belæg",
        en=f"{_english(agreement.title)}: initiatives and evidence",
    )
    key = f"agreement:{agreement.id}"
    return _citation(edition, key, addresses.agreement(agreement.id), title)


def of_comparison(edition: Edition, comparison: Comparison) -> Citation:
    old, new = comparison.old, comparison.new
    title = Text(
        da=f"{old.short.da} → {new.short.da}: hvad blev der af initiativerne?",
        en=f"{_english(old.short)} → {_english(new.short)}: what became of the initiatives?",
    )
    key = f"comparison:{old.id}:{new.id}"
    return _citation(edition, key, addresses.comparison(old.id, new.id), title)


def of_initiative(edition: Edition, life: InitiativeHistory) -> Citation:
    heading = life.latest.title
    title = Text(da=f"{heading.da} gennem aftalerne", en=f"{_english(heading)} through the agreements")
    return _citation(edition, f"initiative:{life.id}", addresses.initiative(life.id), title)


def of_fact(edition: Edition, statement: Statement) -> Citation:
    parties = {party.id: party.title.da for party in edition.archive.register.parties}
    value = fact_words(statement.fact, parties)
    fact, initiative, agreement = statement.fact, statement.initiative, statement.agreement
    added = "" if value == fact.label.da else f": {value}"
    title = Text(
        da=f"{fact.label.da}{added} ({initiative.title.da}, {agreement.short.da})",
        en=f"{_english(fact.label)}{added} ({_english(initiative.title)}, {_english(agreement.short)})",
    )
    key = f"fact:{statement.id.replace('/', ':')}"
    page = addresses.fact(agreement.id, initiative.id, fact.id)
    return _citation(edition, key, page, title, source=statement.source)


def forms(citation: Citation) -> tuple[Form, ...]:
    """Every way of writing the citation, the plainest first."""
    return (
        Form("da", "Tekst på dansk", _plain_danish(citation)),
        Form("en", "Tekst på engelsk", _plain_english(citation)),
        Form("wikipedia", "Wikipedia", wikipedia(citation)),
        Form("bibtex", "BibTeX", bibtex(citation)),
        Form("csl", "CSL-JSON", csl_json(citation)),
    )


def files(citation: Citation) -> Iterator[SiteAsset]:
    """The same as files beside the page."""
    written = {form.id: form.text for form in forms(citation)}
    bare = "" if citation.is_whole else "Adressen er skrevet fra sidens rod.\n"
    plain = f"{written['da']}\n\n{written['en']}\n\n{written['wikipedia']}\n{bare and chr(10) + bare}"
    for name, text in (
        ("citat.txt", plain),
        ("citat.bib", f"{written['bibtex']}\n"),
        ("citat.json", f"{written['csl']}\n"),
    ):
        yield SiteAsset(f"{citation.page}{name}", text.encode("utf-8"))


def _citation(
    edition: Edition, key: str, page: str, title: Text, *, source: Source | None = None
) -> Citation:
    version = edition.version
    latest = edition.history.latest
    is_frozen = version is not None and not version.is_modified
    if version and not version.is_modified:
        standing = Standing(version.date, version.number)
        address = addresses.frozen(version.number, page)
    else:
        day, commit = (latest.date, latest.short) if latest else (None, None)
        number = version.number if version else None
        standing, address = Standing(day, number, commit), page
    site = edition.site
    link = site.link(address)
    author = site.publisher
    return Citation(f"aftalespor:{key}", page, title, link, standing, author, site.name, is_frozen, source)


def _plain_danish(citation: Citation) -> str:
    standing = citation.standing
    states = [f"dataversion {standing.version}"] if standing.version else []
    if standing.commit:
        states.append(f"{'med senere ændringer, ' if standing.version else ''}commit {standing.commit}")
    if standing.day:
        states.append(date_words(_partial(standing.day)))
    state = ", ".join(states) or "udateret"
    source = citation.source
    basis = ""
    if source:
        day = date_words(source.published) if source.published else "uden dato"
        basis = f" Oplysningens kilde: {source.publisher.da}, »{source.title.da}«, {day}{_at(source)}."
    return f"{citation.author}: »{citation.title.da}«. {citation.site}, {state}. {citation.address}{basis}"


def _plain_english(citation: Citation) -> str:
    standing = citation.standing
    states = [f"data version {standing.version}"] if standing.version else []
    if standing.commit:
        states.append(f"{'with later changes, ' if standing.version else ''}commit {standing.commit}")
    if standing.day:
        states.append(f"{standing.day.day} {ENGLISH_MONTHS[standing.day.month - 1]} {standing.day.year}")
    state = ", ".join(states) or "undated"
    source = citation.source
    basis = ""
    if source:
        day = str(source.published) if source.published else "undated"
        basis = f" Source of the fact: {source.publisher.da}, “{source.title.da}”, {day}{_at(source)}."
    title = _english(citation.title)
    return f"{citation.author}. “{title}” [in Danish]. {citation.site}, {state}. {citation.address}{basis}"


def bibtex(citation: Citation) -> str:
    """An entry that both BibTeX and BibLaTeX read."""
    standing = citation.standing
    fields = {"author": f"{{{_tex(citation.author)}}}", "title": f"{{{_tex(citation.title.da)}}}"}
    fields["howpublished"] = _tex(citation.site)
    if standing.day:
        fields |= {"year": f"{standing.day.year}", "month": f"{standing.day.month}"}
    if standing.number:
        fields["version"] = _tex(standing.number)
    fields["url"] = citation.address
    notes = [standing.words] if standing.words else []
    if citation.source:
        notes.append(f"Kilde: {citation.source.publisher.da}, »{citation.source.title.da}«")
    if notes:
        fields["note"] = _tex(". ".join(notes))
    fields["langid"] = "danish"
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}\n}}"


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


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def csl_json(citation: Citation) -> str:
    """A list of one item, as reference managers import it (CSL 1.0.2)."""
    standing = citation.standing
    item: dict[str, object] = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title.da,
        "author": [{"literal": citation.author}],
        "container-title": citation.site,
    }
    if standing.day:
        item["issued"] = {"date-parts": [[standing.day.year, standing.day.month, standing.day.day]]}
    if standing.number:
        item["version"] = standing.number
    item |= {"URL": citation.address, "language": "da"}
    if citation.source:
        item["note"] = f"Kilde: {citation.source.publisher.da}, »{citation.source.title.da}«"
    return json.dumps([item], ensure_ascii=False, indent=2)


def wikipedia(citation: Citation) -> str:
    """The template that both the Danish and the English Wikipedia have."""
    standing = citation.standing
    fields = {"url": citation.address, "title": citation.title.da, "website": citation.site}
    fields["publisher"] = citation.author
    if standing.day:
        fields["date"] = standing.day.isoformat()
    fields["language"] = "da"
    if standing.words:
        fields["id"] = standing.words
    return "{{Cite web" + "".join(f" |{name}={_wiki(value)}" for name, value in fields.items()) + "}}"


# What means something in wikitext stands as a character reference, which means nothing but itself.
_WIKI = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>[]{}|'"})


def _wiki(text: str) -> str:
    return " ".join(text.split()).translate(_WIKI)


def _at(source: Source) -> str:
    return f", {source.url}" if source.url else ""


def _english(text: Text) -> str:
    return text.en or text.da


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
