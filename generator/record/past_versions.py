"""What each version of a snapshot held, as the rules of today read it: parsed once, and in the cache from then on.

A blob never changes, so neither does its tree. Models and checks are applied anew each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.cache import Cache
from generator.model.agreement import Agreement, Initiative
from generator.model.beyond import Beyond
from generator.model.place import InvalidDataError
from generator.reading import files, filling, limits, snapshots, yaml_text
from generator.reading.snapshots import salvage
from generator.record.git_history import read_blobs

M = TypeVar("M", bound=BaseModel)


class _Version(NamedTuple):
    """JSON of its initiatives and of all the rest; without the rest nothing can be built.

    Where the initiatives are no list of mappings, they are None and stand in the rest.
    """

    is_sound: bool
    rest: str | None = None
    initiatives: list[str] | None = None


_STORED = TypeAdapter(_Version)


@dataclass(frozen=True)
class Seen:
    """A version of a snapshot: what is left of it, and whether that is all."""

    agreement: Agreement | None
    is_whole: bool


class PastVersions:
    """The versions with the ids *blobs* in the history of *folder*, from *store* or from git."""

    def __init__(self, store: Cache, folder: Path, blobs: Iterable[str]) -> None:
        self._versions: dict[str, _Version] = {}
        new = []
        for blob in dict.fromkeys(blobs):
            try:
                self._versions[blob] = _STORED.validate_json(store.get(_key(blob)) or b"")
            except ValidationError:
                new.append(blob)
        for blob, data in zip(new, read_blobs(folder, new), strict=True):
            self._versions[blob] = _parsed(data)
            store.put(_key(blob), _STORED.dump_json(self._versions[blob]))
        self._initiative = cache(_initiative)  # versions share nearly all of theirs
        self.seen = cache(self._seen)

    def _seen(self, blob: str) -> Seen:
        """What was in a version of a snapshot."""
        version = self._versions[blob]
        if version.rest is None:
            return Seen(None, is_whole=False)
        try:
            plain, parts = json.loads(version.rest), version.initiatives
            whole = plain if parts is None else {**plain, "initiatives": [self._initiative(part) for part in parts]}
            return Seen(Agreement.model_validate(whole), version.is_sound)
        except ValidationError as invalid:
            if parts is not None:
                plain["initiatives"] = [json.loads(part) for part in parts]
            return Seen(salvage(plain, Agreement, invalid)[0], is_whole=False)
        except (ValueError, TypeError, RecursionError):  # a part that is none of ours
            return Seen(None, is_whole=False)

    def other(self, blob: str, model: type[M]) -> M | None:
        """A version of what is no snapshot, as the rules of today read it; None where they cannot."""
        try:
            return model.model_validate_json(self._versions[blob].rest or b"")
        except ValidationError:
            return None


def maker() -> bytes:
    """Tells the program that reads versions: its code and the libraries it reads with."""
    modules = (files, filling, limits, snapshots, yaml_text)
    code = b"".join(Path(str(m.__file__)).read_bytes() for m in modules)
    return b"\0".join((code, Path(__file__).read_bytes(), version("ruamel.yaml.clib").encode()))


def _key(blob: str) -> str:
    return f"version {blob}"


def _parsed(data: bytes) -> _Version:
    if files.is_too_much(data):
        return _Version(is_sound=False)
    try:
        document = yaml_text.parse(files.decoded(data, ""), "")
    except InvalidDataError:
        return _Version(is_sound=False)
    if document.plain is None:
        return _Version(is_sound=False)
    filling.fill(document.plain, Agreement if files.agreement_id(data) else Beyond, document.places)
    rest = yaml_text.without_places(document.plain)
    items = rest.get("initiatives")
    parts = None
    if isinstance(items, list) and all(isinstance(item, dict) for item in items):
        parts = [json.dumps(item) for item in rest.pop("initiatives")]
    return _Version(not document.problems, json.dumps(rest), parts)


def _initiative(text: str) -> object:
    """The initiative, or plain data where it is none by the rules of today."""
    try:
        return Initiative.model_validate_json(text)
    except ValidationError:
        return json.loads(text)
