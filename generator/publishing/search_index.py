"""What the search looks in: one entry for each page, as JSON that assets/search/worker.js reads, whole or in small files.

Words are kept as they are written. What counts as the same word is decided in one place for each language,
assets/search/danish.js and english.js, for the index and for what the reader types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.comparing.initiative_history import InitiativeHistory
from generator.comparing.outcomes import Outcome
from generator.folding import distinct
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.language import DANISH, spoken
from generator.model.search_words import (
    NEWEST_AGREEMENT,
    NEWEST_COMPARISON,
    SILENT_INITIATIVES,
    SearchWords,
)
from generator.model.unread import UnreadAgreement
from generator.publishing import addresses
from generator.publishing.search_shards import FOLDER, WHOLE_UP_TO, folder, in_shards
from generator.publishing.site_file import SiteAsset, SiteFile, page_address
from generator.wording import fact_words
from generator.wording.catalogue import _
from generator.wording.labels import OUTCOMES
from generator.wording.search_words import asked_for_as, nicknames, written_by_hand
from generator.wording.sentences import shown_by
from generator.wording.writing import quoted

# Its headings have the name of every initiative; who types one means the initiative.
_FOUND_BY_NAME = ("rettelser.md",)
SEARCH_INDEX = f"{FOLDER}/index.json"
_HEADING = re.compile(r"<(h[23]|dt)\b[^>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True)
class SearchEntry:
    """A page as the search knows it; all of it plain text.

    `names` are other names it is found by, and `hidden` words count as little as quiet lines; neither is shown.
    `lines` are shown under the result when a word is found there, each
    after the agreement it is from, or what it is, and before the address of its fact, if it says a number; `quiet`
    ones (notes and quoted phrases) count for less. Of these, one that is Danish on an English page ends in »da«.
    """

    url: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    quiet: tuple[tuple[str, ...], ...] = ()
    hidden: tuple[str, ...] = ()


def search_files(
    archive: Archive,
    lives: Mapping[str, InitiativeHistory],
    pages: Iterable[SiteFile],
    elsewhere: Iterable[str] = (),
) -> Iterable[SiteAsset]:
    """What the search reads: one entry for each of *pages*, in one file as long as there are few of them.

    An entry says what the page is about where we know that, else its description and headings. A fact has no entry of
    its own: it is a line of its initiative's, with its place on that page. The initiatives that only other sources
    name, *elsewhere*, are lines of the page of other sources.
    """
    newest = archive.agreements[-1] if archive.agreements else None
    silent = {life.id for life in lives.values() if newest and _is_silent_in(newest, life)}
    entries = {f"initiativer/{life.id}.md": _of_initiative(archive, life) for life in lives.values()}
    entries |= {f"aftaler/{agreement.id}.md": _of_agreement(agreement) for agreement in archive.agreements}
    entries |= {f"aftaler/#{unread.id}": _of_unread(archive, unread) for unread in archive.unread}
    for old, new in archive.pairs():
        path = f"sammenlign/{old.id}/{new.id}.md"
        names = (old.title.words, *nicknames(old), new.title.words, *nicknames(new))
        danish = _in_danish(old.title, new.title)
        entries[path] = SearchEntry(
            page_address(path),
            _("Sammenligning"),
            f"{old.short.words} → {new.short.words}",
            (*names, *danish),
            ((("", OUTCOMES[Outcome.NOT_MENTIONED].meaning),) if silent and new is newest else ()),
        )
    for theme in archive.register.themes:
        entries[f"temaer/{theme.id}"] = SearchEntry(
            addresses.theme(theme.id),
            _("Tema"),
            theme.title.words,
            _in_danish(theme.title),
            lines=(("", theme.summary.words),),
        )
    # Only what we know no better is read: that makes the page.
    entries |= {_path(page): _of_page(page) for page in pages if _path(page) not in entries}
    for path, title in written_by_hand().items():
        entries[path] = SearchEntry(page_address(path), _("Side"), title)
    if others := entries.get("andre-kilder/index.md"):
        named = tuple(("", title) for title in elsewhere)
        entries["andre-kilder/index.md"] = replace(others, lines=(*others.lines, *named))
    _lead(entries, archive, silent)
    packed = [_packed(entries[path]) for path in sorted(entries) if path != "index.md"]
    words = {
        "synonyms": archive.search_words.same.spoken_in(spoken()),
        "asks": _asking(archive.search_words),
    }
    whole = json.dumps({**words, "entries": packed}, ensure_ascii=False, separators=(",", ":"))
    if len(whole) > WHOLE_UP_TO:
        return in_shards(words, packed)
    return (SiteAsset(f"{folder()}/index.json", f"{whole}\n".encode()),)


def _lead(entries: dict[str, SearchEntry], archive: Archive, silent: Iterable[str]) -> None:
    """Give each entry the words that readers type for it."""
    path_of = {entry.url.rstrip("/"): path for path, entry in entries.items()}
    path_of |= {path: path for path in entries if path.startswith("temaer/")}
    if archive.agreements:
        path_of[NEWEST_AGREEMENT] = f"aftaler/{archive.agreements[-1].id}.md"
    if len(archive.agreements) > 1:
        path_of[NEWEST_COMPARISON] = "sammenlign/{.id}/{.id}.md".format(*archive.agreements[-2:])
    for lead in archive.search_words.leads_to:
        words = lead.spoken_in(spoken())
        if lead.to == SILENT_INITIATIVES:
            for path in (f"initiativer/{initiative_id}.md" for initiative_id in silent):
                entries[path] = replace(entries[path], hidden=(*entries[path].hidden, *words))
        elif lead.to in path_of:
            path = path_of[lead.to]
            entries[path] = replace(entries[path], names=(*entries[path].names, *words))


def _asking(search_words: SearchWords) -> list[str]:
    """The single words that ask something of what stands beside them."""
    asking = (word for lead in search_words.leads_to if lead.asks for word in lead.spoken_in(spoken()))
    return [*dict.fromkeys(word for word in asking if " " not in word)]


def _is_silent_in(agreement: Agreement, life: InitiativeHistory) -> bool:
    last = life.chapters[-1]
    return last.agreement.id == agreement.id and last.outcome is Outcome.NOT_MENTIONED


def _in_danish(*titles: Text) -> tuple[str, ...]:
    """What a reader may have from a source, whatever language is spoken."""
    return tuple(title.da for title in titles)


def _path(page: SiteFile) -> str:
    """As it is in Danish: a page has the same name in every language."""
    return page.path.removeprefix(page.language.prefix)


def _of_page(page: SiteFile) -> SearchEntry:
    if _path(page) in _FOUND_BY_NAME:
        return SearchEntry(page_address(_path(page)), _("Side"), page.title)
    headings = [
        Markup(found[2]).striptags()  # noqa: S704 - our own finished HTML becomes text
        for found in _HEADING.finditer(page.html)
    ]
    return SearchEntry(
        page_address(_path(page)),
        _("Side"),
        page.title,
        lines=(("", page.description),),
        quiet=tuple(("", heading) for heading in dict.fromkeys(headings)),
    )


def _of_initiative(archive: Archive, life: InitiativeHistory) -> SearchEntry:
    parties = {party.id: party.title.words for party in archive.register.parties}
    said = [(c.agreement, c.initiative) for c in reversed(life.chapters) if c.initiative]
    aliases = [alias for _, initiative in said for alias in initiative.aliases]
    return SearchEntry(
        f"initiativer/{life.id}/",
        _("Initiativ"),
        life.latest.title.words,
        (*life.names, *aliases, *_in_danish(*(initiative.title for _agreement, initiative in said))),
        (
            *_last_word(life),
            *(line for agreement, initiative in said for line in _lines(agreement, initiative, parties)),
        ),
        tuple(
            (agreement.short.words, *line) for agreement, initiative in said for line in _quiet(initiative)
        ),
    )


def _last_word(life: InitiativeHistory) -> Iterable[tuple[str, ...]]:
    """That the last text we have looked in does not mention it, and how little that says."""
    last = life.chapters[-1]
    if last.outcome is Outcome.NOT_MENTIONED:
        yield (
            last.agreement.short.words,
            _("Ikke omtalt. Det kan godt fortsætte; teksten siger det bare ikke."),
        )


def _lines(
    agreement: Agreement, initiative: Initiative, parties: Mapping[str, str]
) -> Iterable[tuple[str, ...]]:
    """What it is about and each of its facts, as its page says them."""
    short = agreement.short.words
    yield short, initiative.summary.words
    for fact in initiative.facts:
        words = fact_words.fact_words(fact, parties)
        if fact.kind == "scope":
            yield short, words
        elif fact.kind == "party":
            yield short, f"{fact.label.words}: {words}"
        else:
            address = addresses.in_language(addresses.fact(agreement.id, initiative.id, fact.id))
            yield short, f"{fact.label.words}: {words}", address


def _quiet(initiative: Initiative) -> Iterable[tuple[str, ...]]:
    """What its page says in smaller print: the words of the source, and our notes."""
    for evidence in (initiative, *initiative.facts):
        for phrase in evidence.phrase:
            yield (quoted(phrase),) if spoken() is DANISH else (quoted(phrase), DANISH.code)
        if evidence.note:
            yield (evidence.note.words,)


def _of_agreement(agreement: Agreement) -> SearchEntry:
    counts = [f"{stated.count} {stated.unit.words}" for stated in agreement.counts]
    sources = [f"{source.publisher.words}: {source.title.words}" for source in agreement.sources]
    context = [f"{item.speaker.words}: {item.text.words}" for item in agreement.context]
    titles = [initiative.title.words for initiative in agreement.initiatives]
    return SearchEntry(
        f"aftaler/{agreement.id}/",
        _("Aftale"),
        agreement.title.words,
        (agreement.short.words, *nicknames(agreement), *_in_danish(agreement.title, agreement.short)),
        tuple(("", line) for line in (agreement.summary.words, *counts)),
        (
            *((_("Kilde"), line) for line in sources),
            *((_("Står i teksten, men er ikke aftalens"), line) for line in context),
            *((_("Initiativ"), line) for line in titles),
        ),
    )


def _of_unread(archive: Archive, unread: UnreadAgreement) -> SearchEntry:
    """An agreement that has not been read answers that it has not."""
    note = (unread.note.words,) if unread.note else ()
    said = _("Vi har ikke læst, hvad der er aftalt, og siger intet om det.")
    return SearchEntry(
        addresses.unread(unread.id),
        _("Ikke læst"),
        unread.title.words,
        (
            unread.short.words,
            *asked_for_as(unread),
            *nicknames(unread),
            *_in_danish(unread.title, unread.short),
        ),
        tuple(("", line) for line in (said, *note)),
        tuple((_("Kilde"), line) for line in shown_by(unread, archive.by_id)),
    )


def _packed(entry: SearchEntry) -> dict[str, object]:
    """An entry with short keys, and without what is empty or said before: the reader waits for every byte."""
    _, *names = distinct([entry.title, *entry.names])
    packed = {
        "u": addresses.in_language(entry.url),
        "k": entry.kind,
        "t": entry.title,
        "n": names,
        "l": list(dict.fromkeys(entry.lines)),
        "q": list(dict.fromkeys(entry.quiet)),
        "h": " ".join(entry.hidden),
    }
    return {key: value for key, value in packed.items() if value}
