"""Every value inside a value."""

from collections.abc import Iterator

from generator.model.fields import Value


def walk(value: object) -> Iterator[Value]:
    """Yield *value* and all typed values below it, in the order of the file's keys."""
    match value:
        case Value():
            yield value
            for name in type(value).model_fields:
                yield from walk(getattr(value, name))
        case tuple():
            for item in value:
                yield from walk(item)
