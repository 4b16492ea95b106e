"""What differs between two versions of one snapshot, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from generator.comparing.facets import Facet, facets
from generator.folding import fold
from generator.model.agreement import Agreement, Initiative
from generator.model.archive import Archive
from generator.model.beside import Release
from generator.model.fields import ENGLISH, Text
from generator.record import sheets as sheets_of
from generator.record.lines import differences
from generator.record.sheets import Names
from generator.record.words import Amendment, amendment
from generator.wording.fact_words import facet_heading, facet_words
from generator.wording.translator import DANISH_T

Amendments = dict[str | None, list[Amendment]]
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


def amendments(old: Agreement, new: Agreement, names: Names) -> Amendments:
    """What differs between two versions of one snapshot, by initiative; None holds the agreement's own."""
    by_initiative: Amendments = {}
    is_around = _around(old) != _around(new)
    if is_around:
        sheets = (sheets_of.agreement_sheet(side, names.within(side)) for side in (old, new))
        by_initiative[None] = [*differences(*sheets)]
    olds, news = ({i.id: i for i in side.initiatives} for side in (old, new))
    for initiative_id in dict.fromkeys((*news, *olds)):
        before, after = olds.get(initiative_id), news.get(initiative_id)
        if before == after:
            lines = []
        elif before and after:
            lines = [*_initiative(before, after, old, new, names)]
        elif after:
            count = len(after.facts)
            sentence = f"Initiativet er kommet med, med {count} {'oplysning' if count == 1 else 'oplysninger'}."
            lines = [Amendment("Initiativet", None, after.title.da, sentence)]
        else:
            sentence = "Initiativet er taget ud af vores udgave af aftalen."
            lines = [Amendment("Initiativet", before.title.da if before else None, None, sentence)]
        by_initiative[initiative_id] = lines
    if is_around:
        _departures(old, new, names, by_initiative)
    return {initiative_id: lines for initiative_id, lines in by_initiative.items() if lines}


def _around(agreement: Agreement) -> dict[str, object]:
    """All but the initiatives; most versions changed nothing there."""
    return {name: value for name, value in agreement if name not in {"initiatives", "place"}}


def _departures(old: Agreement, new: Agreement, names: Names, by_initiative: Amendments) -> None:
    """Add what differs of the initiatives that are not in the agreement."""
    sides = [(side, names.within(side)) for side in (old, new)]
    left = [{d.id: sheets_of.departure_sheet(d, named) for d in side.not_continued} for side, named in sides]
    silent = [{s.id: sheets_of.silence_sheet(s, named) for s in side.still_not_mentioned} for side, named in sides]
    for before_sheets, after_sheets in (left, silent):
        for initiative_id in dict.fromkeys((*after_sheets, *before_sheets)):
            each = (sheets.get(initiative_id, {}) for sheets in (before_sheets, after_sheets))
            by_initiative.setdefault(initiative_id, []).extend(differences(*each))


def _initiative(
    before: Initiative, after: Initiative, old: Agreement, new: Agreement, names: Names
) -> Iterator[Amendment]:
    parties = _called(names.parties, (before, after))
    differing = facets(before, after)
    for facet in differing:
        yield from _facet(facet, parties)
    presences = (before.presence, after.presence)
    sides = ((before, names.within(old)), (after, names.within(new)))
    yield from differences(*(sheets_of.initiative_sheet(i, named, presences) for i, named in sides))
    facts = {fact.id: fact for fact in before.facts}
    for fact in after.facts:
        was = facts.get(fact.id)
        if was and was.kind == fact.kind:  # of another kind it is another fact, which the facets tell whole
            if (fact.kind, fact.id) not in {(facet.kind, facet.subject) for facet in differing}:
                # It says the same, and may do so in other words, such as another abbreviation of its unit.
                yield from _facet(Facet(fact.kind, "edited", fact.id, was, fact), parties)
            yield from differences(
                sheets_of.fact_sheet(was, names.within(old)), sheets_of.fact_sheet(fact, names.within(new))
            )


def _facet(facet: Facet, parties: Mapping[str, Text]) -> Iterator[Amendment]:
    label, old, new = facet_words(DANISH_T, facet, parties, with_terms=False)
    # What is not in the words of a fact stands on its sheet.
    if old is None or new is None or fold(old) != fold(new):
        yield amendment(
            f"{facet_heading(DANISH_T, facet)}, {label}" if label else facet_heading(DANISH_T, facet), old, new
        )


def _called(parties: Mapping[str, str], initiatives: Iterable[Initiative]) -> Mapping[str, Text]:
    """The names of the parties, where one that is no longer in the register stands for itself, last."""
    named = {party for initiative in initiatives for fact in initiative.facts for party in getattr(fact, "party", ())}
    names = {**parties, **{party: party for party in sorted(named - parties.keys())}}
    return {party: Text(da=name) for party, name in names.items()}


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
