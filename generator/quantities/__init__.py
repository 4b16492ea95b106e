"""Danish running text read into quantities: number × scale × currency × unit, with bound, basis and time.

One pass makes tokens and numbers of them (`numerals`); a small grammar makes parts: a number with its unit (`amounts`),
a time (`moments`), a number that is part of a name or an order (`parts`). The `reader` joins neighbours to intervals,
lists and ratios and marks what is denied; the words around say the rest (`context`).
"""
