"""The published versions of the data: what `_versions.yaml` holds, and which version this is.

Versions are numbered as in Semantic Versioning 2.0: a lost id is major, a new agreement or initiative minor,
anything else patch.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.archive import Archive
from generator.model.fields import Date, Sha256, Slug, Text, Value

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

    agreement: Slug | None = Field(None, description="Udelades, når ændringen gælder dem alle.")
    initiative: Slug | None = Field(None, description="Udelades, når ændringen gælder hele aftalen.")
    commit: CommitStart | None = Field(None, description="Kun når ændringen blev forklaret bagefter.")
    cause: Cause = Field(description="Hvorfor der blev ændret.")
    note: Text = Field(description="Hvad der var galt eller er nyt, i én sætning. Vises på siden.")


class Release(Value):
    """A version of the data that was published and can be cited."""

    version: Number = Field(description="Tre tal, fx 1.0.0. aftalespor freeze finder det.")
    date: Date = Field(description="Den dag, data sidst blev ændret før versionen.")
    commit: Commit = Field(description="Den version af filerne, som versionen er lavet af.")
    digest: Sha256 = Field(description="Af indholdet, som aftalespor freeze beregner det.")
    sums: Sha256 | None = Field(None, description="Af listen over de fastfrosne filer, så en ændring af den ses her.")
    languages: Annotated[tuple[Literal["da", "en"], ...], Field(min_length=1)] = Field(
        ("da",), description="De sprog, som versionens sider er fastfrosset på. Udelades, når det kun er dansk."
    )
    note: Text = Field(description="Hvad versionen går ud på, i én sætning. Vises på siden.")
    changes: tuple[StatedChange, ...] = Field((), description="Hvorfor der blev ændret siden versionen før.")


class Retired(Value):
    """An id that is no longer used, and where its content went."""

    kind: Literal["agreement", "initiative", "presence", "fact"] = Field(description="Hvad id'et var id på.")
    id: IdPath = Field(description="Det id, der ikke længere bruges.")
    to: IdPath | None = Field(None, description="Af samme slags. Udelades, når intet trådte i stedet.")
    note: Text = Field(description="Hvor indholdet blev af, i én sætning. Vises på den gamle adresse.")


class Versions(Value):
    """`releases` are oldest first; `upcoming` explains what was changed since the last of them."""

    releases: tuple[Release, ...] = Field((), description="Versionerne, ældste først.")
    upcoming: tuple[StatedChange, ...] = Field((), description="Hvorfor der er ændret siden den sidste version.")
    retired: tuple[Retired, ...] = Field((), description="Id'er, der ikke længere bruges.")

    @property
    def latest(self) -> Release | None:
        return self.releases[-1] if self.releases else None


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


def archive_digest(archive: Archive) -> str:
    """SHA-256 of what the snapshots say. Restyling a file, or a key left at its default, does not change it.

    Without agreements that nobody has read it is as it was before there were any.
    """
    agreements = sorted(archive.agreements, key=lambda agreement: agreement.id)
    plain = [
        value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for value in (*agreements, archive.register, *archive.unread)
    ]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def data_version(versions: Versions, archive: Archive) -> DataVersion | None:
    """The last published version, or None before the first."""
    release = versions.latest
    if release is None:
        return None
    is_modified = archive_digest(archive) != release.digest
    return DataVersion(release.version, release.date.latest, release.commit, is_modified, release.languages)
