"""What a change of the data does to the site: the sentences that appear, vanish or change, and the ledgers.

The sentences are taken from the finished pages, so they are what a reader will see and nothing else. A change
that only restyles a file has no impact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TypeVar, cast

from generator.comparing.analysis import Analysis
from generator.comparing.comparison import Ledger
from generator.folding import fold, unmasked
from generator.impact.page_text import Sentence, sentences
from generator.impact.report import SETTINGS, Impact, LedgerChange, PublicClaim
from generator.model.archive import Archive
from generator.model.beside import Register, StatedChange, Unread, Verified, Versions
from generator.model.beyond import Beyond
from generator.model.fields import LANGUAGES, Text, Value, walk
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile, page_address
from generator.publishing.standing import standing
from generator.record.amendments import About as Key
from generator.record.amendments import amendments, amendments_of_others, names_of
from generator.record.history import CAUSES, Amendment, History
from generator.wording.translator import Translator

V = TypeVar("V")
# Makes every page of an edition.
Pages = Callable[[Edition], Iterable[SiteFile]]

_CORRECTIONS = "rettelser/"
_DATA = "data/"
_METHOD = "metode/"
_BY_HAND = "site_src/docs/"
_PARAGRAPH = r"\n\s*\n"
# Of a catalogue, such as where in the code it is from; but scripts get what is from one, and what is fuzzy is left out.
_COMMENT = re.compile(r"^#(?:[|~. ]|:(?!.*\.js\b)|,(?!.*fuzzy)).*$", re.MULTILINE)
# Ids in an address, between which there are slashes, a number sign or two hyphens.
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Below this share of common words, two sentences are not one that changed.
_ALIKE = 0.5
# Fewer characters stand in many a sentence that says something else.
_TELLING = 12


@dataclass(frozen=True)
class Side:
    """One of the two states: the data, and the `files` of the project by their paths.

    Of those of the data in `compared`, the pages show all, or almost. In `modes` is what git has of programs, links,
    submodules and what is too large to be read whole.
    """

    archive: Archive
    beyond: Beyond = field(default=Beyond(), repr=False)
    versions: Versions = field(default=Versions(), repr=False)
    verified: Verified = field(default=Verified(), repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict)
    compared: Collection[str] = ()
    modes: Mapping[str, str] = field(default_factory=dict)


def impact(pages: Pages, before: Side, after: Side) -> Impact:
    """Compare what can be read on the sites of two states, both made by *pages*: all pages in all languages.

    The days on which the data changed, which only git knows, are left out.
    """
    renamed = _renamed(before.versions, after.versions)
    olds = Counter(_where_now(each, renamed) for each in _sentences(pages, before).elements())
    news = _sentences(pages, after)
    gone, come = _without_signposts(olds - news, news), _without_signposts(news - olds, olds)
    record = _record(before, after, renamed)
    come.update([*_unseen(record, gone, come)])
    flips = list(_flips(gone, come))
    for old, new in flips:
        gone[old] -= 1
        come[new] -= 1
    change = Impact(
        appears=_claims((None, s.text, s.address) for s in come.elements()),
        vanishes=_claims((s.text, None, s.address) for s in gone.elements()),
        flips=_claims((old.text, new.text, new.address) for old, new in flips),
        ledgers=tuple(_ledgers(before.archive, after.archive, renamed)),
    )
    names = sorted({*before.files, *after.files})
    differing = (name for name in names if before.files.get(name) != after.files.get(name))
    shown = _shown(before, after, record) if change else ()
    measured = {
        name for name in (*before.compared, *after.compared) if name.rpartition("/")[2].removesuffix(".yaml") in shown
    }
    both = (before.files, after.files)
    rest = (n for n in differing if not (n in measured or _is_measured(n, *(files.get(n, b"") for files in both))))
    turned = (name for name in {*before.modes, *after.modes} if before.modes.get(name) != after.modes.get(name))
    return replace(change, not_measured=tuple(sorted({*rest, *turned})))


def _record(before: Side, after: Side, renamed: Mapping[str, str]) -> Mapping[Key, Sequence[Amendment]]:
    """What the page of corrections will tell, by agreement and initiative; what is new is not among it."""
    names = names_of(after.archive)
    record: dict[Key, list[Amendment]] = {}
    for new in after.archive.agreements:
        if old := before.archive.by_id.get(new.id):
            lines = amendments(_as_renamed(old, renamed), new, names)
            record |= {(new.id, initiative_id): of for initiative_id, of in lines.items()}
    unread = [Unread(unread=side.archive.unread) for side in (before, after)]
    for was, now in ((before.beyond, after.beyond), unread):
        for about, of in amendments_of_others(was, now, names).items():
            record.setdefault(about, []).extend(of)
    return record


def _as_renamed(value: V, renamed: Mapping[str, str]) -> V:
    """*value* with the ids of today, wherever they stand in it."""
    changed: object = value
    match changed:
        case str():
            changed = renamed.get(changed, changed)
        case tuple():
            changed = tuple(_as_renamed(item, renamed) for item in changed)
        case Value() if renamed:
            now = {name: _as_renamed(getattr(changed, name), renamed) for name in type(changed).model_fields}
            changed = changed.model_copy(update=now)
        case _:
            pass
    return cast("V", changed)


def _unseen(
    record: Mapping[Key, Sequence[Amendment]], gone: Iterable[Sentence], come: Iterable[Sentence]
) -> Iterator[Sentence]:
    """Each line of the record that no sentence about the same shows, such as an alias or how many have read a text."""
    for key, lines in record.items():
        about = key[-1] or key[0]
        olds, news = ("\n".join(each.folded for each in side if about in each.address) for side in (gone, come))
        for line in lines:
            sides = [(fold(unmasked(text)), seen) for text, seen in ((line.old, olds), (line.new, news)) if text]
            if not sides or any(len(text) < _TELLING or text not in seen for text, seen in sides):
                yield Sentence(_CORRECTIONS, "", f"{', '.join(filter(None, key))}: {line.sentence}")


def _shown(before: Side, after: Side, record: Mapping[Key, Sequence[Amendment]]) -> Collection[str]:
    """The files of the data in which more differs than remarks and order, by their names without ending."""
    both = before.archive.by_id.keys() & after.archive.by_id.keys()
    shown = {a.id for side in (before, after) for a in side.archive.agreements if a.id not in both}
    shown |= {agreement_id for agreement_id, _ in record}
    for name, was, now in (
        ("_beyond", before.beyond, after.beyond),
        ("_unread", before.archive.unread, after.archive.unread),
        ("_versions", before.versions, after.versions),
        ("_register", before.archive.register, after.archive.register),
    ):
        if was != now and _unshown(was) == _unshown(now):
            shown.add(name)
    return shown


def _unshown(value: object) -> object:
    """What no page shows of a file: in the register, how the search and the checks know the words of a party."""
    return isinstance(value, Register) and (value.synonyms, {party.id: party.forms for party in value.parties})


def _renamed(before: Versions, after: Versions) -> Mapping[str, str]:
    """The ids of initiatives that have another since, with that one."""
    known = {retired.id for retired in before.retired if retired.kind == "initiative"}
    since = (each for each in after.retired if each.kind == "initiative" and each.id not in known)
    return {retired.id: retired.to for retired in since if retired.to}


def _where_now(sentence: Sentence, renamed: Mapping[str, str]) -> Sentence:
    """A sentence where it stands once what it is about has another id: to be moved with it is no change."""
    if not renamed:
        return sentence
    page, anchor = (
        _ID.sub(lambda token: renamed.get(token[0], token[0]), at) for at in (sentence.page, sentence.anchor)
    )
    return replace(sentence, page=page, anchor=anchor)


def _sentences(pages: Pages, side: Side) -> Counter[Sentence]:
    edition = Edition(
        side.archive,
        History(missing=""),
        side.versions,
        verified=side.verified,
        beyond=side.beyond,
        languages=tuple(LANGUAGES.values()),
    )
    return Counter((*sentences(pages(edition)), *_addresses(side), *_not_verified(edition), *_texts(side)))


def _not_verified(edition: Edition) -> Iterator[Sentence]:
    """The figures of the method page that are not whole. Where they are, each new fact would make others of them."""
    if edition.verified.texts:
        counts = standing(edition)
        for language in edition.languages:
            t = Translator(language)
            for label, share in (
                (t("Oplysninger, hvor alle ordrette citater er fundet"), counts.facts),
                (t("Ordrette citater, der er fundet"), counts.phrases),
                (t("Tekster, der er søgt igennem for det, der ikke står i dem"), counts.searches),
            ):
                if share.part != share.whole:
                    figures = t("%(part)s af %(whole)s", part=share.part, whole=share.whole)
                    yield Sentence(f"{language.prefix}{_METHOD}", "hvor-langt", f"{label}: {figures}")


def _addresses(side: Side) -> Iterator[Sentence]:
    """Every address of the data, once: the exports give it whether a page does or not."""
    archive = side.archive
    addresses: dict[str, None] = {}
    for value in walk((*archive.agreements, *archive.unread, archive.register, archive.glossary, side.beyond)):
        names = ("official",) if isinstance(value, Text) else ("url", "archived")
        addresses |= {address: None for name in names if (address := getattr(value, name, None))}
    return (Sentence(_DATA, "", address, is_exact=True) for address in addresses)


def _without_signposts(some: Counter[Sentence], others: Iterable[Sentence]) -> Counter[Sentence]:
    """*some* without the signposts that stand among *others* too: they lead or name as they do elsewhere."""
    known = {sentence.folded for sentence in others if sentence.is_signpost}
    return Counter({s: n for s, n in some.items() if not (s.is_signpost and s.folded in known)})


def _texts(side: Side) -> Iterator[Sentence]:
    """The reasons of changes, which stand on the page of corrections once their commits are known, and what is no data.

    That is the paragraphs of pages that are written by hand, the entries of catalogues of translations, and each
    setting.
    """
    for language in LANGUAGES.values():
        t = Translator(language)
        page = f"{language.prefix}{_CORRECTIONS}"
        yield from (Sentence(page, "", _cause(change, t)) for change in side.versions.causes)
    for name, data in side.files.items():
        if _is_page(name) or _is_catalogue(name) or name == SETTINGS:
            address = page_address(name.removeprefix(_BY_HAND)) if _is_page(name) else name
            parts = _parts(name, data.decode("utf-8", errors="replace"))
            yield from (Sentence(address, "", shown, is_exact=True) for _, shown in parts)


def _cause(change: StatedChange, t: Translator) -> str:
    of = ", ".join(filter(None, (change.agreement, change.initiative, change.commit))) or t("uden id")
    return f"{t.label(CAUSES, change.cause)[0]} ({of}): {t.text(change.note)}"


def _parts(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph, entry or line of a text that is no data: as it is written, and the words of it."""
    for part in re.split("\n" if name == SETTINGS else _PARAGRAPH, text):
        if shown := " ".join((_COMMENT.sub("", part) if _is_catalogue(name) else part).split()):
            yield part.strip("\r\n"), shown


