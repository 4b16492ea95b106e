"""What an agreement is: typed, frozen values and how they hang together. Knows nothing of YAML, words or pages."""
