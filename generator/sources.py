"""What an edition is made from, read and not looked into: the files of the data, and what git knows of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.cache import FOLDER
from generator.reading.files import VERSIONS, FolderContents
from generator.record.git_history import cache_root, commits_between, read_history
from generator.record.history import History

_COMMIT = re.compile(rb"\b[0-9a-f]{40,64}\b")


@dataclass(frozen=True)
class Sources:
    """`cache_root` is as the function of that name gives it."""

    folder: Path
    contents: FolderContents
    history: History
    is_past: bool
    cache_root: Path | None

    @classmethod
    def of(cls, folder: Path, contents: FolderContents, at: str | None = None) -> Sources:
        return cls(folder, contents, read_history(folder, at), at is not None, cache_root(folder, FOLDER))

    @property
    def digest(self) -> str:
        """Another as soon as the edition may be: of the files by name, their history and the commits of releases."""
        versions = self.contents.get(VERSIONS)
        commits = [commit.decode() for commit in _COMMIT.findall(versions)] if isinstance(versions, bytes) else []
        covered = commits_between(self.folder, commits) if commits and self.history.steps else ()
        history = {**vars(self.history), "blobs": sorted(self.history.blobs)}
        read = (self.folder.name, sorted(self.contents.items()), history, [*map(sorted, covered)], self.is_past)
        return sha256(repr(read).encode()).hexdigest()
