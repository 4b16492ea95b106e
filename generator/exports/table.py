"""What an exported table is: rows whose columns say what they hold. Every format is made from these values.

The first column of a table is `id`, which is unique in it and never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "date", "address", "list"]
Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]


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
    rows: tuple[Row, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        return {str(row["id"]): row for row in self.rows}

    def where(self, column: str, cell: Cell) -> Sequence[Row]:
        """The rows that have *cell* there, in their order; each column is gone through once, however often asked."""
        if column not in self._by_cell:
            found: dict[Cell, list[Row]] = {}
            for row in self.rows:
                found.setdefault(row[column], []).append(row)
            self._by_cell[column] = found
        return self._by_cell[column].get(cell, ())

    @cached_property
    def _by_cell(self) -> dict[str, dict[Cell, list[Row]]]:
        return {}


def table(name: str, title: str, description: str, columns: Iterable[Column], rows: Iterable[Row]) -> Table:
    """Put a table together; raise ValueError where a row and the columns do not fit, or an id stands twice."""
    made = Table(name, title, description, tuple(columns), tuple(rows))
    names = [column.name for column in made.columns]
    for row in made.rows:
        if list(row) != names:
            raise ValueError(f"table {name}: a row has {list(row)} where the columns are {names}")
        missing = [c.name for c in made.columns if c.required and row[c.name] is None]
        if missing:
            raise ValueError(f"table {name}: {row['id']} lacks {missing}")
    if len(made.by_id) != len(made.rows):
        raise ValueError(f"table {name}: an id stands twice")
    return made


def labelled(column: Column, cell: Cell) -> Cell:
    """The cell as people read it: what a code is called on the site instead of the code."""
    return column.codes[cell] if column.codes and isinstance(cell, str) else cell


def number(value: Decimal) -> int | Decimal:
    """A whole number as one, so that 115,0 mio. kr. is 115000000 in every format."""
    return int(value) if value == value.to_integral_value() else value


def joined(column: Column, cell: tuple[str, ...]) -> str | None:
    """A list where a format has none; nothing where it is empty."""
    return column.separator.join(cell) or None
