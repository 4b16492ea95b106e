#!/bin/sh
# Captures of a page in an archive of the web until the end of a month, whose time is given as a beginning of fourteen digits: 202402
# for February 2024, as the servers of CDX take it.
# Expected: until 202402 is until the 29th of February 2024, at the last second.
# cdx_toolkit 0.9.39, which writes the end out before it asks, has 28 days for each February, so what was captured on the 29th is
# not asked for, and nothing says so. 202102 and 2024 are right.
# Output seen:
#   202102  20210228235959
#   202402  20240228235959
#   2024    20241231235959
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: cdx_toolkit==0.9.39
cat > "$folder/look.py" <<'PYTHON'
import sys

from cdx_toolkit.timeutils import pad_timestamp_up

AS_SEEN = {"202102": "20210228235959", "202402": "20240228235959", "2024": "20241231235959"}
shown = {beginning: pad_timestamp_up(beginning) for beginning in AS_SEEN}
for beginning, end in shown.items():
    print(f"{beginning:7} {end}")
sys.exit(shown != AS_SEEN)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
