"""Whether a line goes on where the one before it ended, as far as its letters tell."""

from __future__ import annotations

import re

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
