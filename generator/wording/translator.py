"""What is said in one language: sentences of ours, texts of the data, labels, dates, lists and numbers.

The Danish of a sentence stands in the code and the templates, where it is read, and is the key to its
translation in `en.po` beside this file (gettext). So a mended Danish sentence has no English until somebody
has looked at it: tests/test_catalogue.py finds what is missing in the catalogue, and what nothing asks for
any more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any, TypeVar

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from generator.folding import INVISIBLE
from generator.model.fields import DANISH, ENGLISH, Language, Text
from generator.model.place import InvalidDataError, Problem

# A tag however it ends, a quotation mark outside of one, or a character by its number or name.
_MARKUP = re.compile(r"<[^>]*>?|[\">]|&#?\w+")
_GAPS = re.compile(r"%\((\w+)\)s")
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{INVISIBLE}]")
# Else what stands in the file would say how its bytes are read, and which form goes with a count.
_HEAD = """msgid ""
msgstr ""
"Language: %s\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: %s\\n"
"""
_MARK = (
    "other tags, attributes, gaps, codes, invisible characters or straight quotation marks than the Danish. "
    "Use those, and “so” for a quotation."
)
_FUZZY = (
    "marked as fuzzy, so it is left out and the Danish stands. Mend the translation, and remove the comment »#, fuzzy«."
)

_LABELS = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))

K = TypeVar("K")
V = TypeVar("V")


class UntranslatedError(Exception):
    """What was asked for is not in the language, and Danish may not stand in for it."""


class Labels(dict[K, V]):
    """What things are called in Danish, by what they are; the catalogue has every one.

    A value is a string, or a tuple or dataclass of strings.
    """

    @classmethod
    def of(cls, table: str) -> Labels[str, str]:
        """Those of a table of labels.toml."""
        return Labels(label_table(table))

    def messages(self) -> Iterator[str]:
        for value in self.values():
            yield from _messages(value)


def label_table(name: str) -> Mapping[str, Any]:
    """A table of labels.toml, of strings or of tables."""
    table: Mapping[str, Any] = _LABELS[name]
    return table


def message(danish: str) -> str:
    """A Danish sentence that is translated elsewhere; named here so that the catalogue has it."""
    return danish


def counted(one: str, many: str) -> tuple[str, str]:
    """Both forms of a word that is counted elsewhere; named here so that the catalogue has them."""
    return one, many


@dataclass(frozen=True)
class Translator:
    """Translates into one language. It is the first argument, `t`, of whatever depends on the language.

    Where something has no translation Danish stands in; where it `is_strict`, UntranslatedError is raised
    instead.
    """

    language: Language
    is_strict: bool = False

    def strict(self) -> Translator:
        return replace(self, is_strict=True)

    @property
    def is_danish(self) -> bool:
        return self.language is DANISH

    @property
    def is_english(self) -> bool:
        """Whether English forms hold; a language without forms of its own has the Danish ones."""
        return self.language is ENGLISH

    def __call__(self, danish: str, /, **values: object) -> str:
        """The sentence, with `%(name)s` filled in from *values*."""
        sentence = _catalogue(self.language.code).gettext(danish)
        return sentence % values if values else sentence

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form that goes with *count*, which is `%(count)s` unless *values* says otherwise."""
        return _catalogue(self.language.code).ngettext(one, many, count) % {"count": count, **values}

    def context(self, context: str, danish: str, /, **values: object) -> str:
        """As a call, where the same Danish words are told apart by *context*."""
        sentence = _catalogue(self.language.code).pgettext(context, danish)
        return sentence % values if values else sentence

    def label(self, labels: Mapping[K, V], key: K) -> V:
        """What *key* is called."""
        value: V = labels[key] if self.is_danish else _translated(self, labels[key])
        return value

    def labels(self, labels: Mapping[K, V]) -> Mapping[K, V]:
        return {key: self.label(labels, key) for key in labels}

    def scripts(self) -> dict[str, str | Sequence[str]]:
        """What the scripts of the pages say, by its Danish; both forms of what is counted, by the first."""
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in _entries(self.language.code)
            if message.string and any(path.endswith(".js") for path, _ in message.locations)
        }

    def text(self, text: Text) -> str:
        """The text, which is plain: in Danish where it is not translated."""
        return text.of(self.language) or self.danish(text.da)

    def danish(self, words: str) -> str:
        """Words that there are only in Danish."""
        if self.is_strict and not self.is_danish:
            raise UntranslatedError(words)
        return words

    def is_untranslated(self, text: Text) -> bool:
        return text.of(self.language) is None

    def markup(self, text: Text) -> Markup:
        """As `text`, escaped, and marked as Danish where that is all there is."""
        return self.marked(text.da) if self.is_untranslated(text) else escape(self.text(text))

    def marked(self, words: Text | str) -> Markup:
        """Words that are Danish in every language, such as those of a source."""
        danish = words.da if isinstance(words, Text) else words
        return escape(danish) if self.is_danish else Markup('<span lang="da">{}</span>').format(danish)

    def day(self, day: date) -> str:
        """»9. juni 2020« or »9 June 2020«."""
        return format_date(day, "long", self._locale)

    def month(self, day: date) -> str:
        """»marts 2019«."""
        return format_skeleton("yMMMM", day, locale=self._locale)

    def number(self, number: int) -> str:
        """»1.234« or »1,234«."""
        return format_decimal(number, locale=self._locale)

    def joined(self, parts: Sequence[str]) -> str:
        """»a, b og c«."""
        return format_list(parts, locale=self._locale)

    def joint(self, left: int) -> str:
        """What stands after a part of a list when *left* parts follow it."""
        if not left:
            return ""
        pattern: str = self._locale.list_patterns["standard"]["middle" if left > 1 else "end"]
        return pattern.removeprefix("{0}").removesuffix("{1}")

    @property
    def _locale(self) -> Locale:
        return Locale.parse(self.language.locale)


