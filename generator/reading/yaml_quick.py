"""The same nodes as ruamel.yaml composes, some thirty times as fast, of text that holds nothing unusual.

libyaml reads YAML 1.1 and ruamel.yaml 1.2; what the two could read differently is left to ruamel.yaml, and so is
everything that has a fault, so that there is one place that says what is wrong. The test is to read it all twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml  # type: ignore[import-untyped]  # its stubs do not know the parser of libyaml
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.folding import INVISIBLE
from generator.reading import limits

# Characters that one of the two refuses, or that end a line in one and not in the other, and what nobody sees.
_UNUSUAL = re.compile(f"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]|[\u2028\u2029{INVISIBLE}]")
# Comments on lines of their own. Any other may have cut off a text, or stand where only one of the two sees it.
_COMMENTS = re.compile(r"^ *#[^\n]*$", re.MULTILINE)
# What a word processor makes of "a text in quotes", which are none to YAML.
_CURLY = "“”„‟‘’‚‛"
CURLY = re.compile(rf"[{_CURLY}]([^{_CURLY}\n]+)[{_CURLY}]")
_PLAIN_IN_BRACKETS = re.compile(r"\w[\w ./()'’»«“”–…%-]*")
_MAX_DEPTH = 20
_TAG = "tag:yaml.org,2002:"
_Parser = getattr(getattr(yaml, "cyaml", None), "CParser", None)  # PyYAML can be installed without libyaml


class _UnusualError(Exception):
    pass


class _Scalar(ScalarNode):  # ruamel.yaml works each tag out anew whenever it is asked for
    __slots__ = ("tag",)

    def __init__(self, tag: str, value: str, start_mark: Any) -> None:
        self.tag, self.value, self.start_mark = tag, value, start_mark


def compose(text: str) -> MappingNode | None:
    """The root of *text*, or None where ruamel.yaml must look itself."""
    if _Parser is None or _UNUSUAL.search(text) or "#" in _COMMENTS.sub("", text):
        return None
    parser = _Parser(text)
    try:
        root = _root(parser.get_event, text)
    except (yaml.YAMLError, _UnusualError):
        return None
    finally:
        parser.dispose()
    return root if isinstance(root, MappingNode) else None


def _root(event_after: Callable[[], Any], text: str) -> Node:
    event_after()  # the stream starts
    start = event_after()
    if not isinstance(start, yaml.DocumentStartEvent) or start.version or start.tags or start.explicit:
        raise _UnusualError
    root = _tree(event_after, text)
    end, last = event_after(), event_after()
    if end.explicit or not isinstance(last, yaml.StreamEndEvent):
        raise _UnusualError
    return root


def _tree(event_after: Callable[[], Any], text: str) -> Node:
    """The next node, with what is below it. One loop, for a call costs more than what is done for a node."""
    top: list[Node] = []
    above: list[tuple[Any, list[Node], bool]] = []  # what is open: where it began, what it holds, whether in brackets
    inside, is_in_brackets, values = top, False, 0
    while not top:
        event = event_after()
        if isinstance(event, yaml.ScalarEvent):
            inside.append(_scalar(event, text, is_in_brackets=is_in_brackets))
        elif isinstance(event, yaml.CollectionEndEvent):
            start, items, is_in_brackets = above.pop()
            node = _collection(start, inside)
            inside = items
            inside.append(node)
            continue
        elif isinstance(event, yaml.AliasEvent):
            raise _UnusualError
        else:
            above.append((event, inside, is_in_brackets))
            inside, is_in_brackets = [], is_in_brackets or event.flow_style
        values += 1
        if event.anchor or event.tag or len(above) > _MAX_DEPTH or values > limits.MAX_VALUES:
            raise _UnusualError
    return top[0]


def _collection(start: Any, items: list[Node]) -> Node:
    if isinstance(start, yaml.SequenceStartEvent):
        return SequenceNode(f"{_TAG}seq", items, start.start_mark, None)
    return MappingNode(f"{_TAG}map", list(zip(items[::2], items[1::2], strict=True)), start.start_mark, None)


def _scalar(event: Any, text: str, *, is_in_brackets: bool) -> Node:
    value = event.value
    if len(value) > limits.MAX_TEXT:
        raise _UnusualError
    if event.implicit[0]:
        if (value[:1] in _CURLY and CURLY.fullmatch(value)) or (
            is_in_brackets and not _PLAIN_IN_BRACKETS.fullmatch(value)
        ):
            raise _UnusualError
        tag = _tag_of(value) if value[:1] in _OTHER_THAN_TEXT else f"{_TAG}str"
        return _Scalar(tag, value, event.start_mark)
    if event.style == '"' and _UNUSUAL.search(value):  # written as an escape
        raise _UnusualError
    if event.style in ("|", ">") and not _is_even(text[event.start_mark.index : event.end_mark.index]):
        raise _UnusualError
    return _Scalar(f"{_TAG}str", value, event.start_mark)


def _is_even(block: str) -> bool:
    """Whether a text below its mark is lines of one indentation without an empty one; the two differ on others."""
    _, *lines = block.rstrip().split("\n")
    widths = {len(line) - len(line.lstrip(" ")) for line in lines}
    return len(widths) == 1 and all(line.strip() for line in lines)


@lru_cache(maxsize=2**12)
def _tag_of(plain: str) -> str:
    return str(_RESOLVER.resolve(ScalarNode, plain, (True, False)))


_RESOLVER = YAML(typ="safe", pure=True).resolver
_OTHER_THAN_TEXT = frozenset(_RESOLVER.versioned_resolver)  # what a number, a date, true or nothing begins with
