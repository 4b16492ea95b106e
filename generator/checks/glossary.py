"""Rules that the glossary keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.checks.fault import Fault
from generator.folding import fold_case
from generator.model.agreement import Glossary, Term
from generator.model.place import Place
from generator.wording.labels import SITE_TERMS


def terms_are_unique(glossary: Glossary) -> Iterator[Fault]:
    """Ensure no term is explained twice, here or by the site itself."""
    first: dict[str, Place] = {}
    for term in glossary.terms:
        place = term.place.at("id")
        if term.id in SITE_TERMS:
            yield place, f"the site explains {term.id!r} itself. Leave it out."
        elif term.id in first:
            yield place, f"the term {term.id!r} is already on line {first[term.id].line}. Keep one."
        first.setdefault(term.id, place)


def forms_are_unique(glossary: Glossary) -> Iterator[Fault]:
    """Ensure each word that is looked for in running text belongs to one term."""
    yield from _shared_forms((term, "forms", term.surfaces) for term in glossary.terms)
    # apart, for a word of one language may be another word in the other
    yield from _shared_forms((term, "forms_en", term.surfaces_en) for term in glossary.terms)


def _shared_forms(terms: Iterable[tuple[Term, str, Sequence[str]]]) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for term, key, surfaces in terms:
        for form in dict.fromkeys(map(fold_case, surfaces)):
            owner = owners.setdefault(form, term.id)
            if owner != term.id:
                yield (term.place.at(key), f"{form!r:.60} is already a form of {owner!r}. Give it to one of them.")


def see_also_is_known(glossary: Glossary) -> Iterator[Fault]:
    """Ensure a term points only to other terms that are explained."""
    known = {term.id for term in glossary.terms} | set(SITE_TERMS)
    for term in glossary.terms:
        for target in term.see:
            if target == term.id:
                yield term.place.at("see"), f"{target!r} points to itself. Leave it out."
            elif target not in known:
                yield term.place.at("see"), f"no term {target!r} to see. Explain it, or leave it out."


GLOSSARY_CHECKS: tuple[Callable[[Glossary], Iterator[Fault]], ...] = (
    terms_are_unique,
    forms_are_unique,
    see_also_is_known,
)
