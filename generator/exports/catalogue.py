"""What search engines and tools read about the data: schema.org, Frictionless."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.exports import paths
from generator.exports.reuse import (
    LICENCE_ID,
    LICENCE_TITLE,
    LICENCE_URL,
    PERMISSION,
    PROMISE,
    SUBJECT,
    attribution,
    column_words,
    publisher,
    version_data,
)
from generator.exports.table import Column, Table, Type, json_bytes
from generator.model.fields import LANGUAGES
from generator.publishing.edition import Edition
from generator.wording.translator import DANISH_T, ENGLISH_T, Labels, Translator

_KEYWORDS = Labels(
    {
        word: word
        for word in ("offentlig digitalisering", "økonomiaftaler", "digitaliseringsstrategi", "KL", "Danske Regioner")
    }
)


def schema_org(t: Translator, edition: Edition, url: Callable[[str], str]) -> dict[str, object]:
    """The data set as search engines read it in the page; *url* makes an address one that works from there."""
    version = version_data(edition)
    known = {"version": version.get("number"), "dateModified": version.get("changed")}
    other = f"{edition.site.name}: {_title(ENGLISH_T if t.is_danish else DANISH_T)}"
    downloads = [paths.WORKBOOK, paths.DATABASE, paths.PACKAGE, paths.INDEX]
    media = ["XLSX", "SQLite", "CSV (Frictionless Data Package)", "JSON"]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{edition.site.name}: {_title(t)}",
        "alternateName": other,
        "description": _description(t, edition),
        "url": url("data/"),
        "inLanguage": [language.code for language in LANGUAGES.values()],
        "isAccessibleForFree": True,
        "license": t(LICENCE_URL),
        "creditText": attribution(t, edition),
        "keywords": list(t.labels(_KEYWORDS).values()),
        "spatialCoverage": t("Danmark"),
        "creator": {"@type": "Organization", "name": publisher(t, edition)},
        **{key: value for key, value in known.items() if value},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": url(path)}
            for path, form in zip(downloads, media, strict=True)
        ],
    }


def _title(t: Translator) -> str:
    return t(SUBJECT).rstrip(".")


def _description(t: Translator, edition: Edition) -> str:
    titles = ", ".join(t.text(agreement.title) for agreement in edition.archive.agreements)
    about = t(
        "Initiativer i de fælles aftaler mellem stat, KL og regioner, som vi har noteret dem, med "
        "oplysninger, kilder og"
        " hvad der blev af dem fra den ene læste tekst til den næste. Aftalerne er: %(titles)s.",
        titles=titles,
    )
    return f"{about} {t(PROMISE)} {t(PERMISSION)}"


# The CSV files as a Frictionless data package, so that tools know types and keys without guessing.
_PACKAGE_TYPES: dict[Type, str] = {
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
        "description": "\n\n".join(f"{t(PERMISSION)} {attribution(t, edition)}" for t in (DANISH_T, ENGLISH_T)),
        "licenses": [{"name": LICENCE_ID, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": edition.site.publisher, "role": "publisher"}],
        "resources": [_resource(table) for table in tables],
    }
    if edition.site.url:
        package["homepage"] = edition.site.link("data/")
    if "number" in version:
        package["version"] = version["number"]
    return json_bytes(package)


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
        "type": _PACKAGE_TYPES[column.type],
    }
    return {**field, "constraints": constraints} if constraints else field
