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
    entries = list(found.entries.values())
    starts = [entry.start for entry in entries]
    brackets = [node for node in _nodes(root) if is_in_brackets(node)]
    around: list[Node] = []
    begun = 0
    for position, comment in _found(text, root):
        while begun < len(brackets) and brackets[begun].start_mark.index < position:
            around.append(brackets[begun])
            begun += 1
        around = [node for node in around if position < node.end_mark.index]
        found.opened |= {id(node) for node in around}
        before = text[text.rfind("\n", 0, position) + 1 : position]
        number = bisect_right(starts, position)
        keeper = _Keeper(
            earlier=_open_at(position, entries[number - 1] if number else None),
            following=entries[number] if number < len(entries) else None,
            closing=around[-1].end_mark.index if around else None,
        )
        keeper.of(found, before).append(comment)
    return found


@dataclass
class _Keeper:
    """What stands around a comment: the entries before and after it, and the end of brackets around it."""

    earlier: Entry | None
    following: Entry | None
    closing: int | None

    def of(self, found: Comments, before: str) -> list[str]:
        """Where to keep the comment; *before* is what stands on its line before it."""
        earlier, following, closing = self.earlier, self.following, self.closing
        if earlier is None:
            return found.top
        if before.strip(" \t-"):
            return earlier.beside
        if closing is not None:
            return following.before if following and following.start < closing else earlier.before
        if following and (len(before) <= following.column or following.is_within(earlier)):
            return following.before
        if not following and not before:
            return found.bottom
        holder = earlier
        while holder.column > len(before) and holder.parent:
            holder = holder.parent
        return holder.after


def _open_at(position: int, entry: Entry | None) -> Entry | None:
    """The entry itself, or the one that holds the brackets around it where those end before *position*."""
    while entry and entry.flow_end is not None and entry.flow_end <= position:
        entry = entry.parent
    return entry


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
    starts = [start for start, _ in spans]
    position = 0
    while match := _COMMENT.search(text, position):
        number = bisect_right(starts, match.start())
        scalar_end = spans[number - 1][1] if number else 0
        if scalar_end <= match.start():
            yield match.start(), match[0].rstrip()
            position = match.end()
        else:
            position = scalar_end


def _content(text: str, node: ScalarNode) -> tuple[int, int]:
    """Where the text of a scalar stands; beside the sign of a block scalar there may be a comment."""
    start, end = node.start_mark.index, node.end_mark.index
    return (text.find("\n", start), end) if node.style in ("|", ">") else (start, end)
