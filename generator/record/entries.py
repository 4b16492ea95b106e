"""The entries of our record: what one commit changed in it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.beside import Cause
from generator.model.fields import Text
from generator.record.history import Revision
from generator.record.words import Amendment, Remark
from generator.wording.translator import Translator

# What stands where an agreement's id would, of a source that is of none.
OF_OTHERS = "andre-kilder"


@dataclass(frozen=True)
class RecordChange:
    """What one commit changed in our record of one initiative, or of the agreement itself.

    `version` is the published version that the commit went into, None when it is in none yet. `cause` is
    None where nobody stated it. What changed is told line by line in `amendments`, which are Danish, or where that
    cannot be, in the one `remark`. An agreement that `is_first` was not changed but came in, and that needs no cause.
    What `is_unpublished` was changed before any published version had the agreement, so no reader of one saw it before.
    What is `of_others` is no part of a snapshot: it is what other sources say, or of an agreement that nobody has read.
    """

    revision: Revision
    version: str | None
    agreement_id: str
    agreement_title: Text
    initiative_id: str | None
    title: Text
    cause: Cause | None
    note: Text | None
    amendments: tuple[Amendment, ...] = ()
    remark: Remark | None = None
    is_first: bool = False
    is_unpublished: bool = False
    of_others: bool = False

    def sentences(self, t: Translator) -> tuple[str, ...]:
        """What changed: a remark, or amendments in Danish."""
        return (self.remark.words(t),) if self.remark else tuple(line.sentence for line in self.amendments)

    @property
    def anchor(self) -> str:
        """Made of the hash and the ids, so that it means the same for ever."""
        return "--".join((self.revision.short, *self.ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """What was changed, told apart from all else that the commit changed."""
        apart = OF_OTHERS if self.of_others and self.agreement_id != OF_OTHERS else None
        return tuple(filter(None, (apart, self.agreement_id, self.initiative_id)))

    @property
    def address(self) -> str:
        return f"rettelser/#{self.anchor}"
