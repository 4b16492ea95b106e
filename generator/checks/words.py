"""The words: their English, the glossary, plain names, what readers type into the search, and the order of keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from textwrap import shorten
from unicodedata import combining, normalize

from generator.checks.fault import Fault, ValuesCheck, repeated
from generator.folding import fold, fold_case
from generator.model.agreement import Agreement
from generator.model.archive import Archive
from generator.model.beside import STAND_INS, Glossary, Register, SearchWords, Versions
from generator.model.fields import Text, Value, texts, walk
from generator.model.place import Place
from generator.quantities.reader import readings
from generator.quantities.readings import numbers_of
from generator.reading.files import why_not
from generator.wording.labels import PAGE_WORDS, SITE_TERMS


def keys_in_order(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure keys stand in one order everywhere, so that two snapshots can be read side by side."""
    for part in (part for value in values for part in walk(value)):
        order = [type(part).model_fields[name].alias or name for name in type(part).fields()]
        above: list[str] = []
        for key in (key for key in part.place.keys if key in order):
            later = next((other for other in above if order.index(other) > order.index(key)), None)
            if later:
                remedy = "Move it up, or leave it: nothing depends on it."
                yield part.place.at(key), f"{key!r} belongs above {later!r}. {remedy}"
            above.append(key)


_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_DANISH_SCALES = {"": "", "thousand": "tusind", "million": "mio.", "billion": "mia."}
_NUMBER = re.compile(rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)(?:\s(?:({'|'.join(_SCALES)})\b)|\s?([ap]m)\b)?")
_DIGITS = re.compile(r"\d+")
_DANISH = re.compile(r"\b(?:og|på|af|til|det|den|der|er|med|som|skal|har|fra|om)\b", re.IGNORECASE)  # names have none
# By »without«, »uden« and the like one language denies what the other says in another way, so they count in either.
_DENIED = re.compile(r"\b(?:ikke|ingen|intet|aldrig|hverken|næppe|uden)\b", re.IGNORECASE)
_DENIED_IN_ENGLISH = re.compile(
    r"\b(?:not|cannot|no(?!\.\s\d)|never|none|neither(?:\b.*?\bnor)?|nor|nothing|nobody|without)\b|n[’']t\b",
    re.IGNORECASE,
)


