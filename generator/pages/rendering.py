"""Templates and what they may ask for. Everything is escaped unless it is already markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.outcomes import STATUS, STATUSES, Group, Outcome
from generator.comparing.redline import redline
from generator.comparing.searches import searched_facets
from generator.exports import paths
from generator.folding import fold
from generator.model.agreement import Initiative
from generator.model.archive import Archive
from generator.model.facts import FACT_KINDS, Fact
from generator.model.fields import Text
from generator.model.language import DANISH, speaking, spoken
from generator.pages import life_lines, passages, reading_words
from generator.pages import words as site_words
from generator.pages.glossing import Glosser, Lookup
from generator.publishing import addresses
from generator.publishing.cards import card_path
from generator.publishing.citation_forms import forms
from generator.publishing.embeds import code
from generator.publishing.site_file import SiteFile, page_address
from generator.wording import (
    catalogue,
    citation_words,
    facet_words,
    fact_words,
    labels,
    sentences,
    texts_read,
    writing,
)
from generator.wording.collation import collation_key

TEMPLATES = Path(__file__).parent / "templates"
STANDALONE = Path(__file__).parent / "standalone" / "templates"


class Renderer:
    """Turns values into pages. Each page knows its own depth, so all links are relative.

    Paths and links are given as those of the pages in Danish. Pages are in the language that is spoken when the
    renderer is made.
    """

    def __init__(self, archive: Archive, shared: Mapping[str, Any]) -> None:
        self._language = spoken()
        self._environment = environment(archive)
        self._shared = shared
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
        feed = values.get("feed", "")
        return SiteFile(
            self._language.prefix + path,
            told_apart,
            description,
            html,
            card_path(path),
            feed and addresses.in_language(feed),
        )

    def _html(
        self,
        path: str,
        template: str,
        title: str,
        late: Callable[[], Mapping[str, Any]],
        values: Mapping[str, Any],
    ) -> str:
        whole = self._language.prefix + path
        depth = whole.removesuffix("index.md").removesuffix(".md").strip("/")
        up = "../" * (depth.count("/") + 1) if depth else "./"

        def url(target: str) -> str:
            return up + addresses.in_language(target)

        with speaking(self._language):
            rendered = self._environment.get_template(f"{template}.html").render(
                **self._shared,
                **values,
                **late(),
                title=title,
                address=page_address(path),
                url=url,
                root=up,
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
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True  # a sentence may be broken over lines
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext
    )
    parties = {party.id: party.title.words for party in archive.register.parties}
    environment.filters.update(
        plain=_plain,
        folded=fold,
        collation_key=lambda text: collation_key(_plain(text)),
        date=writing.date_words,
        gloss=_gloss,
        kroner=writing.quantity_words,
        web=addresses.web,
        value=lambda fact: fact_words.fact_words(fact, parties),
        number=writing.format_number_of,
        joined=_joined,
        sentence=writing.sentence,
        inside=lambda text: writing.inside(_plain(text)),
        definite=lambda text: writing.definite(_plain(text)),
        party=lambda ids: writing.joined(fact_words.party_names(ids, parties)),
    )
    environment.globals.update(
        words=SimpleNamespace(
            **{
                **vars(writing),
                **vars(labels),
                **vars(fact_words),
                **vars(facet_words),
                **vars(sentences),
                **vars(texts_read),
                **vars(reading_words),
                **vars(site_words),
                "author_words": citation_words.author_words,
            }
        ),
        STATUS=STATUS,
        STATUSES=STATUSES,
        Group=Group,
        Outcome=Outcome,
        parties=parties,
        first_party=lambda agreement: min(
            agreement.parties, key=lambda named: list(parties).index(named.party)
        ),
        themes={theme.id: theme.title for theme in archive.register.themes},
        titles={i: archive.latest(i).title.words for i in archive.initiative_ids},
        fact_groups=fact_groups,
        facet_sides=lambda facet: facet_words.facet_words(facet, parties),
        kinds=lambda initiatives: labels.kind_counts(
            [i.kind for i in initiatives if i.id not in archive.about]
        ),
        kinds_of=lambda agreement, ids: labels.kind_counts(
            [archive.initiatives[archive.position[agreement.id]][i].kind for i in ids]
        ),
        searched_facets=lambda comparison, finding: searched_facets(
            archive, comparison.old.id, comparison.new.id, finding
        ),
        searched_facets_of_step=lambda agreement, finding: searched_facets(
            archive, agreement.follows, agreement.id, finding
        ),
        wording_in=lambda agreement, i: archive.initiatives[archive.position[agreement.id]].get(i),
        danish=writing.danish,
        is_danish=lambda: spoken() is DANISH,
        previous_title=lambda agreement: archive.by_id[agreement.follows].title.words,
        agreement_at=lambda position: archive.agreements[position],
        sources=lambda agreement: {source.id: source for source in agreement.sources},
        group_counts=_group_counts,
        reasons=_reasons,
        pairs=lambda comparisons: " ".join(f"{c.old.id}/{c.new.id}" for c in comparisons),
        redline=redline,
        line=life_lines.line,
        columns=[*life_lines.columns(archive)],
        cell=lambda life, agreement: life_lines.cell(archive, life, agreement),
        parties_of=life_lines.parties_of,
        life_words=lambda life: sentences.life_words(life, len(archive.agreements)),
        passage=passages.passage_in,
        unfound=passages.unfound,
        citation_forms=forms,
        embed_code=code,
        addresses=addresses,
        export_paths=paths,
    )
    return environment


@pass_context
def _gloss(context: Context, text: Text | str) -> Markup:
    """Link the terms of the glossary in running text; each page has a glosser of its own."""
    glosser: Glosser = context["glosser"]
    if isinstance(text, Text) and text.is_untranslated:
        return Markup(text)  # noqa: S704 - marked as Danish, and escaped, by itself; English terms are not in it
    return glosser.mark(_plain(text))


def _plain(text: Text | str) -> str:
    return text.words if isinstance(text, Text) else text


def _joined(parts: Iterable[object]) -> Markup:
    """Texts or markup as one list; what is not markup is escaped."""
    return Markup(writing.joined([escape(part) for part in parts]))  # noqa: S704 - all of them are


def fact_groups(initiative: Initiative) -> list[tuple[str, list[Fact]]]:
    """Facts under the heading a reader looks for: amounts first, and scope under what sort of thing it is."""
    groups: dict[str, tuple[str, list[Fact]]] = {}
    for kind in FACT_KINDS:
        for fact in initiative.facts:
            if fact.kind == kind:
                heading = fact_words.fact_heading(fact)
                groups.setdefault(fold(heading), (heading, []))[1].append(fact)
    return list(groups.values())


def _group_counts(comparison: Comparison) -> list[tuple[Group, int, list[tuple[Outcome, list[Finding]]]]]:
    """For each group how many initiatives it counts, and the findings under each outcome; what is gone stands first.

    Initiatives are counted on the newer side when they were added, else on the older. Findings that say the outcome
    of the newer end of a link alone stand apart from those that say it of the older.
    """
    result = []
    for group in (Group.NOT_CARRIED, Group.CARRIED, Group.ADDED):
        findings = comparison.group(group)
        by_outcome: dict[tuple[Outcome, bool], list[Finding]] = {}
        for finding in findings:
            by_outcome.setdefault((finding.outcome, finding.is_of_heir), []).append(finding)
        result.append(
            (group, comparison.count(group), [(outcome, found) for (outcome, _), found in by_outcome.items()])
        )
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
