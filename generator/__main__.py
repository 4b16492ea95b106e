"""Where `aftalespor`, which `python -m generator` is too, begins and ends: without a traceback whenever it is stopped."""

import signal
import sys

# What the system's linker and Python say where there was no memory to load a library, or to start a thread.
_OF_MEMORY = ("failed to map segment", "cannot allocate memory", "can't start new thread")


def start() -> None:
    """Run the command. Ctrl-C ends the process at once before it has begun and after it is done, as SIGTERM does."""
    # A library that is being imported may swallow a KeyboardInterrupt, or have it shown as a traceback.
    # Where the handler is not Python's, whoever started us ignores Ctrl-C.
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        from generator.commands import main  # noqa: PLC0415 - takes a second

        main(prog_name="aftalespor")  # which watches for Ctrl-C itself, once its command is imported
    except KeyboardInterrupt:  # before or after click looks for it
        sys.exit(1)
    except (MemoryError, ImportError, RuntimeError) as error:
        if not isinstance(error, MemoryError) and not any(words in str(error) for words in _OF_MEMORY):
            raise
        sys.stderr.write("aftalespor: there is not enough memory. Close other programs, or give it more.\n")
        sys.exit(1)
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    start()
