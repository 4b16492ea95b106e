"""Words and sentences that only the site needs, beside those in wording/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparing.comparison import Comparison, InitiativeHistory
from generator.comparing.facets import Piece, redline
from generator.comparing.findings import NOVELTIES
from generator.folding import fold
from generator.model.agreement import Agreement, Fact, FocusArea, Group, Initiative, Outcome
from generator.model.archive import Archive, Unlisted
from generator.model.beside import UnreadAgreement
from generator.model.fields import Text
from generator.model.values import Quantity
from generator.record.history import Amendment
from generator.wording.fact_words import fact_heading
from generator.wording.labels import AGREEMENT_KINDS, COMMITMENTS, FACT_KINDS, KINDS, OUTCOMES, PRESENCES
from generator.wording.translator import Labels, Translator
from generator.wording.writing import date_words, inside, period_words, quantity_words

GROUP_IDS = {Group.ADDED: "tilfoejet", Group.CARRIED: "viderefoert", Group.NOT_CARRIED: "ikke-viderefoert"}
PRESENCE_SHORT = Labels.of("presence-short")
# What became of an initiative, short enough for a cell of a table. The label in full stands in
# wording/labels.py.
CELL_WORDS = Labels.of("cell-words")
BASIS_MEANINGS = Labels.of("basis-meanings")
WHY = Labels.of("why")
BASIS_HEADINGS = Labels.of("basis-headings")
TOMBSTONES = Labels.of("tombstones")


def size_words(t: Translator, size: int) -> str:
    """About how large a file is. Rounded, so that a page does not change with every letter of a file."""
    if size < 10_000:  # noqa: PLR2004
        return t("under 10 kB")
    return t("ca. %(size)s kB", size=t.number(round(size / 10_000) * 10))


def fact_sort(t: Translator, fact: Fact) -> str:
    """What sort of fact it is, where no heading stands over it: »Indhold (formål)«."""
    kind, heading = t.label(FACT_KINDS, fact.kind), fact_heading(t, fact)
    return kind if fold(heading) == fold(kind) else f"{kind} ({inside(t, heading)})"


def traits_words(t: Translator, initiative: Initiative) -> str:
    """What an initiative is, how its text mentions it and how far it binds: »Mål, omtalt uden navn, besluttet«."""
    level = t.label(COMMITMENTS, initiative.commitment).lower()
    return f"{t.label(KINDS, initiative.kind)}, {t.label(PRESENCES, initiative.presence).lower()}, {level}"


def text_date_words(t: Translator, agreement: Agreement) -> str:
    """When an agreement was made, or else the date of what was read; empty where neither is known."""
    if agreement.agreed:
        return t("indgået %(date)s", date=date_words(t, agreement.agreed.date))
    dates = [source.published for source in agreement.sources if source.sha256 and source.published]
    if not dates:
        return ""
    date = date_words(t, dates[0])
    return (
        t("udgivet %(date)s", date=date) if agreement.is_read_itself else t("læst i en tekst fra %(date)s", date=date)
    )


def places_beside(t: Translator, address: str) -> list[tuple[str, str]]:
    """The pages of the place in the menu that a page belongs to, each with its title; none where it stands alone."""
    places = (
        [(t("Penge"), "penge/"), (t("Frister"), "frister/")],
        [(t("Datasæt"), "data/"), (t("Rettelser"), "rettelser/")],
        [
            *((t("Om"), "om/"), (t("Metode"), "metode/"), (t("Ordliste"), "ordliste/")),
            *((t("Andre kilder"), "andre-kilder/"), (t("Bidrag"), "bidrag/")),
        ],
        [(t("Tidslinje"), "tidslinje/"), (t("Initiativer"), "initiativer/")],
    )
    return next((place for place in places if address in [where for _title, where in place]), [])


def stop_words(t: Translator, agreement: Agreement) -> str:
    """The few words that stand for an agreement on the timeline: its period, or the day it was made."""
    if agreement.effective:
        return period_words(t, agreement.effective.from_, agreement.effective.to)
    return date_words(t, agreement.agreed.date) if agreement.agreed else t.label(AGREEMENT_KINDS, agreement.kind)


def shorts(t: Translator, column: Agreement | tuple[UnreadAgreement, ...]) -> str:
    """The short name of an agreement, or the short names of several."""
    agreements = column if isinstance(column, tuple) else (column,)
    return t.joined([t.text(agreement.short) for agreement in agreements])


@dataclass(frozen=True)
class Mark:
    """An initiative in one agreement in a word; `kind` names the style."""

    kind: str
    words: str
    is_arguable: bool = False


def mark(t: Translator, life: InitiativeHistory, agreement: Agreement, *, is_before: bool = False) -> Mark:
    """How an initiative is present in an agreement, or in what way it is not.

    *is_before* says that the agreement is older than the initiative, which tells the two kinds of
    nothing apart: not mentioned, and no longer followed.
    """
    chapter = life.by_agreement.get(agreement.id)
    if chapter is None:
        return Mark("before", _before_words(t, life) if is_before else t("ikke fulgt længere"))
    if chapter.initiative:
        presence = chapter.initiative.presence
        return Mark(presence, t.label(PRESENCE_SHORT, presence), chapter.is_arguable)
    outcome = chapter.outcome or Outcome.NOT_EXAMINED
    return Mark("absent", t.label(OUTCOMES, outcome).label.lower(), chapter.is_arguable)


def _before_words(t: Translator, life: InitiativeHistory) -> str:
    """Of an agreement older than the initiative: only where its text was searched is it known not to mention it."""
    first = life.present[0].initiative
    was_searched = first is not None and first.origin is not None and first.origin.outcome in NOVELTIES
    return t.label(OUTCOMES, Outcome.NOT_MENTIONED).label.lower() if was_searched else t("ikke noteret")


def earlier_headings(life: InitiativeHistory) -> list[tuple[Text, Text, bool]]:
    """The other headings an initiative has had: the heading, in which agreement, and whether the text names it so."""
    headings: dict[str, tuple[Text, Text, bool]] = {}
    for chapter in life.present:
        if chapter.initiative and fold(chapter.initiative.title.da) != fold(life.latest.title.da):
            heading, named = chapter.initiative.title, chapter.initiative.presence == "named"
            headings.setdefault(fold(heading.da), (heading, chapter.agreement.short, named))
    return list(headings.values())


def kroner_parts(t: Translator, amount: Quantity) -> tuple[str, str, str, str]:
    """An amount as what stands before it, whole number, decimals with their sign, and unit: signs line up."""
    before, number, unit = re.fullmatch(r"([^\d½¼¾]*)(\S+) ?(.*)", quantity_words(t, amount)).groups()  # type: ignore[union-attr]
    if amount.low != amount.high and amount.bound is None:
        return before, number, "", unit  # an interval has no one sign
    whole, sign, decimals = number.partition("." if t.is_english else ",")
    return before, whole, sign + decimals, unit


def reach_words(t: Translator, archive: Archive) -> str:
    """Which text is the newest, in the fewest words that say it."""
    newest = archive.agreements[-1]
    name = inside(t, t.text(newest.short))
    text = name if newest.is_read_itself else t("teksten om %(agreement)s", agreement=name)
    published = newest.published
    if published is None:
        return t("Nyeste læste tekst: %(text)s.", text=text)
    return t("Nyeste læste tekst: %(text)s, fra %(date)s.", text=text, date=date_words(t, published))


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
        "Vi har ikke læst en liste over de %(unlisted)s, så de kan ikke følges enkeltvis her.",
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


_SHORT = 60  # so many letters before and after are read faster one after the other


def amended_pieces(amendment: Amendment) -> tuple[Piece, ...]:
    """A line of what changed word by word, where it is so long that it is shown so."""
    old, new = amendment.old, amendment.new
    if amendment.is_untold or old is None or new is None or len(old + new) <= _SHORT:
        return ()
    return redline(old, new)
