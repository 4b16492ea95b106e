"""Two versions of our record, line by line: what is told of the difference, and what of the English beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.folding import fold
from generator.model.fields import Text
from generator.record.words import Amendment, amendment, untold

Key = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One thing that stands in the record. `same` is what two versions are compared by, where the words are not.

    Words are compared folded: nobody is told of a change that nobody can see. What `is_quoted` is from a source, and
    once it is gone it is not told: what was quoted too much is not quoted again. What is English is a translation
    `of` another line, by its key. Where the line that it stands `within` came or went, that alone is told.
    """

    heading: str
    words: str
    same: object = None
    is_quoted: bool = False
    of: Key | None = None
    within: Key | None = None

    def is_as(self, other: Line) -> bool:
        return _folded(self.same or self.words) == _folded(other.same or other.words)


def _folded(value: object) -> object:
    match value:
        case str():
            return fold(value)
        case tuple():
            return tuple(_folded(each) for each in value)
        case frozenset():
            return frozenset(_folded(each) for each in value)
        case _:
            return value


Sheet = dict[Key, Line]


def differences(old: Sheet, new: Sheet) -> Iterator[Amendment]:
    """The lines that are not the same, in the order of the newer sheet and then of the older."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before and before.of and not _is_told_apart(before.of, old, new):
            continue
        if before is None and after and after.of:
            continue  # a first translation says nothing that was not said
        if any(line and line.within and (line.within in old) != (line.within in new) for line in (before, after)):
            continue
        if before is None or after is None or not before.is_as(after):
            heading = (after or before).heading  # type: ignore[union-attr]  # the key is from one of the two
            come = after.words if after else None
            if before and before.is_quoted:
                difference = untold(heading, come)
            else:
                difference = amendment(heading, before.words if before else None, come)
            yield replace(difference, is_english=bool((after or before).of))  # type: ignore[union-attr]


def _is_told_apart(danish: Key, old: Sheet, new: Sheet) -> bool:
    """Whether a change of the English is told beside its Danish, rather than as a part of what came or went.

    What is in neither sheet is told by the facets. A gloss would give back words of the source that are gone.
    """
    before, after = old.get(danish), new.get(danish)
    if before is None or after is None:
        return before is after
    return before.is_as(after) or not before.is_quoted


def text_lines(key: Key, heading: str, text: Text) -> Sheet:
    return {key: Line(heading, text.da), **english_lines(key, heading, text)}


def english_lines(key: Key, heading: str, text: Text) -> Sheet:
    """What *text* is called in English."""
    sheet: Sheet = {}
    if text.en:
        sheet[*key, "en"] = Line(f"{heading}, på engelsk", text.en, of=key)
    if text.official:
        label = f"Hvor det engelske navn bruges ({heading})"
        sheet[*key, "official"] = Line(label, text.official, of=key)
    return sheet
