"""Where something stands in a file, and what is wrong there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
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
        return f"{self.file}:{self.line}:{self.column}: {self.rule}: {self.message}"


class GeneratorError(Exception):
    """Something we cannot go on from; the command line shows it as one line and exits with 1."""


class InvalidDataError(GeneratorError):
    """The snapshots have problems; carries them all, sorted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem{'s' * (len(problems) != 1)} in the data")
        self.problems = problems
