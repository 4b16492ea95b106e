"""What stands in our record, line by line in Danish, so that two versions of it can be compared in plain words.

`facets` tells what the two versions say about the agreement; the sheets here hold the rest: our own words, the
evidence, our judgements, and what we say of the agreement as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol, assert_never

from generator.comparing.outcomes import Outcome
from generator.folding import fold
from generator.model.agreement import Agreement, Departure, Hit, Initiative, Link, Origin, Source, StillSilent
from generator.model.facts import (
    AmountFact,
    CountFact,
    DeadlineFact,
    Fact,
    PartyFact,
    ScopeFact,
    TargetFact,
)
from generator.model.fields import HitElsewhere, Text
from generator.record.lines import Line, Sheet, differences, english_lines, gloss_line, text_lines
from generator.record.words import Amendment, amendment
from generator.wording.labels import (
    AGREEMENT_KINDS,
    BASES,
    CERTAINTIES,
    COMMITMENTS,
    CONTEXT_KINDS,
    OUTCOMES,
    SOURCE_KINDS,
)
from generator.wording.writing import date_words, joined, period_words

_HEADING = "Overskrift"
_READ = "Sådan læste vi"
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


class Sourced(Protocol):
    """What lists the sources that its parts rest on."""

    @property
    def sources(self) -> tuple[Source, ...]: ...


@dataclass(frozen=True)
class Names:
    """What ids are called. One that is no longer known stands for itself."""

    parties: Mapping[str, str]
    themes: Mapping[str, str]
    initiatives: Mapping[str, str]
    agreements: Mapping[str, str]


def reading_notes(old: Agreement, new: Agreement) -> Iterator[Amendment]:
    """Notes have no id: those that are in one version only are paired in the order in which they stand."""
    olds, news = ({fold(note.da): note.da for note in side.reading_notes} for side in (old, new))
    gone = [note for key, note in olds.items() if key not in news]
    come = [note for key, note in news.items() if key not in olds]
    for before, after in zip_longest(gone, come):
        yield amendment(_READ, before, after)
    both = olds.keys() & news.keys()
    yield from differences(*(_notes_in_english(side, both) for side in (old, new)))


def _notes_in_english(agreement: Agreement, notes: Collection[str]) -> Sheet:
    sheet: Sheet = {}
    for note in agreement.reading_notes:
        if fold(note.da) in notes:
            sheet |= english_lines(("read", fold(note.da)), _READ, note)
    return sheet


def agreement_sheet(agreement: Agreement, names: Names) -> Sheet:
    """What we say of the agreement as such."""
    sheet: Sheet = {
        **text_lines(("title",), "Navn", agreement.title),
        **text_lines(("short",), "Kort navn", agreement.short),
        ("kind",): Line("Art", AGREEMENT_KINDS[agreement.kind]),
        **text_lines(("summary",), "Opsummering", agreement.summary),
        ("parties",): Line(
            "Parter",
            joined([names.parties.get(p.party, p.party) for p in agreement.parties]),
            frozenset(p.party for p in agreement.parties),
        ),
        ("coverage",): Line("Dækning", "fuldstændig" if agreement.coverage.complete else "ikke fuldstændig"),
        **text_lines(("coverage", "note"), "Om dækningen", agreement.coverage.note),
    }  # fmt: skip
    if agreement.readers > 1:  # one is what a snapshot that does not say has
        sheet["readers",] = Line("Læst uafhængigt af hinanden af", f"{agreement.readers} læsere")
    if agreement.follows:
        title = names.agreements.get(agreement.follows, agreement.follows)
        sheet["follows",] = Line("Følger efter", title, agreement.follows)
    if agreement.agreed:
        sheet["agreed",] = Line("Indgået", date_words(agreement.agreed.date))
        sheet |= _evidence("datoen", agreement.agreed, agreement) | _note("datoen", agreement.agreed.note)
    if agreement.effective:
        sheet["effective",] = Line("Gælder", period_words(agreement.effective.from_, agreement.effective.to))
        sheet |= _evidence("perioden", agreement.effective, agreement)
        sheet |= _note("perioden", agreement.effective.note)
    for party in agreement.parties:
        sheet |= _evidence(f"parten {names.parties.get(party.party, party.party)}", party, agreement)
    for count in agreement.counts:
        about = f"antallet af {count.unit.da}"
        sheet["count", count.id] = Line("Teksten tæller", f"{count.count} {count.unit.da}")
        sheet |= english_lines(("count", count.id), "Teksten tæller", count.unit)
        sheet["listed", count.id] = Line("Antal, vi kan nævne", f"{count.listed} {count.unit.da}")
        if count.of:
            title = names.agreements.get(count.of, count.of)
            sheet["count", count.id, "of"] = Line(f"Hvilken aftale {about} gælder", title, count.of)
        sheet |= _evidence(about, count, agreement, count.id) | _note(about, count.note, count.id)
    for area in agreement.focus_areas:
        about, key = f"fokusområdet »{area.title.da}«", ("area", area.id)
        sheet |= text_lines(key, "Fokusområde", area.title)
        if area.number:
            sheet[*key, "number"] = Line(f"Nummeret på {about}", area.number)
        sheet |= _evidence(about, area, agreement, area.id)
    for source in agreement.sources:
        sheet |= _source_sheet(source)
    for item in agreement.context:
        about = f"udsagnet fra {item.speaker.da}"
        heading, key = "Står i teksten, men er ikke aftalens", ("context", item.id)
        sheet[key] = Line(heading, f"{item.speaker.da}: {item.text.da}")
        sheet |= english_lines(key, heading, item.text) | english_lines(
            key, "Hvem der siger det", item.speaker, "speaker"
        )
        sheet["context", item.id, "kind"] = Line(f"Hvad {about} er", CONTEXT_KINDS[item.kind].lower())
        sheet |= _evidence(about, item, agreement, item.id)
    return sheet


def _source_sheet(source: Source) -> Sheet:
    about = f"kilden »{source.title.da}«"
    key = ("source", source.id)
    sheet: Sheet = {
        key: Line("Kilde", f"{source.publisher.da}, {source.title.da}"),
        **english_lines(key, "Kilde", source.title),
        **english_lines(key, "Udgiver", source.publisher, "publisher"),
        ("source", source.id, "kind"): Line(f"Hvad {about} er", SOURCE_KINDS[source.kind]),
        ("source", source.id, "sha256"): Line(
            f"Fingeraftryk af den tekst, vi læste ({about})", source.sha256
        ),
    }
    if source.published:
        sheet["source", source.id, "published"] = Line(f"Dato for {about}", date_words(source.published))
    if source.url:
        sheet["source", source.id, "url"] = Line(f"Adresse på {about}", source.url)
    if source.archived:
        sheet["source", source.id, "archived"] = Line(f"Arkiveret kopi af {about}", source.archived)
    return sheet | _note(about, source.note, source.id)


def own_sheet(initiative: Initiative, agreement: Agreement, names: Names) -> Sheet:
    """What is ours about an initiative: words, evidence and judgement. Facets tell what is the agreement's."""
    sheet: Sheet = {
        ("theme",): Line("Tema", names.themes.get(initiative.theme, initiative.theme), initiative.theme),
        **text_lines(("summary",), "Opsummering", initiative.summary),
        **english_lines(("title",), _HEADING, initiative.title),
    }
    if initiative.number:
        sheet["number",] = Line("Nummer i aftalen", initiative.number)
    if initiative.about:
        sheet["about",] = Line("Handler om aftalen", initiative.about, initiative.about)
    if initiative.focus_area:
        titles = {area.id: area.title.da for area in agreement.focus_areas}
        area = initiative.focus_area
        sheet["focus_area",] = Line("Fokusområde i aftalen", titles.get(area, area), area)
    if initiative.aliases:
        sheet["aliases",] = Line(
            "Findes også under", ", ".join(initiative.aliases), frozenset(initiative.aliases)
        )
    sheet |= _note("initiativet", initiative.note) | _evidence("initiativet", initiative, agreement)
    if initiative.origin:
        sheet |= _origin_sheet(initiative.origin, agreement, names)
    for link in initiative.from_:
        sheet |= _link_sheet(link, agreement, names)
    return sheet


