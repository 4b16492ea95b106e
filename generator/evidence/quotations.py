"""Is a quotation whole? Its pieces stand in the text, in order, close together, with nothing left out that turns it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from generator.checks.agreement import MAX_PHRASE_WORDS
from generator.checks.fault import Fault
from generator.checks.phrases import soft_word
from generator.evidence.blocks import BLOCK_END
from generator.evidence.source_text import SourceText, Texts, by_source
from generator.folding import Span, fold
from generator.model.agreement import AmountFact, Initiative, PartyFact
from generator.model.archive import Archive
from generator.model.fields import Quotation, quotations

# Words left out between two pieces. In the first five agreements it is at most 28; further on another thing is spoken
# of.
MAX_LEFT_OUT = 40
_NEARBY = f"Pieces stand in one block or in two neighbours, with at most {MAX_LEFT_OUT} words between them."
_MAX_TRIED = 100  # ways to place pieces of a word or two, which stand everywhere


def phrase_stands_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each phrase stands word for word in one paragraph, cell or list item of the source it names."""
    for quotation, text in _with_text(archive, position, texts):
        for phrase in quotation.phrases:
            if not text.holds(phrase):
                yield quotation.place.at("phrase"), _why_it_does_not_stand(text, phrase, quotation.source)


def phrases_stand_in_order(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces that are quoted together are quoted in the order in which they stand."""
    for quotation, text in _with_text(archive, position, texts):
        in_order = _in_order(text, quotation.phrases)
        if len(in_order) < len(quotation.phrases) and all(map(text.holds, quotation.phrases)):
            phrase = quotation.phrases[len(in_order)]
            where = f"»{phrase}« begins before the end of what it is quoted after"
            around = text.around(*next(text.quoted(phrase)))
            yield quotation.place.at("phrase"), f"{where}: »{around}«. Put the pieces in the order of the source."


def pieces_stand_together(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces that are quoted together stand in one block or in neighbouring ones, with few words between."""
    for quotation, text in _with_text(archive, position, texts):
        in_order = _in_order(text, quotation.phrases)
        if len(in_order) == len(quotation.phrases) and next(stretches(text, quotation.phrases), None) is None:
            one, other = next(pair for pair in pairwise(in_order) if not _is_near(text, *pair))
            where = f"»{text.around(*one)}« and »{text.around(*other)}« are no one passage of {quotation.source!r}."
            yield quotation.place.at("phrase"), f"{where} {_NEARBY} Quote one of them."


def no_negation_is_left_out(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no quotation leaves out a word that turns what it says, unless its snapshot says why it may."""
    for quotation, text in _with_text(archive, position, texts):
        turned = _turned(text, quotation.phrases)
        if turned and not quotation.left_out:
            start, end = turned[0]
            where = f"»{text.text[start:end]}« is left out: »{text.around(start, end)}«."
            yield quotation.place.at("phrase"), f"{where} Quote it, or say under left_out why it may be left out."


def left_out_is_needed(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is said of a word that was left out has such a word to speak of."""
    for quotation, text in _with_text(archive, position, texts):
        if quotation.left_out and _turned(text, quotation.phrases) == []:
            yield quotation.place.at("left_out"), "no negation or exception is left out. Remove left_out."


def pieces_are_no_copy(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure pieces with nothing left out between them are together no longer than one phrase may be."""
    for quotation, text in _with_text(archive, position, texts):
        pieces = next(stretches(text, quotation.phrases), ())
        start = 0  # of the run that a piece belongs to
        for n, piece in enumerate(pieces):
            if n and text.words_between(pieces[n - 1][1], piece[0]):
                start = n
            words = text.words_between(pieces[start][0], piece[1])
            if start < n and words > MAX_PHRASE_WORDS:
                run = f"»{' '.join(quotation.phrases[start : n + 1])}« is {words} words in a row of the source."
                remedy = f"Quote at most {MAX_PHRASE_WORDS}, or leave words out between."
                yield quotation.place.at("phrase"), f"{run} {remedy}"
                break


# Further away, a word is of something else: in the six texts no quotation of what is decided has one so near.
_WORDS_NEAR = 6
# »Vi vil undersøge, om …« and »målet er, at …« go on: what is examined or aimed for comes after the comma.
_SOFT_CLAUSE_END = re.compile(r"[;:]|,(?!\s+(?:at|om|hvad|hvem|hvilke[nt]?|hvor|hvordan|hvorvidt|hvornår)\b)")


def no_soft_word_is_left_out(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is called decided is not quoted without the words that it is only examined or aimed for."""
    at_hand = by_source(archive.agreements[position], texts)
    for initiative in archive.agreements[position].initiatives:
        for claim in (initiative, *(fact for fact in initiative.facts if not isinstance(fact, PartyFact))):
            level = claim.commitment or initiative.commitment
            text = at_hand.get(claim.source)
            pieces = next(stretches(text, claim.phrase), None) if text else None
            before, after = _words_around(text, pieces) if text and pieces else ("", "")
            is_given = isinstance(claim, AmountFact) or (not isinstance(claim, Initiative) and bool(claim.counted))
            if softer := soft_word([before], level, is_given=is_given):
                where = f"»{before} {claim.phrase[0]}«"
            elif softer := soft_word(_PASSIVE.findall(after), level):
                where = f"»{claim.phrase[-1]} {after}«"
            else:
                continue
            soft, word = softer
            remedy = f"Write commitment: {soft} and quote »{word}« too, or quote where the text is firmer."
            place = claim.place.at("commitment" if claim.commitment else "phrase")
            yield place, f"{level}, but the text says {where}. {remedy}"


# »Data skal deles« is firm, and »at data skal deles, undersøges« is not.
_PASSIVE = re.compile(r"\w+s\b")


def _words_around(text: SourceText, pieces: Sequence[Span]) -> tuple[str, str]:
    """The last words before a quotation, and the first after it, of its own clause."""
    start, stop = pieces[0][0], pieces[-1][1]
    block = text.block(start)
    begin, end = _sentence_start(text, block, start), text.block_span(block)[1]
    ends = [match.end() for match in _SOFT_CLAUSE_END.finditer(text.text, begin, end) if match.end() <= start]
    after = text.text[slice(*next(_clauses_after(text, stop)))]
    return (
        " ".join(text.text[max([begin, *ends]) : start].split()[-_WORDS_NEAR:]),
        " ".join(after.split()[:_WORDS_NEAR]),
    )


def stretches(text: SourceText, phrases: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """The ways in which *phrases* stand one after the other as pieces of one passage, the first in the text first."""
    places: list[list[Span]] = []
    for phrase in reversed(phrases):  # only those places from which the last piece can be reached
        spans = text.quoted(phrase)
        places.insert(0, [span for span in spans if not places or any(_near(text, span, places[0]))])
    yield from islice(_following(text, places, ()), _MAX_TRIED)


def _following(
    text: SourceText, places: Sequence[Sequence[Span]], before: tuple[Span, ...]
) -> Iterator[tuple[Span, ...]]:
    if len(before) == len(places):
        yield before
        return
    spans = places[len(before)]
    for span in _near(text, before[-1], spans) if before else spans:
        yield from _following(text, places, (*before, span))


def _near(text: SourceText, piece: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """Those of *spans*, which are in the order of the text, that may be the piece after *piece*."""
    for span in islice(spans, bisect_left(spans, (piece[1], 0)), None):
        if not _is_near(text, piece, span):
            return
        yield span


def _is_near(text: SourceText, one: Span, other: Span) -> bool:
    ends = text.block(other[0]) - text.block(one[0])
    return ends <= 1 and text.words_between(one[1], other[0]) <= MAX_LEFT_OUT


def _in_order(text: SourceText, phrases: Sequence[str]) -> list[Span]:
    """Where the phrases first stand one after the other, however far apart, up to the first that does not."""
    spans: list[Span] = []
    for phrase in phrases:
        earliest = spans[-1][1] if spans else 0
        span = next((span for span in text.quoted(phrase) if span[0] >= earliest), None)
        if span is None:
            break
        spans.append(span)
    return spans


def _turned(text: SourceText, phrases: Sequence[str]) -> list[Span] | None:
    """The words that turn the quotation, none if it stands anywhere without them; None where it does not stand."""
    turned = None
    for stretch in stretches(text, phrases):
        turning = list(left_out(text, stretch))
        if not turning:
            return []
        turned = turned or turning
    return turned


def _with_text(archive: Archive, position: int, texts: Texts) -> Iterator[tuple[Quotation, SourceText]]:
    agreement = archive.agreements[position]
    at_hand = by_source(agreement, texts)
    yield from ((each, at_hand[each.source]) for each in quotations(agreement) if each.source in at_hand)


def _why_it_does_not_stand(text: SourceText, phrase: str, source: str) -> str:
    """What the text has instead: more of a word, other letters, two blocks, or only the beginning."""
    words = fold(phrase)
    if not re.search(r"\w", words):
        return f"»{phrase}« holds no word. Quote words that say it."
    within = next(text.spans(phrase), None)
    if within and text.text[slice(*within)] == words:
        return f"»{phrase}« is part of a longer word or number in {source!r}: »{text.around(*within)}«. Quote it whole."
    start = text.text.replace(BLOCK_END, " ").find(words)
    if start >= 0:
        end = text.block_span(text.block(start))[1]
        parts = f"»{text.around(start, end)}« and »{text.around(end + 1, start + len(words))}«"
        return f"»{phrase}« stands across blocks in {source!r}: {parts}. Make a piece of each, one a line."
    if within:
        return f"»{phrase}« is written otherwise in {source!r}: »{text.around(*within)}«. Copy the words exactly."
    each = phrase.split()
    for count in range(len(each) - 1, 1, -1):  # without its last word, its last two and so on
        if begun := next(text.spans(" ".join(each[:count])), None):
            around = text.around(*begun)
            return f"»{phrase}« does not stand in {source!r}, which has »{around}«. Copy the words exactly."
    return f"»{phrase}« does not stand in {source!r}. Copy the words exactly."


# Words that turn what a sentence says, so that a quotation that leaves one out says more than its source, or the
# opposite; * stands for every ending. These turn what stands before them too: »omfatter ikke«, »alle undtagen én«.
_EITHER_WAY = (
    "ikke ej aldrig ingensinde næppe"  # denies a verb
    " uden undtag* bortset fraset medmindre med_mindre på_nær fraregnet minus fratrukket eksklusive ekskl"  # excepts
    " dog i_stedet_for frem_for fremfor langt_fra i_ringe_grad i_mindre_grad"
    " kun alene blot"  # limits
    " hvis såfremt forudsat betinget forbehold* først_når"  # makes a condition
)
# These only what follows: of »giver ingen penge«, »giver« says nothing that is not so.
_FORWARD = (
    " ingen ingens intet ingenting hverken nej"  # denies a noun
    " nægt* afvis* undlad* forbyd* forbud* udelad* udeluk* fritag* fraråd* afskaf* nedlæg* udskyd* udskud* aflys*"
    " bortfald* sløjf* ophør*_med stop*_med hold*_op_med opgive*_at imod_at snarere_end"  # stops a verb
    " umulig* tvivlsom* usandsynlig*"  # doubts
    " forudsætning* betingelse*"  # makes a condition of what follows
)
# These sound like a negation and are none: »ikke mindst« is »above all«, »ikke kun« is »more than«.
_NOT_TURNING = (
    "ikke_mindst ikke_kun ikke_alene ikke_blot ikke_bare ikke_desto_mindre ingen_tvivl uden_tvivl uden_undtagelse"
    " uden_videre"
)


def _pattern(words: str) -> re.Pattern[str]:
    turning, harmless = (
        "|".join(each.split()).replace("*", r"\w*").replace("_", " ") for each in (words, _NOT_TURNING)
    )
    # A negation that is half of a word, as in »ikke-statslige«, is of that word alone.
    return re.compile(rf"(?<![\w-])(?:(?:{harmless})|({turning}))(?![\w-])", re.IGNORECASE)


_TURNS, _TURNS_BACK = _pattern(_EITHER_WAY + _FORWARD), _pattern(_EITHER_WAY)
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
    for start, end in _stated_before(text, pieces[0][0]):
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


def _stated_before(text: SourceText, position: int) -> Iterator[Span]:
    """The sentence up to *position*, and where it is of a list, what stands before the list: »… ikke:«."""
    block = text.block(position)
    if (lead := _lead_in(text, block)) is not None:
        _, end = text.block_span(lead)
        yield _sentence_start(text, lead, end), end
    yield _sentence_start(text, block, position), position


def _sentence_start(text: SourceText, block: int, position: int) -> int:
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
