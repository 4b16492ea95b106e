"""Keeps what each version of a snapshot held, so that it is read once and not at each build.

A blob never changes, so neither does its tree. All are kept in one file of JSON, in which what many versions share
stands once. Nothing is lost when the file is: one that is missing, broken, too large or of another reader is made anew,
one that came with a checkout is let alone, and where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.reading import limits, past_versions, yaml_quick, yaml_text
from generator.reading.past_versions import Plain, PlainReader
from generator.record.history import agreement_id, is_tracked, root

_FOLDER = Path(".cache") / "aftalespor"
_FILE = "versions.json"
MOST_BYTES = 64_000_000  # some 30,000 versions; what does not fit is read anew each time
_LINE = 150  # about what a version takes beside its parts


@dataclass(frozen=True)
class _Kept:
    id: str | None
    plain: Plain


class BlobCache:
    """The versions of the snapshots in a folder, by the ids of their blobs: those kept, and those met since."""

    def __init__(self, folder: Path) -> None:
        self._folder = root(folder) / _FOLDER
        self._is_ours = not is_tracked(folder, self._folder.parent)
        self._kept = _loaded(self._folder / _FILE) if self._is_ours else {}
        self._used: dict[str, _Kept] = {}
        self._reader = PlainReader()
        self._is_new = False

    def agreement_id(self, blob: str, read: Callable[[], bytes]) -> str | None:
        """The id in a version; *read* gives what it held, and is only asked where that is not known."""
        if blob not in self._used:
            kept = self._kept.get(blob)
            if kept is None:
                data = read()
                kept = _Kept(agreement_id(data), self._reader.plain(data))
                self._is_new = True
            self._used[blob] = kept
        return self._used[blob].id

    def plain(self, blob: str) -> Plain:
        """What was in a version whose id was asked for."""
        return self._used[blob].plain

    def save(self) -> None:
        """Keep what was used, if that can be done; whole or not at all, whoever else is writing."""
        if not self._is_new or not self._is_ours:
            return
        text = _packed(self._used | {b: k for b, k in self._kept.items() if b not in self._used})
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            try:
                with open(handle, "wb") as file:  # noqa: PTH123 - a handle, no path
                    file.write(f"{_seal(text)}\n".encode() + text)
                Path(name).replace(self._folder / _FILE)
            except OSError:
                Path(name).unlink()


def _loaded(path: Path) -> dict[str, _Kept]:
    """What is in the file; nothing where it is not as we wrote it."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES + 1000:
            return {}
        seal, _, text = path.read_bytes().partition(b"\n")
        return _unpacked(json.loads(text)) if seal == _seal(text).encode() else {}
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return {}


def _packed(kept: Mapping[str, _Kept]) -> bytes:
    """As JSON: the parts, each once, and of each version its id and the numbers of its parts, the frame first."""
    numbers: dict[int, int] = {}  # by identity, as versions share their parts
    texts: list[str] = []
    versions: dict[str, object] = {}
    size = 0
    for blob, item in kept.items():
        plain = item.plain
        parts = [part for part in (plain.frame, *(plain.initiatives or ())) if part is not None]
        new = {id(part): _text(part) for part in parts if id(part) not in numbers}
        size += _LINE + sum(map(len, new.values()))
        if size > MOST_BYTES:
            break
        for part_id, text in new.items():
            numbers[part_id] = len(texts)
            texts.append(text)
        found = [numbers[id(part)] for part in parts]
        versions[blob] = [item.id, plain.is_sound, plain.initiatives is not None, found]
    return f'{{"parts":[{",".join(texts)}],"versions":{_text(versions)}}}'.encode()


def _unpacked(data: Any) -> dict[str, _Kept]:
    parts = data["parts"]
    if not all(isinstance(part, dict) for part in parts):
        return {}
    found = {}
    for blob, (identity, is_sound, is_cut, numbers) in data["versions"].items():
        frame, *items = (parts[number] for number in numbers) if numbers else (None,)
        plain = Plain(frame, tuple(items) if is_cut else None, bool(is_sound))
        found[blob] = _Kept(None if identity is None else str(identity), plain)
    return found


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _seal(text: bytes) -> str:
    """Says that the file is whole, and made by this very reader."""
    return f"{_reader()} {hashlib.sha256(text).hexdigest()}"


@cache
def _reader() -> str:
    code = b"".join(
        Path(str(module.__file__)).read_bytes() for module in (limits, yaml_quick, yaml_text, past_versions)
    )
    library = " ".join(map(version, ("ruamel.yaml", "pyyaml"))).encode()
    own = Path(__file__).read_bytes()
    return hashlib.sha256(b"\0".join((code, library, own))).hexdigest()[:16]