def heading_sheet(initiative: Initiative) -> Sheet:
    """The heading, which is ours where the text does not name the initiative."""
    return {("title",): Line(_HEADING, initiative.title.da)}


def commitment_sheet(initiative: Initiative) -> Sheet:
    return {("commitment",): Line("Forpligtelse", COMMITMENTS[initiative.commitment])}


def fact_sheet(fact: Fact, agreement: Sourced, names: Names) -> Sheet:
    """What stands beside the value of a fact: our label and note, the evidence, and who pays and receives."""
    about, key = f"»{fact.label.da}«", fact.id
    sheet: Sheet = _note(about, fact.note, key) | _evidence(about, fact, agreement, key)
    if fact.commitment:
        sheet["fact", key, "commitment"] = Line(f"Forpligtelse for {about}", COMMITMENTS[fact.commitment])
    heading = f"Ligner {about} i en anden tekst, men siger noget andet"
    sheet |= _hits_elsewhere(key, heading, fact.hits, names)
    label = text_lines(("fact", key, "label"), "Vores navn på oplysningen", fact.label)
    match fact:
        case AmountFact():
            return sheet | label | _amount_sheet(fact, about, names)
        case DeadlineFact() | TargetFact():
            return sheet | label
        case CountFact():
            return sheet | label | english_lines(("fact", key, "unit"), f"Hvad {about} tæller", fact.unit)
        case PartyFact():
            role = Line(f"Hvad {about} siger om parten", _ROLES[fact.role])
            return sheet | label | {("fact", key, "role"): role}
        case ScopeFact():
            # Of a scope the label is the content, which the facets tell; only its English is left.
            sheet |= english_lines(("fact", key, "label"), about, fact.label)
            if fact.group:
                sheet |= text_lines(("fact", key, "group"), f"Hvad {about} hører under", fact.group)
            return sheet
        case _:
            assert_never(fact)


