"""Tables as files: CSV per RFC 4180 and as Excel with Danish settings opens it, a spreadsheet, and a database."""

from __future__ import annotations

import csv
import sqlite3
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter  # type: ignore[import-untyped]  # carries no types
from xlsxwriter.format import Format as Style  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from generator.exports import paths
from generator.exports.reuse import LICENCE, WORDS, Dated, about, attribution, column_words
from generator.exports.table import Cell, Column, Table, joined, labelled
from generator.wording.translator import DANISH_T, ENGLISH_T, message

# A spreadsheet takes text that begins with one of these for a formula; in East Asia also the wide ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(table: Table) -> str:
    """Comma, decimal point, English column names, CRLF."""
    return _csv(table, table.columns, [column.name for column in table.columns], _plain, ",")


def _excel_text(table: Table) -> str:
    """Semicolon, decimal comma, Danish headings, words for codes, and no English beside them."""
    columns = [column for column in table.columns if not column.is_english]
    return _csv(table, columns, [column.title(DANISH_T) for column in columns], _danish, ";")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(
    table: Table, columns: Sequence[Column], headings: list[str], text: Callable[[Column, Cell], str], delimiter: str
) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([text(column, row[column.name]) for column in columns] for row in table.rows)
    return out.getvalue()


def _plain(column: Column, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case Decimal():
            return f"{cell:f}"
        case date():
            return cell.isoformat()
        case tuple():
            return guarded(joined(column, cell) or "")
        case str():
            return guarded(cell)
        case int():
            return str(cell)


def _danish(column: Column, cell: Cell) -> str:
    match labelled(DANISH_T, column, cell):
        case bool():
            return "ja" if cell else "nej"
        case Decimal():
            return _plain(column, cell).replace(".", ",")
        case words:
            return _plain(column, words)


@dataclass(frozen=True)
class Format:
    """`key` stands in the index and never changes; `title` is Danish, and a key of the catalogue."""

    key: str
    title: str
    path: Callable[[str], str]
    data: Callable[[Table], bytes]


# In the order of the page about data; the index has them the other way round. Without the mark Excel garbles æøå.
FORMATS = (
    Format("csv_excel", message("CSV til dansk Excel"), paths.csv_excel, lambda t: BOM_UTF8 + _excel_text(t).encode()),
    Format("csv", "CSV", paths.csv, lambda table: csv_text(table).encode()),
)


# The spreadsheet: a sheet for each table, typed cells, and a sheet that says what it all is. Every text is written as
# text, so no cell is ever a formula. What people read are the words for codes, as on the site.
README = "Læs mig"
_WEB = ("https://", "http://")  # an address without a host leads nowhere from a file
_SAMPLE = 200  # rows that the width of a column is judged by
_WIDTHS = (9, 48)


def xlsx_bytes(edition: Dated, tables: Sequence[Table]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": edition.site.name,
            "author": edition.site.publisher,
            "comments": f"{attribution(DANISH_T, edition)} Licens: {LICENCE}.",
            # The library would put the clock here. Any fixed moment does; it stands nowhere else.
            "created": datetime(2000, 1, 1, tzinfo=UTC),
        }
    )
    styles = {
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.##########"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "year": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    _readme_sheet(book.add_worksheet(README), edition, tables, styles)
    for table in tables:
        _sheet(book.add_worksheet(table.title), table, styles)
    book.close()
    return out.getvalue()


def _readme_sheet(sheet: Worksheet, edition: Dated, tables: Sequence[Table], styles: Mapping[str, Style]) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 90)
    english = [("In English", ""), *about(ENGLISH_T, edition)]
    top = [*about(DANISH_T, edition), ("Koder", WORDS), *english]
    for row, (title, text) in enumerate(top):
        _text(sheet, (row, 0), title, styles["heading"])
        _text(sheet, (row, 2), text, styles["wrap"])
    sheets = {table.name: table.title for table in tables}
    lines = [("Ark", "Kolonne", "Indhold")]
    for table in tables:
        lines.append((table.title, "", table.description))
        lines += [("", column.title(DANISH_T), column_words(DANISH_T, column, sheets)) for column in table.columns]
    for row, line in enumerate(lines, start=len(top) + 1):
        for place, text in enumerate(line):
            _text(sheet, (row, place), text, styles["heading" if line[0] else "wrap"])


