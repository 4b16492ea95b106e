"""From YAML text to plain data, with the line and column of every value.

Only what a snapshot needs of YAML is let in: one document of mappings, lists and scalars. Anchors, tags
and directives are refused before anything is built, so no text can grow in memory or run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from generator.model.place import Place, Problem
from generator.reading import yaml_quick

Path = tuple[str | int, ...]
Places = dict[Path, Place]

MAX_DEPTH = 24
NOTHING = "left-empty"  # the rule that a key without a value breaks
_MAX_DIGITS = 18  # a longer run is no count or year, and Python refuses to read the longest
_HASH = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_TAG = "tag:yaml.org,2002:"
# What nobody can see in a review. The soft hyphen is left: it comes with copied text and shows itself at a line's end.
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Document:
    """What a text held: `plain` is None when there is nothing to go on with.

    Every mapping in `plain` has its Place under the key "place", for the typed values to keep.
    """

    plain: dict[str, Any] | None = None
    places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str, file: str) -> Document:
    """Read *text* as one mapping; *file* is how to name it in problems."""
    root = yaml_quick.compose(text)
    document = Document()
    if root is not None:
        document.plain = _Reader(file, document).mapping(root, ())
        if not document.problems:
            return document
    document = Document()
    reader = _Reader(file, document)
    if reader.is_sound(text):
        root = YAML(typ="safe", pure=True).compose(text)
        document.plain = reader.mapping(root, ())
    return document


class _Reader:
    def __init__(self, file: str, document: Document) -> None:
        self._file = file
        self._document = document

    def is_sound(self, text: str) -> bool:
        """Note what is wrong with the structure; say whether data can be built from it.

        Goes by events, which do not nest, so that no depth of brackets can exhaust the stack.
        """
        for found in _HIDDEN.finditer(text):
            self._note_hidden(found[0], _mark(text, found.start()))
        try:
            return all([*self._structure(text)])
        except ReaderError as error:
            character = f"unacceptable character #x{ord(text[error.position]):04x}"
            message = f"{character}: special characters are not allowed. Remove the character."
            self._note("not-yaml", _mark(text, error.position), message)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(str(part) for part in (error.problem, error.context) if part)
            self._note("not-yaml", mark, f"{what}. {_CURES.get(what, _CURE)}")
        except ValueError as error:  # such as a version number that is none
            self._note("not-yaml", None, f"{str(error).splitlines()[0]}. Mend or remove it.")
        return False

    def _structure(self, text: str) -> Iterator[bool]:
        """Yield for each thing noticed whether data can still be built."""
        depth = documents = 0
        root = None
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    yield self._note(
                        "not-yaml", None, "a line that begins with % is not used here. Remove it."
                    )
            elif isinstance(event, AliasEvent):
                yield self._note("no-aliases", event.start_mark, _NO_ALIASES)
            elif isinstance(event, NodeEvent):
                root = root or event
                if event.anchor:
                    self._note("no-aliases", event.start_mark, _NO_ALIASES)
                if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
                    self._note("no-tags", event.start_mark, f"the tag {event.tag} is not used. Remove it.")
                if cut := _cut_off(event, text):
                    self._note("text-cut-off", event.end_mark, f"{cut:.40} is left out: {_CUT_OFF}")
            if isinstance(event, ScalarEvent) and not _HIDDEN.search(_raw(text, event)):
                for character in _HIDDEN.findall(event.value):  # written as an escape, such as "\u202e"
                    self._note_hidden(character, event.start_mark)
            if isinstance(event, CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH + 1:
                    message = f"more than {MAX_DEPTH} levels. A snapshot needs fewer than ten."
                    yield self._note("too-deep", event.start_mark, message)
                    return
            depth -= isinstance(event, CollectionEndEvent)
        if documents != 1 or (isinstance(root, ScalarEvent) and not root.value):
            found = f"{documents} documents" if documents > 1 else "nothing"
            yield self._note(
                "one-document", None, f"found {found} in the file. A snapshot is one YAML document."
            )
        elif not isinstance(root, CollectionStartEvent) or not _is_mapping(root):
            mark = root.start_mark if root else None
            yield self._note(
                "wrong-type", mark, "the file must be a mapping. Begin it with a key such as id."
            )

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key_node, value_node in node.value:
            mark, key = key_node.start_mark, key_node.value
            if not isinstance(key_node, ScalarNode):
                what = "a list" if isinstance(key_node, SequenceNode) else "a mapping"
                self._note("wrong-type", mark, f"{what} is not a key. Write the key as text.")
            elif key_node.tag != f"{_TAG}str":
                shown = key or "(nothing)"
                self._note("wrong-type", mark, f"the key {shown:.40} is not text. Put it in quotes.")
            elif key in keys:
                message = f"{key!r} is already given on line {keys[key][0]}. Keep one of them."
                self._note("duplicate-key", mark, message)
            elif key == "place":
                self._note("unknown-key", mark, "'place' is not a key here. Remove it.")
            else:
                keys[key] = (mark.line + 1, mark.column + 1)
                values[key] = self._value(value_node, (*path, key))
                if values[key] is None:  # nothing has no place of its own
                    self._document.places[*path, key] = Place(self._file, *keys[key])
                    message = f"{key!r}: found nothing after the colon. Give a value, or leave the key out."
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
            message = f"item {int(path[-1]) + 1} of {path[-2]!r}: found nothing after the hyphen."
            self._note(NOTHING, node.start_mark, f"{message} Give a value, or leave the hyphen out.")
        return value

    def _note_hidden(self, character: str, mark: Any) -> None:
        what = "is invisible and turns text around" if _TURNING.match(character) else "is invisible"
        self._note("hidden-character", mark, f"U+{ord(character):04X} {what}. Remove it.")

    def _note(self, rule: str, mark: Any, message: str) -> bool:
        """Note a problem; returns False, for what cannot be gone on from."""
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._document.problems.append(Problem(self._file, line, column, rule, message))
        return False


_CURE = "Mend the indentation, quotes or brackets here."
_CURES = {
    "mapping values are not allowed here": "Put a text with a colon in it in quotes, or mend the indentation.",
}
_NO_ALIASES = "anchors and aliases are not used. Write the value out."


def _mark(text: str, position: int) -> StringMark:
    before = text[:position]
    return StringMark("", position, before.count("\n"), position - before.rfind("\n") - 1, None, 0)


def _raw(text: str, event: ScalarEvent) -> str:
    return text[event.start_mark.index : event.end_mark.index]


_CUT_OFF = (
    "what stands after # is a comment. Put the text in quotes, or move the comment to a line of its own."
)


def _cut_off(event: NodeEvent, text: str) -> str | None:
    """What follows a text without quotes and looks like more of it, such as a number: Lov #3 om hegn."""
    if not isinstance(event, ScalarEvent) or event.style or not event.value:
        return None
    match = _HASH.match(text, event.end_mark.index)
    return match[1] if match else None


def _is_mapping(event: CollectionStartEvent) -> bool:
    return type(event).__name__ == "MappingStartEvent"


def _scalar(tag: str, text: str) -> Any:
    """The value of a scalar: dates stay text, and so does whatever is not plainly a number."""
    match tag.removeprefix(_TAG):
        case "int" if text.lstrip("+-").isdigit() and len(text) <= _MAX_DIGITS:
            return int(text)
        case "float" if text.lstrip("+-").replace(".", "", 1).isdigit() and len(text) <= _MAX_DIGITS:
            return float(text)
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case _:
            return text
