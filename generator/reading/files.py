"""The bytes of a file, never of a device, a pipe or what is too large; its text, and what hides in that.

Below it the files of a folder of snapshots, as they are and before anything is looked into.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from generator.folding import INVISIBLE
from generator.model.place import GeneratorError, InvalidDataError, Problem
from generator.reading import limits

_ID = re.compile(rb"^(?:\xef\xbb\xbf)?id:\s*['\"]?([a-z0-9-]+)", re.MULTILINE)


class _UnfitError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def read_file(path: Path, name: str, *, limit: int | None = None, within: Path | None = None) -> bytes:
    """Read the whole of *path*; *name* is how to name it. With *within*, which is its folder, it may be no link.

    Raises InvalidDataError where what stands there is not to be read, and where it is larger than *limit*, which
    is that of a snapshot unless another is given; FileNotFoundError where nothing stands there.
    """
    limit = limits.MAX_FILE_BYTES if limit is None else limit
    try:
        return _content(path, limit, within)
    except FileNotFoundError:
        raise
    except _TooLargeError:
        problem = too_large(name, limit)
    except _UnfitError as unfit:
        problem = Problem(name, 1, 1, "not-a-file", str(unfit))
    except OSError as error:
        message = f"it cannot be read: {error.strerror}. Mend that, or remove it."
        problem = Problem(name, 1, 1, "not-a-file", message)
    raise InvalidDataError((problem,)) from None


def decoded(data: bytes, file: str, limit: int | None = None) -> str:
    """*data* as text; raises InvalidDataError at the first byte that is no UTF-8, and beyond the limit."""
    limit = limits.MAX_FILE_BYTES if limit is None else limit
    if len(data) > limit:
        raise InvalidDataError((too_large(file, limit),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "this byte is not UTF-8. Save the file as UTF-8."
        raise InvalidDataError((Problem(file, line, column, "not-utf-8", message),)) from None


def is_too_much(data: bytes) -> bool:
    """Whether a version in the past, which every fresh clone reads, is larger than is read of one."""
    return len(data) > limits.MAX_PAST_BYTES or data.count(b"\n") + data.count(b",") > limits.MAX_PAST_LINES


def agreement_id(data: bytes) -> str | None:
    """The id of the agreement in a snapshot, which is not parsed for that: parsing is what costs."""
    match = _ID.search(data)
    return match[1].decode() if match else None


def too_large(name: str, limit: int) -> Problem:
    message = f"the file is larger than {limit:,} bytes. Split it, or shorten it."
    return Problem(name, 1, 1, "too-large", message)


def shown_name(name: str) -> str:
    """The name of a file as it can be printed on one line, whatever bytes it is made of."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def _content(path: Path, limit: int, within: Path | None) -> bytes:
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a link in a circle, before Python 3.13
            raise _UnfitError("it is a link that leads nowhere. Remove it.") from None
        if within is not None:
            # What git holds of a link is where it leads, so what is read would not be what is committed.
            out = "" if target.is_relative_to(within.resolve()) else " out of the folder"
            raise _UnfitError(f"it is a link{out}. Put the file itself here.")
    # Without waiting: to open a pipe that nobody writes to would take for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _UnfitError("it is not a file. Remove it, or give it another name.")
        if status.st_size > limit:
            raise _TooLargeError
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)  # some files say that they hold nothing, and go on for ever
    finally:
        os.close(handle)
    if len(data) > limit:
        raise _TooLargeError
    return data


# The soft hyphen is left: it comes with copied text and shows itself at a line's end.
_INVISIBLE = f"{INVISIBLE}\u2028\u2029"
_HIDDEN = re.compile(rf"[{_INVISIBLE}\x85]|\r(?!\n)")
# What the parser refuses as a character can still be written as an escape, such as "\\0".
_HIDDEN_ESCAPE = re.compile(rf"[{_INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINE_ENDS = frozenset("\r\x85\u2028\u2029")  # they end a line in some programs only


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
        if match[0] in LINE_ENDS:
            reported.add(match[0])


def hidden_escapes(raw: str, value: str) -> Collection[str]:
    """The hidden characters of a *value* that do not stand in the text it was read from, but as escapes in it."""
    return dict.fromkeys(_HIDDEN_ESCAPE.findall(value)) if not _HIDDEN.search(raw) else ()


def why_not(character: str) -> str:
    """What is wrong with a hidden character, and what to do about it."""
    number = f"U+{ord(character):04X}"
    if character in LINE_ENDS:
        return f"{number} ends a line in some programs and not in others. Save the file with line ends of one kind."
    if _TURNING.match(character):
        return f"{number} is invisible and turns text around. Remove it."
    return f"{number} is invisible. Remove it."


# What a file held, or why it cannot be read.
FolderContents = Mapping[str, bytes | Problem]

REGISTER = "_register.yaml"
GLOSSARY = "_glossary.yaml"
VERSIONS = "_versions.yaml"
VERIFIED = "_verified.yaml"
BEYOND = "_beyond.yaml"
UNREAD = "_unread.yaml"
SEARCH = "_search.yaml"
_SHARED = (REGISTER, GLOSSARY, VERSIONS, VERIFIED, BEYOND, UNREAD, SEARCH)


def contents_of(folder: Path) -> FolderContents:
    """The files of the folder by name. What begins with _ belongs to the folder as a whole."""
    shared = [folder / name for name in _SHARED]
    contents: dict[str, bytes | Problem] = {}
    size = 0
    for path in (*_snapshot_files(folder), *filter(os.path.lexists, shared)):
        try:
            data = read_file(path, name_in(folder, path.name), within=folder)
        except InvalidDataError as error:
            [contents[path.name]] = error.problems
            continue
        contents[path.name] = data
        size += len(data)
        if size > limits.MAX_FOLDER_BYTES:
            most = f"{limits.MAX_FOLDER_BYTES / 1_000_000:g} MB"
            raise GeneratorError(f"the files in {folder} come to more than {most}. Remove what is no snapshot.")
    return contents


def _snapshot_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise GeneratorError(f"no folder {folder}. Run from the project's folder, or give --agreements.")
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("_"))
    if not files:
        raise GeneratorError(f"no snapshots in {folder}. Add one, or give --agreements.")
    if len(files) > limits.MAX_FILES:
        raise GeneratorError(
            f"{len(files)} snapshots in {folder}. At most {limits.MAX_FILES} are read: remove what is none."
        )
    if unread := tuple(_not_read(folder, files)):
        raise InvalidDataError(unread)
    return files


def _not_read(folder: Path, files: Sequence[Path]) -> Iterator[Problem]:
    """What in *folder* looks like data and is none of *files*, and what would change them."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name.lower() == ".gitattributes":  # else the files are no longer what is in the commits
            remedy = "Remove it; the one at the top of the repository is enough."
            message = f"it would have git write other files than it holds. {remedy}"
            yield Problem(name_in(folder, name), 1, 1, "git-writes-what-it-holds", message)
        if name.startswith(".") or path.suffix.lower() not in {".yaml", ".yml"} or path in files or name in _SHARED:
            continue
        if path.parent != folder:
            remedy = f"Move it to {folder.name}/"
        elif path.suffix != ".yaml":
            remedy = f"Rename it {shown_name(path.stem)}.yaml"
        else:
            remedy = f"Only {', '.join(_SHARED)} begin with _"
        yield Problem(name_in(folder, name), 1, 1, "all-data-is-read", f"it would be passed over. {remedy}.")


def name_in(folder: Path, name: str) -> str:
    """How a file is named in messages: its folder and its name, whatever machine it is on."""
    return shown_name(f"{folder.name}/{name}")
