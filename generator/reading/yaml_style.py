"""The one house style of YAML: the order of keys, quotes, brackets and folded lines.

Values never change, and no comment is lost. The style: two spaces a level, 110 columns, no blank lines; a
text without quotes where that can be read back, else in single quotes; a text that is too long for its
line is folded; what was written in brackets stays so as long as it fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from generator.model.place import GeneratorError
from generator.reading.yaml_comments import Comments, assign, comments_in, is_in_brackets
from generator.reading.yaml_text import composed

WIDTH = 110
_STEP = 2
_TEXTS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}  # we read a date as the text that it is
_LIKE_NUMBER = re.compile(r"(?!\d{4}-\d\d(-\d\d)?$)\d[\d-]*")  # an id such as 2016-2020, but not a date
_RESOLVER = YAML(typ="safe", pure=True).resolver
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"

Order = Mapping[str, Sequence[str]]


def restyle(text: str, order: Order) -> str:
    """Rewrite a sound YAML text in the house style.

    *order* gives the keys of a mapping by the key under which the mapping, or the list of it, stands; the
    outermost is under "". A key that it does not know comes last.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    root = composed(text)
    comments = assign(text, root)
    writer = _Writer(order, comments)
    lines = [*comments.top, *writer.block(root, 0, ""), *comments.bottom]
    new = "\n".join(lines) + "\n"
    _require_the_same(text, root, new)
    return new


def scalar(value: str, *, in_brackets: bool = False) -> str:
    """A text as it stands on one line: without quotes where that can be read back as the same text."""
    if _is_plain(value, in_brackets=in_brackets):
        return value
    if _UNPRINTABLE.search(value) or ("'" in value and '"' not in value and "\\" not in value):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
    return "'" + value.replace("'", "''") + "'"


def one_line(text: str) -> str:
    """Text from the data as it may stand in a comment: it must never end the line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class _Writer:
    def __init__(self, order: Order, comments: Comments) -> None:
        self._order = order
        self._comments = comments

    def block(self, node: Node, indent: int, name: str) -> list[str]:
        """The lines of a mapping or list, one entry after the other."""
        lines = []
        if isinstance(node, MappingNode):
            for key, value in self._ordered(node, name):
                head = f"{' ' * indent}{scalar(key.value)}:"
                lines += self._entry(key, head, value, indent, key.value)
        else:
            for item in node.value:
                lines += self._entry(item, f"{' ' * indent}-", item, indent, name)
        return lines

    def _ordered(self, node: MappingNode, name: str) -> list[tuple[ScalarNode, Node]]:
        known = {key: number for number, key in enumerate(self._order.get(name, ()))}
        return sorted(node.value, key=lambda pair: known.get(pair[0].value, len(known)))

    def _entry(self, node: Node, head: str, value: Node, indent: int, name: str) -> list[str]:
        entry = self._comments.entries[id(node)]
        beside, *more = [*entry.beside, ""]
        before = [*entry.before, *(comment for comment in more if comment)]
        lines = self._valued(head, value, indent, name)
        if head.endswith("-"):  # a comment above the first key of an item goes above its hyphen
            while lines[0].lstrip().startswith("#"):
                before.append(lines.pop(0).strip())
            lines[0] = head + lines[0][len(head) :]
        if beside:
            lines[0] += f"  {beside}"
        margin = " " * indent
        return [
            *(margin + comment for comment in before),
            *lines,
            *(margin + comment for comment in entry.after),
        ]

    def _valued(self, head: str, value: Node, indent: int, name: str) -> list[str]:
        inline = self._inline(value, name, in_brackets=False)
        if inline == "":
            return [head]
        if inline is not None and (len(head) + 1 + len(inline) <= WIDTH or not self._can_break(value)):
            return [f"{head} {inline}"]
        if isinstance(value, ScalarNode):
            body = value.value.removesuffix("\n")
            sign = ">-" if body == value.value else ">"
            return [f"{head} {sign}", *_folded(body, indent + _STEP)]
        inner = self.block(value, indent + _STEP, name)
        return inner if head.endswith("-") else [head, *inner]

    def _can_break(self, node: Node) -> bool:
        return bool(_is_foldable(node.value) if _is_string(node) else node.value and not _is_scalar(node))

    def _inline(self, node: Node, name: str, *, in_brackets: bool) -> str | None:
        """The node on one line, or None when it cannot or should not be."""
        if isinstance(node, ScalarNode):
            if not _is_string(node):
                return str(node.value)
            foldable_only = node.value.endswith("\n") and _is_foldable(node.value) and not in_brackets
            return None if foldable_only else scalar(node.value, in_brackets=in_brackets)
        if node.value and (not is_in_brackets(node) or id(node) in self._comments.opened):
            return None
        if isinstance(node, MappingNode):
            pairs = [
                (scalar(k.value, in_brackets=True), self._inline(v, k.value, in_brackets=True))
                for k, v in self._ordered(node, name)
            ]
            return (
                None if any(v is None for _, v in pairs) else _joined("{}", [f"{k}: {v}" for k, v in pairs])
            )
        items = [self._inline(item, name, in_brackets=True) for item in node.value]
        return None if None in items else _joined("[]", [str(item) for item in items])


def _joined(brackets: str, parts: Sequence[str]) -> str:
    return f"{brackets[0]}{', '.join(parts)}{brackets[1]}"


def _is_scalar(node: Node) -> bool:
    return isinstance(node, ScalarNode)


def _is_string(node: Node) -> bool:
    return isinstance(node, ScalarNode) and str(node.tag) in _TEXTS


def _is_foldable(value: str) -> bool:
    """Whether the text comes back the same when its lines are broken at spaces."""
    body = value.removesuffix("\n")
    return " " in body and "  " not in body and body == body.strip() and not _UNPRINTABLE.search(body)


def _folded(text: str, indent: int) -> list[str]:
    """The words on lines of at most WIDTH; breaks only at plain spaces, never at a non-breaking one."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * indent + word)
    return lines


def _is_plain(value: str, *, in_brackets: bool) -> bool:
    if not value or value != value.strip() or value[0] in _INDICATORS or value.startswith("..."):
        return False
    if _UNPRINTABLE.search(value) or ": " in value or " #" in value or value.endswith(":"):
        return False
    if in_brackets and any(character in value for character in ",[]{}:"):
        return False
    if _LIKE_NUMBER.fullmatch(value):
        return False
    return str(_RESOLVER.resolve(ScalarNode, value, (True, False))) in _TEXTS


def _require_the_same(old: str, root: Node, new: str) -> None:
    """Read the result back: this module is not trusted with other people's work."""
    try:
        again = composed(new)
    except YAMLError:
        raise GeneratorError(
            "the house style cannot write this. Nothing is written; please report it."
        ) from None
    same = _tree(again) == _tree(root)
    if not same or sorted(comments_in(new, again)) != sorted(comments_in(old, root)):
        lost = "a value" if not same else "a comment"
        raise GeneratorError(f"the house style would change {lost}. Nothing is written; please report it.")


def _tree(node: Node) -> Any:
    """What a node says, whatever its style and the order of its keys."""
    if isinstance(node, MappingNode):
        return sorted((key.value, _tree(value)) for key, value in node.value)
    if isinstance(node, ScalarNode):
        return ["text" if _is_string(node) else str(node.tag), node.value]
    return ["list", *(_tree(item) for item in node.value)]
