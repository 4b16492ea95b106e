"""What the search looks in: an entry for each page, as JSON that assets/search/worker.js reads.

Words are kept as they are written. What counts as the same word is decided in one place for each language,
assets/search/danish.js and english.js, for the index and for what the reader types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.comparing.comparison import InitiativeHistory
from generator.folding import distinct
from generator.model.agreement import Agreement, Initiative, Outcome
from generator.model.archive import Archive
from generator.model.beside import NEWEST_AGREEMENT, NEWEST_COMPARISON, SILENT_INITIATIVES, UnreadAgreement
from generator.model.fields import DANISH, Text
from generator.publishing import addresses
from generator.publishing.site_file import SiteAsset, SiteFile, page_address
from generator.wording import fact_words
from generator.wording.labels import OUTCOMES
from generator.wording.lexicon import asked_for_as, nicknames, written_by_hand
from generator.wording.sentences import shown_by
from generator.wording.translator import Translator
from generator.wording.writing import quoted

# Its headings have the name of every initiative; who types one means the initiative.
_BY_NAME_ALONE = ("rettelser.md",)
_HEADING = re.compile(r"<(h[23]|dt)\b[^>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True)
class SearchEntry:
    """A page as the search knows it; all of it plain text.

    `names` are other names it is found by, and `hidden` words count as little as quiet lines; neither is
    shown. `lines` are shown under the result when a word is found there, each after the agreement it is from,
    or what it is, and before the address of its fact, if it says a number; `quiet` ones (notes and quoted
    phrases) count for less. Of these, one that is Danish on an English page ends in »da«.
    """

    url: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    quiet: tuple[tuple[str, ...], ...] = ()
    hidden: tuple[str, ...] = ()


def search_index(
    t: Translator,
    archive: Archive,
    lives: Mapping[str, InitiativeHistory],
    pages: Iterable[SiteFile],
    elsewhere: Iterable[str] = (),
) -> SiteAsset:
    """What the search reads: one entry for each of *pages*.

    An entry says what the page is about where we know that, else its description and headings. A fact has no
    entry of its own: it is a line of its initiative's, with its place on that page. The initiatives that only
    other sources name, *elsewhere*, are lines of the page of other sources.
    """
    newest = archive.agreements[-1] if archive.agreements else None
    lasts = {life.id: life.chapters[-1] for life in lives.values()}
    silent = {i for i, c in lasts.items() if c.outcome is Outcome.NOT_MENTIONED and c.agreement is newest}
    entries = {f"initiativer/{life.id}.md": _of_initiative(t, archive, life) for life in lives.values()}
    entries |= {f"aftaler/{agreement.id}.md": _of_agreement(t, agreement) for agreement in archive.agreements}
    entries |= {f"aftaler/#{unread.id}": _of_unread(t, archive, unread) for unread in archive.unread}
    for old, new in archive.pairs():
        path = f"sammenlign/{old.id}/{new.id}.md"
        names = (t.text(old.title), *nicknames(old), t.text(new.title), *nicknames(new))
        entries[path] = SearchEntry(
            page_address(path),
            t("Sammenligning"),
            f"{t.text(old.short)} → {t.text(new.short)}",
            (*names, old.title.da, new.title.da),  # a reader may have the Danish from a source
            ((("", t.label(OUTCOMES, Outcome.NOT_MENTIONED).meaning),) if silent and new is newest else ()),
        )
    for theme in archive.register.themes:
        entries[f"temaer/{theme.id}"] = SearchEntry(
            addresses.theme(theme.id),
            t("Tema"),
            t.text(theme.title),
            (theme.title.da,),
            lines=(("", t.text(theme.summary)),),
        )
    # Only what we know no better is read: that makes the page.
    entries |= {_path(page): _of_page(t, page) for page in pages if _path(page) not in entries}
    for path, title in written_by_hand(t).items():
        entries[path] = SearchEntry(page_address(path), t("Side"), title)
    if others := entries.get("andre-kilder/index.md"):
        named = tuple(("", title) for title in elsewhere)
        entries["andre-kilder/index.md"] = replace(others, lines=(*others.lines, *named))
    _lead(t, entries, archive, silent)
    packed = [_packed(t, entries[path]) for path in sorted(entries) if path != "index.md"]
    # The single words that ask something of what stands beside them.
    leads = (lead for lead in archive.search_words.leads_to if lead.asks)
    asks = [word for lead in leads for word in lead.in_language(t.language) if " " not in word]
    words = {"synonyms": archive.search_words.same.in_language(t.language), "asks": [*dict.fromkeys(asks)]}
    whole = json.dumps({**words, "entries": packed}, ensure_ascii=False, separators=(",", ":"))
    return SiteAsset(f"assets/search/{t.language.prefix}index.json", f"{whole}\n".encode())


def _lead(t: Translator, entries: dict[str, SearchEntry], archive: Archive, silent: Iterable[str]) -> None:
    """Give each entry the words that readers type for it."""
    path_of = {entry.url.rstrip("/"): path for path, entry in entries.items()}
    path_of |= {path: path for path in entries if path.startswith("temaer/")}
    if archive.agreements:
        path_of[NEWEST_AGREEMENT] = f"aftaler/{archive.agreements[-1].id}.md"
    if len(archive.agreements) > 1:
        path_of[NEWEST_COMPARISON] = "sammenlign/{.id}/{.id}.md".format(*archive.agreements[-2:])
    for lead in archive.search_words.leads_to:
        words = lead.in_language(t.language)
        if lead.to == SILENT_INITIATIVES:
            for path in (f"initiativer/{initiative_id}.md" for initiative_id in silent):
                entries[path] = replace(entries[path], hidden=(*entries[path].hidden, *words))
        elif lead.to in path_of:
            path = path_of[lead.to]
            entries[path] = replace(entries[path], names=(*entries[path].names, *words))


def _path(page: SiteFile) -> str:
    """As it is in Danish: a page has the same name in every language."""
    return page.path.removeprefix(page.language.prefix)


def _of_page(t: Translator, page: SiteFile) -> SearchEntry:
    if _path(page) in _BY_NAME_ALONE:
        return SearchEntry(page_address(_path(page)), t("Side"), page.title)
    headings = [
        Markup(match[2]).striptags()  # noqa: S704 - our own finished HTML becomes text
        for match in _HEADING.finditer(page.html)
    ]
    return SearchEntry(
        page_address(_path(page)),
        t("Side"),
        page.title,
        lines=(("", page.description),),
        quiet=tuple(("", heading) for heading in dict.fromkeys(headings)),
    )


def _of_initiative(t: Translator, archive: Archive, life: InitiativeHistory) -> SearchEntry:
    parties = archive.register.party_titles
    wordings = [(c.agreement, c.initiative) for c in reversed(life.chapters) if c.initiative]
    aliases = [alias for _, initiative in wordings for alias in initiative.aliases]
    last = life.chapters[-1]
    words = t("Ikke omtalt. Det kan godt fortsætte; teksten siger det bare ikke.")
    silent = [(t.text(last.agreement.short), words)] if last.outcome is Outcome.NOT_MENTIONED else []
    return SearchEntry(
        f"initiativer/{life.id}/",
        t("Initiativ"),
        t.text(life.latest.title),
        (*map(t.text, life.headings), *aliases, *(initiative.title.da for _agreement, initiative in wordings)),
        (*silent, *(line for agreement, initiative in wordings for line in _lines(t, agreement, initiative, parties))),
        tuple((t.text(agreement.short), *line) for agreement, initiative in wordings for line in _quiet(t, initiative)),
    )


def _lines(
    t: Translator, agreement: Agreement, initiative: Initiative, parties: Mapping[str, Text]
) -> Iterable[tuple[str, ...]]:
    """What it is about and each of its facts, as its page says them."""
    short = t.text(agreement.short)
    yield short, t.text(initiative.summary)
    for fact in initiative.facts:
        words = fact_words.fact_words(t, fact, parties)
        if fact.kind == "scope":
            yield short, words
        elif fact.kind == "party":
            yield short, f"{t.text(fact.label)}: {words}"
        else:
            address = addresses.in_language(t, addresses.fact(agreement.id, initiative.id, fact.id))
            yield short, f"{t.text(fact.label)}: {words}", address


def _quiet(t: Translator, initiative: Initiative) -> Iterable[tuple[str, ...]]:
    """What its page says in smaller print: the words of the source, and our notes."""
    for evidence in (initiative, *initiative.facts):
        for phrase in evidence.phrase:
            yield (quoted(t, phrase),) if t.is_danish else (quoted(t, phrase), DANISH.code)
        if evidence.note:
            yield (t.text(evidence.note),)


def _of_agreement(t: Translator, agreement: Agreement) -> SearchEntry:
    counts = [f"{stated.count} {t.text(stated.unit)}" for stated in agreement.counts]
    sources = [f"{t.text(source.publisher)}: {t.text(source.title)}" for source in agreement.sources]
    context = [f"{t.text(item.speaker)}: {t.text(item.text)}" for item in agreement.context]
    titles = [t.text(initiative.title) for initiative in agreement.initiatives]
    return SearchEntry(
        f"aftaler/{agreement.id}/",
        t("Aftale"),
        t.text(agreement.title),
        (t.text(agreement.short), *nicknames(agreement), agreement.title.da, agreement.short.da),
        tuple(("", line) for line in (t.text(agreement.summary), *counts)),
        (
            *((t("Kilde"), line) for line in sources),
            *((t("Står i teksten, men er ikke aftalens"), line) for line in context),
            *((t("Initiativ"), line) for line in titles),
        ),
    )


def _of_unread(t: Translator, archive: Archive, unread: UnreadAgreement) -> SearchEntry:
    """An agreement that has not been read answers that it has not."""
    note = (t.text(unread.note),) if unread.note else ()
    notice = t("Vi har ikke læst selve aftalen. Det, vi skriver om den, står i andre tekster.")
    return SearchEntry(
        addresses.unread(unread.id),
        t("Ikke læst"),
        t.text(unread.title),
        (t.text(unread.short), *asked_for_as(t, unread), *nicknames(unread), unread.title.da, unread.short.da),
        tuple(("", line) for line in (notice, *note)),
        tuple((t("Kilde"), line) for line in shown_by(t, unread, archive.by_id)),
    )


def _packed(t: Translator, entry: SearchEntry) -> Mapping[str, object]:
    """An entry with short keys, and without what is empty or said before: the reader waits for every byte."""
    _, *names = distinct([entry.title, *entry.names])
    packed: dict[str, object] = {"u": addresses.in_language(t, entry.url), "k": entry.kind, "t": entry.title}
    if names:
        packed["n"] = names
    if entry.lines:
        packed["l"] = list(dict.fromkeys(entry.lines))
    if entry.quiet:
        packed["q"] = list(dict.fromkeys(entry.quiet))
    if entry.hidden:
        packed["h"] = " ".join(entry.hidden)
    return packed
