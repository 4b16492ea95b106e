"""The glossary in the order of the alphabet, short names of agreements, and words that say nothing in a search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.folding import fold_case
from generator.model.agreement import Agreement
from generator.model.beside import Glossary, UnreadAgreement
from generator.model.fields import DANISH, ENGLISH, Text
from generator.wording.labels import SITE_TERM_HEADINGS, SITE_TERMS
from generator.wording.translator import Translator

_LIKE_DANISH = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y"})
_AFTER_Z = str.maketrans("æøå", "{|}")  # the three characters that follow z, in that order
_AS_ENGLISH = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th"})
_AA = re.compile(r"\baa")
_MARKS = re.compile(r"[\u0300-\u036f]")


def collation_key(t: Translator, text: str) -> str:
    """What *text* is sorted by, character by character.

    In Danish æ, ø and å come last. `aa` is å where a word begins, as in Aarhus; inside a word it is two
    letters, for there it is nearly always where two words meet, as in dataansvarlig. In English the letters
    only stand in Danish words, as those they are like.
    """
    key = fold_case(text)
    if t.is_english:
        return _without_marks(key.translate(_AS_ENGLISH))
    key = _AA.sub("å", key.translate(_LIKE_DANISH)).translate(_AFTER_Z)
    return _without_marks(key)


def initial(t: Translator, text: str) -> str:
    """The letter of the alphabet that *text* stands under."""
    return {"{": "Æ", "|": "Ø", "}": "Å"}.get(first := collation_key(t, text)[0], first.upper())


def _without_marks(text: str) -> str:
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", text))


@dataclass(frozen=True)
class GlossaryEntry:
    """A word and what it means. `method` is the heading on the method page that says more, if any does.

    `name` is the word in both languages, where it is one of the field.
    """

    id: str
    title: str
    text: str
    see: tuple[str, ...] = ()
    method: str | None = None
    name: Text | None = None


def entries(t: Translator, glossary: Glossary) -> tuple[GlossaryEntry, ...]:
    """All terms in the order of the alphabet, those that the site defines among them."""
    explained = [
        GlossaryEntry(term.id, t.text(term.title), t.text(term.text), term.see, name=term.title)
        for term in glossary.terms
    ]
    explained += [
        GlossaryEntry(term_id, term.title, term.meaning, method=SITE_TERM_HEADINGS[term_id])
        for term_id, term in t.labels(SITE_TERMS).items()
    ]
    return tuple(sorted(explained, key=lambda entry: collation_key(t, entry.title)))


def letters(t: Translator, entries: Iterable[GlossaryEntry]) -> tuple[tuple[str, str], ...]:
    """Each first letter with the id of the first entry under it."""
    first: dict[str, str] = {}
    for entry in entries:
        first.setdefault(initial(t, entry.title), entry.id)
    return tuple(first.items())


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
