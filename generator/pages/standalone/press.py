"""Prints standing-alone pages from templates; knows from where each of them links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from generator.comparing.comparison import Comparison, all_comparisons, compare_agreements
from generator.comparing.initiative_history import InitiativeHistory, histories
from generator.model.fields import Certainty
from generator.model.language import speaking, spoken
from generator.model.statements import Statement, same_fact, statements
from generator.pages.rendering import STANDALONE, environment
from generator.publishing import addresses, embeds
from generator.publishing.citation import standing_of
from generator.publishing.citation_forms import state_words
from generator.publishing.content_policy import standing_alone
from generator.publishing.edition import Edition
from generator.publishing.embeds import Embed
from generator.publishing.site_file import SiteAsset
from generator.wording.catalogue import _

# What a template shows, or what finds it when the page is printed.
Values = dict[str, Any] | Callable[[], dict[str, Any]]


class Press:
    """Frozen pages link to one another in their version's folder; everything else leads to the living site.

    Pages are in the language that is spoken when the press is set up, and lead to others in that language.
    """

    def __init__(self, edition: Edition, *, is_frozen: bool) -> None:
        self._edition = edition
        self._archive = edition.archive
        self._is_frozen = is_frozen
        self._language = spoken()
        self._environment = environment(edition.archive, STANDALONE)
        style = self._environment.get_template("frozen_style.css").render()
        self._head = {"style": Markup(style), "policy": Markup(standing_alone(style))}  # noqa: S704 - ours, and no data in it

    @cached_property
    def _comparisons(self) -> tuple[Comparison, ...]:
        return all_comparisons(self._archive)

    @cached_property
    def _lives(self) -> tuple[InitiativeHistory, ...]:
        return tuple(histories(self._archive).values())

    @cached_property
    def _amounts(self) -> Mapping[str, list[Statement]]:
        """The amounts of each initiative; each asks for the others."""
        found: dict[str, list[Statement]] = {}
        for statement in embeds.amounts(self._archive):
            found.setdefault(statement.initiative.id, []).append(statement)
        return found

    def index(self) -> SiteAsset:
        """What the version holds."""
        values = {"comparisons": self._comparisons, "lives": self._lives}
        return self._print("frozen_index", "", "", _("Version %(number)s", number=self._number), values)

    def pages(self) -> Iterator[SiteAsset]:
        for comparison in self._comparisons:
            old, new = comparison.old, comparison.new
            page = addresses.comparison(old.id, new.id)
            title = f"{old.short.words} → {new.short.words}"
            yield self._print("frozen_comparison", page, page, title, {"comparison": comparison})
        for agreement in self._archive.agreements:
            page = addresses.agreement(agreement.id)
            yield self._print("frozen_agreement", page, page, agreement.title.words, {"agreement": agreement})
        for life in self._lives:
            page = addresses.initiative(life.id)
            yield self._print("frozen_initiative", page, page, life.latest.title.words, {"life": life})
        for statement in statements(self._archive):
            page = addresses.fact(statement.agreement.id, statement.initiative.id, statement.fact.id)
            yield self._print(
                "frozen_fact", page, page, statement.fact.label.words, partial(self._fact, statement)
            )

    def embeds(self) -> Iterator[SiteAsset]:
        for comparison in self._comparisons:
            embed = embeds.of_comparison(comparison)
            yield self._embed("embed_comparison", embed, {"comparison": comparison})
        for life in self._lives:
            yield self._embed("embed_initiative", embeds.of_initiative(life), {"life": life})
        for statement in embeds.amounts(self._archive):
            yield self._embed(
                "embed_amount", embeds.of_amount(self._archive, statement), partial(self._fact, statement)
            )

    def _fact(self, statement: Statement) -> dict[str, Any]:
        others = [
            other
            for other in self._amounts.get(statement.initiative.id, ())
            if other.fact.id != statement.fact.id
        ]
        same = list(same_fact(self._archive, statement.initiative.id, statement.fact.id))
        finding = self._life(statement).by_agreement[statement.agreement.id].finding
        return {
            "statement": statement,
            "same": same,
            "others": others,
            "claims": [claim for claim in finding.claims if claim.says_why] if finding else [],
            "certainty": lambda told: self._certainty(statement, told),
            "has_doubt": any(self._certainty(statement, told) == "arguable" for told in (*same, *others)),
        }

    def _life(self, statement: Statement) -> InitiativeHistory:
        return histories(self._archive)[statement.initiative.id]

    def _certainty(self, statement: Statement, told: Statement) -> Certainty:
        """How sure we are that the two speak of one initiative, when they are of two agreements."""
        here, there = statement.agreement.id, told.agreement.id
        if here == there:
            return "certain"
        # The two may be too far apart for a page with their comparison.
        older, newer = sorted((here, there), key=lambda agreement_id: self._archive.position[agreement_id])
        comparison = compare_agreements(self._archive, older, newer)
        return comparison.by_id[told.initiative.id].certainty

    def _embed(self, template: str, embed: Embed, values: Values) -> SiteAsset:
        return self._print(template, embed.address, embed.page, embed.title, values)

    @property
    def _number(self) -> str:
        return self._edition.version.number if self._edition.version else ""

    @property
    def _is_addressed(self) -> bool:
        """A frozen page is the same wherever the site is moved to."""
        return bool(self._edition.site.url) and not self._is_frozen

    def _print(self, template: str, address: str, page: str, title: str, values: Values) -> SiteAsset:
        here = addresses.in_language(address)
        up = "../" * here.count("/")
        root = f"{up}../../" if self._is_frozen else up

        def url(target: str) -> str:
            """The living site, which may have changed since."""
            return (root + addresses.in_language(target)) or "./"

        def beside(target: str) -> str:
            """The copy of the same version where there is one."""
            return (up if self._is_frozen else root) + addresses.in_language(target)

        def html() -> bytes:
            with speaking(self._language):
                return f"{rendered().strip()}\n".encode()

        def rendered() -> str:
            return self._environment.get_template(f"{template}.html").render(
                values() if callable(values) else values,
                **self._head,
                title=title,
                archive=self._archive,
                edition=self._edition,
                version=self._edition.version,
                is_frozen=self._is_frozen,
                is_embed=template.startswith("embed"),
                state="" if self._is_frozen else self._state(),
                language=self._language.code,
                page=page,
                live=url(page),
                canonical=self._edition.site.link(addresses.in_language(page))
                if self._is_addressed
                else url(page),
                url=url,
                beside=beside,
            )

        # Only a version's own folder is left to us; where else the file of a language goes is the site's to say.
        return SiteAsset(f"{here if self._is_frozen else address}index.html", html)

    def _state(self) -> str:
        return state_words(standing_of(self._edition)).removeprefix("data").strip()
