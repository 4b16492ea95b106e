"""What an exported table is: rows whose columns say what they hold. Every format is made from these values.

The first column of a table is `id`, which is unique in it and never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.exports.rows import Cell, Row, Rows

__all__ = ["Cell", "Column", "Row", "Rows", "Table", "Type", "joined", "labelled", "number", "table"]

Type = Literal["text", "integer", "number", "boolean", "date", "address", "list"]


@dataclass(frozen=True)
class Column:
    """`name` is for programs and never changes; `title` and `description` are Danish.

    `codes` are all values that the column can have, with what each is called on the site. `refers_to` is
    the table whose `id` the column holds. `separator` stands between the parts of a list where a format
    has no lists.
    """

    name: str
    title: str
    description: str
    type: Type = "text"
    required: bool = False
    codes: Mapping[str, str] | None = None
    refers_to: str = ""
    separator: str = "; "


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: Rows


def table(name: str, title: str, description: str, columns: Iterable[Column], rows: Iterable[Row]) -> Table:
    """Put a table together; raise ValueError where a row and the columns do not fit, or an id stands twice."""
    columns = tuple(columns)
    try:
        kept = Rows([column.name for column in columns], _fitting(columns, rows))
    except ValueError as error:
        raise ValueError(f"table {name}: {error}") from None
    return Table(name, title, description, columns, kept)


def _fitting(columns: tuple[Column, ...], rows: Iterable[Row]) -> Iterator[Row]:
    names = [column.name for column in columns]
    required = [column.name for column in columns if column.required]
    for row in rows:
        if list(row) != names:
            raise ValueError(f"a row has {list(row)} where the columns are {names}")
        missing = [name for name in required if row[name] is None]
        if missing:
            raise ValueError(f"{row['id']} lacks {missing}")
        yield row


def labelled(column: Column, cell: Cell) -> Cell:
    """The cell as people read it: what a code is called on the site instead of the code."""
    return column.codes[cell] if column.codes and isinstance(cell, str) else cell


def number(value: Decimal) -> int | Decimal:
    """A whole number as one, so that 115,0 mio. kr. is 115000000 in every format."""
    return int(value) if value == value.to_integral_value() else value


def joined(column: Column, cell: tuple[str, ...]) -> str | None:
    """A list where a format has none; nothing where it is empty."""
    return column.separator.join(cell) or None
