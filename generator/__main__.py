"""`python -m generator` is the same as `aftalespor`."""

from generator.cli import main

main(prog_name="aftalespor")
