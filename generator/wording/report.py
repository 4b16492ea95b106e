"""A comparison or an initiative's life as text for a terminal, as Markdown, and as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypedDict

from rich import text
from rich.console import Console
from rich.table import Table

from generator.comparing.comparison import Chapter, Comparison, Finding, InitiativeHistory
from generator.folding import distinct
from generator.model.agreement import Group
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.place import visible
from generator.wording.fact_words import fact_words
from generator.wording.labels import BASES, CERTAINTIES, COMMITMENTS, FACT_KINDS, GROUPS, KINDS, OUTCOMES, PRESENCES
from generator.wording.sentences import (
    facet_line,
    facet_sides,
    finding_names,
    finding_status,
    not_read_words,
    unlike_words,
    unread_between_words,
)
from generator.wording.translator import DANISH_T
from generator.wording.writing import date_words

_COLOURS = {Group.ADDED: "green", Group.CARRIED: "blue", Group.NOT_CARRIED: "yellow"}
_BACKWARDS = "Læst baglæns; statusordene gælder den vej, tiden går."


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the ledger, then one table a group; tables fold on a narrow terminal."""
    console.print(_styled(f"{comparison.old.title.da} → {comparison.new.title.da}", style="bold"))
    if _is_backwards(comparison):
        console.print(_BACKWARDS)
    for caution in _cautions(comparison):
        console.print(_styled(caution))
    console.print(_ledger_table(comparison))
    for title, findings in _titled(comparison):
        if findings:
            table = Table(title=visible(title), title_justify="left", title_style="bold", expand=True)
            for heading in ("Initiativ", "Status", "Forskelle"):
                table.add_column(heading, overflow="fold")
            for finding in findings:
                status = _styled(finding_status(DANISH_T, finding), style=_COLOURS[finding.group])
                differences = "\n".join(facet_line(DANISH_T, comparison, facet) for facet in finding.facets)
                table.add_row(_styled(finding_names(DANISH_T, comparison, finding)), status, _styled(differences))
            console.print(table)


def _cautions(comparison: Comparison) -> Iterator[str]:
    """What to know before the numbers: that the sides are not alike, and what lies between unread."""
    if not comparison.is_of_one_kind:
        yield unlike_words(DANISH_T, comparison)
    if comparison.unread:
        yield unread_between_words(DANISH_T, comparison.unread)


def _titled(comparison: Comparison) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The findings of each group under its title; last what is said of agreements, which is never counted."""
    for group in Group:
        yield _group_title(comparison, group), comparison.group(group)
    yield "Hvad teksterne siger om aftaler (tælles ikke med)", comparison.of_agreements


def _ledger_table(comparison: Comparison) -> Table:
    table = Table(title="Optælling", title_justify="left", title_style="bold")
    table.add_column("Status", overflow="fold")
    table.add_column(visible(comparison.old.short.da), justify="right", overflow="fold")
    table.add_column(visible(comparison.new.short.da), justify="right", overflow="fold")
    for row in comparison.ledger.rows:
        label = OUTCOMES[row.outcome].both
        table.add_row(_styled(label), str(len(row.olds) or ""), str(len(row.news) or ""))
    table.add_section()
    table.add_row("I alt", str(comparison.ledger.old_total), str(comparison.ledger.new_total))
    return table


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown. Text from the data is escaped, so that it stays text."""
    old, new = comparison.old, comparison.new
    lines = [f"# {markdown_text(old.title.da)} → {markdown_text(new.title.da)}", ""]
    if _is_backwards(comparison):
        lines += [_BACKWARDS, ""]
    for caution in _cautions(comparison):
        lines += [markdown_text(caution), ""]
    lines += [f"| Status | {markdown_text(old.short.da)} | {markdown_text(new.short.da)} |", "|---|--:|--:|"]
    lines += [
        f"| {OUTCOMES[row.outcome].both} | {len(row.olds) or ''} | {len(row.news) or ''} |"
        for row in comparison.ledger.rows
    ]
    lines.append(f"| I alt | {comparison.ledger.old_total} | {comparison.ledger.new_total} |")
    for title, findings in _titled(comparison):
        lines += ["", f"## {markdown_text(title)} ({len(findings)})", ""] if findings else []
        for finding in findings:
            name, status = finding_names(DANISH_T, comparison, finding), finding_status(DANISH_T, finding)
            lines.append(f"- **{markdown_text(name)}**: {markdown_text(status)}")
            lines += [f"  - {markdown_text(facet_line(DANISH_T, comparison, facet))}" for facet in finding.facets]
    return "\n".join(lines) + "\n"


class FindingData(TypedDict):
    id: str
    title: str
    outcome: str
    label: str
    group: str
    old: list[str]
    new: list[str]
    other: str | None
    certainty: str
    facets: list[dict[str, str | None]]
    claims: list[dict[str, object]]
    searched: list[dict[str, object]]


class ComparisonData(TypedDict):
    old: str
    new: str
    via: list[str]
    unread: list[str]
    backwards: bool
    countable: bool
    ledger: dict[str, object]
    findings: list[FindingData]


