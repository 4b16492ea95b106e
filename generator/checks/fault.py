"""What a check yields, and how options are listed in a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.model.place import Place

Fault = tuple[Place, str]


def rule_id(rule: Callable[..., object]) -> str:
    """The name of a rule: its function's, with hyphens."""
    return rule.__name__.replace("_", "-")


def either(options: Iterable[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
