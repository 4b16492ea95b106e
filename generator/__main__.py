"""Where `aftalespor`, which `python -m generator` is too, begins and ends, without a traceback."""

import gc
import os
import signal
import sys

_SOME = 1 << 26  # bytes, which cost nothing until they are written to
_MANY = 500_000  # new objects; Python's 700 has it look for garbage, of which there is little, for a tenth of the time


def start() -> None:
    """Run the command. Ctrl-C ends the process at once before it has begun and after it is done, as SIGTERM does."""
    # A library that is being imported may swallow a KeyboardInterrupt, or have it shown as a traceback.
    # Where the handler is not Python's, whoever started us ignores Ctrl-C.
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        from generator.answers import answered  # noqa: PLC0415 - what is imported before is not watched

        gc.set_threshold(_MANY)
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for some in every package
        with answered(sys.argv[1:]):
            from generator.commands import main  # noqa: PLC0415 - takes a second

            main(prog_name="aftalespor")  # which watches for Ctrl-C itself, once its command is imported
    except KeyboardInterrupt:  # before or after click looks for it
        sys.exit(1)
    except Exception as error:
        if not isinstance(error, MemoryError) and _has_memory():
            raise
        sys.stderr.write("aftalespor: there is not enough memory. Close other programs, or give it more.\n")
        sys.exit(1)
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _has_memory() -> bool:
    """Whether there is some. Without any, a library fails to load or a thread to start, with an error of its own."""
    try:
        return bool(bytearray(_SOME))
    except MemoryError:
        return False


if __name__ == "__main__":
    start()
