"""A table as a file of its own: CSV per RFC 4180, and as Excel with Danish settings opens it by a double click."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain

from generator.exports import paths
from generator.exports.columns import Column
from generator.exports.table import Cell, Table, joined, labelled
from generator.wording.translator import DANISH_T, message

# A spreadsheet takes text that begins with one of these for a formula; in East Asia also the wide ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(table: Table) -> bytes:
    """UTF-8, comma, decimal point, English column names, CRLF."""
    return "".join(csv_lines(table)).encode()


def csv_lines(table: Table) -> Iterator[str]:
    """The heading, then each row, which may itself hold line ends."""
    return _written(table, [column.name for column in table.columns], _plain, ",")


def excel_bytes(table: Table) -> bytes:
    """Semicolon, decimal comma, Danish headings, words for codes, and the mark without which Excel garbles æøå."""
    headings = [column.title(DANISH_T) for column in table.columns]
    return BOM_UTF8 + "".join(_written(table, headings, _danish, ";")).encode()


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(table: Table, headings: list[str], write: Callable[[Column, Cell], str], delimiter: str) -> Iterator[str]:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    rows = ([write(column, row[column.name]) for column in table.columns] for row in table.rows)
    for line in chain([headings], rows):
        writer.writerow(line)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _plain(column: Column, cell: Cell) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
        case tuple():
            return guarded(joined(column, cell) or "")
        case str():
            return guarded(cell)
        case None:
            return ""


def _danish(column: Column, cell: Cell) -> str:
    cell = labelled(DANISH_T, column, cell)
    match cell:
        case bool():
            return "ja" if cell else "nej"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case _:
            return _plain(column, cell)


@dataclass(frozen=True)
class Format:
    """`key` stands in the index and never changes; `title` is Danish, and a key of the catalogue."""

    key: str
    title: str
    path: Callable[[str], str]
    data: Callable[[Table], bytes]


# In the order of the page about data; the index has them the other way round.
FORMATS = (
    Format("csv_excel", message("CSV til dansk Excel"), paths.csv_excel, excel_bytes),
    Format("csv", "CSV", paths.csv, csv_bytes),
)
