"""Whether what is only aimed for, examined or discussed is called firmer than that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from generator.checks.fault import Fault, ValuesCheck
from generator.model.agreement import Agreement
from generator.model.facts import AmountFact, CountFact, Fact, PartyFact
from generator.model.fields import Commitment, Value

# How firm the words of a text are, where they do not decide; * stands for every ending, _ for a space.
_SOFT: Mapping[Commitment, str] = {
    "aims": "ambition* tilstræb* bestræb* stræbe* stræber* ønske ønsker ønskes ønsket håb håbe* hensigt hensigten"
    " intention* målsætning* bør sigter sigtes sigte_efter sigte_mod arbejde_for arbejder_for arbejdes_for"
    " arbejde_hen_imod arbejder_hen_imod arbejdes_hen_imod arbejde_henimod arbejder_henimod",
    "examines": "undersøg* afklar* afdæk* overvej* vurdere vurderer vurderes vurdering* kortlæg* udrede udredes"
    " udredning* se_på ser_på ses_på kigge_på kigger_på",
    "discusses": "drøft* diskuter* forhandl*",
}
_RANKS: Mapping[Commitment, int] = {level: rank for rank, level in enumerate(get_args(Commitment))}


def _pattern(words: str) -> re.Pattern[str]:
    forms = "|".join(words.split()).replace("*", r"\w*").replace("_", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


_PATTERNS = {level: _pattern(words) for level, words in _SOFT.items()}
# What money or a number is for: »5 mio. kr. til at undersøge« is given, whatever is found.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ»])")
_PURPOSE = re.compile(r"\btil\s+(?:at\s+)?$", re.IGNORECASE)


def soft_verbs_stay_soft(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure nothing is called firmer than its phrase, or what our summary begins with: an aim is no decision."""
    for agreement in (value for value in values if isinstance(value, Agreement)):
        for initiative in agreement.initiatives:
            softer = soft_word(initiative.phrase, initiative.commitment)
            if softer:
                yield (initiative.place.at("commitment"), _message(initiative.commitment, *softer, advice="Write"))
            elif softer := soft_word(_SENTENCE_END.split(initiative.summary.da, 1)[:1], initiative.commitment):
                message = f"{initiative.commitment}, but the summary begins with what is only »{softer[1]}«"
                yield (
                    initiative.place.at("summary"),
                    f"{message}. Write commitment: {softer[0]}, or begin with what is firmer.",
                )
            for fact in initiative.facts:
                level = fact.commitment or initiative.commitment
                softer = _softer_fact(fact, level)
                if softer:
                    advice = "Write" if fact.commitment else "Add"
                    yield fact.place.at("commitment"), _message(level, *softer, advice=advice)


def _softer_fact(fact: Fact, level: Commitment) -> tuple[Commitment, str] | None:
    if isinstance(fact, PartyFact):
        return None
    return soft_word(fact.phrase, level, is_given=isinstance(fact, AmountFact | CountFact))


def soft_word(phrase: Sequence[str], level: Commitment, *, is_given: bool = False) -> tuple[Commitment, str] | None:
    """The softest level that a word of the phrase is of, where it is softer than *level*, and that word."""
    words = " ".join(phrase)
    for soft, pattern in reversed(_PATTERNS.items()):
        for match in pattern.finditer(words):
            if _RANKS[soft] > _RANKS[level] and not (is_given and _PURPOSE.search(words, 0, match.start())):
                return soft, match[0]
    return None


def _message(level: Commitment, soft: Commitment, word: str, *, advice: str) -> str:
    return f"{level}, but the phrase says »{word}«. {advice} commitment: {soft}, or quote where the text is firmer."


SOFT_VERBS_WARNINGS: tuple[ValuesCheck, ...] = (soft_verbs_stay_soft,)
