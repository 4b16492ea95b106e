"""What differs between two versions of one snapshot, or of a file that is none, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.comparing.facets import STATED_BY_PRESENCE, Facet, facets
from generator.folding import fold
from generator.model.agreement import Agreement, Departure, Initiative, Outcome
from generator.model.archive import Archive
from generator.model.beside import Release, Unread, UnreadAgreement
from generator.model.beyond import Beyond, Dispute, Event, OtherSource, Overlay
from generator.model.fields import ENGLISH, Text, Value
from generator.record.history import OF_OTHERS, Amendment, amendment
from generator.record.sheets import Key, Line, Names, Sheet, differences, distinct_keys, said_of, sheet
from generator.wording.fact_words import facet_heading, facet_words
from generator.wording.labels import OUTCOMES
from generator.wording.translator import DANISH_T

K = TypeVar("K")


def names_of(archive: Archive) -> Names:
    """What ids are called today."""
    register = archive.register
    return Names(
        {party.id: party.title.da for party in register.parties},
        {theme.id: theme.title.da for theme in register.themes},
        {i: archive.latest(i).title.da for i in archive.initiative_ids},
        {agreement.id: agreement.title.da for agreement in archive.agreements},
    )


def as_published(changes: dict[K, list[Amendment]], releases: Sequence[Release]) -> dict[K, list[Amendment]]:
    """Without what was changed in the English before any of *releases* held it: nobody was told that."""
    if any(ENGLISH.code in release.languages for release in releases):
        return changes
    danish = {about: [line for line in lines if not line.is_english] for about, lines in changes.items()}
    return {about: lines for about, lines in danish.items() if lines}


def amendments(old: Agreement, new: Agreement, names: Names) -> dict[str | None, list[Amendment]]:
    """What differs between two versions of one snapshot, by initiative; None holds the agreement's own."""
    lines: dict[str | None, list[Amendment]] = {}
    sides = [(old, names.within(old)), (new, names.within(new))]
    is_around = _around(old) != _around(new)
    if is_around:
        elsewhere = {"id", "source", "initiatives", "not_continued", "still_not_mentioned"}
        lines[None] = [*differences(*(sheet(side, named, elsewhere) for side, named in sides))]
    olds, news = ({i.id: i for i in side.initiatives} for side in (old, new))
    for initiative_id in dict.fromkeys((*news, *olds)):
        before, after = olds.get(initiative_id), news.get(initiative_id)
        lines[initiative_id] = [] if before == after else [*_initiative(before, after, sides)]
    if is_around:
        left = [{d.id: _departure(d, named) for d in side.not_continued} for side, named in sides]
        # That a silence goes on is not written each time, only what stands as something else.
        silent = [{s.id: sheet(s, named, {"id"}) for s in side.still_not_mentioned} for side, named in sides]
        for before_sheets, after_sheets in (left, silent):
            for gone in dict.fromkeys((*after_sheets, *before_sheets)):
                each = (sheets.get(gone, {}) for sheets in (before_sheets, after_sheets))
                lines.setdefault(gone, []).extend(differences(*each))
    return {about: inside for about, inside in lines.items() if inside}


def _around(agreement: Agreement) -> dict[str, object]:
    """All but the initiatives; most versions changed nothing there."""
    return {name: value for name, value in agreement if name not in {"initiatives", "place"}}


def _departure(departure: Departure, names: Names) -> Sheet:
    words = OUTCOMES[Outcome(departure.outcome)].label
    rest = sheet(departure, names, {"id", "outcome"}, ("left",), "hvad der blev af det")
    return {("left",): Line("Hvad der blev af initiativet", words), **rest}


def _initiative(
    before: Initiative | None, after: Initiative | None, sides: Sequence[tuple[Agreement, Names]]
) -> Iterator[Amendment]:
    if before and after:
        yield from _edited(before, after, sides[0][1], sides[1][1])
    elif after:
        count = len(after.facts)
        sentence = f"Initiativet er kommet med, med {count} {'oplysning' if count == 1 else 'oplysninger'}."
        yield Amendment("Initiativet", None, after.title.da, sentence)
    elif before:
        yield Amendment("Initiativet", before.title.da, None, "Initiativet er taget ud af vores udgave af aftalen.")


