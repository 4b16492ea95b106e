"""What an exported table is: rows whose columns say what they hold. Every format is made from these values.

The first column of a table is `id`, which is unique in it and never changes its meaning.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, TypeVarTuple, cast

from generator.exports.columns import Column, about_table
from generator.model.fields import Text
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator, UntranslatedError

Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]
Plain = dict[str, Any]
T = TypeVar("T")
Of = TypeVarTuple("Of")


@dataclass(frozen=True)
class Bilingual:
    """The same words in Danish and in English; `official` is the document that an English name is from."""

    da: Cell
    en: Cell
    official: str | None = None

    @property
    def foreign(self) -> tuple[Cell, Cell]:
        return self.en, self.official


@dataclass(frozen=True)
class Table:
    """`title` and `description` are Danish, and keys of the catalogue."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    _groups: dict[str, dict[Cell, list[Row]]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def by_id(self) -> Mapping[Cell, Row]:
        return {row["id"]: row for row in self.rows}

    def where(self, column: str, cell: str) -> Sequence[Row]:
        """The rows that have *cell* in *column*, in their order."""
        if column not in self._groups:
            self._groups[column] = defaultdict(list)
            for row in self.rows:
                self._groups[column][row[column]].append(row)
        return self._groups[column].get(cell, ())


Values = Mapping[str, Callable[[*Of], object]]


def table(name: str, rows: Iterable[tuple[*Of]], values: Values[*Of], *, of_some: bool = False) -> Table:
    """The table that columns.toml has under *name*. See `filled`."""
    title, description, columns = about_table(name, of_some=of_some)
    return filled(Table(name, title, description, columns), rows, values)


def filled(empty: Table, rows: Iterable[tuple[*Of]], values: Values[*Of]) -> Table:
    """The table with a row for each of *rows*; *values* make its cells, by the name of their column.

    Where there is none, the cell is the attribute of that name of the last of what the row is of, if it has it. What
    is English comes last, so that no column moves. Raises ValueError where a cell is missing or an id stands twice.
    """
    english = {column.name: tuple(column.english()) for column in empty.columns}
    columns = (*empty.columns, *(other for others in english.values() for other in others))
    if unknown := values.keys() - {name for column in empty.columns for name in (column.name, column.whole)}:
        raise ValueError(f"table {empty.name}: there are no columns {sorted(unknown)}")
    every = []
    for row in rows:
        words = {column.name: _words(column, row, values) for column in empty.columns}
        if missing := [column.name for column in empty.columns if column.required and words[column.name].da is None]:
            raise ValueError(f"table {empty.name}: {words['id'].da} lacks {missing}")
        beside = [(words[name], others) for name, others in english.items() if others]
        cells = [
            (other.name, cell) for each, others in beside for other, cell in zip(others, each.foreign, strict=False)
        ]
        every.append({name: each.da for name, each in words.items()} | dict(cells))
    whole = replace(empty, columns=columns, rows=tuple(every))
    if len(whole.by_id) != len(every):
        raise ValueError(f"table {empty.name}: an id stands twice")
    return whole


def _words(column: Column, row: tuple[*Of], values: Values[*Of]) -> Bilingual:
    """What a row says in a column, in each language; where it is no words, as if it were Danish."""
    is_part = bool(column.part) and (column.name == column.whole or column.name not in values)
    name = column.whole if is_part else column.name
    value: Any = values[name](*row) if name in values else getattr(cast("tuple[Any, ...]", row)[-1], name, None)
    if isinstance(value, Text | Bilingual):
        return Bilingual(value.da, value.en, value.official)
    if is_part:
        value = None if value is None else _PARTS[column.part](value)
    return Bilingual(value, in_english(lambda t: labelled(t, column, value)) if column.codes and value else None)


_PARTS: Mapping[str, Callable[[Any], Cell]] = {
    "stated": str,
    "earliest": attrgetter("earliest"),
    "latest": attrgetter("latest"),
    "exact": lambda quantity: number(quantity.exact),
    "low": lambda quantity: number(quantity.low),
    "high": lambda quantity: number(quantity.high),
    "bound": attrgetter("bound"),
}


def labelled(t: Translator, column: Column, cell: Cell) -> Cell:
    """The cell as people read it: what a code is called on the site instead of the code."""
    return t.label(column.codes, cell) if column.codes and isinstance(cell, str) else cell


def number(value: Decimal | None) -> int | Decimal | None:
    """A whole number as one, so that 115,0 mio. kr. is 115000000 in every format."""
    return int(value) if value is not None and value == value.to_integral_value() else value


def joined(column: Column, cell: tuple[str, ...]) -> str | None:
    """A list where a format has none; nothing where it is empty."""
    return column.separator.join(cell) or None


def plain(row: Mapping[str, object]) -> Plain:
    """A row as JSON has it, without what is empty."""
    return {name: cell for name, cell in row.items() if cell is not None and cell != ()}


def json_bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_json_value)
    return f"{text}\n".encode()


def _json_value(cell: Decimal | date) -> float | str:
    return float(cell) if isinstance(cell, Decimal) else cell.isoformat()


def bilingual(say: Callable[[Translator], Cell]) -> Bilingual:
    """What *say* gives in each language; nothing in English where that would not be English throughout."""
    return Bilingual(say(DANISH_T), in_english(say))


def in_english(say: Callable[[Translator], T]) -> T | None:
    try:
        return say(ENGLISH_T.strict())
    except UntranslatedError:
        return None
