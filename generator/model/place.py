"""Where something stands in a file, and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# What a terminal acts on, what ends a line of a log, and what turns text around or cannot be seen.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """*text*, which anybody may have written, as one line that a terminal or a log only shows.

    What is made visible is written as JSON would, so that JSON stays what it is.
    """
    return _UNSEEN.sub(lambda match: _escapes(match[0]), text)


def _escapes(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a line and a column (both from 1), and where each key of the mapping there stands."""

    file: str
    line: int = 1
    column: int = 1
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Place:
        """Return the place of *key*, or of the mapping when it has no such key."""
        line, column = self.keys.get(key, (self.line, self.column))
        return Place(self.file, line, column)


NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, order=True)
class Problem:
    """Something in the data to mend. Sorts by file, line and column.

    The message is one line of letters that can be printed, whatever of the data it quotes.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str

    def __post_init__(self) -> None:
        if not self.message.isprintable():
            shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in self.message)
            object.__setattr__(self, "message", shown)

    @classmethod
    def at(cls, place: Place, rule: str, message: str) -> Problem:
        return cls(place.file, place.line, place.column, rule, message)

    def __str__(self) -> str:
        return visible(f"{self.file}:{self.line}:{self.column}: {self.rule}: {self.message}")


class GeneratorError(Exception):
    """Something we cannot go on from; the command line shows it as one line and exits with 1."""


class InvalidDataError(GeneratorError):
    """The snapshots have problems; carries them all, sorted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem{'s' * (len(problems) != 1)} in the data")
        self.problems = problems
