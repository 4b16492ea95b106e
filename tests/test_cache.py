"""What is kept on disk is only ever a saving: what is missing, broken or of other words is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.cache import FOLDER, Cache
from generator.pages.rendering import Compiled


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


def test_compiled_templates_are_kept_and_what_is_broken_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "side.html").write_text("{{ 6 * 7 }}", encoding="utf-8")
    compiled: list[str] = []
    monkeypatch.setattr(Environment, "_compile", lambda _, *a: compiled.append(a[1]) or compile(*a, "exec"))

    def shown() -> str:
        environment = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=Compiled("test"), autoescape=True)
        return environment.get_template("side.html").render()

    assert {shown() for _ in range(2)} == {"42"}
    assert len(compiled) == 1
    [kept] = [path for path in (tmp_path / FOLDER).iterdir() if path.name != ".gitignore"]
    kept.write_bytes(kept.read_bytes()[:-1])
    assert shown() == "42"
    (tmp_path / "side.html").write_text("{{ 6 * 8 }}", encoding="utf-8")
    assert shown() == "48"
    assert len(compiled) == 3
    (tmp_path / ".git").mkdir()  # now anybody may have put it there
    assert shown() == "48"
    assert len(compiled) == 4


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, drawing: Drawing) -> None:
    (tmp_path / ".cache").write_text("a file where the folder would be", encoding="utf-8")
    for root in (tmp_path, None):
        assert _asked(root, drawing) == b"a picture"
    assert drawing.times == 2


def test_what_costs_little_is_not_kept(tmp_path: Path, drawing: Drawing) -> None:
    _asked(tmp_path, drawing, key="")
    assert not list(tmp_path.iterdir())
