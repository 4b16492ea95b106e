"""The entries of our record: what one commit changed in it, why, and the sentences that tell it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.beside import Cause
from generator.model.fields import Text
from generator.record.history import Revision
from generator.wording.translator import Labels, Translator, message

# What stands where an agreement's id would, of a source that is of none.
OF_OTHERS = "andre-kilder"
CAUSES = Labels(
    {
        "correction": ("Rettelse", "vi havde skrevet noget forkert eller for meget"),
        "enrichment": ("Tilføjelse", "vi har læst eller skrevet mere, og det gamle var ikke forkert"),
        "schema": ("Ny form", "oplysningerne er skrevet på en ny måde og siger det samme"),
    }
)
NO_CAUSE = "Årsag ikke oplyst"
FIRST = "Første gang i vores data"
# The same two with their meanings, by the id that stands for a cause.
UNCAUSED = Labels(
    {
        "foerste": (FIRST, "aftalen kom ind i vores data; det er ikke en ændring"),
        "ikke-oplyst": (NO_CAUSE, "vi har ikke skrevet hvorfor"),
    }
)
UNREADABLE = message("Denne version kan ikke læses med nutidens regler, så vi kan ikke vise forskellen i ord.")
NOTHING_ALIKE = message("Versionen før kan ikke læses med nutidens regler, så vi kan ikke vise forskellen i ord.")
REMOVED = message("Aftalen er taget ud af vores data.")
RETURNED = message("Aftalen er sat ind i vores data igen.")
CAME = message("Aftalen er registreret første gang.")


@dataclass(frozen=True)
class Remark:
    """A sentence about a version as a whole; `initiatives` is how many came in with it, where that is known."""

    danish: str
    initiatives: int | None = None

    def words(self, t: Translator) -> str:
        if self.initiatives is None:
            return t(self.danish)
        return t.plural(
            "Aftalen er registreret første gang, med %(count)s initiativ.",
            "Aftalen er registreret første gang, med %(count)s initiativer.",
            self.initiatives,
        )


@dataclass(frozen=True)
class Amendment:
    """One line before and after; None where a version does not have it, or where what it had is `is_untold`.

    Both are Danish, unless it `is_english`; the rest always is.
    """

    heading: str
    old: str | None
    new: str | None
    sentence: str
    is_untold: bool = False
    is_english: bool = False


def amendment(heading: str, old: str | None, new: str | None) -> Amendment:
    if old is None:
        sentence = f"{heading}: tilføjet »{new}«."
    elif new is None:
        sentence = f"{heading}: fjernet »{old}«."
    else:
        sentence = f"{heading}: ændret fra »{old}« til »{new}«."
    return Amendment(heading, old, new, sentence)


def untold(heading: str, new: str | None) -> Amendment:
    """A line whose old words are not told again; no words of ours stand in their place."""
    if new is None:
        sentence = f"{heading}: fjernet; det gengives ikke."
    else:
        sentence = f"{heading}: skiftet ud med »{new}«; det gamle gengives ikke."
    return Amendment(heading, None, new, sentence, is_untold=True)


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
