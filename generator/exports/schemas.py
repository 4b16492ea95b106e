"""JSON Schema for every document of the JSON API, made from documents.toml and the columns of the tables, and OpenAPI.

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
from generator.exports.reuse import GROWTH, IN_ENGLISH, LICENCE, LICENCE_URL, PERMISSION, PROMISE, column_words
from generator.exports.table import Column, Table, json_bytes
from generator.model.agreement import Group, Outcome
from generator.model.fields import ADDRESS, Basis, Certainty, Relation
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T, ENGLISH_T

Schema = dict[str, object]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS, _COMPONENTS = "#/$defs/", "#/components/schemas/"
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
    """A schema for each kind of document, each of them whole in itself; and OpenAPI, which has all of them."""
    parts = _definitions(tables, _DEFINITIONS)
    for kind, schema in _documents(tables, _DEFINITIONS).items():
        # An id must be whole; a schema without one is known by where it was found.
        known = {"$id": edition.site.link(paths.schema(kind))} if edition.site.url else {}
        definitions = {name: parts[name] for name in sorted(_needed(schema, parts))}
        whole = {"$schema": _DIALECT, **known, **schema, "$defs": definitions}
        yield SiteAsset(paths.schema(kind), json_bytes(whole))
    yield SiteAsset(paths.OPENAPI, json_bytes(_openapi(edition, tables)))


def _documents(tables: Sequence[Table], at: str) -> Mapping[str, Schema]:
    """The schema of each kind of document; *at* is where the definitions stand that it refers to."""
    rows = {each.name: {"$description": each.description, each.name: f"{each.name}-row*"} for each in tables}
    index, versions, *others = _LISTED["documents"].items()
    documents = dict([index, versions, *rows.items(), *others])
    return {kind: _object({**_LISTED["head"], **keys}, at) for kind, keys in documents.items()}


def _definitions(tables: Sequence[Table], at: str) -> Mapping[str, Schema]:
    """What documents refer to: the rows of each table, and parts of their own."""
    rows = {f"{table.name}-row": _row(table) for table in tables}
    presence = _row(next(table for table in tables if table.name == "presences"), {"facts": _typed("facts-row*", at)})
    parts = {name: _object(keys, at) for name, keys in _LISTED["definitions"].items()}
    return {**rows, **parts, "presence": presence}


def _row(table: Table, more: Mapping[str, Schema] | None = None) -> Schema:
    properties = {**{column.name: _property(column) for column in table.columns}, **(more or {})}
    required = [*(column.name for column in table.columns if column.required), *(more or {})]
    about = {"title": table.title, "description": table.description}
    return {**about, "type": "object", "properties": properties, "required": required}


def _property(column: Column) -> Schema:
    about = {"title": column.title(DANISH_T), "description": column_words(DANISH_T, column)}
    return {**about, **_COLUMN_TYPES[column.type], **({"enum": list(column.codes)} if column.codes else {})}


def _object(listed: Mapping[str, str | Mapping[str, str]], at: str) -> Schema:
    """The schema of what documents.toml lists; *at* is where the definitions stand."""
    properties: dict[str, Schema] = {}
    required = []
    for key, each in listed.items():
        kind = each if isinstance(each, str) else each["type"]
        if kind.startswith("words"):
            properties |= {key: _TYPES["text"], f"{key}_en": _TYPES["text"]}
            required += {"words": [key], "words!": [key, f"{key}_en"], "words?": []}[kind]
        elif key != "$description":
            about = {} if isinstance(each, str) else {"description": each["description"]}
            properties[key] = {**_typed(kind.removesuffix("?"), at), **about}
            required += [] if kind.endswith("?") else [key]
    described = {"description": listed["$description"]} if "$description" in listed else {}
    return {**described, "type": "object", "properties": properties, "required": required}


def _typed(kind: str, at: str) -> Schema:
    """The schema of a type."""
    if kind.endswith("*"):
        return {"type": "array", "items": _typed(kind[:-1], at)}
    if kind in _TYPES:
        return _TYPES[kind]
    return _object(_LISTED["parts"][kind], at) if kind in _LISTED["parts"] else {"$ref": f"{at}{kind}"}


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


def _openapi(edition: Edition, tables: Sequence[Table]) -> Schema:
    documents = {f"{kind}-document": schema for kind, schema in _documents(tables, _COMPONENTS).items()}
    about = (PERMISSION, PROMISE, GROWTH)
    addresses = {"index": paths.INDEX, "versions": paths.VERSIONS, **{t.name: paths.flat(t.name) for t in tables}}
    addresses |= {"agreement": paths.agreement("{agreement}"), "initiative": paths.initiative("{initiative}")}
    addresses |= {"comparison": paths.comparison("{old}", "{new}")}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{edition.site.name} data",
            "version": "1.0.0",
            "description": f"{' '.join(about)}\n\n{' '.join(map(ENGLISH_T, (*about, IN_ENGLISH)))}",
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        # Without an address of its own the site is two steps up from this file.
        "servers": [{"url": edition.site.url.rstrip("/") or "../.."}],
        "jsonSchemaDialect": _DIALECT,
        "security": [],  # every address is a file that anyone may have
        "paths": {f"/{path}": _get(kind, path, documents) for kind, path in addresses.items()},
        "components": {"schemas": {**_definitions(tables, _COMPONENTS), **documents}},
    }


def _get(kind: str, path: str, documents: Mapping[str, Schema]) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"{_COMPONENTS}{kind}-document"}}}
    responses: Schema = {"200": {"description": "Dokumentet.", "content": content}}
    operation = {"operationId": kind, "summary": documents[f"{kind}-document"]["description"], "responses": responses}
    names = [name for name in ("agreement", "initiative", "old", "new") if f"{{{name}}}" in path]
    if names:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": "Et id."}
            for name in names
        ]
        responses["404"] = {"description": "Der er intet med det id."}
    return {"get": operation}
