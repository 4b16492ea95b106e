"""What became of each initiative on each step from one agreement to the next, as feeds: all, by theme, by initiative.

An entry is a finding of a comparison. It is dated by the text about the newer agreement, so a correction of ours
neither makes an entry nor gives one a new date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from generator.comparing.comparison import Comparison, Finding
from generator.comparing.initiative_history import InitiativeHistory
from generator.feeds.atom import Entry, Feed, atom
from generator.model.agreement import Agreement, Source
from generator.model.fields import Text
from generator.publishing import addresses
from generator.publishing.edition import Edition, Site
from generator.publishing.moments import moment, published_date
from generator.publishing.site_file import SiteAsset
from generator.wording.catalogue import _
from generator.wording.labels import CERTAINTIES, OUTCOMES
from generator.wording.sentences import (
    RELATIONS,
    explained,
    facet_line,
    finding_names,
    life_words,
    not_read_words,
    relation_now,
    unread_between_words,
)
from generator.wording.texts_read import unlike_words
from generator.wording.writing import danish, date_words, inside, quoted

News = tuple[Comparison, Finding]

TIMELINE = "feeds/tidslinje.xml"


def theme_path(theme_id: str) -> str:
    return f"feeds/temaer/{theme_id}.xml"


def initiative_path(initiative_id: str) -> str:
    return f"feeds/initiativer/{initiative_id}.xml"


def timeline_feeds(edition: Edition) -> Iterator[SiteAsset]:
    """The feed of everything, one for each theme, and one for each initiative; newest first."""
    archive, site = edition.archive, edition.site
    lives = edition.analysis.histories
    steps = reversed([*edition.analysis.steps.values()])
    everything = [(step, finding) for step in steps for finding in step.findings]
    news = [(step, finding) for step, finding in everything if finding.id not in archive.about]
    # A feed without entries was last news when the first agreement was.
    first = moment(archive, archive.agreements[0])

    subtitle = _("Hvad blev der af hvert initiativ fra den ene læste tekst til den næste?")
    if archive.unread:
        subtitle += f" {not_read_words(archive.unread)}."
    title = _("%(site)s: tidslinjen", site=site.name)
    yield _late(Feed(TIMELINE, title, subtitle, "tidslinje/", ()), edition, first, news)
    for theme in archive.register.themes:
        inside_theme = {life.id for life in lives.values() if life.latest.theme == theme.id}
        found = [(step, finding) for step, finding in news if _about(finding) & inside_theme]
        title = f"{site.name}: {theme.title.words}"
        feed = Feed(theme_path(theme.id), title, theme.summary.words, addresses.theme(theme.id), ())
        yield _late(feed, edition, first, found)
    of_initiative: dict[str, list[News]] = {}
    for step, finding in everything:
        for initiative_id in _about(finding):
            of_initiative.setdefault(initiative_id, []).append((step, finding))
    for life in lives.values():
        found = of_initiative.get(life.id, [])
        yield _late(_initiative_feed(site, life, len(archive.agreements)), edition, first, found)


def _late(feed: Feed, edition: Edition, first: date, news: Sequence[News]) -> SiteAsset:
    """The feed as a file whose entries are written when it is, for each stands in three feeds."""

    def made() -> bytes:
        entries = [_entry(edition.site, step, finding) for step, finding in news]
        return atom(replace(feed, entries=entries), edition, first).data

    return SiteAsset(feed.path, made)


def _initiative_feed(site: Site, life: InitiativeHistory, agreements: int) -> Feed:
    title = f"{site.name}: {life.latest.title.words}"
    address = addresses.initiative(life.id)
    subtitle = life_words(life, agreements)
    unread = [agreement for chapter in life.chapters for agreement in chapter.unread]
    if unread:
        subtitle += f" {not_read_words(unread)}."
    return Feed(initiative_path(life.id), title, subtitle, address, ())


def _about(finding: Finding) -> frozenset[str]:
    """Every initiative that a finding is news about."""
    return frozenset({*finding.olds, *finding.news, *([finding.other] if finding.other else [])})


def _entry(site: Site, step: Comparison, finding: Finding) -> Entry:
    doubt = f", {CERTAINTIES['arguable']}" if finding.certainty == "arguable" else ""
    return Entry(
        name=f"fund/{step.old.id}/{step.new.id}/{finding.id}",
        title=f"{_headline(step, finding)}{doubt} ({step.new.short.words})",
        address=addresses.finding(step.old.id, step.new.id, finding.id),
        updated=moment(step.archive, step.new),
        published=_published_on_a_day(step.new),
        content=Markup("\n").join(_content(site, step, finding)),
        categories=((finding.outcome.value, OUTCOMES[finding.outcome].both),),
    )


def _headline(step: Comparison, finding: Finding) -> str:
    """What became of what; of a link with both ends a sentence, for it stands in the feeds of both."""
    if finding.olds and finding.news and finding.olds != finding.news:
        return _counterpart(step, finding)
    label = OUTCOMES[finding.outcome].of(heir=finding.is_of_heir)
    return f"{finding_names(step, finding)}: {label}"


def _published_on_a_day(agreement: Agreement) -> date | None:
    """The day that a text states; None where it states less, for a day of ours would be shown as its own."""
    stated = published_date(agreement)
    return stated.earliest if stated and stated.day else None


def _content(site: Site, step: Comparison, finding: Finding) -> Iterator[Markup]:
    yield _paragraph(
        _(
            "Fra %(old)s til %(new)s. %(status)s: %(meaning)s",
            old=inside(step.old.title.words),
            new=inside(step.new.title.words),
            status=OUTCOMES[finding.outcome].of(heir=finding.is_of_heir),
            meaning=OUTCOMES[finding.outcome].meaning,
        )
    )
    if not step.is_of_one_kind:
        yield _paragraph(unlike_words(step))
    if step.unread:
        yield _paragraph(unread_between_words(step.unread))
    link = _counterpart(step, finding)
    if link:
        yield _paragraph(f"{link}.")
    if finding.facets:
        items = (Markup("<li>{}</li>").format(facet_line(step, facet)) for facet in finding.facets)
        yield Markup("<ul>{}</ul>").format(Markup().join(items))
    yield from map(_paragraph, _reasons(finding))
    yield _paragraph(Markup(" ").join(_read_in(source) for source in step.new.sources))
    if not _published_on_a_day(step.new):
        yield _paragraph(_("Datoen på indlægget er kun til rækkefølgen."))
    for initiative_id in finding.news or finding.olds:
        words = _("%(name)s gennem aftalerne", name=step.archive.latest(initiative_id).title.words)
        address = addresses.in_language(addresses.initiative(initiative_id))
        yield Markup('<p><a href="{}">{}</a></p>').format(site.link(address), words)


def _counterpart(step: Comparison, finding: Finding) -> str:
    """What it went into or came from, in the words of the comparison's page."""
    sides = ((finding.olds, step.old), (finding.news, step.new))
    if finding.olds and finding.news and finding.olds != finding.news:
        olds, news = (_(" og ").join(_name(step, i, agreement) for i in ids) for ids, agreement in sides)
        return f"{olds} {RELATIONS[finding.outcome.value]} {news}"
    if finding.other:
        return f"{relation_now(finding)} {_name(step, finding.other, step.new)}"
    return ""


