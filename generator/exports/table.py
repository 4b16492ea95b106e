"""What an exported table is: rows whose columns say what they hold. Every format is made from these values.

The first column of a table is `id`, which is unique in it and never changes its meaning.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Literal, TypeVar, overload

from generator.model.fields import Text
from generator.wording.translator import DANISH_T, ENGLISH_T, Translator, UntranslatedError

__all__ = ["Cell", "Column", "Row", "Rows", "StatedRow", "Table", "Type", "joined", "labelled", "number", "table"]

Type = Literal["text", "integer", "number", "boolean", "date", "address", "list"]
Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]
Plain = dict[str, Any]


@dataclass(frozen=True)
class Bilingual:
    """The same words in Danish and in English; `official` is the document that an English name is from."""

    da: Cell
    en: Cell
    official: str | None = None

    @property
    def each(self) -> list[str]:
        """The words in each language that has some."""
        return [str(words) for words in (self.da, self.en) if words is not None]


StatedRow = Mapping[str, Cell | Text | Bilingual]  # a row before its words stand in a column for each language


@dataclass(frozen=True)
class Column:
    """`name` is for programs and never changes; `title` and `description` are for people.

    `codes` are all values that the column can have, with what each is called on the site. `refers_to` is
    the table whose `id` the column holds. `separator` stands between the parts of a list where a format
    has no lists. Words, and what a code is called, have a column of their own for the English; and
    where `has_official`, so has the document that an English name is from.
    """

    name: str
    danish_title: str
    danish_description: str
    type: Type = "text"
    required: bool = False
    codes: Mapping[str, str] | None = None
    refers_to: str = ""
    separator: str = "; "
    is_words: bool = False
    has_official: bool = False
    of: tuple[str, ...] = ()  # what stands for `title` in the title, and for `title` in that
    more: str = ""  # a sentence after the description

    def title(self, t: Translator) -> str:
        words = ""
        for title in reversed((self.danish_title, *self.of)):
            words = t(title).replace("%(title)s", words)
        return words

    def description(self, t: Translator) -> str:
        return " ".join(t(part) for part in (self.danish_description, self.more) if part)


@dataclass(frozen=True)
class Table:
    """`title` and `description` are Danish, and keys of the catalogue."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: Rows


def table(name: str, title: str, description: str, columns: Iterable[Column], rows: Iterable[StatedRow]) -> Table:
    """Put a table together; raise ValueError where a row and the columns do not fit, or an id stands twice.

    What is English comes last, so that no column moves.
    """
    declared = tuple(columns)
    columns = (*declared, *(other for column in declared for other in _english(column)))
    try:
        fitting = Rows(_fitting(declared, rows))
    except ValueError as error:
        raise ValueError(f"table {name}: {error}") from None
    return Table(name, title, description, columns, fitting)


def _english(column: Column) -> Iterator[Column]:
    """The columns that hold the English of a column."""
    if column.codes:
        title, description = named("%(title)s (engelsk)", "Hvad koden hedder på engelsk.")
    elif column.is_words:
        title, description = named("%(title)s (engelsk)", "Det samme på engelsk. Tom, hvor det ikke er oversat.")
    else:
        return
    plain = replace(
        column,
        required=False,
        codes=None,
        is_words=False,
        has_official=False,
        of=(column.danish_title, *column.of),
        more="",
    )
    name = f"{column.name}_en"
    yield replace(plain, name=name, danish_title=title, danish_description=description)
    if column.has_official:
        title, description = named(
            "%(title)s (engelsk), officielt navn",
            "Det offentlige dokument, der selv bruger det engelske navn. Tom, når oversættelsen er vores.",
        )
        yield replace(plain, name=f"{name}_official", danish_title=title, danish_description=description)


def named(title: str, description: str) -> tuple[str, str]:
    """A title and a description in Danish; named here so that the catalogue has them."""
    return title, description


def _fitting(columns: tuple[Column, ...], rows: Iterable[StatedRow]) -> Iterator[Row]:
    names = [column.name for column in columns]
    required = [column.name for column in columns if column.required]
    for row in rows:
        if row.keys() != set(names):
            raise ValueError(f"a row has {list(row)} where the columns are {names}")
        missing = [name for name in required if row[name] is None]
        if missing:
            raise ValueError(f"{row['id']} lacks {missing}")
        yield _with_english(columns, row)


def _with_english(columns: tuple[Column, ...], row: StatedRow) -> Row:
    """The row with a cell for each language: Danish where the words stood, English after all."""
    danish: dict[str, Cell] = {}
    english: dict[str, Cell] = {}
    for column in columns:
        value = row[column.name]
        name = f"{column.name}_en"
        if isinstance(value, Text):
            value = Bilingual(value.da, value.en, value.official)
        if column.codes:
            english[name] = in_english(partial(labelled, column=column, cell=value)) if isinstance(value, str) else None
        elif column.is_words:
            english[name] = value.en if isinstance(value, Bilingual) else None
            if column.has_official:
                english[f"{name}_official"] = value.official if isinstance(value, Bilingual) else None
        danish[column.name] = value.da if isinstance(value, Bilingual) else value
    return danish | english


def labelled(t: Translator, column: Column, cell: Cell) -> Cell:
    """The cell as people read it: what a code is called on the site instead of the code."""
    return t.label(column.codes, cell) if column.codes and isinstance(cell, str) else cell


def number(value: Decimal) -> int | Decimal:
    """A whole number as one, so that 115,0 mio. kr. is 115000000 in every format."""
    return int(value) if value == value.to_integral_value() else value


def joined(column: Column, cell: tuple[str, ...]) -> str | None:
    """A list where a format has none; nothing where it is empty."""
    return column.separator.join(cell) or None


def plain(row: Row) -> Plain:
    """A row as JSON has it, without what is empty."""
    return {name: cell for name, cell in row.items() if cell is not None and cell != ()}


def json_bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_json_value)
    return f"{text}\n".encode()


def _json_value(cell: Decimal | date) -> float | str:
    return float(cell) if isinstance(cell, Decimal) else cell.isoformat()


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


T = TypeVar("T")


def bilingual(say: Callable[[Translator], Cell]) -> Bilingual:
    """What *say* gives in each language; nothing in English where that would not be English throughout."""
    return Bilingual(say(DANISH_T), in_english(say))


def in_english(say: Callable[[Translator], T]) -> T | None:
    try:
        return say(ENGLISH_T.strict())
    except UntranslatedError:
        return None


def translated(danish: str) -> Bilingual:
    """A sentence of ours, which has its English in the catalogue."""
    return bilingual(lambda t: t(danish))
