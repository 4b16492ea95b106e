"""Files that are made once, measured, and written much later, without being held in memory in between."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

_IN_MEMORY = 2**18  # what is smaller is not worth a file
_PIECE = 2**18


class Spool:
    """The content of a file; a temporary one without a name, so that nothing is left behind, not even of a killed build."""

    def __init__(self, write: Callable[[IO[bytes]], object]) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lasts as long as we do
        weakref.finalize(self, self._file.close)
        write(self._file)
        self.size = self._file.seek(0, 2) or self._file.tell()

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> Spool:
        def write(file: IO[bytes]) -> None:
            for piece in pieces:  # writelines looks at the size only when all are in memory
                file.write(piece)

        return cls(write)

    def pieces(self) -> Iterator[bytes]:
        at = 0
        while at < self.size:
            self._file.seek(at)  # somebody else may have read in between
            piece = self._file.read(_PIECE)
            at += len(piece)
            yield piece


def written_at(write: Callable[[str], object], instead: Mapping[int, bytes]) -> Spool:
    """What *write* writes, by a library that needs the name of a file; at some offsets other bytes *instead*."""
    with tempfile.TemporaryDirectory(prefix="aftalespor-") as folder:
        path = Path(folder) / "file"
        write(str(path))
        with path.open("r+b") as file:
            for offset, data in instead.items():
                file.seek(offset)
                file.write(data)
            file.seek(0)
            return Spool.of(iter(lambda: file.read(_PIECE), b""))
