"""The files beside the snapshots: register, glossary, words for the search, what was not read, verified, published.

A folder of snapshots can do without all of them but the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictBool, StringConstraints

from generator.folding import fold
from generator.model.fields import (
    AgreementId,
    AgreementKind,
    Evidence,
    Language,
    Line,
    Sha256,
    Slug,
    Text,
    Url,
    Value,
    may_be_left_out,
)
from generator.model.values import Date


class Actor(Value):
    id: Slug
    title: Text
    forms: tuple[Line, ...] = ()


class Theme(Value):
    id: Slug
    title: Text
    summary: Text


class Register(Value):
    """What all agreements share: who takes part, and the themes that initiatives are sorted under.

    `notes` are cautions about the record as a whole, such as an agreement that was not read.
    """

    parties: Annotated[tuple[Actor, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    synonyms: tuple[tuple[Line, ...], ...] = ()

    @property
    def party_titles(self) -> dict[str, Text]:
        return {party.id: party.title for party in self.parties}


class Term(Value):
    """A word of the field. `forms` and `forms_en` are its other forms in running text, such as inflections."""

    id: Slug
    title: Text
    forms: tuple[Line, ...] = ()
    forms_en: tuple[Line, ...] = ()
    text: Text
    see: tuple[Slug, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form in which the term is looked for in Danish text."""
        return (self.title.da, *self.forms)

    @property
    def surfaces_en(self) -> tuple[str, ...]:
        """Every form in which the term is looked for in English text; a Danish title is no English word."""
        return (*([self.title.en] if self.title.en else []), *self.forms_en)


class Glossary(Value):
    """What words mean. It says nothing about any agreement, and a folder of snapshots can do without it."""

    terms: tuple[Term, ...] = ()


class Period(Value):
    head: ClassVar = ("from_",)

    from_: Annotated[Date, Field(alias="from")]
    to: Date | None = None


class Mention(Evidence):
    """Words of a text that was read, which show that the agreement exists."""

    model_config = may_be_left_out()

    agreement: AgreementId


class PublicSource(Value):
    """A public document that shows that the agreement exists."""

    publisher: Text
    title: Text
    published: Date | None = None
    url: Url


class UnreadAgreement(Value):
    """An agreement without a snapshot. When it is read it gets one of the same id, and is removed here."""

    id: Slug
    title: Text
    short: Text
    kind: AgreementKind
    after: AgreementId
    agreed: Date | None = None
    effective: Period | None = None
    mentioned_in: tuple[Mention, ...] = ()
    sources: tuple[PublicSource, ...] = ()
    note: Text | None = None


class Unread(Value):
    """The file `_unread.yaml`. A folder of snapshots can do without it."""

    unread: tuple[UnreadAgreement, ...] = ()


# What stands for pages that change with each new agreement.
NEWEST_AGREEMENT = "aftaler/nyeste"
NEWEST_COMPARISON = "sammenlign/nyeste"
SILENT_INITIATIVES = "initiativer/tavse"
STAND_INS = (NEWEST_AGREEMENT, NEWEST_COMPARISON, SILENT_INITIATIVES)

PagePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]
Synonyms = tuple[tuple[Line, ...], ...]


class Same(Value):
    da: Synonyms = ()
    en: Synonyms = ()

    def in_language(self, language: Language) -> Synonyms:
        synonyms: Synonyms = getattr(self, language.code, self.da)
        return synonyms


class Lead(Value):
    to: PagePath
    asks: StrictBool = False
    da: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        words: tuple[str, ...] = getattr(self, language.code, self.da)
        return words


class SearchWords(Value):
    """The file `_search.yaml`. A folder of snapshots can do without it."""

    same: Same = Same()
    leads_to: tuple[Lead, ...] = ()


# Sixteen hexadecimal digits tell millions of phrases apart and keep a line short.
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Fragment(Value):
    quotation: Digest
    fragment: Annotated[str, StringConstraints(pattern=r"^(text=[A-Za-z0-9._~%,&=-]+)?$")]


