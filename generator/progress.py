"""Shows on a terminal what a slow command is doing; says nothing to a pipe, a log or a CI."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status

AFTER = 2.0  # seconds; who is done by then needs no telling


@contextmanager
def progress(words: str) -> Iterator[Callable[[str], None]]:
    """Show *words* while the block runs, once it has run for AFTER seconds; what is yielded changes the words.

    It goes to stderr and is gone afterwards, so that the output is the same with and without it.
    """
    is_watched = sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"
    if not is_watched:
        yield lambda _: None
        return
    status = Status(f"{words} …", console=Console(file=sys.__stderr__, highlight=False, markup=False))
    timer = threading.Timer(AFTER, status.start)
    timer.name, timer.daemon = "progress", True
    timer.start()
    try:
        yield lambda text: status.update(f"{text} …")
    finally:
        timer.cancel()
        timer.join()
        status.stop()
