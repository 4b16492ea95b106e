"""Does the evidence hold? Compares the snapshots with the texts they were read from.

The texts are other people's and are never part of the repository; they are recognised by their SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.checks import numbers
from generator.checks.fault import Fault, rule_id
from generator.checks.numbers import Phrase, states_date
from generator.comparing.queries import stem
from generator.evidence.absence import difference_is_there, explained_hits_are_needed, novelty_is_new, silence_is_silent
from generator.evidence.quotations import (
    left_out_is_needed,
    no_negation_is_left_out,
    no_soft_word_is_left_out,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_are_no_copy,
    pieces_stand_together,
    stretches,
)
from generator.evidence.source_text import SourceText, Texts, by_source, covered_spans, is_inside, is_reference
from generator.folding import Span, fold_case, words_in
from generator.model.agreement import Agreement, Initiative, Source
from generator.model.archive import Archive
from generator.model.fields import quotations
from generator.model.fields import texts as texts_in
from generator.model.place import Problem

_MAX_COPIED = 9  # words in a row; names and set phrases are shorter


def verify(archive: Archive, texts: Texts) -> tuple[Problem, ...]:
    """Run every verification; *texts* are the source texts by SHA-256."""
    problems = [
        Problem.at(place, rule_id(rule), message)
        for rule in VERIFICATIONS
        for position in range(len(archive.agreements))
        for place, message in rule(archive, position, texts)
    ]
    return tuple(sorted(set(problems)))


def source_text_is_here(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the text that was read, and no other, is there to compare with."""
    for source in archive.agreements[position].sources:
        if source.sha256 and source.sha256 not in texts:
            remedy = "Add it to the folder, or read the new text and mend the hash."
            yield source.place.at("sha256"), f"no text with this SHA-256 for {source.id!r}. {remedy}"


def _at_hand(archive: Archive, position: int, texts: Texts) -> Iterator[tuple[Source, SourceText]]:
    sources = archive.agreements[position].sources
    yield from ((source, texts[source.sha256]) for source in sources if source.sha256 in texts)


def published_stands_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the date of a text is one that it states itself."""
    for source, text in _at_hand(archive, position, texts):
        if source.published and not states_date(text.moments, source.published):
            fault = f"{source.published} does not stand in {source.id!r}. Mend it, or leave published out."
            yield source.place.at("published"), fault


def mention_stands_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure the words that show that an unread agreement exists stand in the text they are from."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for mention in (m for unread in archive.unread for m in unread.mentioned_in):
        text = per_source.get(mention.source) if mention.agreement == agreement.id else None
        for phrase in mention.phrase:
            if text and not text.holds(phrase):
                fault = f"»{phrase}« does not stand in {mention.source!r}. Copy the words exactly."
                yield mention.place.at("phrase"), fault


_CLOSE_BY = 1  # block before or after; in the six texts no official and no government is named further away
_NAME = re.compile(r"\b[A-ZÆØÅ]\w+")


def speakers_stand_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure whoever a note gives words to is named in the text, and an official or the government beside them."""
    per_source = by_source(archive.agreements[position], texts)
    for note in archive.agreements[position].context:
        text = per_source.get(note.source)
        pieces = next(stretches(text, note.phrase), None) if text else None
        if text is None or pieces is None or note.kind not in ("official", "government", "other-body"):
            continue
        block, last = text.block(pieces[0][0]), text.block(len(text.text) - 1)
        start, end = text.block_span(max(0, block - _CLOSE_BY))[0], text.block_span(min(last, block + _CLOSE_BY))[1]
        nearby = text.text if note.kind == "other-body" else text.text[start:end]
        there = {stem(word) for word in words_in(nearby)}
        names = [stem(word) for name in _NAME.findall(note.speaker.da) for word in words_in(name)]
        if there.isdisjoint(names):
            message = f"the text names no »{note.speaker.da}« at »{text.around(*pieces[0])}«."
            yield note.place.at("speaker"), f"{message} Write who says it by the name that the text uses there."


