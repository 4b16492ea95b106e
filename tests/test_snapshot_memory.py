"""What a snapshot is held as: once what stands many times, and nothing of the file that was read."""

from __future__ import annotations

import sys
import weakref

import pytest
from conftest import GOLDEN

from generator import loading
from generator.loading import load_archive
from generator.model.archive import Archive
from generator.model.fields import Text
from generator.model.place import Keys, Place


def test_the_places_of_keys_are_as_they_were_given_and_smaller() -> None:
    given = {f"key-{number}": (number + 300, 3) for number in range(8)}
    keys, other = Keys(given), Keys(dict(given))
    assert dict(keys) == given
    assert Place("a.yaml", 1, 1, keys).at("key-2") == Place("a.yaml", 302, 3)
    assert Place("a.yaml", 1, 1, keys).at("none") == Place("a.yaml", 1, 1)
    assert "none" not in keys
    assert keys._names is other._names
    own = sys.getsizeof(keys) + sys.getsizeof(keys._numbers)
    assert own * 2 < sys.getsizeof(given) + sum(map(sys.getsizeof, given.values()))


def test_values_share_the_set_of_keys_that_were_given(real: Archive) -> None:
    every = [initiative.summary for agreement in real.agreements for initiative in agreement.initiatives]
    sets = {id(text.__pydantic_fields_set__) for text in every}
    assert len(sets) == len({frozenset(text.model_fields_set) for text in every}) < len(every)


def test_a_copy_has_a_set_of_its_own() -> None:
    one, other = Text(da="et"), Text(da="to")
    assert one.model_copy(update={"en": "one"}).model_fields_set == {"da", "en"}
    assert one.model_fields_set == other.model_fields_set == {"da"}


def test_the_same_id_is_held_once(real: Archive) -> None:
    sources = [i.source for agreement in real.agreements for i in agreement.initiatives]
    assert len({id(source) for source in sources}) == len(set(sources)) < len(sources)


def test_the_bytes_of_a_file_are_let_go_and_the_file_is_still_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: weakref.WeakSet[loading._Content] = weakref.WeakSet()
    remember = loading._Content.__init__

    def counted(content: loading._Content, data: bytes) -> None:
        remember(content, data)
        made.add(content)

    monkeypatch.setattr(loading._Content, "__init__", counted)
    loading._read_whole.cache_clear()
    first = load_archive(GOLDEN / "agreements")
    assert made
    assert not any(content._data for content in made)
    again = load_archive(GOLDEN / "agreements")
    assert all(a is b for a, b in zip(first.agreements, again.agreements, strict=True))
