"""The glossary in the order of the alphabet, short names of agreements, and words that say nothing in a search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.folding import fold_case
from generator.model.agreement import Agreement
from generator.model.beside import Glossary, UnreadAgreement
from generator.model.fields import Text
from generator.wording.labels import SITE_TERM_HEADINGS, SITE_TERMS
from generator.wording.translator import Translator, label_table

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


def written_by_hand(t: Translator) -> Mapping[str, str]:
    """The title of each page that is written by hand, by its path."""
    titles: Mapping[str, str] = label_table("written-by-hand").get(t.language.code, {})
    return titles


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