def _edited(before: Initiative, after: Initiative, names: Names, new_names: Names) -> Iterator[Amendment]:
    # A party that is no longer in the register stands for itself, last.
    every = {party for side in (before, after) for fact in side.facts for party in getattr(fact, "party", ())}
    called = {**names.parties, **{party: party for party in sorted(every - names.parties.keys())}}
    parties = {party: Text(da=name) for party, name in called.items()}
    differing = facets(before, after)
    for facet in differing:
        yield from _facet(facet, parties)
    # Of what both texts say facets tell.
    by_facets = {"title", "commitment"}.intersection(*(STATED_BY_PRESENCE[side.presence] for side in (before, after)))
    elsewhere = {"id", "kind", "presence", "facts", *by_facets}
    yield from differences(sheet(before, names, elsewhere), sheet(after, new_names, elsewhere))
    facts = {fact.id: fact for fact in before.facts}
    for fact in after.facts:
        was = facts.get(fact.id)
        if was and was.kind == fact.kind:  # of another kind it is another fact, which the facets tell whole
            if (fact.kind, fact.id) not in {(facet.kind, facet.subject) for facet in differing}:
                # It says the same, and may do so in other words, such as another abbreviation of its unit.
                yield from _facet(Facet(fact.kind, "edited", fact.id, was, fact), parties)
            # What stands beside its value: our label and note, the evidence, and who pays and receives.
            each = ((was, names), (fact, new_names))
            yield from differences(*(sheet(f, named, said_of(f), (f.id,), f"»{f.label.da}«") for f, named in each))


def _facet(facet: Facet, parties: Mapping[str, Text]) -> Iterator[Amendment]:
    label, old, new = facet_words(DANISH_T, facet, parties, with_terms=False)
    heading = facet_heading(DANISH_T, facet)
    # What is not in the words of a fact stands on its sheet.
    if old is None or new is None or fold(old) != fold(new):
        yield amendment(f"{heading}, {label}" if label else heading, old, new)


def common(each: Sequence[dict[K, list[Amendment]]]) -> dict[K, list[Amendment]]:
    """What is new in regard to every parent: of an ordinary commit all of it, of a merge what the merge did."""
    first, *others = each
    return {
        about: shared
        for about, lines in first.items()
        if (
            shared := [
                line
                for line in lines
                if all(
                    any((line.heading, line.new) == (o.heading, o.new) for o in other.get(about, ()))
                    for other in others
                )
            ]
        )
    }


# What is no snapshot is told in parts with names of their own. A part is a mapping, and every value in it is a line.
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
    for field in _OF_AN_AGREEMENT:
        # One initiative may have several additions.
        items = [(getattr(item, "id", None) or item.initiative, item) for item in getattr(overlay, field)]
        names = distinct_keys(("agreements", overlay.id, field, initiative_id) for initiative_id, _ in items)
        for name, (initiative_id, item) in zip(names, items, strict=True):
            yield name, ([(overlay.id, initiative_id)], item)


def _lines(name: Key, old: tuple[Value, Others], new: tuple[Value | None, Others], names: Names) -> Iterator[Amendment]:
    about = _PARTS[name[2] if len(name) > 2 else name[0]]  # noqa: PLR2004 - the list inside that of agreements
    (was, was_in), (now, now_in) = old, new
    if now is None:
        texts = (getattr(was, field, None) for field in _NAMES)
        yield amendment(about, next((text.da for text in texts if text), name[-1]), None)
        return
    # What tells a part from others that are about the same agreement or initiative.
    match now:
        case OtherSource() | UnreadAgreement():
            about = f"{about} »{now.title.da}«"
        case Event() if isinstance(now_in, Beyond) and now.source in now_in.by_source:
            about = f"{about} »{now_in.by_source[now.source].title.da}«"
        case Dispute():
            about = f"{about} »{now.question.da}«"
        case _:
            pass
    about = about[:1].lower() + about[1:]
    sides = ((was, was_in), (now, now_in))
    yield from differences(*(sheet(part, names.within(of), {"id"}, (), about) for part, of in sides))
