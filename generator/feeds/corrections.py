"""What we changed in our own record, as a feed of its own. It is dated by the commit: that is when we did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.feeds.atom import Entry, Feed, atom
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.language import DANISH, spoken
from generator.model.versions import StatedChange
from generator.publishing.edition import Edition
from generator.publishing.moments import NO_DATE
from generator.publishing.site_file import SiteAsset
from generator.record.building import RecordChange
from generator.record.words import CAUSES
from generator.wording.catalogue import _

CORRECTIONS = "feeds/rettelser.xml"


def corrections_feed(edition: Edition) -> SiteAsset:
    """Every change of the record, as the record orders them."""
    title = _("%(site)s: rettelser", site=edition.site.name)
    subtitle = _("Hvad vi har rettet i vores egne data. En rettelse ændrer ikke, hvad der blev aftalt.")
    feed = Feed(CORRECTIONS, title, subtitle, "rettelser/", tuple(_entries(edition)))
    latest = edition.history.latest
    return atom(feed, edition, latest.date if latest else NO_DATE)


def _entries(edition: Edition) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    notes = {stated.note.da: stated.note for stated in _stated(edition)}
    for change in edition.record:
        if change.is_first:
            continue  # an agreement that came in was never wrong
        name = "/".join(
            ("rettelse", change.revision.hash, change.agreement_id, *filter(None, [change.initiative_id]))
        )
        seen[name] += 1
        # What one commit did to one initiative is mostly one change; a commit never changes, so the order holds.
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        label = CAUSES[change.cause][0] if change.cause else _("Årsag ikke oplyst")
        title, of = _titles(edition.archive, change)
        where = f" ({of})" if change.initiative_id else ""
        yield Entry(
            name=f"{name}{number}",
            title=f"{label}: {title}{where}",
            address=change.address,
            updated=change.revision.date,
            published=change.revision.date,
            content=_content(change, notes),
            categories=((change.cause, label),) if change.cause else (),
        )


def _stated(edition: Edition) -> Iterator[StatedChange]:
    versions = edition.versions
    yield from (stated for release in versions.releases for stated in release.changes)
    yield from versions.upcoming


def _titles(archive: Archive, change: RecordChange) -> tuple[str, str]:
    """What was changed, and the agreement it is of. The record calls them by their Danish names of today."""
    if spoken() is DANISH:
        return change.title, change.agreement_title
    agreement = archive.by_id.get(change.agreement_id)
    of = agreement.title.words if agreement else change.agreement_title
    if change.initiative_id is None:
        return of, of
    is_here = change.initiative_id in archive.initiative_ids
    return archive.latest(change.initiative_id).title.words if is_here else change.title, of


def _content(change: RecordChange, notes: Mapping[str, Text]) -> Markup:
    parts = []
    if change.note:
        parts.append(Markup("<p>{}</p>").format(notes.get(change.note, Text(da=change.note))))
    if change.sentences:
        items = Markup().join(Markup("<li>{}</li>").format(sentence) for sentence in change.sentences)
        # The record is told in Danish, the language it is kept in.
        start = Markup("<ul>") if spoken() is DANISH else Markup('<ul lang="da">')
        parts.append(start + items + Markup("</ul>"))
    told = {"change": change.revision.short, "version": change.version}
    if change.version:
        last = _("Ændring %(change)s i vores data. Udgivet i version %(version)s.", **told)
    else:
        last = _("Ændring %(change)s i vores data.", **told)
    parts.append(Markup("<p>{}</p>").format(last))
    return Markup("\n").join(parts)
