"""The page of the glossary, and links to it from running text: each term once on a page, at its first occurrence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.folding import FoldedText, fold
from generator.model.beside import Glossary, Term
from generator.wording.lexicon import GlossaryEntry, entries, letters
from generator.wording.translator import Translator


@dataclass(frozen=True)
class Lookup:
    """Which term each form in running text belongs to, and the pattern that finds them."""

    t: Translator
    terms: Mapping[str, Term]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, t: Translator, glossary: Glossary) -> Lookup:
        """A form is found in its own case, and with a capital as at the beginning of a sentence.

        The forms are those of the language of *t*, folded.
        """
        terms = {
            written: term
            for term in glossary.terms
            for form in map(fold, term.surfaces_en if t.is_english else term.surfaces)
            for written in (form, form[:1].upper() + form[1:])
        }
        # Longest first: the first alternative that fits wins.
        forms = "|".join(re.escape(form) for form in sorted(terms, key=lambda form: (-len(form), form)))
        # A part of a word, or of a compound with a hyphen, is another word.
        return cls(t, terms, re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])") if forms else None)


class Glosser:
    """Marks terms in the texts of one page, in the order in which it is given them."""

    def __init__(self, lookup: Lookup, url: Callable[[str], str]) -> None:
        self._lookup = lookup
        self._url = url
        self._seen: set[str] = set()

    def mark(self, text: str) -> Markup:
        """Escape *text*, which is plain, and link the terms in it that have not been met on this page."""
        if isinstance(text, Markup):
            raise TypeError("only plain text can be searched for terms; this is already markup")
        folded = FoldedText(text)
        parts: list[Markup] = []
        end = 0
        for match in self._lookup.pattern.finditer(folded.text) if self._lookup.pattern else ():
            term = self._lookup.terms[match[0]]
            if term.id not in self._seen:
                self._seen.add(term.id)
                start, stop = folded.span(*match.span())
                parts += [escape(text[end:start]), self._link(term, text[start:stop])]
                end = stop
        return Markup().join([*parts, escape(text[end:])])

    def _link(self, term: Term, words: str) -> Markup:
        link = Markup('<a class="as-term" href="{}#{}" data-tip="{}">{}</a>')
        return link.format(self._url("ordliste/"), term.id, self._lookup.t.text(term.text), words)


@dataclass(frozen=True)
class GlossaryPage:
    entries: tuple[GlossaryEntry, ...]
    letters: tuple[tuple[str, str], ...]
    titles: Mapping[str, str]

    @classmethod
    def build(cls, t: Translator, glossary: Glossary) -> GlossaryPage:
        explained = entries(t, glossary)
        return cls(explained, letters(t, explained), {entry.id: entry.title for entry in explained})
