"""What changed in our own record of the agreements, and why. A correction is never news about an agreement."""

from __future__ import annotations

from dataclasses import dataclass

from generator.history import Revision
from generator.versions import Cause


@dataclass(frozen=True)
class RecordChange:
    """One change of what we say of an initiative, or of an agreement when `initiative_id` is None."""

    revision: Revision
    version: str | None
    agreement_id: str
    agreement_title: str
    initiative_id: str | None
    title: str
    cause: Cause | None
    note: str | None
    sentences: tuple[str, ...]
    is_first: bool = False

    @property
    def anchor(self) -> str:
        """Made of the hash and the ids, so that it means the same for ever."""
        ids = (self.agreement_id, self.initiative_id) if self.initiative_id else (self.agreement_id,)
        return "--".join((self.revision.short, *ids))

    @property
    def address(self) -> str:
        return f"rettelser/#{self.anchor}"
