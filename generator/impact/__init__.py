"""Which sentences of the site a change of the data makes, alters or removes."""
