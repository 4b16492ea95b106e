"""What a change of the data does to the site: the sentences that appear, vanish or change, and the ledgers.

The sentences are taken from the finished pages, so they are what a reader will see and nothing else. A change
that only restyles a file has no impact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.comparing.comparison import Ledger, all_comparisons
from generator.impact.page_text import Sentence, sentences
from generator.model.archive import Archive
from generator.model.beyond import Beyond
from generator.pages import site_files
from generator.publishing.edition import Edition
from generator.record.history import History

_OF_OUR_RECORD = ("data/", "rettelser.md")
_NONE = Beyond()
# Below this share of common words, two sentences are not one that changed.
_ALIKE = 0.5


@dataclass(frozen=True)
class PublicClaim:
    """A sentence before and after, with the addresses where it stands; `before` or `after` is None if there is none."""

    before: str | None
    after: str | None
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class LedgerChange:
    """The ledger of a pair of agreements; one side is None when only the other has the pair."""

    old: str
    new: str
    before: Ledger | None
    after: Ledger | None


@dataclass(frozen=True)
class Impact:
    appears: tuple[PublicClaim, ...]
    vanishes: tuple[PublicClaim, ...]
    flips: tuple[PublicClaim, ...]
    ledgers: tuple[LedgerChange, ...]

    def __bool__(self) -> bool:
        return bool(self.appears or self.vanishes or self.flips or self.ledgers)


def impact(
    before: Archive, after: Archive, others_before: Beyond = _NONE, others_after: Beyond = _NONE
) -> Impact:
    """Compare the sites of two states of the data, each with what other sources say beside it.

    Versions and history, which say nothing of it, are left out, and so is English.
    """
    olds, news = _sentences(before, others_before), _sentences(after, others_after)
    gone, come = olds - news, news - olds
    flips = list(_flips(gone, come))
    for old, new in flips:
        gone[old] -= 1
        come[new] -= 1
    changed = _claims((old.text, new.text, new.address) for old, new in flips)
    return Impact(
        appears=_claims((None, s.text, s.address) for s in come.elements()),
        vanishes=_claims((s.text, None, s.address) for s in gone.elements()),
        flips=changed,
        ledgers=tuple(_ledgers(before, after)),
    )


def _sentences(archive: Archive, others: Beyond) -> Counter[Sentence]:
    pages = site_files(Edition(archive, History(missing=""), beyond=others))
    return Counter(sentences(page for page in pages if not page.path.startswith(_OF_OUR_RECORD)))


def _flips(gone: Iterable[Sentence], come: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pair each sentence that goes with the one most like it that comes at the same place."""
    waiting: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in come:
        waiting.setdefault((sentence.page, sentence.anchor), []).append(sentence)
    for old in gone:
        candidates = waiting.get((old.page, old.anchor), [])
        best = max(candidates, key=lambda new: _likeness(old.folded, new.folded), default=None)
        if best is not None and _likeness(old.folded, best.folded) >= _ALIKE:
            candidates.remove(best)
            yield old, best


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _claims(found: Iterable[tuple[str | None, str | None, str]]) -> tuple[PublicClaim, ...]:
    """One claim for each wording, wherever it stands: in the order in which they were found."""
    addresses: dict[tuple[str | None, str | None], list[str]] = {}
    for before, after, address in found:
        addresses.setdefault((before, after), []).append(address)
    return tuple(
        PublicClaim(before, after, tuple(dict.fromkeys(places)))
        for (before, after), places in addresses.items()
    )


def _ledgers(before: Archive, after: Archive) -> Iterator[LedgerChange]:
    olds, news = _by_pair(before), _by_pair(after)
    for old, new in dict.fromkeys([*news, *olds]):
        one, other = olds.get((old, new)), news.get((old, new))
        if _counted(one) != _counted(other):
            yield LedgerChange(old, new, one, other)


def _counted(ledger: Ledger | None) -> object:
    """What each row counts; the order of the initiatives in a snapshot carries no meaning."""
    return ledger and {row.outcome: (frozenset(row.olds), frozenset(row.news)) for row in ledger.rows}


def _by_pair(archive: Archive) -> Mapping[tuple[str, str], Ledger]:
    return {(c.old.id, c.new.id): c.ledger for c in all_comparisons(archive)}