def number_is_whole_in_source(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no words around a phrase make its number another: a scale, a currency, »op til«, »årligt«."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    for value in numbers.numbered(agreement):
        text = per_source.get(value.source)
        if text is None or any(numbers.faults_of(value, Phrase.of(value.phrase))):
            continue
        faults = [[*numbers.faults_of(value, phrase)] for phrase in _in_source(text, value.phrase)]
        if faults and all(faults):
            for key, message in faults[0]:
                yield value.place.at(key), f"the phrase leaves out words that change it. With them, {message}"


def _in_source(text: SourceText, pieces: Sequence[str]) -> Iterator[Phrase]:
    """The quantities of the source, whole and with what is said around them, at each place where the pieces stand."""
    for spans in stretches(text, pieces):
        yield Phrase(text.text, tuple(each for each in text.readings if _overlap(each.numerals, spans)))


def _overlap(numerals: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(start < end and begin < stop for begin, end in numerals for start, stop in spans)


def number_in_source_is_read(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure every number in a source is in some phrase: of a fact, or of a note on whose it is."""
    quoted = [*quotations(archive.agreements[position])]
    for source, text in _at_hand(archive, position, texts):
        phrases = [phrase for each in quoted if each.source == source.id for phrase in each.phrases]
        covered = [*covered_spans(text, phrases), *_dateline(text, source)]
        stated = (reading for reading in text.readings if not is_reference(text, reading))
        for span in (numeral for reading in stated for numeral in reading.numerals):
            if not is_inside(span, covered):
                where = f"the number in »{text.around(*span)}« is in no phrase."
                yield source.place, f"{where} Add the fact, or a context note."


def _dateline(text: SourceText, source: Source) -> Sequence[Span]:
    """Where the text first states the day that is given as its own; `published` says whose it is."""
    published = source.published
    moments = [moment for moment in text.moments if moment.day] if published and published.day else []
    return [moment.span for moment in moments if published and states_date([moment], published)][:1]


def text_is_our_own(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure no text of ours copies its source: facts and names carry over, sentences do not."""
    agreement = archive.agreements[position]
    per_source = by_source(agreement, texts)
    titles = [source.title for source in agreement.sources]
    titles += [area.title for area in agreement.focus_areas]
    titles += [initiative.title for initiative in agreement.initiatives if initiative.presence == "named"]
    for place, text in texts_in(agreement):
        if text not in titles:
            words = words_in(text.da)
            runs = [words[n : n + _MAX_COPIED + 1] for n in range(len(words) - _MAX_COPIED)]
            copied = next((run for run in runs for source in per_source.values() if source.has_run(run)), None)
            if copied:
                yield place, f"»{' '.join(copied)}« also stands in the source. Say it in other words."


_OURS = "A-Za-zÀ-ɏ"
_UNITS = "µμΩπ"  # stand beside letters of ours in »5 μg«
_RAISED = "ʰ-ʸˠ-ˤᴬ-ᵪⁱⁿ"
_THEIRS = rf"[^\W\d_ªº{_OURS}Ḁ-ỿ{_UNITS}{_RAISED}]"
_LETTER = re.compile(f"[{_OURS}]")
_MIXED = re.compile(rf"[{_OURS}]{_THEIRS}|{_THEIRS}[{_OURS}]")
# What is wrong, and where; looked for in the folded text, so that letters that look like ours are ours.
_FAULTS: Mapping[str, re.Pattern[str]] = {
    "is written in raised letters": re.compile(rf"[{_RAISED}]{{3}}"),
    "lacks a letter": re.compile("[^\\W\\d_][\ufffd\ue000-\uf8ff][^\\W\\d_]"),
    # æ, ø and å as the bytes, the entities or the escapes that stand for them
    "is in letters that were read wrongly": re.compile(
        r"Ã[¦¸¥†˜…]|=C3=[AB89][0-9A-F]|(?<!\S)\w*%C3%[AB89][0-9A-F]|\\u00[0-9a-f]{2}"
        r"|&(?:aelig|oslash|aring|shy|nbsp|#\d+|#x[0-9a-f]+);",
        re.IGNORECASE,
    ),
}
_TURNED = re.compile(r"[\u202d\u202e]")


def text_can_be_searched(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each word of a text is written in letters by which a search finds it, or silence would be no evidence."""
    for source, text in _at_hand(archive, position, texts):
        for words, fault in _illegible(text):
            where = f"»{words}« in {source.id!r} {fault}: no search of this text can be trusted."
            yield source.place, f"{where} Give another file of it, whose letters are what it shows."


def _illegible(text: SourceText) -> Iterator[tuple[str, str]]:
    """The first word of each kind that no search finds, and why."""
    for mixed in _MIXED.finditer(text.text):
        span = text.text.rfind(" ", 0, mixed.start()) + 1, mixed.end()
        if _LETTER.search(text.as_written(*span)):  # else it is a name in another alphabet, whole
            yield text.around(*mixed.span()), "has letters of another alphabet"
            break
    for fault, pattern in _FAULTS.items():
        match = pattern.search(text.text)
        if match:
            yield text.around(*match.span()), fault
    turned = next((block for block in text.written if _TURNED.search(block)), None)
    if turned:
        yield " ".join(_TURNED.sub("", turned).split()[:5]), "runs the other way"


_AS_HEADING = "Make presence unnamed: then the title is a heading of ours, and no name that changes."


def renaming_is_there(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure what is shown as another name is a name in its text, and is not in the text that is compared with it."""
    agreement = archive.agreements[position]
    for initiative in agreement.initiatives:
        renamed = [*_renamed(archive, initiative)]
        if not renamed:
            continue
        name, place = fold_case(initiative.title.da), initiative.place.at("title")
        text = _whole_text(agreement, texts) if initiative.source in by_source(agreement, texts) else ""
        if text and not _is_name(name, text):
            yield place, f"the text does not call it »{initiative.title.da}« by name. {_AS_HEADING}"
        for other in renamed:
            if name in _whole_text(other, texts):
                where = f"»{initiative.title.da}« is also in the text of {other.id!r}, where the title is another."
                yield place, f"{where} {_AS_HEADING}"


def _renamed(archive: Archive, initiative: Initiative) -> Iterator[Agreement]:
    """The agreements in which the initiative has another name."""
    if initiative.presence != "named":
        return
    for other in archive.appearances(initiative.id):
        there = archive.initiatives[other][initiative.id]
        is_other = fold_case(there.title.da) != fold_case(initiative.title.da)
        if is_other and there.presence == "named":
            yield archive.agreements[other]


def _whole_text(agreement: Agreement, texts: Texts) -> str:
    return "\n".join(fold_case(text.text) for text in by_source(agreement, texts).values())


def _is_name(name: str, text: str) -> bool:
    """Whether a folded text has *name* anywhere but after »en« or »et«, which describes a thing without naming it."""
    before = r"(?<!\w)(?<!\ben )(?<!\bet )(?<!\ben ny )(?<!\bet nyt )"
    return re.search(rf"{before}{re.escape(name)}(?!\w)", text) is not None


VERIFICATIONS: tuple[Callable[[Archive, int, Texts], Iterator[Fault]], ...] = (
    source_text_is_here,
    text_can_be_searched,
    published_stands_in_source,
    speakers_stand_in_source,
    phrase_stands_in_source,
    phrases_stand_in_order,
    pieces_stand_together,
    pieces_are_no_copy,
    no_negation_is_left_out,
    left_out_is_needed,
    no_soft_word_is_left_out,
    mention_stands_in_source,
    number_is_whole_in_source,
    number_in_source_is_read,
    silence_is_silent,
    novelty_is_new,
    difference_is_there,
    renaming_is_there,
    explained_hits_are_needed,
    text_is_our_own,
)
