"""Keeps on disk what costs much to make and is the same each time, such as cards: made anew only when it changes.

Nothing is lost when the folder is: what is missing or broken is made again, and where nothing can be written,
nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from pathlib import Path

from generator.publishing import cards
from generator.publishing.site_file import SiteAsset

_CHECK = 32


class Keeper:
    """The content of assets, in a folder below *root*, which must be given for anything to be kept."""

    def __init__(self, root: Path | None) -> None:
        drawn_by = Path(cards.__file__).read_bytes() + cards.DRAWN_BY.encode()
        self._salt = hashlib.sha256(drawn_by).digest()
        self._folder = root / ".cache" / "aftalespor" / "made" if root else None

    def data(self, asset: SiteAsset) -> bytes:
        """The content of *asset*, from the folder when it is there, else made."""
        if not asset.key or not self._folder:
            return asset.data
        path = self._folder / hashlib.sha256(self._salt + asset.key.encode()).hexdigest()
        with contextlib.suppress(OSError):
            kept = path.read_bytes()
            if hashlib.sha256(kept[_CHECK:]).digest() == kept[:_CHECK]:
                return kept[_CHECK:]
        made = asset.data
        with contextlib.suppress(OSError):
            _put(path, hashlib.sha256(made).digest() + made)
        return made


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever else is writing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ignore = path.parent.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
        file.write(content)
    try:
        Path(file.name).replace(path)
    except OSError:
        Path(file.name).unlink()
