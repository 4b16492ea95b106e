"""Every value inside a value."""

from collections.abc import Iterator

from pydantic import BaseModel


def walk(value: object) -> Iterator[BaseModel]:
    """Yield *value* and all typed values below it, in the order of the file's keys."""
    match value:
        case BaseModel():
            yield value
            for name in type(value).model_fields:
                yield from walk(getattr(value, name))
        case tuple():
            for item in value:
                yield from walk(item)
