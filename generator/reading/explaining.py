"""What pydantic found, in our words, at the line and column where it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import ErrorDetails

from generator.model.agreement import FACT_KINDS, Agreement
from generator.model.place import Place, Problem
from generator.reading.yaml_text import NOTHING, WrittenFloat, WrittenInt

Path = tuple[str | int, ...]
Places = Mapping[Path, Place]
Rewrite = Callable[
    [str, str], str | None
]  # of what was written and why it was refused: what to write, if that is known

_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is not an id. Use a-z, 0-9 and single hyphens, such as mit-overblik.",
    r"^[0-9a-f]{16}$": "is not a digest. Leave the file to aftalespor verify --record.",
    r"^([0-9a-f]{64})?$": "is not a SHA-256. Give the 64 hexadecimal digits that sha256sum prints, or leave it out.",
    r"^(text=[A-Za-z0-9._~%,&=-]+)?$": "is no fragment. Leave the file to aftalespor verify --record.",
    r"^[a-z0-9-]+(/[a-z0-9-]+){2}$": "is not a fact. Write AGREEMENT/INITIATIVE/FACT by their ids.",
    r"^[0-9a-f]{64}$": "is not a SHA-256. Give the 64 hexadecimal digits that sha256sum prints.",
    r'^https?://[^\s<>"@\\/?#]+([/?#][^\s<>"]*)?$': "is not a web address. "
    "Begin with https:// and use no spaces, and no @ before the first slash.",
    r"^[0-9a-f]{40}([0-9a-f]{24})?$": "is not a commit. Give all hexadecimal digits of its hash: 40, or 64 of SHA-256.",
    r"^[0-9a-f]{7,64}$": "is not a commit. Give at least the first 7 hexadecimal digits of its hash.",
    r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$": "is not a version. Use three numbers, such as 1.0.0.",
    r"^[a-z0-9-]+(/[a-z0-9-]+)*$": "is no page of the site. Write where it stands, such as initiativer/mit-overblik.",
    r"^[a-z0-9-]+(/[a-z0-9-]+){0,2}$": "is not an id. Use ids with slashes between, such as 2021/mit-overblik.",
}
_YES_AND_NO = {"ja": "true", "yes": "true", "nej": "false", "no": "false"}
_PLAIN_LISTS = {"payer", "recipient", "party", "aliases", "terms", "forms"}
_OF_PARTIES = {"party", "payer", "recipient"}
_SHOWN = 60  # characters of a value


def in_order(errors: Iterable[ErrorDetails], places: Places) -> list[ErrorDetails]:
    """The errors as they stand in the file."""

    def place(error: ErrorDetails) -> tuple[int, int]:
        position = places[_path_in_file(error["loc"], places)[0]]
        return position.line, position.column

    return sorted(errors, key=place)


def is_echo(error: ErrorDetails) -> bool:
    """Whether something else already says it: nothing after a colon, or a list of which items are refused."""
    if error["type"] == "too_short":
        return bool(len(error["input"]) > error["ctx"]["actual_length"])
    return error["input"] is None and error["type"] != "missing"


def explain(error: ErrorDetails, places: Places, model: type[BaseModel], rewrite: Rewrite | None) -> Problem:
    """Say what is wrong and what to do, at the nearest place that stands in the file."""
    path, left_out = _path_in_file(error["loc"], places)
    place = places[path]
    if error["type"] == "extra_forbidden":
        place = places[path[:-1]].at(str(path[-1]))
    elif error["type"].startswith("union_tag"):
        place = places.get((*path, "kind"), place)
    return Problem.at(place, *_explained(error, path, left_out, model, rewrite))


def _explained(
    error: ErrorDetails, path: Path, left_out: list[str], model: type[BaseModel], rewrite: Rewrite | None
) -> tuple[str, str]:
    """The rule that is broken, and the message."""
    name, shown, context = _name(path), _shown(error["input"]), error.get("ctx", {})
    match error["type"]:
        case "missing" if left_out == ["amount", "basis"]:  # because leaving it out changes what the number says
            words = "Add basis: per-year, total, or unstated where the source does not say."
            return "amount-without-basis", f"an amount must say what it covers. {words}"
        case "missing":
            key = str(error["loc"][-1])
            is_of_several = key == "source" and model is Agreement
            add = "Name it, or once for the file: source, below sources" if is_of_several else "Add it"
            return "missing-key", f"{key!r} is missing here. {add}."
        case "extra_forbidden":
            key = str(path[-1])
            close = difflib.get_close_matches(key, _keys_at(error["loc"][:-1], model), n=1, cutoff=0.7)
            advice = f"Did you mean {close[0]!r}?" if close else "Remove it."
            return "unknown-key", f"{key!r:.60} is not a key here. {advice}"
        case "literal_error" | "enum":
            options = context["expected"].replace("'", "")
            return "unknown-value", f"{shown} is not one of the values here. Use {options}."
        case "union_tag_invalid" | "union_tag_not_found":
            return "unknown-value", f"a fact's kind is one of {', '.join(FACT_KINDS)}. Give kind one of these."
        case "value_error" if not isinstance(error["input"], dict | list | bool):
            why = error["msg"].removeprefix("Value error, ").removesuffix(".")
            why = f"{why[:1].upper()}{why[1:]}"
            remedy = rewrite(_written(error["input"]), why) if rewrite else None
            advice = f"Write »{_key(path)}{remedy}«" if remedy else why
            return "bad-value", f"{shown} cannot be read. {advice}."
        case "string_pattern_mismatch" if remedy := _as_list(error["input"], path):
            return "wrong-type", f"{name} holds several ids. Write »{_key(path)}{remedy}«."
        case "string_pattern_mismatch" if _OF_PARTIES.intersection(map(str, path)):
            return "bad-value", f"{shown} is not the id of a party. Use one of those in _register.yaml."
        case "string_pattern_mismatch":
            return "bad-value", f"{shown} {_PATTERNS[context['pattern']]}"
        case "greater_than_equal":
            return "bad-value", f"{shown} is too small. Use {context['ge']} or more."
        case "string_too_long":
            return "bad-value", f"{shown} is too long. Use at most {context['max_length']} characters."
        case "string_too_short":
            return "left-empty", f"{name} must hold some text. Add it, or leave the key out."
        case "too_short":
            least, there = context["min_length"], context["actual_length"]
            if least == 1:
                return "left-empty", f"{name} must hold at least one item. Add it, or leave the key out."
            return "left-empty", f"{name} must hold at least {least} items, and has {there}. Add what is missing."
        case kind:
            shown = "a number" if type(error["input"]) in {int, WrittenInt} else shown
            wanted, advice = _wanted(kind, context, path)
            if remedy := _retyped(kind, error["input"], path):
                advice = f"Write »{remedy}«."
                if path and isinstance(path[-1], int):  # [i 2024 var der, 111,5 mio.] has three items
                    advice = f"Write »{remedy}«, with what a comma after it cut off: a comma ends an item."
            return "wrong-type", f"{name} must be {wanted} found {shown}. {advice}"


def sharpened(
    problems: Iterable[Problem], errors: Iterable[ErrorDetails], places: Places, model: type[BaseModel]
) -> Iterator[Problem]:
    """The problems that the text alone shows, now that the model says which keys cannot be left out."""
    sharper: dict[tuple[int, int], Problem] = {}
    for error in errors:
        if error["input"] is None and error["type"] != "missing":
            path, _ = _path_in_file(error["loc"], places)
            around = _schemas_at(error["loc"][:-1], model)
            advice = "Give a value." if any(path[-1] in option.get("required", ()) for option in around) else ""
            if error["type"] == "literal_error":
                options = error["ctx"]["expected"].replace("'", "")
                advice = f"Use {options}."
            if advice:
                message = f"{path[-1]!r:.60}: found nothing after the colon. {advice}"
                problem = Problem.at(places[path], NOTHING, message)
                sharper[problem.line, problem.column] = problem
    for problem in problems:
        yield sharper.get((problem.line, problem.column), problem) if problem.rule == NOTHING else problem


def _as_list(value: object, path: Path) -> str | None:
    """Ids with commas between, where a list may stand: `party: regeringen, kl`."""
    ids = re.split(r"\s*(?:,|\bog\b)\s*", value) if isinstance(value, str) else []
    is_list = path[-1:] == ("party",) and len(ids) > 1 and all(re.fullmatch(r"[a-z0-9-]+", i) for i in ids)
    return f"[{', '.join(ids)}]" if is_list else None


def _wanted(kind: str, context: Mapping[str, object], path: Path) -> tuple[str, str]:
    """What a value of the wrong type must be, and what to do."""
    match kind:
        case "tuple_type" if path[-1] == "phrase":
            return "text, or a list of texts;", "Put it in quotes."
        case "tuple_type":
            return "a list,", "Begin each item with a hyphen."
        case "int_type" | "int_parsing" | "int_from_float":
            return "a whole number,", "Write it in digits, without quotes."
        case "bool_type" | "bool_parsing":
            return "true or false,", "Write one of the two."
        case "model_type" | "model_attributes_type" if context.get("class_name") == "Text":
            return "text, or a mapping with da and en;", "Write it as one text, in quotes."
        case "model_type" | "model_attributes_type":
            return "a mapping with keys,", "Give each value below it a key."
        case _:
            return "text,", "Put it in quotes."


def _retyped(kind: str, value: object, path: Path) -> str | None:
    """The line to write for a value that is right and of the wrong type: `follows: 2023`, `years: 2027`."""
    key = _key(path)
    written = _written(value)
    if path and path[-1] == "years" and (years := re.fullmatch(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?", written)):
        first, last = years[1], years[2] or years[1]
        return f"{key}{{from: {first}, to: {last}}}"
    if isinstance(value, bool | dict | list) or "\n" in written:
        return None
    match kind:
        case "string_type" | "model_type" | "model_attributes_type" if isinstance(value, int | float):
            return f'{key}"{written}"'
        case "int_type" | "int_parsing" | "int_from_float" if re.fullmatch(r"\d+\.0", written):
            return f"{key}{written.removesuffix('.0')}"
        case "int_type" | "int_parsing" | "int_from_float" if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+", written):
            return f"{key}{written.replace('.', '')}"
        case "bool_type" | "bool_parsing" if written.casefold() in _YES_AND_NO:
            return f"{key}{_YES_AND_NO[written.casefold()]}"
        case "tuple_type" if isinstance(value, str) and path[-1] in _PLAIN_LISTS:
            return f"{key}[{written}]"
        case _:
            return None


def _key(path: Path) -> str:
    return f"{path[-1]}: " if path and isinstance(path[-1], str) else ""


def _written(value: object) -> str:
    return value.written if isinstance(value, WrittenFloat | WrittenInt) else str(value)


def _name(path: Path) -> str:
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {path[-2]!r:.60}"
    return f"{path[-1]!r:.60}"


def _shown(value: object) -> str:
    """A value as its writer would know it, shortened; never as Python shows it."""
    match value:
        case str():
            return repr(value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…")
        case bool():
            return "true" if value else "false"
        case int() | WrittenFloat():
            return f"{_written(value):.60}"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            return "a value"


def _path_in_file(loc: Path, places: Places) -> tuple[Path, list[str]]:
    """Follow pydantic's location as far as it exists in the file; also return the steps that do not.

    Such a step is a missing key, or the kind of fact, which pydantic names after the item's index.
    """
    path: Path = ()
    left_out: list[str] = []
    for step in loc:
        is_union_tag = len(path) > 1 and path[-2] == "facts" and not left_out
        if (*path, step) in places and not is_union_tag:
            path = (*path, step)
        else:
            left_out.append(str(step))
    return path, left_out


def _keys_at(loc: Path, model: type[BaseModel]) -> list[str]:
    """The keys that the mapping at pydantic's location *loc* may have."""
    return sorted({key for option in _schemas_at(loc, model) for key in option.get("properties", {})})


def _schemas_at(loc: Path, model: type[BaseModel]) -> list[JsonSchemaValue]:
    """What the mapping at pydantic's location *loc* may be, from the model's JSON Schema."""
    schema = _schema(model)
    current = schema
    for step in loc:
        options = [_resolved(option, schema) for option in (current, *current.get("anyOf", ()))]
        for option in options:
            mapping = option.get("discriminator", {}).get("mapping", {})
            inside = option.get("items") if isinstance(step, int) else option.get("properties", {}).get(step)
            if step in mapping:
                inside = {"$ref": mapping[step]}
            if inside is not None:
                current = _resolved(inside, schema)
                break
    return [_resolved(option, schema) for option in (current, *current.get("anyOf", ()))]


@cache
def _schema(model: type[BaseModel]) -> JsonSchemaValue:
    return model.model_json_schema(by_alias=True)


def _resolved(option: JsonSchemaValue, schema: JsonSchemaValue) -> JsonSchemaValue:
    reference = option.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else option
