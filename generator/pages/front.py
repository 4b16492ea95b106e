"""The front page and the timeline: the picture of what became of the initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.agreement import ORIGINALS
from generator.model.beside import UnreadAgreement
from generator.model.fields import Text
from generator.pages import reading_words
from generator.pages.fates import Fates
from generator.pages.life_lines import Choice, Legend, Picture, choices
from generator.publishing.edition import Edition
from generator.wording.translator import Translator


@dataclass(frozen=True)
class Reach:
    """How far the reading goes, in sentences; those of nothing are empty. `texts` are texts about agreements."""

    newest_in_short: str
    newest: str
    uncounted: str
    unfollowed: str
    unread: tuple[UnreadAgreement, ...]
    unread_where: str
    texts: int
    originals: str
    notes: tuple[Text, ...]

    @classmethod
    def of(cls, t: Translator, edition: Edition) -> Reach:
        archive = edition.archive
        originals = [agreement for agreement in archive.agreements if agreement.is_read_itself]
        sources = (source for agreement in archive.agreements for source in agreement.sources)
        return cls(
            reading_words.reach_words(t, archive),
            reading_words.newest_words(t, archive.agreements[-1]),
            reading_words.uncounted_words(t, archive) if archive.unlisted else "",
            reading_words.unfollowed_words(t, archive) if archive.unlisted else "",
            archive.unread,
            reading_words.unread_where(t, archive) if archive.unread else "",
            sum(source.kind not in ORIGINALS for source in sources),
            reading_words.originals_words(t, originals) if originals else "",
            archive.register.notes,
        )


@dataclass(frozen=True)
class FrontPage:
    """`older` and `newest` are the efforts that an older text has, and those that only the newest has."""

    reach: Reach
    headline: str
    legend: Legend
    older: Picture
    newest: Picture
    in_newest: int

    @classmethod
    def build(cls, t: Translator, edition: Edition, fates: Fates) -> FrontPage:
        newest = [row for row in fates.efforts if row.fate.is_of_newest_only]
        older = [row for row in fates.efforts if not row.fate.is_of_newest_only]
        return cls(
            Reach.of(t, edition),
            fates.headline,
            Legend.of(edition),
            Picture.of(t, edition, older),
            Picture.of(t, edition, newest),
            sum(row.count for row in newest),
        )


@dataclass(frozen=True)
class TimelinePage:
    headline: str
    legend: Legend
    choices: Mapping[str, Sequence[Choice]]
    efforts: Picture
    others: Picture
    count: int

    @classmethod
    def build(cls, t: Translator, edition: Edition, fates: Fates) -> TimelinePage:
        return cls(
            fates.headline,
            Legend.of(edition),
            choices(t, edition.archive, edition.analysis.histories.values()),
            Picture.of(t, edition, fates.efforts),
            Picture.of(t, edition, fates.others),
            sum(row.count for row in (*fates.efforts, *fates.others)),
        )
