"""What a journalist takes along: a page for each fact, and the page about embeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from generator.comparing.comparison import compare_agreements
from generator.comparing.initiative_history import InitiativeHistory
from generator.exports import exports
from generator.exports.csv_files import csv_lines
from generator.model.archive import Archive
from generator.model.facts import AmountFact
from generator.model.statements import Statement, same_fact, statements
from generator.pages import standalone
from generator.publishing import citation, embeds
from generator.publishing.citation_forms import citation_files
from generator.publishing.edition import Edition
from generator.publishing.embeds import Embed
from generator.publishing.site_file import SiteAsset, SiteFile
from generator.wording.catalogue import _
from generator.wording.fact_words import fact_words


def desk_pages(
    page: Callable[..., SiteFile], edition: Edition, lives: Mapping[str, InitiativeHistory]
) -> Iterator[SiteFile]:
    for statement in statements(edition.archive):
        yield _fact_page(page, edition, statement, lives[statement.initiative.id])
    yield page(
        "indlejr/index.md",
        "embeds",
        _("Indlejr"),
        _(
            "Sæt et initiativ, en sammenligning eller et beløb ind på din egen side, levende eller fastfrosset."
        ),
        examples=_examples(edition.archive, lives),
    )


def desk_assets(edition: Edition) -> Iterator[SiteAsset]:
    """What stands beside the pages: the living embeds, and the citations of all pages."""
    yield from standalone.embed_files(edition)
    yield from citation_files(edition)


def _fact_page(
    page: Callable[..., SiteFile], edition: Edition, statement: Statement, life: InitiativeHistory
) -> SiteFile:
    agreement, fact = statement.agreement, statement.fact
    where = {"initiative": statement.initiative.title.words, "agreement": agreement.short.words}
    value = fact_words(fact, {party.id: party.title.words for party in edition.archive.register.parties})
    says = value if value == fact.label.words else f"{fact.label.words}: {value}"
    return page(
        f"oplysninger/{statement.id}.md", "fact", fact.label.words,
        _("%(says)s. Oplysning om %(initiative)s i %(agreement)s, med kilde og citat.", says=says, **where),
        sort=_("oplysning om %(initiative)s, %(agreement)s", **where), late=partial(_of_fact, edition, statement, life),
    )  # fmt: skip


def _of_fact(edition: Edition, statement: Statement, life: InitiativeHistory) -> dict[str, Any]:
    archive, fact = edition.archive, statement.fact
    finding = life.by_agreement[statement.agreement.id].finding
    same = same_fact(archive, life.id, fact.id)
    told = {each.agreement.id for each in same}
    embed = {"embed": embeds.of_amount(archive, statement)} if fact.kind == "amount" else {}
    return {
        "statement": statement,
        "same": same,
        "claims_of_step": finding.claims if finding else (),
        "without": [c.agreement.title.words for c in life.present if c.agreement.id not in told],
        "citation": citation.of_fact(edition, statement),
        "csv_row": _csv_rows(edition)[statement.id],
        **embed,
    }


def _csv_rows(edition: Edition) -> Mapping[str, str]:
    """The heading of facts.csv with the row of each fact, by its id."""
    rows: dict[str, str] | None = edition.worked_out.get("csv_rows")
    if rows is None:
        table = next(table for table in exports(edition).tables if table.name == "facts")
        heading, *lines = csv_lines(table)
        ids = [str(row["id"]) for row in table.rows]
        rows = edition.worked_out["csv_rows"] = {
            i: f"{heading}{line}".replace("\r\n", "\n").strip() for i, line in zip(ids, lines, strict=True)
        }
    return rows


def _examples(archive: Archive, lives: Mapping[str, InitiativeHistory]) -> list[tuple[str, Embed]]:
    """One of each kind: the initiative found in most agreements, the newest step, an amount that was another before."""
    most = max(
        lives.values(),
        key=lambda life: (len(life.present), life.chapters[-1].initiative is not None),
        default=None,
    )
    found = [(_("Et initiativ"), embeds.of_initiative(most))] if most else []
    newest = [compare_agreements(archive, old.id, new.id) for old, new in [*archive.steps()][-1:]]
    found += [(_("En sammenligning"), embeds.of_comparison(step)) for step in newest]
    told = sorted(
        embeds.amounts(archive), key=lambda s: not (isinstance(s.fact, AmountFact) and s.fact.before)
    )
    return found + [(_("Et beløb"), embeds.of_amount(archive, statement)) for statement in told[:1]]
