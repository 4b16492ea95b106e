"""Which phrases were found in the source texts when they were last compared: what `_verified.yaml` holds.

The texts are other people's and are not here, so a build cannot look for itself. It holds no phrase either, only
digests: a phrase that has been edited since is not among them, and is not counted as verified. For the few quotations
that a browser would not find by their phrases it holds what it does find them by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import StringConstraints

from generator.evidence.browser_search import targets
from generator.evidence.quotations import quotations, stretches
from generator.evidence.searched import searches
from generator.evidence.text_fragment import directives
from generator.evidence.texts import Texts
from generator.folding import fold
from generator.model.archive import Archive
from generator.model.fields import Sha256, Value

# Sixteen hexadecimal digits tell millions of phrases apart and keep a line short.
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
_HEAD = """\
# Written by `aftalespor verify --sources FOLDER --record`; not by hand.
# For each text, by its SHA-256: the beginning of the SHA-256 of all that it was searched for and does not have, and of
# each phrase that was found in it. Under fragments are the quotations that a browser does not find, or finds elsewhere,
# by their phrases alone, and what leads it to them.
"""


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
    def _found(self) -> frozenset[tuple[str, str]]:
        return frozenset((text.sha256, phrase) for text in self.texts for phrase in text.phrases)

    @cached_property
    def _fragments(self) -> Mapping[tuple[str, str], str]:
        return {(t.sha256, f.quotation): f.fragment for t in self.texts for f in t.fragments}

    def has(self, sha256: str, phrase: str) -> bool:
        """Whether *phrase* was found, word for word, in the text with this hash."""
        return (sha256, quotation_digest(phrase)) in self._found

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


def found_in(archive: Archive, texts: Texts) -> Verified:
    """Every phrase of the archive that stands in the text it names; *texts* are by SHA-256, and absences hold."""
    found: dict[str, set[str]] = {}
    fragments: dict[str, dict[str, str]] = {}
    for agreement in archive.agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for _, source_id, phrases, _ in quotations(agreement):
            sha256 = hashes[source_id]
            text = texts.get(sha256)
            standing = {quotation_digest(phrase) for phrase in phrases if text and text.holds(phrase)}
            found.setdefault(sha256, set()).update(standing)
            pieces = next(stretches(text, phrases), None) if text else None
            needed = targets(text, pieces, phrases) if text and pieces else None
            if needed is not None:
                fragments.setdefault(sha256, {})[quotation_digest(*phrases)] = directives(needed)
    searched = {sha256: each for sha256, each in searches(archive).items() if sha256 in texts}
    return Verified(
        texts=tuple(
            VerifiedText(
                sha256=key,
                searched=searched.get(key),
                phrases=tuple(sorted(found[key])),
                fragments=tuple(
                    Fragment(quotation=quotation, fragment=fragment)
                    for quotation, fragment in sorted(fragments.get(key, {}).items())
                ),
            )
            for key in sorted(found)
        )
    )


def as_yaml(verified: Verified) -> str:
    """The file as it is committed. Quoted throughout, or YAML would read some digests as numbers."""
    lines = ["texts:"] if verified.texts else ["texts: []"]
    for text in verified.texts:
        lines.append(f'  - sha256: "{text.sha256}"')
        lines += [f'    searched: "{text.searched}"'] if text.searched else []
        lines.append("    phrases:" if text.phrases else "    phrases: []")
        lines += [f'      - "{phrase}"' for phrase in text.phrases]
        lines += ["    fragments:"] if text.fragments else []
        for each in text.fragments:
            lines += [f'      - quotation: "{each.quotation}"', f'        fragment: "{each.fragment}"']
    return _HEAD + "\n".join(lines) + "\n"
