"""From YAML text to plain data, with the line and column of every value.

Only what a snapshot needs of YAML is let in: one document of mappings, lists and scalars. Anchors, tags
and directives are refused before anything is built, so no text can grow in memory or run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from generator.model.place import Place, Problem
from generator.reading import limits, yaml_quick
from generator.reading.files import LINE_ENDS, SURROGATES, hidden_escapes, hidden_in, why_not
from generator.reading.yaml_quick import CURLY

Path = tuple[str | int, ...]
Places = dict[Path, Place]

NOTHING = "left-empty"  # the rule that a key without a value breaks
_HASH = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_TAG = "tag:yaml.org,2002:"
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
    root = yaml_quick.compose(text)
    document = YamlDocument()
    if root is not None:
        document.plain = _Reader(file, document).mapping(root, ())
        if not document.problems:
            return document
    document = YamlDocument()
    reader = _Reader(file, document)
    if reader.is_sound(text):
        root = composed(text)
        document.plain = reader.mapping(root, ())
    return document


def composed(text: str) -> Any:
    """The tree of nodes of a *text* that `parse` found sound."""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False  # an anchor is a problem already
    return yaml.compose(text)


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


class _Reader:
    def __init__(self, file: str, document: YamlDocument) -> None:
        self._file = file
        self._document = document

    def is_sound(self, text: str) -> bool:
        """Note what is wrong with the structure; say whether data can be built from it.

        Goes by events, which do not nest, so that no depth of brackets can exhaust the stack.
        """
        can_be_counted = True
        for position, line, character in hidden_in(text):
            column = position - text.rfind("\n", 0, position) - 1
            self._note("hidden-character", _Mark(line, column), why_not(character))
            can_be_counted &= character not in LINE_ENDS
        conflicts = [*_CONFLICT.finditer(text)]
        for conflict in conflicts:
            line = text.count("\n", 0, conflict.start())
            self._note("conflict-marker", _Mark(line, 0), f"{conflict[0]} {_UNMERGED}")
        # What follows from a conflict is nothing to mend, and after a stray line end the parser counts other lines
        # than an editor shows.
        if conflicts or not can_be_counted:
            return False
        try:
            return all([*self._structure(text)])
        except ReaderError as error:
            character = f"unacceptable character #x{ord(text[error.position]):04x}"
            message = f"{character}: special characters are not allowed. Remove the character."
            line, begin = text.count("\n", 0, error.position), text.rfind("\n", 0, error.position) + 1
            self._note("not-yaml", _Mark(line, error.position - begin), message)
        except MarkedYAMLError as error:
            from generator.reading.unsound import unsound  # noqa: PLC0415 - its patterns take long to compile

            fault = unsound(text, error)
            self._note("not-yaml", fault, fault.message)
        except (ValueError, AssertionError) as error:  # such as a version number that is none, or %YAML 1.3
            self._note("not-yaml", None, f"{str(error).splitlines()[0]}. Mend or remove it.")
        return False

    def _structure(self, text: str) -> Iterator[bool]:
        """Yield for each thing noticed whether data can still be built."""
        depth = documents = values = 0
        root = None
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    yield self._note("not-yaml", None, "a line that begins with % is not used here. Remove it.")
            elif isinstance(event, AliasEvent):
                yield self._note("no-aliases", event.start_mark, _NO_ALIASES)
            elif isinstance(event, NodeEvent):
                root = root or event
                if event.anchor:
                    self._note("no-aliases", event.start_mark, _NO_ALIASES)
                if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
                    self._note("no-tags", event.start_mark, f"the tag {event.tag:.40} is not used. Remove it.")
            if isinstance(event, ScalarEvent):
                yield self._is_fit(event, text)
            values += isinstance(event, NodeEvent)
            if values > limits.MAX_VALUES:
                message = f"more than {limits.MAX_VALUES} keys and values in one file. Split it, or shorten it."
                yield self._note("too-large", event.start_mark, message)
                return
            if isinstance(event, CollectionStartEvent):
                depth += 1
                if depth > limits.MAX_DEPTH + 1:
                    message = f"more than {limits.MAX_DEPTH} levels. A snapshot needs fewer than ten."
                    yield self._note("too-deep", event.start_mark, message)
                    return
            depth -= isinstance(event, CollectionEndEvent)
        if documents != 1 or (isinstance(root, ScalarEvent) and not root.value):
            count = f"{documents} documents" if documents > 1 else "nothing"
            yield self._note("one-document", None, f"found {count} in the file. A snapshot is one YAML document.")
        elif not isinstance(root, MappingStartEvent):
            mark = root.start_mark if root else None
            yield self._note("wrong-type", mark, "the file must be a mapping. Begin it with a key such as id.")

    def _is_fit(self, event: ScalarEvent, text: str) -> bool:
        """Note what is wrong with one text; say whether it can be passed on at all."""
        if len(event.value) > limits.MAX_TEXT:
            message = f"this text has {len(event.value)} characters. Keep it below {limits.MAX_TEXT}."
            self._note("too-long", event.start_mark, message)
        if event.style is None and (quoted := CURLY.fullmatch(event.value)):
            message = f"{event.value:.40} has quotation marks that become part of the text. {_STRAIGHT}"
            self._note("curly-quotes", event.start_mark, message.format(quoted[1]))
        if event.style is None and event.value and (cut := _HASH.match(text, event.end_mark.index)):
            self._note("text-cut-off", event.end_mark, f"{cut[1]:.40} is left out: {_CUT_OFF}")
        raw = text[event.start_mark.index : event.end_mark.index]
        escaped = hidden_escapes(raw, event.value)
        for character in escaped:
            self._note("hidden-character", event.start_mark, why_not(character))
        return not any(character in SURROGATES for character in escaped)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key_node, value_node in node.value:
            mark, key = key_node.start_mark, key_node.value
            if not isinstance(key_node, ScalarNode):
                kind = "a list" if isinstance(key_node, SequenceNode) else "a mapping"
                self._note("wrong-type", mark, f"{kind} is not a key. Write the key as text.")
            elif key_node.tag != f"{_TAG}str":
                shown = key or "(nothing)"
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
                    end = value_node.start_mark
                    if (end.line, end.column) == (mark.line, mark.column + len(key)):
                        remedy = f"Put the text in quotes, or write {key!r:.60}: and a value."
                        message = f"{key!r:.60} stands after a comma or without a colon. {remedy}"
                    self._note(NOTHING, mark, message)
        place = Place(self._file, node.start_mark.line + 1, node.start_mark.column + 1, keys)
        self._document.places[path] = place
        return {**values, "place": place}

    def _value(self, node: Node, path: Path) -> Any:
        mark = node.start_mark
        self._document.places[path] = Place(self._file, mark.line + 1, mark.column + 1)
        match node:
            case MappingNode():
                return self.mapping(node, path)
            case SequenceNode():
                return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]
            case _:
                return _scalar(str(node.tag), node.value)

    def _item(self, node: Node, path: Path) -> Any:
        value = self._value(node, path)
        if value is None:
            message = f"item {int(path[-1]) + 1} of {path[-2]!r:.60}: found nothing after the hyphen."
            self._note(NOTHING, node.start_mark, f"{message} Give a value, or leave the hyphen out.")
        return value

    def _note(self, rule: str, mark: Any, message: str) -> bool:
        """Note a problem; returns False, for what cannot be gone on from."""
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if len(self._document.problems) < limits.MAX_PROBLEMS:
            self._document.problems.append(Problem(self._file, line, column, rule, message))
        else:
            self._document.unshown += 1
        return False


_UNMERGED = "is where git left two versions. Keep one of them, and remove the lines with such marks."
_STRAIGHT = 'Write "{}", or put straight quotes around all of it where the text has the marks.'
_NO_ALIASES = "anchors and aliases are not used. Write the value out."


_CUT_OFF = "what stands after # is a comment. Put the text in quotes, or move the comment to a line of its own."


def _scalar(tag: str, text: str) -> Any:
    """The value of a scalar: dates stay text, and so does whatever is not plainly a number."""
    match tag.removeprefix(_TAG):
        case "int" if text.lstrip("+-").isdigit() and len(text) <= limits.MAX_DIGITS:
            return int(text) if str(int(text)) == text else WrittenInt(text)
        case "float" if text.lstrip("+-").replace(".", "", 1).isdigit() and len(text) <= limits.MAX_DIGITS:
            return WrittenFloat(text)
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case _:
            return text
