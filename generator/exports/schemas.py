"""JSON Schema for every document of the JSON API, made from documents.toml and the columns of the tables.

The schemas allow keys that they do not name: what is published grows, and a document of next year must
still be one that this year's program can read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import get_args

from generator.comparing.facets import FacetKind, Mode
from generator.exports import paths
from generator.exports.formats import FORMATS
from generator.exports.reuse import column_words
from generator.exports.table import Column, Table, json_bytes
from generator.model.agreement import Group, Outcome
from generator.model.fields import ADDRESS, Basis, Certainty, Relation
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T

Schema = dict[str, object]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS = "#/$defs/"
_LISTED = tomllib.loads(files(__package__).joinpath("documents.toml").read_text(encoding="utf-8"))
_LISTED["parts"]["listed"] |= dict.fromkeys(("json", *(each.key for each in reversed(FORMATS))), "address")
_LISTED["parts"]["downloads"] = dict.fromkeys(paths.WHOLE, "address")
_COLUMN_TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "address": {"type": "string", "pattern": f"^{ADDRESS}$"},  # uri-reference would refuse æøå
    "list": {"type": "array", "items": {"type": "string"}},
}
_CODES: Mapping[str, Iterable[object]] = {
    "Basis": get_args(Basis),
    "Certainty": get_args(Certainty),
    "FacetKind": get_args(FacetKind),
    "Group": Group,
    "Mode": get_args(Mode),
    "Outcome": Outcome,
    "Relation": get_args(Relation),
}
_TYPES: dict[str, Schema] = {
    **_COLUMN_TYPES,
    "text-or-null": {"type": ["string", "null"]},
    **{name: {"type": "string", "enum": [str(code) for code in codes]} for name, codes in _CODES.items()},
}


def schema_assets(edition: Edition, tables: Sequence[Table]) -> Iterator[SiteAsset]:
    """A schema for each kind of document, each of them whole in itself."""
    parts = _definitions(tables)
    for kind, schema in _documents(tables).items():
        # An id must be whole; a schema without one is known by where it was found.
        known = {"$id": edition.site.link(paths.schema(kind))} if edition.site.url else {}
        definitions = {name: parts[name] for name in sorted(_needed(schema, parts))}
        whole = {"$schema": _DIALECT, **known, **schema, "$defs": definitions}
        yield SiteAsset(paths.schema(kind), json_bytes(whole))


def _documents(tables: Sequence[Table]) -> Mapping[str, Schema]:
    """The schema of each kind of document."""
    rows = {each.name: {"$description": each.description, each.name: f"{each.name}-row*"} for each in tables}
    index, versions, *others = _LISTED["documents"].items()
    documents = dict([index, versions, *rows.items(), *others])
    return {kind: _object({**_LISTED["head"], **keys}) for kind, keys in documents.items()}


def _definitions(tables: Sequence[Table]) -> Mapping[str, Schema]:
    """What documents refer to: the rows of each table, and parts of their own."""
    rows = {f"{table.name}-row": _row(table) for table in tables}
    presence = _row(next(table for table in tables if table.name == "presences"), {"facts": _typed("facts-row*")})
    parts = {name: _object(keys) for name, keys in _LISTED["definitions"].items()}
    return {**rows, **parts, "presence": presence}


def _row(table: Table, more: Mapping[str, Schema] | None = None) -> Schema:
    properties = {**{column.name: _property(column) for column in table.columns}, **(more or {})}
    required = [*(column.name for column in table.columns if column.required), *(more or {})]
    about = {"title": table.title, "description": table.description}
    return {**about, "type": "object", "properties": properties, "required": required}


def _property(column: Column) -> Schema:
    about = {"title": column.title(DANISH_T), "description": column_words(DANISH_T, column)}
    return {**about, **_COLUMN_TYPES[column.type], **({"enum": list(column.codes)} if column.codes else {})}


def _object(listed: Mapping[str, str | Mapping[str, str]]) -> Schema:
    """The schema of what documents.toml lists."""
    properties: dict[str, Schema] = {}
    required = []
    for key, each in listed.items():
        kind = each if isinstance(each, str) else each["type"]
        if kind.startswith("words"):
            properties |= {key: _TYPES["text"], f"{key}_en": _TYPES["text"]}
            required += {"words": [key], "words!": [key, f"{key}_en"], "words?": []}[kind]
        elif key != "$description":
            about = {} if isinstance(each, str) else {"description": each["description"]}
            properties[key] = {**_typed(kind.removesuffix("?")), **about}
            required += [] if kind.endswith("?") else [key]
    described = {"description": listed["$description"]} if "$description" in listed else {}
    return {**described, "type": "object", "properties": properties, "required": required}


def _typed(kind: str) -> Schema:
    """The schema of a type."""
    if kind.endswith("*"):
        return {"type": "array", "items": _typed(kind[:-1])}
    if kind in _TYPES:
        return _TYPES[kind]
    return _object(_LISTED["parts"][kind]) if kind in _LISTED["parts"] else {"$ref": f"{_DEFINITIONS}{kind}"}


def _needed(schema: object, parts: Mapping[str, Schema]) -> set[str]:
    """The definitions that a schema refers to, and those that they refer to."""
    match schema:
        case {"$ref": str(ref)}:
            name = ref.removeprefix(_DEFINITIONS)
            return {name} | _needed(parts[name], parts)
        case dict():
            return set().union(*(_needed(inner, parts) for inner in schema.values()))
        case list():
            return set().union(*(_needed(inner, parts) for inner in schema))
        case _:
            return set()  # a value leads nowhere
