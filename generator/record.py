"""What changed in our record of the agreements: by commit, agreement and initiative, with the stated cause.

This is the other clock: how our data changed, never how an agreement became the next one.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.history import Revision
from generator.versions import Cause


@dataclass(frozen=True)
class RecordChange:
    """What one commit changed in our record of one initiative, or of the agreement itself.

    `version` is the published version that the commit went into, None when it is in none yet. `cause` is
    None where nobody stated it. `sentences` are finished Danish.
    """

    revision: Revision
    version: str | None
    agreement_id: str
    agreement_title: str
    initiative_id: str | None
    title: str
    cause: Cause | None
    note: str | None
    sentences: tuple[str, ...]
