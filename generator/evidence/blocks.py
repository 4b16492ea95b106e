"""What a text out of a file is: blocks, with lines that were meant, footnote marks and struck words, each word whole.

A block is a paragraph, a heading, a cell or a list item. Nothing that was only wrapped is a line here: whoever takes a
text out of a file has joined such lines, mended the words that were broken at their ends, and written raised digits as
the superscripts of Unicode. Whether a line goes on where the one before ended, and whether the hyphen of a broken word
is a part of it, no file says. A soft hyphen (U+00AD) is no more to be trusted than a hyphen: some programs write both
alike. The document's other words are the evidence, and the rules of Danish spelling where there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

BLOCK_END = "\n"  # after each block; stands nowhere else
LINE_BREAK = "\u2028"  # a line that was meant: `<br>`, verse, the lines of an address

# No-break and narrow spaces are left as they are written; comparing is the business of whoever compares.
_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2029]+")


def joined_blocks(blocks: Iterable[str]) -> str:
    """The text of *blocks*, each ended by BLOCK_END; runs of spaces are one, and what is empty is left out."""
    return "".join(f"{block}{BLOCK_END}" for block in map(_tidy, blocks) if block)


def blocks_of(text: str) -> list[str]:
    """The blocks of a text that `joined_blocks` has made, each of one or more lines with LINE_BREAK between them."""
    return text.split(BLOCK_END)[:-1]


def _tidy(block: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in block.split(LINE_BREAK))
    return LINE_BREAK.join(line for line in lines if line)


# Footnote marks are no part of the word or the number they stand at: »100¹ mio.« is a hundred millions.
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED, _LOWERED = str.maketrans("0123456789", _SUPERSCRIPTS), str.maketrans(_SUPERSCRIPTS, "0123456789")
_MARK = re.compile(f"[{_SUPERSCRIPTS}]+")
# `1`, `[1]`, `1)`, `1, 2`
_REFERENCE = re.compile(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?")
_POWER = re.compile(r"[·×*x] ?10$")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kdcm]?m|CO|NO|SO)$", re.IGNORECASE)
# `1¹/₂`, whose raised digit is a part of the number: a proper fraction after at most three digits
_SMALL = f"₀-₉{_SUPERSCRIPTS}"
_FRACTION = re.compile(rf"(?<![\w,.])(\d{{0,3}})([{_SUPERSCRIPTS}])[/⁄]([\d{_SMALL}])(?![\d{_SMALL}])")
_BEFORE = 8  # letters that are looked at
_SIGNS = re.compile(r"(?<=\d)(?:\*{1,3}|[†‡]{1,2})\)?(?=\s|$)")


def raised(text: str) -> str:
    """A raised *text* as superscripts where it is a number or the mark of a note, else as it is."""
    return re.sub(r"\D", "", text).translate(_RAISED) if _REFERENCE.fullmatch(text.strip()) else text


def without_marks(text: str) -> str:
    """*text* without its footnote marks; »m²« and »CO₂« have none.

    »2·10⁶« is written »2·10^6«, and »1¹/₂« is written »1 1/2«.
    """
    return _SIGNS.sub("", _MARK.sub(_unless_mark, _FRACTION.sub(_on_the_line, text)))


def _on_the_line(match: re.Match[str]) -> str:
    over, under = map(unicodedata.digit, match.group(2, 3))
    return f"{match[1]} {over}/{under}".lstrip() if 0 < over < under else match[0]


def _unless_mark(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    if _POWER.search(before):
        return f"^{match[0].translate(_LOWERED)}"
    return match[0] if match[0] in ("²", "³") and _UNIT.search(before) else ""


# Of text that is struck out a reader sees the words, and sees that they hold no more. Each character is followed by
# a stroke, so that a search for silence finds it and no quotation does.
STROKE = "\u0336"


def struck(text: str) -> str:
    return re.sub(r"(\S)", rf"\1{STROKE}", text)


def without_struck(text: str) -> str:
    """The *text* with strokes where characters are struck out, each in the place where it was."""
    return re.sub(f".{STROKE}", STROKE * 2, text)


_QUOTES = r"[\"'”“„’»«(\[]*"
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»«)\]]*$")
_BEGINS_SMALL = re.compile(rf"{_QUOTES}(?:[–-] )?[a-zæøåäöüéè]")
_BEGINS_LARGE = re.compile(rf"{_QUOTES}[A-ZÆØÅÄÖÜÉ]")
_ADDRESS = re.compile(r"\S+(?:@|://)|[\w-]+(?:\.[\w-]+)*\.(?:dk|eu|com|org|net)\b")
_BULLET = re.compile(r"[•·▪▫◦‣●○■□✓❖\uf0b7\uf0a7]")
_DASH = re.compile(r"[-–—*] ?(?=\S)")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z]\)) +(?=[\"”»]?[A-ZÆØÅ])")
_ENTRY = re.compile(r"(?:\.{4}|(?: \.){4}) ?\d+$")


def ends_sentence(line: str) -> bool:
    return bool(_ENDS_SENTENCE.search(line[-8:]))


def ends_entry(line: str) -> bool:
    """Whether the line is an entry of a table of contents: dots, and the number of a page."""
    return bool(_ENTRY.search(line[-16:]))


def begins_small(line: str) -> bool:
    """Whether it begins with a small letter, after quotation marks or a dash; an address on the web says nothing."""
    return bool(_BEGINS_SMALL.match(line)) and not _ADDRESS.match(line)


def begins_item(line: str, *, after: str, first: str) -> bool:
    """Whether *line* begins an item of a list; *after* stands before it in a paragraph that begins with *first*.

    A bullet or a number does. A dash may also stand inside a sentence that goes on from line to line.
    """
    if _BULLET.match(line) or _NUMBERED.match(line):
        return True
    dash = _DASH.match(line)
    if dash is None:
        return False
    is_next = first[:1] == line[:1] and bool(_DASH.match(first))
    is_large = line[0] != "–" and bool(_BEGINS_LARGE.match(line[dash.end() :]))
    return is_next or not after or ends_sentence(after) or is_large


SOFT_HYPHEN = "\u00ad"
_HYPHENS = rf"\-{SOFT_HYPHEN}\u2010\u2011"
# A word with its break. A hyphen before a soft one is how some programs write a hyphen that stays.
_LEFT = re.compile(rf"(\S*[^\s{_HYPHENS}])(?:[-\u2010\u2011]{SOFT_HYPHEN}?|{SOFT_HYPHEN})\s*$")
_RIGHT = re.compile(r"\s*(\S+)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WORD_AT_END = re.compile(r"[\w'’]*$")
_WORD_AT_START = re.compile(r"[\w'’]*")
_PATH = re.compile(r"://|www\.|\.\w{2,}/")
# A line may end within these without a hyphen: »børne-/« »familie«, »2026–« »2029«, »sundhed.« »dk«.
_TIGHT = re.compile(r"\S/\n\w|\d–\n\d|\w\.\n(?:dk|eu|com|org|net)\b")
_CONJUNCTIONS = {"og", "eller", "samt", "hhv.", "henholdsvis"}
_ABBREVIATIONS = {"it", "ai", "tv", "pc", "ip", "ikt", "eu", "sms", "gps", "pdf", "usb", "pr", "hr"}
_WORDS_IN_TIL = {"indtil", "hertil", "dertil", "hvortil", "tekstil", "projektil"}
_LONGEST = 200  # letters of a word; a longer run of them is none
_STEM = 4  # letters of the second half that must agree: enough to pass over its ending


class Vocabulary:
    """The words of a document that stand whole, and how often; case is passed over."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            broken = broken_word(line)
            whole = (line[: broken.start()] if broken else line).replace(SOFT_HYPHEN, "")
            self._counts.update(word.lower() for word in _WORD.findall(whole))
        self._beginnings: Counter[str] = Counter()
        for word, count in self._counts.items():
            self._beginnings.update({word[:end]: count for end in range(1, min(len(word), _LONGEST))})

    def count(self, word: str) -> int:
        return self._counts[word.lower()]

    def count_beyond(self, start: str) -> int:
        """How many words begin with *start* and go on."""
        return self._beginnings[start.lower()]


