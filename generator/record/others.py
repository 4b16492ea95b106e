"""What differs in what other sources say, and in the list of agreements that nobody has read, in plain words.

Each is told in parts with names of their own. A part is a mapping of the file, and every value in it is a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.beside import Unread, UnreadAgreement
from generator.model.beyond import Beyond, Dispute, Event, OtherSource, Overlay
from generator.model.fields import Text, Value
from generator.record.entries import OF_OTHERS
from generator.record.lines import Key, differences
from generator.record.sheets import Names, sheet
from generator.record.words import Amendment, amendment

Others = Beyond | Unread
MODELS: Mapping[str, type[Others]] = {"_beyond.yaml": Beyond, "_unread.yaml": Unread}
TITLE_OF_OTHERS = Text(da="Andre kilder", en="Other sources")
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
_OF_AN_AGREEMENT = ("initiatives", "additions", "confirmations", "not_continued", "still_not_mentioned")
_NAMES = ("title", "label", "text", "question", "note")


def amendments_of_others(old: Others, new: Others, names: Names) -> dict[About, list[Amendment]]:
    """What differs between two versions of the same file, by what it is about."""
    changes: dict[About, list[Amendment]] = {}
    for part in changed_parts(old, new, names):
        for about in part.abouts:
            changes.setdefault(about, []).extend(part.amendments)
    return changes


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


def _lines(name: Key, old: tuple[Value, Others], new: tuple[Value | None, Others], names: Names) -> Iterator[Amendment]:
    about = _PARTS[name[2] if len(name) > 2 else name[0]]  # noqa: PLR2004 - the list inside that of agreements
    was, now = old[0], new[0]
    if now is None:
        texts = (getattr(was, field, None) for field in _NAMES)
        yield amendment(about, next((text.da for text in texts if text), name[-1]), None)
    else:
        about = f"{about} »{label}«" if (label := _label(now, new[1])) else about
        sides = ((was, old[1]), (now, new[1]))
        about = about[:1].lower() + about[1:]
        yield from differences(*(sheet(part, names.within(of), {"id"}, (), about) for part, of in sides))


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
