"""The language that words are asked for in.

Values hold every language and know none; whoever writes a page says once which is meant, with `speaking`. Nearly
every sentence depends on it, so it is not handed through every signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` is of BCP 47, `name` the language's own; `prefix` is where its pages stand below the root of the site."""

    code: str
    name: str
    prefix: str


DANISH = Language("da", "Dansk", "")
ENGLISH = Language("en", "English", "en/")
LANGUAGES = {language.code: language for language in (DANISH, ENGLISH)}

_spoken: ContextVar[Language] = ContextVar("language", default=DANISH)
_is_strict: ContextVar[bool] = ContextVar("is_strict", default=False)


class UntranslatedError(Exception):
    """What was asked for is not said in the language that is spoken, and Danish may not stand in."""


def spoken() -> Language:
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Ask for words in *language*. Not for use around a `yield`: what stands outside would speak it too."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


@contextmanager
def speaking_only(language: Language) -> Iterator[None]:
    """As `speaking`; whoever is asked for words that are not in *language* raises UntranslatedError."""
    token = _is_strict.set(True)
    try:
        with speaking(language):
            yield
    finally:
        _is_strict.reset(token)


def standing_in(danish: str) -> str:
    """Danish words, where there are none in the language that is spoken and they may stand in."""
    if _is_strict.get() and spoken() is not DANISH:
        raise UntranslatedError(danish)
    return danish
