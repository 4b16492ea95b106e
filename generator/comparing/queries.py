"""The words by which what one text says is looked for in another: a query for an initiative, and one for a fact.

A query holds groups of words: the title, each alias, the label, the quoted words. A sentence answers a group when
it holds more than half of the group's words. Words that nearly every sentence of the field holds are left out; a
group that has no others must be answered whole. Words are compared without their endings, by the rules of the search
on the site, assets/search/danish.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.folding import fold_case
from generator.model.agreement import AmountFact, DeadlineFact, Fact, Initiative, TargetFact

# Endings of nouns, verbs and adjectives, and of nouns made of verbs; the longest that fits is cut off.
_LONGEST_FIRST = (
    "elsernes elserne elsens elsen elsers elser else ernes erne erens eren eres ere ers er enes ene ens en"
    " ets et edes ede ende es e s"
)
_ENDINGS = tuple(_LONGEST_FIRST.split())
_NEUTER = re.compile(r"(?<=al|el|ig|iv|ad|sk)t$")  # digitalt, offentligt; not pagt and projekt
_FROM_NOUN = re.compile(r"^(.{5,})al[et]?$")  # kommunal, regionale
_IRREGULAR = {"nyt": "ny", "nye": "ny", "børn": "barn", "børnene": "barn", "børnenes": "barn", "børns": "barn"}
_VOWEL = re.compile("[aeiouyæøå]")
_SHORTEST = 3


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """*word*, which is folded and in lower case, without its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if _FROM_NOUN.match(word):
        return _FROM_NOUN.sub(r"\1", word)
    if len(word) > _SHORTEST + 1 and _NEUTER.search(word):
        return word[:-1]
    return _without_double(word[: len(word) - len(_ending(word))])


def _ending(word: str) -> str:
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and _VOWEL.search(rest):
            return ending
    return ""


def _without_double(word: str) -> str:
    """»artikel« and »artikl«, »middel« and »midl« meet."""
    word = re.sub(r"([bdfgklmnprst])\1$", r"\1", word)
    return re.sub(r"([bcdfghjklmnpqrstvwxz])\1?e([lr])$", r"\1\2", word)


