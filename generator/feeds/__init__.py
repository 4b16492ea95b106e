"""The feeds: what became of each initiative from one agreement to the next, and, apart from it, what we corrected.

An entry of the first kind is a finding of a comparison. It is dated by the text about the newer agreement, so a
correction of ours neither makes an entry nor gives one a new date: the two have clocks of their own and are never in
one feed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from markupsafe import Markup

from generator.comparing.comparison import Comparison, Finding
from generator.feeds.atom import Entry, Feed, atom
from generator.model.agreement import Agreement, Source
from generator.publishing import addresses
from generator.publishing.addresses import Site
from generator.publishing.edition import NO_DATE, Edition, moment
from generator.publishing.site_file import SiteAsset
from generator.record.history import CAUSES, NO_CAUSE, RecordChange
from generator.wording.labels import CERTAINTIES, OUTCOMES
from generator.wording.sentences import (
    RELATIONS,
    explained,
    facet_line,
    finding_names,
    life_words,
    not_read_words,
    relation_now,
    unlike_words,
    unread_between_words,
)
from generator.wording.translator import Translator
from generator.wording.writing import date_words, inside, quoted

News = tuple[Comparison, Finding]

TIMELINE = "feeds/tidslinje.xml"
CORRECTIONS = "feeds/rettelser.xml"
NEWEST = 100  # a reader fetches the whole feed each time; older entries are on the page and in the data


def feeds(t: Translator, edition: Edition) -> Iterator[SiteAsset]:
    """The feed of everything, one for each theme, one for each initiative, and that of our corrections."""
    archive, lives = edition.archive, edition.analysis.histories
    steps = reversed([*edition.analysis.steps.values()])
    everything = [(step, finding) for step in steps for finding in step.findings]
    news = [(step, finding) for step, finding in everything if finding.id not in archive.about]

    subtitle = t("Hvad blev der af hvert initiativ fra den ene læste tekst til den næste?")
    if archive.unread:
        subtitle += f" {not_read_words(t, archive.unread)}."
    title = t("%(site)s: tidslinjen", site=edition.site.name)
    yield _feed(t, edition, Feed(TIMELINE, title, subtitle, "tidslinje/"), news)
    for theme in archive.register.themes:
        of_theme = {life.id for life in lives.values() if life.latest.theme == theme.id}
        title = f"{edition.site.name}: {t.text(theme.title)}"
        feed = Feed(addresses.theme_feed(theme.id), title, t.text(theme.summary), addresses.theme(theme.id))
        yield _feed(t, edition, feed, [each for each in news if _about(each[1]) & of_theme])
    of_initiative: dict[str, list[News]] = {}
    for each in everything:
        for initiative_id in _about(each[1]):
            of_initiative.setdefault(initiative_id, []).append(each)
    for life in lives.values():
        title = f"{edition.site.name}: {t.text(life.latest.title)}"
        subtitle = life_words(t, life, len(archive.agreements))
        if unread := [agreement for chapter in life.chapters for agreement in chapter.unread]:
            subtitle += f" {not_read_words(t, unread)}."
        feed = Feed(addresses.initiative_feed(life.id), title, subtitle, addresses.initiative(life.id))
        yield _feed(t, edition, feed, of_initiative.get(life.id, []))
    yield _corrections(t, edition)


def _feed(t: Translator, edition: Edition, feed: Feed, news: Sequence[News]) -> SiteAsset:
    """A feed whose entries are written when it is, for each stands in three feeds, newest first."""

    def render() -> bytes:
        entries = [_entry(t, edition.site, step, finding) for step, finding in news]
        # without entries it was last news when the first agreement was
        return atom(t, edition, feed, entries, moment(edition.archive, edition.archive.agreements[0]))

    return SiteAsset(feed.path, render)


def _about(finding: Finding) -> frozenset[str]:
    """Every initiative that a finding is news about."""
    return frozenset({*finding.olds, *finding.news, *([finding.other] if finding.other else [])})


def _entry(t: Translator, site: Site, step: Comparison, finding: Finding) -> Entry:
    doubt = f", {t.label(CERTAINTIES, 'arguable')}" if finding.certainty == "arguable" else ""
    return Entry(
        name=f"fund/{step.old.id}/{step.new.id}/{finding.id}",
        title=f"{_headline(t, step, finding)}{doubt} ({t.text(step.new.short)})",
        address=addresses.finding(step.old.id, step.new.id, finding.id),
        updated=moment(step.archive, step.new),
        published=_published_on_a_day(step.new),
        content=Markup("\n").join(_content(t, site, step, finding)),
        categories=((finding.outcome.value, t.label(OUTCOMES, finding.outcome).both),),
    )


def _headline(t: Translator, step: Comparison, finding: Finding) -> str:
    """What became of what; of a link with both ends a sentence, for it stands in the feeds of both."""
    if finding.olds and finding.news and finding.olds != finding.news:
        return _counterpart(t, step, finding)
    label = t.label(OUTCOMES, finding.outcome).of(heir=finding.is_of_heir)
    return f"{finding_names(t, step, finding)}: {label}"


def _published_on_a_day(agreement: Agreement) -> date | None:
    """The day that a text states; None where it states less, for a day of ours would be shown as its own."""
    stated = agreement.published
    return stated.earliest if stated and stated.day else None


def _content(t: Translator, site: Site, step: Comparison, finding: Finding) -> Iterator[Markup]:
    yield _paragraph(
        t(
            "Fra %(old)s til %(new)s. %(status)s: %(meaning)s",
            old=inside(t, t.text(step.old.title)),
            new=inside(t, t.text(step.new.title)),
            status=t.label(OUTCOMES, finding.outcome).of(heir=finding.is_of_heir),
            meaning=t.label(OUTCOMES, finding.outcome).meaning,
        )
    )
    if not step.is_of_one_kind:
        yield _paragraph(unlike_words(t, step))
    if step.unread:
        yield _paragraph(unread_between_words(t, step.unread))
    link = _counterpart(t, step, finding)
    if link:
        yield _paragraph(f"{link}.")
    if finding.facets:
        items = (Markup("<li>{}</li>").format(facet_line(t, step, facet)) for facet in finding.facets)
        yield Markup("<ul>{}</ul>").format(Markup().join(items))
    yield from map(_paragraph, _reasons(t, finding))
    yield _paragraph(Markup(" ").join(_read_in(t, source) for source in step.new.sources))
    if not _published_on_a_day(step.new):
        yield _paragraph(t("Datoen på indlægget er kun til rækkefølgen."))
    for initiative_id in finding.news or finding.olds:
        words = t("%(name)s gennem aftalerne", name=t.text(step.archive.latest(initiative_id).title))
        address = addresses.in_language(t, addresses.initiative(initiative_id))
        yield Markup('<p><a href="{}">{}</a></p>').format(site.link(address), words)


def _counterpart(t: Translator, step: Comparison, finding: Finding) -> str:
    """What it went into or came from, in the words of the comparison's page."""
    sides = ((finding.olds, step.old), (finding.news, step.new))
    if finding.olds and finding.news and finding.olds != finding.news:
        olds, news = (t(" og ").join(_name(t, step, i, agreement) for i in ids) for ids, agreement in sides)
        return f"{olds} {t.label(RELATIONS, finding.outcome.value)} {news}"
    if finding.other:
        return f"{relation_now(t, finding)} {_name(t, step, finding.other, step.new)}"
    return ""


