"""The rows of a table: read in their order, by id, and by what a column holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import overload

Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]


class Rows(Sequence[Row]):
    """Rows in their order, each with a cell under `id`. Raises ValueError where an id stands twice."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._by_id = {str(row["id"]): row for row in self._rows}
        self._by_column: dict[str, dict[Cell, list[Row]]] = {}
        if len(self._by_id) != len(self._rows):
            raise ValueError("an id stands twice")

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._rows[index]

    def one(self, row_id: str) -> Row:
        return self._by_id[row_id]

    def where(self, column: str, cell: str) -> Sequence[Row]:
        """The rows that have *cell* in *column*, in their order."""
        if column not in self._by_column:
            index = self._by_column[column] = defaultdict(list)
            for row in self._rows:
                index[row[column]].append(row)
        return self._by_column[column].get(cell, ())
