"""What differs in what other sources say, and in the list of agreements that nobody has read, in plain words.

Each is told in parts with names of their own. A part is a mapping of the file, and every value in it is a line, so that
no key can be left out; the heading is how the key is described to whoever writes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic.fields import FieldInfo

from generator.comparing.facets import Facet
from generator.model.beyond import Beyond, Dispute, Event, OtherSource, Overlay
from generator.model.facts import PartyFact, is_fact
from generator.model.fields import Text, Value
from generator.model.unread import Unread, UnreadAgreement
from generator.model.values import PartialDate
from generator.record.lines import Key, Line, Sheet, differences, gloss_line, text_lines
from generator.record.sheets import Names, fact_sheet
from generator.record.words import Amendment, amendment
from generator.wording import labels
from generator.wording.catalogue import Wording
from generator.wording.facet_words import facet_heading, facet_words
from generator.wording.writing import date_words

Others = Beyond | Unread
MODELS: Mapping[str, type[Others]] = {"_beyond.yaml": Beyond, "_unread.yaml": Unread}
# What stands where an agreement's id would, of a source that is of none.
OF_OTHERS = "andre-kilder"
# An agreement and the initiative in it; None is the agreement as a whole.
About = tuple[str, str | None]

_PARTS = {
    "sources": "Anden kilde",
    "agreements": "Andre kilder",
    "initiatives": "Initiativ fra andre kilder",
    "additions": "Tilføjelse fra andre kilder",
    "confirmations": "Bekræftelse fra andre kilder",
    "not_continued": "Hvad der blev af initiativet, ifølge andre kilder",
    "still_not_mentioned": "Følges stadig, ifølge andre kilder",
    "events": "Begivenhed",
    "disputes": "Uenighed mellem kilder",
    "unread": "Aftale, der ikke er læst",
}
# Keys whose description is to whoever writes them.
_KEYS = {
    "source": "kilde",
    "also": "flere kilder, der siger det samme",
    "sources": "kilder",
    "primary": "kilder, der er aftalen selv",
    "confidence": "hvor godt det er bekræftet",
    "phrase": "citat",
}
_OF_AN_AGREEMENT = ("initiatives", "additions", "confirmations", "not_continued", "still_not_mentioned")
_CODES: Sequence[Mapping[str, str]] = (
    labels.KINDS, labels.PRESENCES, labels.COMMITMENTS, labels.BASES, labels.CERTAINTIES, labels.SOURCE_KINDS,
    labels.AGREEMENT_KINDS, labels.SEEN, labels.CONFIDENCES, labels.HEADINGS, labels.EVENT_KINDS,
    Wording({outcome.value: words.label for outcome, words in labels.OUTCOMES.items()}),
)  # fmt: skip
_NAMES = ("title", "label", "text", "question", "note")


def amendments_of_others(old: Others, new: Others, names: Names) -> dict[About, list[Amendment]]:
    """What differs between two versions of the same file, by what it is about."""
    found: dict[About, list[Amendment]] = {}
    for part in changed_parts(old, new, names):
        for about in part.abouts:
            found.setdefault(about, []).extend(part.amendments)
    return found


@dataclass(frozen=True)
class ChangedPart:
    """A part of a file that is not as it `was`; `now` is None where it is taken out."""

    name: Key
    abouts: Sequence[About]
    was: Value
    now: Value | None
    amendments: Sequence[Amendment]


def changed_parts(old: Others, new: Others, names: Names) -> Iterator[ChangedPart]:
    """The parts that were in *old*. What is new is no change of what stood there."""
    came = dict(_parts(new))
    for name, (abouts, was) in _parts(old):
        _, now = came.get(name, ((), None))
        if was != now and (lines := [*_lines(name, (was, old), (now, new), names)]):
            yield ChangedPart(name, abouts, was, now, lines)


def _parts(others: Others) -> Iterator[tuple[Key, tuple[Sequence[About], Value]]]:
    """Each part by a name of its own, with what it is about."""
    if isinstance(others, Unread):
        for agreement in others.unread:
            yield ("unread", agreement.id), ([(agreement.id, None)], agreement)
        return
    for source in others.sources:
        yield ("sources", source.id), ([(OF_OTHERS, None)], source)
    for overlay in others.agreements:
        yield from _parts_of(overlay)
    for event in others.events:
        yield ("events", event.id), ([(event.agreement, i) for i in event.initiatives or (None,)], event)
    for dispute in others.disputes:
        yield ("disputes", dispute.id), ([(dispute.agreement, dispute.initiative)], dispute)


def titles(others: Others) -> Iterator[tuple[tuple[str | None, str | None], Text]]:
    """What agreements and initiatives are called that no snapshot has."""
    yield (OF_OTHERS, None), Text(da="Andre kilder", en="Other sources")
    if isinstance(others, Unread):
        yield from (((agreement.id, None), agreement.title) for agreement in others.unread)
    else:
        items = (initiative for overlay in others.agreements for initiative in overlay.initiatives)
        yield from (((None, initiative.id), initiative.title) for initiative in items)


def _parts_of(overlay: Overlay) -> Iterator[tuple[Key, tuple[Sequence[About], Value]]]:
    whole = overlay.model_copy(update=dict.fromkeys(_OF_AN_AGREEMENT, ()))
    yield ("agreements", overlay.id), ([(overlay.id, None)], whole)
    seen: Counter[Key] = Counter()
    for field in _OF_AN_AGREEMENT:
        for item in getattr(overlay, field):
            initiative_id = getattr(item, "id", None) or item.initiative
            name = ("agreements", overlay.id, field, initiative_id)
            seen[name] += 1
            # One initiative may have several additions; their order is all that tells them apart.
            which = () if seen[name] == 1 else (str(seen[name]),)
            yield (*name, *which), ([(overlay.id, initiative_id)], item)


def _lines(
    name: Key, old: tuple[Value, Others], new: tuple[Value | None, Others], names: Names
) -> Iterator[Amendment]:
    about = _PARTS[name[2] if len(name) > 2 else name[0]]  # noqa: PLR2004 - the list inside that of agreements
    was, now = old[0], new[0]
    if now is None:
        texts = (getattr(was, field, None) for field in _NAMES)
        yield amendment(about, next((text.da for text in texts if text), name[-1]), None)
    else:
        about = f"{about} »{label}«" if (label := _label(now, new[1])) else about
        yield from differences(*(_sheet((), about, v, o, names) for v, o in ((was, old[1]), (now, new[1]))))


def _label(part: Value, of: Others) -> str | None:
    """What tells a part from others that are about the same agreement or initiative."""
    match part:
        case OtherSource() | UnreadAgreement():
            return part.title.da
        case Event() if isinstance(of, Beyond) and part.source in of.by_source:
            return of.by_source[part.source].title.da
        case Dispute():
            return part.question.da
        case _:
            return None


def _sheet(key: Key, about: str, value: Value, of: Others, names: Names) -> Sheet:
    """Every value inside *value*, which is a part of *of* or of one of its parts."""
    if is_fact(value):
        parties = {**names.parties, **({i: i for i in value.party} if isinstance(value, PartyFact) else {})}
        facet = Facet(value.kind, "added", value.id, None, value)
        label, _, words = facet_words(facet, {**parties, **names.parties}, with_terms=False)
        heading = ", ".join(filter(None, (about, facet_heading(facet).lower(), label)))
        rest = fact_sheet(value, of if isinstance(of, Beyond) else Beyond(), names)
        return {(*key, "value"): Line(heading, words or "")} | {
            (*key, *inner): replace(line, of=line.of and (*key, *line.of)) for inner, line in rest.items()
        }
    sheet: Sheet = {}
    for name, field in type(value).model_fields.items():
        part = getattr(value, name)
        if name not in {"id", "place"} and part not in (None, ()):
            heading = f"{about}, {_KEYS.get(name) or _clause(field)}"
            sheet |= _part((*key, name), heading, part, (about, of, names))
    return sheet


def _part(key: Key, heading: str, part: Any, inside: tuple[str, Others, Names]) -> Sheet:
    about, of, names = inside
    match part:
        case Text():
            return text_lines(key, heading, part)
        case Value():
            return _sheet(key, about, part, of, names)
        case tuple() if any(isinstance(each, Value) for each in part):
            sheet: Sheet = {}
            for number, each in enumerate(part):
                inner = (*key, getattr(each, "id", None) or str(number))
                sheet |= {inner: Line(heading, getattr(each, "id", ""))} if hasattr(each, "id") else {}
                sheet |= _part(inner, heading, each, inside)
            return sheet
        case _ if key[-1] == "gloss":
            return gloss_line((*key[:-1], "phrase"), about, part)
        case _:
            titles_of = {source.id: source.title.da for source in getattr(of, "sources", ())}
            words = _words(part, titles_of if key[-1] in _KEYS else {})
            return {key: Line(heading, words, part, is_quoted=key[-1] == "phrase")}


def _clause(field: FieldInfo) -> str:
    """What a key holds, as the beginning of its description."""
    clause = re.split("[.,:;(]", field.description or "", maxsplit=1)[0].strip()
    return clause[:1].lower() + clause[1:]


def _words(part: object, called: Mapping[str, str]) -> str:
    match part:
        case tuple():
            return ", ".join(_words(each, called) for each in part)
        case bool():
            return "ja" if part else "nej"
        case PartialDate():
            return date_words(part)
        case str():
            return called.get(part) or next((table[part] for table in _CODES if part in table), part)
        case _:
            return str(part)
