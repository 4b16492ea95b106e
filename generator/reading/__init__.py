"""From the bytes of YAML to values, each fault at its line."""
