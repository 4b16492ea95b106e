"""Words that turn what a sentence says: a quotation that leaves one out says more than its source, or the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from generator.evidence.source_text import SourceText
from generator.folding import Span

# Why a word is here, and the words; * stands for every ending. These turn what stands before them too:
# »omfatter ikke«, »alle regioner undtagen én«.
_EITHER_WAY: Mapping[str, str] = {
    "it denies a verb": "ikke ej aldrig ingensinde næppe",
    "it excepts": "uden undtag* bortset fraset medmindre med_mindre på_nær fraregnet minus fratrukket eksklusive "
    "ekskl dog i_stedet_for frem_for fremfor langt_fra i_ringe_grad i_mindre_grad",
    "it limits": "kun alene blot",
    "it makes a condition": "hvis såfremt forudsat betinget forbehold* først_når",
}
# These only what follows: of »giver ingen penge«, »giver« says nothing that is not so.
_FORWARD: Mapping[str, str] = {
    "it denies a noun": "ingen ingens intet ingenting hverken nej",
    "it is a verb that denies": "nægt* afvis* undlad* forbyd* forbud* udelad* udeluk* fritag* fraråd* afskaf* "
    "nedlæg* udskyd* udskud* aflys* bortfald* sløjf*",
    "it stops a verb": "ophør*_med stop*_med hold*_op_med opgive*_at imod_at snarere_end",
    "it doubts": "umulig* tvivlsom* usandsynlig*",
    "it makes a condition of what follows": "forudsætning* betingelse*",
}
# These sound like a negation and are none: »ikke mindst« is »above all«, »ikke kun« is »more than«.
_NOT_TURNING = (
    "ikke_mindst ikke_kun ikke_alene ikke_blot ikke_bare ikke_desto_mindre ingen_tvivl uden_tvivl "
    "uden_undtagelse uden_videre"
)


def _pattern(*lists: str) -> re.Pattern[str]:
    turning, harmless = (
        "|".join(words.split()).replace("*", r"\w*").replace("_", " ") for words in (" ".join(lists), _NOT_TURNING)
    )
    # A negation that is half of a word, as in »ikke-statslige«, is of that word alone.
    return re.compile(rf"(?<![\w-])(?:(?:{harmless})|({turning}))(?![\w-])", re.IGNORECASE)


_TURNS = _pattern(*_EITHER_WAY.values(), *_FORWARD.values())
_TURNS_BACK = _pattern(*_EITHER_WAY.values())
_SENTENCE_END = re.compile(r"[.!?][\"«)]*\s+(?=[\"»(]*[A-ZÆØÅ])")
_CLAUSE_END = re.compile(r"[,;:(]\s*|\s-\s")
_HALF = re.compile(r"(?<![\w-])ikke- ?\w+ $", re.IGNORECASE)  # of »ikke-statslige parter« there is no »parter«
_MAX_ITEMS = 12
_BUT = re.compile(r"men\b|dog\b", re.IGNORECASE)


def left_out(text: SourceText, pieces: Sequence[Span]) -> Iterator[Span]:
    """Where words stand that turn what *pieces* say, and are in none of them.

    They are looked for between the pieces, before the first in its sentence, and after the last in its clause and
    in what takes it back: »…, men det gælder ikke …«, »…, undtagen …«.
    """
    for start, end in _said_before(text, pieces[0][0]):
        yield from _turning(text, start, end)
    for start, _ in pieces:
        if half := _HALF.search(text.text, text.block_span(text.block(start))[0], start):
            yield half.start(), half.end() - 1
    for (_, end), (start, _) in pairwise(pieces):
        yield from _turning(text, end, start)
    for start, end in _clauses_after(text, pieces[-1][1]):
        yield from _turning(text, start, end, _TURNS_BACK)


def _turning(text: SourceText, start: int, end: int, pattern: re.Pattern[str] = _TURNS) -> Iterator[Span]:
    yield from (match.span() for match in pattern.finditer(text.text, start, end) if match[1])


def _said_before(text: SourceText, position: int) -> Iterator[Span]:
    """The sentence up to *position*, and where it is of a list, what stands before the list: »… ikke:«."""
    block = text.block(position)
    lead = _lead_in(text, block)
    if lead is not None:
        _, end = text.block_span(lead)
        yield sentence_start(text, lead, end), end
    yield sentence_start(text, block, position), position


def sentence_start(text: SourceText, block: int, position: int) -> int:
    """Where the sentence of a block begins that *position* is in."""
    start, _ = text.block_span(block)
    ends = _SENTENCE_END.finditer(text.text, start, position + 1)  # one may end right before what is quoted
    return max([start, *(match.end() for match in ends)])


def _lead_in(text: SourceText, block: int) -> int | None:
    """The block that a colon ends, if *block* is of the list after it: no sentence ends between, all begin alike."""
    is_lower = text.text[text.block_span(block)[0]].islower()
    for before in range(block - 1, max(-1, block - 1 - _MAX_ITEMS), -1):
        start, end = text.block_span(before)
        if text.text[end - 1] == ":":
            return before
        if text.text[end - 1] in ".!?" or text.text[start].islower() != is_lower:
            return None
    return None


def _clauses_after(text: SourceText, position: int) -> Iterator[Span]:
    """The rest of the clause, and those clauses of the rest of the sentence that take something back."""
    _, end = text.block_span(text.block(position - 1))
    sentence = _SENTENCE_END.search(text.text, position, end)
    stop = sentence.start() if sentence else end
    ends = [match.span() for match in _CLAUSE_END.finditer(text.text, position, stop)]
    starts = [position, *(end for _, end in ends)]
    for start, end in zip(starts, [*(begin for begin, _ in ends), stop], strict=True):
        first = _TURNS_BACK.match(text.text, start, end)
        if start == position or _BUT.match(text.text, start, end) or (first and first[1]):
            yield start, end
