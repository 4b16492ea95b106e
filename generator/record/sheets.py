"""What stands in our record, line by line in Danish, so that two versions of it can be compared in plain words.

The lines follow the fields of the models: `title` of a field is what its line is called. What the agreement itself
says of an initiative is told by `facets`; the sheets hold the rest: our own words, the evidence and our judgements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple, get_args, get_origin

from generator.comparing.facets import STATED_BY_FACTS, Facet
from generator.folding import fold
from generator.model.agreement import (
    Agreed,
    Context,
    Coverage,
    Effective,
    Fact,
    FocusArea,
    Hit,
    Link,
    Origin,
    Outcome,
    Party,
    ScopeFact,
    Source,
    StatedCount,
    Transfer,
    is_fact,
    named_parties,
)
from generator.model.beside import Mention, Period, PublicSource
from generator.model.beyond import Account
from generator.model.fields import HitElsewhere, Refers, Text, Value
from generator.model.values import PartialDate
from generator.record.history import Amendment, amendment, untold
from generator.wording import labels
from generator.wording.fact_words import facet_words
from generator.wording.translator import DANISH_T
from generator.wording.writing import date_words, period_words

Key = tuple[str, ...]
_ROLES = {
    "agrees": "indgår aftalen",
    "pays": "betaler",
    "contributes": "bidrager",
    "receives": "modtager",
    "delivers": "leverer",
}
_RELATIONS = {
    "split": "en del af",
    "merged": "samlet af blandt andet",
    "absorbed": "har optaget",
    "spun-off": "udskilt fra",
}
_CODES: tuple[Mapping[str, str], ...] = (
    *(labels.AGREEMENT_KINDS, labels.BASES, labels.CERTAINTIES, labels.COMMITMENTS, labels.CONTEXT_KINDS),
    *(labels.SOURCE_KINDS, labels.KINDS, labels.PRESENCES, labels.SEEN, labels.CONFIDENCES, labels.HEADINGS),
    *(labels.EVENT_KINDS, _ROLES, _RELATIONS),
    {outcome: words.label for outcome, words in labels.OUTCOMES.items()},
)


@dataclass(frozen=True)
class Line:
    """One thing that stands in the record. `same` is what two versions are compared by, where the words are not.

    Words are compared folded: nobody is told of a change that nobody can see. What `is_quoted` is from a source, and
    once it is gone it is not told: what was quoted too much is not quoted again. What is English is a translation
    `of` another line, by its key. Where the line that it stands `within` came or went, that alone is told.
    """

    heading: str
    words: str
    same: tuple[str, ...] = ()
    is_quoted: bool = False
    of: Key | None = None
    within: Key | None = None

    @property
    def folded(self) -> list[str]:
        return [*map(fold, self.same or (self.words,))]


Sheet = dict[Key, Line]


def differences(old: Sheet, new: Sheet) -> Iterator[Amendment]:
    """The lines that are not the same, in the order of the newer sheet and then of the older."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        line = after or old[key]
        if line.of and not (before and before.of and _is_told_apart(before.of, old, new)):
            continue  # a first translation says nothing that was not said
        if line.within and (line.within in old) != (line.within in new):
            continue
        if not (before and after and before.folded == after.folded):
            words = after.words if after else None
            if before and before.is_quoted:
                difference = untold(line.heading, words)
            else:
                difference = amendment(line.heading, before.words if before else None, words)
            yield replace(difference, is_english=bool(line.of))


def _is_told_apart(danish: Key, old: Sheet, new: Sheet) -> bool:
    """Whether a change of the English is told beside its Danish, rather than as a part of what came or went.

    What is in neither sheet is told by the facets. A gloss would give back words of the source that are gone.
    """
    before, after = old.get(danish), new.get(danish)
    if before is None or after is None:
        return before is after
    return before.folded == after.folded or not before.is_quoted


