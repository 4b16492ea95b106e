#!/bin/sh
# The page of an agreement that says when it was published, »Offentliggjort 7. marts 2019«, in each month, with lang=da.
# Expected: the day, or none where a month is not known.
# htmldate 1.11.0 knows ten of the twelve months. For marts and maj, which no other of its languages writes so, it gives the first
# of January of the year as the date, in the same form as a day that it has read. trafilatura 2.3.1 takes its date from there.
# Output seen:
#   januar 2019-01-07, februar 2019-02-07, marts 2019-01-01, april 2019-04-07, maj 2019-01-01, juni 2019-06-07, …
#   trafilatura, marts: 2019-01-01
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: htmldate==1.11.0 trafilatura==2.3.1 lxml_html_clean==0.4.6
cat > "$folder/look.py" <<'PYTHON'
import sys

import trafilatura
from htmldate import find_date

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


def page(month):
    text = "Regeringen og KL er enige om rammerne for samarbejdet. " * 8
    return (
        f"<!doctype html><html lang=da><head><title>Aftale</title></head><body><article><h1>Aftale</h1>"
        f"<p>Offentliggjort 7. {month} 2019</p><p>{text}</p></article></body></html>"
    )


shown = {month: find_date(page(month)) for month in MONTHS}
print(", ".join(f"{month} {date}" for month, date in shown.items()))
by_trafilatura = trafilatura.bare_extraction(page("marts"), with_metadata=True).date
print("trafilatura, marts:", by_trafilatura)
as_seen = {month: f"2019-{number:02}-07" for number, month in enumerate(MONTHS, 1)}
sys.exit((shown, by_trafilatura) != ({**as_seen, "marts": "2019-01-01", "maj": "2019-01-01"}, "2019-01-01"))
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
