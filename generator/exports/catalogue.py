"""What data portals, search engines and tools read about the data: DCAT-AP-DK, schema.org, Frictionless."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

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
from generator.exports.table import Column, Table, Type, in_english, json_bytes
from generator.model.fields import LANGUAGES
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T, ENGLISH_T, Labels, Translator, message

_KEYWORDS = Labels(
    {
        word: word
        for word in ("offentlig digitalisering", "økonomiaftaler", "digitaliseringsstrategi", "KL", "Danske Regioner")
    }
)
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# A media type, its name in the EU's table of file types (which has none for SQLite), and ours.
_FORMATS = {
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", "XLSX"),
    ".sqlite": ("application/vnd.sqlite3", "BIN", "SQLite"),
    ".csv": ("text/csv", "CSV", "CSV"),
}


_LICENCE = {"@id": f"{_EU}licence/CC_BY_4_0", "@type": "dct:LicenseDocument"}


def dcat_asset(edition: Edition, tables: Sequence[Table], files: Mapping[str, SiteAsset]) -> SiteAsset:
    """The catalogue of one data set, its files, and the JSON API as a service."""
    link = edition.site.link
    titled = [(path, message("Alle tabeller")) for path in (paths.WORKBOOK, paths.DATABASE)]
    titled += [(paths.csv(table.name), table.title) for table in tables]
    dataset: dict[str, object] = {
        "@id": link("data/#datasaet"),
        "@type": "dcat:Dataset",
        "dct:identifier": "aftalespor",
        "dct:title": _in_each(_title),
        "dct:description": _in_each(partial(_description, edition=edition)),
        "dct:publisher": {"@id": link("data/#udgiver")},
        "dct:accessRights": _a("dct:RightsStatement", f"{_EU}access-right/PUBLIC"),
        "dct:accrualPeriodicity": _a("dct:Frequency", f"{_EU}frequency/IRREG"),
        "dct:language": [_a("dct:LinguisticSystem", f"{_EU}language/{code}") for code in ("DAN", "ENG")],
        "dct:spatial": _a("dct:Location", f"{_EU}country/DNK"),
        "dcat:theme": {
            **_a("skos:Concept", f"{_EU}data-theme/GOVE"),
            "skos:prefLabel": {"@language": "en", "@value": "Government and public sector"},  # the EU's own
        },
        "dcat:keyword": [
            each for word in _KEYWORDS for each in _in_each(partial(Translator.label, labels=_KEYWORDS, key=word))
        ],
        "dcat:landingPage": _a("foaf:Document", link("data/")),
        "dcat:distribution": [_distribution(edition, files[path], title) for path, title in titled],
        "dcat:contactPoint": _contact(edition),
        **_versioned(edition),
    }
    service = {
        "@id": link("data/#api"),
        "@type": "dcat:DataService",
        "dct:title": _in_each(lambda _: "JSON"),
        "dcat:endpointURL": _iri(link(paths.INDEX)),
        "dcat:endpointDescription": _iri(link(paths.OPENAPI)),
        "dcat:servesDataset": {"@id": dataset["@id"]},
        "dct:license": _LICENCE,
    }
    agent = {"@id": link("data/#udgiver"), "@type": "foaf:Agent", "foaf:name": edition.site.publisher}
    catalogue = {
        # Links are relative to the root of the site, which is two steps up from this file.
        "@context": {"@base": edition.site.url or "../../", **_PREFIXES},
        "@id": link("data/"),
        "@type": "dcat:Catalog",
        "dct:title": _in_each(lambda _: edition.site.name),
        "dct:description": _in_each(lambda t: t("Data fra Aftalespor.")),
        "dct:publisher": agent,
        "dct:license": _LICENCE,
        "dcat:dataset": dataset,
        "dcat:service": service,
    }
    return SiteAsset(paths.CATALOGUE, json_bytes(catalogue))


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


def _distribution(edition: Edition, file: SiteAsset, title: str) -> dict[str, object]:
    media, form, name = _FORMATS[f".{file.path.rpartition('.')[2]}"]
    address = edition.site.link(file.path)
    data = file.data
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": _a("spdx:ChecksumAlgorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
        "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": hashlib.sha256(data).hexdigest()},
    }
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _in_each(lambda t: f"{t(title)} ({name})"),
        "dcat:accessURL": _iri(edition.site.link("data/")),
        "dcat:downloadURL": _iri(address),
        "dcat:mediaType": _a("dct:MediaType", f"{_IANA}{media}"),
        "dct:format": _a("dct:MediaTypeOrExtent", f"{_EU}file-type/{form}"),
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(data))},
        "dct:license": _LICENCE,
        "dct:rights": {
            "@type": "dct:RightsStatement",
            "dct:description": _in_each(partial(attribution, edition=edition)),
        },
        "spdx:checksum": checksum,
    }


def _contact(edition: Edition) -> dict[str, object]:
    """Whom to write to; without an address for mail, the page that says who we are."""
    mail, page = f"mailto:{edition.site.mail}", edition.site.link("om/")
    where = {"vcard:hasEmail": _iri(mail)} if edition.site.mail else {"vcard:hasURL": _iri(page)}
    return {"@type": "vcard:Kind", "vcard:fn": edition.site.publisher, **where}


def _versioned(edition: Edition) -> dict[str, object]:
    version = version_data(edition)
    properties: dict[str, object] = {}
    if "number" in version:
        properties["dcat:version"] = properties["owl:versionInfo"] = version["number"]
        properties["dct:issued"] = {"@type": "xsd:date", "@value": version["published"]}
    if "changed" in version:
        properties["dct:modified"] = {"@type": "xsd:date", "@value": version["changed"]}
    return properties


def _in_each(say: Callable[[Translator], str]) -> list[dict[str, str]]:
    """What *say* gives in each language that it can be given in."""
    words = {"da": say(DANISH_T), "en": in_english(say)}
    return [{"@language": code, "@value": text} for code, text in words.items() if text is not None]


def _iri(iri: str) -> dict[str, str]:
    return {"@id": iri}


def _a(kind: str, iri: str) -> dict[str, str]:
    """The class of what is referred to as well: DCAT-AP asks for it, and whoever reads us alone cannot look it up."""
    return {"@id": iri, "@type": kind}


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
