"""The same nodes as ruamel.yaml composes, some thirty times as fast, of text that holds nothing unusual.

libyaml reads YAML 1.1 and ruamel.yaml 1.2; what the two could read differently is left to ruamel.yaml, and so is
everything that has a fault, so that there is one place that says what is wrong. The test is to read it all twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
CURLY = re.compile(r"[“”„‟‘’‚‛]([^“”„‟‘’‚‛\n]+)[“”„‟‘’‚‛]")
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
        events = _few(iter(parser.get_event, None))
        root = _root(events, text)
    except (yaml.YAMLError, _UnusualError):
        return None
    finally:
        parser.dispose()
    return root if isinstance(root, MappingNode) else None


def _few(events: Iterator[Any]) -> Iterator[Any]:
    """The events, as long as they are no more than a file may hold."""
    values = 0
    for event in events:
        values += isinstance(event, yaml.NodeEvent)
        if values > limits.MAX_VALUES:
            raise _UnusualError
        yield event


def _root(events: Iterator[Any], text: str) -> Node:
    next(events)  # the stream starts
    start = next(events)
    if not isinstance(start, yaml.DocumentStartEvent) or start.version or start.tags or start.explicit:
        raise _UnusualError
    root = _node(next(events), events, 0, text=text, is_in_brackets=False)
    end, last = next(events), next(events)
    if end.explicit or not isinstance(last, yaml.StreamEndEvent):
        raise _UnusualError
    return root


def _node(event: Any, events: Iterator[Any], depth: int, *, text: str, is_in_brackets: bool) -> Node:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or depth > _MAX_DEPTH:
        raise _UnusualError
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, text, is_in_brackets=is_in_brackets)
    if isinstance(event, yaml.SequenceStartEvent):
        is_in_brackets = is_in_brackets or event.flow_style
        items = list(_items(events, depth + 1, text=text, is_in_brackets=is_in_brackets))
        return SequenceNode(f"{_TAG}seq", items, event.start_mark, None)
    is_in_brackets = is_in_brackets or event.flow_style
    children = list(_items(events, depth + 1, text=text, is_in_brackets=is_in_brackets))
    pairs = list(zip(children[::2], children[1::2], strict=True))
    return MappingNode(f"{_TAG}map", pairs, event.start_mark, None)


def _items(events: Iterator[Any], depth: int, *, text: str, is_in_brackets: bool) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield _node(event, events, depth, text=text, is_in_brackets=is_in_brackets)


def _scalar(event: Any, text: str, *, is_in_brackets: bool) -> Node:
    if len(event.value) > limits.MAX_TEXT:
        raise _UnusualError
    is_plain = event.implicit[0]
    if is_plain and CURLY.fullmatch(event.value):
        raise _UnusualError
    if is_plain and is_in_brackets and not _PLAIN_IN_BRACKETS.fullmatch(event.value):
        raise _UnusualError
    if not is_plain and _UNUSUAL.search(event.value):  # written as an escape
        raise _UnusualError
    if event.style in ("|", ">") and not _is_even(text[event.start_mark.index : event.end_mark.index]):
        raise _UnusualError
    tag = _tag_of(event.value) if is_plain else f"{_TAG}str"
    return _Scalar(tag, event.value, event.start_mark)


def _is_even(block: str) -> bool:
    """Whether a text below its mark is lines of one indentation without an empty one; the two differ on others."""
    _, *lines = block.rstrip().split("\n")
    widths = {len(line) - len(line.lstrip(" ")) for line in lines}
    return len(widths) == 1 and all(line.strip() for line in lines)


@lru_cache(maxsize=2**12)
def _tag_of(plain: str) -> str:
    return str(_RESOLVER.resolve(ScalarNode, plain, (True, False)))


_RESOLVER = YAML(typ="safe", pure=True).resolver
