"""What `diff`, `show` and `check` said last, said again while all that they read is as it was.

An answer takes a second, most of it to load what reads and compares. It is kept in the user's own folder, where no
checkout can put anything, sealed with all that it hangs on.
"""

from __future__ import annotations

import io
import os
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from generator.cache import MOST_BYTES, Cache, program, users_folder

COMMANDS = ("diff", "show", "check")
FROZEN_IDS = "site_src/docs/fast/*/ids.json"  # what `check` reads beside the snapshots
SLOTS = 256  # at most so many answers are kept
_ENVIRONMENT = sorted(os.environ.items())  # as the command was given it; libraries add to it


@contextmanager
def answered(arguments: Sequence[str]) -> Iterator[None]:
    """Give the last answer to *arguments* and exit, or keep the one that is given in the block."""
    before = _made_from(arguments)
    if before is None:
        yield
        return
    cache, slot = Cache(users_folder(), program() + before), f"answer {zlib.crc32(repr(arguments).encode()) % SLOTS}"
    if answer := cache.get(slot):
        code, size, words = answer.split(b" ", 2)
        _say(words[: int(size)], words[int(size) :])
        sys.exit(int(code))
    streams, ears, end = (sys.stdout, sys.stderr), (_Ear(1), _Ear(2)), SystemExit()
    sys.stdout, sys.stderr = (io.TextIOWrapper(e, s.encoding, s.errors) for e, s in zip(ears, streams, strict=True))
    try:
        yield
    except SystemExit as error:
        end = error
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (ear.getvalue() for ear in ears)
        sys.stdout, sys.stderr = streams
        _say(out, err)
        # What cuts a command short says so to stderr: an interrupt, a disk that fails, too little memory.
        if (end.code == 0 or (end.code == 1 and not err)) and _made_from(arguments) == before:
            cache.put(slot, b"%d %d " % (end.code, len(out)) + out + err)


def _made_from(arguments: Sequence[str]) -> bytes | None:
    """All that an answer hangs on but the program; None where that may be more, such as git or where a link leads."""
    options = {word.partition("=")[0] for word in arguments if word.startswith("-")}
    if not arguments or arguments[0] not in COMMANDS or options - {"--format"} or not (sys.stdout and sys.stderr):
        return None
    with suppress(OSError):
        folder = Path(os.environ.get("AGREEMENTS") or "agreements")
        files = sorted((*folder.rglob("*"), *Path().glob(FROZEN_IDS)))
        if all(f.is_file() and not f.is_symlink() for f in files) and sum(f.stat().st_size for f in files) < MOST_BYTES:
            contents = [(str(file), sha256(file.read_bytes()).digest()) for file in files]
            repositories = [parent for parent in folder.resolve().parents if (parent / ".git").exists()]
            machine = (time.gmtime()[:3], Path.cwd(), _ENVIRONMENT, sys.flags, [*map(_terminal, range(3))])
            return repr((arguments, contents, repositories, machine)).encode()
    return None


def _terminal(number: int) -> os.terminal_size | None:
    with suppress(OSError):
        return os.get_terminal_size(number)
    return None


class _Ear(io.BytesIO):
    """Stands in the place of a stream."""

    def __init__(self, number: int) -> None:
        self._number = number

    def isatty(self) -> bool:
        return os.isatty(self._number)


def _say(*words: bytes) -> None:
    try:
        for number, text in enumerate(words, start=1):
            with open(number, "wb", closefd=False) as stream:
                stream.write(text)
    except OSError as error:
        has_read_enough = isinstance(error, BrokenPipeError)
        sys.exit(1 if has_read_enough else f"aftalespor: {error.strerror}. Mend it and try again.")