def _name(step: Comparison, initiative_id: str, agreement: Agreement) -> str:
    return step.archive.wording(initiative_id, agreement.id).title.words


def _reasons(finding: Finding) -> Iterator[Text | Markup]:
    """Why we say so: the notes on what was judged, what was searched for in vain, and what else was found."""
    yield from (claim.said.note for claim in finding.claims if claim.said.note)
    if finding.ending is None:
        return
    if finding.ending.departure.note:
        yield finding.ending.departure.note
    for silence in finding.ending.silences:
        terms = danish(", ".join(silence.terms))
        if silence.hits:
            yield _sentence(_("Søgt efter: %(terms)s."), terms=terms)
        else:
            yield _sentence(_("Søgt efter: %(terms)s. Ingen fund."), terms=terms)
        for hit in silence.hits:
            found = quoted(danish(hit.phrase)) + explained(hit.gloss)
            yield _sentence(_("Fundet, men som noget andet: %(phrase)s: %(why)s"), phrase=found, why=hit.why)


def _read_in(source: Source) -> Markup:
    return _sentence(
        _("Kilde: %(publisher)s, %(title)s, %(date)s."),
        publisher=source.publisher,
        title=quoted(danish(source.title.da)) + explained(source.title.en),
        date=date_words(source.published) if source.published else _("uden dato"),
    )


def _sentence(message: str, /, **values: str | Text) -> Markup:
    """*message*, which is ours, with *values* escaped unless they are markup."""
    return Markup(message) % values  # noqa: S704


def _paragraph(text: str | Text) -> Markup:
    return Markup("<p>{}</p>").format(text)
