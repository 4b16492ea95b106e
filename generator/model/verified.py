"""What the snapshots quote, and which of it was found in the source texts when they were last compared.

The texts are other people's and are not here, so a build cannot look for itself. `_verified.yaml` holds no phrase
either, only digests: a phrase that has been edited since is not among them, and is not counted as verified. For the few
quotations that a browser would not find by their phrases it holds what it does find them by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from generator.folding import fold
from generator.model.agreement import Agreement
from generator.model.fields import Sha256, Text, Value, walk
from generator.model.place import Place


class Quotation(NamedTuple):
    """What a value quotes of a source, in pieces, and why what is left out of it does not turn it."""

    place: Place
    source: str
    phrases: Sequence[str]
    left_out: Text | None


def quotations(agreement: Agreement) -> Iterator[Quotation]:
    """Every value that quotes a source."""
    for value in walk(agreement):
        source, phrases = getattr(value, "source", None), getattr(value, "phrase", None)
        if isinstance(source, str) and isinstance(phrases, tuple):
            yield Quotation(value.place, source, phrases, getattr(value, "left_out", None))


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
