"""JSON Schema for every document of the JSON API, made from the columns of the tables.

The schemas allow keys that they do not name: what is published grows, and a document of next year must
still be one that this year's program can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from generator.comparing.comparison import Group, Outcome
from generator.comparing.facets import FacetKind, Mode
from generator.exports import paths
from generator.exports.columns import Column, Type
from generator.exports.reuse import column_words
from generator.exports.table import Table, json_bytes
from generator.exports.table_files import FORMATS
from generator.model.fields import ADDRESS, Basis, Certainty, Relation
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T

Schema = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILE = "#/$defs/"
_TYPES: dict[Type, Schema] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "address": {"type": "string", "pattern": f"^{ADDRESS}$"},  # uri-reference would refuse æøå
    "list": {"type": "array", "items": {"type": "string"}},
}
_TEXT, _NUMBER, _URL = _TYPES["text"], _TYPES["integer"], _TYPES["address"]
_TEXTS = _TYPES["list"]
# What is there only where it is translated.
_OF_WORDS = tuple(
    f"{key}_en" for key in ("title", "description", "cause_label", "note", "label", "before", "after", "why")
)


def schema_assets(edition: Edition, tables: Sequence[Table]) -> Iterator[SiteAsset]:
    """A schema for each kind of document, each of them whole in itself."""
    parts = definitions(tables, _FILE)
    for kind, schema in document_schemas(tables, _FILE).items():
        # An id must be whole; a schema without one is known by where it was found.
        known = {"$id": edition.site.link(paths.schema(kind))} if edition.site.url else {}
        whole = {"$schema": DIALECT, **known, **schema, "$defs": {name: parts[name] for name in _needed(schema, parts)}}
        yield SiteAsset(paths.schema(kind), json_bytes(whole))


def document_schemas(tables: Sequence[Table], at: str) -> Mapping[str, Schema]:
    """The schema of each kind of document; *at* is where the parts stand that it is made of."""

    def rows(name: str) -> Schema:
        return _array(_ref(at, f"{name}-row"))

    schemas = {"index": _document(at, "Hvad der er, og hvor det står.", _index())}
    schemas["versions"] = _document(at, "De udgivne versioner af data, ældste først.", _versions())
    for table in tables:
        schemas[table.name] = _document(at, table.description, {table.name: rows(table.name)})
    schemas["agreement"] = _document(
        at,
        "En aftale med sine kilder, initiativer og oplysninger.",
        {
            "agreement": _ref(at, "agreements-row"),
            "sources": rows("sources"),
            "presences": _array(_ref(at, "presence")),
        },
    )
    schemas["initiative"] = _document(
        at,
        "Et initiativ gennem alle aftalerne.",
        {
            "initiative": _ref(at, "initiatives-row"),
            "life": _array(_ref(at, "chapter")),
            "outcomes": rows("outcomes"),
            "differences": rows("differences"),
            "sources": rows("sources"),
        },
    )
    schemas["comparison"] = _document(
        at,
        "Hvad der blev af hvert initiativ fra en aftale til en anden.",
        {
            "comparison": _ref(at, "comparisons-row"),
            "via": _TEXTS,
            "unread": _TEXTS,
            "ledger": _ledger(),
            "findings": _array(_ref(at, "finding")),
        },
    )
    return schemas


def _document(at: str, description: str, body: Schema) -> Schema:
    head = {"self": _URL, "url": _URL, "schema": _URL, "version": _ref(at, "version"), "licence": _ref(at, "licence")}
    return {"description": description, **_object(head | body)}


def definitions(tables: Sequence[Table], at: str) -> Mapping[str, Schema]:
    """The parts that documents are made of."""
    presences = next(table for table in tables if table.name == "presences")
    return {
        **{f"{table.name}-row": _row(table) for table in tables},
        "version": _version(),
        "licence": _object({"name": _TEXT, "url": _TEXT, **_words("permission", "attribution", "quotes")}),
        "presence": _row(presences, {"facts": _array(_ref(at, "facts-row"))}),
        "chapter": _chapter(at),
        "finding": _finding(),
    }


def _chapter(at: str) -> Schema:
    properties: Schema = {
        "agreement": _TEXT,
        "presence": _ref(at, "presence"),
        "outcome": _ref(at, "outcomes-row"),
        "left": _departure(),
        "searched": _searched({}),
        "unread": _TEXTS,
    }
    schema = _object(properties, optional=("presence", "outcome", "left", "searched", "unread"))
    description = (
        "Initiativet i én aftale. Uden »presence« står det ikke i den."
        " »unread« er aftaler efter den, som vi ikke har læst."
    )
    return {"description": description, **schema}


def _row(table: Table, more: Schema | None = None) -> Schema:
    properties = {column.name: _property(column) for column in table.columns}
    optional = [column.name for column in table.columns if not column.required]
    schema = _object({**properties, **(more or {})}, optional)
    return {"title": table.title, "description": table.description, **schema}


def _property(column: Column) -> Schema:
    schema = {"title": column.title(DANISH_T), "description": column_words(DANISH_T, column), **_TYPES[column.type]}
    return {**schema, "enum": list(column.codes)} if column.codes else schema


def _version() -> Schema:
    properties = {
        "number": {**_TEXT, "description": "Den udgivne version. Udelades før den første."},
        "published": _TYPES["date"],
        "modified": {"type": "boolean", "description": "Om data er ændret siden den version."},
        "commit": {**_TEXT, "description": "Den version i git, hvor data sidst blev ændret."},
        "changed": _TYPES["date"],
        "uncommitted": {"type": "boolean", "description": "Om der er ændringer, som git ikke kender."},
    }
    return _object(properties, optional=("number", "published", "modified", "commit", "changed"))


def _index() -> Schema:
    links = dict.fromkeys(("json", *(each.key for each in reversed(FORMATS))), _URL)
    return {
        "name": _TEXT,
        "about": _array(_object({"heading": _TEXT, "text": _TEXT})),
        "about_en": _array(_object({"heading": _TEXT, "text": _TEXT})),
        "tables": _array(
            _object({"name": _TEXT, **_words("title", "description"), "rows": _NUMBER, **links}, _OF_WORDS)
        ),
        "downloads": _object(dict.fromkeys(paths.WHOLE, _URL)),
    }


def _versions() -> Schema:
    unknown: Schema = {"type": ["string", "null"]}
    version = {"version": _TEXT, "date": _TYPES["date"], "commit": _TEXT, **_words("note"), "url": _URL}
    return {"latest": unknown, "versions": _array(_object(version, _OF_WORDS))}


def _ledger() -> Schema:
    row = _object({"outcome": _enum(Outcome), "old": _TEXTS, "new": _TEXTS})
    return _object({"old_total": _NUMBER, "new_total": _NUMBER, "rows": _array(row)})


def _finding() -> Schema:
    facet = _object(
        {
            "kind": _enum(get_args(FacetKind)),
            "mode": _enum(get_args(Mode)),
            "subject": _TEXT,
            **_words("label"),
            "before": {"type": ["string", "null"]},
            "before_en": _TEXT,
            "after": {"type": ["string", "null"]},
            "after_en": _TEXT,
        },
        _OF_WORDS,
    )
    return _object(
        {
            "id": _TEXT,
            "outcome": _enum(Outcome),
            **_words("title", "label"),
            "group": _enum(Group),
            "old": _TEXTS,
            "new": _TEXTS,
            "other": {"type": ["string", "null"]},
            "certainty": _enum(get_args(Certainty)),
            "facets": _array(facet),
            "claims": _array(_claim()),
            "searched": _array(_searched({"agreement": _TEXT})),
            "url": _URL,
        },
        _OF_WORDS,
    )


def _claim() -> Schema:
    """What a snapshot says of where an initiative comes from: an origin, or a typed link to `id`."""
    optional: Schema = {
        "outcome": _TEXT,
        "id": _TEXT,
        "relation": _enum(get_args(Relation)),
        "basis": _enum(get_args(Basis)),
        "note": _object({"da": _TEXT, "en": _TEXT, "official": _TEXT}, optional=("en", "official")),
        "source": _TEXT,
        "phrase": _TEXTS,
        "gloss": _TEXT,
        "left_out": _object({"da": _TEXT, "en": _TEXT, "official": _TEXT}, optional=("en", "official")),
    }
    every = {"agreement": _TEXT, "initiative": _TEXT, "certainty": _enum(get_args(Certainty))}
    return _object(every | optional, optional=tuple(optional))


def _departure() -> Schema:
    optional: Schema = {**_words("note"), "source": _TEXT, "phrase": _TEXTS, "gloss": _TEXT, **_words("left_out")}
    return _object(
        {"outcome": _enum(Outcome), "certainty": _enum(get_args(Certainty)), **optional}, optional=tuple(optional)
    )


def _searched(more: Schema) -> Schema:
    hit = _object({"phrase": _TEXT, "gloss": _TEXT, **_words("why")}, ("gloss", *_OF_WORDS))
    return _object({**more, "terms": _TEXTS, "hits": _array(hit)})


def _words(*keys: str) -> Schema:
    """Words in Danish, and in English where they are translated."""
    return {name: _TEXT for key in keys for name in (key, f"{key}_en")}


def _object(properties: Schema, optional: Sequence[str] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _enum(values: Iterable[object]) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def _ref(at: str, name: str) -> Schema:
    return {"$ref": f"{at}{name}"}


def _needed(schema: object, parts: Mapping[str, Schema]) -> list[str]:
    """The parts that a schema refers to, and those that they refer to."""
    needed: dict[str, None] = {}
    waiting = [schema]
    while waiting:
        match waiting.pop():
            case {"$ref": str(ref)}:
                name = ref.removeprefix(_FILE)
                if name not in needed:
                    needed[name] = None
                    waiting.append(parts[name])
            case dict() as inner:
                waiting += inner.values()
            case list() as inner:
                waiting += inner
            case _:
                pass  # a value leads nowhere
    return sorted(needed)