def join(lines: Iterable[str], vocabulary: Vocabulary) -> str:
    """The lines as one text, with a space between two unless a word, a range or an address goes on."""
    parts: list[str] = []
    for line in lines:
        after = line.strip()
        if parts:
            before, between = _glued(parts[-1], after, vocabulary)
            parts[-1:] = [before, between]
        parts.append(after)
    return "".join(parts)


def _glued(before: str, after: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """What is left of *before* in front of *after*, and what stands between them."""
    left, right = broken_word(before), _RIGHT.match(after)
    if left and right:
        return before[: left.end(1)], _between(left, right[1], vocabulary)
    return before, "" if _TIGHT.match(f"{before[-2:]}\n{after}") else " "


def broken_word(line: str) -> re.Match[str] | None:
    """The half of a word that the line ends with, as far as its last character tells."""
    return _LEFT.search(line, max(0, len(line) - _LONGEST))


def _between(left: re.Match[str], right: str, vocabulary: Vocabulary) -> str:
    """What stands between the halves: nothing, a hyphen, or a hyphen and a space as in »cyber- og«."""
    first, second = _WORD_AT_END.findall(left[1])[0], _WORD_AT_START.findall(right)[0]
    if _hangs(first, right, vocabulary):
        return "- "
    if not first or not second or not (first[-1].isalpha() and second[0].isalpha()):
        return "-"  # a digit, a bracket or a slash: »75-« »89-årige«
    if "\u2011" in left[0][len(left[1]) :] or _PATH.search(left[1]):
        return "-"
    joined = _standing(first, "", second, vocabulary)
    hyphenated = _standing(first, "-", second, vocabulary)
    if joined != hyphenated:
        return "" if joined > hyphenated else "-"
    return "-" if _is_spelt_with_hyphen(first, second, vocabulary) else ""


def _hangs(first: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen stands for what a later word ends in: »cyber- og informationssikkerhed«."""
    word, whole = right.rstrip(",;:)").lower(), f"{first.lower()}til"
    if word == "til":
        return whole not in _WORDS_IN_TIL and not vocabulary.count(whole)
    return word in _CONJUNCTIONS or word.startswith(("og/", "eller/"))


def _standing(first: str, between: str, second: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """How often the word itself stands elsewhere, and how many with its stem do."""
    stem = first + between + second[:_STEM]
    whole = vocabulary.count(first + between + second)
    return whole, vocabulary.count_beyond(stem) if len(second) >= _STEM else 0


def _is_spelt_with_hyphen(first: str, second: str, vocabulary: Vocabulary) -> bool:
    if first.isupper() and second.isupper() and len(first) > _STEM:
        return False  # a heading in capitals
    if second[0].isupper():
        return True  # »Hans-« »Peter«
    is_abbreviation = any(letter.isupper() for letter in first[1:]) or first.lower() in _ABBREVIATIONS
    if is_abbreviation or len(first) == 1 or any(letter.isdigit() for letter in first):
        return True  # »KL-« »aftale«, »NemLog-« »in«, »e-« »handel«
    # »tech-« »giganter« beside »tech-virksomheder«, where no other word goes on from »tech«
    return 0 < vocabulary.count_beyond(first) == vocabulary.count_beyond(f"{first}-")
