"""What a check yields, and what several checks ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from generator.model.fields import Value
from generator.model.place import Place
from generator.reading import limits

K = TypeVar("K", bound=Hashable)
Fault = tuple[Place, str]
ValuesCheck = Callable[[Sequence[Value]], Iterator[Fault]]  # of what every file holds


def rule_id(rule: Callable[..., object]) -> str:
    """The name of a rule: its function's, with hyphens."""
    return rule.__name__.replace("_", "-")


def either(options: Iterable[str]) -> str:
    """The options in a sentence; of very many only the first, or a thousand faults would fill the memory."""
    *most, last = options
    more = len(most) - limits.MAX_OPTIONS
    if more >= 0:
        most, last = most[: limits.MAX_OPTIONS], f"one of {more + 1} more"
    return f"{', '.join(most)} or {last}" if most else last


def repeated(items: Iterable[tuple[K, Place]]) -> Iterator[tuple[K, Place, int]]:
    """Each that stands a second time: what, where, and the line where it stands first."""
    first: dict[K, Place] = {}
    for key, place in items:
        if key in first:
            yield key, place, first[key].line
        first.setdefault(key, place)
