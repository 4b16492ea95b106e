"""That the exports are in English too: beside the Danish, never instead of it, and empty where nothing is translated."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from conftest import FROZEN

from generator.exports import Exports, paths
from generator.exports.table import Table
from generator.loading import load
from generator.model.archive import Archive
from generator.pages.overview import DataPage
from generator.publishing.edition import Edition
from generator.record.history import History
from generator.wording.translator import DANISH_T, ENGLISH_T

# Lines of our record are Danish, and so is the sentence that repeats one; a remark is in both.
_IN_PART = {("corrections", "what")}
# Words that English does not have. What is quoted, and what a name holds, may be Danish.
_DANISH = re.compile(
    r"\b(og|er|ikke|af|til|med|på|den|det|som|eller|fra|skal|kroner om|mio|mia|initiativer|aftalen|senest)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(FROZEN / "agreements")


@pytest.fixture(scope="module")
def made(edition: Edition) -> Exports:
    return Exports(edition)


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
    for path in (paths.README_IN_ENGLISH, paths.PACKAGE, paths.OPENAPI, paths.INDEX, paths.CATALOGUE):
        assert promise in made.files[path].data.decode("utf-8-sig"), path
    assert "In English: read-me.txt" in made.files[paths.csv_readme("csv")].data.decode("utf-8-sig")
    text = made.files[paths.README_IN_ENGLISH].data.decode("utf-8-sig")
    assert not _DANISH.search(re.sub(r"“[^”]*”|forår|Se |data/v1/|https?://\S+|\(\w+\)", "", text)), text
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made.files[paths.DATABASE].data)
        rows = database.execute("SELECT text FROM readme WHERE topic = 'en'").fetchall()
    assert any(promise in text for (text,) in rows)


def test_portals_and_search_engines_read_both_languages(made: Exports) -> None:
    dataset = json.loads(made.files[paths.CATALOGUE].data)["dcat:dataset"]
    for key in ("dct:title", "dct:description"):
        assert [each["@language"] for each in dataset[key]] == ["da", "en"]
    for t, other in ((DANISH_T, ENGLISH_T), (ENGLISH_T, DANISH_T)):
        told, twin = (DataPage.build(each, made).dataset(lambda path: path) for each in (t, other))
        what = t("Hvad der blev af initiativerne i de fælles aftaler om offentlig digitalisering.")
        assert told["name"].endswith(what.rstrip("."))
        assert told["alternateName"] == twin["name"]


def test_tables_and_columns_have_a_title_and_a_description_in_english(made: Exports) -> None:
    for table in made.tables:
        texts = [ENGLISH_T(table.title), ENGLISH_T(table.description)]
        texts += [text for c in table.columns for text in (c.title(ENGLISH_T), c.description(ENGLISH_T))]
        for text in texts:
            assert not _DANISH.search(re.sub(r"“[^”]*”", "", text)), text
    assert _table(made, "facts").title == "Oplysninger"


def _table(made: Exports, name: str) -> Table:
    return next(found for found in made.tables if found.name == name)
