"""Danish running text read into quantities: number × scale × currency × unit, with bound, basis and time.

One pass makes tokens (`tokens`), a small grammar makes parts of them (number, `numerals`; with its unit, `amounts`;
times, `moments`; names and ordinals, `names`; all of them, `parts`), neighbours are joined to intervals, lists and ratios (`joining`), and
the words around say the rest (`context`, `bases`, `markers`).
"""

from generator.quantities.reader import readings
from generator.quantities.readings import (
    Basis,
    Bound,
    Label,
    Moment,
    Reading,
    Span,
    StatedQuantity,
    When,
)

__all__ = ["Basis", "Bound", "Label", "Moment", "Reading", "Span", "StatedQuantity", "When", "readings"]