def _amount_sheet(fact: AmountFact, about: str, names: Names) -> Sheet:
    sheet: Sheet = {}
    key = ("fact", fact.id)
    if fact.before is not None:
        sheet[*key, "before"] = Line(f"Beløbet før ({about})", str(fact.before))
    for name, heading, ids in (("payer", "betaler", fact.payer), ("recipient", "modtager", fact.recipient)):
        if ids:
            found = joined([names.parties.get(i, i) for i in ids])
            sheet[*key, name] = Line(f"Hvem der {heading} {about}", found, frozenset(ids))
    if fact.of_which:
        sheet[*key, "of_which"] = Line(f"Hvad {about} er en del af", "et andet beløb", fact.of_which)
    if fact.transfer:
        start, *ends = (names.initiatives.get(i, i) for i in (fact.transfer.from_, *fact.transfer.to))
        same = (fact.transfer.from_, frozenset(fact.transfer.to))
        sheet[*key, "transfer"] = Line(f"Hvor {about} flyttes", f"fra {start} til {joined(ends)}", same)
    if fact.price_level:
        sheet |= english_lines((*key, "price_level"), f"Prisniveau for {about}", fact.price_level)
    sheet[*key, "derived"] = Line(
        f"Hvor {about} står", "beregnet af os" if fact.derived else "tallet står i kilden"
    )
    return sheet


def _origin_sheet(origin: Origin, agreement: Agreement, names: Names) -> Sheet:
    words = "Videreført" if origin.outcome == "continued" else OUTCOMES[Outcome(origin.outcome)].label
    about = "hvor det kommer fra"
    sheet: Sheet = {
        ("origin",): Line("Hvor initiativet kommer fra", words),
        ("origin", "certainty"): Line("Vurdering af, hvor det kommer fra", CERTAINTIES[origin.certainty]),
    }
    if origin.basis:
        sheet["origin", "basis"] = Line("Grundlag for, at det er det samme", BASES[origin.basis])
    if origin.search:
        if origin.search.terms:
            sheet["origin", "terms"] = Line(
                "Flere ord, der er søgt efter i de ældre tekster", ", ".join(origin.search.terms)
            )
        sheet |= _hits_elsewhere(
            "origin", "Ligner i en ældre tekst, men er noget andet", origin.search.hits, names
        )
    sheet |= _readers(about, origin, "origin")
    return sheet | _note(about, origin.note, "origin") | _evidence(about, origin, agreement, "origin")


