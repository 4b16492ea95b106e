"""Templates and what they may ask for. Everything is escaped unless it is already markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from generator.comparing.comparison import Comparison, Finding, compare_agreements
from generator.comparing.outcomes import STATUS, STATUSES, Group, Outcome
from generator.comparing.redline import redline
from generator.evidence.text_fragment import passage
from generator.exports import paths
from generator.model.agreement import Initiative
from generator.model.archive import Archive
from generator.model.facts import Fact
from generator.model.fields import Text
from generator.model.values import format_kroner
from generator.pages import life_lines
from generator.pages import words as site_words
from generator.pages.glossing import Glosser, Lookup
from generator.pages.view import View
from generator.publishing import addresses
from generator.publishing.cards import card_path
from generator.publishing.citation_forms import forms
from generator.publishing.embeds import snippets
from generator.publishing.site_file import SiteFile, page_address
from generator.wording import danish, fact_words, labels, sentences

TEMPLATES = Path(__file__).parent / "templates"
STANDALONE = Path(__file__).parent / "standalone" / "templates"


class Renderer:
    """Turns values into pages. Each page knows its own depth, so all links are relative.

    Paths and links are given as those of the texts' pages; *view* says where its own pages are, and *words* what
    it calls by other words than they do.
    """

    def __init__(
        self, archive: Archive, shared: Mapping[str, Any], view: View | None = None, **words: Any
    ) -> None:
        self._environment = environment(archive)
        vars(self._environment.globals["words"]).update(words)
        self._shared = shared
        self._view = view or View()
        self._lookup = Lookup.of(archive.glossary)

    def page(  # noqa: PLR0913 - what a page is called, and what stands on it
        self,
        path: str,
        template: str,
        title: str,
        description: str,
        *,
        sort: str = "",
        late: Callable[[], Mapping[str, Any]] = dict,
        **values: Any,
    ) -> SiteFile:
        """Render *template*; *title* and *description* are plain text.

        *sort* says what sort of page it is, where the title alone does not tell it from others of that name.
        A *feed* among the values is that of the page's own subject. *late* gives values that take long to find, and
        is asked when the page is made.
        """
        told_apart = f"{title} – {sort}" if sort else title
        html = partial(self._html, path, template, title, late, values)
        path = self._view.prefix + path
        return SiteFile(path, told_apart, description, html, card_path(path), values.get("feed", ""))

    def _html(
        self,
        path: str,
        template: str,
        title: str,
        late: Callable[[], Mapping[str, Any]],
        values: Mapping[str, Any],
    ) -> str:
        depth = (self._view.prefix + path).removesuffix("index.md").removesuffix(".md").strip("/")
        up = "../" * (depth.count("/") + 1) if depth else "./"

        def texts_url(target: str) -> str:
            return up + target

        def url(target: str) -> str:
            return up + self._view.leads_to(target)

        rendered = self._environment.get_template(f"{template}.html").render(
            **self._shared,
            **values,
            **late(),
            title=title,
            address=page_address(path),
            url=url,
            texts_url=texts_url,
            glosser=Glosser(self._lookup, url),
        )
        return rendered.strip()


class _Compiled(BytecodeCache):
    """Compiled templates, kept while the program runs: each view has an environment of its own, of the same templates."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja would encode the path, which fails where the locale could not decode it."""
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(archive: Archive, *folders: Path) -> Environment:
    """What templates are rendered in. Those in *folders* are found before our own and may use their macros."""
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_COMPILED,
    )
    parties = {party.id: party.title.da for party in archive.register.parties}
    environment.filters.update(
        da=_danish,
        date=danish.date_words,
        gloss=_gloss,
        kroner=format_kroner,
        web=addresses.web,
        value=lambda fact: fact_words.fact_words(fact, parties),
        number=danish.format_number_of,
        joined=danish.joined,
        sentence=danish.sentence,
        inside=lambda text: danish.inside(_danish(text)),
        party=lambda ids: danish.joined([parties[i] for i in ids]),
    )
    environment.globals.update(
        words=SimpleNamespace(
            **{**vars(danish), **vars(labels), **vars(fact_words), **vars(sentences), **vars(site_words)}
        ),
        STATUS=STATUS,
        STATUSES=STATUSES,
        Group=Group,
        Outcome=Outcome,
        parties=parties,
        themes={theme.id: theme.title.da for theme in archive.register.themes},
        titles={i: archive.latest(i).title.da for i in archive.initiative_ids},
        fact_groups=fact_groups,
        facet_sides=lambda facet: fact_words.facet_words(facet, parties),
        kinds=lambda initiatives: labels.kind_counts([i.kind for i in initiatives]),
        kinds_of=lambda agreement, ids: labels.kind_counts(
            [archive.initiatives[archive.position[agreement.id]][i].kind for i in ids]
        ),
        wording_in=lambda agreement, i: archive.initiatives[archive.position[agreement.id]].get(i),
        previous_title=lambda agreement: archive.by_id[agreement.follows].title.da,
        agreement_at=lambda position: archive.agreements[position],
        sources=lambda agreement: {source.id: source for source in agreement.sources},
        group_counts=_group_counts,
        reasons=_reasons,
        neighbours=_neighbours,
        pairs=lambda comparisons: " ".join(f"{c.old.id}/{c.new.id}" for c in comparisons),
        redline=redline,
        cell=lambda life, agreement: life_lines.cell(archive, life, agreement),
        parties_of=life_lines.parties_of,
        life_words=lambda life, others=False: sentences.life_words(
            life, len(archive.agreements), with_others=others
        ),
        passage=passage,
        citation_forms=forms,
        snippets=snippets,
        addresses=addresses,
        export_paths=paths,
        claims={},  # who else says it; only pages that show other sources are given any
        confirmations={},
        is_everything=False,
    )
    return environment


