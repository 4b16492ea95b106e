"""The CSV files described as a Frictionless data package, so that tools know types and keys without guessing."""

from __future__ import annotations

from collections.abc import Sequence

from generator.exports import paths
from generator.exports.columns import Column, Type
from generator.exports.reuse import (
    LICENCE_ID,
    LICENCE_TITLE,
    LICENCE_URL,
    PERMISSION,
    attribution,
    column_words,
    version_data,
)
from generator.exports.table import Table, json_bytes
from generator.publishing.edition import Edition
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator

_TYPES: dict[Type, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "address": "string",
    "list": "string",  # the lists of Frictionless are JSON, which no spreadsheet reads
}


def package_bytes(edition: Edition, tables: Sequence[Table]) -> bytes:
    version = version_data(edition)
    package: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "aftalespor",
        "title": edition.site.name,
        "description": "\n\n".join(_description(t, edition) for t in (DANISH_T, ENGLISH_T)),
        "licenses": [{"name": LICENCE_ID, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": edition.site.publisher, "role": "publisher"}],
        "resources": [_resource(table) for table in tables],
    }
    if edition.site.url:
        package["homepage"] = edition.site.link("data/")
    if "number" in version:
        package["version"] = version["number"]
    return json_bytes(package)


def _description(t: Translator, edition: Edition) -> str:
    return f"{t(PERMISSION)} {attribution(t, edition)}"


def _resource(table: Table) -> dict[str, object]:
    keys = [
        {
            "fields": [column.name],
            # A table that refers to itself is named by nothing.
            "reference": {"resource": "" if column.refers_to == table.name else column.refers_to, "fields": ["id"]},
        }
        for column in table.columns
        if column.refers_to
    ]
    schema: dict[str, object] = {"fields": [_field(column) for column in table.columns], "primaryKey": ["id"]}
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": paths.csv(table.name).removeprefix(paths.ROOT),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    field: dict[str, object] = {
        "name": column.name,
        "title": column.title(DANISH_T),
        "description": column_words(DANISH_T, column),
        "type": _TYPES[column.type],
    }
    return {**field, "constraints": constraints} if constraints else field
