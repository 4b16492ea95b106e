"""What is said in every export: who may reuse it and how, and which data it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from generator.exports.table import Column, Table, Type
from generator.model.beside import DataVersion
from generator.model.values import PartialDate
from generator.publishing.addresses import Site
from generator.record.history import History
from generator.wording.translator import DANISH_T, ENGLISH_T, Labels, Translator
from generator.wording.writing import date_words


class Dated(Protocol):
    """What is said of an edition in its exports: where it is published, of which version, and when it changed."""

    @property
    def site(self) -> Site: ...
    @property
    def history(self) -> History: ...
    @property
    def version(self) -> DataVersion | None: ...


LICENCE = "CC BY 4.0"
LICENCE_ID = "CC-BY-4.0"  # as SPDX names it
LICENCE_TITLE = "Creative Commons Kreditering 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.da"
PERMISSION = (
    f"Alle må bruge, dele og ændre disse data, også til at tjene penge, under {LICENCE}. Du skal nævne"
    " Aftalespor og skrive det, hvis du har ændret noget."
)
QUOTES = "Citaterne er på højst 12 ord; kilderne tilhører dem, der har skrevet dem."
PROMISE = "»Ikke omtalt« betyder kun, at den nyere tekst er tavs. Det betyder ikke, at noget er opgivet."
GROWTH = (
    "Under data/v1/ kommer der kun noget til: tabeller, kolonner og koder flyttes, omdøbes og fjernes ikke, og de"
    " skifter ikke betydning. Rækkerne kan rettes; versionen siger, hvilke du har."
)
_ADDRESSES = "Adresserne fører til den side, hvor det samme står med kilde og citat."
_RELATIVE = f"{_ADDRESSES} De begynder ved sidens forside, for denne udgave har ikke en fast adresse."
GUARD = (
    "I de to slags CSV står der en apostrof foran tekst, der begynder med = + - @, tabulator eller linjeskift, så et"
    " regneark aldrig tager den for en formel."
)
WORDS = (
    "I regnearket og i »CSV til dansk Excel« står ordene på dansk i stedet for koderne, som de andre formater har."
    " »CSV til dansk Excel« har ikke det engelske."
)
IN_ENGLISH = (
    "En kolonne eller nøgle, hvis navn ender på _en, har det samme på engelsk og er tom, hvor vi ikke har oversat."
    " »gloss« er, hvad de ordrette citater siger på engelsk. Navne, der ender på _en_official, er det offentlige"
    " dokument, som det engelske navn er fra; ellers er oversættelsen vores. Årstider i datoer er på dansk: forår,"
    " sommer, efterår, vinter."
)
SUBJECT = "Hvad der blev af initiativerne i de fælles aftaler om offentlig digitalisering."
TYPES: Mapping[Type, str] = Labels(
    {
        "text": "tekst",
        "integer": "helt tal",
        "number": "tal",
        "boolean": "ja eller nej",
        "date": "dato",
        "address": "adresse",
        "list": "liste",
    }
)
_SENTENCES = (PERMISSION, QUOTES, PROMISE, GROWTH, _ADDRESSES, _RELATIVE, GUARD, WORDS, IN_ENGLISH, SUBJECT)
_IN_WORDS = Labels({text: text for text in (*_SENTENCES, LICENCE_TITLE, LICENCE_URL)})


def sayings(t: Translator) -> dict[str, object]:
    """What the page about data says of reuse."""
    sentences = {"PERMISSION": PERMISSION, "QUOTES": QUOTES, "PROMISE": PROMISE, "GROWTH": GROWTH, "GUARD": GUARD}
    sentences |= {"WORDS": WORDS, "LICENCE_URL": LICENCE_URL}
    return {"TYPES": t.labels(TYPES), **{name: t(text) for name, text in sentences.items()}}


def version_words(t: Translator, edition: Dated) -> str:
    """»Data: version 1.0.0, commit 0123456789, 9. juni 2026«, as far as it is known."""
    version, latest = edition.version, edition.history.latest
    state = t("endnu ingen udgivet version")
    if version and version.is_modified:
        state = t("version %(number)s med senere ændringer", number=version.number)
    elif version:
        state = t("version %(number)s", number=version.number)
    if latest is None:
        return t("Data: %(version)s, historikken er ukendt", version=state)
    day = date_words(t, PartialDate(latest.date.year, latest.date.month, latest.date.day))
    if edition.history.is_dirty:
        return t(
            "Data: %(version)s, commit %(commit)s, %(day)s, med ændringer, der endnu ikke er registreret",
            version=state,
            commit=latest.short,
            day=day,
        )
    return t("Data: %(version)s, commit %(commit)s, %(day)s", version=state, commit=latest.short, day=day)


def version_data(edition: Dated) -> dict[str, object]:
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


def attribution(t: Translator, edition: Dated) -> str:
    """What whoever reuses the data may write to name us."""
    at = f", {edition.site.url}" if edition.site.url else ""
    return f"{edition.site.name}{at}. {version_words(t, edition)}. {LICENCE}."


def licence_data(edition: Dated) -> dict[str, str]:
    foreign = {f"{key}_en": words for key, words in _licence_words(ENGLISH_T, edition).items()}
    return {"name": LICENCE, "url": LICENCE_URL, **_licence_words(DANISH_T, edition), **foreign}


def _licence_words(t: Translator, edition: Dated) -> dict[str, str]:
    return {"permission": t(PERMISSION), "attribution": attribution(t, edition), "quotes": t(QUOTES)}


def about(t: Translator, edition: Dated) -> list[tuple[str, str]]:
    """Headings and what they say, for the readme of every format."""
    return [
        (t("Hvad det er"), t(SUBJECT)),
        (t("Hvem må bruge det"), t(PERMISSION)),
        (t("Sådan nævner du os"), attribution(t, edition)),
        (t("Licens"), f"{t(LICENCE_TITLE)} ({LICENCE}), {t(LICENCE_URL)}"),
        (t("Kilderne"), t(QUOTES)),
        (t("Version"), version_words(t, edition)),
        (t("Tavshed"), t(PROMISE)),
        (t("Hvad du kan regne med"), t(GROWTH)),
        (t("Engelsk"), t(IN_ENGLISH)),
        (t("Adresser"), t(_ADDRESSES if edition.site.url else _RELATIVE)),
        (t("Udgiver"), publisher(t, edition)),
    ]


def publisher(t: Translator, edition: Dated) -> str:
    """Who answers for the data; a name that the settings give instead of ours stays as it is."""
    name = edition.site.publisher
    return t("Holdet bag Aftalespor") if name == Site().publisher else name


def readme(t: Translator, edition: Dated, tables: Sequence[Table], *, is_danish: bool = False) -> str:
    """The text that lies beside the CSV files, which have no room for it themselves; *is_danish* for Excel."""
    titles = {table.name: t(table.title) for table in tables} if is_danish else None
    lines = [edition.site.name, ""]
    if t.is_danish:
        lines += [f"In English: {'../csv/' if is_danish else ''}read-me.txt", ""]
    for heading, text in (*about(t, edition), (t("Formler"), t(GUARD)), (t("Koder"), t(WORDS))):
        lines += [f"{heading}: {text}", ""]
    for table in tables:
        lines += [f"{table.name}.csv – {t(table.title)}: {t(table.description)}"]
        columns = (column for column in table.columns if not (is_danish and column.is_english))
        lines += [f"  {column.name} – {column.title(t)}: {column_words(t, column, titles)}" for column in columns]
        lines.append("")
    return "\r\n".join(lines)


def column_words(t: Translator, column: Column, titles: Mapping[str, str] | None = None) -> str:
    """What a column holds, in a sentence or two; with *titles* of the tables as the formats in Danish have it."""
    parts = [column.description(t)]
    if column.refers_to:
        table = titles[column.refers_to] if titles else column.refers_to
        parts.append(t("Se tabellen %(table)s.", table=table))
    if column.codes and titles is not None:
        codes = ", ".join(f"{label} ({code})" for code, label in t.labels(column.codes).items())
        parts.append(t("Ord: %(words)s.", words=codes))
    elif column.codes:
        codes = ", ".join(f"{code} ({label})" for code, label in t.labels(column.codes).items())
        parts.append(t("Koder: %(codes)s.", codes=codes))
    return " ".join(parts)
