"""What is said in every export: who may reuse it and how, and which data it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.exports.table import Column, Table, Type
from generator.model.values import PartialDate
from generator.publishing.edition import Edition
from generator.wording.writing import date_words

LICENCE = "CC BY 4.0"
LICENCE_ID = "CC-BY-4.0"  # as SPDX names it
LICENCE_TITLE = "Creative Commons Kreditering 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.da"
PERMISSION = (
    f"Alle må bruge, dele og ændre disse data, også til at tjene penge, under {LICENCE}. Du skal nævne"
    " Aftalespor og skrive det, hvis du har ændret noget."
)
QUOTES = "De ordrette stumper er citater på højst 12 ord; kilderne tilhører dem, der har skrevet dem."
PROMISE = "»Ikke omtalt« betyder kun, at den nyere tekst er tavs. Det betyder ikke, at noget er opgivet."
GROWTH = (
    "Under data/v1/ kommer der kun noget til: tabeller, kolonner og koder flyttes, omdøbes og fjernes ikke, og de"
    " skifter ikke betydning. Rækkerne kan rettes; versionen siger, hvilke du har."
)
_ADDRESSES = "Adresserne fører til den side, hvor det samme står med kilde og belæg."
_RELATIVE = f"{_ADDRESSES} De begynder ved sidens forside, for denne udgave har ikke en fast adresse."
GUARD = (
    "I de to slags CSV står der en apostrof foran tekst, der begynder med = + - @, tabulator eller linjeskift, så et"
    " regneark aldrig tager den for en formel."
)
WORDS = "I regnearket og i »CSV til dansk Excel« står ordene på dansk i stedet for koderne, som de andre formater har."
TYPES: Mapping[Type, str] = {
    "text": "tekst",
    "integer": "helt tal",
    "number": "tal",
    "boolean": "ja eller nej",
    "date": "dato",
    "address": "adresse",
    "list": "liste",
}


def version_words(edition: Edition) -> str:
    """»Data: version 1.0.0, commit 0123456789, 9. juni 2026«, as far as it is known."""
    version, latest = edition.version, edition.history.latest
    number = "endnu ingen udgivet version"
    if version:
        number = f"version {version.number}{' med senere ændringer' if version.is_modified else ''}"
    if latest is None:
        return f"Data: {number}, historikken er ukendt"
    day = date_words(PartialDate(latest.date.year, latest.date.month, latest.date.day))
    dirty = ", med ændringer, der endnu ikke er registreret" if edition.history.is_dirty else ""
    return f"Data: {number}, commit {latest.short}, {day}{dirty}"


def version_data(edition: Edition) -> dict[str, Any]:
    """The version as plain data. What is not known is left out."""
    version, history = edition.version, edition.history
    known = {
        "number": version.number if version else None,
        "published": version.date.isoformat() if version else None,
        "modified": version.is_modified if version else None,
        "commit": history.latest.hash if history.latest else None,
        "changed": history.latest.date.isoformat() if history.latest else None,
        "uncommitted": history.is_dirty,
    }
    return {key: value for key, value in known.items() if value is not None}


def attribution(edition: Edition) -> str:
    """What whoever reuses the data may write to name us."""
    at = f", {edition.site.url}" if edition.site.url else ""
    return f"{edition.site.name}{at}. {version_words(edition)}. {LICENCE}."


def licence_data(edition: Edition) -> dict[str, str]:
    return {
        "name": LICENCE,
        "url": LICENCE_URL,
        "permission": PERMISSION,
        "attribution": attribution(edition),
        "quotes": QUOTES,
    }


def about(edition: Edition) -> list[tuple[str, str]]:
    """Headings and what they say, for the readme of every format."""
    return [
        ("Hvad det er", "Hvad der blev af initiativerne i de fælles aftaler om offentlig digitalisering."),
        ("Hvem må bruge det", PERMISSION),
        ("Sådan nævner du os", attribution(edition)),
        ("Licens", f"{LICENCE_TITLE} ({LICENCE}), {LICENCE_URL}"),
        ("Kilderne", QUOTES),
        ("Version", version_words(edition)),
        ("Tavshed", PROMISE),
        ("Hvad du kan regne med", GROWTH),
        ("Adresser", _ADDRESSES if edition.site.url else _RELATIVE),
        ("Udgiver", edition.site.publisher),
    ]


def readme(edition: Edition, tables: Sequence[Table], *, is_danish: bool = False) -> str:
    """The text that lies beside the CSV files, which have no room for it themselves; *is_danish* for Excel."""
    titles = {table.name: table.title for table in tables} if is_danish else None
    lines = [edition.site.name, ""]
    for heading, text in (*about(edition), ("Formler", GUARD), ("Koder", WORDS)):
        lines += [f"{heading}: {text}", ""]
    for table in tables:
        lines += [f"{table.name}.csv – {table.title}: {table.description}"]
        lines += [
            f"  {column.name} – {column.title}: {column_words(column, titles)}" for column in table.columns
        ]
        lines.append("")
    return "\r\n".join(lines)


def column_words(column: Column, titles: Mapping[str, str] | None = None) -> str:
    """What a column holds, in a sentence or two; with *titles* of the tables as the formats in Danish have it."""
    parts = [column.description]
    if column.refers_to:
        parts.append(f"Se tabellen {titles[column.refers_to] if titles else column.refers_to}.")
    if column.codes and titles is not None:
        parts.append("Ord: " + ", ".join(f"{label} ({code})" for code, label in column.codes.items()) + ".")
    elif column.codes:
        parts.append("Koder: " + ", ".join(f"{code} ({label})" for code, label in column.codes.items()) + ".")
    return " ".join(parts)
