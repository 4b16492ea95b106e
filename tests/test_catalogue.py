"""The catalogue of English holds every sentence that the code asks for, and no sentence speaks of all."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from conftest import ROOT, cases, tables

from generator.model.place import InvalidDataError, Problem
from generator.wording import translator

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# What is written alike in both languages.
_ALIKE = re.compile(r"[A-Z]?[a-z]*|[^a-zæøå]*", re.IGNORECASE)
_THE_SAME = {
    "Database (SQLite)", "SHA-256", "Data: %(version)s, commit %(commit)s, %(day)s", "under 10 kB", "over %(years)s",
    "Data: %(state)s.",
} | {f"{word} %({gap})s" for word in ("Commit", "Version", "version") for gap in ("number", "version")}  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / ".github" / "tools" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wanted(tool: ModuleType) -> Catalog:
    return tool.wanted()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def translated(tool: ModuleType) -> Catalog:
    return tool.translated()  # type: ignore[no-any-return]


def _keys(catalogue: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in catalogue if message.id}


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def test_no_sentence_is_missing_and_none_is_left_over(wanted: Catalog, translated: Catalog) -> None:
    assert len(_keys(wanted)) > 300  # the extraction finds something
    assert sorted(map(repr, _keys(wanted) - _keys(translated))) == []
    assert sorted(map(repr, _keys(translated) - _keys(wanted))) == []


def test_every_sentence_has_its_english(translated: Catalog) -> None:
    assert [message.id for message in _messages(translated) if not all(_forms(message.string))] == []
    assert [message.id for message in _messages(translated) if message.fuzzy] == []


def test_a_translation_has_the_same_gaps(translated: Catalog) -> None:
    for message in _messages(translated):
        for asked, said in zip(_forms(message.id), _forms(message.string), strict=True):
            # The singular may say »one« instead of its number.
            assert set(_PLACEHOLDER.findall(said)) ^ set(_PLACEHOLDER.findall(asked)) <= {"count"}, message.id


@cases
def test_a_translation_is_marked_only_where_its_danish_is(
    danish: str | tuple[str, str], english: str | tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = [("<b>Beløb</b> & »vi« %(antal)s", "<b>Amount</b> & “we”, 100%% %(antal)s"), ("50 pct.", "50%")]
    for words, is_refused in ((sound, False), ([*sound, (danish, english)], True)):
        entries = Catalog("en")
        for number, (asked, translated) in enumerate(words, 1):
            entries.add(asked, translated, lineno=number)
        monkeypatch.setattr(translator, "read_po", lambda *_, entries=entries, **__: entries)
        if is_refused:
            with pytest.raises(InvalidDataError) as refused:
                translator._entries("en")
            assert [str(problem).partition(": other")[0] for problem in refused.value.problems] == [
                "generator/wording/en.po:3:1: translation-has-the-markup-of-its-danish"
            ]
        else:
            assert len(translator._entries("en")) == 2


@cases
def test_how_a_catalogue_is_read_is_not_for_it_to_say(
    old: str, new: str, problem: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = (ROOT / "generator" / "wording" / "en.po").read_bytes()
    assert old.encode() in data
    (tmp_path / "en.po").write_bytes(data.replace(old.encode(), new.encode("latin-1"), 1))
    monkeypatch.setattr(translator, "files", lambda _: tmp_path)
    with pytest.raises(InvalidDataError) as refused:
        translator._entries("en")
    assert [str(each).partition(": ")[0] + ": " for each in refused.value.problems] == [
        f"generator/wording/en.po:{problem.partition(': ')[0]}: "
    ]
    assert problem.partition(": ")[2] in str(refused.value.problems[0])
    (tmp_path / "en.po").write_bytes(data.replace(b"\n", b"\r\n"))
    assert len(translator._entries("en")) > 300


@pytest.mark.parametrize("flags", ["#, fuzzy", "#,fuzzy", "#, python-format, fuzzy"])
def test_a_fuzzy_translation_is_refused_as_it_would_be_left_out(monkeypatch: pytest.MonkeyPatch, flags: str) -> None:
    sound = 'msgid "Beløb"\nmsgstr "Amount"\n'
    read = translator.read_po
    for text, refused in ((sound, []), (f'{sound}\n{flags}\nmsgid "Frist"\nmsgstr "Deadline"\n', [5])):
        source = BytesIO(text.encode())
        monkeypatch.setattr(translator, "read_po", lambda *_, source=source, **__: read(source, locale="en"))
        try:
            assert [message.string for message in translator._entries("en") if message.id] == ["Amount"]
            problems: tuple[Problem, ...] = ()
        except InvalidDataError as error:
            problems = error.problems
        assert [problem.line for problem in problems] == refused
        assert all("Mend the translation, and remove" in problem.message for problem in problems)


def test_english_is_not_danish(translated: Catalog) -> None:
    same = [
        message.id
        for message in _messages(translated)
        if _forms(message.string) == _forms(message.id)
        and message.id not in _THE_SAME
        and not _ALIKE.fullmatch(_PLACEHOLDER.sub("", _forms(message.id)[0]))
    ]
    assert same == []
    quoted = [message.id for message in _messages(translated) if re.search("[»«]", "".join(message.string))]
    assert quoted == [], "English quotes “so”"


def test_the_catalogue_is_written_as_the_tool_writes_it(tool: ModuleType) -> None:
    before = tool.PO.read_bytes()
    try:
        assert tool.main() == 0
        assert tool.PO.read_bytes() == before
    finally:
        tool.PO.write_bytes(before)


# ---- Sentences of ours that speak of all, none or only: each is about our record, or follows from the data.

WHOLE = re.compile(r"\b(alle|samtlige|ingen|intet|hverken|eneste|heller ikke|aldrig|altid|kun)\b", re.IGNORECASE)
THINGS = re.compile(
    r"(tekst|aftale|kilde|dokument|initiativ|beløb|frist|måltal|part(?:er|erne)?\b|oplysning)", re.IGNORECASE
)
ALLOWED = tables("catalogue")["allowed"]


def _sentences() -> list[str]:
    with (ROOT / "generator" / "wording" / "en.po").open("rb") as source:
        found = [message.id for message in read_po(source, locale="en") if message.id]
    return [each if isinstance(each, str) else each[0] for each in found]


def _begins(sentence: str) -> str | None:
    plain = re.sub(r"<[^>]+>", "", sentence)
    allowed = (start for starts in ALLOWED.values() for start in starts)
    return next((start for start in allowed if plain.startswith(start)), None)


def test_no_sentence_of_ours_speaks_of_all_that_a_text_says() -> None:
    speaking = [s for s in _sentences() if WHOLE.search(s) and THINGS.search(re.sub(r"<[^>]+>|%\(\w+\)s", "", s))]
    assert [sentence for sentence in speaking if _begins(sentence) is None] == []
