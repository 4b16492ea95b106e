"""Sentences on how far the reading goes, and on how an agreement that was read orders its own initiatives."""

from __future__ import annotations

from collections.abc import Iterable

from generator.comparing.comparison import Comparison
from generator.model.agreement import Agreement, FocusArea, Initiative
from generator.model.archive import Archive, Unlisted
from generator.publishing.moments import published_date
from generator.wording.catalogue import _
from generator.wording.texts_read import document_words
from generator.wording.writing import date_words, format_number_of, inside, joined


def newest_words(agreement: Agreement) -> str:
    """Which text is the newest, and of when as far as it says so."""
    published = published_date(agreement)
    if published is None:
        return _("Den nyeste tekst, vi har læst, er %(document)s.", document=document_words(agreement))
    return _(
        "Den nyeste tekst, vi har læst, er %(document)s, fra %(date)s.",
        document=document_words(agreement),
        date=date_words(published),
    )


def reach_words(archive: Archive) -> str:
    """Which text is the newest, in the fewest words that say it."""
    newest = archive.agreements[-1]
    name = inside(newest.short.words)
    text = name if newest.is_read_itself else _("teksten om %(agreement)s", agreement=name)
    published = published_date(newest)
    if published is None:
        return _("Nyeste læste tekst: %(text)s.", text=text)
    return _("Nyeste læste tekst: %(text)s, fra %(date)s.", text=text, date=date_words(published))


def uncounted_words(archive: Archive) -> str:
    """What texts count without naming any of it, so that it is in no count of ours."""
    units: dict[str, list[str]] = {}
    for each in archive.unlisted:
        units.setdefault(each.stated.unit.words, []).append(format_number_of(each.stated.count))
    counts = [f"{joined(numbers)} {unit}" for unit, numbers in units.items()]
    return _("Optalt, men ikke listet: %(counts)s.", counts=joined(counts))


def originals_words(agreements: Iterable[Agreement]) -> str:
    """The agreements that were read themselves, as a list."""
    return joined([document_words(agreement) for agreement in agreements])


def unread_where(archive: Archive) -> str:
    """What is known and was not read: between the agreements that were, and after the newest of them."""
    since = [agreement.short.words for agreement in archive.unread_since]
    between = [agreement.short.words for agreement in archive.unread if agreement not in archive.unread_since]
    places = (
        [_("%(titles)s, som ligger imellem", titles=joined([inside(t) for t in between]))] if between else []
    )
    places += [_("%(titles)s, som er nyere", titles=joined([inside(t) for t in since]))] if since else []
    return _(", og ").join(places)


def unfollowed_words(archive: Archive) -> str:
    """Which numbered initiatives of the agreements are not followed one by one, and why."""
    return _(
        "Vores tekster lister ikke %(unlisted)s, så dem følger vi ikke.",
        unlisted=unlisted_words(archive.unlisted),
    )


def unlisted_words(unlisted: Iterable[Unlisted]) -> str:
    """»33 konkrete initiativer i strategien 2016-2020«: what texts count without naming any of it, as a list."""
    return joined(
        [
            _(
                "%(count)s %(unit)s i %(agreement)s",
                count=format_number_of(each.stated.count),
                unit=each.stated.unit.words,
                agreement=inside(each.of.short.words),
            )
            for each in unlisted
        ]
    )


def unlisted_between_words(comparison: Comparison) -> str:
    """What the texts of the two count without a list, so that it cannot be followed from one to the other."""
    sides = {comparison.old.id, comparison.new.id}
    unlisted = [each for each in comparison.archive.unlisted if each.agreement.id in sides]
    if not unlisted:
        return ""
    return _(
        "Vi har ikke læst en liste over %(unlisted)s, så de kan ikke følges enkeltvis her.",
        unlisted=unlisted_words(unlisted),
    )


def area_words(area: FocusArea) -> str:
    """»Fokusområde 1, En brugervenlig digital offentlig sektor«, or only its name where it has no number."""
    if area.number is None:
        return area.title.words
    return _("Fokusområde %(number)s, %(title)s", number=area.number, title=area.title.words)


def initiatives_of(agreement: Agreement, area: FocusArea) -> list[Initiative]:
    """Those that the agreement itself numbers in the area, or all that are followed there where it numbers none."""
    inside_area = [each for each in agreement.initiatives if each.focus_area == area.id]
    return [each for each in inside_area if each.number] or inside_area


def numbered_words(initiative: Initiative) -> str:
    """»Initiativ 3«, or what it is called where the agreement gives it no number."""
    if initiative.number is None:
        return initiative.title.words
    return _("Initiativ %(number)s", number=initiative.number)


def place_words(agreement: Agreement, initiative: Initiative) -> str:
    """Where an initiative stands in the agreement itself: its number, its focus area, both or neither."""
    number = [numbered_words(initiative)] if initiative.number else []
    areas = [area_words(area) for area in agreement.focus_areas if area.id == initiative.focus_area]
    return " · ".join(number + areas)
