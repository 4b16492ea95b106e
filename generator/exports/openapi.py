"""The OpenAPI description of the JSON API: every address, and the schema of what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.exports import paths
from generator.exports.reuse import GROWTH, IN_ENGLISH, LICENCE, LICENCE_URL, PERMISSION, PROMISE
from generator.exports.schemas import DIALECT, Schema, definitions, document_schemas
from generator.exports.table import Table, json_bytes
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import ENGLISH_T

_COMPONENTS = "#/components/schemas/"


def openapi_asset(edition: Edition, tables: Sequence[Table]) -> SiteAsset:
    schemas = {f"{kind}-document": schema for kind, schema in document_schemas(tables, _COMPONENTS).items()}
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{edition.site.name} data",
            "version": "1.0.0",
            "description": "\n\n".join(
                (
                    f"{PERMISSION} {PROMISE} {GROWTH}",
                    " ".join(map(ENGLISH_T, (PERMISSION, PROMISE, GROWTH, IN_ENGLISH))),
                )
            ),
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        # Without an address of its own the site is two steps up from this file.
        "servers": [{"url": edition.site.url.rstrip("/") or "../.."}],
        "jsonSchemaDialect": DIALECT,
        "security": [],  # every address is a file that anyone may have
        "paths": {f"/{path}": _get(kind, path, schemas) for path, kind in _paths(tables)},
        "components": {"schemas": {**definitions(tables, _COMPONENTS), **schemas}},
    }
    return SiteAsset(paths.OPENAPI, json_bytes(whole))


def _paths(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    yield paths.INDEX, "index"
    yield paths.VERSIONS, "versions"
    for table in tables:
        yield paths.flat(table.name), table.name
    yield paths.agreement("{agreement}"), "agreement"
    yield paths.initiative("{initiative}"), "initiative"
    yield paths.comparison("{old}", "{new}"), "comparison"


def _get(kind: str, path: str, documents: Mapping[str, Schema]) -> Schema:
    names = [name for name in ("agreement", "initiative", "old", "new") if f"{{{name}}}" in path]
    content = {"application/json": {"schema": {"$ref": f"{_COMPONENTS}{kind}-document"}}}
    responses: Schema = {"200": {"description": "Dokumentet.", "content": content}}
    operation: Schema = {
        "operationId": kind,
        "summary": documents[f"{kind}-document"]["description"],
        "responses": responses,
    }
    if names:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": "Et id."}
            for name in names
        ]
        responses["404"] = {"description": "Der er intet med det id."}
    return {"get": operation}
