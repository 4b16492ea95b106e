"""The record of changes as flat rows, one for each line that was changed, for whoever takes the data home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.fields import Text
from generator.publishing.edition import Edition
from generator.record.words import CAUSES, Remark
from generator.wording.translator import DANISH_T


@dataclass(frozen=True)
class RecordRow:
    """`heading`, `before` and `after` are empty where a change is told in one sentence only.

    They and the `sentence` are Danish, as what they tell of is; only a `remark` is said in any language.
    """

    commit: str
    ids: tuple[str, ...]
    date: date
    version: str | None
    agreement: str
    agreement_title: Text
    initiative: str | None
    title: Text
    cause: str | None
    cause_label: str | None
    note: Text | None
    heading: str | None
    before: str | None
    after: str | None
    sentence: str
    remark: Remark | None
    address: str


def record_rows(edition: Edition) -> tuple[RecordRow, ...]:
    """In the order of the page of corrections: newest first."""
    rows = []
    for change in edition.record:
        lines: list[tuple[str | None, str | None, str | None, str]]
        lines = [(line.heading, line.old, line.new, line.sentence) for line in change.amendments]
        for heading, before, after, sentence in lines or [(None, None, None, s) for s in change.sentences(DANISH_T)]:
            rows.append(
                RecordRow(
                    change.revision.hash,
                    change.ids,
                    change.revision.date,
                    change.version,
                    change.agreement_id,
                    change.agreement_title,
                    change.initiative_id,
                    change.title,
                    change.cause,
                    CAUSES[change.cause][0] if change.cause else None,
                    change.note,
                    heading,
                    before,
                    after,
                    sentence,
                    change.remark,
                    edition.site.link(change.address),
                )
            )
    return tuple(rows)
