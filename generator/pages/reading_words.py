"""Sentences on how far the reading goes, and on how an agreement that was read orders its own initiatives."""

from __future__ import annotations

from collections.abc import Iterable

from generator.comparing.comparison import Comparison
from generator.model.agreement import Agreement, FocusArea, Initiative
from generator.model.archive import Archive, Unlisted
from generator.publishing.moments import published_date
from generator.wording.sentences import document_words
from generator.wording.translator import Translator
from generator.wording.writing import date_words, inside


def newest_words(t: Translator, agreement: Agreement) -> str:
    """Which text is the newest, and of when as far as it says so."""
    published = published_date(agreement)
    if published is None:
        return t("Den nyeste tekst, vi har læst, er %(document)s.", document=document_words(t, agreement))
    return t(
        "Den nyeste tekst, vi har læst, er %(document)s, fra %(date)s.",
        document=document_words(t, agreement),
        date=date_words(t, published),
    )


def reach_words(t: Translator, archive: Archive) -> str:
    """Which text is the newest, in the fewest words that say it."""
    newest = archive.agreements[-1]
    name = inside(t, t.text(newest.short))
    text = name if newest.is_read_itself else t("teksten om %(agreement)s", agreement=name)
    published = published_date(newest)
    if published is None:
        return t("Nyeste læste tekst: %(text)s.", text=text)
    return t("Nyeste læste tekst: %(text)s, fra %(date)s.", text=text, date=date_words(t, published))


def uncounted_words(t: Translator, archive: Archive) -> str:
    """What texts count without naming any of it, so that it is in no count of ours."""
    units: dict[str, list[str]] = {}
    for each in archive.unlisted:
        units.setdefault(t.text(each.stated.unit), []).append(t.number(each.stated.count))
    counts = [f"{t.joined(numbers)} {unit}" for unit, numbers in units.items()]
    return t("Optalt, men ikke listet: %(counts)s.", counts=t.joined(counts))


def originals_words(t: Translator, agreements: Iterable[Agreement]) -> str:
    """The agreements that were read themselves, as a list."""
    return t.joined([document_words(t, agreement) for agreement in agreements])


def unread_where(t: Translator, archive: Archive) -> str:
    """What is known and was not read: between the agreements that were, and after the newest of them."""
    since = [t.text(agreement.short) for agreement in archive.unread_since]
    between = [t.text(agreement.short) for agreement in archive.unread if agreement not in archive.unread_since]
    places = (
        [t("%(titles)s, som ligger imellem", titles=t.joined([inside(t, title) for title in between]))]
        if between
        else []
    )
    places += [t("%(titles)s, som er nyere", titles=t.joined([inside(t, title) for title in since]))] if since else []
    return t(", og ").join(places)


def unfollowed_words(t: Translator, archive: Archive) -> str:
    """Which numbered initiatives of the agreements are not followed one by one, and why."""
    return t(
        "Vores tekster lister ikke %(unlisted)s, så dem følger vi ikke.", unlisted=unlisted_words(t, archive.unlisted)
    )


def unlisted_words(t: Translator, unlisted: Iterable[Unlisted]) -> str:
    """»33 konkrete initiativer i strategien 2016-2020«: what texts count without naming any of it, as a list."""
    return t.joined(
        [
            t(
                "%(count)s %(unit)s i %(agreement)s",
                count=t.number(each.stated.count),
                unit=t.text(each.stated.unit),
                agreement=inside(t, t.text(each.of.short)),
            )
            for each in unlisted
        ]
    )


def unlisted_between_words(t: Translator, comparison: Comparison) -> str:
    """What the texts of the two count without a list, so that it cannot be followed from one to the other."""
    sides = {comparison.old.id, comparison.new.id}
    unlisted = [each for each in comparison.archive.unlisted if each.agreement.id in sides]
    if not unlisted:
        return ""
    return t(
        "Vi har ikke læst en liste over %(unlisted)s, så de kan ikke følges enkeltvis her.",
        unlisted=unlisted_words(t, unlisted),
    )


def area_words(t: Translator, area: FocusArea) -> str:
    """»Fokusområde 1, En brugervenlig digital offentlig sektor«, or only its name where it has no number."""
    if area.number is None:
        return t.text(area.title)
    return t("Fokusområde %(number)s, %(title)s", number=area.number, title=t.text(area.title))


def initiatives_of(agreement: Agreement, area: FocusArea) -> list[Initiative]:
    """Those that the agreement itself numbers in the area, or all that are followed there where it numbers none."""
    inside_area = [each for each in agreement.initiatives if each.focus_area == area.id]
    return [each for each in inside_area if each.number] or inside_area


def numbered_words(t: Translator, initiative: Initiative) -> str:
    """»Initiativ 3«, or what it is called where the agreement gives it no number."""
    if initiative.number is None:
        return t.text(initiative.title)
    return t("Initiativ %(number)s", number=initiative.number)


def place_words(t: Translator, agreement: Agreement, initiative: Initiative) -> str:
    """Where an initiative stands in the agreement itself: its number, its focus area, both or neither."""
    number = [numbered_words(t, initiative)] if initiative.number else []
    areas = [area_words(t, area) for area in agreement.focus_areas if area.id == initiative.focus_area]
    return " · ".join(number + areas)