def english_says_the_same(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure the English is no copy of the Danish, has no number that it has not, and denies as often."""
    for value in values:
        for place, text in texts(value):
            if text.en:
                yield from ((place, difference) for difference in _differences(text, text.en))


def _differences(text: Text, english: str) -> Iterator[str]:
    if english == text.da and _DANISH.search(english):
        yield f"the English is the Danish: »{english}«. Translate it, or leave it out until later."
    numbers = {number for reading in readings(text.da) for number in numbers_of(reading)}
    digits = {int(run) for run in _DIGITS.findall(text.da)}
    for number, scale, half_of_day in _NUMBER.findall(english):
        # »328,9 og til sidst 401,5 mio. kr.« has its scale at the end, and »2021-2024« and »3.2« are read as one.
        is_part = _DANISH_SCALES[scale] in text.da and digits.issuperset(map(int, _DIGITS.findall(number)))
        if not (half_of_day or is_part or Decimal(number.replace(",", "")) * _SCALES.get(scale, 1) in numbers):
            stated = f"{number} {scale}".strip()
            yield f"the English says {stated}, and the Danish does not: »{text.da}«. Mend the one that is wrong."
    danish, denied = _DENIED.findall(text.da), _DENIED_IN_ENGLISH.findall(english)
    if len(danish) > len(denied):
        less = "less" if denied else "nothing"
        yield f"the Danish says »{danish[-1]}«, and the English denies {less}: »{english}«. Mend the one that is wrong."
    if len(danish) < len(denied):
        less = "less" if danish else "nothing"
        yield f"the English says »{denied[-1]}«, and the Danish denies {less}: »{text.da}«. Mend the one that is wrong."


def terms_are_unique(glossary: Glossary) -> Iterator[Fault]:
    """Ensure no term is explained twice, here or by the site itself."""
    for term in glossary.terms:
        if term.id in SITE_TERMS:
            yield term.place.at("id"), f"the site explains {term.id!r} itself. Leave it out."
    for term_id, place, line in repeated((term.id, term.place.at("id")) for term in glossary.terms):
        if term_id not in SITE_TERMS:
            yield place, f"the term {term_id!r} is already on line {line}. Keep one."


def forms_are_unique(glossary: Glossary) -> Iterator[Fault]:
    """Ensure each word that is looked for in running text belongs to one term."""
    # Each language apart, for a word of one may be another word in the other.
    for key, language in (("forms", "surfaces"), ("forms_en", "surfaces_en")):
        owners: dict[str, str] = {}
        for term in glossary.terms:
            for form in dict.fromkeys(map(fold_case, getattr(term, language))):
                owner = owners.setdefault(form, term.id)
                if owner != term.id:
                    yield term.place.at(key), f"{form!r:.60} is already a form of {owner!r}. Give it to one of them."


def see_also_is_known(glossary: Glossary) -> Iterator[Fault]:
    """Ensure a term points only to other terms that are explained."""
    known = {term.id for term in glossary.terms} | set(SITE_TERMS)
    for term in glossary.terms:
        for target in term.see:
            if target == term.id:
                yield term.place.at("see"), f"{target!r} points to itself. Leave it out."
            elif target not in known:
                yield term.place.at("see"), f"no term {target!r} to see. Explain it, or leave it out."


_NAMES = frozenset(
    [
        *("title", "short", "publisher", "speaker", "label", "group", "unit", "aliases", "forms", "forms_en"),
        "terms",  # a letter that only looks like ours is found nowhere, and that would pass for silence
    ]
)


def names_are_plain(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure a name, or a word searched for, is written with the letters, hyphens and spaces that a keyboard has."""
    for owner in (owner for value in values for owner in walk(value)):
        for key in type(owner).model_fields.keys() & _NAMES:
            match getattr(owner, key):
                case Text(da=danish, en=english):
                    names: tuple[str, ...] = (danish, english or "")
                case str() as name:
                    names = (name,)
                case several:  # or a key that was left out; the terms of the glossary are no words but have titles
                    names = tuple(each for each in several or () if isinstance(each, str))
            for name in names:
                for advice in dict.fromkeys(_advice(name)):
                    yield owner.place.at(key), f"»{normalize('NFC', name)}«: {advice}"


def _advice(name: str) -> Iterator[str]:
    if "  " in name:
        yield "two spaces stand together. Write one."
    if normalize("NFC", name) != name and any(map(combining, name)):
        yield "a letter and its mark are two characters. Write them as one."
    for character in () if name.isascii() else name:
        code, folded = f"U+{ord(character):04X}", fold(character)
        if character.isspace() and character != " ":
            yield f"{code} is another kind of space. Write an ordinary one."
        elif character in "\u2010\u2011":
            yield f"{code} is another kind of hyphen. Write an ordinary one."
        elif character != " " and not folded:
            yield why_not(character)
        elif folded != character and folded.isascii() and folded.isalpha():
            yield f"{code} stands for »{folded}«. Write that."


def official_names_are_english(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is called an official English name is there."""
    for value in values:
        for place, text in texts(value):
            if text.official and text.en is None:
                yield place, f"{_begins(text)} has official and no en. Give the English name, or leave both out."


def translation_missing(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure every text stands in English too, once any text does: said once a file, at the first without."""
    by_file: dict[str, list[tuple[Place, Text]]] = {}
    for value in values:
        for place, text in texts(value):
            by_file.setdefault(place.file, []).append((place, text))
    if not any(text.en for entries in by_file.values() for _, text in entries):
        return
    for entries in by_file.values():
        missing = [(place, text) for place, text in entries if text.en is None]
        if missing:
            place, first = missing[0]
            message = (
                f"{len(missing)} of {len(entries)} texts in this file have no English, the first is {_begins(first)}."
            )
            yield place, f"{message} Give it as en, beside the Danish as da, now or later."


def _begins(text: Text) -> str:
    return f"»{shorten(text.da, 60, placeholder=' …')}«"


def search_words_lead_to_pages(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure each line of words leads to a page that the site has: one whose agreement was taken away leads nowhere."""
    agreements = [value for value in values if isinstance(value, Agreement)]
    themes = (theme for value in values if isinstance(value, Register) for theme in value.themes)
    pages = {
        *PAGE_WORDS,
        *("bidrag", "om"),  # written by hand
        *STAND_INS,
        *(f"initiativer/{initiative.id}" for each in agreements for initiative in each.initiatives),
        *(f"aftaler/{agreement.id}" for agreement in agreements),
        *(f"temaer/{theme.id}" for theme in themes),
    }
    for lead in (lead for value in values if isinstance(value, SearchWords) for lead in value.leads_to):
        if lead.to not in pages:
            remedy = "Use a path such as penge, initiativer/ and an id, or temaer/ and an id."
            yield lead.place.at("to"), f"no page {lead.to!r}. {remedy}"


def search_words_stand_once(archive: Archive) -> Iterator[Fault]:
    """Ensure all words that lead to a page stand together."""
    for page, place, line in repeated((lead.to, lead.place.at("to")) for lead in archive.search_words.leads_to):
        yield place, f"{page!r} is already on line {line}. Put the words there."


def list_items_differ(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure nothing stands twice in one list."""
    for part in (part for value in values if not isinstance(value, Versions) for part in walk(value)):
        for name, field in type(part).model_fields.items():
            items = getattr(part, name)
            if isinstance(items, tuple) and len(items) > 1:
                # What has an id, or is a party, is looked up by that, and other rules say that it has its own.
                each = [item for item in items if not (hasattr(item, "id") or hasattr(item, "party"))]
                places = (getattr(item, "place", part.place.at(field.alias or name)) for item in each)
                for _, place, line in repeated(zip(map(_content, each), places, strict=True)):
                    yield place, f"the same stands in this list already, on line {line}. Keep one of the two."


def _content(item: object) -> str:
    return item.model_dump_json() if isinstance(item, Value) else repr(item)


GLOSSARY_CHECKS: tuple[Callable[[Glossary], Iterator[Fault]], ...] = (
    terms_are_unique,
    forms_are_unique,
    see_also_is_known,
)
SEARCH_CHECKS: tuple[Callable[[Archive], Iterator[Fault]], ...] = (search_words_stand_once,)
SHARED_CHECKS: tuple[ValuesCheck, ...] = (official_names_are_english, list_items_differ)
WORD_WARNINGS: tuple[ValuesCheck, ...] = (
    names_are_plain,
    translation_missing,
    english_says_the_same,
    search_words_lead_to_pages,
    keys_in_order,
)
