"""What the values of a snapshot are made of: the types of its keys, text and its languages, and evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema, WithJsonSchema
from pydantic_core import CoreSchema

from generator.model.place import NOWHERE, Place


@dataclass(frozen=True)
class Language:
    """`code` is of BCP 47, `name` the language's own, `locale` CLDR's; below `prefix` its pages stand on the site."""

    code: str
    name: str
    prefix: str
    locale: str


DANISH = Language("da", "Dansk", "", "da")
# As it is written in Europe: the day before the month, and no comma before »and«.
ENGLISH = Language("en", "English", "en/", "en_GB")
LANGUAGES = {language.code: language for language in (DANISH, ENGLISH)}


# Names that a page of an id cannot have: that of the list beside it, and what Windows takes for a device.
_TAKEN = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def _free(value: str) -> str:
    if value in _TAKEN:
        raise ValueError("no page can have that name. Use another id, such as a longer one")
    return value


_TEXT: dict[str, object] = {"type": "string", "minLength": 1}

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), AfterValidator(_free)]


@dataclass(frozen=True)
class Refers:
    """Of an id: what list holds the thing that it is the id of."""

    to: Literal["parties", "themes", "initiatives", "agreements", "sources", "focus_areas", "facts"]


PartyId = Annotated[Slug, Refers("parties")]
ThemeId = Annotated[Slug, Refers("themes")]
InitiativeId = Annotated[Slug, Refers("initiatives")]
AgreementId = Annotated[Slug, Refers("agreements")]
SourceId = Annotated[Slug, Refers("sources")]
# One in a value; a file may give several at once.
_SLUG: dict[str, object] = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
OneOrMore = Annotated[PartyId, WithJsonSchema({"anyOf": [_SLUG, {"type": "array", "items": _SLUG, "minItems": 1}]})]
# Of an address, which may have æøå (RFC 3987); one rule for what we read and what we publish.
ADDRESS = r'[^\s<>"]+'
# Before the first slash stands the host alone. What is before an @ there is a user's name (RFC 3986, 3.2.1), and would
# look like the host; a browser reads a backslash as a slash.
_HOST = r'[^\s<>"@\\/?#]+'
Url = Annotated[str, StringConstraints(pattern=rf'^https?://{_HOST}([/?#][^\s<>"]*)?$')]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Phrases = Annotated[
    tuple[Line, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}),
]

AgreementKind = Literal["strategi", "pagt", "økonomiaftale"]
Basis = Literal["explicit", "same-name", "same-subject"]
Certainty = Literal["certain", "arguable"]
Commitment = Literal["decided", "aims", "examines", "discusses", "notes"]
Presence = Literal["named", "unnamed", "background"]
InitiativeKind = Literal["effort", "goal", "framework", "governance"]
Relation = Literal["split", "merged", "absorbed", "spun-off"]


# What stands below the evidence of what it is about.
_NOTES = ("note", "counted_in", "origin", "from_", "facts", "search", "hits", "changes")


# By class and key: its help in an editor, and before that its name on the site where it has one.
_HELP = tomllib.loads(files("generator.model").joinpath("keys.toml").read_text(encoding="utf-8"))


class Value(BaseModel):
    """A mapping in a snapshot. What each of its keys is called and means stands in keys.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)

    place: SkipJsonSchema[Place] = Field(default=NOWHERE, exclude=True, repr=False)

    head: ClassVar[tuple[str, ...]] = ()  # the fields that stand first, where `fields` would put others there

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        words_of = {**_HELP["*"], **_HELP.get(cls.__name__, {})}
        for name in cls.__annotations__:
            if words := words_of.get(name.rstrip("_")):  # from_: `from` is a word of Python's
                title, description = (None, words) if isinstance(words, str) else words
                setattr(cls, name, Field(cls.__dict__.get(name, ...), title=title, description=description))

    @classmethod
    @cache
    def fields(cls) -> tuple[str, ...]:
        """The names of the fields in the order of the file: what it is, then what it rests on, then notes on that.

        What a class inherits, such as evidence, stands below what it has of its own.
        """
        keys = cls.model_fields.keys() - {"place"}
        inherited = (name for base in cls.__bases__ if issubclass(base, Value) for name in base.fields())
        every = [name for name in dict.fromkeys((*cls.head, *cls.__annotations__, *inherited)) if name in keys]
        last = [name for name in _NOTES if name in every and name not in cls.head]
        return (*(name for name in every if name not in last), *last)


class Text(Value):
    """Danish text, or Danish and English side by side. `official` is set where the English is not our translation."""

    da: Line
    en: Line | None = None
    official: Line | None = None

    def of(self, language: Language) -> str | None:
        """The text in *language*; None where it is not translated."""
        text: str | None = getattr(self, language.code, None)
        return text

    @model_validator(mode="before")
    @classmethod
    def _plain_is_danish(cls, value: object) -> object:
        return {"da": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Tell an editor of the plain form too."""
        reference = handler(core_schema)
        mapping = handler.resolve_ref_schema(reference)
        languages = dict(mapping)
        mapping.clear()
        mapping["anyOf"] = [_TEXT, languages]
        return reference


def may_be_left_out(*keys: str) -> ConfigDict:
    """In a file, where `reading.filling` knows what to put in; not in a value."""

    def leave_out(schema: JsonSchemaValue) -> None:
        schema["required"] = [key for key in schema.get("required", ()) if key not in keys]

    return ConfigDict(json_schema_extra=leave_out)


class Evidence(Value):
    """What a claim rests on: a source of this agreement, and words that stand in it."""

    model_config = may_be_left_out("source")

    source: SourceId
    phrase: Phrases
    gloss: Line | None = None  # a translation for who cannot read the phrase; it is no evidence itself
    left_out: Text | None = None  # why a word that turns a sentence is left out of the quotation


class HitElsewhere(Value):
    """Words of another agreement's text that resemble what is not recorded from it, and why they are not it.

    With `initiative` they do say it, but are recorded of that initiative there, or in another way.
    """

    agreement: AgreementId
    phrase: Line
    gloss: Line | None = None
    initiative: InitiativeId | None = None
    why: Text


def walk(value: object) -> Iterator[Value]:
    """Yield *value* and all typed values below it, in the order of the file's keys."""
    values: list[Value] = []
    _collect((value,), values)
    return iter(values)


def _collect(inside: Iterable[object], values: list[Value]) -> None:
    # Every rule walks every snapshot: what is plain is passed over without a call.
    for inner in inside:
        if isinstance(inner, Value):
            values.append(inner)
            _collect(inner.__dict__.values(), values)
        elif isinstance(inner, tuple):
            _collect(inner, values)


class Quotation(NamedTuple):
    """What a value quotes of a source, in pieces, and why what is left out of it does not turn it."""

    place: Place
    source: str
    phrases: Sequence[str]
    left_out: Text | None


def quotations(value: Value) -> Iterator[Quotation]:
    """Every value that quotes a source."""
    for inner in walk(value):
        source, phrases = getattr(inner, "source", None), getattr(inner, "phrase", None)
        if isinstance(source, str) and isinstance(phrases, tuple):
            yield Quotation(inner.place, source, phrases, getattr(inner, "left_out", None))


def texts(value: Value) -> Iterator[tuple[Place, Text]]:
    """Every text in *value* with its place; texts without places of their own in one list share that of its key."""
    for owner in walk(value):
        for name, inner in owner.__dict__.items():
            for text in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(text, Text):
                    key = type(owner).model_fields[name].alias or name
                    yield owner.place.at(key) if text.place == NOWHERE else text.place, text
