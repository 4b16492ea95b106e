"""The languages of the site."""

from __future__ import annotations

from dataclasses import dataclass


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