def _name(t: Translator, step: Comparison, initiative_id: str, agreement: Agreement) -> str:
    return t.text(step.archive.wording(initiative_id, agreement.id).title)


def _reasons(t: Translator, finding: Finding) -> Iterator[Markup]:
    """Why we say so: the notes on what was judged, what was searched for in vain, and what else was found."""
    yield from (t.markup(claim.statement.note) for claim in finding.claims if claim.statement.note)
    if finding.ending is None:
        return
    if finding.ending.departure.note:
        yield t.markup(finding.ending.departure.note)
    for silence in finding.ending.silences:
        terms = t.marked(", ".join(silence.terms))
        if silence.hits:
            yield _sentence(t("Søgt efter: %(terms)s."), terms=terms)
        else:
            yield _sentence(t("Søgt efter: %(terms)s. Ingen fund."), terms=terms)
        for hit in silence.hits:
            phrase = quoted(t, t.marked(hit.phrase)) + explained(t, hit.gloss)
            yield _sentence(t("Fundet, men som noget andet: %(phrase)s: %(why)s"), phrase=phrase, why=t.markup(hit.why))


def _read_in(t: Translator, source: Source) -> Markup:
    return _sentence(
        t("Kilde: %(publisher)s, %(title)s, %(date)s."),
        publisher=t.markup(source.publisher),
        title=quoted(t, t.marked(source.title.da)) + explained(t, source.title.en),
        date=date_words(t, source.published) if source.published else t("uden dato"),
    )


def _sentence(message: str, /, **values: str) -> Markup:
    """*message*, which is ours, with *values* escaped unless they are markup."""
    return Markup(message) % values  # noqa: S704


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _corrections(t: Translator, edition: Edition) -> SiteAsset:
    """The newest changes of what was published, as the record orders them, each dated by its commit."""
    title = t("%(site)s: rettelser", site=edition.site.name)
    subtitle = t("Hvad vi har rettet i vores egne data. En rettelse ændrer ikke, hvad der blev aftalt.")
    latest = edition.history.latest
    entries = [*islice(_changes(t, edition), NEWEST)]
    feed = Feed(CORRECTIONS, title, subtitle, "rettelser/")
    return SiteAsset(CORRECTIONS, atom(t, edition, feed, entries, latest.date if latest else NO_DATE))


def _changes(t: Translator, edition: Edition) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for change in edition.published_record:
        name = "/".join(("rettelse", change.revision.hash, *change.ids))
        seen[name] += 1
        # What one commit did to one initiative is mostly one change; a commit never changes, so the order
        # holds.
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        label = t.label(CAUSES, change.cause)[0] if change.cause else t(NO_CAUSE)
        where = f" ({t.text(change.agreement_title)})" if change.initiative_id else ""
        yield Entry(
            name=f"{name}{number}",
            title=f"{label}: {t.text(change.title)}{where}",
            address=change.address,
            updated=change.revision.date,
            published=change.revision.date,
            content=_change(t, change),
            categories=((change.cause, label),) if change.cause else (),
        )


def _change(t: Translator, change: RecordChange) -> Markup:
    parts = []
    if change.note:
        parts.append(Markup("<p>{}</p>").format(t.markup(change.note)))
    if sentences := change.sentences(t):
        items = Markup().join(Markup("<li>{}</li>").format(sentence) for sentence in sentences)
        is_danish = change.amendments and not t.is_danish  # in which the record is told line by line
        if is_danish:
            parts.append(Markup("<p>{}</p>").format(t("Linjerne er på dansk, som de stod.")))
        start = Markup('<ul lang="da">') if is_danish else Markup("<ul>")
        parts.append(start + items + Markup("</ul>"))
    number, version = change.revision.short, change.version
    if version:
        last = t("Ændring %(change)s i vores data. Udgivet i version %(version)s.", change=number, version=version)
    else:
        last = t("Ændring %(change)s i vores data.", change=number)
    parts.append(Markup("<p>{}</p>").format(last))
    return Markup("\n").join(parts)