DANISH_T, ENGLISH_T = Translator(DANISH), Translator(ENGLISH)


@cache
def _translated(t: Translator, value: Any) -> Any:
    if isinstance(value, str):
        return t(value) if value else value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _translated(t, getattr(value, field.name)) for field in fields(value)}
        return replace(value, **parts)
    return tuple(_translated(t, part) for part in value)


def _messages(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value,) if value else ()
        return
    for part in value if isinstance(value, tuple) else [getattr(value, field.name) for field in fields(value)]:
        yield from _messages(part)


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == DANISH.code:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _entries(code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _entries(code: str) -> Catalog:
    """Raise InvalidDataError where a translation is left out, or has other markup than its Danish, which is trusted."""
    file = f"generator/wording/{code}.po"
    data = files(__package__).joinpath(f"{code}.po").read_bytes()
    _require_head(data, code, file)
    try:
        entries = read_po(BytesIO(data), locale=code, charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        problem = Problem(file, error.lineno + 1, 1, "catalogue-is-one", f"{error}. Mend the entry there.")
        raise InvalidDataError((problem,)) from None
    faults = (
        *(
            (each, "translation-has-the-markup-of-its-danish", _MARK)
            for each in entries
            if not all(_is_marked_alike(each))
        ),
        *((each, "translation-is-not-fuzzy", _FUZZY) for each in entries if each.fuzzy),
    )
    problems = tuple(
        sorted(Problem(file, message.lineno or 1, 1, rule, words) for message, rule, words in faults if message.id)
    )
    if problems:
        raise InvalidDataError(problems)
    return entries


def _require_head(data: bytes, code: str, file: str) -> None:
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidDataError((Problem(file, line, 1, "not-utf-8", "a byte here is not UTF-8. Mend it."),)) from None
    if not text.startswith(_HEAD % (code, Catalog(code).plural_forms)):
        message = "it begins with other settings than those of the project. Let make catalogue write them."
        raise InvalidDataError((Problem(file, 1, 1, "catalogue-has-its-head", message),))


def _is_marked_alike(message: Message) -> Iterator[bool]:
    """Of each form: the same tags and attributes, no other gaps, and nothing unseen or that could end an attribute."""
    danish, translated = (
        (text,) if isinstance(text, str) else tuple(text or ()) for text in (message.id, message.string)
    )
    yield len(danish) == len(translated)
    is_filled = len(danish) > 1 or any(map(_GAPS.search, danish))
    for one, other in zip(danish, translated, strict=False):
        yield not (is_filled and "%" in _GAPS.sub("", other.replace("%%", "")))
        yield {*_UNSEEN.findall(other)} <= {*_UNSEEN.findall(one)}
        yield not other or sorted(_MARKUP.findall(one)) == sorted(_MARKUP.findall(other))
        yield {*_GAPS.findall(other)} <= {gap for form in danish for gap in _GAPS.findall(form)}
