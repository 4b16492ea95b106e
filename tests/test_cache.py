"""What is kept on disk is only ever a saving: what is missing, broken or of other words is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache import Cache


class Drawing:
    """Counts how often it is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"a picture"


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


def _asked(root: Path | None, drawing: Drawing, key: str = "ord") -> bytes:
    return Cache(root, b"").cached(key, drawing)


def test_it_is_made_once(tmp_path: Path, drawing: Drawing) -> None:
    assert {_asked(tmp_path, drawing) for _ in range(3)} == {b"a picture"}
    assert drawing.times == 1
    assert (tmp_path / ".cache/aftalespor/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_other_words_are_another_thing(tmp_path: Path, drawing: Drawing) -> None:
    _asked(tmp_path, drawing)
    _asked(tmp_path, drawing, "andre ord")
    assert drawing.times == 2


@pytest.mark.parametrize("broken", [b"", b"a picture", bytes(40)], ids=["empty", "cut", "other"])
def test_what_is_broken_is_made_anew(tmp_path: Path, drawing: Drawing, broken: bytes) -> None:
    _asked(tmp_path, drawing)
    kept = next(path for path in (tmp_path / ".cache/aftalespor").iterdir() if path.name != ".gitignore")
    kept.write_bytes(broken)
    assert _asked(tmp_path, drawing) == b"a picture"
    assert drawing.times == 2
    _asked(tmp_path, drawing)
    assert drawing.times == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, drawing: Drawing) -> None:
    (tmp_path / ".cache").write_text("a file where the folder would be", encoding="utf-8")
    for root in (tmp_path, None):
        assert _asked(root, drawing) == b"a picture"
    assert drawing.times == 2


def test_what_costs_little_is_not_kept(tmp_path: Path, drawing: Drawing) -> None:
    _asked(tmp_path, drawing, key="")
    assert not list(tmp_path.iterdir())
