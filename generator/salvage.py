"""What can still be checked of a snapshot that has faults: the snapshot without the faulty parts.

So that a maintainer is told of all problems at once, and not of the next ones when the first are mended.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)

_ROUNDS = 4  # a wrong value, then its missing key, then the item that needs it, then the list left empty
_LINEAGE = {"initiatives", "not_continued", "still_not_mentioned"}


def salvage(plain: dict[str, Any], model: type[M], invalid: ValidationError) -> tuple[M | None, bool]:
    """Take the faulty parts out of *plain* (in place) until it is a *model*, or give up.

    Also returns whether the lineage is untouched, so that what was taken out is not reported as missing.
    """
    lineage_is_whole = True
    for _ in range(_ROUNDS):
        for error in invalid.errors(include_url=False):
            lineage_is_whole &= _take_out(plain, error["loc"], is_missing=error["type"] == "missing")
        _compact(plain)
        try:
            return model.model_validate(plain), lineage_is_whole
        except ValidationError as still:
            invalid = still
    return None, False


class _Gone:
    """Stands where a list item was, so that the other items keep their numbers while errors are gone through."""


def _take_out(plain: dict[str, Any], loc: tuple[str | int, ...], *, is_missing: bool) -> bool:
    """Take out the value at *loc*, or the list item around a missing one; say whether the lineage stays whole."""
    holder: Any = plain
    item: tuple[list[Any], int, str] | None = None
    last: tuple[Any, str | int] | None = None
    listed = ""
    for step in loc:
        if isinstance(holder, dict) and step in holder:
            last, listed = (holder, step), str(step)
            holder = holder[step]
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            last = item = (holder, step, listed)  # type: ignore[assignment]  # only the first two are used as last
            holder = holder[step]
    if is_missing and item:
        item[0][item[1]] = _Gone
        return item[2] not in _LINEAGE
    if last and not is_missing:
        if isinstance(last[0], list):
            last[0][int(last[1])] = _Gone
        else:
            last[0].pop(last[1], None)
        return listed not in _LINEAGE
    return False


def _compact(value: Any) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _compact(inner)
    elif isinstance(value, list):
        value[:] = [item for item in value if item is not _Gone]
        for item in value:
            _compact(item)
