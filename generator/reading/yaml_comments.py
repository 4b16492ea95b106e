"""Which comment belongs to what in a YAML text, so that a rewrite can take every comment along.

YAML libraries hang a comment on the token before it, so it goes astray when keys are put in another order.
Here each comment belongs to an entry (a key with its value, or an item of a list): to the one below it, to
the one whose line it stands on, or to the last one of a block that ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

_COMMENT = re.compile(r"(?:^|(?<=[ \t\n]))#[^\n]*")


@dataclass(eq=False)
class Entry:
    """A key with its value, or an item of a list, with its comments."""

    start: int
    column: int
    parent: Entry | None
    flow_end: int | None  # where the innermost brackets around it end
    before: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def is_within(self, other: Entry) -> bool:
        entry: Entry | None = self
        while entry and entry is not other:
            entry = entry.parent
        return entry is other


@dataclass
class Comments:
    """The comments of a text: above everything, below everything, and at each entry by its node's identity."""

    top: list[str] = field(default_factory=list)
    bottom: list[str] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)  # nodes in brackets that hold a comment


def comments_in(text: str, root: Node) -> list[str]:
    """Every comment, from its # to the end of its line."""
    return [comment for _, comment in _found(text, root)]


def assign(text: str, root: Node) -> Comments:
    """Give each comment of *text* to the entry that it belongs to; *root* is what the text was composed to."""
    found = Comments(entries={id(node): entry for node, entry in _entries(root, None, None)})
    brackets = [node for node in _nodes(root) if is_in_brackets(node)]
    for position, comment in _found(text, root):
        around = [b for b in brackets if b.start_mark.index < position < b.end_mark.index]
        found.opened |= {id(node) for node in around}
        before = text[text.rfind("\n", 0, position) + 1 : position]
        closing = around[-1].end_mark.index if around else None
        _keeper(found, position, before, closing).append(comment)
    return found


def _keeper(found: Comments, position: int, before: str, closing: int | None) -> list[str]:
    """Where to keep a comment: *before* is what stands on its line before it, *closing* the end of brackets around it."""
    entries = list(found.entries.values())
    number = bisect_right([entry.start for entry in entries], position)
    earlier = [e for e in entries[:number] if e.flow_end is None or position < e.flow_end]
    following = entries[number] if number < len(entries) else None
    if not earlier:
        return found.top
    if before.strip(" \t-"):
        return earlier[-1].beside
    if closing is not None:
        return following.before if following and following.start < closing else earlier[-1].before
    if following and (len(before) <= following.column or following.is_within(earlier[-1])):
        return following.before
    if not following and not before:
        return found.bottom
    holder = earlier[-1]
    while holder.column > len(before) and holder.parent:
        holder = holder.parent
    return holder.after


def is_in_brackets(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def _entries(node: Node, parent: Entry | None, flow_end: int | None) -> Iterator[tuple[Node, Entry]]:
    """Every entry in the order of the text, an outer one before those in it."""
    if isinstance(node, ScalarNode):
        return
    if is_in_brackets(node):
        flow_end = node.end_mark.index
    if isinstance(node, MappingNode):
        for key, value in node.value:
            entry = Entry(key.start_mark.index, key.start_mark.column, parent, flow_end)
            yield key, entry
            yield from _entries(value, entry, flow_end)
    else:
        for item in node.value:
            entry = Entry(item.start_mark.index, node.start_mark.column, parent, flow_end)
            yield item, entry
            yield from _entries(item, entry, flow_end)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield from _nodes(value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _nodes(item)


def _found(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Each comment with where its # stands: a # that is not inside a scalar."""
    spans = [_content(text, node) for node in _nodes(root) if isinstance(node, ScalarNode)]
    position = 0
    while match := _COMMENT.search(text, position):
        scalar_end = next((end for start, end in spans if start <= match.start() < end), None)
        if scalar_end is None:
            yield match.start(), match[0].rstrip()
        position = scalar_end or match.end()


def _content(text: str, node: ScalarNode) -> tuple[int, int]:
    """Where the text of a scalar stands; beside the sign of a block scalar there may be a comment."""
    start, end = node.start_mark.index, node.end_mark.index
    return (text.find("\n", start), end) if node.style in ("|", ">") else (start, end)
