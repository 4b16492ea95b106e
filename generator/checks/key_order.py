"""The order of keys in a snapshot and in the files beside it: what it is, then what it rests on, then notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.fault import Fault, ValuesCheck
from generator.model.fields import Value, walk


def keys_in_order(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure keys stand in one order everywhere, so that two snapshots can be read side by side."""
    for value in values:
        for part in walk(value):
            yield from _out_of_order(part)


def _out_of_order(value: Value) -> Iterator[Fault]:
    fields = type(value).model_fields
    order = {fields[name].alias or name: number for number, name in enumerate(type(value).fields())}
    above: list[str] = []
    for key in value.place.keys:
        later = next((other for other in above if order.get(other, -1) > order.get(key, len(order))), None)
        if later:
            yield (
                value.place.at(key),
                f"{key!r} belongs above {later!r}. Move it up, or leave it: nothing depends on it.",
            )
        above.append(key)


KEY_WARNINGS: tuple[ValuesCheck, ...] = (keys_in_order,)
