"""Tables of what other sources say. None of it is in the tables of the texts, so nothing is counted across the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.exports.columns import AGREEMENT, GLOSS, LEFT_OUT, NOTE, URL, date_cells, date_columns
from generator.exports.table import Column, Row, StatedRow, Table, bilingual, table
from generator.model.beyond import Claimed, in_time
from generator.model.facts import Fact
from generator.model.fields import Evidence, Text
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.fact_words import fact_words
from generator.wording.labels import CONFIDENCES, EVENT_KINDS, SEEN, SOURCE_KINDS
from generator.wording.translator import Labels, Translator, message

_SORTS = Labels(
    {
        "initiative": "Initiativ, som teksten ikke nævner",
        "fact": "Oplysning",
        "confirmation": "Siger det samme som teksten",
        "account": "Et af flere udsagn, der ikke stemmer",
    }
)
_CONFIDENCE = Column("confidence", "Bekræftet", "Om mere end én kilde siger det.", codes=CONFIDENCES)
_ALSO = Column("also", "Også i", "Id'er på andre kilder, der siger det samme.", "list")
_SOURCE = Column("source", "Kilde", "Id på kilden: en af de andre, eller aftale/tekst, når det er en læst tekst.")
_PHRASE = Column("phrase", "Citat", "Ordrette citater af kilden, hver på højst 12 ord.", "list", separator=" … ")


def other_sources(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Fast id.", required=True),
        Column("kind", "Slags", "Hvad slags dokument det er.", required=True, codes=SOURCE_KINDS),
        Column("publisher", "Udgiver", "Hvem der har udgivet det.", required=True, is_words=True, has_official=True),
        Column("title", "Titel", "Overskriften, som den står.", required=True, is_words=True, has_official=True),
        *date_columns("published", "Udgivet", "Når kilden siger det."),
        Column("address", "Kildens adresse", "På nettet. Den er ikke afprøvet.", "address"),
        Column("seen", "Set", "Hvor meget af dokumentet vi har set.", required=True, codes=SEEN),
        NOTE,
        URL,
    )
    rows = (
        {
            "id": source.id,
            "kind": source.kind,
            "publisher": source.publisher,
            "title": source.title,
            **date_cells("published", source.published),
            "address": source.url,
            "seen": source.seen,
            "note": source.note,
            "url": edition.site.link(addresses.other_source(source.id)),
        }
        for source in edition.beyond.sources
    )
    about = message("Offentlige dokumenter ud over de tekster om aftalerne, vi har læst.")
    return table("other_sources", "Andre kilder", about, columns, rows)


def other_statements(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Aftale, initiativ og oplysning, eller udsagnets plads.", required=True),
        Column("kind", "Slags", "Hvad rækken er.", required=True, codes=_SORTS),
        AGREEMENT,
        Column("initiative", "Initiativ", "Id på initiativet. Tomt, når det gælder aftalen."),
        Column("title", "Titel", "Initiativets titel, eller spørgsmålet.", is_words=True, has_official=True),
        Column("number", "Nummer", "Initiativets nummer i aftalen, når kilden siger det."),
        Column("words", "Med ord", "Hvad kilden siger, med vores egne ord.", is_words=True),
        _CONFIDENCE,
        _SOURCE,
        _PHRASE,
        _ALSO,
        NOTE,
        URL,
        GLOSS,
        LEFT_OUT,
    )
    rows = (*_initiatives(edition), *_facts(edition), *_confirmations(edition), *_accounts(edition))
    ordered = ({column.name: row.get(column.name) for column in columns} for row in rows)
    about = message(
        "Hvad andre kilder siger om aftalerne ud over teksterne. Det er ikke med i de andre tabeller og må ikke"
        " lægges sammen med dem."
    )
    return table("other_statements", "Udsagn fra andre kilder", about, columns, ordered)


def events(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Fast id.", required=True),
        *date_columns("date", "Dato", "Hvornår det skete. Tom, når kilden ikke siger det."),
        Column("kind", "Slags", "Hvad slags begivenhed det er.", required=True, codes=EVENT_KINDS),
        AGREEMENT,
        Column("initiatives", "Initiativer", "Id'er på de initiativer, det handler om.", "list"),
        Column("words", "Med ord", "Hvad der skete, med vores egne ord.", required=True, is_words=True),
        _CONFIDENCE,
        _SOURCE,
        _PHRASE,
        _ALSO,
        NOTE,
        URL,
        GLOSS,
        LEFT_OUT,
    )
    rows = (
        {
            "id": event.id,
            **date_cells("date", event.date),
            "kind": event.kind,
            "agreement": event.agreement,
            "initiatives": event.initiatives,
            "words": event.text,
            **_claimed(event),
            **_evidence(edition, event.agreement, event),
            "also": _named(edition, event.agreement, event.also),
            "note": event.note,
            "url": edition.site.link(addresses.event(event.id)),
        }
        for event in in_time(edition.beyond.events)
    )
    ordered = ({column.name: row.get(column.name) for column in columns} for row in rows)
    about = message("Hvad andre kilder end teksterne om aftalerne fortæller, at der skete.")
    return table("events", "Begivenheder", about, columns, ordered)


def _initiatives(edition: Edition) -> Iterator[StatedRow]:
    for overlay in edition.beyond.agreements:
        for initiative in overlay.initiatives:
            at = addresses.elsewhere(overlay.id, initiative.id)
            yield {
                "id": f"{overlay.id}/{initiative.id}",
                "kind": "initiative",
                "agreement": overlay.id,
                "initiative": initiative.id,
                "title": initiative.title,
                "number": initiative.number,
                "words": initiative.summary,
                **_claimed(initiative),
                **_evidence(edition, overlay.id, initiative),
                "also": _named(edition, overlay.id, initiative.also),
                "note": initiative.note,
                "url": edition.site.link(at),
            }


def _facts(edition: Edition) -> Iterator[StatedRow]:
    whole = edition.everything
    parties = whole.archive.register.party_titles
    for agreement in whole.archive.agreements:
        for initiative in agreement.initiatives:
            for fact in initiative.facts:
                claimed = whole.claims.get((agreement.id, initiative.id, fact.id))
                if claimed is None:
                    continue
                is_whole = (agreement.id, initiative.id, None) in whole.claims
                at = (addresses.elsewhere if is_whole else addresses.presence)(agreement.id, initiative.id)
                yield {
                    "id": f"{agreement.id}/{initiative.id}/{fact.id}",
                    "kind": "fact",
                    "agreement": agreement.id,
                    "initiative": initiative.id,
                    "title": initiative.title,
                    "words": bilingual(partial(_fact_words, fact=fact, parties=parties)),
                    **_claimed(claimed),
                    **_evidence(edition, agreement.id, fact),
                    "also": _named(edition, agreement.id, claimed.also),
                    "note": fact.note,
                    "url": edition.site.link(at),
                }


def _fact_words(t: Translator, fact: Fact, parties: Mapping[str, Text]) -> str:
    label, words = t.text(fact.label), fact_words(t, fact, parties)
    return words if words == label else f"{label}: {words}"


def _confirmations(edition: Edition) -> Iterator[StatedRow]:
    whole = edition.everything.archive
    for overlay in edition.beyond.agreements:
        for each in overlay.confirmations:
            of = f"{each.initiative}/{each.fact}" if each.fact else each.initiative
            at = addresses.presence(overlay.id, each.initiative)
            yield {
                "id": f"confirmation/{overlay.id}/{of}",
                "kind": "confirmation",
                "agreement": overlay.id,
                "initiative": each.initiative,
                "title": whole.initiatives[whole.position[overlay.id]][each.initiative].title,
                "also": _named(edition, overlay.id, each.sources),
                "note": each.note,
                "url": edition.site.link(at),
            }


def _accounts(edition: Edition) -> Iterator[StatedRow]:
    for dispute in edition.beyond.disputes:
        for number, account in enumerate(dispute.accounts, 1):
            yield {
                "id": f"dispute/{dispute.id}/{number}",
                "kind": "account",
                "agreement": dispute.agreement,
                "initiative": dispute.initiative,
                "title": dispute.question,
                "words": account.text,
                **_evidence(edition, dispute.agreement, account),
                "note": dispute.note,
                "url": edition.site.link(addresses.dispute(dispute.id)),
            }


def _claimed(claimed: Claimed) -> Row:
    return {"confidence": claimed.confidence}


def _evidence(edition: Edition, agreement_id: str, evidence: Evidence) -> StatedRow:
    (source,) = _named(edition, agreement_id, (evidence.source,))
    return {"source": source, "phrase": evidence.phrase, "gloss": evidence.gloss, "left_out": evidence.left_out}


def _named(edition: Edition, agreement_id: str, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of other sources as they are, and those of texts as the table of sources has them."""
    return tuple(s if s in edition.beyond.by_source else f"{agreement_id}/{s}" for s in sources)
