"""What stands in our record, line by line in Danish, so that two versions of it can be compared in plain words.

The lines follow the fields of the models: `title` of a field is what its line is called. What the agreement itself
says of an initiative is told by `facets`; the sheets hold the rest: our own words, the evidence and our judgements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args, get_origin

from generator.comparing.comparison import Outcome
from generator.comparing.facets import SAID_BY_FACTS, SAID_BY_PRESENCE, Facet
from generator.folding import fold
from generator.model.agreement import (
    Agreed,
    Agreement,
    Context,
    Coverage,
    Departure,
    Effective,
    FocusArea,
    Hit,
    Initiative,
    Link,
    Origin,
    Party,
    Source,
    StatedCount,
    StillSilent,
)
from generator.model.beside import Mention, Period, PublicSource
from generator.model.beyond import Account
from generator.model.facts import Fact, ScopeFact, Transfer, is_fact, named_parties
from generator.model.fields import HitElsewhere, Presence, Refers, Text, Value
from generator.model.values import PartialDate
from generator.record.lines import Key, Line, Sheet, english_lines, text_lines
from generator.wording import labels
from generator.wording.fact_words import facet_words
from generator.wording.translator import DANISH_T
from generator.wording.writing import date_words, period_words

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
    {outcome.value: words.label for outcome, words in labels.OUTCOMES.items()},
)


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
        match refers.to:
            case "sources" | "focus_areas" as attribute:
                titles: dict[str, str] = {i.id: i.title.da for i in getattr(self.whole, attribute, ())}
                return titles.get(an_id, an_id)
            case "facts":
                return "et andet beløb"
            case _:
                names: Mapping[str, str] = getattr(self, refers.to)
                return names.get(an_id, an_id)


def agreement_sheet(agreement: Agreement, names: Names) -> Sheet:
    """What we say of the agreement as such."""
    return sheet(agreement, names, {"id", "source", "initiatives", "not_continued", "still_not_mentioned"})


def initiative_sheet(initiative: Initiative, names: Names, presences: Iterable[Presence]) -> Sheet:
    """What is ours about an initiative. Of two versions with *presences* facets tell what both texts say."""
    both = {"title", "commitment"}.intersection(*(SAID_BY_PRESENCE[presence] for presence in presences))
    return sheet(initiative, names, {"id", "kind", "presence", "facts", *both})


def fact_sheet(fact: Fact, names: Names) -> Sheet:
    """What stands beside the value of a fact: our label and note, the evidence, and who pays and receives."""
    return sheet(fact, names, _said_of(fact), (fact.id,), f"»{fact.label.da}«")


def _said_of(fact: Fact) -> set[str]:
    """What the words of a fact say of it; of a scope the label is the content."""
    return {"id", *SAID_BY_FACTS, *(["label"] if isinstance(fact, ScopeFact) else [])}


def departure_sheet(departure: Departure, names: Names) -> Sheet:
    """What we say became of an initiative that is not in the agreement."""
    words = labels.OUTCOMES[Outcome(departure.outcome)].label
    rest = sheet(departure, names, {"id", "outcome"}, ("left",), "hvad der blev af det")
    return {("left",): Line("Hvad der blev af initiativet", words), **rest}


def silence_sheet(silent: StillSilent, names: Names) -> Sheet:
    """What was found as something else: that a silence goes on is not written each time."""
    return sheet(silent, names, {"id"})


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
                lines_of = english_lines if name in elsewhere else text_lines
                lines |= lines_of(at, heading, inner)
            case _ if name in elsewhere:
                pass
            case (Text(), *_):
                for text in inner:
                    lines |= text_lines((*at, fold(text.da)), heading, text)
            case Value():
                lines |= _part(inner, names, at, heading, str(title).lower())
            case (Value(), *_):
                for part in inner:
                    lines |= _part(part, names, (*at, *_identity(part)), heading)
            case _ if name == "gloss":
                of = (*key, "phrase")
                lines[at] = Line(heading, inner, of=of if of in lines else key)
            case _:
                lines[at] = replace(_line(type(value), name, inner, names), heading=heading)
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
        case Party():
            return (part.party,)
        case Hit():
            return (fold(part.phrase),)
        case HitElsewhere():
            return (part.agreement, fold(part.phrase))
        case Mention():
            return (part.agreement,)
        case Account():
            return (part.source,)
        case PublicSource():
            return (part.url,)
        case _:
            return (str(part.id),)  # type: ignore[attr-defined]  # all others that stand in a list have one


@dataclass(frozen=True)
class _Called:
    """What a part of a snapshot is called in one line, and the `fields` that this says. `name` is short for it."""

    words: str = ""
    fields: Collection[str] = ()
    name: str = ""
    same: object = None


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
            same = part.from_, frozenset(part.to)
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
            return _Called(f"{label}: {value}" if label else str(value), _said_of(part), part.label.da)
        case _:
            return _Called()


def _line(model: type[Value], name: str, value: object, names: Names) -> Line:
    """A line, yet without a heading, of what is one value or a list of ids or words."""
    types = _types(model, name)
    refers = next((each for each in types if isinstance(each, Refers)), None)
    match value:
        case tuple():
            if name == "phrase":
                return Line("", " … ".join(value), value, is_quoted=True)
            words = DANISH_T.joined([names.called(refers, each) for each in value]) if refers else ", ".join(value)
            return Line("", words, frozenset(value))
        case str() if refers:
            return Line("", names.called(refers, value), value)
        case str() if codes := next((get_args(each) for each in types if get_origin(each) is Literal), None):
            return Line("", next(words[value] for words in _CODES if words.keys() >= set(codes)))
        case bool():
            return Line("", "beregnet af os" if value else "tallet står i kilden")
        case PartialDate():
            return Line("", date_words(DANISH_T, value))
        case _:
            return Line("", str(value))


@cache
def _types(model: type[Value], name: str) -> tuple[object, ...]:
    """The type of a field, and every type and mark inside it."""
    field = model.model_fields[name]
    every: list[object] = [field.annotation, *field.metadata]
    for each in every:
        every += get_args(each)
    return tuple(every)
