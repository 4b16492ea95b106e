"""The three lists: of all agreements, of all comparisons, and of all initiatives by theme."""

from __future__ import annotations

from dataclasses import dataclass

from generator.comparing.analysis import InitiativeHistory
from generator.comparing.comparison import Comparison
from generator.feeds.timeline import theme_path
from generator.model.agreement import Agreement
from generator.model.beside import Theme, UnreadAgreement
from generator.pages.comparison import GroupSum, group_sums, kinds_of
from generator.pages.part_builder import PartBuilder
from generator.pages.parts import Quote


@dataclass(frozen=True)
class ListedAgreement:
    """An agreement with the number and the kinds of its initiatives; of one that was not read, who mentions it."""

    agreement: Agreement | UnreadAgreement
    count: int = 0
    kinds: str = ""
    mentions: tuple[tuple[Agreement, Quote], ...] = ()


@dataclass(frozen=True)
class AgreementsPage:
    read: int
    unread: int
    agreements: tuple[ListedAgreement, ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> AgreementsPage:
        archive = parts.archive
        listed = (_listed(parts, agreement) for agreement in archive.chain)
        return cls(len(archive.agreements), len(archive.unread), tuple(listed))


def _listed(parts: PartBuilder, agreement: Agreement | UnreadAgreement) -> ListedAgreement:
    archive = parts.archive
    if isinstance(agreement, Agreement):
        return ListedAgreement(agreement, len(archive.counted(agreement)), kinds_of(parts.t, archive, agreement))
    by = ((archive.by_id[mention.agreement], mention) for mention in agreement.mentioned_in)
    return ListedAgreement(agreement, mentions=tuple((text, parts.quote(text, mention)) for text, mention in by))


@dataclass(frozen=True)
class ListedComparison:
    comparison: Comparison
    sums: tuple[GroupSum, ...]


@dataclass(frozen=True)
class ComparisonsPage:
    """`pairs` are those that have a page, for the script; `reach` is how far apart they may be, if not all have one."""

    agreements: tuple[Agreement, ...]
    pairs: str
    reach: int | None
    steps: tuple[ListedComparison, ...]
    leaps: tuple[ListedComparison, ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> ComparisonsPage:
        archive, comparisons = parts.archive, parts.edition.analysis.comparisons
        listed = [ListedComparison(comparison, group_sums(parts.t, comparison)) for comparison in comparisons]
        return cls(
            archive.agreements,
            " ".join(f"{comparison.old.id}/{comparison.new.id}" for comparison in comparisons),
            None if archive.has_all_pairs else archive.register.pairs_within,
            tuple(each for each in listed if each.comparison.is_consecutive),
            tuple(each for each in listed if not each.comparison.is_consecutive),
        )


@dataclass(frozen=True)
class ListedTheme:
    theme: Theme
    feed: str
    lives: tuple[InitiativeHistory, ...]


@dataclass(frozen=True)
class InitiativesPage:
    count: int
    themes: tuple[ListedTheme, ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> InitiativesPage:
        lives = parts.edition.analysis.histories.values()
        themes = (
            ListedTheme(theme, theme_path(theme.id), tuple(life for life in lives if life.latest.theme == theme.id))
            for theme in parts.archive.register.themes
        )
        return cls(len(lives), tuple(themes))