@dataclass(frozen=True)
class Names:
    """What ids are called. One that is no longer known stands for itself."""

    parties: Mapping[str, str]
    themes: Mapping[str, str]
    initiatives: Mapping[str, str]
    agreements: Mapping[str, str]
    whole: Value | None = None  # whose sources and focus areas are meant

    def within(self, whole: Value) -> Names:
        return replace(self, whole=whole)

    def called(self, refers: Refers, an_id: str) -> str:
        if refers.to == "facts":
            return "et andet beløb"
        titles = getattr(self, refers.to, None)
        if titles is None:
            titles = {each.id: each.title.da for each in getattr(self.whole, refers.to, ())}
        return str(titles.get(an_id, an_id))


def said_of(fact: Fact) -> set[str]:
    """The fields that the words of a fact say; of a scope the label is the content."""
    return {"id", *STATED_BY_FACTS, *(["label"] if isinstance(fact, ScopeFact) else [])}


def sheet(value: Value, names: Names, elsewhere: Collection[str], key: Key = (), about: str = "") -> Sheet:
    """A line for each field of *value*, which is *about* something; only the English of those told *elsewhere*."""
    lines: Sheet = {}
    for name in type(value).fields():
        inner, title = getattr(value, name), type(value).model_fields[name].title
        is_itself = isinstance(inner, Text) and f"»{inner.da}«" == about
        at, heading = (*key, name), f"{title} ({about})" if about and not is_itself else str(title)
        match inner:
            case None | ():
                pass
            case Text():
                lines |= _text_lines(at, heading, inner)
                if name in elsewhere:
                    del lines[at]
            case _ if name in elsewhere:
                pass
            case (Text(), *_):
                for text, identity in zip(inner, distinct_keys((fold(text.da),) for text in inner), strict=True):
                    lines |= _text_lines((*at, *identity), heading, text)
            case Value():
                lines |= _part(inner, names, at, heading, str(title).lower())
            case (Value(), *_):
                for part, identity in zip(inner, distinct_keys(map(_identity, inner)), strict=True):
                    lines |= _part(part, names, (*at, *identity), heading)
            case _ if name == "gloss":
                of = (*key, "phrase")
                lines[at] = Line(heading, inner, of=of if of in lines else key)
            case _:
                lines[at] = _line(heading, type(value), name, inner, names)
    return lines


def distinct_keys(keys: Iterable[Key]) -> Iterator[Key]:
    """The keys; one that was there already has a number, as the order is all that tells the two apart."""
    seen: Counter[Key] = Counter()
    for key in keys:
        seen[key] += 1
        yield key if seen[key] == 1 else (*key, str(seen[key]))


def _text_lines(key: Key, heading: str, text: Text) -> Sheet:
    lines = {key: Line(heading, text.da)}
    if text.en:
        lines[*key, "en"] = Line(f"{heading}, på engelsk", text.en, of=key)
    if text.official:
        label = f"Hvor det engelske navn bruges ({heading})"
        lines[*key, "official"] = Line(label, text.official, of=key)
    return lines


def _part(part: Value, names: Names, key: Key, heading: str, about: str = "") -> Sheet:
    """A line that says what *part* is, and those of what else it says, told only where it neither came nor went."""
    called = _called(part, names)
    inside = sheet(part, names, called.fields, key, about or f"»{called.name or called.words}«")
    if not called.words:
        return inside
    within = {at: replace(line, within=line.within or key) for at, line in inside.items()}
    return {key: Line(heading, called.words, called.same), **within}


def _identity(part: Value) -> Key:
    """What tells *part* from the others of its list."""
    match part:
        case HitElsewhere():
            return (part.agreement, fold(part.phrase))
        case Hit():
            return (fold(part.phrase),)
        case _:
            names = {Party: "party", Mention: "agreement", Account: "source", PublicSource: "url"}
            return (str(getattr(part, names.get(type(part), "id"))),)


class _Called(NamedTuple):
    """What a part of a snapshot is called in one line, and the `fields` that this says. `name` is short for it."""

    words: str = ""
    fields: Collection[str] = ()
    name: str = ""
    same: tuple[str, ...] = ()


