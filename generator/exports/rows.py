"""The rows of a table, on disk and not in memory: the rows of a table of pairs are the square of the agreements.

They are worked out once and read as often as there are formats. The database is SQLite's own temporary one: it has no
name, is gone when nobody holds it, and stays in memory as long as it is small.
"""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
Row = Mapping[str, Cell]
_AT_ONCE = 500  # rows in memory
_KIBIBYTES = 1024  # that SQLite holds of each table


class Rows(Collection[Row]):
    """Rows in their order. Each has the cells of *columns*, the first of which is its id; no id stands twice."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Raise ValueError where an id stands twice, OSError where the disk has no room."""
        self._columns = tuple(columns)
        self._indexed: set[str] = set()
        # A preview makes pages in the threads of its server, one at a time.
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._kept.close)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_KIBIBYTES}"):
            self._kept.execute(f"PRAGMA {setting}")
        self._kept.execute(
            "CREATE TABLE rows (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cells BLOB)"
        )
        packed = ((str(row[self._columns[0]]), pickle.dumps(tuple(row.values()))) for row in rows)
        try:
            self._write("INSERT INTO rows (id, cells) VALUES (?, ?)", packed)
        except sqlite3.IntegrityError:
            raise ValueError("an id stands twice") from None
        self._count = int(self._kept.execute("SELECT count(*) FROM rows").fetchone()[0])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for _, row in self._numbered():
            yield row

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)

    def one(self, row_id: str) -> Row:
        found = self._kept.execute("SELECT cells FROM rows WHERE id = ?", (row_id,)).fetchone()
        if found is None:
            raise KeyError(row_id)
        return self._unpacked(found[0])

    def where(self, column: str, cell: str) -> list[Row]:
        """The rows that have *cell* there, in their order; each column is gone through once, however often asked."""
        name = f"by_{self._columns.index(column)}"
        if column not in self._indexed:
            self._kept.execute(f"CREATE TABLE {name} (cell TEXT, number INTEGER)")
            found = ((row[column], number) for number, row in self._numbered())
            self._write(f"INSERT INTO {name} VALUES (?, ?)", found)  # noqa: S608 - a number of ours
            self._kept.execute(f"CREATE INDEX {name}_cell ON {name} (cell, number)")
            self._indexed.add(column)
        asked = f"SELECT cells FROM {name} JOIN rows USING (number) WHERE cell = ? ORDER BY number"  # noqa: S608 - as above
        return [self._unpacked(cells) for (cells,) in self._kept.execute(asked, (cell,))]

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        """Some at a time, so that no reading is under way while something else is asked."""
        asked = "SELECT number, cells FROM rows WHERE number > ? ORDER BY number LIMIT ?"
        last = 0
        while found := self._kept.execute(asked, (last, _AT_ONCE)).fetchall():
            for number, cells in found:
                yield number, self._unpacked(cells)
            last = found[-1][0]

    def _unpacked(self, cells: bytes) -> Row:
        return dict(zip(self._columns, pickle.loads(cells), strict=True))  # noqa: S301 - written above

    def _write(self, command: str, values: Iterable[tuple[Cell | bytes, ...]]) -> None:
        try:
            self._kept.execute("BEGIN")
            self._kept.executemany(command, values)
            self._kept.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise no_room(error) from None


def no_room(error: sqlite3.OperationalError) -> OSError:
    """What SQLite says when a disk is full, as everything else says it."""
    return OSError(f"the folder for temporary files (TMPDIR): {error}")