class VerifiedText(Value):
    sha256: Sha256
    searched: Digest | None = None
    phrases: tuple[Digest, ...] = ()
    fragments: tuple[Fragment, ...] = ()


class Verified(Value):
    texts: tuple[VerifiedText, ...] = ()

    @cached_property
    def _standing(self) -> frozenset[tuple[str, str]]:
        return frozenset((text.sha256, phrase) for text in self.texts for phrase in text.phrases)

    @cached_property
    def _fragments(self) -> Mapping[tuple[str, str], str]:
        return {(t.sha256, f.quotation): f.fragment for t in self.texts for f in t.fragments}

    def has(self, sha256: str, phrase: str) -> bool:
        """Whether *phrase* was found, word for word, in the text with this hash."""
        return (sha256, quotation_digest(phrase)) in self._standing

    @cached_property
    def searched(self) -> Mapping[str, str | None]:
        """For each text, by SHA-256, the digest of what it was searched for and does not have."""
        return {text.sha256: text.searched for text in self.texts}

    def fragment(self, sha256: str, phrases: Sequence[str]) -> str | None:
        """What leads a browser to a quotation; None if its phrases do, empty if nothing does."""
        return self._fragments.get((sha256, quotation_digest(*phrases)))


def quotation_digest(*phrases: str) -> str:
    """Phrases are folded, as they are when they are looked for: restyled, they are the same."""
    return hashlib.sha256("\n".join(map(fold, phrases)).encode("utf-8")).hexdigest()[:16]


# The folder of the pages that versions are frozen into.
FROZEN = "site_src/docs/fast"

Cause = Literal["correction", "enrichment", "schema"]
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
CommitStart = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{7,64}$")]
Number = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$")]
# AGREEMENT, INITIATIVE, AGREEMENT/INITIATIVE or AGREEMENT/INITIATIVE/FACT, according to the kind
IdPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){0,2}$")]


class StatedChange(Value):
    """Why our record of something was changed. The cause is stated by whoever made the change, never guessed."""

    agreement: Slug | None = None
    initiative: Slug | None = None
    commit: CommitStart | None = None
    cause: Cause
    note: Text


class Release(Value):
    """A version of the data that was published and can be cited."""

    version: Number
    date: Date
    commit: Commit
    digest: Sha256
    sums: Sha256 | None = None
    languages: Annotated[tuple[Literal["da", "en"], ...], Field(min_length=1)] = ("da",)
    note: Text
    changes: tuple[StatedChange, ...] = ()


class Retired(Value):
    """An id that is no longer used, and where its content went."""

    kind: Literal["agreement", "initiative", "presence", "fact"]
    id: IdPath
    to: IdPath | None = None
    note: Text


class Versions(Value):
    """`releases` are oldest first; `upcoming` explains what was changed since the last of them."""

    releases: tuple[Release, ...] = ()
    upcoming: tuple[StatedChange, ...] = ()
    retired: tuple[Retired, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(release.version for release in self.releases)

    @property
    def latest(self) -> Release | None:
        return self.releases[-1] if self.releases else None

    @property
    def causes(self) -> tuple[StatedChange, ...]:
        """Everything that was ever stated, the oldest first."""
        return *(change for release in self.releases for change in release.changes), *self.upcoming


@dataclass(frozen=True)
class DataVersion:
    """The version that a build shows; `is_modified` when the data has changed since it was published.

    `languages` are the codes of those that its pages are frozen in.
    """

    number: str
    date: date
    commit: str
    is_modified: bool
    languages: tuple[str, ...]


def steps(before: str | None) -> tuple[str, ...]:
    """The versions that may come after *before*, the smallest step first."""
    if before is None:
        return ("1.0.0",)
    major, minor, patch = (int(part) for part in before.split("."))
    return f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}.0", f"{major + 1}.0.0"
