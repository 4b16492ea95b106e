"""The table of what changed in our own record, which is another clock than that of the agreements."""

from __future__ import annotations

from generator.exports.columns import URL
from generator.exports.table import Bilingual, Column, StatedRow, Table, bilingual, table
from generator.publishing.edition import Edition
from generator.publishing.record_rows import RecordRow, record_rows
from generator.record.words import CAUSES
from generator.wording.translator import Labels, message

_CAUSES = Labels({cause: words[0] for cause, words in CAUSES.items()})


def corrections(edition: Edition) -> Table:
    columns = (
        Column("id", "Id", "Commit i git, aftale, initiativ og linje med skråstreg imellem.", required=True),
        Column("commit", "Ændret i", "Den version i git, hvor vi ændrede det.", required=True),
        Column("date", "Dato", "Dagen, vi ændrede det.", "date", required=True),
        Column("version", "Version", "Den version af data, ændringen kom med i. Tom, når den venter på den næste."),
        # what was changed may since have been retired, so these refer to no table
        Column("agreement", "Aftale", "Id på aftalen.", required=True),
        Column("initiative", "Initiativ", "Id på initiativet. Tom, når det gælder aftalen som helhed."),
        Column("title", "Titel", "Hvad der blev ændret.", required=True, is_words=True),
        Column(
            "cause",
            "Årsag",
            "Skrevet af den, der ændrede. Tom, når aftalen kom til, og når ingen årsag er oplyst.",
            codes=_CAUSES,
        ),
        Column("reason", "Begrundelse", "Hvorfor, med vores egne ord.", is_words=True),
        Column("what", "Hvad", "Hvilken linje der blev ændret."),
        Column(
            "before",
            "Før",
            "Hvad der stod. Tom, når det er tilføjet, og når det var ord fra kilden: de gengives ikke igen.",
        ),
        Column("after", "Nu", "Hvad der kom til at stå."),
        Column("words", "I ord", "Ændringen i én sætning.", required=True, is_words=True),
        URL,
    )
    numbers: dict[tuple[str, ...], int] = {}
    rows: list[StatedRow] = []
    for row in record_rows(edition):
        change = (row.commit[:10], *row.ids)
        numbers[change] = numbers.get(change, 0) + 1
        rows.append(
            {
                "id": "/".join((*change, str(numbers[change]))),
                "commit": row.commit,
                "date": row.date,
                "version": row.version,
                "agreement": row.agreement,
                "initiative": row.initiative,
                "title": row.title,
                "cause": row.cause,
                "reason": row.note,
                "what": row.heading,
                "before": row.before,
                "after": row.after,
                "words": _words(row),
                "url": row.address,
            }
        )
    about = message(
        "Hvad vi har ændret i vores egne data, nyeste først. Det siger intet om, hvad der blev af initiativerne."
    )
    return table("corrections", "Rettelser", about, columns, rows)


def _words(row: RecordRow) -> Bilingual:
    """A line of our record is Danish, and so is the sentence that repeats it."""
    remark = row.remark
    return bilingual(remark.words) if remark else Bilingual(row.sentence, None)
