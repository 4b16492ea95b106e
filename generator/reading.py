"""From the text of a snapshot to typed values; every fault is a `Problem` with its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.explaining import explain, is_echo
from generator.place import Place, Problem
from generator.salvage import salvage

M = TypeVar("M", bound=BaseModel)

_TAG = "tag:yaml.org,2002:"
_MAX_DEPTH = 24


@dataclass(frozen=True)
class Reading(Generic[M]):
    """What a file held. With problems, `value` is what is left without the faulty parts, if anything."""

    value: M | None
    problems: tuple[Problem, ...]
    lineage_is_whole: bool = True


def read(data: bytes, file: str, model: type[M]) -> Reading[M]:
    """Read *data* as one *model*, reporting every fault; *file* is how to name it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        message = "this byte is not UTF-8. Save the file as UTF-8."
        return Reading(None, (Problem(file, line, column, "not-utf-8", message),), lineage_is_whole=False)
    nodes = _Nodes(file)
    plain = nodes.read(text)
    if plain is None:
        return Reading(None, tuple(sorted(nodes.problems)), lineage_is_whole=False)
    try:
        return Reading(model.model_validate(plain), tuple(sorted(nodes.problems)))
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        problems = {explain(error, nodes.places, model) for error in errors if not is_echo(error)}
        value, lineage_is_whole = salvage(plain, model, invalid)
        return Reading(value, tuple(sorted({*problems, *nodes.problems})), lineage_is_whole)


@dataclass
class _Nodes:
    """Walks YAML nodes to plain values, and remembers where each one stood."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def read(self, text: str) -> dict[str, Any] | None:
        """Return the document as plain data, or None when there is none to speak of."""
        try:
            documents = list(YAML(typ="safe", pure=True).compose_all(StringIO(text)))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(str(part) for part in (error.problem, error.context) if part)
            self._problem("not-yaml", mark, f"{what}. Mend the indentation, quotes or brackets here.")
            return None
        except (YAMLError, ValueError) as error:
            self._problem("not-yaml", None, f"{str(error).splitlines()[0]}. Remove the character.")
            return None
        if len(documents) != 1 or documents[0] is None:
            found = "nothing" if not documents or documents[0] is None else f"{len(documents)} documents"
            self._problem(
                "one-document", None, f"found {found} in the file. A snapshot is one YAML document."
            )
            return None
        if not isinstance(documents[0], MappingNode):
            self._problem(
                "wrong-type", documents[0].start_mark, "the file must be a mapping with keys such as id."
            )
            return None
        return self._mapping(documents[0], ())

    def _value(self, node: Node, path: tuple[str | int, ...]) -> Any:
        mark = node.start_mark
        self.places[path] = Place(self.file, mark.line + 1, mark.column + 1)
        if node.anchor or id(node) in self.seen:
            self._problem("no-aliases", mark, "anchors and aliases are not used. Write the value out.")
            return None
        self.seen.add(id(node))
        if len(path) > _MAX_DEPTH:
            self._problem(
                "too-deep", mark, f"more than {_MAX_DEPTH} levels. A snapshot needs fewer than ten."
            )
            return None
        match node:
            case MappingNode():
                return self._mapping(node, path)
            case SequenceNode():
                return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
            case ScalarNode():
                return self._scalar(node)
            case _:
                return None

    def _mapping(self, node: MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            key = key_node.value
            if not isinstance(key_node, ScalarNode) or key_node.tag != f"{_TAG}str":
                self._problem("wrong-type", mark, f"the key {key!s:.40} is not text. Put it in quotes.")
            elif key in keys:
                line = keys[key][0]
                self._problem(
                    "duplicate-key", mark, f"{key!r} is already given on line {line}. Keep one of them."
                )
            elif key == "place":
                self._problem("unknown-key", mark, "'place' is not a key here. Remove it.")
            else:
                keys[key] = (mark.line + 1, mark.column + 1)
                values[key] = self._value(value_node, (*path, key))
                if values[key] is None:  # nothing after the colon has no place of its own
                    self.places[(*path, key)] = Place(self.file, *keys[key])
        place = Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1, keys)
        self.places[path] = place
        return {**values, "place": place}

    def _scalar(self, node: ScalarNode) -> Any:
        text = node.value
        tag = str(node.tag)
        match tag.removeprefix(_TAG) if tag.startswith(_TAG) else None:
            case "str" | "timestamp":
                return text
            case "int":
                return _whole_number(text)
            case "float":
                return float(text.replace("_", "")) if text[-1].isdigit() else text
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
            case _:
                self._problem("no-tags", node.start_mark, f"the tag {node.tag} is not used. Remove it.")
                return None

    def _problem(self, rule: str, mark: Any, message: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(Problem(self.file, line, column, rule, message))


def _whole_number(text: str) -> int | str:
    # 0o17, 0x1F and 1_000 stay text, so that the model refuses them where a number is wanted.
    return int(text) if text.lstrip("+-").isdigit() else text
