"""The words of the field and the words of the site, explained: one list in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.agreement import Glossary
from generator.model.fields import Text
from generator.wording.collation import collation_key, initial
from generator.wording.labels import SITE_TERM_HEADINGS, SITE_TERMS
from generator.wording.translator import Translator


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


def letters(t: Translator, found: Iterable[GlossaryEntry]) -> tuple[tuple[str, str], ...]:
    """Each first letter with the id of the first entry under it."""
    first: dict[str, str] = {}
    for entry in found:
        first.setdefault(initial(t, entry.title), entry.id)
    return tuple(first.items())