WORD = re.compile(r"[^\W_]+(?:\.dk\b)?")  # borger.dk is one word
# Words of the language, which say nothing of any subject.
_SMALL = """
af anden andre at begge blandt blev blive bliver da de del dele den denne der dem deres derfor derudover dertil
desuden det dets dette disse du efter eller en end endelig enkelte er et evt flere for fra fx får få gennem går have
har havde han heller heraf herunder hos hun hvad hvem hver hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor
hvornår i ikke ind inden ingen jeg jo kan kr kun kunne man med mellem men mens mere mest meget mia mio mod må nogle
noget nok nu når og også om op os over pct på samme samt samtidig siden sig sin sine sit ske sker skal skulle som så
således sådan til ud uden under var ved vi via vil ville vore være været
"""
_COMMON = """
afsætte aftale andet arbejde bedre behov bidrag bruge brug dansk digital digitalisering digitaliseringsstrategi
eksisterende enig enighed fortsat fortsætte fremover frem fremtid fremtidig frist fælles fællesoffentlig fællesskab
give gøre god indhold indsats initiativ kommende konkret led lette lettere løbende løsning mit mulighed mål navn ny
nuværende næste offentlig område oplysning pr relevant række samlet sektor service sikre skabe store strategi stor
støtte styrke større stærk stærkere stærkt sætte tage tilbage tilgængelig udvalgt understøtte vedrørende vigtig videre
vis vise øge økonomi økonomiaftale økonomisk år årlig
"""
SMALL_WORDS = frozenset(_SMALL.split())
# Who takes part and whom it is for: that both texts name them says nothing either.
_ACTORS = """
borger danmark danske kl kommune land landet myndighed part parterne region regering stat
"""
_ACTOR_STEMS = frozenset(stem(word) for word in _ACTORS.split())
# Words that nearly every sentence about joint digitalisation holds.
_COMMON_STEMS = frozenset(stem(word) for word in _COMMON.split())


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words of which a sentence must hold more than half: as they are written, and their stems.

    Where `is_whole`, it must hold all of them, and not as parts of compounds: each alone stands nearly everywhere.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    is_whole: bool = False

    def least(self, *, with_number: bool) -> int:
        """How many of its words a sentence must hold; beside a number that was looked for, half is enough."""
        half = (len(self.stems) + 1) // 2
        if with_number:
            return half
        return len(self.stems) if self.is_whole else len(self.stems) // 2 + 1


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. With `numbers` a sentence must hold one of them, and of one of `groups` half of the words.

    `kroner` are what an `amount` states, which is looked for as such, whatever stands beside it.
    """

    groups: tuple[WordGroup, ...] = ()
    numbers: frozenset[Decimal] = frozenset()
    kroner: frozenset[Decimal] = frozenset()
    amount: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The groups as they are shown: words with plus signs between them, and numbers."""
        if self.kroner:
            return (self.amount,)
        numbers = [f"{number:f}" for number in sorted(self.numbers)]
        return tuple(" + ".join((*group.words, *numbers)) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it could tell one text from another."""
        return not (self.groups or self.kroner)


def query_of_initiative(initiative: Initiative) -> Query:
    """What an initiative is called, here and by its aliases, and the words it is quoted in."""
    texts = (initiative.title.da, *initiative.aliases, " ".join(initiative.phrase))
    return Query(_unlike(_group(_stems(text)) for text in texts))


def query_of_fact(fact: Fact, initiative: Initiative) -> Query:
    """What a fact says, without the words that name its initiative: the other text has that initiative too."""
    if isinstance(fact, AmountFact):
        return Query(kroner=frozenset(fact.amount.numbers), amount=str(fact.amount))
    names = frozenset(s for name in (initiative.title.da, *initiative.aliases) for s in _stems(name))
    return _query_of_fact(fact.label.da, " ".join(fact.phrase), _numbers(fact), names)


@lru_cache(maxsize=2**14)  # the same fact stands in many pairs
def _query_of_fact(label: str, phrase: str, numbers: frozenset[Decimal], names: frozenset[str]) -> Query:
    # A year in the words of a deadline is the number that is looked for.
    label_stems, phrase_stems = (
        {s: word for s, word in _stems(text).items() if not (numbers and s.isdecimal())} for text in (label, phrase)
    )
    least_one = bool(numbers)
    distinctive = {s: word for s, word in label_stems.items() if s not in names}
    label_group = _group(distinctive, is_number=least_one) or _group(label_stems, is_number=least_one)
    phrase_group = _group({s: word for s, word in phrase_stems.items() if s not in names}, is_number=least_one)
    return Query(_unlike((label_group, phrase_group)), numbers)


def _unlike(groups: Iterable[WordGroup | None]) -> tuple[WordGroup, ...]:
    return tuple({group.stems: group for group in groups if group}.values())


def _group(words: Mapping[str, str], *, is_number: bool = False) -> WordGroup | None:
    """The words that tell one text from another, or all of several where none does; *words* are by stem."""
    telling = {s: word for s, word in words.items() if s not in _COMMON_STEMS}
    if not all(s.isdecimal() for s in telling):  # a year alone tells nothing
        return WordGroup(tuple(telling.values()), tuple(telling))
    if len(words) > 1 or (is_number and words):
        return WordGroup(tuple(words.values()), tuple(words), is_whole=True)
    return None


def _stems(text: str) -> Mapping[str, str]:
    """The words of a text that are about a subject, as first written, by stem."""
    words: dict[str, str] = {}
    for word in _content(text):
        words.setdefault(stem(word), word)
    return words


def _content(text: str) -> Iterator[str]:
    for word in WORD.findall(fold_case(text)):
        if len(word) > 1 and word not in SMALL_WORDS and stem(word) not in _ACTOR_STEMS:
            yield word


def _numbers(fact: Fact) -> frozenset[Decimal]:
    if isinstance(fact, DeadlineFact):
        return frozenset(Decimal(date.year) for date in (fact.starts, fact.date) if date)
    counted = [fact.value] if isinstance(fact, TargetFact) else [count for _, count, _ in fact.counted]
    return frozenset(number for count in counted for number in count.numbers)
