"""Which phrases were found in the source texts when they were last compared: what `_verified.yaml` holds.

The texts are other people's and are not here, so a build cannot look for itself. It holds no phrase either, only
digests: a phrase that has been edited since is not among them, and is not counted as verified.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Annotated

from pydantic import StringConstraints

from generator.evidence.quotations import quotations
from generator.evidence.texts import Texts
from generator.folding import fold
from generator.model.archive import Archive
from generator.model.fields import Sha256, Value

# Sixteen hexadecimal digits tell millions of phrases apart and keep a line short.
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
_HEAD = """\
# Written by `aftalespor verify --sources FOLDER --record`; not by hand.
# For each text, by its SHA-256: the beginning of the SHA-256 of each phrase that was found in it.
"""


class VerifiedText(Value):
    sha256: Sha256
    phrases: tuple[Digest, ...] = ()


class Verified(Value):
    texts: tuple[VerifiedText, ...] = ()

    @cached_property
    def _found(self) -> frozenset[tuple[str, str]]:
        return frozenset((text.sha256, phrase) for text in self.texts for phrase in text.phrases)

    def has(self, sha256: str, phrase: str) -> bool:
        """Whether *phrase* was found, word for word, in the text with this hash."""
        return (sha256, digest(phrase)) in self._found


def digest(phrase: str) -> str:
    """The phrase is folded, as it is when it is looked for: restyled, it is the same phrase."""
    return hashlib.sha256(fold(phrase).encode("utf-8")).hexdigest()[:16]


def found_in(archive: Archive, texts: Texts) -> Verified:
    """Every phrase of the archive that stands in the text it names; *texts* are by SHA-256."""
    found: dict[str, set[str]] = {}
    for agreement in archive.agreements:
        hashes = {source.id: source.sha256 for source in agreement.sources}
        for _, source_id, phrases, _ in quotations(agreement):
            sha256 = hashes[source_id]
            standing = {
                digest(phrase) for phrase in phrases if sha256 in texts and texts[sha256].holds(phrase)
            }
            found.setdefault(sha256, set()).update(standing)
    return Verified(
        texts=tuple(VerifiedText(sha256=key, phrases=tuple(sorted(found[key]))) for key in sorted(found))
    )


def as_yaml(verified: Verified) -> str:
    """The file as it is committed. Quoted throughout, or YAML would read some digests as numbers."""
    lines = ["texts:"] if verified.texts else ["texts: []"]
    for text in verified.texts:
        lines += [f'  - sha256: "{text.sha256}"', "    phrases:" if text.phrases else "    phrases: []"]
        lines += [f'      - "{phrase}"' for phrase in text.phrases]
    return _HEAD + "\n".join(lines) + "\n"
