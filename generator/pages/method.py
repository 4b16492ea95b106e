"""The page of the method: what each status means, how we read, how far we are, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.comparing.comparison import STATUSES, Group, Outcome
from generator.model.agreement import Agreement
from generator.model.beside import UnreadAgreement
from generator.model.fields import Text
from generator.pages.comparison import kinds_of
from generator.publishing.edition import Edition, Site
from generator.publishing.standing import DataStanding, standing
from generator.wording.translator import Translator


@dataclass(frozen=True)
class MethodPage:
    """`statuses` are those that occur, by group; `unmet` are the others. `kinds` is by agreement."""

    statuses: tuple[tuple[Group, tuple[Outcome, ...]], ...]
    unmet: tuple[Outcome, ...]
    unread: tuple[UnreadAgreement, ...]
    agreements: tuple[Agreement, ...]
    notes: tuple[Text, ...]
    standing: DataStanding
    kinds: Mapping[str, str]
    languages: int
    measured_on: date | None
    site: Site

    @classmethod
    def build(cls, t: Translator, edition: Edition) -> MethodPage:
        archive, latest = edition.archive, edition.history.latest
        comparisons = edition.analysis.comparisons
        met = {finding.outcome for comparison in comparisons for finding in comparison.findings}
        by_group = (
            (group, tuple(s.outcome for s in STATUSES if s.group is group and s.outcome in met)) for group in Group
        )
        return cls(
            tuple(by_group),
            tuple(status.outcome for status in STATUSES if status.outcome not in met),
            archive.unread,
            archive.agreements,
            archive.register.notes,
            standing(edition),
            {agreement.id: kinds_of(t, archive, agreement) for agreement in archive.agreements},
            len(edition.languages),
            latest.date if latest else None,
            edition.site,
        )
