"""One folding of text: what is compared is folded, what is shown stays as written.

Two texts fold to the same when a reader sees no difference between them: signs are in their compatibility form,
invisible characters are gone, and all hyphens and dashes are one, all white space, all quotation marks that are
curled or straight, and each letter of ours with those of other alphabets that look like it. What would change a number
stays: »1½« is not »11/2«, and a footnote's mark is no digit of »100¹«.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

Span = tuple[int, int]

# Unicode's default-ignorable characters, which take no place on a page, and the marks of annotations; but for those
# that a text may do with: the soft hyphen, and the two that choose how an emoji looks.
INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DROPPED = re.compile(f"[\xad\ufe0e\ufe0f{INVISIBLE}{_CONTROL}]")
# Letters of other alphabets and of phonetics that look like ours.
_ALIKE: Mapping[str, str] = {
    "АВЕЅІЈКМНОРСТУХԚԜӀһԁԛԝаеѕіјорсухӏѵкмтгпӕӔөӨ": "ABESIJKMHOPCTYXQWIhdqwaesijopcyxlvkmtrnæÆøØ",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳοαινρυγκτηωσ": "ABEZHIKMNOPTYXjoaivpuyktnwo",
    "ՏՍՕօոսզցհյԼ": "SUOonuqghjL",  # Armenian
    "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ": "ABCDEGHiJKLMPRSTVWZ",  # Cherokee
    "ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲣⲥ": "ABEHIKMNOPCTYXopc",  # Coptic
    "∅⌀ɵƟ": "øøøØ",
    "ıɩɑɡʋⱱᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "iiagvvabcdefghijklmnoprstuvwyz",  # Latin for phonetics, and small capitals
}
_CAPITALS_FROM = "🅐🅰🇦"  # white letters in circles and squares, and the letters that flags are written with

LOOK_ALIKES: Mapping[int, str] = {
    **{ord(other): letter for others, letters in _ALIKE.items() for other, letter in zip(others, letters, strict=True)},
    **{ord(first) + n: chr(ord("A") + n) for first in _CAPITALS_FROM for n in range(26)},
}

# Nearly all of a Danish text: these fold to themselves, unless a mark follows that makes another letter of one.
_PLAIN = " -~§«°»À-ÿ"
_UNUSUAL = re.compile(f"[{_PLAIN}]?[^{_PLAIN}]+")
_SAME_SIGN: Mapping[int, int | str] = {**str.maketrans("‘’‚‛“”„‟′″−", "''''\"\"\"\"'\"-"), **LOOK_ALIKES}
# Beyond the letters of Western Europe, and what stands between words.
_FAR = re.compile("[^\x00-\xff\u2000-\u206f]")
_BELOW = re.compile("(.)([₀-₉]+)")
_STROKED = re.compile("[oO][\u0337\u0338]")  # which Unicode does not compose
_DIGIT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def unmasked(text: str) -> str:
    """*text* with what only looks like a letter or digit of ours, or like nothing, by its number: »<U+0430>«."""
    return _FAR.sub(lambda match: f"<U+{ord(match[0]):04X}>" if _is_disguised(match[0]) else match[0], text)


def _is_disguised(character: str) -> bool:
    category = unicodedata.category(character)
    is_other_form = category[0] == "L" and unicodedata.normalize("NFKC", character).isascii()
    is_blank = character == "\u2800"  # the pattern of Braille without a dot
    return ord(character) in LOOK_ALIKES or category in {"Nd", "Co", "Cn"} or is_other_form or is_blank


def fold(text: str) -> str:
    """The text as it is compared where upper and lower case differ."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return " ".join(_UNUSUAL.sub(_folded, text).split())


def fold_case(text: str) -> str:
    """The text as it is compared where upper and lower case are the same."""
    folded = fold(text).casefold()
    return folded if folded.isascii() else fold(folded)


def words_in(text: str) -> list[str]:
    """The words and numbers of *text*, folded and in lower case."""
    return re.findall(r"\w+", fold_case(text))


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as they are written, each once: of those that fold to the same, the first."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return tuple(first.values())


@dataclass(frozen=True)
class FoldedText:
    """A folded text that knows where each of its characters is written."""

    written: str

    @cached_property
    def text(self) -> str:
        return fold(self.written)

    def span(self, start: int, end: int) -> Span:
        """Where in the text as written that stands which is folded to the characters from *start* to *end*."""
        if self.text == self.written:
            return start, end
        if start < end:
            return self._origins[start][0], self._origins[end - 1][1]
        at = self._origins[start][0] if start < len(self._origins) else len(self.written)
        return at, at

    @cached_property
    def _origins(self) -> list[Span]:
        """Of each folded character, where that begins and ends which it is folded from."""
        origins: list[Span] = []
        before = " "  # a space at either end is none
        for begin, end in _pieces(self.written):
            piece = self.written[begin:end]
            for character in " " if piece.isspace() else fold(piece):
                if (before, character) != (" ", " "):
                    origins.append((begin, end))
                before = character
        return origins[: len(self.text)]


def _pieces(text: str) -> Iterator[Span]:
    """The text cut where no character can be folded together with the one before it."""
    begin = 0
    for at in range(1, len(text)):
        if not _joins(text[at]) or text[begin].isspace():
            yield begin, at
            begin = at
    if text:
        yield begin, len(text)


@lru_cache(maxsize=2**12)
def _joins(character: str) -> bool:
    """Whether it may be one with what stands before it: a mark, a part of a Korean letter, or nothing visible."""
    first = unicodedata.normalize("NFKD", character)[0]
    is_unseen = _DROPPED.match(character) is not None
    return is_unseen or unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _folded(unusual: re.Match[str]) -> str:
    text = "".join(map(_compatible, _DROPPED.sub("", unusual[0])))
    text = _STROKED.sub(lambda o: "ø" if o[0][0] == "o" else "Ø", unicodedata.normalize("NFC", text))
    return _BELOW.sub(_after_letter, text)


def _after_letter(below: re.Match[str]) -> str:
    """»CO₂« is »CO2«; after a digit it is left, as it would be one more digit of the number."""
    return below[1] + below[2].translate(_DIGIT) if below[1].isalpha() else below[0]


@lru_cache(maxsize=2**12)
def _compatible(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.translate(_SAME_SIGN)).translate(_SAME_SIGN)
    is_raised = unicodedata.decomposition(character).startswith("<super>")
    holds_digits = any(c.isdecimal() for c in plain) and not character.isdecimal()
    is_mark_alone = len(plain) > 1 and plain[0] == " "
    if is_raised or holds_digits or is_mark_alone:
        return character
    return "".join("-" if unicodedata.category(c) == "Pd" else c for c in plain)
