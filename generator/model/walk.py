"""Every value inside a value."""

from collections.abc import Iterator

from generator.model.fields import Value


def walk(value: object) -> Iterator[Value]:
    """Yield *value* and all typed values below it, in the order of the file's keys."""
    found: list[Value] = []
    _collect(value, found)
    return iter(found)


def _collect(value: object, found: list[Value]) -> None:
    # Every rule walks every snapshot: what is plain is passed over without a call.
    if isinstance(value, Value):
        found.append(value)
        inside = tuple(value.__dict__.values())
    elif isinstance(value, tuple):
        inside = value
    else:
        return
    for inner in inside:
        if isinstance(inner, Value | tuple):
            _collect(inner, found)
