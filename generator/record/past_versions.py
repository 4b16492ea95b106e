"""What each version of a snapshot held, as the rules of today read it: parsed once, and kept for the next build.

A blob never changes, so neither does its tree. Versions share nearly all of their initiatives, so each of those is kept
once, and built once. Models and checks are applied anew each time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.cache import MOST_BYTES, Cache
from generator.model.agreement import Agreement, Initiative
from generator.model.beyond import Beyond
from generator.model.place import InvalidDataError
from generator.reading import filling, limits, snapshots, yaml_quick, yaml_text
from generator.reading.snapshots import salvage
from generator.record.git_history import Contents, agreement_id

M = TypeVar("M", bound=BaseModel)

_KEY = "versions"
_LINE = 150  # about what a version takes beside its parts


@dataclass(frozen=True)
class Seen:
    """A version of a snapshot: what is left of it, and whether that is all."""

    agreement: Agreement | None
    is_whole: bool


class _Version(NamedTuple):
    """The agreement's id, and the numbers of its parts; without a frame nothing can be built.

    Where the initiatives are no list of mappings, they are None and stand in the frame.
    """

    id: str | None
    is_sound: bool
    frame: int | None = None
    initiatives: list[int] | None = None

    @property
    def numbers(self) -> list[int]:
        return [*(self.initiatives or ()), *([] if self.frame is None else [self.frame])]


_STORED = TypeAdapter(tuple[list[str], dict[str, _Version]])


class PastVersions:
    """The versions of snapshots by the ids of their blobs: those kept in *store*, and those met since."""

    def __init__(self, store: Cache) -> None:
        self._store = store
        self._parts, self._versions = _stored(store.get(_KEY))
        self._numbers = {part: number for number, part in enumerate(self._parts)}
        self._seen: dict[str, Seen] = {}
        self._frames: dict[int, Agreement] = {}
        self._initiatives: dict[int, Initiative | None] = {}

    def ids(self, blobs: Sequence[str], read: Contents) -> dict[str, str | None]:
        """The ids of the agreements in some versions; *read* is only asked for those that are not known."""
        new = [blob for blob in blobs if blob not in self._versions]
        for blob, data in zip(new, read(new), strict=True):
            self._versions[blob] = self._parsed(data)
        if new:
            self._save(blobs)
        return {blob: self._versions[blob].id for blob in blobs}

    def seen(self, blob: str) -> Seen:
        """What was in a version whose id was asked for."""
        if blob not in self._seen:
            try:
                self._seen[blob] = self._built(self._versions[blob])
            except (ValueError, TypeError, RecursionError):  # a part that is none of ours
                self._seen[blob] = Seen(None, is_whole=False)
        return self._seen[blob]

    def other(self, blob: str, model: type[M]) -> M | None:
        """A version of what is no snapshot, as the rules of today read it; None where they cannot."""
        frame = self._versions[blob].frame
        try:
            return None if frame is None else model.model_validate_json(self._parts[frame])
        except ValidationError:
            return None

    def _parsed(self, data: bytes) -> _Version:
        snapshot_id = agreement_id(data)
        if data.count(b"\n") + data.count(b",") > limits.MAX_PAST_LINES:
            return _Version(snapshot_id, is_sound=False)
        try:
            document = yaml_text.parse(snapshots.decoded(data, "", limits.MAX_PAST_BYTES), "")
        except InvalidDataError:
            return _Version(snapshot_id, is_sound=False)
        if document.plain is None:
            return _Version(snapshot_id, is_sound=False)
        filling.fill(document.plain, Agreement if snapshot_id else Beyond, document.places)
        frame = yaml_text.without_places(document.plain)
        items = frame.get("initiatives")
        if isinstance(items, list) and all(isinstance(item, dict) for item in items):
            del frame["initiatives"]
            numbers = [self._number(item) for item in items]
            return _Version(snapshot_id, not document.problems, self._number(frame), numbers)
        return _Version(snapshot_id, not document.problems, self._number(frame))

    def _number(self, part: dict[str, object]) -> int:
        text = json.dumps(part, separators=(",", ":"))
        if text not in self._numbers:
            self._numbers[text] = len(self._parts)
            self._parts.append(text)
        return self._numbers[text]

    def _built(self, version: _Version) -> Seen:
        if version.frame is None:
            return Seen(None, is_whole=False)
        initiatives = [self._initiative(number) for number in version.initiatives or ()]
        is_sound = bool(initiatives) and None not in initiatives
        if is_sound and version.frame in self._frames:
            # What a frame must be does not hang on its initiatives, so it is not asked again.
            same = self._frames[version.frame].model_copy(update={"initiatives": tuple(initiatives)})
            return Seen(same, version.is_sound)
        tree = json.loads(self._parts[version.frame])
        if version.initiatives is not None:
            tree["initiatives"] = [json.loads(self._parts[number]) for number in version.initiatives]
        try:
            agreement = Agreement.model_validate({**tree, "initiatives": initiatives} if is_sound else tree)
        except ValidationError as invalid:
            return Seen(salvage(tree, Agreement, invalid)[0], is_whole=False)
        if is_sound:
            self._frames[version.frame] = agreement
        return Seen(agreement, version.is_sound)

    def _initiative(self, number: int) -> Initiative | None:
        if number not in self._initiatives:
            try:
                self._initiatives[number] = Initiative.model_validate_json(self._parts[number])
            except ValidationError:
                self._initiatives[number] = None
        return self._initiatives[number]

    def _save(self, used: Sequence[str]) -> None:
        """Keep as many versions as there is room for, first those that are *used*, with the parts that they have."""
        parts: dict[int, int] = {}
        versions: dict[str, _Version] = {}
        size = 0
        for blob in dict.fromkeys((*used, *self._versions)):
            version = self._versions[blob]
            new = [number for number in version.numbers if number not in parts]
            size += _LINE + 8 * len(version.numbers) + sum(len(self._parts[number]) * 5 // 4 for number in new)
            if size > MOST_BYTES:
                break
            parts |= {number: len(parts) + place for place, number in enumerate(dict.fromkeys(new))}
            versions[blob] = version._replace(
                frame=None if version.frame is None else parts[version.frame],
                initiatives=None if version.initiatives is None else [parts[n] for n in version.initiatives],
            )
        self._store.put(_KEY, _STORED.dump_json(([self._parts[n] for n in parts], versions)))


def maker() -> bytes:
    """Tells the program that reads versions: its code and the libraries it reads with."""
    code = b"".join(Path(str(m.__file__)).read_bytes() for m in (filling, limits, snapshots, yaml_quick, yaml_text))
    return b"\0".join((code, Path(__file__).read_bytes(), *(version(n).encode() for n in ("ruamel.yaml", "pyyaml"))))


def _stored(content: bytes | None) -> tuple[list[str], dict[str, _Version]]:
    """What a build before this one kept; nothing where it is not as we write it."""
    try:
        parts, versions = _STORED.validate_json(content or b"")
    except ValidationError:
        return [], {}
    numbers = {number for version in versions.values() for number in version.numbers}
    return (parts, versions) if all(0 <= number < len(parts) for number in numbers) else ([], {})