@pass_context
def _gloss(context: Context, text: Text | str) -> Markup:
    """Link the terms of the glossary in running text; each page has a glosser of its own."""
    glosser: Glosser = context["glosser"]
    return glosser.mark(_danish(text))


def _danish(text: Text | str) -> str:
    return text.da if isinstance(text, Text) else text


def fact_groups(initiative: Initiative) -> list[tuple[str, list[Fact]]]:
    """Facts under the heading a reader looks for: amounts first, and scope under what sort of thing it is."""
    groups: dict[str, list[Fact]] = {}
    for kind in ("amount", "deadline", "target", "count", "party", "scope"):
        for fact in initiative.facts:
            if fact.kind == kind:
                groups.setdefault(fact_words.fact_heading(fact), []).append(fact)
    return list(groups.items())


def _group_counts(comparison: Comparison) -> list[tuple[Group, int, list[tuple[Outcome, list[Finding]]]]]:
    """For each group how many initiatives it counts, and the findings under each outcome.

    Initiatives are counted on the newer side when they were added, else on the older.
    """
    result = []
    for group in Group:
        findings = comparison.group(group)
        counted = sum(len(f.news if group is Group.ADDED else f.olds) for f in findings)
        by_outcome: dict[Outcome, list[Finding]] = {}
        for finding in findings:
            by_outcome.setdefault(finding.outcome, []).append(finding)
        result.append((group, counted, list(by_outcome.items())))
    return result


def _reasons(comparison: Comparison, group: Group) -> str:
    """What a number of a group hides: »9 ikke omtalt, 1 udløbet ifølge kilden«, or »2 nævnt som baggrund«."""
    hidden = {
        Group.ADDED: set[Outcome](),
        Group.CARRIED: {Outcome.BACKGROUND},
        Group.NOT_CARRIED: {status.outcome for status in STATUSES if status.group is Group.NOT_CARRIED},
    }
    rows = [row for row in comparison.ledger.rows if row.outcome in hidden[group] and row.olds]
    return ", ".join(f"{len(row.olds)} {labels.OUTCOMES[row.outcome].label.lower()}" for row in rows)


def _neighbours(comparison: Comparison) -> tuple[Comparison | None, Comparison | None]:
    """The comparisons that end where this one begins, and begin where it ends, one step each."""
    archive = comparison.archive
    agreements, old, new = archive.agreements, comparison.old, comparison.new
    before = compare_agreements(archive, old.follows, old.id) if old.follows else None
    last = archive.position[new.id] + 1 == len(agreements)
    after = None if last else compare_agreements(archive, new.id, agreements[archive.position[new.id] + 1].id)
    return before, after
