"""What became of each initiative on each step from one agreement to the next, as feeds: all, by theme, by initiative.

An entry is a finding of a comparison. It is dated by the text about the newer agreement, so a correction of ours
neither makes an entry nor gives one a new date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from generator.comparing.comparison import Comparison, Finding, compare_agreements
from generator.comparing.initiative_history import InitiativeHistory, histories
from generator.feeds.atom import Entry, Feed, atom
from generator.model.agreement import Agreement, Source
from generator.publishing import addresses
from generator.publishing.edition import Edition, Site
from generator.publishing.moments import moment, published_date
from generator.publishing.site_file import SiteAsset
from generator.wording.danish import date_words, inside
from generator.wording.labels import CERTAINTIES, OUTCOMES
from generator.wording.sentences import RELATION_NOW, RELATIONS, facet_line, finding_names, life_words

News = tuple[Comparison, Finding]

TIMELINE = "feeds/tidslinje.xml"


def theme_path(theme_id: str) -> str:
    return f"feeds/temaer/{theme_id}.xml"


def initiative_path(initiative_id: str) -> str:
    return f"feeds/initiativer/{initiative_id}.xml"


def timeline_feeds(edition: Edition) -> Iterator[SiteAsset]:
    """The feed of everything, one for each theme, and one for each initiative; newest first."""
    archive, site = edition.archive, edition.site
    lives = histories(archive)
    steps = [compare_agreements(archive, old.id, new.id) for old, new in reversed(tuple(archive.steps()))]
    news = [(step, finding) for step in steps for finding in step.findings]
    # A feed without entries was last news when the first agreement was.
    first = moment(archive, archive.agreements[0])

    subtitle = "Hvad blev der af hvert initiativ fra den ene aftale til den næste?"
    title = f"{site.name}: tidslinjen"
    yield _late(Feed(TIMELINE, title, subtitle, "tidslinje/", ()), site, first, news)
    for theme in archive.register.themes:
        inside_theme = {life.id for life in lives.values() if life.latest.theme == theme.id}
        found = [(step, finding) for step, finding in news if _about(finding) & inside_theme]
        title = f"{site.name}: {theme.title.da}"
        address = f"temaer/{theme.id}/"
        feed = Feed(theme_path(theme.id), title, theme.summary.da, address, ())
        yield _late(feed, site, first, found)
    of_initiative: dict[str, list[News]] = {}
    for step, finding in news:
        for initiative_id in _about(finding):
            of_initiative.setdefault(initiative_id, []).append((step, finding))
    for life in lives.values():
        found = of_initiative.get(life.id, [])
        yield _late(_initiative_feed(site, life, len(archive.agreements)), site, first, found)


def _late(feed: Feed, site: Site, first: date, news: Sequence[News]) -> SiteAsset:
    """The feed as a file whose entries are written when it is, for each stands in three feeds."""

    def made() -> bytes:
        entries = [_entry(site, step, finding) for step, finding in news]
        return atom(replace(feed, entries=entries), site, first).data

    return SiteAsset(feed.path, made)


def _initiative_feed(site: Site, life: InitiativeHistory, agreements: int) -> Feed:
    title = f"{site.name}: {life.latest.title.da}"
    address = addresses.initiative(life.id)
    return Feed(initiative_path(life.id), title, life_words(life, agreements), address, ())


def _about(finding: Finding) -> frozenset[str]:
    """Every initiative that a finding is news about."""
    return frozenset({*finding.olds, *finding.news, *([finding.other] if finding.other else [])})


def _entry(site: Site, step: Comparison, finding: Finding) -> Entry:
    words = OUTCOMES[finding.outcome]
    doubt = f", {CERTAINTIES['arguable']}" if finding.certainty == "arguable" else ""
    return Entry(
        name=f"fund/{step.old.id}/{step.new.id}/{finding.id}",
        title=f"{finding_names(step, finding)}: {words.label}{doubt} ({step.new.short.da})",
        address=addresses.finding(step.old.id, step.new.id, finding.id),
        updated=moment(step.archive, step.new),
        published=_published_on_a_day(step.new),
        content=Markup("\n").join(_content(site, step, finding)),
        categories=((finding.outcome.value, words.label),),
    )


def _published_on_a_day(agreement: Agreement) -> date | None:
    """The day that a text states; None where it states less, for a day of ours would be shown as its own."""
    stated = published_date(agreement)
    return stated.earliest if stated and stated.day else None


def _content(site: Site, step: Comparison, finding: Finding) -> Iterator[Markup]:
    yield _paragraph(
        f"Fra {inside(step.old.title.da)} til {inside(step.new.title.da)}."
        f" {OUTCOMES[finding.outcome].label}: {OUTCOMES[finding.outcome].meaning}"
    )
    link = _counterpart(step, finding)
    if link:
        yield _paragraph(link)
    if finding.facets:
        items = (Markup("<li>{}</li>").format(facet_line(step, facet)) for facet in finding.facets)
        yield Markup("<ul>{}</ul>").format(Markup().join(items))
    yield from map(_paragraph, _reasons(finding))
    yield _paragraph(" ".join(_read_in(source) for source in step.new.sources))
    if not _published_on_a_day(step.new):
        yield _paragraph("Datoen på indlægget er kun til rækkefølgen.")
    for initiative_id in finding.news or finding.olds:
        words = f"{step.archive.latest(initiative_id).title.da} gennem aftalerne"
        yield Markup('<p><a href="{}">{}</a></p>').format(
            site.link(addresses.initiative(initiative_id)), words
        )


def _counterpart(step: Comparison, finding: Finding) -> str:
    """What it went into or came from, in the words of the comparison's page."""
    titles = {i: step.archive.latest(i).title.da for i in _about(finding)}
    if finding.olds and finding.news and finding.olds != finding.news:
        olds, news = (" og ".join(titles[i] for i in ids) for ids in (finding.olds, finding.news))
        return f"{olds} {RELATIONS[finding.outcome.value]} {news}."
    if finding.other:
        return f"{RELATION_NOW[finding.outcome.value]} {titles[finding.other]}."
    return ""


def _reasons(finding: Finding) -> Iterator[str]:
    """Why we say so: the notes on what was judged, what was searched for in vain, and what else was found."""
    yield from (claim.said.note.da for claim in finding.claims if claim.said.note)
    if finding.ending is None:
        return
    if finding.ending.departure.note:
        yield finding.ending.departure.note.da
    for silence in finding.ending.silences:
        yield f"Søgt efter: {', '.join(silence.terms)}.{'' if silence.hits else ' Ingen fund.'}"
        yield from (f"Fundet, men som noget andet: »{hit.phrase}«: {hit.why.da}" for hit in silence.hits)


def _read_in(source: Source) -> str:
    when = date_words(source.published) if source.published else "uden dato"
    return f"Kilde: {source.publisher.da}, »{source.title.da}«, {when}."


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)
