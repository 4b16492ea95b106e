"""Can a text be searched at all? What is drawn like a word of ours, but written with something else, is found by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.checks.fault import Fault
from generator.evidence.source_text import SourceText
from generator.evidence.texts import Texts, by_source
from generator.model.archive import Archive

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
_WORD = re.compile(r"\S+")


def text_can_be_searched(archive: Archive, position: int, texts: Texts) -> Iterator[Fault]:
    """Ensure each word of a text is written with letters by which a search finds it, or silence would be no evidence."""
    agreement = archive.agreements[position]
    at_hand = by_source(agreement, texts)
    for source in agreement.sources:
        for words, fault in _illegible(at_hand[source.id]) if source.id in at_hand else ():
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
        yield " ".join(_WORD.findall(_TURNED.sub("", turned))[:5]), "runs the other way"
