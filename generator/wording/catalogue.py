"""Every sentence of ours in the language that is spoken.

The Danish stands in the code and the templates, where it is read, and is the key to its translation in
`en.po` beside this file (gettext). So a mended Danish sentence has no English until somebody has looked at it:
tests/test_catalogue.py finds what is missing in the catalogue, and what nothing asks for any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any, TypeVar

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from generator.model.language import DANISH, spoken
from generator.model.place import InvalidDataError, Problem

# A tag however it ends, or a quotation mark outside of one.
_MARKUP = re.compile(r"<[^>]*>?|[\">]")
_MARK = "other tags, attributes or straight quotation marks than in the Danish. Write those, and “so” where you quote."

K = TypeVar("K")
V = TypeVar("V")


def _(message: str, /, **values: object) -> str:
    """*message* in the language that is spoken, with `%(name)s` filled in from *values*."""
    said = gettext(message)
    return said % values if values else said


def counted(one: str, many: str, count: int, /, **values: object) -> str:
    """As `_`, with the form that goes with *count*, which is `%(count)s` unless *values* says otherwise."""
    return ngettext(one, many, count) % {"count": count, **values}


def plural(one: str, many: str) -> tuple[str, str]:
    """Both forms of a word that is counted, for `quantity_of`; named here so that the catalogue has them."""
    return one, many


def gettext(message: str) -> str:
    return _catalogue(spoken().code).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue(spoken().code).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """As `gettext`, where the same Danish words are told apart by *context*."""
    return _catalogue(spoken().code).pgettext(context, message)


def of_scripts() -> dict[str, str | Sequence[str]]:
    """What the scripts of the pages say, by its Danish; both forms of what is counted, by the first."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in _entries(spoken().code)
        if message.string and any(path.endswith(".js") for path, _ in message.locations)
    }


def _entries(code: str) -> Catalog:
    """Raise InvalidDataError where a translation is marked up otherwise than its Danish, which templates trust."""
    with files(__package__).joinpath(f"{code}.po").open("rb") as source:
        entries = read_po(source, locale=code)
    problems = tuple(
        Problem(
            f"generator/wording/{code}.po",
            message.lineno or 1,
            1,
            "translation-has-the-markup-of-its-danish",
            _MARK,
        )
        for message in entries
        if message.id and not all(_is_marked_alike(message))
    )
    if problems:
        raise InvalidDataError(problems)
    return entries


def _is_marked_alike(message: Message) -> Iterator[bool]:
    """Of each form: the same tags with the same attributes, and no quotation mark that could end an attribute."""
    asked, told = (
        (text,) if isinstance(text, str) else tuple(text or ()) for text in (message.id, message.string)
    )
    yield len(asked) == len(told)
    for danish, translated in zip(asked, told, strict=False):
        yield not translated or sorted(_MARKUP.findall(danish)) == sorted(_MARKUP.findall(translated))


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == DANISH.code:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _entries(code))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Wording(Mapping[K, V]):
    """A table of words by what they are of, given in the language that is spoken.

    A value is a string, or a tuple or dataclass of them, all of which are wording.
    """

    every: list[Wording[Any, Any]] = []  # noqa: RUF012 - all there are, for who looks for what is not translated

    def __init__(self, danish: Mapping[K, V]) -> None:
        self._told: dict[str, Mapping[K, V]] = {DANISH.code: danish}
        Wording.every.append(self)

    def __getitem__(self, key: K) -> V:
        code = spoken().code
        if code not in self._told:
            self._told[code] = {key: _told(value) for key, value in self._told[DANISH.code].items()}
        return self._told[code][key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._told[DANISH.code])

    def __len__(self) -> int:
        return len(self._told[DANISH.code])

    def messages(self) -> Iterator[str]:
        for value in self._told[DANISH.code].values():
            yield from _messages(value)


def _told(value: Any) -> Any:
    if isinstance(value, str):
        return gettext(value) if value else value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _told(getattr(value, field.name)) for field in fields(value)})
    return tuple(map(_told, value))


def _messages(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,) if value else ()
    parts = value if isinstance(value, tuple) else [getattr(value, field.name) for field in fields(value)]
    return (message for part in parts for message in _messages(part))
