"""The words in which a citation says what a fact is, which state of the data it is from, and whose text it rests on."""

from __future__ import annotations

from datetime import date

from generator.model.agreement import Source
from generator.model.facts import Fact
from generator.model.fields import Commitment, Text
from generator.model.values import PartialDate
from generator.wording.fact_words import fact_heading
from generator.wording.writing import date_words

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SORTS = {
    "Måltal": Text(da="Mål", en="Target"),
    "Frist": Text(da="Frist", en="Deadline"),
    "Periode": Text(da="Periode", en="Period"),
}
_SOFT = {
    "aims": Text(da="ambition", en="ambition"),
    "examines": Text(da="skal undersøges", en="to be examined"),
    "discusses": Text(da="skal drøftes", en="to be discussed"),
    "notes": Text(da="kun nævnt", en="only mentioned"),
}
# How the snapshots write of a source that names no publisher, and of one without a title of its own.
_NO_PUBLISHER, _CREDITS, _OUR_TITLE = "Ikke oplyst", "teksten krediterer ", " (vores betegnelse)"


def sort_of(fact: Fact, commitment: Commitment) -> Text | None:
    """What comes before the value of something still to be reached, or it would read as a result."""
    sort = _SORTS.get(fact_heading(fact)) if fact.kind in ("target", "deadline") else None
    soft = _SOFT.get(commitment)
    if not sort or not soft:
        return sort
    return Text(da=f"{sort.da} ({soft.da})", en=f"{sort.en} ({soft.en})")


def danish_day(day: date) -> str:
    return date_words(PartialDate(day.year, day.month, day.day))


def english_day(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def danish_source(source: Source) -> str:
    """Publisher and title; a title that is ours stands without the marks of a quotation."""
    publisher, title = source.publisher.da, source.title.da
    if publisher.startswith(_NO_PUBLISHER):
        publisher = f"uden angivet udgiver{_parenthesis(publisher)}"
    if title.endswith(_OUR_TITLE):
        ours = title.removesuffix(_OUR_TITLE)
        return f"{publisher}, {ours[:1].lower()}{ours[1:]}{_OUR_TITLE}"
    return f"{publisher}, »{title}«"


def english_source(source: Source) -> str:
    """The same without Danish words of ours; what others have written keeps its own language."""
    publisher = source.publisher.en or source.publisher.da
    if source.publisher.da.startswith(_NO_PUBLISHER):
        credited = source.publisher.da.partition(_CREDITS)[2]
        told = f"; the text credits {credited}" if credited and not source.publisher.en else publisher
        publisher = f"no publisher stated{_parenthesis(told)}"
    if source.title.da.endswith(_OUR_TITLE):
        ours = source.title.en or "untitled"
        return f"{publisher}, {ours[:1].lower()}{ours[1:]}"
    return f"{publisher}, “{source.title.da}”"


def _parenthesis(publisher: str) -> str:
    """What is said beside that there is no publisher, such as who is credited."""
    rest = publisher.partition("; ")[2]
    return f" ({rest})" if rest else ""
