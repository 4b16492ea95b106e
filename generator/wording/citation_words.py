"""What a citation says a fact is, which state of the data it is from, and whose text it rests on.

A citation has a text in each language beside the other, whichever of them its page is in. So what goes into
one of them alone is asked for in that language here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from generator.model.agreement import Source
from generator.model.facts import AmountFact, CountFact, DeadlineFact, Fact, PartyFact, TargetFact, TextFact
from generator.model.fields import Commitment, Text
from generator.wording.translator import Translator, message

_TARGET = Text(da="Mål", en="Target")
_DEADLINE = Text(da="Frist", en="Deadline")
_PERIOD = Text(da="Periode", en="Period")
_SOFT: Mapping[Commitment, Text | None] = {
    "decided": None,
    "aims": Text(da="ambition", en="ambition"),
    "examines": Text(da="skal undersøges", en="to be examined"),
    "discusses": Text(da="skal drøftes", en="to be discussed"),
    "notes": Text(da="kun nævnt", en="only mentioned"),
}
# How the snapshots write of a source that names no publisher, and of one without a title of its own.
_NO_PUBLISHER, _CREDITS, _ENGLISH_CREDITS = "Ikke oplyst", "teksten krediterer ", "the text credits "
_OUR_TITLE = " (vores betegnelse)"
# Who answers for a site that gives no other name.
_OURSELVES = message("Holdet bag Aftalespor")


def author_words(t: Translator, publisher: str) -> str:
    """Who answers for the site; a name that the settings give instead of ours stays as it is."""
    return t(publisher) if publisher == _OURSELVES else publisher


def sort_of(fact: Fact, commitment: Commitment) -> Text | None:
    """What comes before the value of something still to be reached, or it would read as a result."""
    sort = _sort(fact)
    soft = _SOFT[commitment]
    if not sort or not soft:
        return sort
    return Text(da=f"{sort.da} ({soft.da})", en=f"{sort.en} ({soft.en})")


def _sort(fact: Fact) -> Text | None:
    match fact:
        case TargetFact():
            return _TARGET
        case DeadlineFact():
            return _PERIOD if fact.is_period else _DEADLINE
        case AmountFact() | CountFact() | TextFact() | PartyFact():
            return None
        case _:
            assert_never(fact)


def danish_source(source: Source) -> str:
    """Publisher and title; a title that is ours stands without the marks of a quotation."""
    publisher, title = source.publisher.da, source.title.da
    if publisher.startswith(_NO_PUBLISHER):
        publisher = f"uden angivet udgiver{_parenthesis(publisher)}"
    if title.endswith(_OUR_TITLE):
        return f"{publisher}, {_lowered(title)}"
    return f"{publisher}, »{title}«"


def english_source(source: Source) -> str:
    """The same in English; what others have written keeps its own language, and is explained."""
    publisher, title = source.publisher.en or source.publisher.da, source.title
    if source.publisher.da.startswith(_NO_PUBLISHER):
        credited = _credited(source.publisher)
        publisher = "no publisher stated" + (f" (the text credits {credited})" if credited else "")
    if title.da.endswith(_OUR_TITLE):
        return f"{publisher}, {_lowered(title.en) if title.en else 'untitled'}"
    explained = f" [{title.en}]" if title.en and title.en != title.da else ""
    return f"{publisher}, “{title.da}”{explained}"


def _credited(publisher: Text) -> str:
    if publisher.en:
        return publisher.en.partition(_ENGLISH_CREDITS)[2]
    return publisher.da.partition(_CREDITS)[2]


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _parenthesis(publisher: str) -> str:
    """What is said beside that there is no publisher, such as who is credited."""
    rest = publisher.partition("; ")[2]
    return f" ({rest})" if rest else ""
