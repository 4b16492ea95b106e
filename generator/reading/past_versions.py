"""Reads versions of snapshots that lie in the past: many, each nearly the one before, and perhaps no longer valid.

In two steps, so that what the first gives can be kept. Reading YAML is what costs, and a version differs from the one
before in a line or two: so a text is cut into its initiatives and the frame around them, and each part is read by
itself, the first time that it is met.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from generator.model.agreement import Agreement, Initiative
from generator.model.place import InvalidDataError, Place
from generator.reading.salvage import salvage
from generator.reading.snapshots import decoded
from generator.reading.yaml_text import parse

Part = dict[str, Any]

_HEADING = re.compile(r"^initiatives: *\n", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[^ \n#]", re.MULTILINE)
_ITEM = re.compile(r"^(?=  - )", re.MULTILINE)
# Line ends that only YAML knows, and what begins or ends a document: such a text is read whole.
_UNUSUAL = re.compile("[\r\x85\u2028\u2029]|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
# Stands in the frame where the initiatives were; that it comes back as their value shows that the cut was right.
_CUT_OUT = "cut-out-here"


@dataclass(frozen=True)
class Plain:
    """The tree of a text as plain data without places, in its parts; `frame` is None when nothing can be built from it.

    Parts that two versions share are one object, never to be changed. Where the initiatives are no list of mappings,
    they are left in the frame and `initiatives` is None.
    """

    frame: Part | None
    initiatives: tuple[Part, ...] | None
    is_sound: bool

    @property
    def tree(self) -> Part | None:
        if self.frame is None or self.initiatives is None:
            return self.frame
        return {**self.frame, "initiatives": [*self.initiatives]}


class PlainReader:
    """The slow step: YAML to plain data that can be kept as JSON."""

    def __init__(self) -> None:
        self._parts: dict[str, Part | None] = {}

    def plain(self, data: bytes) -> Plain:
        """The same as reading the whole of *data* gives."""
        try:
            text = decoded(data, "")
        except InvalidDataError:
            return Plain(None, None, is_sound=False)
        if in_parts := self._in_parts(text):
            return in_parts
        document = parse(text, "")
        return Plain(_without_places(document.plain), None, is_sound=not document.problems)

    def _in_parts(self, text: str) -> Plain | None:
        """The parts that *text* is made of; None where it cannot be cut, or not each of them is sound."""
        cut = _cut(text)
        if cut is None:
            return None
        frame, *items = map(self._part, cut)
        if frame is None or frame.get("initiatives") != [_CUT_OUT]:
            return None
        initiatives = tuple(
            found for item in items if item and isinstance(found := item["initiatives"][0], dict)
        )
        return Plain(frame, initiatives, is_sound=True) if len(initiatives) == len(items) else None

    def _part(self, text: str) -> Part | None:
        if text not in self._parts:
            document = parse(text, "")
            self._parts[text] = None if document.problems else _without_places(document.plain)
        return self._parts[text]


class Reviver:
    """The quick step: from plain data to values. An initiative that many versions share is built once."""

    def __init__(self) -> None:
        # By identity; each part is kept beside its value, so that no other takes its place in memory.
        self._initiatives: dict[int, tuple[Part, Initiative | None]] = {}
        self._frames: dict[int, tuple[Part, Agreement]] = {}

    def agreement(self, kept: Plain) -> tuple[Agreement | None, bool]:
        """The agreement in *kept*, and whether it is all there by the rules of today."""
        if kept.frame is None:
            return None, False
        initiatives = [self._initiative(item) for item in kept.initiatives or ()]
        if not initiatives or None in initiatives:
            return _valid_or_salvaged(kept.tree or {}, kept, {})
        if found := self._frames.get(id(kept.frame)):
            # What a frame must be does not hang on its initiatives, so it is not asked again.
            return found[1].model_copy(update={"initiatives": tuple(initiatives)}), kept.is_sound
        agreement, is_whole = _valid_or_salvaged(kept.frame, kept, {"initiatives": initiatives})
        if agreement is not None and is_whole:
            self._frames[id(kept.frame)] = kept.frame, agreement
        return agreement, is_whole

    def _initiative(self, item: Part) -> Initiative | None:
        if id(item) not in self._initiatives:
            try:
                self._initiatives[id(item)] = item, Initiative.model_validate(item)
            except ValidationError:
                self._initiatives[id(item)] = item, None
        return self._initiatives[id(item)][1]


def _valid_or_salvaged(
    frame: Part, kept: Plain, built: Mapping[str, object]
) -> tuple[Agreement | None, bool]:
    try:
        return Agreement.model_validate({**frame, **built}), kept.is_sound
    except ValidationError as invalid:
        return salvage(copy.deepcopy(kept.tree or {}), Agreement, invalid)[0], False


def _cut(text: str) -> list[str] | None:
    """The frame of a snapshot and each initiative, as texts of their own; None where that is not plain to see.

    An initiative begins with two spaces and a hyphen, which nothing inside one can. A quotation or a bracket that
    goes over a cut is not closed in its part, and so has a fault there.
    """
    heading = _HEADING.search(text)
    if heading is None or _UNUSUAL.search(text) or _CUT_OUT in text:
        return None
    end = _NEXT_KEY.search(text, heading.end())
    body = text[heading.end() : end.start() if end else None]
    before, *items = _ITEM.split(body)
    if before or not items:
        return None
    rest = text[end.start() :] if end else ""
    return [
        f"{text[: heading.start()]}initiatives: [{_CUT_OUT}]\n{rest}",
        *(f"initiatives:\n{i}" for i in items),
    ]


def _without_places(value: Any) -> Any:
    match value:
        case dict():
            return {k: _without_places(v) for k, v in value.items() if not isinstance(v, Place)}
        case list():
            return [_without_places(item) for item in value]
        case _:
            return value
