"""From YAML text to plain data, with the line and column of every value.

Only what a snapshot needs of YAML is let in: one document of mappings, lists and scalars. Anchors, tags
and directives are refused before anything is built, so no text can grow in memory or run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import events
from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # the events alone: what a value means is ours to say
from ruamel.yaml.error import MarkedYAMLError

from generator.model.place import Place, Problem
from generator.reading import limits
from generator.reading.files import LINE_ENDS, hidden_escapes, hidden_in, why_not

Path = tuple[str | int, ...]
Places = dict[Path, Place]

NOTHING = "left-empty"  # the rule that a key without a value breaks
_HASH = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
# What a word processor makes of "a text in quotes", which are none to YAML.
_CURLY = "“”„‟‘’‚‛"
_QUOTED = re.compile(rf"[{_CURLY}]([^{_CURLY}\n]+)[{_CURLY}]")
# What no YAML may hold; the parser would not say where it stands.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What the libyaml that comes with ruamel.yaml says of {url: https://…}, which is YAML.
_COLON = "found unexpected ':'"
_BYTE_ORDER_MARK, _PASSED = "\ufeff", "\u200b"  # the parser refuses the one, which is invisible as the other
# No text of a snapshot begins at the left edge, so no sound file has such a line.
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)


@dataclass
class YamlDocument:
    """What a text held: `plain` is None when there is nothing to go on with.

    Every mapping in `plain` has its Place under the key "place", for the typed values to keep.
    """

    plain: dict[str, Any] | None = None
    places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unshown: int = 0  # problems beyond those that are told of one file

    def all_problems(self, more: Iterable[Problem] = (), unshown: int = 0) -> tuple[Problem, ...]:
        """Every problem in order, *more* among them, and how many were left out if any were."""
        problems = sorted({*self.problems, *more})
        shown = problems[: limits.MAX_PROBLEMS]
        left_out = self.unshown + unshown + len(problems) - len(shown)
        if left_out:
            last = shown[-1]
            message = f"{left_out} more in this file are not shown. Mend these first, and check again."
            shown.append(Problem(last.file, last.line, last.column, "too-many-problems", message))
        return tuple(sorted(shown))


def parse(text: str, file: str) -> YamlDocument:
    """Read *text* as one mapping; *file* is how to name it in problems."""
    document = YamlDocument()
    reader = _Reader(file, document)
    root = reader.sound_root(text)
    if root is not None:
        document.plain = reader.mapping(root, ())
    return document


def without_places(value: Any) -> Any:
    """The tree of a document as plain data."""
    match value:
        case dict():
            return {k: without_places(v) for k, v in value.items() if not isinstance(v, Place)}
        case list():
            return [without_places(item) for item in value]
        case _:
            return value


class WrittenFloat(float):
    """A number with a point, which no snapshot has, and how it is written: 30.000 is thirty to YAML."""

    def __init__(self, written: str) -> None:
        self.written = written


class WrittenInt(int):
    """A whole number that is not written as it is counted, such as 007."""

    def __init__(self, written: str) -> None:
        self.written = written


class _Mark(NamedTuple):
    line: int  # from 0, as the column
    column: int


class _Node(NamedTuple):
    """A scalar, whose event has its text, or a list, or a mapping, whose items are keys and values in turn."""

    event: Any
    items: list[_Node]

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.event, events.ScalarEvent)

    @property
    def is_list(self) -> bool:
        return isinstance(self.event, events.SequenceStartEvent)

    @property
    def value(self) -> str | int | float | None:
        return str(self.event.value) if self.event.style else _plain(self.event.value)


def _events(text: str) -> Iterator[events.Event]:
    """What libyaml tells of a text, in its order; raises MarkedYAMLError where it is no YAML to it."""
    parser = CParser(text)
    try:
        while not isinstance(event := parser.get_event(), events.StreamEndEvent):
            yield event
    finally:
        parser.dispose()


class _Reader:
    def __init__(self, file: str, document: YamlDocument) -> None:
        self._file = file
        self._document = document

    def sound_root(self, text: str) -> _Node | None:
        """Note what is wrong with the structure; return the mapping that data can be built from, if it can."""
        can_be_counted = True
        for position, _, character in hidden_in(text):
            self._note("hidden-character", _mark_at(text, position), why_not(character))
            can_be_counted &= character not in LINE_ENDS
        conflicts = [*_CONFLICT.finditer(text)]
        for conflict in conflicts:
            self._note("conflict-marker", _mark_at(text, conflict.start()), f"{conflict[0]} {_UNMERGED}")
        # What follows from a conflict is nothing to mend, and after a stray line end the parser counts other lines
        # than an editor shows.
        if conflicts or not can_be_counted:
            return None
        if refused := _REFUSED.search(text):
            character = f"unacceptable character #x{ord(refused[0]):04x}"
            message = f"{character}: special characters are not allowed. Remove the character."
            self._note("not-yaml", _mark_at(text, refused.start()), message)
            return None
        noted = len(self._document.problems)
        passed = text.replace(_BYTE_ORDER_MARK, _PASSED)
        try:
            return self._root(_events(passed), text)
        except MarkedYAMLError as refused_in_c:
            from ruamel.yaml import YAML  # noqa: PLC0415 - seldom needed, as the next

            from generator.reading.unsound import unsound  # noqa: PLC0415 - its patterns take long to compile

            error = refused_in_c
            if error.problem == _COLON:
                del self._document.problems[noted:]
                try:
                    return self._root(YAML(typ="safe", pure=True).parse(passed), text)
                except MarkedYAMLError as refused_in_python:
                    error = refused_in_python
                except AssertionError:  # of a directive that it does not know
                    pass
            fault = unsound(text, error)
            self._note("not-yaml", fault, fault.message)
            return None

    def _root(self, parsed: Iterable[events.Event], text: str) -> _Node | None:
        """Goes by events, which do not nest, so that no depth of brackets can exhaust the stack."""
        top: list[_Node] = []
        above: list[list[_Node]] = []  # the items of what is open
        items, documents, values, is_sound = top, 0, 0, True
        for event in parsed:
            if isinstance(event, events.CollectionEndEvent):
                items = above.pop()
                continue
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    self._note("not-yaml", None, "a line that begins with % is not used here. Remove it.")
                    is_sound = False
            if isinstance(event, events.AliasEvent):
                self._note("no-aliases", event.start_mark, _NO_ALIASES)
                is_sound = False
                continue
            if not isinstance(event, events.ScalarEvent | events.CollectionStartEvent):
                continue
            if event.anchor:
                self._note("no-aliases", event.start_mark, _NO_ALIASES)
            if event.tag:
                self._note("no-tags", event.start_mark, f"the tag {event.tag:.40} is not used. Remove it.")
            values += 1
            if values > limits.MAX_VALUES:
                message = f"more than {limits.MAX_VALUES} keys and values in one file. Split it, or shorten it."
                self._note("too-large", event.start_mark, message)
                return None
            node = _Node(event, [])
            items.append(node)
            if node.is_scalar:
                self._look_at(event, text)
                continue
            above.append(items)
            items = node.items
            if len(above) > limits.MAX_DEPTH + 1:
                message = f"more than {limits.MAX_DEPTH} levels. A snapshot needs fewer than ten."
                self._note("too-deep", event.start_mark, message)
                return None
        root = top[0] if top else None
        if documents != 1 or (root and root.is_scalar and not root.event.value):
            count = f"{documents} documents" if documents > 1 else "nothing"
            self._note("one-document", None, f"found {count} in the file. A snapshot is one YAML document.")
        elif root and isinstance(root.event, events.MappingStartEvent):
            return root if is_sound else None
        else:
            mark = root.event.start_mark if root else None
            self._note("wrong-type", mark, "the file must be a mapping. Begin it with a key such as id.")
        return None

    def _look_at(self, event: Any, text: str) -> None:
        """Note what is wrong with one text."""
        if len(event.value) > limits.MAX_TEXT:
            message = f"this text has {len(event.value)} characters. Keep it below {limits.MAX_TEXT}."
            self._note("too-long", event.start_mark, message)
        if not event.style and event.value[:1] in _CURLY and (quoted := _QUOTED.fullmatch(event.value)):
            message = f"{event.value:.40} has quotation marks that become part of the text. {_STRAIGHT}"
            self._note("curly-quotes", event.start_mark, message.format(quoted[1]))
        if not event.style and event.value and (cut := _HASH.match(text, event.end_mark.index)):
            self._note("text-cut-off", event.end_mark, f"{cut[1]:.40} is left out: {_CUT_OFF}")
        if event.style == '"':  # only there a character can be written otherwise
            for character in hidden_escapes(text[event.start_mark.index : event.end_mark.index], event.value):
                self._note("hidden-character", event.start_mark, why_not(character))

    def mapping(self, node: _Node, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key_node, value_node in zip(node.items[::2], node.items[1::2], strict=True):
            mark = key_node.event.start_mark
            if not key_node.is_scalar:
                kind = "a list" if key_node.is_list else "a mapping"
                self._note("wrong-type", mark, f"{kind} is not a key. Write the key as text.")
                continue
            key = key_node.value
            if not isinstance(key, str):
                shown = key_node.event.value or "(nothing)"
                self._note("wrong-type", mark, f"the key {shown:.40} is not text. Put it in quotes.")
            elif key in keys:
                message = f"{key!r:.60} is already given on line {keys[key][0]}. Keep one of them."
                self._note("duplicate-key", mark, message)
            elif key == "place":
                self._note("unknown-key", mark, "'place' is not a key here. Remove it.")
            elif len(key) > limits.MAX_KEY:
                message = f"this key has {len(key)} characters. Keep it below {limits.MAX_KEY}."
                self._note("too-long", mark, message)
            else:
                keys[key] = (mark.line + 1, mark.column + 1)
                values[key] = self._value(value_node, (*path, key))
                if values[key] is None:  # nothing has no place of its own
                    self._document.places[*path, key] = Place(self._file, *keys[key])
                    message = f"{key!r:.60}: found nothing after the colon. Give a value, or leave the key out."
                    end = value_node.event.start_mark
                    if (end.line, end.column) == (mark.line, mark.column + len(key)):
                        remedy = f"Put the text in quotes, or write {key!r:.60}: and a value."
                        message = f"{key!r:.60} stands after a comma or without a colon. {remedy}"
                    self._note(NOTHING, mark, message)
        place = Place(self._file, node.event.start_mark.line + 1, node.event.start_mark.column + 1, keys)
        self._document.places[path] = place
        return {**values, "place": place}

    def _value(self, node: _Node, path: Path) -> Any:
        mark = node.event.start_mark
        self._document.places[path] = Place(self._file, mark.line + 1, mark.column + 1)
        if node.is_scalar:
            return node.value
        if node.is_list:
            return [self._item(item, (*path, index)) for index, item in enumerate(node.items)]
        return self.mapping(node, path)

    def _item(self, node: _Node, path: Path) -> Any:
        value = self._value(node, path)
        if value is None:
            message = f"item {int(path[-1]) + 1} of {path[-2]!r:.60}: found nothing after the hyphen."
            self._note(NOTHING, node.event.start_mark, f"{message} Give a value, or leave the hyphen out.")
        return value

    def _note(self, rule: str, mark: Any, message: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if len(self._document.problems) < limits.MAX_PROBLEMS:
            self._document.problems.append(Problem(self._file, line, column, rule, message))
        else:
            self._document.unshown += 1


_UNMERGED = "is where git left two versions. Keep one of them, and remove the lines with such marks."
_STRAIGHT = 'Write "{}", or put straight quotes around all of it where the text has the marks.'
_NO_ALIASES = "anchors and aliases are not used. Write the value out."


_CUT_OFF = "what stands after # is a comment. Put the text in quotes, or move the comment to a line of its own."


_NUMBER = re.compile(r"[-+]?([0-9]+)|[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)")


def _plain(text: str) -> str | int | float | None:
    """The value of a scalar without quotes: dates stay text, and so does whatever is not plainly a number."""
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    number = _NUMBER.fullmatch(text) if len(text) <= limits.MAX_DIGITS else None
    if number is None:
        return text
    if number[1] is None:
        return WrittenFloat(text)
    return int(text) if str(int(text)) == text else WrittenInt(text)


def _mark_at(text: str, position: int) -> _Mark:
    return _Mark(text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1)
