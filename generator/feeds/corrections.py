"""What we changed in our own record, as a feed of its own. It is dated by the commit: that is when we did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from markupsafe import Markup

from generator.feeds.atom import Entry, Feed, atom
from generator.publishing.edition import NO_DATE, Edition
from generator.publishing.site_file import SiteAsset
from generator.record.entries import CAUSES, UNCAUSED, RecordChange
from generator.wording.translator import Translator

CORRECTIONS = "feeds/rettelser.xml"
NEWEST = 100  # a reader fetches the whole feed each time; older entries are on the page and in the data


def corrections_feed(t: Translator, edition: Edition) -> SiteAsset:
    """The newest changes of what was published, as the record orders them."""
    title = t("%(site)s: rettelser", site=edition.site.name)
    subtitle = t("Hvad vi har rettet i vores egne data. En rettelse ændrer ikke, hvad der blev aftalt.")
    feed = Feed(CORRECTIONS, title, subtitle, "rettelser/", tuple(islice(_entries(t, edition), NEWEST)))
    latest = edition.history.latest
    return atom(t, feed, edition, latest.date if latest else NO_DATE)


def _entries(t: Translator, edition: Edition) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for change in edition.record:
        if change.is_first or change.is_unpublished:
            continue  # nobody was told otherwise
        name = "/".join(("rettelse", change.revision.hash, *change.ids))
        seen[name] += 1
        # What one commit did to one initiative is mostly one change; a commit never changes, so the order
        # holds.
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        label = t.label(CAUSES, change.cause)[0] if change.cause else t.label(UNCAUSED, "ikke-oplyst")[0]
        where = f" ({t.text(change.agreement_title)})" if change.initiative_id else ""
        yield Entry(
            name=f"{name}{number}",
            title=f"{label}: {t.text(change.title)}{where}",
            address=change.address,
            updated=change.revision.date,
            published=change.revision.date,
            content=_content(t, change),
            categories=((change.cause, label),) if change.cause else (),
        )


def _content(t: Translator, change: RecordChange) -> Markup:
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
