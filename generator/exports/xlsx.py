"""Tables as one spreadsheet: a sheet each, typed cells, and a sheet that says what it all is.

Every text is written as text, whatever it looks like, so no cell is ever a formula. What people read are the
words for codes; the codes are in the formats for programs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]  # carries no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from generator.exports.columns import Column
from generator.exports.reuse import LICENCE, WORDS, about, attribution, column_words
from generator.exports.table import Cell, Table, joined, labelled
from generator.publishing.edition import Edition
from generator.wording.translator import DANISH_T, ENGLISH_T

README = "Læs mig"
_WEB = ("https://", "http://")  # an address without a host leads nowhere from a file
_SAMPLE = 200  # rows that the width of a column is judged by
_WIDTHS = (9, 48)


def xlsx_bytes(edition: Edition, tables: Sequence[Table]) -> bytes:
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
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.##########"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "year": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    _readme(book.add_worksheet(README), edition, tables, heading, formats["wrap"])
    for table in tables:
        _sheet(book.add_worksheet(table.title), table, heading, formats)
    book.close()
    return out.getvalue()


def _readme(sheet: Worksheet, edition: Edition, tables: Sequence[Table], heading: Format, wrap: Format) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 90)
    english = [("In English", "", ""), *((title, "", text) for title, text in about(ENGLISH_T, edition))]
    top = [*((title, "", text) for title, text in (*about(DANISH_T, edition), ("Koder", WORDS))), *english]
    for row, (title, _, text) in enumerate(top):
        _text(sheet, (row, 0), title, heading)
        _text(sheet, (row, 2), text, wrap)
    sheets = {table.name: table.title for table in tables}
    columns = [("Ark", "Kolonne", "Indhold")]
    for table in tables:
        columns.append((table.title, "", table.description))
        columns += [("", column.title(DANISH_T), column_words(DANISH_T, column, sheets)) for column in table.columns]
    for row, line in enumerate(columns, start=len(top) + 1):
        for place, text in enumerate(line):
            _text(sheet, (row, place), text, heading if line[0] else wrap)


def _sheet(sheet: Worksheet, table: Table, heading: Format, formats: Mapping[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for place, column in enumerate(table.columns):
        cells = [row[column.name] for row in table.rows]
        sheet.set_column(place, place, _width(column, cells))
        _text(sheet, (0, place), column.title(DANISH_T), heading)
        for row, cell in enumerate(cells, start=1):
            _cell(sheet, (row, place), column, labelled(DANISH_T, column, cell), formats)


def _cell(sheet: Worksheet, at: tuple[int, int], column: Column, cell: Cell, formats: Mapping[str, Format]) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case int():
            # A year takes no separator, and counts are too small to need one.
            sheet.write_number(*at, cell, formats["year" if column.type == "integer" else "whole"])
        case Decimal():
            sheet.write_number(*at, float(cell), formats["number"])
        case date():
            sheet.write_datetime(*at, cell, formats["date"])
        case tuple():
            _text(sheet, at, joined(column, cell) or "")
        case str() if column.type == "address" and cell.startswith(_WEB):
            if sheet.write_url(*at, cell, string=cell) != 0:
                _text(sheet, at, cell)
        case str():
            _text(sheet, at, cell)


def _text(sheet: Worksheet, at: tuple[int, int], text: str, style: Format | None = None) -> None:
    # The library leaves out what is too long for a cell, and says so only by what it returns.
    if text and sheet.write_string(*at, text, style) != 0:
        raise ValueError(f"a text of {len(text)} characters is too long for a cell of a spreadsheet")


def _width(column: Column, cells: Sequence[Cell]) -> int:
    longest = max((len(str(cell)) for cell in cells[:_SAMPLE] if cell is not None), default=0)
    least, most = _WIDTHS
    return min(max(longest + 1, len(column.title(DANISH_T)) + 3, least), most)
