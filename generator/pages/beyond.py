"""The pages that show everything: what the texts say and, marked, what other sources say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.comparing.comparison import Comparisons, compare_agreements
from generator.comparing.initiative_history import histories
from generator.model.statements import same_fact, statements
from generator.pages.rendering import Renderer
from generator.pages.view import View, told_of
from generator.publishing import addresses
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteFile
from generator.wording.catalogue import _
from generator.wording.fact_words import fact_words
from generator.wording.labels import OUTCOMES_OF_EVERYTHING
from generator.wording.writing import inside


def beyond_pages(edition: Edition, shared: Mapping[str, Any]) -> Iterator[SiteFile]:
    """The page about other sources, and one for each agreement, comparison, initiative and fact that they change.

    *shared* is what every page of the texts is given.
    """
    view: View = shared["others"]
    archive = edition.everything.archive
    comparisons = Comparisons(archive)
    lives = histories(archive)
    steps = {new.id: compare_agreements(archive, old.id, new.id) for old, new in archive.steps()}
    everything = {
        "archive": archive,
        "comparisons": comparisons,
        "lives": lives,
        "steps": steps,
        "stones_of": lambda _: (),
    }
    told = {**shared, **everything, **told_of(edition, view)}
    page = Renderer(archive, told, view, OUTCOMES=OUTCOMES_OF_EVERYTHING).page

    yield page(
        "index.md", "beyond", _("Andre kilder"),
        _("Hvad andre offentlige dokumenter siger om aftalerne, hvad der skete siden, og hvor kilder er uenige."),
        texts=edition.archive,
    )  # fmt: skip
    if not edition.beyond.agreements:
        return
    for agreement in archive.agreements:
        yield page(
            f"aftaler/{agreement.id}.md", "agreement", agreement.title.words,
            _("%(agreement)s, også med det, vi har fra andre kilder.", agreement=agreement.title.words),
            sort=_("aftale, med andre kilder"), agreement=agreement, into=steps.get(agreement.id),
            out_of=next((c for c in steps.values() if c.old.id == agreement.id), None),
        )  # fmt: skip
    for comparison in comparisons:
        old, new = comparison.old, comparison.new
        yield page(
            f"sammenlign/{old.id}/{new.id}.md", "comparison", f"{old.short.words} → {new.short.words}",
            _(
                "Hvad blev der af initiativerne fra %(old)s i %(new)s, når andre kilder regnes med?",
                old=inside(old.title.words), new=inside(new.title.words),
            ),
            sort=_("med andre kilder"), comparison=comparison,
        )  # fmt: skip
    for life in lives.values():
        if addresses.initiative(life.id) in view.own:
            yield page(
                f"initiativer/{life.id}.md", "initiative", life.latest.title.words,
                _("%(initiative)s gennem aftalerne, også med det, vi har fra andre kilder.", initiative=life.latest.title.words),
                sort=_("initiativ, med andre kilder"), life=life,
            )  # fmt: skip
    parties = {party.id: party.title.words for party in archive.register.parties}
    for statement in statements(archive):
        agreement, initiative, fact = statement.agreement, statement.initiative, statement.fact
        if (agreement.id, initiative.id, fact.id) in edition.everything.claims:
            where = {"initiative": initiative.title.words, "agreement": agreement.short.words}
            value = fact_words(fact, parties)
            says = value if value == fact.label.words else f"{fact.label.words}: {value}"
            yield page(
                f"oplysninger/{statement.id}.md", "fact", fact.label.words,
                _("%(says)s. Oplysning fra en anden kilde om %(initiative)s i %(agreement)s.", says=says, **where),
                sort=_("oplysning om %(initiative)s, %(agreement)s, med andre kilder", **where), statement=statement,
                same=same_fact(archive, initiative.id, fact.id), claims_of_step=(), without=(),
            )  # fmt: skip