def _link_sheet(link: Link, agreement: Agreement, names: Names) -> Sheet:
    title = names.initiatives.get(link.id, link.id)
    about = f"forbindelsen til »{title}«"
    return (
        {
            ("from", link.id): Line(
                "Forbindelse", f"{_RELATIONS[link.relation]} »{title}«", (link.relation, link.id)
            ),
            ("from", link.id, "basis"): Line(f"Grundlag for {about}", BASES[link.basis]),
            ("from", link.id, "certainty"): Line(f"Vurdering af {about}", CERTAINTIES[link.certainty]),
        }
        | _readers(about, link, link.id)
        | _note(about, link.note, link.id)
        | _evidence(about, link, agreement, link.id)
    )


def departure_sheet(departure: Departure, agreement: Agreement) -> Sheet:
    """What we say became of an initiative that is not in the agreement."""
    about = "hvad der blev af det"
    sheet: Sheet = {
        ("left",): Line("Hvad der blev af initiativet", OUTCOMES[Outcome(departure.outcome)].label),
        ("left", "certainty"): Line("Vurdering af, hvad der blev af det", CERTAINTIES[departure.certainty]),
    }
    if departure.search:
        terms = departure.search.terms
        sheet["left", "terms"] = Line("Ord, der er søgt efter", ", ".join(terms), frozenset(terms))
        sheet |= _hits(departure.search.hits)
    sheet |= _readers(about, departure, "left")
    return sheet | _note(about, departure.note, "left") | _evidence(about, departure, agreement, "left")


def _readers(about: str, judged: Origin | Link | Departure, key: str) -> Sheet:
    """How many readers stand behind a judgement, where that is another number than the agreement's."""
    if judged.readers is None:
        return {}
    return {("readers", key): Line(f"Læsere, der har vurderet {about}", str(judged.readers))}


def silence_sheet(silent: StillSilent) -> Sheet:
    return {("silent",): Line("Følges stadig", "ikke omtalt i teksten"), **_hits(silent.hits)}


def _hits(hits: Iterable[Hit]) -> Sheet:
    sheet: Sheet = {}
    heading = "Fundet, men som noget andet"
    for hit in hits:
        key = ("hit", fold(hit.phrase))
        sheet[key] = Line(heading, f"{hit.phrase}: {hit.why.da}")
        sheet |= english_lines(key, heading, hit.why) | gloss_line(key, f"»{hit.phrase}«", hit.gloss)
    return sheet


def _hits_elsewhere(about: str, heading: str, hits: Iterable[HitElsewhere], names: Names) -> Sheet:
    sheet: Sheet = {}
    for hit in hits:
        key = ("hit", about, hit.agreement, hit.phrase)
        title = names.agreements.get(hit.agreement, hit.agreement)
        same = hit.phrase, hit.why.da, hit.initiative
        sheet[key] = Line(heading, f"{hit.phrase} ({title}): {hit.why.da}", same)
        sheet |= english_lines(key, heading, hit.why) | gloss_line(key, f"»{hit.phrase}«", hit.gloss)
    return sheet


def _note(about: str, note: Text | None, key: str = "") -> Sheet:
    return text_lines(("note", key or about), f"Note om {about}", note) if note else {}


def _evidence(about: str, said: object, agreement: Sourced, key: str = "") -> Sheet:
    """The words that stand in the source, and which source; a judgement may be without."""
    source_id, phrases = getattr(said, "source", None), getattr(said, "phrase", None)
    sheet: Sheet = {}
    if phrases:
        heading = f"Citat om {about}"
        sheet["phrase", key or about] = Line(heading, " … ".join(phrases), phrases, is_quoted=True)
        sheet |= gloss_line(("phrase", key or about), heading, getattr(said, "gloss", None))
        left_out: Text | None = getattr(said, "left_out", None)
        if left_out:
            sheet |= text_lines(("left-out", key or about), f"Udeladt af citat om {about}", left_out)
    if source_id:
        title = next((s.title.da for s in agreement.sources if s.id == source_id), source_id)
        sheet["evidence", key or about] = Line(f"Kilde til {about}", title, source_id)
    return sheet
