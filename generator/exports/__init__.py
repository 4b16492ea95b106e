"""The data as files for other programs: CSV, spreadsheet, database, JSON, and what describes them.

All are made from the same tables (`TABLES`), so they cannot tell different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.exports import paths
from generator.exports.catalogue import package_bytes
from generator.exports.documents import document_assets
from generator.exports.formats import FORMATS, sqlite_bytes, xlsx_bytes
from generator.exports.reuse import readme
from generator.exports.schemas import schema_assets
from generator.exports.table import Table
from generator.exports.tables import TABLES
from generator.publishing.edition import Edition
from generator.publishing.site_file import SiteAsset
from generator.wording.translator import DANISH_T, ENGLISH_T


@dataclass(frozen=True)
class Exports:
    """Every export of an edition, each made when it is first asked for. The same edition gives the same bytes."""

    edition: Edition = field(repr=False)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(make(self.edition) for make in TABLES)

    @cached_property
    def files(self) -> Mapping[str, SiteAsset]:
        """The files by path."""
        return {file.path: file for file in _files(self.edition, self.tables)}


def _files(edition: Edition, tables: Sequence[Table]) -> Iterator[SiteAsset]:
    for table in tables:
        for each in FORMATS:
            yield SiteAsset(each.path(table.name), each.data(table))
    for folder in ("csv", "csv-excel"):
        text = readme(DANISH_T, edition, tables, is_danish=folder == "csv-excel")
        # the mark lets an old editor show æøå
        yield SiteAsset(paths.csv_readme(folder), text.encode("utf-8-sig"))
    yield SiteAsset(paths.README_IN_ENGLISH, readme(ENGLISH_T, edition, tables).encode("utf-8-sig"))
    yield SiteAsset(paths.WORKBOOK, xlsx_bytes(edition, tables))
    yield SiteAsset(paths.DATABASE, sqlite_bytes(edition, tables))
    yield SiteAsset(paths.PACKAGE, package_bytes(edition, tables))
    yield from document_assets(edition, tables)
    yield from schema_assets(edition, tables)
