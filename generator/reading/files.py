"""The bytes of a file, if it is one and stands where it says; never of a device, a pipe or what is too large."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.folding import INVISIBLE
from generator.model.place import InvalidDataError, Problem
from generator.reading import limits


def read_file(path: Path, name: str, *, limit: int | None = None, within: Path | None = None) -> bytes:
    """Read the whole of *path*; *name* is how to name it. With *within*, which is its folder, it may be no link.

    Raises InvalidDataError where what stands there is not to be read, and where it is larger than *limit*, which
    is that of a snapshot unless another is given; FileNotFoundError where nothing stands there.
    """
    limit = limits.MAX_FILE_BYTES if limit is None else limit
    try:
        return _content(path, limit, within)
    except _UnfitError as unfit:
        raise InvalidDataError((Problem(name, 1, 1, "not-a-file", str(unfit)),)) from None
    except _TooLargeError:
        raise InvalidDataError((too_large(name, limit),)) from None
    except FileNotFoundError:
        raise
    except OSError as error:
        message = f"it cannot be read: {error.strerror}. Mend that, or remove it."
        raise InvalidDataError((Problem(name, 1, 1, "not-a-file", message),)) from None


def too_large(name: str, limit: int) -> Problem:
    message = f"the file is larger than {limit:,} bytes. Split it, or shorten it."
    return Problem(name, 1, 1, "too-large", message)


def shown_name(name: str) -> str:
    """The name of a file as it can be printed on one line, whatever bytes it is made of."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


class _UnfitError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def _content(path: Path, limit: int, within: Path | None) -> bytes:
    if path.is_symlink():
        _refuse_link(path, within)
    # Without waiting: to open a pipe that nobody writes to would take for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _UnfitError(_NOT_A_FILE)
        if status.st_size > limit:
            raise _TooLargeError
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)  # some files say that they hold nothing, and go on for ever
    finally:
        os.close(handle)
    if len(data) > limit:
        raise _TooLargeError
    return data


def _refuse_link(path: Path, within: Path | None) -> None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a link in a circle, before Python 3.13
        raise _UnfitError("it is a link that leads nowhere. Remove it.") from None
    if within is not None:
        # What git holds of a link is where it leads, so what is read would not be what is committed.
        out = "" if target.is_relative_to(within.resolve()) else " out of the folder"
        raise _UnfitError(f"it is a link{out}. Put the file itself here.")


_NOT_A_FILE = "it is not a file. Remove it, or give it another name."


# The soft hyphen is left: it comes with copied text and shows itself at a line's end.
_INVISIBLE = f"{INVISIBLE}\u2028\u2029"
_HIDDEN = re.compile(rf"[{_INVISIBLE}\x85]|\r(?!\n)")
# What the parser refuses as a character can still be written as an escape, such as "\\0".
_HIDDEN_ESCAPE = re.compile(rf"[{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = frozenset("\r\x85\u2028\u2029")


def hidden_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each hidden character stands: its position, and its line from 0.

    Of a line end that is none in every program only the first is told: whoever mends one mends them all.
    """
    line = begin = 0
    reported = set()
    for match in _HIDDEN.finditer(text):
        line += text.count("\n", begin, match.start())
        begin = match.start()
        if match[0] not in reported:
            yield begin, line, match[0]
        if is_line_end(match[0]):
            reported.add(match[0])


def hidden_escapes(raw: str, value: str) -> Collection[str]:
    """The hidden characters of a *value* that do not stand in the text it was read from, but as escapes in it."""
    return dict.fromkeys(_HIDDEN_ESCAPE.findall(value)) if not _HIDDEN.search(raw) else ()


def is_half(character: str) -> bool:
    """Whether it is no character at all, but half of a pair of surrogates."""
    return "\ud800" <= character <= "\udfff"


def is_line_end(character: str) -> bool:
    """Whether it ends a line in some programs only."""
    return character in _LINE_ENDS


def why_not(character: str) -> str:
    """What is wrong with a hidden character, and what to do about it."""
    return f"U+{ord(character):04X} {_why_not(character)}"


def _why_not(character: str) -> str:
    if is_line_end(character):
        return "ends a line in some programs and not in others. Save the file with line ends of one kind."
    if _TURNING.match(character):
        return "is invisible and turns text around. Remove it."
    if is_half(character):
        return "is half a character. Write the character itself."
    return "is invisible. Remove it."
