#!/bin/sh
# Two amounts in words, in Danish: 1.5 × 10^9 and 1.5 × 10^12. A Danish »milliard« is 10^9, and a »billion« is 10^12.
# Expected: humanize, which has a catalogue of Danish, gives »milliard« and »billion«, as Babel does from CLDR.
# humanize 4.17.0 has the same words for both: what costs 1.5 milliarder is said to cost a thousand times as much. Babel 2.19.0
# tells them apart.
# Output seen:
#   1500000000     humanize 1.5 billioner    Babel 1,5 milliard
#   1500000000000  humanize 1.5 billioner    Babel 1,5 billion
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: humanize==4.17.0 Babel==2.19.0
cat > "$folder/look.py" <<'PYTHON'
import sys

import humanize
from babel.numbers import format_compact_decimal

humanize.i18n.activate("da_DK")
shown = []
for amount in (1_500_000_000, 1_500_000_000_000):
    words = humanize.intword(amount), format_compact_decimal(amount, format_type="long", locale="da", fraction_digits=1)
    print(f"{amount:<14} humanize {words[0]:16} Babel {words[1]}")
    shown.append(words)
sys.exit(shown != [("1.5 billioner", "1,5 milliard"), ("1.5 billioner", "1,5 billion")])
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
