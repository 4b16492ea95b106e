"""Keeps what each version of a snapshot held, so that it is parsed once and not at each build.

Parsing is what costs; a blob never changes, so neither does its tree. Nothing is lost when the cache is: a file
that is missing, broken or of another parser is made anew, and where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.reading import limits, yaml_text
from generator.reading.snapshots import Plain, plain
from generator.record.history import read_blobs, root

_FOLDER = Path(".cache") / "aftalespor"


class BlobCache:
    """The trees of blobs, in a folder below *root*."""

    def __init__(self, root: Path) -> None:
        code = b"".join(Path(str(module.__file__)).read_bytes() for module in (yaml_text, limits))
        parser = hashlib.sha256(code).hexdigest()[:12]
        self._folder = root / _FOLDER / parser

    def get(self, blob: str) -> Plain | None:
        try:
            check, _, text = self._path(blob).read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        if check != _check(text):
            return None
        kept = json.loads(text)
        return Plain(kept["tree"], is_sound=kept["is_sound"])

    def put(self, blob: str, kept: Plain) -> None:
        """Keep it if that can be done; whole or not at all, whoever else is writing."""
        text = json.dumps({"tree": kept.tree, "is_sound": kept.is_sound})
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            try:
                with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a handle, no path
                    file.write(f"{_check(text)}\n{text}")
                Path(name).replace(self._path(blob))
            except OSError:
                Path(name).unlink()

    def _path(self, blob: str) -> Path:
        return self._folder / f"{blob}.json"


def trees(folder: Path, blobs: Iterable[str]) -> Mapping[str, Plain]:
    """The tree of each of *blobs*, versions of the snapshots in *folder*; only those not kept are parsed."""
    cache = BlobCache(root(folder))
    found: dict[str, Plain] = {}
    missing: list[str] = []
    for blob in dict.fromkeys(blobs):
        kept = cache.get(blob)
        if kept is None:
            missing.append(blob)
        else:
            found[blob] = kept
    for blob, data in read_blobs(folder, missing) if missing else ():
        found[blob] = plain(data)
        cache.put(blob, found[blob])
    return found


def _check(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
