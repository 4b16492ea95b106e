"""What costs much to make and is the same each time, kept on disk: made anew only when what it is made from changes.

Nothing is lost when the folder is: what is missing, broken, too large or of another program is made again, and where
nothing can be written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

FOLDER = Path(".cache") / "aftalespor"
MOST_BYTES = 64_000_000  # of one file; for the record that is some 30,000 versions
_SEAL = 32


class Cache:
    """Files below *root*, which must be given for anything to be kept; *maker* says what program makes them."""

    def __init__(self, root: Path | None, maker: bytes) -> None:
        self._folder = root / FOLDER if root else None
        self._maker = hashlib.sha256(maker).digest()

    def get(self, key: str) -> bytes | None:
        """What was put there, whole and by the same program."""
        if self._folder:
            with contextlib.suppress(OSError):
                path = self._path(self._folder, key)
                content = path.read_bytes() if path.stat().st_size <= MOST_BYTES + _SEAL else b""
                if self._seal(content[_SEAL:]) == content[:_SEAL]:
                    return content[_SEAL:]
        return None

    def put(self, key: str, content: bytes) -> None:
        """Whole or not at all, whoever else is writing."""
        if not self._folder or len(content) > MOST_BYTES:
            return
        import tempfile  # noqa: PLC0415 - what is only read needs none

        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not (ignored := self._folder / ".gitignore").exists():
                ignored.write_text("*\n", encoding="utf-8")
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                path = Path(file.name)
                try:
                    file.write(self._seal(content) + content)
                    file.close()
                    path.replace(self._path(self._folder, key))
                except OSError:
                    path.unlink()

    def cached(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The content of *key*, else what *make* gives."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def _path(self, folder: Path, key: str) -> Path:
        return folder / hashlib.sha256(key.encode()).hexdigest()

    def _seal(self, content: bytes) -> bytes:
        return hashlib.sha256(self._maker + content).digest()


@lru_cache(maxsize=1)
def program() -> bytes:
    """Tells the program from every other: its code and words, Python, and every library by name and version."""
    libraries = sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})
    digest = hashlib.sha256(repr((sys.version, libraries)).encode())
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.parent.name != "__pycache__" and path.is_file():
            digest.update(path.read_bytes())
    return digest.digest()


def users_folder() -> Path | None:
    """The user's own, for what is run or said as it lies there; None if a checkout, and so a pull request, has it."""
    with contextlib.suppress(OSError, RuntimeError):
        place = (Path.home() / FOLDER).resolve()
        if Path.cwd() not in place.parents and not any((parent / ".git").exists() for parent in place.parents):
            return Path.home()
    return None
