"""Compiled templates, kept from one run to the next."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.cache import Cache, program, users_folder


class Compiled(BytecodeCache):
    """Compiled templates of one *kind* of environment, kept in the user's own folder: they are code."""

    def __init__(self, kind: str) -> None:
        self._kind, self._cache = kind, Cache(users_folder(), program())

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The same for every copy of the project, so that one takes the place of the last."""
        return f"template {self._kind} {Path(filename or '').parent.name} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._cache.get(bucket.key):
            bucket.bytecode_from_string(compiled)  # which looks whether it is of the template as it is now

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put(bucket.key, bucket.bytecode_to_string())