def comparison_data(comparison: Comparison) -> ComparisonData:
    """The comparison as plain data for JSON: ids and codes, and the Danish labels beside them."""
    return {
        "old": comparison.old.id,
        "new": comparison.new.id,
        "via": [agreement.id for agreement in comparison.between],
        "unread": [agreement.id for agreement in comparison.unread],
        "backwards": _is_backwards(comparison),
        "countable": comparison.is_countable,
        "ledger": {
            "old_total": comparison.ledger.old_total,
            "new_total": comparison.ledger.new_total,
            "rows": [
                {"outcome": row.outcome.value, "old": list(row.olds), "new": list(row.news)}
                for row in comparison.ledger.rows
            ],
        },
        "findings": [_finding_data(comparison, finding) for finding in comparison.findings],
    }


def _finding_data(comparison: Comparison, finding: Finding) -> FindingData:
    return {
        "id": finding.id,
        "title": finding_names(DANISH_T, comparison, finding),
        "outcome": finding.outcome.value,
        "label": OUTCOMES[finding.outcome].of(heir=finding.is_of_heir),
        "group": finding.group.value,
        "old": list(finding.olds),
        "new": list(finding.news),
        "other": finding.other,
        "certainty": finding.certainty,
        "facets": [
            {
                "kind": facet.kind,
                "mode": facet.mode,
                "subject": facet.subject,
                **facet_sides(DANISH_T, comparison, facet),
            }
            for facet in finding.facets
        ],
        "claims": [
            {
                "agreement": comparison.archive.agreements[claim.position].id,
                "initiative": claim.initiative_id,
                **claim.statement.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"search"}),
            }
            for claim in finding.claims
        ],
        "searched": [
            {
                "agreement": comparison.archive.agreements[silence.position].id,
                "terms": list(silence.terms),
                "hits": [{"phrase": hit.phrase, "why": hit.why.da} for hit in silence.hits],
            }
            for silence in finding.searched
        ],
    }


def print_life(life: InitiativeHistory, archive: Archive, console: Console) -> None:
    """Print an initiative through the agreements, each with its facts, phrases and sources."""
    console.print(_styled(life.latest.title.da, style="bold"))
    headings = distinct(heading.da for heading in life.headings)
    if len(headings) > 1:
        console.print(_styled(f"Har heddet: {', '.join(headings)}"))
    for chapter in life.chapters:
        console.print()
        console.print(_styled(chapter.agreement.title.da, style="bold"))
        for line in _chapter_lines(chapter, archive.register.party_titles):
            console.print(_styled(line))
        if chapter.unread:
            console.print()
            console.print(_styled(not_read_words(DANISH_T, chapter.unread), style="italic"))


def _chapter_lines(chapter: Chapter, parties: Mapping[str, Text]) -> Iterator[str]:
    if chapter.finding:
        yield finding_status(DANISH_T, chapter.finding, heir=chapter.is_heir)
    if chapter.initiative is None:
        if chapter.outcome and not chapter.finding:
            yield OUTCOMES[chapter.outcome].label
        if chapter.departure and chapter.departure.phrase:
            yield f"»{' … '.join(chapter.departure.phrase)}« ({chapter.departure.source})"
        if chapter.silence:
            yield f"Søgt efter: {', '.join(chapter.silence.terms)}"
            yield from (f"  fundet som noget andet: »{hit.phrase}«: {hit.why.da}" for hit in chapter.silence.hits)
        return
    initiative = chapter.initiative
    sources = {source.id: source for source in chapter.agreement.sources}
    kind, presence = KINDS[initiative.kind], PRESENCES[initiative.presence]
    yield f"{kind} · {presence} · {COMMITMENTS[initiative.commitment]}"
    yield initiative.summary.da
    for fact in initiative.facts:
        label = "" if fact.kind == "scope" else f" – {fact.label.da}"
        yield f"  {FACT_KINDS[fact.kind]}: {fact_words(DANISH_T, fact, parties)}{label}"
        source = sources[fact.source]
        when = date_words(DANISH_T, source.published) if source.published else "uden dato"
        yield f"    »{' … '.join(fact.phrase)}« ({source.publisher.da}, {when})"
    if initiative.origin and initiative.origin.basis:
        basis, certainty = BASES[initiative.origin.basis], CERTAINTIES[initiative.origin.certainty]
        yield f"  Grundlag: {basis}. Vurdering: {certainty}."
    if initiative.origin and initiative.origin.note:
        yield f"  {initiative.origin.note.da}"


def _styled(shown: str, style: str = "") -> text.Text:
    """Text from the data, which is no markup and holds nothing that a terminal acts on."""
    return text.Text("\n".join(map(visible, shown.split("\n"))), style)


def _is_backwards(comparison: Comparison) -> bool:
    return any(finding.is_mirrored for finding in comparison.findings)


def _group_title(comparison: Comparison, group: Group) -> str:
    if not _is_backwards(comparison) or group is Group.CARRIED:
        return GROUPS[group]
    side = comparison.new if group is Group.ADDED else comparison.old
    return f"Kun i {side.title.da}"


# What GitHub makes of plain words after Markdown: a link, a mention that sends mail, a reference to another
# issue.
_LIVE = re.compile(
    r"(?:(?<=:)(?=//))|(?:(?<=[@#])(?=\w))|(?:(?<=www)(?=\.))|(?:(?<=GH)(?=-\d))|(?<=mailto)(?=:)|(?<=xmpp)(?=:)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_BREAK = "&#8203;"  # no width; GitHub sees two words where a reader sees one


def markdown_text(text: str) -> str:
    """Escape text from the data, so that Markdown shows it as it is, and GitHub links and tells nobody."""
    pieces = _LIVE.split(visible(" ".join(text.split())))
    return _BREAK.join(_SIGN.sub(r"\\\g<0>", piece) for piece in pieces)
