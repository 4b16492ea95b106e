"""What we changed in our own record, as a feed of its own. It is dated by the commit: that is when we did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from generator.feeds.atom import Entry, Feed, atom
from generator.model.language import DANISH, spoken
from generator.publishing.edition import Edition
from generator.publishing.moments import NO_DATE
from generator.publishing.site_file import SiteAsset
from generator.record.building import RecordChange
from generator.record.words import CAUSES, UNCAUSED
from generator.wording.catalogue import _

CORRECTIONS = "feeds/rettelser.xml"


def corrections_feed(edition: Edition) -> SiteAsset:
    """Every change of what was published, as the record orders them."""
    title = _("%(site)s: rettelser", site=edition.site.name)
    subtitle = _("Hvad vi har rettet i vores egne data. En rettelse ændrer ikke, hvad der blev aftalt.")
    feed = Feed(CORRECTIONS, title, subtitle, "rettelser/", tuple(_entries(edition)))
    latest = edition.history.latest
    return atom(feed, edition, latest.date if latest else NO_DATE)


def _entries(edition: Edition) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for change in edition.record:
        if change.is_first or change.is_unpublished:
            continue  # nobody was told otherwise
        name = "/".join(("rettelse", change.revision.hash, *change.ids))
        seen[name] += 1
        # What one commit did to one initiative is mostly one change; a commit never changes, so the order holds.
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        label = CAUSES[change.cause][0] if change.cause else UNCAUSED["ikke-oplyst"][0]
        where = f" ({change.agreement_title})" if change.initiative_id else ""
        yield Entry(
            name=f"{name}{number}",
            title=f"{label}: {change.title}{where}",
            address=change.address,
            updated=change.revision.date,
            published=change.revision.date,
            content=_content(change),
            categories=((change.cause, label),) if change.cause else (),
        )


def _content(change: RecordChange) -> Markup:
    parts = []
    if change.said:
        parts.append(Markup("<p>{}</p>").format(change.said))
    if change.sentences:
        items = Markup().join(Markup("<li>{}</li>").format(sentence) for sentence in change.sentences)
        is_danish = change.amendments and spoken() is not DANISH  # in which the record is told line by line
        if is_danish:
            parts.append(Markup("<p>{}</p>").format(_("Linjerne er på dansk, som de stod.")))
        start = Markup('<ul lang="da">') if is_danish else Markup("<ul>")
        parts.append(start + items + Markup("</ul>"))
    told = {"change": change.revision.short, "version": change.version}
    if change.version:
        last = _("Ændring %(change)s i vores data. Udgivet i version %(version)s.", **told)
    else:
        last = _("Ændring %(change)s i vores data.", **told)
    parts.append(Markup("<p>{}</p>").format(last))
    return Markup("\n").join(parts)
