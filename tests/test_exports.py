"""Every export opened in a real reader of its kind: the same rows in all of them, and links that lead somewhere."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas as pd
import pytest
from conftest import FROZEN, GOLDEN, ROOT, cases, served
from jsonschema import Draft202012Validator, FormatChecker
from playwright.sync_api import Page
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser
from snapshots import html_of

from generator.exports import Exports, paths
from generator.exports.formats import guarded
from generator.exports.table import Cell, Column, Table, joined
from generator.loading import load
from generator.model.archive import Archive
from generator.model.beside import Release, Versions
from generator.pages.overview import DataPage
from generator.publishing.addresses import Site
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.releasing.tombstones import permanents
from generator.wording.translator import DANISH_T, ENGLISH_T

PUBLISHED = ROOT / "tests" / "golden" / "data-v1.json"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(FROZEN / "agreements")


@pytest.fixture(scope="module")
def made(edition: Edition) -> Exports:
    return Exports(edition)


@pytest.fixture(scope="module", params=["real", "golden"])
def either(request: pytest.FixtureRequest, made: Exports) -> Exports:
    """The real data, and the archive that has every situation."""
    return made if request.param == "real" else Exports(load(GOLDEN / "agreements"))


@pytest.fixture(scope="module")
def folder(made: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(made, tmp_path_factory.mktemp("eksport"))


def _written(made: Exports, to: Path) -> Path:
    for path, file in made.files.items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(file.data)
    return to


# The same rows everywhere


def _expected(column: Column, cell: Cell) -> object:
    """What every reader must find, with its own types made into these."""
    if isinstance(cell, tuple):
        return joined(column, cell)
    if isinstance(cell, bool | str | date) or cell is None:
        return cell
    return float(cell)


def _rows(found: Table, *, in_words: bool = False, with_english: bool = True) -> list[list[object]]:
    return [
        [
            _expected(c, c.codes[str(row[c.name])] if in_words and c.codes and row[c.name] else row[c.name])
            for c in found.columns
            if with_english or not c.is_english
        ]
        for row in found.rows
    ]


def _from_text(column: Column, text: str, *, comma: str, yes: str) -> object:
    if text == "":
        return None
    match column.type:
        case "integer" | "number":
            return float(text.replace(comma, "."))
        case "boolean":
            return text == yes
        case "date":
            return date.fromisoformat(text)
        case _:
            return text[1:] if text[0] == "'" and guarded(text[1:]) == text else text


def _read_csv(made: Exports, found: Table) -> list[list[object]]:
    data = io.BytesIO(made.files[paths.csv(found.name)].data)
    frame = pd.read_csv(data, dtype=str, keep_default_na=False)
    assert list(frame.columns) == [column.name for column in found.columns]
    return [
        [_from_text(c, text, comma=".", yes="true") for c, text in zip(found.columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]


def _read_danish_csv(made: Exports, found: Table) -> list[list[object]]:
    data = io.BytesIO(made.files[paths.csv_excel(found.name)].data)
    assert data.getvalue().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(data, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    columns = [column for column in found.columns if not column.is_english]
    assert list(frame.columns) == [column.title(DANISH_T) for column in columns]
    assert not [heading for heading in frame.columns if "engelsk" in heading]
    return [
        [_from_text(c, text, comma=",", yes="ja") for c, text in zip(columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]


def _read_xlsx(made: Exports, found: Table) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(made.files[paths.WORKBOOK].data))
    headings, *rows = book[found.title].iter_rows(values_only=True)
    assert list(headings) == [column.title(DANISH_T) for column in found.columns]
    return [[_from_sheet(cell) for cell in row] for row in rows]


def _from_sheet(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _read_sqlite(made: Exports, found: Table) -> list[list[object]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made.files[paths.DATABASE].data)
        cursor = database.execute(f'SELECT * FROM "{found.name}"')  # noqa: S608 - our own names
        assert [heading[0] for heading in cursor.description] == [column.name for column in found.columns]
        return [
            [_from_database(column, cell) for column, cell in zip(found.columns, row, strict=True)] for row in cursor
        ]


def _from_database(column: Column, cell: Any) -> object:
    if cell is None:
        return None
    match column.type:
        case "boolean":
            assert cell in (0, 1)
            return bool(cell)
        case "date":
            return date.fromisoformat(cell)
        case "integer" | "number":
            assert isinstance(cell, int | float)
            return float(cell)
        case _:
            return cell


def _read_json(made: Exports, found: Table) -> list[list[object]]:
    document = json.loads(made.files[paths.flat(found.name)].data)
    return [[_from_json(c, row.get(c.name)) for c in found.columns] for row in document[found.name]]


def _from_json(column: Column, cell: Any) -> object:
    if isinstance(cell, list):
        return joined(column, tuple(cell))
    if column.type == "date" and cell is not None:
        return date.fromisoformat(cell)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


@pytest.mark.parametrize("read", [_read_csv, _read_danish_csv, _read_xlsx, _read_sqlite, _read_json])
def test_every_format_has_the_same_rows(read: Any, either: Exports) -> None:
    for found in either.tables:
        in_words = read in (_read_danish_csv, _read_xlsx)
        with_english = read is not _read_danish_csv
        assert read(either, found) == _rows(found, in_words=in_words, with_english=with_english), found.name


def test_the_spreadsheet_leads_to_the_pages_and_names_its_own_sheets(edition: Edition) -> None:
    whole = Exports(Edition(edition.archive, edition.history, edition.versions, Site("https://sted.example/")))
    book = openpyxl.load_workbook(io.BytesIO(whole.files[paths.WORKBOOK].data))
    for found in whole.tables:
        for place, column in enumerate(found.columns, start=1):
            for cell in next(book[found.title].iter_cols(place, place, 2)):
                is_link = column.type == "address" and cell.value is not None
                assert bool(cell.hyperlink) == is_link, (found.name, column.name)
                if cell.hyperlink:
                    at = cell.hyperlink.location
                    assert cell.hyperlink.target + (f"#{at}" if at else "") == cell.value
    text = "\n".join(str(cell) for row in book["Læs mig"].iter_rows(values_only=True) for cell in row)
    assert "Se tabellen Aftaler." in text
    assert "agreements" not in re.findall(r"Se tabellen (\w+)", text)
    relative = Exports(Edition(edition.archive, edition.history, edition.versions))
    sheet = openpyxl.load_workbook(io.BytesIO(relative.files[paths.WORKBOOK].data))["Oplysninger"]
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_the_tables_hold_everything_that_has_an_address(edition: Edition, made: Exports) -> None:
    ids = {found.name: {row["id"] for row in found.rows} for found in made.tables}
    names = {
        "agreement": "agreements", "initiative": "initiatives", "presence": "presences",
        "fact": "facts", "comparison": "comparisons",
    }  # fmt: skip
    for kind, name in names.items():
        assert ids[name] == {p.id for p in permanents(edition.analysis) if p.kind == kind}
    findings = {p.address for p in permanents(edition.analysis) if p.kind == "finding"}
    assert {row["url"] for row in _table(made, "outcomes").rows} == findings


def test_the_outcomes_add_up_to_the_ledgers(edition: Edition, made: Exports) -> None:
    rows = _table(made, "outcomes").rows
    for comparison in edition.analysis.comparisons:
        mine = [row for row in rows if row["comparison"] == f"{comparison.old.id}/{comparison.new.id}"]
        assert sum(bool(row["in_old"]) for row in mine) == comparison.ledger.old_total
        assert sum(bool(row["in_new"]) for row in mine) == comparison.ledger.new_total
        for counted in comparison.ledger.rows:
            olds = {r["initiative"] for r in mine if r["outcome"] == counted.outcome.value and r["in_old"]}
            assert olds == set(counted.olds)


def test_an_amount_is_whole_kroner_with_its_words_and_evidence(made: Exports) -> None:
    rows = _table(made, "facts").rows
    row = next(r for r in rows if r["amount"] == 247_400_000)
    assert row["amount_before"] == 141_400_000
    assert row["basis"] == "per-year"
    assert str(row["words"]).startswith("141,4 mio. kr. → 247,4 mio. kr. om året")
    assert row["phrase"]
    assert _table(made, "sources").by_id[row["source"]]


def test_what_is_not_one_number_has_its_ends_and_its_bound_in_columns() -> None:
    """Who adds up the column of amounts never adds a ceiling to it."""
    facts = _table(Exports(load(GOLDEN / "agreements")), "facts")
    stated = {
        str(row["id"]): [row[f"{name}{end}"] for end in ("", "_low", "_high", "_bound")]
        for row in facts.rows
        for name in ("amount", "value")
        if row[f"{name}_low"] is not None or row[f"{name}_high"] is not None
    }
    assert stated["b/fond/loft"] == [None, None, 200_000_000, "at-most"]
    assert stated["c/fond/loft"] == [200_000_000, 200_000_000, 200_000_000, None]
    assert stated["b/fond/reserve"] == [500_000_000, 500_000_000, 500_000_000, None]
    assert stated["b/fond/vedligehold"] == [None, 80_000_000, 100_000_000, None]
    assert stated["b/fond/genbrug"] == [None, 30, None, "at-least"]
    assert stated["b/fond/raekvaerker"] == [None, 30, 40, None]
    before = facts.by_id["b/fond/vedligehold"]
    ends = [before[f"amount_before{end}"] for end in ("", "_low", "_high", "_bound", "_bound_en")]
    assert ends == [None, 70_000_000, 70_000_000, "about", "about …"]
    quarter = facts.by_id["b/fond/aabner"]
    assert [str(quarter[f"date_{end}"]) for end in ("stated", "earliest", "latest")] == [
        "2007-K3",
        "2007-07-01",
        "2007-09-30",
    ]


def _table(made: Exports, name: str) -> Table:
    return next(found for found in made.tables if found.name == name)


# What each format is, beyond its rows


def test_csv_is_as_rfc_4180_says(made: Exports) -> None:
    for found in made.tables:
        text = made.files[paths.csv(found.name)].data.decode("utf-8")
        assert text.count("\r\n") == text.count("\n") == len(found.rows) + 1
        assert not text.startswith("\ufeff")


def test_the_spreadsheet_has_typed_cells_a_frozen_heading_and_a_readme(made: Exports) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.files[paths.WORKBOOK].data))
    assert book.sheetnames == ["Læs mig", *(found.title for found in made.tables)]
    for found in made.tables:
        sheet = book[found.title]
        assert sheet.freeze_panes == "B2"
        assert sheet.column_dimensions["A"].width > 5
        for place, column in enumerate(found.columns, start=1):
            cells = [c for c in next(sheet.iter_cols(place, place, 2)) if c.value is not None]
            kinds = {c.data_type for c in cells}
            expected = {"integer": "n", "number": "n", "boolean": "b", "date": "d"}.get(column.type, "s")
            assert kinds <= {expected}, (found.name, column.name)
    text = "\n".join(str(cell) for row in book["Læs mig"].iter_rows(values_only=True) for cell in row)
    assert "CC BY 4.0" in text
    assert all(column.description(DANISH_T) in text for found in made.tables for column in found.columns)


def test_the_database_has_types_keys_and_a_readme(made: Exports) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made.files[paths.DATABASE].data)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for found in made.tables:
            about = database.execute(f'PRAGMA table_info("{found.name}")').fetchall()
            assert [row[1] for row in about if row[5]] == ["id"]
            assert {row[1] for row in about if row[3]} == {c.name for c in found.columns if c.required}
            for column in found.columns if found.rows else ():
                wrong = 2 if column.type == "boolean" else None
                if wrong or column.required:
                    with pytest.raises(sqlite3.IntegrityError), database:
                        database.execute(f'UPDATE "{found.name}" SET "{column.name}" = ?', (wrong,))  # noqa: S608
            keys = database.execute(f'PRAGMA foreign_key_list("{found.name}")').fetchall()
            wanted = {(c.name, c.refers_to) for c in found.columns if c.refers_to}
            assert {(key[3], key[2]) for key in keys} == wanted
        kinds = dict(database.execute("SELECT typeof(amount), count(*) FROM facts GROUP BY 1"))
        assert kinds.keys() <= {"integer", "real", "null"}
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError), database:
            database.execute("UPDATE facts SET initiative = 'ukendt'")
        readme = database.execute("SELECT text FROM readme WHERE name = 'Hvem må bruge det'").fetchone()
        assert "CC BY 4.0" in readme[0]


def test_frictionless_accepts_the_package_and_would_not_accept_a_broken_one(folder: Path, tmp_path: Path) -> None:
    package = folder / paths.PACKAGE
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(json.loads(package.read_text(encoding="utf-8"))["resources"])

    shutil.copytree(package.parent, tmp_path / "v1")
    broken = tmp_path / "v1" / "csv" / "facts.csv"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace(",signaturprojekter,", ",ukendt,", 1), encoding="utf-8", newline="")
    assert not frictionless.validate(str(tmp_path / "v1" / "datapackage.json")).valid


# JSON


def _documents(made: Exports) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, file in made.files.items():
        if path.endswith(".json") and "/schema/" not in path and path != paths.PACKAGE:
            yield path, json.loads(file.data)


def _closed(schema: Any) -> Any:
    """The schema with every object closed, so that a key it does not name is a fault."""
    if isinstance(schema, list):
        return [_closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(inner.get("type"), str) and inner["type"] == "object" else inner  # fmt: skip


def test_every_document_is_as_its_schema_says_and_says_nothing_else(either: Exports) -> None:
    schemas = {path: json.loads(f.data) for path, f in either.files.items() if "/schema/" in path}
    used = set()
    for path, document in _documents(either):
        schema = schemas[document["schema"]]
        used.add(document["schema"])
        for wording in (schema, _closed(schema)):
            Draft202012Validator.check_schema(wording)
            validator = Draft202012Validator(wording, format_checker=FormatChecker())
            assert [error.message for error in validator.iter_errors(document)] == [], path
    assert used == set(schemas)


@cases
def test_what_is_read_as_an_address_is_published_as_one(
    address: str, is_one: bool, golden: Archive, edition: Edition
) -> None:
    source = golden.agreements[0].sources[0]
    try:
        type(source).model_validate({**source.model_dump(), "url": address})
        is_read = True
    except ValidationError:
        is_read = False
    files = Exports(edition).files
    row = json.loads(files[paths.schema("sources")].data)["$defs"]["sources-row"]["properties"]["url"]
    assert (is_read, Draft202012Validator(row).is_valid(address)) == (is_one, is_one)


def test_an_initiatives_document_is_its_whole_life_with_evidence(made: Exports) -> None:
    life = json.loads(made.files[paths.initiative("mit-overblik")].data)
    rows = [row for row in _table(made, "facts").rows if row["initiative"] == "mit-overblik"]
    facts = [fact for chapter in life["life"] for fact in chapter.get("presence", {}).get("facts", [])]
    assert [fact["id"] for fact in facts] == [row["id"] for row in rows]
    sources = {source["id"] for source in life["sources"]}
    assert all(fact["source"] in sources and fact["phrase"] for fact in facts)
    silent = json.loads(made.files[paths.initiative("viden-overblik-gennemsigtighed")].data)
    assert any(chapter.get("searched") for chapter in silent["life"]) or silent["life"][-1]["presence"]


def test_what_was_published_under_v1_is_still_there(made: Exports) -> None:
    """A column that is lost, or has another type, breaks the programs of those who read it."""
    now = {found.name: {c.name: c.type for c in found.columns} for found in made.tables}
    before = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    for name, columns in before.items():
        for column, kind in columns.items():
            assert now.get(name, {}).get(column) == kind, f"{name}.{column} was published; it must stay"
    assert now == before, f"new tables and columns go into {PUBLISHED.name}, so that they stay"


# What search engines read


def _data_page(edition: Edition) -> str:
    return html_of(edition, "data/index.md")


def test_the_page_carries_a_schema_org_dataset(edition: Edition) -> None:
    (node,) = LexborHTMLParser(_data_page(edition)).css('script[type="application/ld+json"]')
    data = json.loads(node.text())
    assert data["@context"] == "https://schema.org/"
    assert data["@type"] == "Dataset"
    for needed in ("name", "description", "license", "creator", "url"):
        assert data[needed]
    downloads = {each["contentUrl"] for each in data["distribution"]}
    assert {"../" + paths.WORKBOOK, "../" + paths.DATABASE} <= downloads


@pytest.mark.parametrize("url", ["", "https://sted.example/sti/"])
def test_the_examples_say_where_the_address_is_to_stand(edition: Edition, url: str) -> None:
    page = _data_page(Edition(edition.archive, edition.history, edition.versions, Site(url)))
    assert (url or "https://aftalespor.example/") + paths.INDEX in page
    assert ("Denne udgave har ikke en fast adresse" in page) == ("data-as-stand-in" in page) == (not url)


def test_the_browser_completes_the_examples(page: Page, address: str) -> None:
    page.goto("data/")
    text = page.locator('[data-example="curl"]').inner_text()
    assert address + paths.INDEX in text
    assert "aftalespor.example" not in text
    assert not page.locator("[data-as-bare]").is_visible()


# In the built site


def _addresses(value: object) -> Iterator[str]:
    """Every address of ours in a document."""
    match value:
        case dict():
            for key, inner in value.items():
                if key in _ADDRESS_KEYS and isinstance(inner, str):
                    yield inner
                else:
                    yield from _addresses(inner)
        case list():
            for inner in value:
                yield from _addresses(inner)


_ADDRESS_KEYS = {"url", "self", "schema", "data_url", "json", "csv", "csv_excel", "xlsx", "sqlite"} | {
    "datapackage",
}  # fmt: skip


def test_every_address_in_the_exports_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    found = set()
    for path in sorted((site / paths.ROOT).rglob("*.json")):
        if path.parent.name != "schema" and path.name != "datapackage.json":
            found |= set(_addresses(json.loads(path.read_text(encoding="utf-8"))))
    frame = pd.read_csv(site / paths.csv("facts"))
    found |= set(frame["url"])
    ids: dict[str, set[str]] = {}
    broken = []
    for address in sorted(found):
        # the frozen copy of the data has versions, and not their pages: see test_standalone
        if address.startswith(("https://creativecommons.org/", "fast/")):
            continue
        path, _, anchor = address.partition("#")
        file = site / path / "index.html" if path.endswith("/") or not path else site / path
        if not file.is_file():
            broken.append(address)
        elif anchor:
            known = ids.setdefault(path, set(re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8"))))
            if anchor not in known:
                broken.append(address)
    assert broken == []
    assert len(found) > 300


def test_with_an_address_of_its_own_every_link_is_whole(edition: Edition) -> None:
    url = "https://sted.example/sti/"
    whole = Exports(Edition(edition.archive, edition.history, edition.versions, Site(url)))
    for path, document in _documents(whole):
        assert document["self"] == url + path
        found = {a for a in _addresses(document) if not a.startswith("https://creativecommons.org/")}
        assert [address for address in found if not address.startswith(url)] == []
    assert all(str(row["url"]).startswith(url) for row in _table(whole, "facts").rows)


def test_the_examples_on_the_page_can_be_run(site: Path, tmp_path: Path) -> None:
    page = LexborHTMLParser((site / "data" / "index.html").read_text(encoding="utf-8"))
    examples = {str(node.attributes["data-example"]): node.text() for node in page.css("code[data-example]")}
    assert set(examples) == {"curl", "pandas", "r", "sql"}
    with served(site) as url:
        run = {name: text.replace("https://aftalespor.example/", url) for name, text in examples.items()}
        assert all(url in text for name, text in run.items() if name != "sql")
        command = [sys.executable, "-c", run["pandas"]]
        result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
        assert "247400000" in result.stdout
        assert "#2021--" in result.stdout
        if shutil.which("curl"):
            script = ["sh", "-e", "-c", run["curl"]]
            result = subprocess.run(script, capture_output=True, text=True, check=True, cwd=tmp_path)
            assert json.loads(result.stdout)["name"] == "Aftalespor"
            assert (tmp_path / "facts.csv").read_bytes() == (site / paths.csv("facts")).read_bytes()
    with closing(sqlite3.connect(site / paths.DATABASE)) as database:
        rows = database.execute(run["sql"]).fetchall()
    assert ("2021", "2022") in {row[:2] for row in rows}


# Missing history and versions


def test_every_column_says_something_of_some_row(made: Exports) -> None:
    """A column whose name is that of no attribute, and that has no value of its own either, would stay empty."""
    both = zip(made.tables, Exports(load(GOLDEN / "agreements")).tables, strict=True)
    empty = {
        f"{table.name}.{column.name}"
        for table, golden in both
        if table.name != "corrections"  # there is no history here
        for column in table.columns
        if all(row[column.name] in (None, ()) for row in (*table.rows, *golden.rows))
    }
    without_example = {f"{name}.left_out" for name in ("events", "other_statements", "outcomes", "presences")}
    without_example |= {"facts.over_value_bound", "presences.about"}
    assert {name for name in empty if "_en" not in name} <= without_example


def test_an_edition_says_its_version_everywhere(edition: Edition) -> None:
    release = Release.model_validate(
        {"version": "1.2.3", "date": "2026-05-04", "commit": "a" * 40, "digest": "0" * 64, "note": "n"}
    )
    published = Edition(edition.archive, edition.history, Versions(releases=(release,)))
    made = Exports(published)
    version = json.loads(made.files[paths.INDEX].data)["version"]
    assert (version["number"], version["published"], version["modified"]) == ("1.2.3", "2026-05-04", True)
    assert json.loads(made.files[paths.PACKAGE].data)["version"] == "1.2.3"
    assert "1.2.3" in made.files[paths.csv_readme("csv")].data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(made.files[paths.WORKBOOK].data))
    assert "version 1.2.3" in "\n".join(str(row) for row in book["Læs mig"].iter_rows(values_only=True))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made.files[paths.DATABASE].data)
        assert "1.2.3" in database.execute("SELECT text FROM readme WHERE name = 'Version'").fetchone()[0]


def test_without_history_the_exports_say_that_it_is_unknown(edition: Edition) -> None:
    made = Exports(Edition(edition.archive, History(missing="prøve")))
    document = json.loads(made.files[paths.INDEX].data)
    assert document["version"] == {"uncommitted": False}
    assert "historikken er ukendt" in document["licence"]["attribution"]
    assert all(row["registered"] is None for row in _table(made, "agreements").rows)


# ---- In English too: beside the Danish, never instead of it, and empty where nothing is translated.

# Lines of our record are Danish, and so is the sentence that repeats one; a remark is in both.
_IN_PART = {("corrections", "what")}
# Words that English does not have. What is quoted, and what a name holds, may be Danish.
_DANISH = re.compile(
    r"\b(og|er|ikke|af|til|med|på|den|det|som|eller|fra|skal|kroner om|mio|mia|initiativer|aftalen|senest)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def untold(golden: Archive) -> Exports:
    """Of an archive that has no English."""
    return Exports(Edition(golden, History(missing="prøve")))


def _english(made: Exports) -> list[tuple[Table, str]]:
    found = [(table, c.name[:-3]) for table in made.tables for c in table.columns if c.name.endswith("_en")]
    assert len(found) > 60
    return found


def test_what_has_words_in_danish_has_them_in_english(made: Exports) -> None:
    for table, name in _english(made):
        if (table.name, name) in _IN_PART:
            continue
        rows = list(table.rows)
        bare = [row["id"] for row in rows if bool(row[name]) != bool(row[f"{name}_en"])]
        assert bare == [], f"{table.name}.{name}_en"
    remarks = [row for row in _table(made, "corrections").rows if row["mode"] is None]
    assert all(row["what_en"] for row in remarks)


def test_the_words_that_are_english_are_not_danish(made: Exports) -> None:
    for table, name in _english(made):
        for row in table.rows:
            cell = row[f"{name}_en"]
            for text in cell if isinstance(cell, tuple) else (cell,):
                bare = re.sub(r"“[^”]*”|\([^)]*\)", "", str(text or ""))
                assert not _DANISH.search(bare), (table.name, name, text)


def test_a_phrase_has_its_english_and_an_official_name_its_document(made: Exports) -> None:
    glosses = [row for table in made.tables for row in table.rows if row.get("gloss")]
    assert len(glosses) > 100
    assert all(row["phrase"] for row in glosses)
    for row in _table(made, "parties").rows:
        assert bool(row["title_en_official"]) == (row["id"] in {"kl", "danske-regioner"})


def test_what_is_not_translated_is_empty_and_not_danish(untold: Exports) -> None:
    own = [
        ("agreements", "title"), ("agreements", "coverage_note"), ("initiatives", "headings"), ("facts", "label"),
        ("sources", "publisher"), ("outcomes", "search_hits"), ("outcomes", "reasons"), ("themes", "summary"),
    ]  # fmt: skip
    for name, column in own:
        rows = list(_table(untold, name).rows)
        assert any(row[column] for row in rows), (name, column)
        assert not any(row[f"{column}_en"] for row in rows), (name, column)
    facts = list(_table(untold, "facts").rows)
    assert {row["kind_en"] for row in facts} >= {"Amount", "Deadline"}
    assert all(row["words_en"] for row in facts if row["kind"] in ("amount", "deadline"))
    assert not any(row["words_en"] for row in facts if row["kind"] in ("scope", "count"))


def test_two_codes_have_not_one_word_in_english(made: Exports) -> None:
    for table in made.tables:
        for column in table.columns:
            labels = (column.codes or {}).values()
            assert len(set(labels)) == len(labels), column.name


def _words(value: Any) -> list[tuple[str, str]]:
    """Every key that ends in _en with what it says."""
    if isinstance(value, list):
        return [found for inner in value for found in _words(inner)]
    if not isinstance(value, dict):
        return []
    own = [(k, v) for k, v in value.items() if k.endswith("_en") and isinstance(v, str)]
    return own + [found for inner in value.values() for found in _words(inner)]


def test_a_comparison_is_told_in_both_languages(made: Exports) -> None:
    paths_of = [path for path in made.files if path.startswith(f"{paths.ROOT}comparisons/")]
    keys = set()
    for path in paths_of:
        document = json.loads(made.files[path].data)
        for finding in document["findings"]:
            assert finding["title_en"]
            assert finding["label_en"]
            for facet in finding["facets"]:
                assert bool(facet["after"]) == bool(facet.get("after_en"))
        keys |= {key for key, _ in _words(document["findings"])}
        silent = [hit for f in document["findings"] for s in f["searched"] for hit in s["hits"]]
        assert all(hit["why_en"] and hit["gloss"] for hit in silent)
    assert keys >= {"title_en", "label_en", "before_en", "after_en"}


def test_every_readme_says_in_english_who_may_use_the_data(made: Exports) -> None:
    promise = "Anyone may use, share and change this data"
    for path in (paths.README_IN_ENGLISH, paths.PACKAGE, paths.INDEX):
        assert promise in made.files[path].data.decode("utf-8-sig"), path
    assert "In English: read-me.txt" in made.files[paths.csv_readme("csv")].data.decode("utf-8-sig")
    text = made.files[paths.README_IN_ENGLISH].data.decode("utf-8-sig")
    assert not _DANISH.search(re.sub(r"“[^”]*”|forår|Se |data/v1/|https?://\S+|\(\w+\)", "", text)), text
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made.files[paths.DATABASE].data)
        rows = database.execute("SELECT text FROM readme WHERE topic = 'en'").fetchall()
    assert any(promise in text for (text,) in rows)


def test_search_engines_read_both_languages(made: Exports) -> None:
    for t, other in ((DANISH_T, ENGLISH_T), (ENGLISH_T, DANISH_T)):
        told, twin = (
            DataPage.build(each, made.edition, made.tables, made.files).dataset(lambda path: path)
            for each in (t, other)
        )
        what = t("Hvad der blev af initiativerne i de fælles aftaler om offentlig digitalisering.")
        assert told["name"].endswith(what.rstrip("."))
        assert told["alternateName"] == twin["name"]
