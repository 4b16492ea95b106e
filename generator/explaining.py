"""What pydantic found, in our words, at the line and column where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.place import Place, Problem

Places = Mapping[tuple[str | int, ...], Place]

# A missing key that has a rule of its own, because leaving it out changes what a number says.
_MISSING = {
    ("amount", "basis"): (
        "amount-without-basis",
        "an amount must say what it covers. Add basis: per-year or basis: total.",
    ),
}
_LEFT_EMPTY = "found nothing after the colon. Give a value, or leave the key out."


def is_echo(error: ErrorDetails) -> bool:
    """A list whose items are all refused is also reported as empty; the items say enough."""
    return error["type"] == "too_short" and bool(error["input"])


def explain(error: ErrorDetails, places: Places, model: type[BaseModel]) -> Problem:
    """Say in our words what pydantic found, at the nearest place that stands in the file."""
    path, tags = _path_in_file(error["loc"], places)
    place = places[path]
    name = str(path[-1]) if path else "the file"
    found = repr(error["input"])[:60]
    match error["type"]:
        case "missing":
            key = str(error["loc"][-1])
            known = tags and _MISSING.get((tags[0], key))
            rule, message = known or ("missing-key", f"{key!r} is missing here. Add it.")
        case "extra_forbidden":
            parent = places[path[:-1]]
            place = parent.at(name)
            rule, message = "unknown-key", f"{name!r} is not a key here.{_did_you_mean(name, model)}"
        case "literal_error" | "enum":
            options = error["ctx"]["expected"].replace("'", "")
            rule, message = "unknown-value", f"{found} is not one of the values here. Use {options}."
        case "union_tag_invalid" | "union_tag_not_found":
            known = error.get("ctx", {}).get(
                "expected_tags", "'amount', 'deadline', 'target', 'count', 'scope', 'party'"
            )
            options = known.replace("'", "")
            message = f"a fact's kind is one of {options}. Give kind one of these."
            rule = "unknown-value"
        case "value_error":
            rule = "bad-value"
            message = f"{found}: {error['msg'].removeprefix('Value error, ').removesuffix('.')}."
        case "string_pattern_mismatch":
            rule, message = (
                "bad-value",
                f"{found} {_PATTERNS.get(error['ctx']['pattern'], 'has a wrong form.')}",
            )
        case _ if error["input"] is None:
            rule, message = "wrong-type", f"{name!r}: {_LEFT_EMPTY}"
        case "too_short":
            rule, message = (
                "left-empty",
                f"{name!r} must hold at least one item. Add it, or leave the key out.",
            )
        case "tuple_type":
            rule = "wrong-type"
            message = (
                f"{name!r} must be a list, found {_kind(error['input'])}. Begin each item with a hyphen."
            )
        case "model_type" if error["ctx"]["class_name"] == "Text":
            rule = "wrong-type"
            message = f"{name!r} must be text, or a mapping with da and en; found {_kind(error['input'])}."
        case "model_type":
            rule = "wrong-type"
            message = f"{name!r} must be a mapping with keys, found {_kind(error['input'])}."
        case "string_type":
            rule, message = (
                "wrong-type",
                f"{name!r} must be text, found {_kind(error['input'])}. Put it in quotes.",
            )
        case _:
            rule = "wrong-type"
            message = f"{name!r}: {error['msg'][0].lower()}{error['msg'][1:]}, found {_kind(error['input'])}."
    return Problem.at(place, rule, message)


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is not an id. Use a-z, 0-9 and single hyphens, such as mit-overblik.",
    r"^[0-9a-f]{64}$": "is not a SHA-256. Give the 64 hexadecimal digits that sha256sum prints.",
    r"^https?://[^\s<>\"]+$": "is not a web address. Begin with https:// and use no spaces.",
}


def _path_in_file(loc: tuple[str | int, ...], places: Places) -> tuple[tuple[str | int, ...], list[str]]:
    """Follow pydantic's location as far as it exists in the file; also return the steps that do not.

    Such a step is a missing key, or the kind of fact, which pydantic names after the item's index.
    """
    path: tuple[str | int, ...] = ()
    left_out: list[str] = []
    for step in loc:
        is_union_tag = len(path) > 1 and path[-2] == "facts" and not left_out
        if (*path, step) in places and not is_union_tag:
            path = (*path, step)
        else:
            left_out.append(str(step))
    return path, left_out


def _did_you_mean(key: str, model: type[BaseModel]) -> str:
    known = {
        name
        for schema in model.model_json_schema()["$defs"].values()
        for name in schema.get("properties", {})
    }
    close = difflib.get_close_matches(key, sorted(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else " Remove it."


def _kind(value: object) -> str:
    names = {dict: "a mapping", list: "a list", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), f"{value!r:.40}")
