#!/bin/sh
# Dates in sentences of agreements, in Danish and with languages=["da"]: »07.03.2021« (the 7th of March), »om 2 uger« (in two weeks),
# »31. dec. 2026«, »3. kvartal 2027« (the third quarter). It is the 15th of June 2026.
# Expected: search_dates(), which looks for dates in a text, reads them as parse() does, which is given the date alone.
# dateparser 1.5.0: the day and the month change places (the 3rd of July), »om« is left out, so that what is to come is past, a month
# with a point parts its date in two, and a quarter of a year that parse() refuses is the 15th of June of it.
# Output seen:
#   07.03.2021       parse 2021-03-07  search_dates 2021-07-03
#   om 2 uger        parse 2026-06-29  search_dates 2026-06-01
#   31. dec. 2026    parse 2026-12-31  search_dates 2026-12-31 2026-06-15
#   3. kvartal 2027  parse None        search_dates 2027-06-15
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: dateparser==1.5.0
cat > "$folder/look.py" <<'PYTHON'
import datetime, sys

import dateparser
from dateparser.search import search_dates

SETTINGS = {"RELATIVE_BASE": datetime.datetime(2026, 6, 15)}
AS_SEEN = {
    "07.03.2021": ("2021-03-07", "2021-07-03"),
    "om 2 uger": ("2026-06-29", "2026-06-01"),
    "31. dec. 2026": ("2026-12-31", "2026-12-31 2026-06-15"),
    "3. kvartal 2027": ("None", "2027-06-15"),
}


def seen(text):
    alone = dateparser.parse(text, languages=["da"], settings=SETTINGS)
    found = search_dates(f"Det skal ske {text}", languages=["da"], settings=SETTINGS) or []
    return str(alone and alone.date()), " ".join(str(date.date()) for _, date in found)


shown = {text: seen(text) for text in AS_SEEN}
for text, (alone, found) in shown.items():
    print(f"{text:16} parse {alone:11} search_dates {found}")
sys.exit(shown != AS_SEEN)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
