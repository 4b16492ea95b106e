"""Published versions: numbered, frozen, and never lost."""
