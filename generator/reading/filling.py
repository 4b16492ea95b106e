"""What a file need not write a second time: filled in on the plain data, before it becomes typed values.

A source goes for all that stands below it, and the only one of a file for the whole of it; a text and a phrase have
the English that the same words have elsewhere in the file; a fact is of the kind whose key it has; parties that rest on
the same words stand together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from typing import get_args

from pydantic import BaseModel

from generator.model.agreement import FACT_KINDS, FACT_MODELS, KIND_BY_KEY, Agreement, ScopeFact
from generator.model.beyond import Beyond
from generator.model.fields import Text
from generator.model.place import Place

_Tree = dict[str, object]
Models = tuple[type[BaseModel], ...]
Places = MutableMapping[tuple[str | int, ...], Place]
# What is said of some Danish words, such as their English, by the words; several where a file is not of one mind.
_Known = dict[str | tuple[str, ...], list[_Tree]]


def fill(plain: _Tree, model: type[BaseModel], places: Places) -> None:
    """Add to *plain*, in place, what it says elsewhere; *places* then has where that stands."""
    if model not in {Agreement, Beyond}:
        return
    _part_parties(plain, places)
    known: _Known = {}
    for mapping, models in _mappings(plain, (model,)):
        _learn(mapping, models, known)
    source = _source_of_file(plain) if model is Agreement else None
    for inner, inner_models in _inside(plain, (model,)):
        _fill(inner, inner_models, source, known)
    _fill_english(plain, (model,), known)


def _source_of_file(plain: _Tree) -> object:
    """The source that is named at the head, or the only one that is listed."""
    listed = plain.get("sources")
    if "source" in plain:
        return plain["source"]
    if isinstance(listed, list) and len(listed) > 1:
        return None
    only = listed[0] if isinstance(listed, list) and listed else None
    # While no source is listed that is told once, and not at each claim.
    return (only.get("id") if isinstance(only, dict) else None) or "unlisted"


def _fill(plain: _Tree, models: Models, source: object, known: _Known) -> None:
    source = plain.get("source", source)
    if source is not None and "source" not in plain and _rests_on_source(plain, models):
        plain["source"] = source
    if models == FACT_MODELS and "kind" not in plain:
        plain["kind"] = _kind_of_fact(plain)
    _fill_english(plain, models, known)
    for inner, inner_models in _inside(plain, models):
        _fill(inner, inner_models, source, known)


def _rests_on_source(plain: _Tree, models: Models) -> bool:
    """Whether it has to name a source: always, or where it can be without, if it quotes one."""
    fields = [m.model_fields["source"] for m in models if m.model_fields.keys() >= {"source", "phrase"}]
    return bool(fields) and (fields[0].is_required() or "phrase" in plain)


def _kind_of_fact(plain: _Tree) -> str:
    """The kind whose key the fact has, also where that is misspelt; without one it is a thing that is covered."""
    if plain.keys() <= ScopeFact.model_fields.keys():
        return "scope"
    likely = (close for key in plain for close in difflib.get_close_matches(key, KIND_BY_KEY, 1, 0.8))
    kinds = (KIND_BY_KEY[key] for key in (*plain, *likely) if key in KIND_BY_KEY)
    return next(kinds, None) or next((_kinds_by_key()[key] for key in plain if key in _kinds_by_key()), "scope")


@cache
def _kinds_by_key() -> Mapping[str, str]:
    """The kind of fact that alone has a key, such as `basis`, by which it is known while its own key is misspelt."""
    kinds: dict[str, list[str]] = {}
    for kind, model in zip(FACT_KINDS, FACT_MODELS, strict=True):
        for name, field in model.model_fields.items():
            kinds.setdefault(field.alias or name, []).append(kind)
    return {key: only[0] for key, only in kinds.items() if len(only) == 1}


def _fill_english(plain: _Tree, models: Models, known: _Known) -> None:
    for key in _texts(models) & plain.keys():
        text = plain[key]
        plain[key] = [_translated(each, known) for each in text] if isinstance(text, list) else _translated(text, known)
    if "phrase" in plain and "gloss" not in plain:
        glosses = known.get(_phrases(plain), ())
        plain |= glosses[0] if len(glosses) == 1 else {}


def _translated(text: object, known: _Known) -> object:
    """A text with the English that the same Danish has elsewhere."""
    danish = text.get("da") if isinstance(text, dict) and "en" not in text else text
    english = known.get(danish, ()) if isinstance(danish, str) else ()
    if len(english) != 1:
        return text
    return {**(text if isinstance(text, dict) else {"da": text}), **english[0]}


def _learn(plain: _Tree, models: Models, known: _Known) -> None:
    for key in _texts(models) & plain.keys():
        value = plain[key]
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, dict) and isinstance(text.get("da"), str) and isinstance(text.get("en"), str):
                _add(known, text["da"], {name: text[name] for name in ("en", "official") if name in text})
    if isinstance(plain.get("gloss"), str):
        _add(known, _phrases(plain), {"gloss": plain["gloss"]})


def _add(known: _Known, words: str | tuple[str, ...], english: _Tree) -> None:
    if english not in known.setdefault(words, []):
        known[words].append(english)


def _phrases(plain: _Tree) -> tuple[str, ...]:
    phrases = plain.get("phrase")
    return tuple(map(str, phrases)) if isinstance(phrases, list) else (str(phrases),)


def _part_parties(plain: _Tree, places: Places) -> None:
    """Let each of the parties that share their words stand for itself."""
    items = plain.get("parties")
    if not isinstance(items, list):
        return
    parted: list[object] = []
    written = [(path, place) for path, place in places.items() if path[:1] == ("parties",) and path[1:]]
    for number, item in enumerate(items):
        ids = item.get("party") if isinstance(item, dict) else None
        several = ids if isinstance(ids, list) and all(isinstance(party, str) for party in ids) else []
        for part in [{**item, "party": party} for party in several] or [item]:
            at = ("parties", len(parted))
            places.update({(*at, *path[2:]): place for path, place in written if path[1] == number})
            parted.append(part)
    plain["parties"] = parted


def _mappings(plain: _Tree, models: Models) -> Iterator[tuple[_Tree, Models]]:
    yield plain, models
    for inner, inner_models in _inside(plain, models):
        yield from _mappings(inner, inner_models)


def _inside(plain: _Tree, models: Models) -> Iterator[tuple[_Tree, Models]]:
    """The mappings right below one, each with what it may be."""
    for key, inside in _shape(models).items():
        value = plain.get(key)
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict) and inside != (Text,):
                yield each, inside


@cache
def _texts(models: Models) -> frozenset[str]:
    return frozenset(key for key, inside in _shape(models).items() if inside == (Text,))


@cache
def _shape(models: Models) -> Mapping[str, Models]:
    """By key, what stands under it in a mapping that may be any of *models*."""
    fields = {field.alias or name: field for model in models for name, field in model.model_fields.items()}
    shape = {key: tuple(_models_in(field.annotation)) for key, field in fields.items()}
    return {key: inside for key, inside in shape.items() if inside}


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _models_in(part)