def _called(part: Value, names: Names) -> _Called:
    match part:
        case Agreed():
            return _Called(date_words(DANISH_T, part.date), {"date"})
        case Effective() | Period():
            return _Called(period_words(DANISH_T, part.from_, part.to), {"from_", "to"})
        case Coverage():
            return _Called("fuldstændig" if part.complete else "ikke fuldstændig", {"complete"})
        case Mention():
            return _Called(names.agreements.get(part.agreement, part.agreement), {"agreement"})
        case Account():
            return _Called(part.text.da, {"text"})
        case Source() | PublicSource():
            whole = f"{part.publisher.da}, {part.title.da}"
            return _Called(whole, {"id", "publisher", "title"}, part.title.da)
        case Party():
            return _Called(names.parties.get(part.party, part.party), {"party"})
        case StatedCount():
            return _Called(f"{part.count} {part.unit.da}", {"id", "count", "unit"}, part.unit.da)
        case FocusArea():
            return _Called(part.title.da, {"id", "title"})
        case Context():
            whole = f"{part.speaker.da}: {part.text.da}"
            return _Called(whole, {"id", "speaker", "text"}, part.speaker.da)
        case Origin():
            is_continued = part.outcome == "continued"
            words = "Videreført" if is_continued else labels.OUTCOMES[Outcome(part.outcome)].label
            return _Called(words, {"outcome"})
        case Link():
            title = names.initiatives.get(part.id, part.id)
            words = f"{_RELATIONS[part.relation]} »{title}«"
            return _Called(words, {"id", "relation"}, title, (part.relation, part.id))
        case Transfer():
            start, *ends = (names.initiatives.get(i, i) for i in (part.from_, *part.to))
            same = part.from_, *sorted({*part.to})
            return _Called(f"fra {start} til {DANISH_T.joined(ends)}", {"from_", "to"}, same=same)
        case HitElsewhere():
            title = names.agreements.get(part.agreement, part.agreement)
            words = f"{part.phrase} ({title}): {part.why.da}"
            return _Called(words, {"agreement", "phrase", "why"}, part.phrase, (part.phrase, part.why.da))
        case Hit():
            return _Called(f"{part.phrase}: {part.why.da}", {"phrase", "why"}, part.phrase)
        case _ if is_fact(part):
            parties = {**{party: party for _, party in named_parties(part)}, **names.parties}
            titles = {party: Text(da=name) for party, name in parties.items()}
            facet = Facet(part.kind, "added", part.id, None, part)
            label, _, value = facet_words(DANISH_T, facet, titles, with_terms=False)
            return _Called(f"{label}: {value}" if label else str(value), said_of(part), part.label.da)
        case _:
            return _Called()


def _line(heading: str, model: type[Value], name: str, value: object, names: Names) -> Line:
    """A line of what is one value or a list of ids or words."""
    types = _types(model, name)
    refers = next((each for each in types if isinstance(each, Refers)), None)
    match value:
        case tuple() if name == "phrase":
            return Line(heading, " … ".join(value), value, is_quoted=True)
        case tuple():
            words = DANISH_T.joined([names.called(refers, each) for each in value]) if refers else ", ".join(value)
            return Line(heading, words, tuple(sorted({*map(fold, value)})))
        case str() if refers:
            return Line(heading, names.called(refers, value), (value,))
        case str() if codes := next((get_args(each) for each in types if get_origin(each) is Literal), None):
            return Line(heading, next(words[value] for words in _CODES if words.keys() >= set(codes)))
        case bool():
            return Line(heading, "beregnet af os" if value else "tallet står i kilden")
        case PartialDate():
            return Line(heading, date_words(DANISH_T, value))
        case _:
            return Line(heading, str(value))


@cache
def _types(model: type[Value], name: str) -> tuple[object, ...]:
    """The type of a field, and every type and mark inside it."""
    field = model.model_fields[name]
    every: list[object] = [field.annotation, *field.metadata]
    for each in every:
        every += get_args(each)
    return tuple(every)
