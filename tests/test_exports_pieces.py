"""That the exports are never held whole: rows are on disk, files are made and written in pieces, and the bytes are the same."""

from __future__ import annotations

import gc
import hashlib
import io
import tracemalloc
import weakref
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.exports import Exports, exports, paths, spool, xlsx
from generator.exports.csv_files import csv_pieces
from generator.exports.rows import Rows
from generator.exports.spool import Spool
from generator.exports.table import Column, Row, table
from generator.keeping import Keeper
from generator.mkdocs_plugin import _MadeLate
from generator.model.archive import Archive
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.record.history import History

MANY = 20_000
WIDE = 500  # characters of each row, so that all are ten megabytes
FEW = 3_000_000  # bytes that may be held of them


class _Counted(dict[str, Any]):
    """A row that can be seen to be alive."""

    __hash__ = object.__hash__


def _many() -> Iterator[Row]:
    for number in range(MANY):
        yield {"id": f"{number}", "text": f"{number:0{WIDE}}"}


def _edition(archive: Archive) -> Edition:
    return Edition(archive, History(missing="prøve"))


def test_a_table_lets_each_row_go_that_it_has_taken() -> None:
    alive: weakref.WeakSet[_Counted] = weakref.WeakSet()
    most = 0

    def watched() -> Iterator[Row]:
        nonlocal most
        for row in _many():
            counted = _Counted(row)
            alive.add(counted)
            yield counted
            del counted
            most = max(most, len(alive))

    assert len(Rows(("id", "text"), watched())) == MANY
    assert 0 < most < 10


def test_a_table_and_its_files_take_little_memory_however_many_rows_there_are() -> None:
    columns = (Column("id", "Id", "Id.", required=True), Column("text", "Tekst", "Tekst."))
    gc.collect()
    tracemalloc.start()
    try:
        made = table("t", "T", "T.", columns, _many())
        file = Spool.of(csv_pieces(made))
        digest = hashlib.sha256()
        for piece in file.pieces():
            digest.update(piece)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert file.size > MANY * WIDE
    assert digest.hexdigest() == hashlib.sha256(b"".join(csv_pieces(made))).hexdigest()
    assert most < FEW


def test_rows_come_back_as_they_were_and_in_their_order() -> None:
    rows: list[Row] = [
        {"id": "b", "of": "x", "cells": (Decimal("1.50"), True, None, ("a", "b"))},  # type: ignore[dict-item]
        {"id": "a", "of": "y", "cells": 7},
        {"id": "c", "of": "x", "cells": "æ\r\n\0"},
    ]
    kept = Rows(("id", "of", "cells"), rows)
    assert list(kept) == list(kept) == rows
    assert kept.where("of", "x") == [rows[0], rows[2]] == kept.where("of", "x")
    assert kept.where("of", "z") == []
    assert kept.one("a") == rows[1]
    assert rows[2] in kept
    with pytest.raises(KeyError):
        kept.one("d")


def test_more_rows_than_are_read_at_once_are_all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.exports.rows._AT_ONCE", 2)
    kept = Rows(("id",), ({"id": str(number)} for number in range(5)))
    assert [row["id"] for row in kept] == ["0", "1", "2", "3", "4"]
    assert [len(kept.where("id", str(row["id"]))) for row in kept] == [1] * 5  # while it is read


def test_an_asset_that_is_kept_is_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_PIECE", 10)
    kept = Spool.of([b"a" * 25])
    assert [len(piece) for piece in kept.pieces()] == [10, 10, 5]
    monkeypatch.setattr(SiteAsset, "data", property(lambda _: pytest.fail("it was made whole")))
    config = MkDocsConfig()
    config.site_dir, config.use_directory_urls = str(tmp_path), True
    _MadeLate.of(SiteAsset("data/a.csv", kept), Keeper(None), config).copy_file()
    assert (tmp_path / "data" / "a.csv").read_bytes() == b"a" * 25


def test_what_is_kept_can_be_read_by_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_PIECE", 2)
    kept = Spool.of([b"abcd"])
    assert list(zip(kept.pieces(), kept.pieces(), strict=True)) == [(b"ab", b"ab"), (b"cd", b"cd")]


def test_every_large_export_is_kept_and_of_the_size_it_says(golden: Archive) -> None:
    made: Exports = exports(_edition(golden))
    large = {paths.WORKBOOK, paths.DATABASE}
    for found in made.tables:
        large |= {paths.csv(found.name), paths.csv_excel(found.name), paths.flat(found.name)}
    assert {path for path, file in made.files.items() if file.kept} == large
    for file in made.files.values():
        assert file.size == len(file.data), file.path


def test_a_large_workbook_is_written_row_by_row_and_says_the_same(
    golden: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = _edition(golden)
    made = exports(edition)
    small = made.files[paths.WORKBOOK].data
    monkeypatch.setattr(xlsx, "LARGE", 0)
    large = b"".join(xlsx.xlsx_file(edition, made.tables).pieces())
    assert large != small
    assert large == b"".join(xlsx.xlsx_file(edition, made.tables).pieces())
    books = [openpyxl.load_workbook(io.BytesIO(data)) for data in (small, large)]
    assert books[0].sheetnames == books[1].sheetnames
    for sheets in zip(*(book.worksheets for book in books), strict=True):
        one, other = ([[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets)
        assert one == other
