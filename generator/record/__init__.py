"""The other clock: how our record of the agreements changed, read from git."""
