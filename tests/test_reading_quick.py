"""The quick way of reading YAML and the careful one read the same, places and all, whatever is in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import AGREEMENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import yaml_quick
from generator.reading.yaml_text import YamlDocument, parse

FILES = sorted(AGREEMENTS.glob("*.yaml"))
SAMPLE = """\
# yaml-language-server: $schema=x
id: '2021'
title: Økonomiaftalerne for 2021
follows: pagt
readers: 2
aliases: [FODS, fælles strategi, driver's licence]
summary: >-
  To aftaler, der sætter penge af
  til en ny fælles strategi.
initiatives:
  - id: ramme
    note: |
      Første linje.
      Anden linje.
    facts:
      - id: beloeb
        derived: true
        share: 1.5
        phrase: "en ramme"
      - plain text
        over two lines
coverage:
  # et ord for sig
  complete: false
"""
PIECES = st.one_of(
    st.sampled_from(
        [
            *("\n", " ", "  ", "\n  ", "- ", ": ", ":", "# ", " #1", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a"),
            *("!!str ", "? ", "| ", ">", "%YAML 1.1\n", "---\n", "...\n", "~", "null", "yes", "0o7", "012", "1:30"),
            *("\n# ord\n", "\n      # ord\n"),
            *("\t", "\r\n", "\x85", "\u2028", "\u202e", "\x07", "\\u202e", "2020-01-01", "æ", "<<: ", "@", "`"),
        ]
    ),
    st.text(max_size=3),
)


def carefully(text: str, monkeypatch: pytest.MonkeyPatch) -> YamlDocument:
    with monkeypatch.context() as patch:
        patch.setattr(yaml_quick, "compose", lambda _: None)
        return parse(text, "x.yaml")


def same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, careful = parse(text, "x.yaml"), carefully(text, monkeypatch)
    assert quick == careful
    assert repr(quick.plain) == repr(careful.plain)  # 1 is not True here
    keys = [(path, place.keys) for path, place in quick.places.items()]
    assert keys == [(path, place.keys) for path, place in careful.places.items()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_real_files_are_read_quickly_and_alike(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8")
    assert yaml_quick.compose(text) is not None
    same(text, monkeypatch)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 4), PIECES), max_size=3))
def test_whatever_is_done_to_a_file_it_is_read_alike(edits: list[tuple[int, int, str]]) -> None:
    text = SAMPLE
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    with pytest.MonkeyPatch.context() as monkeypatch:
        same(text, monkeypatch)


def test_the_sample_itself_is_read_quickly() -> None:
    assert yaml_quick.compose(SAMPLE) is not None


def test_without_libyaml_all_is_read_carefully(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_quick, "_Parser", None)
    assert yaml_quick.compose(SAMPLE) is None
    assert parse(SAMPLE, "x.yaml").plain
