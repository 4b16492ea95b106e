"""The table of agreements that are known to exist and have not been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.exports.columns import NOTE, URL, date_cells, date_columns
from generator.exports.table import Column, StatedRow, Table, bilingual, table
from generator.model.agreement import Agreement
from generator.model.beside import UnreadAgreement
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.wording.labels import AGREEMENT_KINDS
from generator.wording.sentences import shown_by
from generator.wording.translator import message


def unread(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Det id, aftalen får, når den bliver læst.", required=True),
        Column("title", "Titel", "Titlen på siden.", required=True, is_words=True, has_official=True),
        Column("short", "Kort titel", "Titlen, hvor der er lidt plads.", required=True, is_words=True),
        Column("kind", "Slags", "Hvad slags aftale det er.", required=True, codes=AGREEMENT_KINDS),
        Column(
            "after",
            "Kommer efter",
            "Id på den læste aftale, som den kommer efter.",
            required=True,
            refers_to="agreements",
        ),
        *date_columns("agreed", "Indgået", "Når en kilde siger det."),
        *date_columns("effective_from", "Gælder fra", "Når en kilde siger det."),
        *date_columns("effective_to", "Gælder til", "Når en kilde siger det."),
        Column(
            "shown_by",
            "Fremgår af",
            "De tekster, der viser, at aftalen findes.",
            "list",
            separator=" / ",
            is_words=True,
        ),
        Column("source_urls", "Adresser", "Hvor de tekster står.", "list", separator=" "),
        NOTE,
        URL,
    )
    by_id = edition.archive.by_id
    rows = (_unread(edition, by_id, agreement) for agreement in edition.archive.unread)
    about = message("Aftaler, vi ved, findes, men ikke har læst. De er ikke talt med i de andre tabeller.")
    return table("unread", "Ikke læst", about, columns, rows)


def _unread(edition: Edition, by_id: Mapping[str, Agreement], agreement: UnreadAgreement) -> StatedRow:
    period = agreement.effective
    return {
        "id": agreement.id,
        "title": agreement.title,
        "short": agreement.short,
        "kind": agreement.kind,
        "after": agreement.after,
        **date_cells("agreed", agreement.agreed),
        **date_cells("effective_from", period.from_ if period else None),
        **date_cells("effective_to", period.to if period else None),
        "shown_by": bilingual(lambda t: tuple(shown_by(t, agreement, by_id))),
        "source_urls": tuple(dict.fromkeys(_urls(agreement, by_id))),
        "note": agreement.note,
        "url": edition.site.link(addresses.unread(agreement.id)),
    }


def _urls(agreement: UnreadAgreement, by_id: Mapping[str, Agreement]) -> Iterator[str]:
    for mention in agreement.mentioned_in:
        yield from (s.url for s in by_id[mention.agreement].sources if s.id == mention.source and s.url)
    yield from (source.url for source in agreement.sources)
