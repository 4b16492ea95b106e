"""Tables of what the snapshots hold: agreements, initiatives, the initiatives of each agreement, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from generator.exports import paths
from generator.exports.columns import (
    AGREEMENT,
    CERTAINTY,
    DATA_URL,
    GLOSS,
    INITIATIVE,
    LEFT_OUT,
    NOTE,
    URL,
    date_cells,
    date_columns,
    evidence_cells,
    evidence_columns,
)
from generator.exports.table import Cell, Column, StatedRow, Table, bilingual, table
from generator.folding import distinct
from generator.model.agreement import Agreement, Initiative, OriginOutcome
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.labels import AGREEMENT_KINDS, BASES, COMMITMENTS, KINDS, OUTCOMES, PRESENCES, SOURCE_KINDS
from generator.wording.translator import Labels, message

_ID = Column("id", "Id", "Fast id.", required=True)
_TITLE = Column("title", "Titel", "Titlen på siden.", required=True, is_words=True)
_KIND = Column("kind", "Art", "Hvad slags initiativ det er.", required=True, codes=KINDS)
_THEME = Column("theme", "Tema", "Id på temaet.", required=True, refers_to="themes")
_ORIGINS = Labels(
    {
        "continued": "Videreført",
        **{outcome.value: OUTCOMES[outcome].label for outcome in OUTCOMES if outcome.value in get_args(OriginOutcome)},
    }
)
_SUMMARY = Column("summary", "Opsummering", "Vores egne ord.", required=True, is_words=True)


def agreements(edition: Edition) -> Table:
    columns = (
        _ID,
        replace(_TITLE, has_official=True),
        Column("short", "Kort titel", "Titlen, hvor der er lidt plads.", required=True, is_words=True),
        Column("kind", "Slags", "Hvad slags aftale det er.", required=True, codes=AGREEMENT_KINDS),
        Column("follows", "Følger efter", "Id på den aftale før, som vi har læst om.", refers_to="agreements"),
        *date_columns("agreed", "Indgået", "Dagen, aftalen er indgået, når en kilde siger det."),
        *date_columns("effective_from", "Gælder fra", "Når en kilde siger det."),
        *date_columns("effective_to", "Gælder til", "Når en kilde siger det."),
        Column("parties", "Parter", "Id'er på parterne.", "list"),
        _SUMMARY,
        Column("coverage_complete", "Fuldstændig", "Om listen over initiativer er hel.", "boolean", required=True),
        Column("coverage_note", "Dækning", "Hvad vi har læst, og hvad der kan mangle.", required=True, is_words=True),
        Column("initiative_count", "Initiativer", "Antal initiativer i vores udgave.", "integer", required=True),
        Column("fact_count", "Oplysninger", "Antal oplysninger i vores udgave.", "integer", required=True),
        Column("registered", "Registreret", "Dagen, vi først registrerede aftalen.", "date"),
        Column("changed", "Senest ændret", "Dagen, vi senest ændrede vores udgave.", "date"),
        Column("changed_commit", "Ændret i", "Den version i git, hvor vi senest ændrede vores udgave."),
        DATA_URL,
        URL,
    )
    rows = (_agreement(edition, agreement) for agreement in edition.archive.agreements)
    return table(
        "agreements",
        "Aftaler",
        "De fælles aftaler om offentlig digitalisering, som vi har læst om, ældste først.",
        columns,
        rows,
    )


def _agreement(edition: Edition, agreement: Agreement) -> StatedRow:
    effective, record = agreement.effective, edition.history.records.get(agreement.id)
    return {
        "id": agreement.id,
        "title": agreement.title,
        "short": agreement.short,
        "kind": agreement.kind,
        "follows": agreement.follows,
        **date_cells("agreed", agreement.agreed.date if agreement.agreed else None),
        **date_cells("effective_from", effective.from_ if effective else None),
        **date_cells("effective_to", effective.to if effective else None),
        "parties": tuple(party.party for party in agreement.parties),
        "summary": agreement.summary,
        "coverage_complete": agreement.coverage.complete,
        "coverage_note": agreement.coverage.note,
        "initiative_count": len(agreement.initiatives),
        "fact_count": sum(len(initiative.facts) for initiative in agreement.initiatives),
        "registered": record.registered.date if record else None,
        "changed": record.changed.date if record else None,
        "changed_commit": record.changed.hash if record else None,
        "data_url": edition.site.link(paths.agreement(agreement.id)),
        "url": edition.site.link(addresses.agreement(agreement.id)),
    }


def initiatives(edition: Edition) -> Table:
    columns = (
        _ID,
        Column(
            "title",
            "Titel",
            "Overskriften i den nyeste aftale, der har det.",
            required=True,
            is_words=True,
            has_official=True,
        ),
        _KIND,
        _THEME,
        _SUMMARY,
        Column("headings", "Overskrifter", "De overskrifter, det har her, ældste først.", "list", is_words=True),
        Column("first_agreement", "Tidligst i", "Id på aftalen.", required=True, refers_to="agreements"),
        Column("last_agreement", "Senest i", "Id på aftalen.", required=True, refers_to="agreements"),
        Column("agreement_count", "Antal aftaler", "Hvor mange aftaler det står i.", "integer", required=True),
        DATA_URL,
        URL,
    )
    rows = (_initiative(edition, initiative_id) for initiative_id in edition.archive.initiative_ids)
    about = message("De initiativer, vi følger, med ordene fra den nyeste aftale, der har det.")
    return table("initiatives", "Initiativer", about, columns, rows)


def _initiative(edition: Edition, initiative_id: str) -> StatedRow:
    archive = edition.archive
    positions = archive.appearances(initiative_id)
    latest = archive.latest(initiative_id)
    titles = [archive.initiatives[position][initiative_id].title for position in positions]
    return {
        "id": initiative_id,
        "title": latest.title,
        "kind": latest.kind,
        "theme": latest.theme,
        "summary": latest.summary,
        "headings": bilingual(lambda t: distinct(t.text(title) for title in titles)),
        "first_agreement": archive.agreements[positions[0]].id,
        "last_agreement": archive.agreements[positions[-1]].id,
        "agreement_count": len(positions),
        "data_url": edition.site.link(paths.initiative(initiative_id)),
        "url": edition.site.link(addresses.initiative(initiative_id)),
    }


def presences(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Aftale og initiativ med skråstreg imellem.", required=True),
        AGREEMENT,
        INITIATIVE,
        Column(
            "title",
            "Titel",
            "Navnet i teksten, ellers vores overskrift.",
            required=True,
            is_words=True,
            has_official=True,
        ),
        _KIND,
        Column("presence", "Omtale", "Hvordan teksten omtaler det.", required=True, codes=PRESENCES),
        Column("commitment", "Forpligtelse", "Hvor fast parterne binder sig.", required=True, codes=COMMITMENTS),
        _THEME,
        Column("aliases", "Andre navne", "Andre navne, det søges under.", "list"),
        _SUMMARY,
        NOTE,
        Column(
            "origin",
            "Kommer fra",
            "Hvor det kommer fra, når det har beholdt sit id eller ikke har nogen forgænger.",
            codes=_ORIGINS,
        ),
        Column("basis", "Grundlag", "Hvad vurderingen bygger på.", codes=BASES),
        CERTAINTY,
        Column("reason", "Begrundelse", "Hvorfor vi mener det.", is_words=True),
        *evidence_columns(),
        URL,
        GLOSS,
        LEFT_OUT,
        Column("number", "Nummer", "Initiativets nummer, når aftalen nummererer dem."),
        Column("focus_area", "Fokusområde", "Det fokusområde, aftalen selv sætter det under.", is_words=True),
        Column(
            "about", "Om aftalen", "Id på den aftale, når rækken er det, teksten siger om en aftale selv. Tælles ikke."
        ),
    )
    rows = (
        _presence(edition, agreement, initiative)
        for agreement in edition.archive.agreements
        for initiative in agreement.initiatives
    )
    about = message("Et initiativ i én aftale: hvad vi har noteret fra netop den tekst.")
    return table("presences", "Forekomster", about, columns, rows)


def _presence(edition: Edition, agreement: Agreement, initiative: Initiative) -> StatedRow:
    origin = initiative.origin
    areas = {area.id: area.title for area in agreement.focus_areas}
    claim: dict[str, Cell | Text] = {
        "origin": origin.outcome if origin else None,
        "basis": origin.basis if origin else None,
        "certainty": origin.certainty if origin else None,
        "reason": origin.note if origin else None,
    }
    return {
        "id": f"{agreement.id}/{initiative.id}",
        "agreement": agreement.id,
        "initiative": initiative.id,
        "title": initiative.title,
        "kind": initiative.kind,
        "presence": initiative.presence,
        "commitment": initiative.commitment,
        "theme": initiative.theme,
        "aliases": initiative.aliases,
        "summary": initiative.summary,
        "note": initiative.note,
        **claim,
        **evidence_cells(agreement.id, initiative),
        "url": edition.site.link(addresses.presence(agreement.id, initiative.id)),
        "number": initiative.number,
        "focus_area": areas[initiative.focus_area] if initiative.focus_area else None,
        "about": initiative.about,
    }


def sources(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Aftale og kilde med skråstreg imellem.", required=True),
        AGREEMENT,
        Column("kind", "Slags", "Hvad slags tekst det er.", required=True, codes=SOURCE_KINDS),
        Column(
            "publisher", "Udgiver", "Hvem der har udgivet teksten.", required=True, is_words=True, has_official=True
        ),
        Column("title", "Titel", "Tekstens titel.", required=True, is_words=True, has_official=True),
        *date_columns("published", "Udgivet", "Når teksten selv siger det."),
        Column("original_url", "Original", "Hvor teksten stod.", "address"),
        Column("sha256", "SHA-256", "Af den tekst, der blev læst.", required=True),
        NOTE,
        URL,
    )
    return table("sources", "Kilder", "De tekster, vi har læst.", columns, _sources(edition))


def _sources(edition: Edition) -> Iterator[StatedRow]:
    for agreement in edition.archive.agreements:
        for source in agreement.sources:
            yield {
                "id": f"{agreement.id}/{source.id}",
                "agreement": agreement.id,
                "kind": source.kind,
                "publisher": source.publisher,
                "title": source.title,
                **date_cells("published", source.published),
                "original_url": source.url,
                "sha256": source.sha256,
                "note": source.note,
                "url": edition.site.link(addresses.agreement(agreement.id)),
            }


def parties(edition: Edition) -> Table:
    columns = (
        _ID,
        Column("title", "Navn", "Hvad parten hedder på siden.", required=True, is_words=True, has_official=True),
    )
    rows: Iterator[StatedRow] = ({"id": party.id, "title": party.title} for party in edition.archive.register.parties)
    return table("parties", "Parter", "Dem, der aftaler, betaler, får eller leverer.", columns, rows)


def themes(edition: Edition) -> Table:
    columns = (_ID, _TITLE, _SUMMARY, URL)
    rows: Iterator[StatedRow] = (
        {
            "id": theme.id,
            "title": theme.title,
            "summary": theme.summary,
            "url": edition.site.link(addresses.theme(theme.id)),
        }
        for theme in edition.archive.register.themes
    )
    return table("themes", "Temaer", "De emner, vi sorterer initiativerne efter.", columns, rows)
