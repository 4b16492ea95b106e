#!/bin/sh
# An amount written with a point, 141.4 (mio. kr.), as in the English translation of an agreement, read in the Danish locale,
# where the point stands between thousands: 1.250 is 1250.
# Expected: refused, for no thousands stand before one digit, or read as 141.4.
# Babel 2.19.0 takes every point away and gives ten times the amount; 1.25 is 125, and a date, 07.03.2021, is a number.
# Only strict=True refuses them.
# Output seen:
#   141.4       1414     strict: refused
#   1.25        125      strict: refused
#   07.03.2021  7032021  strict: refused
#   1.250       1250     strict: 1250
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: Babel==2.19.0
cat > "$folder/look.py" <<'PYTHON'
import sys

from babel.numbers import NumberFormatError, parse_decimal


def strictly(text):
    try:
        return str(parse_decimal(text, locale="da_DK", strict=True))
    except NumberFormatError:
        return "refused"


shown = {text: (str(parse_decimal(text, locale="da_DK")), strictly(text)) for text in ("141.4", "1.25", "07.03.2021", "1.250")}
for text, (number, strict) in shown.items():
    print(f"{text:11} {number:8} strict: {strict}")
refused = {"141.4": "1414", "1.25": "125", "07.03.2021": "7032021"}
sys.exit(shown != {**{text: (number, "refused") for text, number in refused.items()}, "1.250": ("1250", "1250")})
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
