"""What a change of our record is called: its cause, and the sentence that tells it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.agreement import Agreement
from generator.wording.translator import Labels, Translator, message

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


def first(agreement: Agreement | None) -> Remark:
    return Remark(CAME, None if agreement is None else len(agreement.initiatives))
