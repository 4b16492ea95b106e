"""Tables as one SQLite database: typed columns, primary and foreign keys, and a table that says what it all is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal

from generator.exports.columns import Column, Type
from generator.exports.reuse import about, column_words
from generator.exports.table import Cell, Table, joined
from generator.publishing.edition import Edition
from generator.wording.translator import DANISH_T, ENGLISH_T

_TYPES: dict[Type, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "boolean": "INTEGER",
    "date": "TEXT",
    "address": "TEXT",
    "list": "TEXT",
}
# What the header says of the file's making, and not of what it holds (fileformat2.html): how often it was written
# (24 and 92), and the library that wrote it (96). Without it every library gives the same bytes.
_MAKING = {24: bytes(4), 92: bytes(8)}
_README = "CREATE TABLE readme (topic TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (topic, name))"


def sqlite_bytes(edition: Edition, tables: Sequence[Table]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            _fill(database, edition, tables)
        content = bytearray(database.serialize())
    for offset, data in _MAKING.items():
        content[offset : offset + len(data)] = data
    return bytes(content)


def _fill(database: sqlite3.Connection, edition: Edition, tables: Sequence[Table]) -> None:
    database.execute(_README)
    database.executemany("INSERT INTO readme VALUES (?, ?, ?)", _readme(edition, tables))
    for table in tables:  # all of them first, because they refer to one another
        database.execute(_definition(table))
    for table in tables:
        marks = ", ".join("?" * len(table.columns))
        rows = ([_value(column, row[column.name]) for column in table.columns] for row in table.rows)
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - our own names


def _readme(edition: Edition, tables: Sequence[Table]) -> list[tuple[str, str, str]]:
    lines = [("", heading, text) for heading, text in about(DANISH_T, edition)]
    lines += [("en", heading, text) for heading, text in about(ENGLISH_T, edition)]
    for table in tables:
        lines.append((table.name, "", f"{table.title}: {table.description}"))
        lines += [(table.name, c.name, f"{c.title(DANISH_T)}: {column_words(DANISH_T, c)}") for c in table.columns]
    return lines


def _definition(table: Table) -> str:
    columns = ",\n".join(f"  {_column(column)}" for column in table.columns)
    return f'CREATE TABLE "{table.name}" (\n{columns}\n)'


def _column(column: Column) -> str:
    parts = [f'"{column.name}"', _TYPES[column.type]]
    if column.name == "id":
        parts.append("PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if column.type == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.refers_to:
        # A row may refer to one that is put in after it, so the keys are looked at when all are in.
        parts.append(f'REFERENCES "{column.refers_to}" ("id") DEFERRABLE INITIALLY DEFERRED')
    return " ".join(parts)


def _value(column: Column, cell: Cell) -> str | int | float | None:
    match cell:
        case Decimal():
            return float(cell)
        case date():
            return cell.isoformat()
        case tuple():
            return joined(column, cell)
        case _:
            return cell
