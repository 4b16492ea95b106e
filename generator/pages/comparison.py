"""The page of two agreements side by side: what became of each initiative, and the counts; the list of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.comparing.comparison import Comparison, Finding, LedgerRow
from generator.folding import fold
from generator.model.agreement import Agreement, Fact, Group, Initiative, Outcome
from generator.model.fields import Text
from generator.pages.builder import OtherSources, PartBuilder
from generator.pages.corrections import Gone, Moved
from generator.pages.parts import Elsewhere, Searched, StatedClaim, StatedDeparture, StatedFacet, StatedInitiative
from generator.publishing import addresses, citation
from generator.publishing.citation import Cited
from generator.wording.labels import OUTCOMES, kind_counts
from generator.wording.translator import Translator


@dataclass(frozen=True)
class GroupSum:
    """How many initiatives a group counts, what the number hides, and the findings under each outcome."""

    group: Group
    count: int
    reasons: str
    outcomes: tuple[tuple[Outcome, tuple[Finding, ...]], ...]


@dataclass(frozen=True)
class Left:
    """Why an initiative is not there: what it went into and where it was last, if that is not told by the finding."""

    went_into: Initiative | None
    last_in: Agreement | None
    departure: StatedDeparture


@dataclass(frozen=True)
class Card:
    """A finding with all that shows it.

    `heads` are the wordings that head it: those of the older end of a link, for the status is said of that
    end. `olds` and `news` are the initiatives as the two agreements have them; `old_links` and `new_links` as
    either calls them. `both` has the facts of the one that stands in both or either. `arrived` is where it
    came to between.
    """

    finding: Finding
    heads: tuple[Initiative, ...]
    title: Text
    olds: tuple[StatedInitiative, ...]
    news: tuple[StatedInitiative, ...]
    both: tuple[StatedInitiative, ...]
    old_links: tuple[Initiative, ...]
    new_links: tuple[Initiative, ...]
    other: Initiative | None
    arrived: Agreement | None
    contradictions: tuple[Elsewhere, ...]
    facets: tuple[StatedFacet, ...]
    claims: tuple[StatedClaim, ...]
    left: Left | None
    searched: tuple[Searched, ...]
    one_sided: tuple[tuple[Fact, Searched], ...]

    @property
    def is_link(self) -> bool:
        """Whether it joins different initiatives, both ends of which it counts."""
        finding = self.finding
        return bool(finding.olds and finding.news) and finding.olds != finding.news

    @property
    def is_named(self) -> bool:
        """Whether it is about several initiatives, so that each has to be named."""
        return len({*self.finding.olds, *self.finding.news}) > 1

    def is_renamed(self, t: Translator, side: StatedInitiative) -> bool:
        """Whether the older side has another title than the newer, if that has the initiative."""
        now = next((new.initiative for new in self.both if new.agreement is not side.agreement), side.initiative)
        return fold(t.text(side.initiative.title)) != fold(t.text(now.title))


@dataclass(frozen=True)
class ComparisonPage:
    """`rows` are those of the ledger, with the kinds of initiatives on each side."""

    comparison: Comparison
    with_others: str
    sums: tuple[GroupSum, ...]
    cards: Mapping[str, Card]
    rows: tuple[tuple[LedgerRow, str, str], ...]
    old_kinds: str
    new_kinds: str
    moved: tuple[Moved, ...]
    before: Comparison | None
    after: Comparison | None
    cited: Cited

    @classmethod
    def build(cls, parts: PartBuilder, others: OtherSources, gone: Gone, comparison: Comparison) -> ComparisonPage:
        old, new, steps = comparison.old, comparison.new, parts.edition.analysis.steps

        def kinds(agreement: Agreement, ids: Iterable[str]) -> str:
            there = parts.archive.initiatives[parts.archive.position[agreement.id]]
            return kind_counts(parts.t, [there[i].kind for i in ids])

        return cls(
            comparison,
            others.counted_with(comparison),
            group_sums(parts.t, comparison),
            {finding.id: _card(parts, others, comparison, finding) for finding in comparison.findings},
            tuple((row, kinds(old, row.olds), kinds(new, row.news)) for row in comparison.ledger.rows),
            parts.kinds_of(old),
            parts.kinds_of(new),
            gone.from_page(addresses.comparison(old.id, new.id)),
            steps.get(old.id),
            next((step for step in steps.values() if step.old is new), None),
            citation.cited(parts.t, citation.of_pair(parts.t, parts.edition, old, new)),
        )


def group_sums(t: Translator, comparison: Comparison) -> tuple[GroupSum, ...]:
    """What is gone stands first.

    Initiatives are counted on the newer side when they were added, else on the older. Findings that say the
    outcome of the newer end of a link alone stand apart from those that say it of the older.
    """
    return tuple(_sum(t, comparison, group) for group in (Group.NOT_CARRIED, Group.CARRIED, Group.ADDED))


def _sum(t: Translator, comparison: Comparison, group: Group) -> GroupSum:
    by_outcome: dict[tuple[Outcome, bool], list[Finding]] = {}
    for finding in comparison.group(group):
        by_outcome.setdefault((finding.outcome, finding.is_of_heir), []).append(finding)
    outcomes = ((outcome, tuple(findings)) for (outcome, _), findings in by_outcome.items())
    return GroupSum(group, comparison.count(group), _reasons(t, comparison, group), tuple(outcomes))


def _reasons(t: Translator, comparison: Comparison, group: Group) -> str:
    """What a number of a group hides: »9 ikke omtalt, 1 udløbet ifølge kilden«, or »2 nævnt som baggrund«."""
    hidden = {
        Group.ADDED: set[Outcome](),
        Group.CARRIED: {Outcome.BACKGROUND},
        Group.NOT_CARRIED: {outcome for outcome in Outcome if outcome.group is Group.NOT_CARRIED},
    }
    rows = [row for row in comparison.ledger.rows if row.outcome in hidden[group] and row.olds]
    return ", ".join(f"{len(row.olds)} {t.label(OUTCOMES, row.outcome).label.lower()}" for row in rows)


def _card(parts: PartBuilder, others: OtherSources, comparison: Comparison, finding: Finding) -> Card:
    archive, old, new = parts.archive, comparison.old, comparison.new
    olds, news = (archive.initiatives[archive.position[agreement.id]] for agreement in (old, new))
    heads = finding.olds or finding.news
    return Card(
        finding,
        tuple(news.get(i) or olds[i] for i in heads),
        archive.wording(finding.id, new.id).title,
        parts.present(old, finding.olds),
        parts.present(new, finding.news),
        (*parts.present(old, [finding.id]), *parts.present(new, [finding.id])),
        parts.called(finding.olds, old),
        parts.called(finding.news, new),
        archive.wording(finding.other, new.id) if finding.other else None,
        archive.agreements[finding.arrived or 0] if finding.outcome is Outcome.ARRIVED_BETWEEN else None,
        others.contradictions(comparison, finding),
        parts.facets(old, new, finding),
        parts.claims(finding),
        _left(parts, new, finding),
        tuple(map(parts.searched, finding.searched)),
        parts.one_sided(old, new, finding),
    )


def _left(parts: PartBuilder, new: Agreement, finding: Finding) -> Left | None:
    end, archive = finding.ending, parts.archive
    if end is None:
        return None
    departure = parts.departure(archive.agreements[end.position], end.departure)
    is_heir = end.initiative_id != finding.id
    if end.position == archive.position[new.id] and not is_heir:
        return Left(None, None, departure)
    last_in = archive.agreements[end.position - 1]
    went_into = archive.wording(end.initiative_id, last_in.id) if is_heir else None
    return Left(went_into, last_in, departure)


@dataclass(frozen=True)
class ComparisonsPage:
    agreements: tuple[Agreement, ...]
    steps: tuple[tuple[Comparison, tuple[GroupSum, ...]], ...]
    leaps: tuple[tuple[Comparison, tuple[GroupSum, ...]], ...]

    @classmethod
    def build(cls, parts: PartBuilder) -> ComparisonsPage:
        archive, comparisons = parts.archive, parts.edition.analysis.comparisons
        summed = [(comparison, group_sums(parts.t, comparison)) for comparison in comparisons]
        return cls(
            archive.agreements,
            tuple((comparison, sums) for comparison, sums in summed if comparison.is_consecutive),
            tuple((comparison, sums) for comparison, sums in summed if not comparison.is_consecutive),
        )
