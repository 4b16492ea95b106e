"""How alike two initiatives are: by id, by name, and by the words that are rare enough to say something.

The only door to rapidfuzz.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.evidence.source_text import words_in
from generator.folding import distinct, fold_case
from generator.model.agreement import Initiative
from generator.model.archive import Archive

_SAME_WORD = 84  # of 100: »samtykke« and »samtykker«, but not »digital« and »digitalt udfordret«
_SAME_NAME, _LIKE_NAME = 85, 60
_SHORTEST_WORD = 4
# Words of the language, not of any subject; shorter ones are left out anyway.
_FILLER_WORDS = (
    "andre anden blandt blev blive bliver dele denne deres disse eller efter flere frem have hvor hvordan ikke"
    " inden kunne mange mellem mere noget nogle over samt siden sine skal skulle under være ville"
)
_FILLERS = frozenset(_FILLER_WORDS.split())


@dataclass(frozen=True)
class Likeness:
    """How alike *new* and an older initiative are, from 0 to 1, and what speaks for it."""

    new: Initiative
    score: float
    name_score: float
    names: tuple[str, str]
    mentioned: tuple[str, ...]
    shared_words: tuple[str, ...]
    same_id_words: tuple[str, ...]
    same_theme: bool

    @property
    def is_same_named(self) -> bool:
        return self.name_score >= _SAME_NAME

    @property
    def is_like_named(self) -> bool:
        return self.name_score >= _LIKE_NAME


class Comparer:
    """Compares initiatives by how rare their words are in *archive*: that two are »digital« says nothing here."""

    def __init__(self, archive: Archive) -> None:
        every = [words for agreement in archive.agreements for words in map(_words, agreement.initiatives)]
        self._total = len(every)
        self._in = Counter(stem for words in every for stem in {_stem(word) for word in words})

    def compare(self, old: Sequence[Initiative], new: Initiative) -> Likeness:
        """Compare *new* with an initiative as it stands in older agreements, the newest wording last."""
        latest = old[-1]
        names = [name for version in old for name in _names(version)]
        name_score, pair = max(
            ((_name_likeness(a, b), (a, b)) for a in distinct(names) for b in _names(new)), key=lambda scored: scored[0]
        )
        mine, theirs = _words(latest), _words(new)
        shared = self._shared(mine, theirs)
        ids = _id_words(latest.id, new.id)
        mentioned = _mentioned(names, new) or _mentioned(_names(new), latest)
        same_theme = latest.theme == new.theme
        score = (
            0.45 * name_score / 100
            + 0.35 * self._overlap(shared, mine, theirs)
            + 0.1 * bool(mentioned)
            + 0.05 * bool(ids)
            + 0.05 * same_theme
        )
        return Likeness(new, score, name_score, pair, mentioned, tuple(shared), ids, same_theme)

    def _shared(self, mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
        """The words of *mine* that the other has too, the rarest first."""
        others = list(theirs)
        both = [word for word in mine if any(fuzz.ratio(word, other) >= _SAME_WORD for other in others)]
        return sorted(both, key=lambda word: (-self._weight(word), word))

    def _overlap(self, shared: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> float:
        smaller = min(sum(map(self._weight, mine)), sum(map(self._weight, theirs)))
        return min(1.0, sum(map(self._weight, shared)) / smaller) if smaller else 0.0

    def _weight(self, word: str) -> float:
        return math.log((1 + self._total) / (1 + self._in[_stem(word)]))


def _name_likeness(a: str, b: str) -> float:
    a, b = fold_case(a), fold_case(b)
    whole = fuzz.token_sort_ratio(a, b)
    # All words of a short name inside a longer one is less than the same name, and nothing if it is one word.
    part = 0.85 * fuzz.token_set_ratio(a, b) if min(len(a.split()), len(b.split())) > 1 else 0.0
    return max(whole, part)


def _names(initiative: Initiative) -> list[str]:
    return [initiative.title.da, *initiative.aliases]


def _words(initiative: Initiative) -> list[str]:
    """The words that say what it is about, each once whatever its inflection."""
    labels = [fact.label.da for fact in initiative.facts]
    text = " ".join([*_names(initiative), initiative.summary.da, *labels])
    by_stem: dict[str, str] = {}
    for word in words_in(text):
        if len(word) >= _SHORTEST_WORD and not word.isdigit() and word not in _FILLERS:
            by_stem.setdefault(_stem(word), word)
    return list(by_stem.values())


def _stem(word: str) -> str:
    """Danish endings off, so that a word is counted together with its inflections."""
    return re.sub(r"(?:ernes|erne|ens|ets|ene|en|et|er|es|e|s|t)$", "", word) or word


def _id_words(a: str, b: str) -> tuple[str, ...]:
    common = set(a.split("-")) & set(b.split("-"))
    return tuple(sorted(word for word in common if len(word) >= _SHORTEST_WORD and not word.isdigit()))


def _mentioned(names: Iterable[str], where: Initiative) -> tuple[str, ...]:
    """The names that stand in the other's own words or in the words that it quotes."""
    quoted: Mapping[str, None] = dict.fromkeys((*where.phrase, *(p for fact in where.facts for p in fact.phrase)))
    text = fold_case(" ".join([where.title.da, *where.aliases, where.summary.da, *quoted]))
    return tuple(
        name
        for name in distinct(names)
        if len(name) >= _SHORTEST_WORD and re.search(rf"(?<!\w){re.escape(fold_case(name))}", text)
    )
