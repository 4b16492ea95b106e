"""Whether what is said to have ended is quoted where its text says that it did, and says it of this."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.checks.carried import phrase_holds
from generator.checks.fault import Fault, ValuesCheck
from generator.folding import fold_case
from generator.model.agreement import Agreement, Departure, Initiative
from generator.model.fields import Value

# Beginnings of the words by which a text says that something is over, however it ended.
_ENDING = re.compile(
    r"(?<!\w)(?:af(?:leve|lys|løs|slut|vik)|bortfald|drop|endt|erstat|forhenvære|fuldfør|færdig|gennemfør|hidtid"
    r"|i mål|i stedet|ikke|indfri|indstil|lagt ned|luk|nedlag|nedlæg|nåe?t|opfyld|opgiv|ophæv|ophør|skrin|slut|stop"
    r"|tidligere|trukket tilbage|trækkes tilbage|udfas|udgå|udløb)"
)


def endings_say_so(values: Sequence[Value]) -> Iterator[Fault]:
    """Ensure what is said to have ended is quoted where the text says that this did."""
    agreements = [value for value in values if isinstance(value, Agreement)]
    known = {initiative.id: initiative for agreement in agreements for initiative in agreement.initiatives}
    for departure in (departure for agreement in agreements for departure in agreement.not_continued):
        if departure.phrase:
            yield from _faults(departure, departure.phrase, known)


def _faults(departure: Departure, phrase: Sequence[str], known: Mapping[str, Initiative]) -> Iterator[Fault]:
    place, outcome = departure.place.at("phrase"), departure.outcome
    remedy = "Quote where the text does, or use not-mentioned or not-examined."
    if not _ENDING.search(fold_case(" ".join(phrase))):
        yield place, f"{outcome}, but the words do not say that it ended. {remedy}"
        return
    initiative = known.get(departure.id)
    names = (initiative.title.da, *initiative.aliases, *initiative.phrase) if initiative else ()
    if names and not any(phrase_holds(phrase, name, is_named=False) for name in names):
        yield place, f"{outcome}, but the words do not say »{names[0]}«. {remedy}"


ENDINGS_WARNINGS: tuple[ValuesCheck, ...] = (endings_say_so,)
