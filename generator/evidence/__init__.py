"""Whether the phrases stand in the texts that they were read from."""
