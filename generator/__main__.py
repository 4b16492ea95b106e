"""`python -m generator` is the same as `aftalespor`."""

from generator.commands import main

main(prog_name="aftalespor")
