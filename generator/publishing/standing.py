"""How far the record holds: what is verified, read twice and archived, and what it covers, for the method page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.comparing.findings import searches
from generator.model.agreement import Agreement, Departure, Link, Origin, Source
from generator.model.beside import Verified
from generator.model.fields import quotations
from generator.publishing.edition import Edition
from generator.record.history import Record

_UNJUDGED = "not-examined"


@dataclass(frozen=True)
class Share:
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that only all of it is a hundred; None of nothing."""
        return 100 * self.part // self.whole if self.whole else None


@dataclass(frozen=True)
class DataStanding:
    """`oldest` and `newest` are of the `dated` sources; `undated` is how many have no date."""

    facts: Share
    phrases: Share
    searches: Share
    links: Share
    archived: Share
    oldest: Source | None
    newest: Source | None
    dated: int
    undated: int
    agreements: tuple[tuple[Agreement, Record | None], ...]


def standing(edition: Edition) -> DataStanding:
    """Count everything once, over all agreements."""
    agreements = edition.archive.agreements
    sources = [source for agreement in agreements for source in agreement.sources]
    dated = sorted((source for source in sources if source.published), key=lambda source: (source.published, source.id))
    judged = [(agreement, claim) for agreement in agreements for claim in judgements(agreement)]
    return DataStanding(
        facts=_share(_facts_verified(agreements, edition.verified)),
        phrases=_share(_phrases_verified(agreements, edition.verified)),
        searches=_share(
            edition.verified.searched.get(text) == asked for text, asked in searches(edition.archive).items()
        ),
        links=_share((claim.readers or agreement.readers) > 1 for agreement, claim in judged),
        archived=_share(source.archived is not None for source in sources),
        oldest=dated[0] if dated else None,
        newest=dated[-1] if dated else None,
        dated=len(dated),
        undated=len(sources) - len(dated),
        agreements=tuple((agreement, edition.history.records.get(agreement.id)) for agreement in agreements),
    )


def judgements(agreement: Agreement) -> Iterator[Origin | Link | Departure]:
    """What an agreement's snapshot claims of where initiatives come from and go; not what nobody has looked at."""
    for initiative in agreement.initiatives:
        if initiative.origin and initiative.origin.outcome != _UNJUDGED:
            yield initiative.origin
        yield from initiative.from_
    yield from (departure for departure in agreement.not_continued if departure.outcome != _UNJUDGED)


def _facts_verified(agreements: Iterable[Agreement], verified: Verified) -> Iterator[bool]:
    """Of each fact: whether all that it quotes was read in its source."""
    for agreement in agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for fact in (fact for initiative in agreement.initiatives for fact in initiative.facts):
            yield all(verified.has(hashes[fact.source], phrase) for phrase in fact.phrase)


def _phrases_verified(agreements: Iterable[Agreement], verified: Verified) -> Iterator[bool]:
    """Of each quotation, of whatever."""
    for agreement in agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for _, source_id, phrases, _ in quotations(agreement):
            yield from (verified.has(hashes[source_id], phrase) for phrase in phrases)


def _share(answers: Iterable[bool]) -> Share:
    answered = list(answers)
    return Share(sum(answered), len(answered))
