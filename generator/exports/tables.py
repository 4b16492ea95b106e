"""Every exported table: what its rows are of, and the cells that are no attribute of that. See columns.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.facets import Facet
from generator.comparing.figures import first_day
from generator.comparing.findings import searched_facets
from generator.exports import paths
from generator.exports.table import Bilingual, Table, Values, bilingual, in_english, table
from generator.folding import distinct
from generator.model.agreement import (
    Agreement,
    AmountFact,
    DeadlineFact,
    Fact,
    Group,
    Hit,
    Initiative,
    PartyFact,
    ScopeFact,
    Source,
    TargetFact,
    is_fact,
)
from generator.model.archive import Silence, Statement
from generator.model.beside import UnreadAgreement
from generator.model.beyond import Event, OtherSource, in_time
from generator.model.fields import Evidence, HitElsewhere, Text
from generator.model.values import Quantity
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.record.history import Amendment, RecordChange
from generator.wording.fact_words import facet_heading, facet_words, fact_words, mode_words
from generator.wording.labels import OUTCOMES
from generator.wording.sentences import shown_by
from generator.wording.translator import DANISH_T, Translator
from generator.wording.writing import quoted, unit_words

F = TypeVar("F", bound=Fact)


def facts(edition: Edition) -> Table:
    parties, link = edition.archive.register.party_titles, edition.site.link
    values: Values[Statement, Fact] = {
        "id": lambda s, f: s.id,
        "agreement": lambda s, f: s.agreement.id,
        "initiative": lambda s, f: s.initiative.id,
        "presence": lambda s, f: _presence_id(s),
        "fact": lambda s, f: f.id,
        "initiative_title": lambda s, f: s.initiative.title,
        "words": lambda s, f: bilingual(partial(fact_words, fact=f, parties=parties)),
        "commitment": lambda s, f: f.commitment or s.initiative.commitment,
        "amount_before": _of(AmountFact, lambda f: f.before),
        "year_from": _of(AmountFact, lambda f: f.years and f.years.from_),
        "year_to": _of(AmountFact, lambda f: f.years and f.years.to),
        "payers": _of(AmountFact, lambda f: f.payer),
        "recipients": _of(AmountFact, lambda f: f.recipient),
        "of_which": lambda s, f: f"{_presence_id(s)}/{whole}" if (whole := getattr(f, "of_which", None)) else None,
        "transfer_from": _of(AmountFact, lambda f: f.transfer and f.transfer.from_),
        "transfer_to": _of(AmountFact, lambda f: f.transfer and f.transfer.to),
        "date": lambda s, f: f.by if isinstance(f, TargetFact) else getattr(f, "date", None),
        "date_earliest": lambda s, f: first_day(f) if isinstance(f, DeadlineFact) else _first_of_target(f),
        "value": lambda s, f: next((count for _, count, _ in f.counted), getattr(f, "value", None)),
        "unit": lambda s, f: _unit(f.value) if isinstance(f, TargetFact) else getattr(f, "unit", None),
        "baseline_value": _of(TargetFact, lambda f: f.baseline),
        "baseline_unit": _of(TargetFact, lambda f: _unit(f.baseline)),
        "over_value": _of(TargetFact, lambda f: f.over),
        "over_unit": _of(TargetFact, lambda f: _unit(f.over)),
        "heading": _of(ScopeFact, lambda f: f.group),
        "parties": _of(PartyFact, lambda f: f.party),
        "source": lambda s, f: f"{s.agreement.id}/{f.source}",
        "url": lambda s, f: link(addresses.fact(s.agreement.id, s.initiative.id, f.id)),
    }
    return table("facts", ((each, each.fact) for each in edition.archive.statements), values)


def _of(kind: type[F], value: Callable[[F], object]) -> Callable[[Statement, Fact], object]:
    """A value that only facts of one kind have."""
    return lambda _, fact: value(fact) if isinstance(fact, kind) else None


def _presence_id(statement: Statement) -> str:
    return f"{statement.agreement.id}/{statement.initiative.id}"


def _first_of_target(fact: Fact) -> object:
    return fact.by.earliest if isinstance(fact, TargetFact) and fact.by else None


def _unit(measure: Quantity | None) -> Bilingual | None:
    return bilingual(lambda t: measure.unit if t.is_danish else unit_words(t, measure)) if measure else None


def initiatives(edition: Edition) -> Table:
    archive, link = edition.archive, edition.site.link
    values: Values[str, tuple[Agreement, ...], Initiative] = {
        "headings": lambda i, those, latest: _headings(edition, i, those),
        "first_agreement": lambda i, those, latest: those[0].id,
        "last_agreement": lambda i, those, latest: those[-1].id,
        "agreement_count": lambda i, those, latest: len(those),
        "data_url": lambda i, those, latest: link(paths.initiative(i)),
        "url": lambda i, those, latest: link(addresses.initiative(i)),
    }
    rows = (
        (i, tuple(archive.agreements[position] for position in archive.appearances(i)), archive.latest(i))
        for i in archive.initiative_ids
    )
    return table("initiatives", rows, values)


def _headings(edition: Edition, initiative_id: str, those: tuple[Agreement, ...]) -> Bilingual:
    titles = [edition.archive.wording(initiative_id, agreement.id).title for agreement in those]
    return bilingual(lambda t: distinct(t.text(title) for title in titles))


def agreements(edition: Edition) -> Table:
    link, record = edition.site.link, edition.history.records.get
    values: Values[Agreement] = {
        "agreed": lambda a: a.agreed and a.agreed.date,
        "effective_from": lambda a: a.effective and a.effective.from_,
        "effective_to": lambda a: a.effective and a.effective.to,
        "parties": lambda a: tuple(party.party for party in a.parties),
        "coverage_complete": lambda a: a.coverage.complete,
        "coverage_note": lambda a: a.coverage.note,
        "initiative_count": lambda a: len(a.initiatives),
        "fact_count": lambda a: sum(len(initiative.facts) for initiative in a.initiatives),
        "registered": lambda a: (r := record(a.id)) and r.registered.date,
        "changed": lambda a: (r := record(a.id)) and r.changed.date,
        "changed_commit": lambda a: (r := record(a.id)) and r.changed.hash,
        "data_url": lambda a: link(paths.agreement(a.id)),
        "url": lambda a: link(addresses.agreement(a.id)),
    }
    return table("agreements", ((agreement,) for agreement in edition.archive.agreements), values)


def presences(edition: Edition) -> Table:
    link = edition.site.link
    values: Values[Agreement, Initiative] = {
        "id": lambda a, i: f"{a.id}/{i.id}",
        "agreement": lambda a, i: a.id,
        "initiative": lambda a, i: i.id,
        "origin": lambda a, i: i.origin and i.origin.outcome,
        "basis": lambda a, i: i.origin and i.origin.basis,
        "certainty": lambda a, i: i.origin and i.origin.certainty,
        "reason": lambda a, i: i.origin and i.origin.note,
        "source": lambda a, i: f"{a.id}/{i.source}",
        "url": lambda a, i: link(addresses.presence(a.id, i.id)),
        "focus_area": lambda a, i: next((area.title for area in a.focus_areas if area.id == i.focus_area), None),
    }
    rows = ((a, initiative) for a in edition.archive.agreements for initiative in a.initiatives)
    return table("presences", rows, values)


def sources(edition: Edition) -> Table:
    values: Values[Agreement, Source] = {
        "id": lambda a, s: f"{a.id}/{s.id}",
        "agreement": lambda a, i: a.id,
        "original_url": lambda a, s: s.url,
        "url": lambda a, i: edition.site.link(addresses.agreement(a.id)),
    }
    return table("sources", ((a, source) for a in edition.archive.agreements for source in a.sources), values)


def parties(edition: Edition) -> Table:
    return table("parties", ((party,) for party in edition.archive.register.parties), {})


def themes(edition: Edition) -> Table:
    rows = ((theme,) for theme in edition.archive.register.themes)
    return table("themes", rows, {"url": lambda theme: edition.site.link(addresses.theme(theme.id))})


def unread(edition: Edition) -> Table:
    by_id = edition.archive.by_id
    values: Values[UnreadAgreement] = {
        "effective_from": lambda a: a.effective and a.effective.from_,
        "effective_to": lambda a: a.effective and a.effective.to,
        "shown_by": lambda a: bilingual(lambda t: tuple(shown_by(t, a, by_id))),
        "source_urls": lambda a: tuple(dict.fromkeys(_urls(a, by_id))),
        "url": lambda a: edition.site.link(addresses.unread(a.id)),
    }
    return table("unread", ((agreement,) for agreement in edition.archive.unread), values)


def _urls(agreement: UnreadAgreement, by_id: Mapping[str, Agreement]) -> Iterator[str]:
    for mention in agreement.mentioned_in:
        yield from (s.url for s in by_id[mention.agreement].sources if s.id == mention.source and s.url)
    yield from (source.url for source in agreement.sources)


def comparisons(edition: Edition) -> Table:
    link = edition.site.link
    values: Values[Comparison] = {
        "id": lambda c: f"{c.old.id}/{c.new.id}",
        "old": lambda c: c.old.id,
        "new": lambda c: c.new.id,
        "consecutive": lambda c: c.is_consecutive,
        "countable": lambda c: c.is_countable,
        "old_total": lambda c: c.ledger.old_total,
        "new_total": lambda c: c.ledger.new_total,
        "added": lambda c: sum(len(finding.news) for finding in c.group(Group.ADDED)),
        "carried": lambda c: sum(len(finding.olds) for finding in c.group(Group.CARRIED)),
        "not_carried": lambda c: sum(len(finding.olds) for finding in c.group(Group.NOT_CARRIED)),
        "data_url": lambda c: link(paths.comparison(c.old.id, c.new.id)),
        "url": lambda c: link(addresses.comparison(c.old.id, c.new.id)),
        "unread": lambda c: tuple(agreement.id for agreement in c.unread),
    }
    rows = ((comparison,) for comparison in edition.analysis.comparisons)
    return table("comparisons", rows, values)


def outcomes(edition: Edition) -> Table:
    archive, link = edition.archive, edition.site.link
    values: Values[Comparison, str, Finding] = {
        "id": lambda c, i, f: f"{c.old.id}/{c.new.id}/{i}",
        "comparison": lambda c, i, f: f"{c.old.id}/{c.new.id}",
        "old": lambda c, i, f: c.old.id,
        "new": lambda c, i, f: c.new.id,
        "initiative": lambda c, i, f: i,
        "initiative_title": lambda c, i, f: archive.wording(i, (c.new if i in f.news else c.old).id).title,
        "in_old": lambda c, i, f: i in f.olds,
        "in_new": lambda c, i, f: i in f.news,
        "outcome": lambda c, i, f: f.outcome.value,
        "label": lambda c, i, f: bilingual(lambda t: t.label(OUTCOMES, f.outcome).of(heir=f.is_heir(i))),
        "group": lambda c, i, f: f.group.value,
        "related": lambda c, i, f: tuple(dict.fromkeys(o for o in (*f.olds, *f.news, f.other) if o and o != i)),
        "searched": lambda c, i, f: distinct(term for silence in f.searched for term in silence.terms),
        "search_hits": lambda c, i, f: _hits(f.searched),
        "left_in": lambda c, i, f: archive.agreements[f.ending.position].id if f.ending else None,
        "reasons": lambda c, i, f: bilingual(lambda t: tuple(_reasons(t, edition, f))),
        "source": lambda c, i, f: _source_of_departure(edition, f),
        "phrase": lambda c, i, f: (f.ending and f.ending.departure.phrase) or (),
        "gloss": lambda c, i, f: f.ending and f.ending.departure.gloss,
        "left_out": lambda c, i, f: f.ending and f.ending.departure.left_out,
        "url": lambda c, i, f: link(addresses.finding(c.old.id, c.new.id, f.id)),
    }
    rows = ((c, i, finding) for c in edition.analysis.comparisons for i, finding in c.by_id.items())
    return table("outcomes", rows, values)


def _hits(silences: Iterable[Silence]) -> Bilingual:
    """The words of the text, which are Danish, in English what they say, and why."""

    def words(t: Translator, hit: Hit | HitElsewhere) -> str:
        gloss = f" [{hit.gloss}]" if hit.gloss and not t.is_danish else ""
        return f"{quoted(t, hit.phrase)}{gloss}: {t.text(hit.why)}"

    hits = [hit for silence in silences for hit in silence.hits]
    return bilingual(lambda t: distinct(words(t, hit) for hit in hits))


def _reasons(t: Translator, edition: Edition, finding: Finding) -> Iterator[str]:
    notes = [(claim.position, claim.statement.note) for claim in finding.claims]
    if finding.ending:
        notes.append((finding.ending.position, finding.ending.departure.note))
    for position, note in notes:
        if note:
            yield f"{t.text(edition.archive.agreements[position].short)}: {t.text(note)}"


def _source_of_departure(edition: Edition, finding: Finding) -> str | None:
    end = finding.ending
    return (
        f"{edition.archive.agreements[end.position].id}/{end.departure.source}"
        if end and end.departure.source
        else None
    )


def differences(edition: Edition) -> Table:
    link = edition.site.link
    values: Values[Comparison, Finding, Silence | None, Sides, Facet] = {
        "id": lambda c, f, silence, sides, d: f"{c.old.id}/{c.new.id}/{f.id}/{d.kind}/{d.subject}",
        "outcome": lambda c, f, silence, sides, d: f"{c.old.id}/{c.new.id}/{f.id}",
        "comparison": lambda c, f, silence, sides, d: f"{c.old.id}/{c.new.id}",
        "old": lambda c, f, silence, sides, d: c.old.id,
        "new": lambda c, f, silence, sides, d: c.new.id,
        "initiative": lambda c, f, silence, sides, d: f.id,
        "heading": lambda c, f, silence, sides, d: bilingual(lambda t: facet_heading(t, d)),
        "mode_words": lambda c, f, silence, sides, d: bilingual(lambda t: mode_words(t, d)),
        "label": lambda c, f, silence, sides, d: sides[0] if sides[0].da else None,
        "before": lambda c, f, silence, sides, d: sides[1],
        "after": lambda c, f, silence, sides, d: sides[2],
        "fact_before": lambda c, f, silence, sides, d: f"{c.old.id}/{f.id}/{d.old.id}" if is_fact(d.old) else None,
        "fact_after": lambda c, f, silence, sides, d: f"{c.new.id}/{f.id}/{d.new.id}" if is_fact(d.new) else None,
        "url": lambda c, f, silence, sides, d: link(addresses.finding(c.old.id, c.new.id, f.id)),
        "searched": lambda c, f, silence, sides, d: silence.terms if silence else (),
        "search_hits": lambda c, f, silence, sides, d: _hits([silence] if silence else []),
    }
    return table("differences", _differences(edition), values)


def _differences(edition: Edition) -> Iterator[tuple[Comparison, Finding, Silence | None, Sides, Facet]]:
    """Each, with what was searched for where only one side has the fact, and the words of both."""
    parties = edition.archive.register.party_titles
    for comparison in edition.analysis.comparisons:
        for finding in comparison.findings:
            searched = searched_facets(edition.archive, comparison.old.id, comparison.new.id, finding)
            silences = {fact.id: silence for fact, silence in searched}
            for facet in finding.facets:
                yield comparison, finding, silences.get(facet.subject), _sides(facet, parties), facet


Sides = tuple[Bilingual, Bilingual, Bilingual]


def _sides(facet: Facet, parties: Mapping[str, Text]) -> Sides:
    """What a facet is about, and its words before and after."""
    sides = partial(facet_words, facet=facet, parties=parties)
    label, before, after = map(Bilingual, sides(DANISH_T), in_english(sides) or (None, None, None))
    return label, before, after


def corrections(edition: Edition) -> Table:
    values: Values[str, RecordChange, Amendment | None] = {
        "id": lambda i, change, line: i,
        "commit": lambda i, change, line: change.revision.hash,
        "date": lambda i, change, line: change.revision.date,
        "version": lambda i, change, line: change.version,
        "agreement": lambda i, change, line: change.agreement_id,
        "initiative": lambda i, change, line: change.initiative_id,
        "title": lambda i, change, line: change.title,
        "cause": lambda i, change, line: change.cause,
        "reason": lambda i, change, line: change.note,
        # a line of our record is Danish in every language
        "what": lambda i, change, line: bilingual(change.remark.words) if change.remark else line and line.heading,
        "mode": lambda i, change, line: line and _mode(line),
        "before": lambda i, change, line: line and line.old,
        "after": lambda i, change, line: line and line.new,
        "url": lambda i, change, line: edition.site.link(change.address),
    }
    return table("corrections", _lines_of_record(edition), values)


def _mode(line: Amendment) -> str:
    if line.new is None:
        return "removed"
    return "added" if line.old is None and not line.is_untold else "edited"


def _lines_of_record(edition: Edition) -> Iterator[tuple[str, RecordChange, Amendment | None]]:
    """Each line that was changed, newest first, with its id; a change that is not told by lines has one without."""
    numbers: Counter[str] = Counter()
    for change in edition.published_record:
        for line in change.amendments or ([None] if change.remark else []):
            name = "/".join((change.revision.short, *change.ids))
            numbers[name] += 1
            yield f"{name}/{numbers[name]}", change, line


def other_sources(edition: Edition) -> Table:
    values: Values[OtherSource] = {
        "address": lambda source: source.url,
        "url": lambda source: edition.site.link(addresses.other_source(source.id)),
    }
    return table("other_sources", ((source,) for source in edition.beyond.sources), values)


@dataclass(frozen=True)
class _Statement:
    """What another source says; `also` are the sources that say the same."""

    id: str
    kind: str
    agreement: str
    initiative: str | None
    title: Text
    address: str
    words: Text | Bilingual | None = None
    number: str | None = None
    confidence: str | None = None
    also: tuple[str, ...] = ()
    note: Text | None = None


def other_statements(edition: Edition) -> Table:
    values: Values[Evidence | None, _Statement] = {
        **{key: partial(_of_evidence, key) for key in ("phrase", "gloss", "left_out")},
        "source": lambda evidence, s: _named(edition, s.agreement, [evidence.source])[0] if evidence else None,
        "also": lambda evidence, s: _named(edition, s.agreement, s.also),
        "url": lambda evidence, s: edition.site.link(s.address),
    }
    rows = (*_initiatives(edition), *_facts(edition), *_confirmations(edition), *_accounts(edition))
    return table("other_statements", rows, values)


def _of_evidence(key: str, evidence: Evidence | None, _: _Statement) -> object:
    return getattr(evidence, key, None)


def _initiatives(edition: Edition) -> Iterator[tuple[Evidence | None, _Statement]]:
    for overlay in edition.beyond.agreements:
        for i in overlay.initiatives:
            name, at = f"{overlay.id}/{i.id}", addresses.elsewhere(overlay.id, i.id)
            more = (i.summary, i.number, i.confidence, i.also, i.note)
            yield i, _Statement(name, "initiative", overlay.id, i.id, i.title, at, *more)


def _facts(edition: Edition) -> Iterator[tuple[Evidence | None, _Statement]]:
    whole = edition.everything
    words = partial(_fact_words, parties=whole.archive.register.party_titles)
    for s in whole.archive.statements:
        claimed = whole.claims.get((s.agreement.id, s.initiative.id, s.fact.id))
        if claimed is None:
            continue
        is_whole = (s.agreement.id, s.initiative.id, None) in whole.claims
        at = (addresses.elsewhere if is_whole else addresses.presence)(s.agreement.id, s.initiative.id)
        more = (bilingual(partial(words, fact=s.fact)), None, claimed.confidence, claimed.also, s.fact.note)
        yield s.fact, _Statement(s.id, "fact", s.agreement.id, s.initiative.id, s.initiative.title, at, *more)


def _fact_words(t: Translator, fact: Fact, parties: Mapping[str, Text]) -> str:
    label, words = t.text(fact.label), fact_words(t, fact, parties)
    return words if words == label else f"{label}: {words}"


def _confirmations(edition: Edition) -> Iterator[tuple[Evidence | None, _Statement]]:
    for overlay in edition.beyond.agreements:
        for each in overlay.confirmations:
            name = "/".join(filter(None, ("confirmation", overlay.id, each.initiative, each.fact)))
            title = edition.everything.archive.wording(each.initiative, overlay.id).title
            at = addresses.presence(overlay.id, each.initiative)
            yield (
                None,
                _Statement(
                    name, "confirmation", overlay.id, each.initiative, title, at, also=each.sources, note=each.note
                ),
            )


def _accounts(edition: Edition) -> Iterator[tuple[Evidence | None, _Statement]]:
    for dispute in edition.beyond.disputes:
        at = addresses.dispute(dispute.id)
        for number, account in enumerate(dispute.accounts, 1):
            name, of = f"dispute/{dispute.id}/{number}", (dispute.agreement, dispute.initiative)
            yield account, _Statement(name, "account", *of, dispute.question, at, account.text, note=dispute.note)


def events(edition: Edition) -> Table:
    values: Values[Event] = {
        "words": lambda event: event.text,
        "source": lambda event: _named(edition, event.agreement, [event.source])[0],
        "also": lambda event: _named(edition, event.agreement, event.also),
        "url": lambda event: edition.site.link(addresses.event(event.id)),
    }
    return table("events", ((event,) for event in in_time(edition.beyond.events)), values)


def _named(edition: Edition, agreement_id: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The ids of other sources as they are, and those of texts as the table of sources has them."""
    return tuple(s if s in edition.beyond.by_source else f"{agreement_id}/{s}" for s in sources)


# In the order of every format.
TABLES: tuple[Callable[[Edition], Table], ...] = (
    facts,
    initiatives,
    agreements,
    presences,
    comparisons,
    outcomes,
    differences,
    sources,
    parties,
    themes,
    corrections,
    other_sources,
    other_statements,
    events,
    unread,
)
