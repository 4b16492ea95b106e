"""What agreements are called for short, and the words that say nothing in a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.agreement import Agreement
from generator.model.beside import UnreadAgreement
from generator.model.fields import DANISH, ENGLISH
from generator.wording.translator import Translator

# Words that no page is about, as assets/search/danish.js and english.js have them.
_SMALL_WORDS = {
    DANISH.code: """
af alle at blev blevet blive bliver da de den der deres det dette dig din disse du efter eller en er et
findes for forskel fra få fået får gang går har have helt hun han hvad hvem hvilke hvilken hvis hvor hvordan
hvornår hvorfor i ikke ind initiativer initiativerne jeg jer kan kom kommer kr lige man mange med meget
mellem men min mine mit mod mere noget nogen nogle nu når og også om op os over på projekt projekter
projekterne s sammenlign selv siden sig sin sit ske skete sker skal som stadig så til ud under var ved vi
vil vores være
""",
    ENGLISH.code: """
a about after all also am an and any are as at be became become becoming been before being between both but
by can come compare could did difference do does doing done during each exist for from get getting go going
had happen happened has have he her his how i if in initiatives into is it its just kr many may me more much
must my not now of on or our out over per projects s shall she should so some still t than that the their
them then there these they this those to too under until up us was we were what when where which while who
why will with would you your
""",
}
# Pages that are written by hand. They are found by their titles and what `_search.yaml` says: the guide is
# long, and its words would be found for whatever its example is about.
_WRITTEN_BY_HAND: Mapping[str, Mapping[str, str]] = {
    DANISH.code: {
        "bidrag/index.md": "Bidrag",
        "bidrag/ny-aftale/index.md": "Læg en aftale ind",
        "om.md": "Om Aftalespor",
    },
    ENGLISH.code: {
        "bidrag/index.md": "Contribute",
        "bidrag/ny-aftale/index.md": "Add an agreement",
        "om.md": "About Aftalespor",
    },
}


def written_by_hand(t: Translator) -> Mapping[str, str]:
    """The title of each by its path."""
    return _WRITTEN_BY_HAND.get(t.language.code, {})


def small_words(t: Translator) -> Sequence[str]:
    return _SMALL_WORDS.get(t.language.code, _SMALL_WORDS[DANISH.code]).split()


def asked_for_as(t: Translator, agreement: UnreadAgreement) -> tuple[str, ...]:
    """What readers call an economy agreement that they look for; its titles have the plural."""
    if agreement.kind != "økonomiaftale" or agreement.effective is None:
        return ()
    year = agreement.effective.from_.year
    return (t("Aftale %(year)s", year=year),)


def nicknames(agreement: Agreement | UnreadAgreement) -> tuple[str, ...]:
    """»ØA21« and »ØA2021« for economy agreements, as people in the field write them."""
    if agreement.kind != "økonomiaftale" or agreement.effective is None:
        return ()
    year = agreement.effective.from_.year
    return (f"ØA{year % 100:02}", f"ØA{year}")