def _is_measured(name: str, old: bytes, new: bytes) -> bool:
    """Whether the sentences that differ are all that does: what both sides have is written alike, in the same order."""
    if not (_is_page(name) or _is_catalogue(name)):
        return False
    olds, news = ([*_parts(name, side.decode("utf-8", errors="surrogateescape"))] for side in (old, new))
    both = {shown for _, shown in olds} & {shown for _, shown in news}
    stay, stayed = ([part for part, shown in side if shown in both] for side in (olds, news))
    return stay == stayed


def _is_page(name: str) -> bool:
    return name.startswith(_BY_HAND) and name.endswith(".md")


def _is_catalogue(name: str) -> bool:
    return name.startswith("generator/") and name.endswith(".po")


def _flips(gone: Iterable[Sentence], come: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pair each sentence that goes with the one most like it that comes at the same place."""
    waiting: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in come:
        waiting.setdefault((sentence.page, sentence.anchor), []).append(sentence)
    for old in gone:
        candidates = waiting.get((old.page, old.anchor), [])
        words = old.folded.split()
        alike = [SequenceMatcher(None, words, new.folded.split(), autojunk=False).ratio() for new in candidates]
        if alike and max(alike) >= _ALIKE:
            yield old, candidates.pop(alike.index(max(alike)))


def _claims(changes: Iterable[tuple[str | None, str | None, str]]) -> tuple[PublicClaim, ...]:
    """One claim for each wording, wherever it stands: in the order in which they were found."""
    addresses: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for before, after, address in changes:
        addresses.setdefault((before, after), {})[address] = None
    return tuple(PublicClaim(*sides, tuple(places)) for sides, places in addresses.items())


def _ledgers(before: Archive, after: Archive, renamed: Mapping[str, str]) -> Iterator[LedgerChange]:
    olds, news = (
        {(c.old.id, c.new.id): c.ledger for c in Analysis(archive).comparisons} for archive in (before, after)
    )
    for old, new in dict.fromkeys([*news, *olds]):
        one, other = olds.get((old, new)), news.get((old, new))
        if _counted(one, renamed) != _counted(other, {}):
            yield LedgerChange(old, new, one, other)


def _counted(ledger: Ledger | None, renamed: Mapping[str, str]) -> object:
    """What each row counts; the order of the initiatives in a snapshot carries no meaning."""
    return ledger and {
        row.outcome: [sorted(renamed.get(each, each) for each in side) for side in (row.olds, row.news)]
        for row in ledger.rows
    }
