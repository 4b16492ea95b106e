"""Words and sentences that only the site needs, beside those in wording/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.comparing.absences import NOVELTIES
from generator.comparing.initiative_history import InitiativeHistory
from generator.comparing.outcomes import Group, Outcome
from generator.folding import fold
from generator.model.agreement import Agreement, Initiative
from generator.model.facts import Fact
from generator.model.fields import Text
from generator.model.language import DANISH, spoken
from generator.model.quantity import Quantity
from generator.model.unread import UnreadAgreement
from generator.model.values import PartialDate
from generator.wording import catalogue
from generator.wording.catalogue import Wording, _, pgettext
from generator.wording.fact_words import FACT_KINDS, fact_heading
from generator.wording.labels import AGREEMENT_KINDS, COMMITMENTS, KINDS, OUTCOMES, PRESENCES
from generator.wording.writing import (
    date_words,
    format_number_of,
    inside,
    joined,
    period_words,
    quantity_words,
)

GROUP_IDS = {Group.ADDED: "tilfoejet", Group.CARRIED: "viderefoert", Group.NOT_CARRIED: "ikke-viderefoert"}
PRESENCE_SHORT = Wording({"named": "nævnt", "unnamed": "uden navn", "background": "baggrund"})
# What became of an initiative, short enough for a cell of a table. The label in full stands in wording/labels.py.
CELL_WORDS = Wording(
    {
        Outcome.NEW: "ny",
        Outcome.FIRST_MENTIONED: "omtalt første gang",
        Outcome.RESUMED: "genoptaget",
        Outcome.ARRIVED_BETWEEN: "kom til undervejs",
        Outcome.UNCHANGED: "videreført",
        Outcome.CHANGED: "ændret i teksten",
        Outcome.ABSORBED: "optager et andet",
        Outcome.MERGED: "samlet af flere",
        Outcome.SPLIT: "del af et opdelt",
        Outcome.SPUN_OFF: "udskilt fra et andet",
        Outcome.NOT_EXAMINED: "ikke undersøgt endnu",
    }
)
BASIS_MEANINGS = Wording(
    {
        "explicit": "Den nyere tekst henviser selv til den ældre.",
        "same-name": "Begge tekster bruger det samme navn.",
        "same-subject": "Teksterne beskriver det samme med hver sine ord. Det er vores vurdering.",
    }
)
WHY = Wording(
    {
        "new": "Hvorfor vi mener, at det er nyt",
        "first-mentioned": "Hvorfor vi mener, at det ikke er begyndt her",
        "not-examined": "Hvad vi ved om, hvor det kommer fra",
    }
)
BASIS_HEADINGS = Wording(
    {
        "per-year": "Beløb om året",
        "total": "Beløb i alt",
        "unstated": "Beløb, hvor det ikke er oplyst, om de er om året eller i alt",
    }
)
TOMBSTONES = Wording(
    {
        "agreement": "Aftalen",
        "comparison": "Sammenligningen",
        "initiative": "Initiativet",
        "presence": "Omtalen",
        "finding": "Initiativet",
        "fact": "Oplysningen",
    }
)


def kind_headings() -> dict[str, str]:
    """The kinds of initiatives as headings over several, in the order in which they stand on a page."""
    return {
        "effort": _("Indsatser"),
        "goal": pgettext("flere", "Mål"),
        "framework": _("Rammer"),
        "governance": _("Styring"),
    }


def size_words(size: int) -> str:
    """About how large a file is. Rounded, so that a page does not change with every letter of a file."""
    if size < 10_000:  # noqa: PLR2004
        return _("under 10 kB")
    return _("ca. %(size)s kB", size=format_number_of(round(size / 10_000) * 10))


STANDING_WORDS = Wording(
    {
        True: "Henvisningen fører til en fastfrosset kopi af siden, som aldrig bliver ændret.",
        False: "Henvisningen fører til siden, som den er nu. Versionen eller commit siger, hvilke data der er tale om.",
    }
)


def steps_words(count: int) -> str:
    return catalogue.counted("ét skridt", "%(count)s skridt", count)


def day_words(day: date) -> str:
    """Write a whole date: 9. juni 2020."""
    return date_words(PartialDate(day.year, day.month, day.day))


def fact_sort(fact: Fact) -> str:
    """What sort of fact it is, where no heading stands over it: »Indhold (formål)«."""
    kind, heading = FACT_KINDS[fact.kind], fact_heading(fact)
    return kind if fold(heading) == fold(kind) else f"{kind} ({inside(heading)})"


def traits_words(initiative: Initiative) -> str:
    """What an initiative is, how its text mentions it and how far it binds itself: »Mål, omtalt uden navn, besluttet«."""
    level = COMMITMENTS[initiative.commitment].lower()
    return f"{KINDS[initiative.kind]}, {PRESENCES[initiative.presence].lower()}, {level}"


def text_date_words(agreement: Agreement) -> str:
    """When an agreement was made, or else the date of what was read; empty where neither is known."""
    if agreement.agreed:
        return _("indgået %(date)s", date=date_words(agreement.agreed.date))
    dates = [source.published for source in agreement.sources if source.sha256 and source.published]
    if not dates:
        return ""
    date = date_words(dates[0])
    return (
        _("udgivet %(date)s", date=date)
        if agreement.is_read_itself
        else _("læst i en tekst fra %(date)s", date=date)
    )


def places_beside(address: str) -> list[tuple[str, str]]:
    """The pages of the place in the menu that a page belongs to, each with its title; none where it stands alone."""
    places = (
        [(_("Beløb"), "penge/"), (_("Frister"), "frister/")],
        [(_("Datasæt"), "data/"), (_("Rettelser"), "rettelser/")],
        [
            *((_("Om"), "om/"), (_("Metode"), "metode/"), (_("Ordliste"), "ordliste/")),
            *((_("Andre kilder"), "andre-kilder/"), (_("Bidrag"), "bidrag/")),
        ],
        [(_("Tidslinje"), "tidslinje/"), (_("Initiativer"), "initiativer/")],
    )
    return next((place for place in places if address in [where for _title, where in place]), [])


def stop_words(agreement: Agreement) -> str:
    """The few words that stand for an agreement on the timeline: its period, or the day it was made."""
    if agreement.effective:
        return period_words(agreement.effective.from_, agreement.effective.to)
    return date_words(agreement.agreed.date) if agreement.agreed else AGREEMENT_KINDS[agreement.kind]


def shorts(column: Agreement | tuple[UnreadAgreement, ...]) -> str:
    """The short name of an agreement, or the short names of several."""
    agreements = column if isinstance(column, tuple) else (column,)
    return joined([agreement.short.words for agreement in agreements])


@dataclass(frozen=True)
class Mark:
    """An initiative in one agreement in a word; `kind` names the style."""

    kind: str
    words: str
    is_arguable: bool = False


def mark(life: InitiativeHistory, agreement: Agreement, *, is_before: bool = False) -> Mark:
    """How an initiative is present in an agreement, or in what way it is not.

    *is_before* says that the agreement is older than the initiative, which tells the two kinds of
    nothing apart: not mentioned yet, and no longer followed.
    """
    chapter = life.by_agreement.get(agreement.id)
    if chapter is None:
        return Mark("before", _before_words(life) if is_before else _("ikke fulgt længere"))
    is_arguable = chapter.finding is not None and chapter.finding.certainty == "arguable"
    if chapter.initiative:
        presence = chapter.initiative.presence
        return Mark(presence, PRESENCE_SHORT[presence], is_arguable)
    outcome = chapter.outcome or Outcome.NOT_EXAMINED
    return Mark("absent", OUTCOMES[outcome].label.lower(), is_arguable)


def _before_words(life: InitiativeHistory) -> str:
    """Of an agreement older than the initiative: only where its text was searched is it known not to mention it."""
    first = life.present[0].initiative
    was_searched = first is not None and first.origin is not None and first.origin.outcome in NOVELTIES
    return _("endnu ikke omtalt") if was_searched else _("ikke registreret")


def earlier_headings(life: InitiativeHistory) -> list[tuple[Text, Text, bool]]:
    """The other headings an initiative has had: the heading, in which agreement, and whether the text names it so."""
    found: dict[str, tuple[Text, Text, bool]] = {}
    for chapter in life.present:
        if chapter.initiative and fold(chapter.initiative.title.da) != fold(life.latest.title.da):
            heading, named = chapter.initiative.title, chapter.initiative.presence == "named"
            found.setdefault(fold(heading.da), (heading, chapter.agreement.short, named))
    return list(found.values())


def kroner_parts(amount: Quantity) -> tuple[str, str, str, str]:
    """An amount as what stands before it, whole number, decimals with their sign, and unit: signs line up in a column."""
    before, number, unit = re.fullmatch(r"([^\d½¼¾]*)(\S+) ?(.*)", quantity_words(amount)).groups()  # type: ignore[union-attr]
    if amount.low != amount.high and amount.bound is None:
        return before, number, "", unit  # an interval has no one sign
    whole, sign, decimals = number.partition("," if spoken() is DANISH else ".")
    return before, whole, sign + decimals, unit