def _sheet(sheet: Worksheet, table: Table, styles: Mapping[str, Style]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for place, column in enumerate(table.columns):
        cells = [row[column.name] for row in table.rows]
        longest = max((len(str(cell)) for cell in cells[:_SAMPLE] if cell is not None), default=0)
        least, most = _WIDTHS
        sheet.set_column(place, place, min(max(longest + 1, len(column.title(DANISH_T)) + 3, least), most))
        _text(sheet, (0, place), column.title(DANISH_T), styles["heading"])
        for row, cell in enumerate(cells, start=1):
            _cell(sheet, (row, place), column, labelled(DANISH_T, column, cell), styles)


def _cell(sheet: Worksheet, at: tuple[int, int], column: Column, cell: Cell, styles: Mapping[str, Style]) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case int():
            # A year takes no separator, and counts are too small to need one.
            sheet.write_number(*at, cell, styles["year" if column.type == "integer" else "whole"])
        case Decimal():
            sheet.write_number(*at, float(cell), styles["number"])
        case date():
            sheet.write_datetime(*at, cell, styles["date"])
        case tuple():
            _text(sheet, at, joined(column, cell) or "")
        case str():
            is_link = column.type == "address" and cell.startswith(_WEB)
            if not is_link or sheet.write_url(*at, cell, string=cell) != 0:
                _text(sheet, at, cell)


def _text(sheet: Worksheet, at: tuple[int, int], text: str, style: Style | None = None) -> None:
    # The library leaves out what is too long for a cell, and says so only by what it returns.
    if text and sheet.write_string(*at, text, style) != 0:
        raise ValueError(f"a text of {len(text)} characters is too long for a cell of a spreadsheet")


# The database: typed columns, primary and foreign keys, and a table that says what it all is.
_SQL_TYPES = {"integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}  # all else is TEXT
# What the header says of the file's making, and not of what it holds (fileformat2.html): how often it was written
# (24 and 92), and the library that wrote it (96). Without it every library gives the same bytes.
_MAKING = {24: bytes(4), 92: bytes(8)}
_README = "CREATE TABLE readme (topic TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (topic, name))"


def sqlite_bytes(edition: Dated, tables: Sequence[Table]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            database.execute(_README)
            database.executemany("INSERT INTO readme VALUES (?, ?, ?)", _readme_rows(edition, tables))
            for table in tables:  # all of them first, because they refer to one another
                columns = ",\n".join(f"  {_definition(column)}" for column in table.columns)
                database.execute(f'CREATE TABLE "{table.name}" (\n{columns}\n)')
            for table in tables:
                marks = ", ".join("?" * len(table.columns))
                rows = ([_stored(column, row[column.name]) for column in table.columns] for row in table.rows)
                database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - our own names
        content = bytearray(database.serialize())
    for offset, data in _MAKING.items():
        content[offset : offset + len(data)] = data
    return bytes(content)


def _readme_rows(edition: Dated, tables: Sequence[Table]) -> list[tuple[str, str, str]]:
    lines = [("", heading, text) for heading, text in about(DANISH_T, edition)]
    lines += [("en", heading, text) for heading, text in about(ENGLISH_T, edition)]
    for table in tables:
        lines.append((table.name, "", f"{table.title}: {table.description}"))
        lines += [(table.name, c.name, f"{c.title(DANISH_T)}: {column_words(DANISH_T, c)}") for c in table.columns]
    return lines


def _definition(column: Column) -> str:
    parts = [f'"{column.name}"', _SQL_TYPES.get(column.type, "TEXT")]
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


def _stored(column: Column, cell: Cell) -> str | int | float | None:
    match cell:
        case Decimal():
            return float(cell)
        case date():
            return cell.isoformat()
        case tuple():
            return joined(column, cell)
        case _:
            return cell
