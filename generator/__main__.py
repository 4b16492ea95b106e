"""Where `aftalespor`, which `python -m generator` is too, begins and ends, without a traceback."""

import gc
import os
import sys

_MANY = 500_000  # new objects; Python's 700 has it look for garbage, of which there is little, for a tenth of the time


def start() -> None:
    """Run the command, and say nothing more when Ctrl-C ends it."""
    try:
        from generator.answers import answered  # noqa: PLC0415 - what is imported before is not watched

        gc.set_threshold(_MANY)
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for some in every package
        with answered(sys.argv[1:]):
            from generator.commands import main  # noqa: PLC0415 - takes a second

            main(prog_name="aftalespor")
    except KeyboardInterrupt:  # before or after click looks for it
        sys.exit(1)


if __name__ == "__main__":
    start()
