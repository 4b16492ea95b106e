"""The languages of the site."""

from __future__ import annotations

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
