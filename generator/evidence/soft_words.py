"""Does a quotation begin after the word that makes it soft? »Vi vil undersøge | mulighederne for at dele data«."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.fault import Fault
from generator.checks.phrases import soft_word
from generator.evidence.negations import sentence_start
from generator.evidence.quotations import stretches
from generator.evidence.source_text import SourceText, Texts, by_source
from generator.model.archive import Archive
from generator.model.facts import AmountFact, CountFact, PartyFact

# Further back, a word is of something else: in the six texts no quotation of what is decided has one so near.
_WORDS_BEFORE = 6
# »Vi vil undersøge, om …« and »målet er, at …« go on: what is examined or aimed for comes after the comma.
_CLAUSE_END = re.compile(r"[;:]|,(?!\s+(?:at|om|hvad|hvem|hvilke[nt]?|hvor|hvordan|hvorvidt|hvornår)\b)")


def no_soft_word_is_left_out(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is called decided is not quoted from after the words that it is only examined or aimed for."""
    agreement = archive.agreements[position]
    at_hand = by_source(agreement, texts)
    for initiative in agreement.initiatives:
        for claim in (initiative, *(fact for fact in initiative.facts if not isinstance(fact, PartyFact))):
            level = claim.commitment or initiative.commitment
            text = at_hand.get(claim.source)
            pieces = next(stretches(text, claim.phrase), None) if text else None
            before = _words_before(text, pieces[0][0]) if text and pieces else ""
            softer = soft_word([before], level, is_given=isinstance(claim, AmountFact | CountFact))
            if softer:
                soft, word = softer
                where = f"{level}, but the text says »{before} {claim.phrase[0]}«"
                yield (
                    claim.place.at("commitment" if claim.commitment else "phrase"),
                    f"{where}. Write commitment: {soft} and quote »{word}« too, or quote where the text is firmer.",
                )


def _words_before(text: SourceText, start: int) -> str:
    """The last words before a quotation, of its own clause."""
    sentence = text.text[sentence_start(text, text.block(start), start) : start]
    return " ".join(_CLAUSE_END.split(sentence)[-1].split()[-_WORDS_BEFORE:])
