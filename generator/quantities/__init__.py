"""Danish running text read into quantities: number × scale × currency × unit, with bound, basis and time.

One pass makes tokens (`tokens`); a small grammar makes parts of them: a number (`numerals`) with its unit (`amounts`),
a time (`moments`), a number that is part of a name or an order (`parts`). Neighbours are joined to intervals, lists and
ratios (`joining`), those that are denied or only calculated with are marked (`reader`), and the words around say
the rest (`context`, `bases`, `markers`).
"""

from generator.quantities.reader import PIECE_BREAK, readings
from generator.quantities.readings import (
    DANISH_KRONER,
    AmountBasis,
    Bound,
    Label,
    LabelKind,
    Moment,
    QuantityKind,
    QuantityReading,
    StatedQuantity,
    When,
    numbers_of,
)

__all__ = [
    "DANISH_KRONER",
    "PIECE_BREAK",
    "AmountBasis",
    "Bound",
    "Label",
    "LabelKind",
    "Moment",
    "QuantityKind",
    "QuantityReading",
    "StatedQuantity",
    "When",
    "numbers_of",
    "readings",
]
